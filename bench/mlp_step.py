"""One training step of a 784-512-512-10 MLP with tanh and softmax cross-entropy.

Arguments: W1 b1 W2 b2 W3 b3 X Y rate; the driver passes batches of 128 in f32.
"""

import numpy as np
from mlp import cross_entropy
from myia import value_and_grad


def mlp(params, X):
    (W1, b1), (W2, b2), (W3, b3) = params
    return np.tanh(np.tanh(X @ W1 + b1) @ W2 + b2) @ W3 + b3


def loss(params, X, Y):
    return cross_entropy(mlp(params, X), Y)


def step(params, X, Y, rate):
    """The loss before the step, and the parameters after it."""
    value, ((dW1, db1), (dW2, db2), (dW3, db3)) = value_and_grad(loss)(params, X, Y)
    (W1, b1), (W2, b2), (W3, b3) = params
    return value, (
        (W1 - rate * dW1, b1 - rate * db1),
        (W2 - rate * dW2, b2 - rate * db2),
        (W3 - rate * dW3, b3 - rate * db3),
    )


def main(W1, b1, W2, b2, W3, b3, X, Y, rate):
    return step(((W1, b1), (W2, b2), (W3, b3)), X, Y, rate)
