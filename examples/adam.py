"""Adam, an optimiser with state, fits a small network whose parameters are a dict of arrays."""

import numpy as np
from myia import value_and_grad

HIDDEN = 16
STEPS = 400


class Adam:
    """The method of Kingma and Ba: each parameter keeps running means of its gradient and of the square of it."""

    def __init__(self, params, rate=0.01, keep=0.9, keep_square=0.999):
        self.rate, self.keep, self.keep_square = rate, keep, keep_square
        self.t = 0
        self.mean = {name: np.zeros_like(p) for name, p in params.items()}
        self.square = {name: np.zeros_like(p) for name, p in params.items()}

    def step(self, params, gradient):
        """Changes the arrays of params in place."""
        self.t += 1
        for name, g in gradient.items():
            m, v = self.mean[name], self.square[name]
            m += (1 - self.keep) * (g - m)
            v += (1 - self.keep_square) * (g * g - v)
            unbiased = m / (1 - self.keep**self.t)
            params[name] -= self.rate * unbiased / (np.sqrt(v / (1 - self.keep_square**self.t)) + 1e-8)


def init_params():
    return {
        "W1": np.random.normal(0.0, 1.0, (1, HIDDEN)),
        "b1": np.random.normal(0.0, 1.0, HIDDEN),
        "W2": np.random.normal(0.0, 1.0, (HIDDEN, 1)) / np.sqrt(HIDDEN),
        "b2": np.zeros(1),
    }


def predict(params, x):
    return np.tanh(x @ params["W1"] + params["b1"]) @ params["W2"] + params["b2"]


def loss(params, x, y):
    return np.mean((predict(params, x) - y) ** 2)


def main():
    np.random.seed(0)
    x = np.linspace(-3.0, 3.0, 64).reshape(64, 1)
    y = np.sin(x)
    params = init_params()
    adam = Adam(params)
    for i in range(STEPS):
        error, gradient = value_and_grad(loss)(params, x, y)
        if i % 50 == 0:
            print(f"step {i:3d}  mean square {error:.6f}")
        adam.step(params, gradient)
    error = loss(params, x, y)
    print(f"after {adam.t} steps {error:.6f}")
    if error < 1e-3:
        print("the sine is learned to 0.001")


if __name__ == "__main__":
    main()
