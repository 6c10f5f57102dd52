"""A matrix that is filled in place. Arguments: n."""

import numpy as np


def main(n):
    a = np.zeros((n, n))
    for i in range(n):
        for j in range(n):
            a[i, j] = 0.5 * i + j
    return a[n // 2, n // 3] + a[n - 1, n - 1]
