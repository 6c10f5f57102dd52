"""The benchmarks of "Mend" on the run-time library: memory, division, strings; and on what an entry compiles."""

import re

from benches.measure import Failed, Line, against_c, run


def go_benchmark(package, name, unit, times):
    """The figure that a Go benchmark reports in its own unit."""
    out, _, _ = run(["go", "test", package, "-run", "^$", "-bench", f"^{name}$", "-benchtime", f"{times}x"])
    found = re.search(rf"([\d.e+-]+) {unit}", out)
    if not found:
        raise Failed(f"{name} reports no {unit}: {out[-200:]}")
    return float(found[1])


def entry_once(rounds):
    figure = go_benchmark("./backend/llvm/native", "BenchmarkEntry", "once/twice", 5 * rounds)
    return Line("gradient, time in LLVM", figure, "x", 0.75, "the same with the entry's function compiled twice")


def benchmarks(folder):
    """A function from a number of rounds to a Line for each, by name."""
    return {
        "entry_once": entry_once,
        "logistic_grad": against_c(folder, "logistic_grad", 1.8, [3.2, 0.3, 1_000_000]),
        "appends": against_c(folder, "appends", 5, [30_000]),
        "collatz": against_c(folder, "collatz", 1.15, [300_000]),
        "lcg": against_c(folder, "lcg", 1.15, [42, 5_000_000]),
    }
