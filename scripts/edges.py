#!/usr/bin/env python3
"""CPython and NumPy as the oracle of sizes, lengths and indices at the edges of 64 bits.

    scripts/edges.py --check     calls every function at every edge and compares with what is stored
    scripts/edges.py --update    rewrites testdata/conformance/edges.json

Each function is called with every list of the numbers in EDGES; compiler/edges_test.go does the same. An outcome is the
repr of the result or the name of the exception; ints beyond 64 bits count as OverflowError.
"""

import argparse
import itertools
import json
import math
import sys
from pathlib import Path

import numpy as np

sys.dont_write_bytecode = True
from conformance import LIMITS  # noqa: E402

FILE = Path(__file__).resolve().parent.parent / "testdata" / "conformance" / "edges.json"
MAX, MIN = LIMITS[1], LIMITS[0]
EDGES = [0, 1, -1, 2, -2, 3, -3, 7, -8, 2**53, 2**62, -(2**62), MAX, MAX - 1, MIN, MIN + 1]

FIRST = "\n    out = [0]\n    for i in {}:\n        out = out + [int(i)]\n        if len(out) == 5:\n            break\n    return out"
# Between these numbers of elements NumPy's answer depends on the machine's memory; beyond, 63 bits do not count the bytes.
FEW, MANY = 1000, 2**60

FUNCTIONS = {
    "range": ("a, b, c", FIRST.format("range(a, b, c)")),
    "range from": ("a, b", FIRST.format("range(a, b)")),
    "range to": ("a", FIRST.format("range(a)")),
    "reversed range": ("a, b, c", FIRST.format("reversed(range(a, b, c))")),
    "len of range": ("a, b, c", "return len(range(a, b, c))"),
    "slice of list": ("a, b, c", "return [0, 1, 2, 3, 4, 5, 6][a:b:c]"),
    "slice of str": ("a, b, c", "return '0123456'[a:b:c]"),
    "slice of array": ("a, b, c", FIRST.format("np.arange(7)[a:b:c]")),
    "slice of range list": ("a, b, c", "return list(range(3, 9))[a:b:c]"),
    "slice of columns": ("a, b, c", FIRST.format("np.sum(np.ones((2, 5))[:, a:b:c], axis=0)")),
    "arange": ("a, b, c", FIRST.format("np.arange(a, b, c)")),
    "enumerate": ("a", "\n    out = [0]\n    for i, x in enumerate('ab', a):\n        out = out + [i]\n    return out"),
    "index of list": ("a", "return [0, 1, 2, 3, 4, 5, 6][a]"),
    "index of str": ("a", "return '0123456'[a]"),
    "index of array": ("a", "return int(np.arange(7)[a])"),
    "index of matrix": ("a, b", "return float(np.ones((2, 3))[a, b])"),
    "repeated list": ("a", "return len([0, 1] * a)"),
    "repeated str": ("a", "return len('ab' * a)"),
    "zeros": ("a, b", "return np.zeros((a, b)).shape"),
    "full": ("a", "return np.full(a, 2.0).shape"),
    "ones of three": ("a, b, c", "return np.ones((a, b, c)).shape"),
    "reshape": ("a, b", "return np.reshape(np.arange(6), (a, b)).shape"),
    "broadcast": ("a, b", "return np.broadcast_to(np.ones(3), (a, b)).shape"),
    "shifts": ("a, b", "return [a << b, a >> b]"),
}  # fmt: skip


def source(name):
    params, body = FUNCTIONS[name]
    return f"def f({params}):" + (body if body.startswith("\n") else f"\n    {body}") + "\n"


def too_many(name, args):
    """Whether NumPy's answer would depend on the memory there is, or take long."""
    if name == "arange" and args[2]:  # NumPy counts in floats, which round, and are cast to 64 bits
        n = math.ceil((args[1] - args[0]) / args[2])
        return FEW < n < MANY or abs(n) >= 2.0**63 or max(n, 0) != len_of_range(*args)
    if name in ("zeros", "full", "ones of three", "broadcast"):
        return min(args) >= 0 and FEW < np.prod([float(x) for x in args]) < MANY
    if name in ("repeated list", "repeated str"):
        return args[0] > FEW
    if name == "shifts":
        return args[1] > 10**6
    return False


def len_of_range(a, b, c):
    return max(0, -((a - b) // c) if c > 0 else -((b - a) // -c))


def outcome(f, args):
    try:
        got = f(*args)
    except Exception as error:
        return type(error).__name__
    whole = got if isinstance(got, (list, tuple)) else [got]
    if any(isinstance(x, int) and not MIN <= x <= MAX for x in whole):
        return "OverflowError"
    return repr(got)


def group(name):
    params = FUNCTIONS[name][0]
    env = {"np": np}
    exec(source(name), env)
    found = {}
    codes = []
    for args in itertools.product(EDGES, repeat=params.count(",") + 1):
        got = "" if too_many(name, args) else outcome(env["f"], args)
        codes.append(found.setdefault(got, len(found)))
    return {"name": name, "source": source(name), "params": params.count(",") + 1, "outcomes": list(found), "codes": codes}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", action="store_true")
    mode.add_argument("--update", action="store_true")
    given = parser.parse_args()
    fresh = {"edges": EDGES, "groups": [group(name) for name in FUNCTIONS]}
    cases = sum(sum(g["outcomes"][c] != "" for c in g["codes"]) for g in fresh["groups"])
    if given.update:
        lines = ",\n".join(json.dumps(g) for g in fresh["groups"])
        FILE.write_text(f'{{"edges": {json.dumps(EDGES)}, "groups": [\n{lines}\n]}}\n')
    stored = json.loads(FILE.read_text())
    wrong = [g["name"] for g, s in zip(fresh["groups"], stored["groups"]) if g != s]
    if len(stored["groups"]) != len(fresh["groups"]) or stored["edges"] != EDGES:
        wrong.append("the table has changed")
    print(f"edges: {cases} outcomes, {len(wrong)} functions differ {' '.join(wrong)}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
