"""The square root by Newton's method, differentiated through a loop that runs until it converges."""

import math

from myia import grad, value_and_grad


def newton_sqrt(a):
    """Iterates x = (x + a/x) / 2 until it moves by no more than one part in 10^15."""
    x = 0.5 * (a + 1.0)
    while True:
        y = 0.5 * (x + a / x)
        if abs(y - x) <= 1e-15 * y:
            return y
        x = y


def steps(a):
    """How many iterations the loop takes; it depends on a."""
    x, n = 0.5 * (a + 1.0), 0
    while abs(x * x - a) > 1e-12 * a:
        x, n = 0.5 * (x + a / x), n + 1
    return n


def main():
    worst = 0.0
    for a in (0.01, 0.5, 2.0, 10.0, 12345.0):
        root, slope = value_and_grad(newton_sqrt)(a)
        exact = 1.0 / (2.0 * math.sqrt(a))
        error = abs(slope - exact)
        worst = max(worst, error)
        print(f"a = {a:8.2f}  steps {steps(a):2d}  sqrt {root:.12f}  derivative {slope:.12f}  exact {exact:.12f}")
    curvature = grad(grad(newton_sqrt))(2.0)
    exact = -0.25 * 2.0**-1.5
    print(f"second derivative at 2: {curvature:.10f}, exact {exact:.10f}")
    if worst < 1e-12:
        print("every derivative is within 1e-12 of 1 / (2 sqrt(a))")
    else:
        print(f"worst error {worst:.3g}")


if __name__ == "__main__":
    main()
