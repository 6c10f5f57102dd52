"""Value and gradient of Newton's square root at n points. Arguments: a h n."""

from myia import value_and_grad


def newton_sqrt(a):
    x = 0.5 * (a + 1.0)
    while True:
        y = 0.5 * (x + a / x)
        if abs(y - x) <= 1e-15 * y:
            return y
        x = y


def main(a, h, n):
    values, slopes = 0.0, 0.0
    for i in range(n):
        value, slope = value_and_grad(newton_sqrt)(a + i * h)
        values += value
        slopes += slope
    return values, slopes
