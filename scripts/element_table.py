"""The table of scripts/conformance.py over all element types: edge values of each type, and expressions over them by family.

Each family is a list of (rule, expression, what the oracle evaluates). The last differs where ml_dtypes has no loop of
its own, so that NumPy takes that of float32, or rounds each partial sum: a function of bfloat16 is that of float32,
rounded once, and a variance of float16, too. `np.result_type` says which types bfloat16 does not go with.

Left out is what depends on the machine: casts to ints of floats that do not fit.
"""

import math
import re

import ml_dtypes
import numpy as np

inf, nan = math.inf, math.nan
D = {"i8": np.int8, "i16": np.int16, "i32": np.int32, "i64": np.int64, "u8": np.uint8, "u16": np.uint16, "u32": np.uint32, "u64": np.uint64}
INTS, SIGNED, UNSIGNED = list(D), [t for t in D if t[0] == "i"], [t for t in D if t[0] == "u"]
D = {"b": np.bool_} | D | {"f16": np.float16, "bf16": ml_dtypes.bfloat16, "f32": np.float32, "f64": np.float64}
FLOATS, SMALL = [t for t in D if "f" in t], ["f16", "bf16"]
NUMBERS = INTS + FLOATS
NAME = {t: np.dtype(d).name for t, d in D.items()}
bits = lambda t: np.dtype(D[t]).itemsize * 8  # noqa: E731


def limits(t):
    """The least and the greatest number of an element type."""
    if t == "b":
        return 0, 1
    info = (ml_dtypes.finfo if t in FLOATS else np.iinfo)(D[t])
    return (float if t in FLOATS else int)(info.min), (float if t in FLOATS else int)(info.max)


def edges(t):
    """Numbers at which an element type does what others do not."""
    least, most = limits(t)
    if t == "b":
        return [False, True]
    if t in INTS:
        return [0, 1, *([-1, -2] if least else []), 2, 3, 7, 1 << bits(t) // 2, (1 << bits(t) // 2) + 1, most // 2 + 1, most - 1, most, least, least + 1]
    mantissa = ml_dtypes.finfo(D[t]).nmant
    last = 2.0**mantissa + 1 if t != "f32" else 7.5  # a // of float32 is computed in float64
    return [nan, inf, -inf, 0.0, -0.0, 1.0, -1.5, 0.1, most, least, float(ml_dtypes.finfo(D[t]).smallest_subnormal), 0.5, -0.5, 2.5, -7.0,
        last, 1 + 2.0**-8 + 2.0**-22, 1 + 2.0**-11 + 2.0**-22, float(ml_dtypes.finfo(D[t]).tiny) / 4,
        *([1 + 2.0**-8 + 2.0**-40, 1 + 2.0**-11 + 2.0**-40] if t == "f64" else [])]  # fmt: skip


def fitting(t, to):
    """Numbers of a float type that are in the range of an int type when they are cut."""
    least, most = limits(to)
    xs = [0.0, -0.0, 0.5, -0.5, 1.5, 1.9, 99.9, -0.99, float(most), float(least), -1.9, most / 2, most * 0.99, least * 0.99]
    with np.errstate(over="ignore"):
        xs = np.array(xs, D[t])
    return [x for x in map(float, xs) if math.isfinite(x) and least <= math.trunc(x) <= most]


def mild(n, t):
    """n small numbers of no pattern, exact in every element type, and their sums."""
    xs = [((i * 37 + 11) % 29 - 13) / 4 for i in range(n)]
    whole = [abs(int(x * 4)) if t in UNSIGNED else int(x * 4) for x in xs]
    return np.array([bool(k % 3) for k in whole] if t == "b" else xs if t in FLOATS else whole, D[t])


inputs = {}
for t, d in D.items():
    inputs[t + "r"] = np.array(edges(t), d)  # a row
    inputs[t + "c"] = np.array(edges(t), d)[:, None]  # a column: with a row, all pairs
    inputs[t + "s"] = d(edges(t)[-1])
    inputs[t + "3"] = mild(3, t)
    inputs[t + "23"] = mild(6, t).reshape(2, 3)
    inputs[t + "34"] = mild(12, t).reshape(3, 4)
    inputs[t + "x"] = np.array([0, 1, 1, 0], d)
    inputs[t + "n"] = np.array([0, 1, 2, 5, bits(t) - 1, bits(t)], d)  # counts of shifts, exponents
    inputs[t + "big"] = np.full(5, limits(t)[1], d)
    if t in FLOATS:
        inputs[t + "fin"] = inputs[t + "r"][3:]
        inputs |= {f"{t}_{to}": np.array(fitting(t, to), d) for to in INTS}
inputs |= {"py1": 1, "pyn": -1, "py200": 200, "pyn129": -129, "py70000": 70000, "pyf": 2.5}  # known at run time only
env = {"np": np, "math": math, "bfloat16": ml_dtypes.bfloat16, **inputs}
families = {}


def add(name, rule, *exprs, oracle=None):
    seen = families.setdefault(name, [])
    seen.extend((rule, e, oracle(e) if oracle else e) for e in exprs if e not in [s[1] for s in seen])


def apart(a, b):
    """Whether two types have no common one."""
    try:
        np.result_type(D[a], D[b])
    except TypeError:
        return True


def in_single(to, t="bf16"):
    """The oracle of an expression of a small float that NumPy does not compute as one of float32, rounded to a type."""

    def oracle(expr):
        expr = re.sub(rf"\b{t}\w+", r"\g<0>.astype(np.float32)", expr)
        return f"np.asarray({expr}).astype({to})"

    return oracle


PAIRS = [(a, b) for a in D for b in D]
for a, b in PAIRS:
    x, y = f"{a}c", f"{b}r"
    if apart(a, b):
        add("element_mixed", "exact", *(e.format(x, y) for e in ["{} + {}", "{} < {}", "np.where(br[0], {}, {})"]), oracle=lambda _, t=(a, b): f"np.result_type({t[0]}c, {t[1]}r)")
        continue
    add("element_mixed", "exact", f"{x} + {y}", f"{x} / {y}", f"{x} < {y}", f"{x} == {y}", f"{x} >= {y}", f"np.where({y} != 0, {x}, {y})", f"np.concatenate(({a}3, {b}3))")
    add("element_mixed", "extreme", f"np.maximum({a}3, {b}23)")
    if a not in FLOATS and b not in FLOATS:
        add("element_mixed", "exact", f"{x} & {y}", f"{x} // {y}" if a + b != "bb" else f"{x} | {y}")
    if b in FLOATS or a not in FLOATS:
        add("element_cast", "exact", f'{a}r.astype("{NAME[b]}")', f'{a}s.astype("{NAME[b]}")', f'np.array({a}s, dtype="{NAME[b]}")')
    else:
        add("element_cast", "exact", f'{a}_{b}.astype("{NAME[b]}")' if b != "b" else f'{a}r.astype("bool")')
    single = in_single("bfloat16" if {a, b} <= {"bf16", "b", "i8", "u8"} else NAME[a if b == "bf16" else b].join('""')) if "bf16" in (a, b) else None
    add("element_reduce", "exact", f"{a}23 @ {b}34", oracle=single)

for t in D:
    c, r = t + "c", t + "r"
    for op in ["+", "-", "*", "/", "//", "%"]:
        if t != "b" or op in "+*/":
            add("element_arith", "exact", f"{c} {op} {r}", f"{t}s {op} {t}s")
    for f in ["maximum", "minimum"]:
        add("element_arith", "extreme", f"np.{f}({c}, {r}[::-1])")
    add("element_arith", "exact", *(f"{c} {op} {r}" for op in ["!=", "<=", ">"]), f"np.logical_and({c}, {r})", f"np.logical_not({r})", f"abs({r})", f"np.isnan({r})", f"np.square({r})")
    if t in INTS:
        add("element_arith", "exact", *(f"{c} {op} {r}" for op in "&|^"), *(f"{c} {op} {t}n" for op in ["<<", ">>", "**"]), f"~{r}", f"~{t}s", f"{r} << 3", f"{r} >> 1", f"{r} ** 2", f"{r} ** 3")
    if t in SMALL:
        add("element_arith", "exact", f"{r} ** 2", f"{r} ** 0.5" if t == "f16" else f"{r} ** {t}3[0]")
    if t != "b":
        add("element_arith", "exact", f"-{r}", f"+{r}", f"-{t}s")
        add("element_arith", "exact", f"np.sign({r})", oracle=in_single("bfloat16") if t == "bf16" else None)
        add("element_arith", "exact", *(f"np.{f}({r})" for f in ["floor", "ceil", "trunc", "rint"]), f"np.round({r})", f"np.round({t}23, 1)", f"np.round({t}34, -1)")
    if t in SMALL:
        add("element_arith", "1ulp", f"{c} ** {r}")
        add("element_arith", "extreme", f"np.clip({r}, {t}3[0], {t}3[1])", f"np.clip({r}, 1, 2)", oracle=in_single("bfloat16") if t == "bf16" else None)
    if t not in ("f32", "f64", "i64"):
        add("element_arith", "exact", f"np.sqrt({r})", f"np.sqrt({t}23)")
        add("element_arith", "1ulp" if bits(t) == 8 or t in SMALL else "4ulp", *(f"np.{f}({x})" for f in ["exp", "log", "sin", "cos", "tan", "tanh"] for x in [t + "23", t + ("fin" if t in FLOATS else "n")]))

# Reductions. Of bfloat16 they are those of float32, and of the others exact in any order.
for t in D:
    single = in_single("bfloat16") if t == "bf16" else None
    for f in ["sum", "prod", "max", "min", "mean", "any", "all", "argmax", "argmin"]:
        keep = single if f in ("sum", "prod", "mean") else None
        add("element_reduce", "exact", f"np.{f}({t}23)", f"np.{f}({t}23, axis=1)", f"np.{f}({t}34, axis=0)", f"{t}s.{f}()", oracle=keep)
        rule = "extreme" if f in ("max", "min") else "sum" if f in ("prod", "mean") else "exact"
        add("element_reduce", rule, f"np.{f}({t}r)", f"np.{f}({t}big)", f"{t}r[::-1].{f}()", oracle=keep)
    add("element_reduce", "1ulp" if t in SMALL else "sum", f"np.var({t}23)", f"np.std({t}34, axis=1)", f"np.var({t}big)", f"np.std({t}23, axis=1, ddof=1)",
        oracle=in_single(NAME[t].join('""'), t) if t in SMALL else None)  # fmt: skip
    add("element_reduce", "exact", f"np.max({t}23, axis=1, keepdims=True)", f"{t}n @ {t}n", f"np.dot({t}23, {t}3)", oracle=single)
    if t in INTS:
        add("element_reduce", "exact", f"{t}r @ {t}r", f"np.outer({t}r, {t}r)")

# Python's numbers.
for t in D:
    for s in ["True", "1", "(-1)", "200", "(-129)", "40000", "70000", "3000000000", "(-3000000000)", "2.5"]:
        if t == "bf16" and s in ("40000", "70000", "3000000000", "(-3000000000)"):
            continue
        sub = ["{} + {}", "{} * {}"] if t == "b" else ["{} + {}", "{} - {}"]
        add("element_python", "exact", *(e.format(t + "r", s) for e in sub), f"{s} + {t}s", f"np.maximum({t}3, {s})", *(f"{t}r {op} {s}" for op in ["<", "==", ">="]), f"{s} > {t}s")
        if t != "bf16":
            add("element_python", "exact", f"np.where({t}3 > 0, {t}3, {s})")
        if t not in FLOATS and s != "2.5":
            add("element_python", "exact", f"{t}r & {s}", f"{t}r // {s}" if (t, s) != ("b", "True") else f"{t}r | {s}")
        new = f"np.{NAME[t]}" if t != "bf16" else "bfloat16"
        quoted = NAME[t].join('""')
        if t in FLOATS or t == "b" or s != "2.5":
            add("element_make", "exact", f"np.array([{s}], dtype={quoted})", f"np.full((2,), {s}, dtype={quoted})", f"np.full_like({t}3, {s})")
            if t != "bf16":
                add("element_make", "exact", f"{new}({s})")
    if t in INTS:
        for s in ["py1", "pyn", "py200", "pyn129", "py70000"]:
            add("element_python", "exact", f"{t}r + {s}", f"{s} - {t}s", f"{t}r == {s}", f"{t}r < {s}", f"np.minimum({t}r, {s})", f"{t}r // {s}", f"np.where(br[0], {t}r, {s})")
            add("element_make", "exact", f"np.array([{s} for i in range(3)], dtype={quoted})", f"np.clip({t}r, {s}, 100)", f"np.arange({s}, 3, dtype={quoted})")
            add("element_make", "exact", f"np.full(2, {s}, dtype={quoted})", f"np.array([1, {s}], dtype={quoted})", f"{new}({s})", f"np.array({s}).astype({quoted})")
    if t != "bf16":
        add("element_python", "exact", f"{t}r * pyf", f"{t}r < pyf", f"pyf + {t}s")
    add("element_make", "exact", f"int({t}3[0])", f"float({t}3[1])", f"bool({t}s)", f"{t}3[2].item()", f"{t}34[:, ::-2].T", f"{t}3[np.array([2, 0])]", f"np.stack(({t}3, {t}3), axis=1)")
    quoted = NAME[t].join('""')
    add("element_make", "exact", *(e.format(quoted) for e in ["np.zeros((2,), dtype={})", "np.ones(3, dtype={})", "np.eye(2, dtype={})", "np.zeros_like(f64x, dtype={})", "np.array([[1, 0], [1, 1]], dtype={})"]))
    if t != "b":
        add("element_make", "exact", f"np.arange(5, dtype={quoted})", f"np.arange(1, 9, 3, dtype={quoted})")
    if t not in ("b", "bf16"):  # ml_dtypes has no round
        add("element_make", "exact", f"round({t}3[0])")
    if t in INTS:
        add("element_make", "exact", f"{new}(pyf * 200.0)", f"{new}(pyf * -1.0)", f"np.array([pyf * 200.0, 1], dtype={quoted})", f"np.array([pyf * 200.0 for i in range(3)], dtype={quoted})",
            f"np.array([np.int16(300), 1], dtype={quoted})", f"np.clip({t}3, -70000, 70000)", f"np.take(f64x, {t}x[1])")  # fmt: skip
        add("element_make", "exact", f"f64x[{t}x]", f"np.take({t}3, {t}x)", f"f64x[{t}x[1]]", f"len(range({t}x[1]))", f"np.zeros({t}x[1])", f"f64x[{t}x[1]:]")
    if t in FLOATS and t != "bf16":
        add("element_make", "exact", f"np.linspace({t}3[0], {t}3[2], 4)", f"np.linspace({t}3[0], 1.0, 3)")
