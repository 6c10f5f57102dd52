"""A 2-D dynamic program on an array that is filled in place: a soft edit distance. Arguments: x, n."""

import numpy as np


def main(x, n):
    table = np.zeros((n + 1, n + 1))
    for i in range(n):
        table[i + 1, 0] = table[i, 0] + x
        table[0, i + 1] = table[0, i] + x
    for i in range(n):
        for j in range(n):
            a, b, c = table[i, j] + 0.1 * ((i * j) % 7), table[i, j + 1] + x, table[i + 1, j] + x
            m = min(a, b, c)
            table[i + 1, j + 1] = m - np.log(np.exp(m - a) + np.exp(m - b) + np.exp(m - c))
    return table[n, n]
