#!/usr/bin/env python3
"""Measures the programs of bench/ beside what they are compared with, and prints figure, limit, and pass or MISS.

    scripts/bench.py [NAME…] [--rounds 7] [--json FILE] [--beside bench/baseline.json]

NAME is a benchmark or a group: first-light, mend, objects.

Each round runs both sides, one after the other, on one core; the figure is the median over the rounds. A C program
prints the processor seconds of its own work on standard error; `myia bench --json` prints one object with the fields
`backend`, `result` (as print would show it), `compile_s`, `run_s`, `run_cpu_s` and `peak_bytes`.

--json stores what was measured; the end lists what is worse than what a file so stored says by more than NOISE.
"""

import argparse
import json
import platform
import subprocess
import sys
from pathlib import Path

sys.dont_write_bytecode = True

from benches import first_light, mend, objects
from benches.measure import ROOT, worse

GROUPS = {"first-light": first_light, "mend": mend, "objects": objects}


def stored(lines):
    """What --json writes."""
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True).stdout.strip()
    kept = [{"name": line.name, "figure": line.figure, "unit": line.unit, "beside": line.beside} for line in lines if not line.problem]
    return {"commit": commit, "machine": f"{platform.system()} {platform.machine()}", "lines": kept}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", nargs="*")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--beside", type=Path, default=ROOT / "bench" / "baseline.json")
    given = parser.parse_args()
    lines = []
    for group, family in GROUPS.items():
        for line in family.measure(given.rounds, () if group in given.name else given.name):
            print(line, flush=True)
            lines.append(line)
    if given.json:
        given.json.write_text(json.dumps(stored(lines), indent=1) + "\n")
    baseline = json.loads(given.beside.read_text())
    for line in lines:
        if told := worse(line, baseline):
            print(f"worse than before: {told}")


if __name__ == "__main__":
    main()
