"""Elimination in place on an array, and the logarithm of the determinant. Arguments: x, n."""

import numpy as np


def main(x, n):
    a = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            a[i, j] = x / (1.0 + (i - j) * (i - j))
        a[i, i] += 2.0
    for k in range(n):
        for i in range(k + 1, n):
            m = a[i, k] / a[k, k]
            for j in range(k, n):
                a[i, j] -= m * a[k, j]
    total = 0.0
    for k in range(n):
        total += np.log(a[k, k])
    return total
