"""The eight matrix products of the training step in mlp_step.py, in NumPy's OpenBLAS on one thread.

Prints the median time of one round, in seconds. Runs under CPython; Myia does not compile this file.
"""

import os

for threads in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ[threads] = "1"

import statistics
import time

import numpy as np

BATCH, SIZES = 128, (784, 512, 512, 10)


def products():
    """The operands of each product: forward, weights' gradient, and inputs' gradient but for the first layer."""
    random = np.random.default_rng(0)
    for layer, (m, n) in enumerate(zip(SIZES, SIZES[1:])):
        x, W, d = (random.normal(size=s).astype(np.float32) for s in ((BATCH, m), (m, n), (BATCH, n)))
        yield x, W
        yield x.T, d
        if layer > 0:
            yield d, W.T


def main():
    pairs = list(products())
    times = []
    for _ in range(30):
        began = time.perf_counter()
        for a, b in pairs:
            a @ b
        times.append(time.perf_counter() - began)
    print(f"seconds {statistics.median(times):.6f}")


if __name__ == "__main__":
    main()
