"""Loss and gradient of ten MLPs of different sizes, all in one loss; see mlp.py.

Arguments: X Y, for example rand:f32[32,784] rand:f32[32,10]
"""

import numpy as np
from mlp import cross_entropy, mlp
from myia import value_and_grad


def draw(W):
    """Small random weights in the shape of W."""
    return np.random.normal(0.0, 0.05, W.shape).astype(np.float32)


def models():
    """Ten MLPs, each with its own sizes as constants."""
    return (
        ((draw(np.zeros((784, 64))), draw(np.zeros(64))), (draw(np.zeros((64, 10))), draw(np.zeros(10)))),
        ((draw(np.zeros((784, 72))), draw(np.zeros(72))), (draw(np.zeros((72, 10))), draw(np.zeros(10)))),
        ((draw(np.zeros((784, 80))), draw(np.zeros(80))), (draw(np.zeros((80, 10))), draw(np.zeros(10)))),
        ((draw(np.zeros((784, 96))), draw(np.zeros(96))), (draw(np.zeros((96, 10))), draw(np.zeros(10)))),
        ((draw(np.zeros((784, 112))), draw(np.zeros(112))), (draw(np.zeros((112, 10))), draw(np.zeros(10)))),
        ((draw(np.zeros((784, 128))), draw(np.zeros(128))), (draw(np.zeros((128, 10))), draw(np.zeros(10)))),
        ((draw(np.zeros((784, 144))), draw(np.zeros(144))), (draw(np.zeros((144, 10))), draw(np.zeros(10)))),
        ((draw(np.zeros((784, 160))), draw(np.zeros(160))), (draw(np.zeros((160, 10))), draw(np.zeros(10)))),
        ((draw(np.zeros((784, 192))), draw(np.zeros(192))), (draw(np.zeros((192, 10))), draw(np.zeros(10)))),
        ((draw(np.zeros((784, 256))), draw(np.zeros(256))), (draw(np.zeros((256, 10))), draw(np.zeros(10)))),
    )


def loss(params, X, Y):
    total = 0.0
    for model in params:
        total += cross_entropy(mlp(model, X), Y)
    return total


def main(X, Y):
    np.random.seed(0)
    return value_and_grad(loss)(models(), X, Y)
