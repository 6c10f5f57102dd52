"""Steps of Adam that change arrays in place, the loss after them. Arguments: x, n, steps."""

import numpy as np


class Adam:
    def __init__(self, rate, n):
        self.rate = rate
        self.t = 0
        self.m = np.zeros(n)
        self.v = np.zeros(n)

    def step(self, w, g):
        self.t += 1
        self.m += 0.1 * (g - self.m)
        self.v += 0.001 * (g * g - self.v)
        w -= self.rate * (self.m / (1 - 0.9**self.t)) / (np.sqrt(self.v / (1 - 0.999**self.t)) + 1e-3)


def main(x, n, steps):
    wanted = np.arange(n) / n
    w = np.zeros(n)
    adam = Adam(x, n)
    for _ in range(steps):
        adam.step(w, w - wanted)
    return np.sum((w - wanted) ** 2)
