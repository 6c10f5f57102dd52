"""The benchmarks of the first milestone."""

import statistics
import sys
from pathlib import Path

import numpy as np

from benches.measure import Failed, Line, MYIA, against_c, measure_all, myia, run, seconds

N = 10_000_000
MLP = ["rand:f32[784,128]", "rand:f32[128]", "rand:f32[128,10]", "rand:f32[10]", "rand:f32[32,784]", "rand:f32[32,10]"]
STEP = [
    *("rand:f32[784,512]", "rand:f32[512]", "rand:f32[512,512]", "rand:f32[512]", "rand:f32[512,10]", "rand:f32[10]"),
    *("rand:f32[128,784]", "rand:f32[128,10]", "0.1"),
]


def first_compile(rounds):
    """The compile time of one MLP in a new process, beside the start of Python with NumPy."""
    ours, theirs = [], []
    for _ in range(rounds):
        theirs.append(run([sys.executable, "-c", "import numpy"])[2])
        ours.append(myia("mlp", *MLP)["compile_s"])
    a, b = statistics.median(ours), statistics.median(theirs)
    return Line("mlp first compile", a / b, "x", 0.7, f"{a * 1e3:.4g} ms, python3 -c 'import numpy' {b * 1e3:.4g} ms")


def ten_models(rounds):
    one, ten = [], []
    for _ in range(rounds):
        one.append(myia("mlp", *MLP)["compile_s"])
        ten.append(myia("mlp_ten", "rand:f32[32,784]", "rand:f32[32,10]")["compile_s"])
    a, b = statistics.median(ten), statistics.median(one)
    return Line("ten mlps compile", a / b, "x", 12, f"{a * 1e3:.4g} ms, one {b * 1e3:.4g} ms")


def long_loop(rounds):
    peaks = [myia("loop", "28.0", 1_000_000)["peak_bytes"] / 1e6 for _ in range(rounds)]
    return Line("loop gradient, peak memory", statistics.median(peaks), " MB", 200, "10^6 trips, three carried f64")


def loop_nodes(rounds):
    """The size of the gradient's IR, for a long loop and for a short one."""
    sizes = []
    for trips in (1_000_000, 10):
        out, _, _ = run([MYIA, "ir", "bench/loop.py:main", "28.0", trips, "--stage", "opt"])
        sizes.append(sum(" = " in line for line in out.splitlines()))
    if not sizes[1]:
        raise Failed("no nodes in the IR text")
    return Line("loop gradient, IR nodes", sizes[0] / sizes[1], "x", 1, f"{sizes[0]} for 10^6 trips, {sizes[1]} for 10")


def training_step(rounds):
    ours, theirs = [], []
    for _ in range(rounds):
        theirs.append(seconds(run([sys.executable, "bench/blas.py"])[0]))
        ours.append(myia("mlp_step", *STEP)["run_s"])
    a, b = statistics.median(ours), statistics.median(theirs)
    return Line("mlp 512-512 step", a / b, "x", None, f"{a * 1e3:.4g} ms, its products in OpenBLAS {b * 1e3:.4g} ms")


def benchmarks(folder):
    """Every measurement by its name."""
    array = Path(folder, "x.npy")
    np.save(array, (np.arange(N) * 7919 % 1000) / 1000.0)
    return {
        "logistic": against_c(folder, "logistic", 1.5, [3.7, 0.3, N]),
        "sinsum": against_c(folder, "sinsum", 1.5, [0.001, N]),
        "reversed_dot": against_c(folder, "reversed_dot", 1.5, [N], [f"@{array}"]),
        "newton": against_c(folder, "newton", 4, [0.5, 0.00001, 1_000_000]),
        "mlp": first_compile,
        "mlp_ten": ten_models,
        "loop": long_loop,
        "loop_nodes": loop_nodes,
        "mlp_step": training_step,
    }


def measure(rounds, names=()):
    return measure_all(benchmarks, names, rounds)
