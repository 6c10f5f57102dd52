"""A multi-layer perceptron learns to read handwritten digits.

    myia run examples/digits.py                 one seed
    myia run examples/digits.py:main --arg seeds=5   the mean of five
"""

import os.path

import numpy as np
from myia import value_and_grad

DATA = os.path.join(os.path.dirname(__file__), "data", "digits.csv.gz")
CLASSES = 10
HIDDEN = 64
TRAIN = 1437  # of 1,797 images, four fifths
BATCH = 32
EPOCHS = 30
RATE = 0.5
DECAY = 0.95


def load_digits():
    """Images as float rows in [0, 1], labels as integers; shuffled once, by one fixed permutation."""
    table = np.loadtxt(DATA, delimiter=",")
    order = (np.arange(len(table)) * 1009) % len(table)  # 1009 and 1797 share no factor
    table = table[order]
    return table[:, :-1] / 16.0, table[:, -1].astype(np.int64)


def init_layer(n_in, n_out):
    """Weights of variance 1/n_in, and a bias of zeros."""
    return np.random.normal(0.0, 1.0, (n_in, n_out)) / np.sqrt(n_in), np.zeros(n_out)


def mlp(params, X):
    """The logits of a batch of images, one row per image."""
    (W1, b1), (W2, b2) = params
    return np.tanh(X @ W1 + b1) @ W2 + b2


def cross_entropy(logits, labels):
    """The mean over the batch of -log p(label)."""
    shifted = logits - np.max(logits, axis=1, keepdims=True)
    log_p = shifted - np.log(np.sum(np.exp(shifted), axis=1, keepdims=True))
    return -np.mean(log_p[np.arange(len(labels)), labels])


def loss(params, X, labels):
    return cross_entropy(mlp(params, X), labels)


def accuracy(params, X, labels):
    return np.mean(np.argmax(mlp(params, X), axis=1) == labels)


def step(params, gradient, rate):
    """One step of gradient descent."""
    (W1, b1), (W2, b2) = params
    (dW1, db1), (dW2, db2) = gradient
    return (W1 - rate * dW1, b1 - rate * db1), (W2 - rate * dW2, b2 - rate * db2)


def train(seed, X, labels, test_X, test_labels):
    """Trains from one seed, reports each epoch, and returns the accuracy on the test images."""
    np.random.seed(seed)
    params = init_layer(X.shape[1], HIDDEN), init_layer(HIDDEN, CLASSES)
    rate = RATE
    for epoch in range(EPOCHS):
        order = np.random.permutation(len(X))
        total = 0.0
        for i in range(0, len(X), BATCH):
            batch = order[i : i + BATCH]
            value, gradient = value_and_grad(loss)(params, X[batch], labels[batch])
            params = step(params, gradient, rate)
            total += value * len(batch)
        rate *= DECAY
        test = accuracy(params, test_X, test_labels)
        print(f"epoch {epoch + 1:2d}  loss {total / len(X):.4f}  test accuracy {test:.4f}")
    return accuracy(params, test_X, test_labels)


def main(seeds=1):
    X, labels = load_digits()
    total = 0.0
    for seed in range(seeds):
        if seeds > 1:
            print(f"seed {seed}")
        total += train(seed, X[:TRAIN], labels[:TRAIN], X[TRAIN:], labels[TRAIN:])
    print(f"test accuracy: {total / seeds:.4f}")


if __name__ == "__main__":
    main()
