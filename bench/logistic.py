"""The logistic map. Arguments: r x n."""


def main(r, x, n):
    for _ in range(n):
        x = r * x * (1.0 - x)
    return x
