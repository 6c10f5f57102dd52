#!/usr/bin/env python3
"""NumPy as the oracle of the numeric primitives.

    scripts/conformance.py --check     evaluates every expression and compares with what is stored
    scripts/conformance.py --update    rewrites testdata/conformance/*.json

The tables of expressions are scripts/conformance_table.py and, over all element types, scripts/element_table.py;
compiler/conformance_test.go runs them. A value is one text:

    int 7    float 0x1.8p+1    bool True    f64[2,3] 0x1p+0 nan ...    i64[] 7    tuple (2, 3)    raises ValueError

Of a long text that must be met exactly the end is stored as a checksum; --show EXPRESSION prints it. Ints beyond 64 bits
must raise OverflowError. Results of element types that Myia does not have are "skip".

    scripts/conformance.py --show 'i8c + u16r'
"""

import argparse
import json
import math
import re
import sys
import warnings
import zlib
from pathlib import Path

import numpy as np

sys.dont_write_bytecode = True
import conformance_table as table  # noqa: E402
import element_table  # noqa: E402

HOME = Path(__file__).resolve().parent.parent / "testdata" / "conformance"
DTYPES = {"bool": "bool", "bfloat16": "bf16"} | {f"{kind}{n}": f"{kind[0]}{n}" for kind in ("int", "uint", "float") for n in (8, 16, 32, 64)}
LONG = 60  # characters of a text of which the rest is a checksum
LIMITS = (-(2**63), 2**63 - 1)


def hexed(x):
    """A float as C prints it with %a, without needless zeros."""
    if x != x or math.isinf(x):
        return str(x)
    return re.sub(r"\.?0*p", "p", float(x).hex())


def word(x):
    return hexed(x) if isinstance(x, float) else str(x)


def text(v):
    """The form in which a value is stored."""
    if type(v) in (tuple, list):
        return "tuple " + repr(tuple(v))
    if type(v) in (bool, int, float):
        if type(v) is int and not LIMITS[0] <= v <= LIMITS[1]:
            return "raises OverflowError"
        return f"{type(v).__name__} {word(v)}"
    a = np.asarray(v)
    if a.dtype.name not in DTYPES:
        return "skip"
    shape = ",".join(map(str, a.shape))
    flat = a.astype(float) if a.dtype.name == "bfloat16" else a
    return " ".join([f"{DTYPES[a.dtype.name]}[{shape}]", *map(word, flat.ravel().tolist())])


def shortened(text, rule):
    """A text with a checksum in the place of its end, if it is long; compiler/conformance_value_test.go does the same."""
    if rule != "exact" or len(text) <= LONG or text.startswith("raises"):
        return text
    return f"{text[:LONG]} #{zlib.crc32(text.encode()):08x}"


def outcome(expr, env):
    try:
        return text(eval(expr, env))
    except MemoryError:  # 1 << 2**63
        return "raises OverflowError"
    except Exception as error:
        return f"raises {type(error).__name__}: {error}"


def numbers(want):
    """A stored value without its numbers, and its numbers."""
    words = want.split(" ")
    return (words[0], len(words)), [float.fromhex(w) if re.match(r"-?(0x|nan|inf)", w) else w for w in words[1:]]


def same(want, got, rule):
    """Whether two texts agree: to the letter for exact rules, else nearly, since C libraries differ."""
    if want == got or rule == "exact" or want is None:
        return want == got
    (kind1, a), (kind2, b) = numbers(want), numbers(got)
    near = {"bf16": 1e-2, "f16": 1e-3, "f32": 1e-4}.get(kind1[0].partition("[")[0], 1e-12)
    return kind1 == kind2 and all(
        x == y or isinstance(x, float) and isinstance(y, float) and math.isclose(x, y, rel_tol=near, abs_tol=near)
        for x, y in zip(a, b)
    )


def family(table, name):
    """The stored form of a family: inputs by name, then each case with its outcome."""
    cases = []
    for rule, expr, *oracle in table.families[name]:
        want = outcome((oracle or [expr])[0], dict(table.env))
        if want != "skip":
            cases.append({"expr": expr, "rule": rule, "want": shortened(want, rule) if oracle else want})
    used = set(re.findall(r"\w+", " ".join(c["expr"] for c in cases)))
    return {"inputs": {k: text(v) for k, v in table.inputs.items() if k in used}, "cases": cases}


def calls():
    """The families of functions of Python numbers: each expression at each list of arguments."""
    groups = []
    for params, exprs, rows in table.calls:
        given = []
        for row in rows:
            env = table.env | dict(zip(params, row))
            given.append({"args": [text(x) for x in row], "want": [outcome(e, dict(env)) for _, e in exprs]})
        groups.append({"params": params, "exprs": [e for _, e in exprs], "rules": [r for r, _ in exprs], "calls": given})
    return {"groups": groups}


def everything():
    return {name: family(t, name) for t in (table, element_table) for name in t.families} | {"calls": calls()}


def differences(stored, fresh):
    """Lines that say where two forms of a file differ."""
    if "groups" in fresh:
        pairs = list(zip(stored.get("groups", []), fresh["groups"]))
        if len(stored.get("groups", [])) != len(fresh["groups"]) or any(
            a["exprs"] != b["exprs"] or [c["args"] for c in a["calls"]] != [c["args"] for c in b["calls"]] for a, b in pairs
        ):
            yield "the table has changed"
            return
        for a, b in pairs:
            for x, y in zip(a["calls"], b["calls"]):
                for e, r, want, got in zip(b["exprs"], b["rules"], x["want"], y["want"]):
                    if not same(want, got, r):
                        yield f"{e} at {x['args']}: stored {want}, NumPy {got}"
        return
    rules = [(c["expr"], c["rule"]) for c in fresh["cases"]]
    if stored.get("inputs") != fresh["inputs"] or [(c["expr"], c["rule"]) for c in stored["cases"]] != rules:
        yield "the table has changed"
    old = {c["expr"]: c["want"] for c in stored.get("cases", [])}
    for c in fresh["cases"]:
        if not same(old.pop(c["expr"], None), c["want"], c["rule"]):
            yield f"{c['expr']}: NumPy gives {c['want']}"
    yield from (f"{e} is no case of the table" for e in old)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", action="store_true")
    mode.add_argument("--update", action="store_true")
    mode.add_argument("--show", metavar="EXPRESSION", help="prints what NumPy gives for an expression of the table of element types")
    given = parser.parse_args()
    warnings.simplefilter("ignore")
    if given.show:
        oracles = {expr: oracle for cases in element_table.families.values() for _, expr, oracle in cases}
        return print(outcome(oracles.get(given.show, given.show), dict(element_table.env)))
    wrong = count = 0
    for name, fresh in everything().items():
        count += len(fresh.get("cases", [])) + sum(len(c["want"]) for g in fresh.get("groups", []) for c in g["calls"])
        path = HOME / f"{name}.json"
        stored = json.loads(path.read_text()) if path.exists() else {}
        lines = list(differences(stored, fresh))
        if lines and given.update:
            HOME.mkdir(exist_ok=True)
            path.write_text(json.dumps(fresh, indent=0) + "\n")
        elif lines:
            wrong += len(lines)
            print(f"{path.name}:", *lines[:20], sep="\n    ")
    print(f"conformance: {count} outcomes, {wrong} differ (NumPy {np.__version__})")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
