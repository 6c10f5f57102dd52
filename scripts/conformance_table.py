"""The table of scripts/conformance.py: inputs, and expressions over them by family.

Each family is a list of (rule, expression). Rules: `exact`; `extreme`, exact but for the sign of zeros; `4ulp` for
elementary functions; `sum` for results that depend on the order of additions.
"""

import math

import numpy as np

inf, nan = math.inf, math.nan
MAX, MIN = 2**63 - 1, -(2**63)
D = {"b": np.bool_, "i": np.int64, "g": np.float32, "f": np.float64}
special = {
    "b": [False, True],
    "i": [0, 1, -1, 2, -3, 7, MAX, MIN],
    "g": [nan, inf, -inf, 0.0, -0.0, 1.0, -1.5, 0.1, 3e38, 1e-45, -7.0],
    "f": [nan, inf, -inf, 0.0, -0.0, 1.0, -1.5, 0.1, 1e308, 5e-324, -7.0],
}


def mild(n, d):
    """n numbers of no pattern, exact in every element type."""
    xs = [((i * 37 + 11) % 29 - 13) / 4 for i in range(n)]
    return np.array([bool(int(x * 4) % 3) for x in xs] if d == "b" else xs if d in "fg" else [int(x * 4) for x in xs], D[d])


inputs = {}
for k, d in D.items():
    inputs[k + "r"] = np.array(special[k], d)  # a row
    inputs[k + "c"] = np.array(special[k], d)[:, None]  # a column: with a row, all pairs
    inputs[k + "0"] = d(special[k][-1])
    inputs[k + "e"] = np.zeros(0, d)
    inputs[k + "e2"] = np.zeros((0, 3), d)
    inputs[k + "e3"] = np.zeros((3, 0), d)
    inputs[k + "1"] = mild(1, k)
    inputs[k + "3"] = mild(3, k)
    inputs[k + "4"] = mild(4, k) + 1 if k != "b" else mild(4, k)
    inputs[k + "31"] = mild(3, k).reshape(3, 1)
    inputs[k + "23"] = mild(6, k).reshape(2, 3)
    inputs[k + "34"] = mild(12, k).reshape(3, 4)
    inputs[k + "234"] = mild(24, k).reshape(2, 3, 4)
    inputs[k + "243"] = mild(24, k).reshape(2, 4, 3)
    inputs[k + "90"] = mild(90, k)
inputs |= {
    "ip": np.array([0, 1, 2, 5, 63, 3]), "is_": np.array([0, 1, 7, 62, 63, 64]), "ix": np.array([0, 2, 1]), "jx": np.array([[1, -1], [0, 2]]),
    "fn": np.array([[1.0, nan, 3.0], [-0.0, 0.0, -inf]]), "gn": np.array([[1.0, nan, 3.0], [-0.0, 0.0, -inf]], np.float32),
    "fz": np.array([-0.0, 0.0, -0.0]), "ft": np.array([0.5, -1.5, 2.5, 3.5, -0.25, 0.49999999999999994, 4503599627370497.5]),
    "fu": np.array([1e-9, 0.3, 1.0, 2.0, 10.0, 700.0, 1e5, 1e22, 4.7e-310]), "fp": np.array([0.5, 1.0, 2.0, 3.0, -1.0, -2.0, 0.0, 10.5]),
    "iq": np.array([1, -7, 2**53 + 1, -(2**40), 2**24 + 1]), "fq": np.array([1.9, -1.9, 2.0**53, -0.0, -(2.0**40) - 0.5, 1e-320]),
    "pyt": True, "pyi": 7, "pyn": -3, "pyo": 0, "pyf": 2.5, "pyz": -0.0, "pyg": 0.1, "pynan": nan, "pyinf": inf, "pymax": MAX,
}  # fmt: skip


def one_hot(i, n, dtype=np.float64):
    return (np.expand_dims(i, -1) == np.arange(n)).astype(dtype)


env = {"np": np, "math": math, "one_hot": one_hot, **inputs}
families = {}


def add(name, rule, *exprs):
    seen = families.setdefault(name, [])
    seen.extend((rule, e) for e in exprs if (rule, e) not in seen)


def pairs(kinds="bigf"):
    return [(a, b) for a in kinds for b in kinds]


# Operators on arrays of all pairs of element types, and with Python's numbers.
PY = ["pyt", "pyi", "pyn", "pyf", "pyz"]
for op, rule in {"+": "exact", "-": "exact", "*": "exact", "/": "exact", "//": "exact", "%": "exact", "**": "4ulp"}.items():
    fam = "power" if op == "**" else "arith"
    for a, b in pairs():
        if op != "**" or "f" in a + b or "g" in a + b:
            add(fam, rule, f"{a}c {op} {b}r")
        elif b == "b" or op == "**":
            add(fam, "exact", f"{a}c {op} {'br' if b == 'b' else 'ip'}")
        if a <= b:
            add(fam, rule, f"{a}0 {op} {b}0", f"{a}e {op} {b}1", f"{a}e2 {op} {b}3", f"{a}3[::-1] {op} {b}31")
    for a in "bigf":
        for s in PY:
            if op == "**" and a in "bi" and s in ("pyi", "pyn"):
                continue
            add(fam, rule, f"{a}r {op} {s}", f"{s} {op} {a}r", f"{a}0 {op} {s}")
for op in ["&", "|", "^"]:
    for a, b in pairs("bi"):
        add("bits", "exact", f"{a}c {op} {b}r", f"{a}r {op} pyi", f"pyt {op} {b}r", f"{a}0 {op} {b}0")
for op in ["<<", ">>"]:
    add("bits", "exact", f"ic {op} is_", f"ic {op} br", f"ir {op} pyi", f"pyn {op} is_", f"bc {op} ip", f"i0 {op} is_")
add("bits", "exact", "~ir", "~br", "np.invert(ir)", "np.bitwise_and(ic, ir)", "np.bitwise_or(ic, ir)", "np.bitwise_xor(bc, ir)",
    "np.left_shift(ic, is_)", "np.right_shift(ic, is_)", "~i0", "~b0", "~ie")  # fmt: skip
for f in ["add", "subtract", "multiply", "divide", "true_divide", "floor_divide", "mod", "remainder"]:
    add("arith", "exact", f"np.{f}(fc, fr)", f"np.{f}(ic, gr)", f"np.{f}(pyi, ir)", f"np.{f}(pyf, pyn)")
add("power", "4ulp", "np.power(fc, fp)", "fr ** 2", "fr ** 0.5", "gr ** 2", "fr ** -1", "ft ** 3", "2 ** fr", "2.0 ** gr", "f3 ** ix", "gc ** 0.5",
    "np.power(fu, 0.1)", "fu ** 0.2", "f3 ** 0", "fr ** 1", "pyf ** ft", "g0 ** pyf", "f0 ** 2")  # fmt: skip
add("power", "exact", "ir ** 2", "ir ** 3", "ir ** 0", "np.power(ic, ip)", "ic ** ip", "2 ** ip", "pyn ** ip", "i0 ** 2", "br ** ip")

# Comparisons, logic, choice.
for op in ["==", "!=", "<", "<=", ">", ">="]:
    for a, b in pairs():
        add("compare", "exact", f"{a}c {op} {b}r")
    for a in "bigf":
        add("compare", "exact", *(f"{a}r {op} {s}" for s in [*PY, "pymax", "pynan"]), f"pyi {op} {a}r", f"{a}0 {op} {a}0", f"{a}e {op} {a}1")
for f in ["equal", "not_equal", "less", "less_equal", "greater", "greater_equal"]:
    add("compare", "exact", f"np.{f}(fc, fr)", f"np.{f}(ic, fr)")
for f in ["logical_and", "logical_or"]:
    for a, b in [("b", "b"), ("i", "f"), ("g", "i"), ("f", "f")]:
        add("compare", "exact", f"np.{f}({a}c, {b}r)")
add("compare", "exact", *(f"np.logical_not({a}r)" for a in "bigf"))
for f in ["maximum", "minimum"]:
    for a, b in pairs():
        add("choice", "extreme", f"np.{f}({a}c, {b}r)")
    add("choice", "extreme", *(f"np.{f}({a}r, {s})" for a in "bigf" for s in PY), f"np.{f}(pynan, fr)", f"np.{f}(fe, f1)", f"np.{f}(pyi, pyf)")
for a, b in pairs():
    add("choice", "exact", f"np.where({b}r > 0, {a}c, {b}r)", f"np.where(br, {a}c, {b}1)")
for a in "bigf":
    add("choice", "exact", f"np.where({a}r, {a}r, pyi)", f"np.where({a}r, pyf, pyn)", f"np.where(b0, {a}r, pyi)", f"np.where({a}e, {a}e, {a}1)",
        f"np.where(pyt, {a}0, pyf)", f"np.where(b3[::-1], {a}31, {a}3[::-1])")  # fmt: skip
    if a != "b":
        add("choice", "extreme", f"np.clip({a}r, -1, 1)", f"np.clip({a}r, None, pyi)", f"np.clip({a}r, pyn, None)", f"np.clip({a}r, pyi, pyn)",
            f"{a}r.clip(-2, 2)", f"np.clip({a}23, {a}3, {a}3 + 1)", f"np.clip({a}e, 0, 1)", f"np.clip({a}0, -2, 2)")  # fmt: skip
add("choice", "extreme", "np.clip(fr, pynan, 1.0)", "np.clip(fr, 0.0, pynan)", "np.clip(fr, -0.0, 0.0)", "np.clip(ir, 0.5, 2.5)", "np.clip(gr, 0.1, 0.2)")

# Functions of one array.
for a in "bigf":
    xs = [f"{a}r", f"{a}c[::-1]", f"{a}0", f"{a}e2", f"{a}23.T", f"{a}234[:, ::-2]"]
    for x in xs:
        add("unary", "exact", f"abs({x})", f"np.abs({x})", f"np.absolute({x})", f"np.square({x})", f"np.isnan({x})", f"np.isinf({x})", f"np.positive({x})")
        if a != "b":
            add("unary", "exact", f"-{x}", f"+{x}", f"np.negative({x})", f"np.sign({x})", f"np.sqrt({x})")
            add("unary", "exact", *(f"np.{f}({x})" for f in ["floor", "ceil", "trunc", "rint"]))
            add("unary", "4ulp", *(f"np.{f}({x})" for f in ["exp", "log", "sin", "cos", "tan", "tanh"]))
add("unary", "exact", *(f"np.{f}({x})" for f in ["floor", "ceil", "trunc", "rint", "sqrt", "sign"] for x in ["ft", "ft.astype(np.float32)", "pyf", "pyi"]))
add("unary", "exact", "np.floor(br)", "np.ceil(br)", "np.trunc(br)")
add("unary", "4ulp", *(f"np.{f}({x})" for f in ["exp", "log", "sin", "cos", "tan", "tanh"] for x in ["fu", "-fu", "fu.astype(np.float32)", "f90", "pyf", "pyi"]))

# Reductions.
for a in "bigf":
    for f in ["sum", "prod", "max", "min", "any", "all", "argmax", "argmin", "mean", "var", "std"]:
        rule = "exact" if f not in ("mean", "var", "std") and (a in "bi" or f not in ("sum", "prod")) else "sum"
        for x, axes in {f"{a}23": ["0", "1", "-1"], f"{a}234": ["0", "1", "2", "(0, 2)"], f"{a}0": [], f"{a}1": ["0"], f"{a}31": ["0", "1"]}.items():
            if a in "bg" and x[1:] in ("234", "31"):
                continue
            add("reduce", rule, f"np.{f}({x})", *(f"np.{f}({x}, axis={k})" for k in axes if "arg" not in f or "(" not in k))
            if "arg" not in f:
                add("reduce", rule, f"np.{f}({x}, keepdims=True)", *(f"np.{f}({x}, axis={k}, keepdims=True)" for k in axes))
        add("reduce", rule, f"{a}23.{f}()", f"{a}23[:, ::-1].{f}(axis=1)", f"np.{f}({a}90)")
        if f in ("sum", "prod", "any", "all"):
            add("reduce", "exact", f"np.{f}({a}e)", f"np.{f}({a}e2, axis=0)", f"np.{f}({a}e2, axis=1)", f"np.{f}({a}e3, axis=(0, 1))")
        else:
            add("reduce", "exact", f"np.{f}({a}e3, axis=0)")
            if f not in ("mean", "var", "std"):
                add("errors", "exact", f"np.{f}({a}e)", f"np.{f}({a}e2, axis=0)")
for f in ["sum", "prod", "max", "min", "any", "all", "argmax", "argmin", "mean"]:
    add("reduce", "extreme" if f in ("max", "min") else "exact", *(f"np.{f}({x}{k})" for x in ["fn", "gn"] for k in ["", ", axis=0", ", axis=1"]), f"np.{f}(fz)")
add("reduce", "exact", "np.sum(ir)", "np.prod(ir)", "np.max(ir)", "np.min(ir)", "np.sum(ir > 0)", "np.mean(fe)", "np.mean(fe2, axis=0)", "np.amax(f23)", "np.amin(f23, axis=1)")
add("reduce", "sum", "np.var(f23, ddof=1)", "np.std(f23, axis=0, ddof=1)", "np.sum(f23 * f23, (0, 1))")

# Matrix products.
for a, b in pairs("igf"):
    rule = "exact" if a + b == "ii" else "sum"
    add("matmul", rule, *(f"{x} @ {y}" for x, y in [(f"{a}23", f"{b}34"), (f"{a}3", f"{b}34"), (f"{a}23", f"{b}3"), (f"{a}3", f"{b}3[::-1]")]))
    add("matmul", rule, f"{a}234 @ {b}243", f"{a}34 @ {b}243", f"{a}234 @ {b}4", f"{a}3 @ {b}234", f"np.matmul({a}234[0].T, {b}34)", f"{a}e3.T @ {b}34",
        f"{a}e3 @ {b}e2", f"{a}e2.T @ {b}e2", f"{a}234[:, :, None] @ {b}243[:, None]", f"{a}e @ {b}e")  # fmt: skip
add("matmul", "sum", "np.dot(f23, f34)", "np.dot(f3, f3)", "f23.dot(f3)", "f34[::-1, ::2].T @ f34[:, ::-1]", "np.outer(f3, f4)", "np.outer(i3, f4)", "b23 @ f34")
add("matmul", "exact", "fn @ ix", "np.outer(i3, i4)", "np.matmul(i234, i243)", "b3 @ i34")
add("errors", "exact", "f23 @ f23", "f3 @ f4", "f234 @ f234", "f23 @ f4", "f3 @ f23.T", "f0 @ f3", "i234 @ f243[:1, :, :1][:, :2]")

# Shapes.
for a in "bigf":
    x, y, z = f"{a}23", f"{a}234", f"{a}e2"
    add("shape", "exact", f"{x}.T", f"{y}.T", f"{a}3.T", f"np.transpose({y}, (1, 0, 2))", f"np.transpose({x})", f"{y}.transpose(2, 0, 1)", f"np.swapaxes({y}, 0, -1)",
        f"{x}.reshape(3, 2)", f"{x}.reshape((6,))", f"np.reshape({y}, (4, -1))", f"{x}.reshape(-1)", f"{z}.reshape(3, 0)", f"{a}1.reshape(())", f"{y}[:, ::-1].reshape(6, 4)",
        f"{y}.T.ravel()", f"np.ravel({x})", f"{x}.flatten()", f"np.broadcast_to({a}3, (2, 3))", f"np.broadcast_to({a}31, (2, 3, 4))", f"np.broadcast_to({a}0, (2, 2))",
        f"np.expand_dims({x}, 0)", f"np.expand_dims({x}, -1)", f"np.expand_dims({x}, 1)", f"np.squeeze({a}31)", f"np.squeeze({a}31, 1)", f"np.squeeze({a}31, axis=-1)", f"np.squeeze({a}1)",
        f"np.concatenate(({x}, {x}))", f"np.concatenate([{x}, {x}[:, ::-1]], axis=1)", f"np.concatenate(({x}, {z}, {x}), 0)", f"np.concatenate(({a}3, {a}4, {a}e))", f"np.vstack(({x}, {z}))",
        f"np.stack(({a}3, {a}3[::-1]))", f"np.stack(({a}3, {a}3), axis=1)", f"np.stack(({x}, {x}), axis=-1)", f"np.stack([{a}0, {a}0])", f"np.stack(({a}e, {a}e), 1)",
        f"{y}.shape", f"{z}.size", f"{y}.ndim", f"len({y})", f"{a}0.shape", f"{x}.copy()", f"np.concatenate(({x}, f23), axis=1)", f"np.stack(({x}, i23))")  # fmt: skip
add("errors", "exact", "f23.reshape(4, 2)", "f23.reshape(-1, 4)", "np.concatenate((f23, f34))", "np.concatenate((f3, f23))", "np.stack((f3, f4))", "np.squeeze(f23, 0)",
    "np.expand_dims(f3, 3)", "np.transpose(f23, (0, 0))", "np.broadcast_to(f3, (2, 4))", "f23 + f4", "f3 * f4", "np.sum(f23, axis=2)", "np.where(b3, f3, f4)", "np.maximum(f3, f4)",
    "np.swapaxes(f23, 0, 2)", "fe2 + f34", "np.concatenate((f3, f0))", "np.broadcast_to(f23, (3,))", "np.clip(f3, f4, 1.0)")  # fmt: skip

# Indexing.
for a in "bigf":
    x, y, v = f"{a}34", f"{a}234", f"{a}4"
    add("index", "exact", *(f"{v}[{k}]" for k in ["0", "-1", "3", "-4", "1:", ":2", "::2", "::-1", "::-2", "3:0:-1", "-3:-1", "5:", ":-9", "-9:9", "2:2", "9::-3", "-1:-5:-2", "...", "None", ":, None", "..., 1"]))
    add("index", "exact", *(f"{y}[{k}]" for k in ["1", "-1, 2", "0, 1, 3", ":, 1", "..., 0", "0, ...", "::-1, :, ::2", "1, ::-1", "..., ::-1", ":, None, 1", "None, ..., None", ":, 1:, -1", "1:0", ":, ::-2, 3:0:-2"]))
    add("index", "exact", f"{x}[ix]", f"{x}[ix, ix]", f"{x}[:, ix]", f"{x}[jx]", f"{x}[jx, 1]", f"{v}[jx]", f"{y}[:, ix, 1:]", f"{y}[1, ix]", f"{x}[1:, ix]", f"{y}[..., ix]", f"{x}[ix[::-1], 0]",
        f"{x}[[0, -1]]", f"np.take({x}, ix, axis=0)", f"np.take({x}, jx, axis=1)", f"np.take({v}, ix)", f"{y}[ix[:2] - 1, jx]", f"{v}[ie]", f"{x}[0][::-1][1]", f"{y}[0].T[1:, ::-1]", f"{a}e[::-1]", f"{a}e2[:, 1]", f"{a}e2[:, 0:2]",
        f"{v}[pyn]", f"{v}[pyn:]", f"{v}[:pyi]", f"{v}[::pyn]", f"{x}[ix[1]]", f"{x}[pyo, pyn]", f"{v}[pyi:pyn:pyn]", f"{x}[np.argmax({v}[:3])]", f"{x}[::pyi, pyn:]")  # fmt: skip
add("errors", "exact", "f3[3]", "f3[-4]", "f23[2, 0]", "f23[0, 3]", "f23[0, 0, 0]", "fe[0]", "fe2[0]", "f3[jx - 2]", "f3[jx + 1]", "f34[ip]", "f4[pyi]", "f4[::pyo]", "np.take(f3, ip)", "f23[:, pyn * 2]", "f0[0]", "f34[ix, jx[:, 0]]", "i3[pyi]", "f34[ix, ip]")

# Creation and conversion.
for t in ["float", "int", "bool", "np.float64", "np.float32", "np.int64", "np.bool_"]:
    add("create", "exact", f"np.zeros((2, 3), {t})", f"np.ones(2, dtype={t})", f"np.full((2,), 2, {t})", f"np.eye(3, dtype={t})", f"np.array([1, 0, 2], dtype={t})", f"np.zeros_like(f23, dtype={t})",
        f"np.array(f23, dtype={t})", f"np.asarray(i3, {t})", f"np.array(pyf, {t})")  # fmt: skip
    add("create", "exact", *(f"{x}.astype({t})" for x in ["br", "iq", "fq", "fq.astype(np.float32)", "f0", "i3[::-1]", "fe2", "b0"]))
    if "int" not in t:
        add("create", "exact", *(f"{x}.astype({t})" for x in ["fr", "gr", "ir"]))
add("create", "exact", "np.zeros(())", "np.zeros(0)", "np.ones((0, 3))", "np.zeros(pyi)", "np.ones((pyi, 2))", "np.full((2, 2), pyf)", "np.full(3, 7)", "np.full((), pyt)", "np.full_like(i3, 2.7)", "np.full_like(f3, pyi)",
    "np.zeros_like(g23)", "np.ones_like(b23)", "np.ones_like(i0)", "np.arange(5)", "np.arange(2, 8)", "np.arange(8, 2, -3)", "np.arange(0)", "np.arange(5, 2)", "np.arange(2.5)", "np.arange(0.0, 1.0, 0.1)",
    "np.arange(pyi)", "np.arange(pyn, pyi, 2)", "np.arange(3, dtype=np.float32)", "np.arange(1, 2, 0.3)", "np.arange(pyi, pyn, pyn)", "np.eye(2)", "np.eye(2, 3)", "np.eye(pyi)", "np.array([1, 2.5])", "np.array([[1, 2], [3, 4]])", "np.array([True, False])",
    "np.array([pyf, pyi])", "np.array([f3, f3])", "np.array((pyi, pyn))", "np.array(pyt)", "np.array([[pyf], [0.5]])", "np.array(f23)", "np.float32(pyg)", "np.float64(pyi)", "np.int64(pyf)", "np.bool_(pyf)", "np.float32(f0)",
    "np.array([0.1, 0.2], dtype=np.float32)", "f1.item()", "g1.item()", "i1.item()", "b1.item()", "i0.item()", "float(f0)", "int(i0)", "float(g0)", "bool(f0)", "bool(i1)", "int(f1)", "float(f1)",
    "one_hot(ix, 4)", "one_hot(jx, 3)", "one_hot(ix, 2, np.float32)", "one_hot(ie, 3)", "one_hot(i0, 2)", "np.linspace(0, 1)", "np.linspace(0.0, 1.0, 5)", "np.linspace(2, -2, 4)", "np.linspace(0, 1, 1)", "np.linspace(0, 1, 0)", "np.linspace(pyf, pyn, 7)")  # fmt: skip

# Functions of Python's numbers: each expression at each list of arguments.
ints = [0, 1, -1, 2, -7, 3, 64, MAX, MIN]
floats = [0.0, -0.0, 1.0, -1.5, 2.5, 0.1, inf, -inf, nan, 1e308, 5e-324, -7.0]
two = [*(("exact", f"a {op} b") for op in ["+", "-", "*", "/", "//", "%", "==", "!=", "<", "<=", ">", ">="]), ("exact", "divmod(a, b)[0]"), ("exact", "divmod(a, b)[1]"), ("exact", "float(max(a, b))"), ("exact", "float(min(a, b))"),
    ("4ulp", "math.pow(a, b)")]  # fmt: skip
same = [("exact", "max(a, b)"), ("exact", "min(a, b)")]  # of one type: else the int becomes a float
power = [("4ulp", "a ** b"), ("4ulp", "pow(a, b)")]
bit = [("exact", f"a {op} b") for op in ["&", "|", "^", "<<", ">>"]]
single = [("exact", e) for e in ["-a", "+a", "abs(a)", "int(a)", "float(a)", "bool(a)", "not a", "round(a)", "round(a, 1)", "math.floor(a)", "math.ceil(a)", "math.trunc(a)", "math.fabs(a)", "math.isnan(a)", "math.isinf(a)", "math.sqrt(a)", "a * 0", "a * 1", "0 - a", "a + 0"]]
single += [("4ulp", f"math.{f}(a)") for f in ["exp", "log", "sin", "cos", "tan", "tanh"]] + [("4ulp", "math.log(a, 10)"), ("4ulp", "a ** 2"), ("4ulp", "a ** 0.5"), ("4ulp", "2 ** a")]
cross = lambda xs, ys: [(x, y) for x in xs for y in ys]  # noqa: E731
calls = [
    (["a", "b"], two + bit + same, cross(ints, ints)),
    (["a", "b"], power, cross(ints, [0, 1, 2, 5, 63])),
    (["a", "b"], two + power + same, cross(floats, floats)),
    (["a", "b"], two, cross(ints, floats)),
    (["a", "b"], two, cross(floats, ints)),
    (["a", "b"], two + bit, cross([True, False], ints)),
    (["a", "b"], two + power + bit, cross([True, False], [True, False])),
    (["a", "b"], two + power, cross([True, False], floats)),
    (["a"], single, [(x,) for x in floats + [0.5, 1.5, -2.5, 710.0, 1e22, 2.675, -0.05, 1e-310, 3.0]]),
    (["a"], [s for s in single if s[1] not in ("2 ** a",)] + [("exact", "~a")], [(x,) for x in ints]),
    (["a"], [s for s in single if s[1] not in ("2 ** a",)] + [("exact", "~a")], [(x,) for x in [True, False]]),
]
