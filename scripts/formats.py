#!/usr/bin/env python3
"""CPython as the oracle of format specifications, and NumPy of printed arrays.

    scripts/formats.py --check     formats every value and compares with what is stored; prints arrays beside bin/myia
    scripts/formats.py --update    rewrites testdata/conformance/formats.txt before that

The specifications are drawn at random, one in five of them invalid; a line of the file is value, specification and
result as reprs with tabs between, the result of an invalid one being the name of the exception. text/format_test.go reads it. The arrays are
printed by the program PRINTING, under CPython and on both backends, and must be the same bytes.
"""

import argparse
import math
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "testdata" / "conformance" / "formats.txt"
COUNT = 10_000

VALUES = {
    int: [0, 1, -1, 7, -42, 1000, 123456, -1234567, 2**31, 10**15 + 1, 2**63 - 1, -(2**63)],
    bool: [True, False],
    str: ["", "a", "text", "größer", "日本", "a'b"],
    float: [0.0, -0.0, 1.0, -1.5, 2.5, 0.5, 1 / 3, 1e-5, 123456.789, -9999.995, 1e15, 1e16, 1.5e22, 1e100, 5e-324]
    + [sys.float_info.max, math.inf, -math.inf, math.nan, 0.1 + 0.2, 99999.5, 0.000123456],
}  # fmt: skip
TYPES = {int: "bcdoxXneEfFgG%", bool: "bcdoxXneEfFgG%", str: "s", float: "eEfFgGn%"}


def specification(r, kind):
    """A random one; most fit the kind of value."""
    out = ""
    if r.random() < 0.4:
        out += r.choice(["", "", "*", "0", "x", "é", "<"]) + r.choice("<>=^")
    out += r.choice(["", "", "", "+", "-", " "])
    out += "z" if r.random() < 0.05 else ""
    out += "#" if r.random() < 0.15 else ""
    out += "0" if r.random() < 0.2 else ""
    out += str(r.choice([1, 3, 8, 12, 25])) if r.random() < 0.5 else ""
    out += r.choice([",", "_"]) if r.random() < 0.2 else ""
    out += f".{r.choice([0, 1, 2, 3, 6, 10, 17, 20])}" if r.random() < 0.4 else ""
    wanted = TYPES[kind] if r.random() < 0.9 else "bcdeEfFgGnosxX%q!"
    return out + (r.choice(wanted) if r.random() < 0.75 else "")


def cases():
    r = random.Random(1)
    while True:
        kind = r.choice([int, float, float, float, str, bool])
        value = r.choice(VALUES[kind])
        if kind is float and r.random() < 0.5:
            value = float(f"{r.uniform(-10, 10):.{r.randrange(17)}f}e{r.randrange(-30, 30)}")
        spec = specification(r, kind)
        if spec.endswith("n"):
            continue  # it depends on the locale
        try:
            want = format(value, spec)
        except (ValueError, OverflowError) as error:
            want = type(error)
        yield value, spec, want


def table():
    lines, seen = [], set()
    for value, spec, want in cases():
        line = "\t".join([repr(value), repr(spec), want.__name__ if isinstance(want, type) else repr(want)])
        if line not in seen:
            seen.add(line)
            lines.append(line)
        if len(lines) == COUNT:
            return "\n".join(lines) + "\n"


PRINTING = """import numpy as np

values = np.load("values.npy")
shapes = np.load("shapes.npy")
for i in range(len(shapes)):
    n = int(shapes[i, 0])
    m = int(shapes[i, 1])
    row = values[i, :n]
    print(row, row.astype(np.float32))
    if n > 0:
        print(row[0], np.float32(row[0]), repr(row[0]))
    if m > 0:
        matrix = values[i, :n * m].reshape(n, m)
        print(matrix)
        print(repr(matrix.astype(np.float32)), repr(matrix), (matrix > 0.0), repr(np.sign(np.clip(matrix, -9e18, 9e18)).astype(int)))
for i in range(0, len(shapes), 8):
    n = int(shapes[i, 0])
    row = values[i, :n]
    whole = np.clip(values[i], -9e18, 9e18).astype(int)
"""
FLOATS = ["float16", "bfloat16"]
INTS = ["int8", "int16", "int32", "uint8", "uint16", "uint32", "uint64"]
PRINTING += "".join(f"""    x = row.astype("{t}")
    print(x, repr(x), repr(values[i].astype("{t}")), repr(x[:4].reshape(-1, 1)))
    if n > 0:
        print(x[0], repr(x[0]), f"{{x[0]}} {{x[0]:.3f}} {{x[0]:>12}} {{x[0]:g}} {{x[0]!r:>9}}")
""" for t in FLOATS)  # fmt: skip
PRINTING += "".join(f"""    k = whole.astype("{t}")
    print(k[:n], repr(k), repr(k[:4].reshape(2, 2)))
    print(k[0], repr(k[0]), f"{{k[0]}} {{k[0]:d}} {{k[0]:>12,}} {{k[0]:#x}} {{k[0]:.2e}}")
""" for t in INTS)  # fmt: skip
# NumPy knows the name bfloat16 once ml_dtypes is imported.
CPYTHON = "import ml_dtypes, runpy; runpy.run_path('main.py')"
WIDTH = 24


def numbers(r, n):
    """Numbers of a kind that are printed together: of like size, or far apart, whole, short, or special."""
    kind = r.randrange(7)
    span = r.choice([0, 1, 3, 8, 16, 100, 300])
    out = []
    for _ in range(n):
        x = r.uniform(-10, 10) * 10.0 ** r.randrange(-span, span + 1)
        if kind == 0:
            x = float(round(x)) if abs(x) < 1e15 else x
        elif kind in (1, 2):
            x = float(f"{x:.{r.randrange(1, 5)}g}")
        elif kind == 3 and r.random() < 0.3:
            x = r.choice([math.nan, math.inf, -math.inf, 0.0, -0.0, 1.0])
        elif kind == 4:
            x = abs(x)
        out.append(x)
    return out


def printed(count, seed):
    """Prints arrays under CPython and Myia; gives the number of arrays and what differs."""
    r = random.Random(seed)
    values = np.array([numbers(r, WIDTH) for _ in range(count)])
    shapes = np.array([(r.randrange(0, 9), r.choice([0, 0, 1, 2])) for _ in range(count)])
    shapes[shapes[:, 0] == 0, 1] = 0
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "main.py").write_text(PRINTING)
        np.save(Path(folder, "values.npy"), values)
        np.save(Path(folder, "shapes.npy"), shapes)
        run = lambda *command: subprocess.run(list(map(str, command)), cwd=folder, capture_output=True, text=True)  # noqa: E731
        want = run(sys.executable, "-W", "ignore", "-c", CPYTHON).stdout.splitlines()
        for backend in ("vm", "native"):
            got = run(ROOT / "bin" / "myia", "run", "--backend", backend, "main.py")
            lines = got.stdout.splitlines()
            wrong += [f"{backend}: NumPy prints {a}\n            Myia prints {b}" for a, b in zip(want, lines) if a != b]
            if len(lines) != len(want):
                wrong.append(f"{backend}: {len(lines)} lines, NumPy prints {len(want)}; {got.stderr.strip()[-200:]}")
    return int(np.sum(shapes[:, 1] > 0)) + 2 * count, wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", action="store_true")
    mode.add_argument("--update", action="store_true")
    parser.add_argument("--arrays", type=int, default=4200, help="rows of numbers, each printed as two arrays or three")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    fresh = table()
    if given.update:
        FILE.write_text(fresh)
    stored = FILE.read_text().splitlines()
    differ = sum(a != b for a, b in zip(stored, fresh.splitlines())) + abs(len(stored) - COUNT)
    arrays, wrong = printed(given.arrays, given.seed)
    print(f"formats: {COUNT} specifications, {differ} differ; {arrays} arrays, {len(wrong)} lines differ")
    print(*wrong[:20], sep="\n", end="\n" if wrong else "")
    sys.exit(1 if differ or wrong else 0)


if __name__ == "__main__":
    main()
