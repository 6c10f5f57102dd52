#!/usr/bin/env python3
"""Prints each requirement with its figure, its limit, and pass or MISS.

    scripts/accept.py [NAME…]      a milestone (first-light, mend) or a section of one (mend/speed); all by default

Ends with status 1 if anything was missed. What a figure was measured beside is in its line.
"""

import sys

sys.dont_write_bytecode = True

from acceptance import adding, first_light, joints_1, joints_2, mend_diagnostics, mend_gradients, mend_meaning, mend_robustness, mend_speed, objects_1
from acceptance.report import Report

MILESTONES = {
    "first-light": first_light.SECTIONS,
    "mend": {
        "gradients": mend_gradients.section,
        "meaning": mend_meaning.section,
        "diagnostics": mend_diagnostics.section,
        "speed": mend_speed.section,
        "robustness": mend_robustness.section,
    },
    "joints-1": {
        "operations": joints_1.operations,
        "names": joints_1.names,
        "library": joints_1.library,
        "elements": joints_1.elements,
        "adding": adding.section,
        "speed": joints_1.speed,
    },
    "joints-2": {
        "inference": joints_2.inference,
        "growth": joints_2.growth,
        "ownership": joints_2.ownership,
        "clean": joints_2.clean,
        "mutants": joints_2.mutants,
    },
    "objects-1": {
        "programs": objects_1.programs,
        "meaning": objects_1.meaning,
        "derivatives": objects_1.derivatives,
        "fuzz": objects_1.fuzz,
        "speed": objects_1.speed,
    },
}


def main():
    wanted = sys.argv[1:]
    known = [name for m, sections in MILESTONES.items() for name in (m, *(f"{m}/{s}" for s in sections))]
    if unknown := [name for name in wanted if name not in known]:
        sys.exit(f"there is no section {', '.join(unknown)}; there are {', '.join(known)}")
    report = Report()
    for milestone, sections in MILESTONES.items():
        for name, section in sections.items():
            if not wanted or milestone in wanted or f"{milestone}/{name}" in wanted:
                print(f"\n{milestone}/{name}", flush=True)
                section(report)
    print(f"\n{report.lines} lines, {report.missed} missed")
    sys.exit(1 if report.missed else 0)


if __name__ == "__main__":
    main()
