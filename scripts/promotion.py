#!/usr/bin/env python3
"""NumPy as the oracle of promotion.

    scripts/promotion.py --check     promotes every pair of element types and compares with what is stored
    scripts/promotion.py --update    rewrites testdata/conformance/promotion.txt

A line is two types and that of their result, by NumPy's names. The first may be Python's bool, int or float, which are
weak. dtype/promote_test.go reads the file. It has types that Myia does not have, so that the rule is checked for them, too.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

FILE = Path(__file__).resolve().parent.parent / "testdata" / "conformance" / "promotion.txt"
TYPES = "bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float16 float32 float64".split()
WEAK = {"weak_bool": True, "weak_int": 1, "weak_float": 1.0}


def table():
    pairs = [(a, b, np.promote_types(a, b)) for a in TYPES for b in TYPES]
    pairs += [(a, b, np.result_type(value, np.empty(1, b))) for a, value in WEAK.items() for b in TYPES]
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
