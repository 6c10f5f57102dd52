"""The gradient of a long loop with three carried floats: the Lorenz system by Euler's method. Arguments: rho n."""

from myia import grad


def simulate(rho, n):
    x, y, z = 1.0, 1.0, 1.0
    h = 1e-8
    for _ in range(n):
        dx = 10.0 * (y - x)
        dy = x * (rho - z) - y
        dz = x * y - 8.0 / 3.0 * z
        x, y, z = x + h * dx, y + h * dy, z + h * dz
    return x * y + z


def main(rho, n):
    return grad(simulate)(rho, n)
