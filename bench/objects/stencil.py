"""Gauss and Seidel's method, in place. Arguments: n, sweeps."""

import numpy as np


def main(n, sweeps):
    a = np.zeros((n, n))
    for j in range(n):
        a[0, j] = 1.0
    for _ in range(sweeps):
        for i in range(1, n - 1):
            for j in range(1, n - 1):
                a[i, j] = 0.25 * (a[i - 1, j] + a[i + 1, j] + a[i, j - 1] + a[i, j + 1])
    return a[n // 8, n // 2]
