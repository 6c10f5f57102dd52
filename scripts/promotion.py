#!/usr/bin/env python3
"""NumPy and ml_dtypes as the oracle of promotion.

    scripts/promotion.py --check     promotes every pair of element types and compares with what is stored
    scripts/promotion.py --update    rewrites testdata/conformance/promotion.txt

A line is two types and that of their result, by NumPy's names. The first may be Python's bool, int or float, which are
weak: the type is that of their sum with an array. What np.result_type refuses is a TypeError, though sums of bfloat16 and such
arrays are of float32 or float64. dtype/promote_test.go reads the file.
"""

import argparse
import sys
from pathlib import Path

import ml_dtypes  # noqa: F401 (it gives NumPy the name bfloat16)
import numpy as np

FILE = Path(__file__).resolve().parent.parent / "testdata" / "conformance" / "promotion.txt"
TYPES = "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 bfloat16 float32 float64".split()
WEAK = {"weak_bool": True, "weak_int": 1, "weak_float": 1.0}


def promoted(a, b):
    try:
        return np.promote_types(a, b)
    except TypeError:
        return "TypeError"


def table():
    pairs = [(a, b, promoted(a, b)) for a in TYPES for b in TYPES]
    pairs += [(a, b, (value + np.ones(1, b)).dtype) for a, value in WEAK.items() for b in TYPES]
    return "".join(f"{a} {b} {result}\n" for a, b, result in pairs)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    mode = parser.add_mutually_exclusive_group(required=True)
    mode.add_argument("--check", action="store_true")
    mode.add_argument("--update", action="store_true")
    args = parser.parse_args()
    if args.update:
        FILE.write_text(table())
    if FILE.read_text() != table():
        sys.exit(f"{FILE.name} is not what NumPy says; --update rewrites it")
    print(f"promotion: {len(table().splitlines())} pairs are NumPy's")


if __name__ == "__main__":
    main()
