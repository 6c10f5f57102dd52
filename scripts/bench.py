#!/usr/bin/env python3
"""Measures the programs of bench/ beside what they are compared with, and prints figure, limit, and pass or MISS.

    scripts/bench.py [NAME…] [--rounds 7] [--json FILE]

Each round runs both sides, one after the other, on one core; the figure is the median over the rounds. A C program
prints the processor seconds of its own work on standard error; `myia bench --json` prints one object with the fields
`backend`, `result` (as print would show it), `compile_s`, `run_s`, `run_cpu_s` and `peak_bytes`.
"""

import argparse
import json
import sys
from pathlib import Path

sys.dont_write_bytecode = True

from benches import first_light, mend


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="*")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    lines = []
    for family in (first_light, mend):
        for line in family.measure(given.rounds, given.name):
            print(line, flush=True)
            lines.append(line)
    if given.json:
        given.json.write_text(json.dumps([vars(line) | {"verdict": line.verdict()} for line in lines], indent=1))


if __name__ == "__main__":
    main()
