"""A sum of damped sines. Arguments: h n."""

import math


def main(h, n):
    s = 0.0
    for i in range(n):
        s += math.sin(i * h) / (1 + i)
    return s
