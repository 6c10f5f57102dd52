"""Loss and gradient of a 784-128-10 MLP with tanh and softmax cross-entropy.

Arguments: W1 b1 W2 b2 X Y, for example
rand:f32[784,128] rand:f32[128] rand:f32[128,10] rand:f32[10] rand:f32[32,784] rand:f32[32,10]
"""

import numpy as np
from myia import value_and_grad


def mlp(params, X):
    (W1, b1), (W2, b2) = params
    return np.tanh(X @ W1 + b1) @ W2 + b2


def cross_entropy(logits, Y):
    shifted = logits - np.max(logits, axis=1, keepdims=True)
    log_p = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    return -np.mean(np.sum(Y * log_p, axis=1))


def loss(params, X, Y):
    return cross_entropy(mlp(params, X), Y)


def main(W1, b1, W2, b2, X, Y):
    return value_and_grad(loss)(((W1, b1), (W2, b2)), X, Y)
