"""Value and gradient of the logistic map. Arguments: r x n."""

from myia import value_and_grad


def orbit(r, x, n):
    for _ in range(n):
        x = r * x * (1.0 - x)
    return x


def main(r, x, n):
    return value_and_grad(orbit)(r, x, n)
