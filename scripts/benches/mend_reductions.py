"""The benchmarks of "Mend" on reductions: their time beside that of a sum, and the error of sums."""

import math
import resource
import statistics
from pathlib import Path

import numpy as np

from benches.measure import MYIA, Line, run

NUMBERS = 1_000_000


def processor_seconds(function, times):
    """The processor time of a call of a function of bench/reductions.py, which does something so many times."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    run([MYIA, "run", "--backend", "native", f"bench/reductions.py:{function}", NUMBERS, times])
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def once(function, times=400):
    """The processor time of doing it once: that of many times without that of one, so without start and compilation."""
    return (processor_seconds(function, times + 1) - processor_seconds(function, 1)) / times


def beside(function, other, limit, name):
    """A function beside another one, in turn."""

    def measure(rounds):
        pairs = [(once(function), once(other)) for _ in range(rounds)]
        ratio = statistics.median(a / b for a, b in pairs)
        a, b = (statistics.median(x) for x in zip(*pairs))
        return Line(name, ratio, "x", limit, f"{a * 1e6:.4g} µs, {other} {b * 1e6:.4g} µs")

    return measure


def error(sums, x, axis):
    """The root mean square of the relative errors of sums along an axis."""
    exact = [math.fsum(line) for line in (x if axis else x.T).astype(float)]
    return float(np.sqrt(np.mean((sums.astype(float) / exact - 1) ** 2)))


def accuracy(folder, axis, limit, name):
    """The error of sums of 1000 f32 along an axis beside that of NumPy's."""

    def measure(_):
        x = np.random.default_rng(1).random((1000, 1000)).astype(np.float32)
        file, rows, columns = (Path(folder, f"{name}.npy") for name in ("x", "rows", "columns"))
        np.save(file, x)
        run([MYIA, "run", "--backend", "native", "bench/reductions.py:sums", f"@{file}", repr(str(rows)), repr(str(columns))])
        ours, theirs = error(np.load(rows if axis else columns), x, axis), error(x.sum(axis=axis), x, axis)
        return Line(name, ours / theirs, "x", limit, f"{ours:.3g} root mean square, numpy {theirs:.3g}")

    return measure


def benchmarks(folder):
    """A function from a number of rounds to a Line for each, by name."""
    return {
        "max": beside("greatest", "total", 2, "max of 10^6 f32"),
        "min": beside("least", "total", 2, "min of 10^6 f32"),
        "prod": beside("product", "total", 2, "prod of 10^6 f32"),
        "argmax": beside("place", "total", 5, "argmax of 10^6 f32"),
        "softmax": beside("weights", "exponentials", 2, "softmax of 1000 by 1000 f32"),
        "sum_error_last": accuracy(folder, 1, 1.5, "error of sums along the last axis"),
        "sum_error_first": accuracy(folder, 0, 1, "error of sums along the first axis"),
    }
