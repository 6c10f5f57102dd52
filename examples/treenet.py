"""A recursive network learns to evaluate expressions of and, or and not.

The model sees an expression only as a tree of indices: what `and`, `or`, `not`, `true` and `false` mean is in learned
embeddings. It is trained on trees of depth at most 4 and tested on trees of depth 6, as many true as false ones; since
the depths differ, it has seen none of them.
"""

from dataclasses import dataclass

import numpy as np
from myia import value_and_grad

FALSE, TRUE, NOT, AND, OR = 0, 1, 2, 3, 4
WIDTH = 16
TRAIN_DEPTH, TEST_DEPTH = 4, 6
STEPS = 400
BATCH = 16
TESTS = 300
RATE = 0.3


@dataclass(frozen=True)
class Tree:
    """A constant has no arguments, `not` has a left one only."""

    op: int
    left: "Tree | None" = None
    right: "Tree | None" = None


@dataclass(frozen=True)
class Model:
    embedding: np.ndarray  # f64[5, WIDTH], one row per operator and constant
    absent: np.ndarray  # f64[WIDTH], stands for the right argument of `not`
    left: np.ndarray  # f64[WIDTH, WIDTH], how operators read their left argument
    right: np.ndarray  # f64[WIDTH, WIDTH], and their right one
    out: np.ndarray  # f64[WIDTH, WIDTH]
    readout: np.ndarray  # f64[WIDTH]

    def encode(self, tree):
        """The meaning of a tree as a vector, from its leaves up."""
        entry = self.embedding[tree.op]
        if tree.left is None:
            return entry
        left = self.encode(tree.left)
        right = self.absent if tree.right is None else self.encode(tree.right)
        hidden = np.tanh(left @ self.left + right @ self.right + entry)
        return np.tanh(hidden @ self.out)

    def __call__(self, tree):
        """The log odds that the expression is true."""
        return self.encode(tree) @ self.readout

    def descend(self, gradient, rate):
        """The model after one step of gradient descent."""
        return Model(
            self.embedding - rate * gradient.embedding,
            self.absent - rate * gradient.absent,
            self.left - rate * gradient.left,
            self.right - rate * gradient.right,
            self.out - rate * gradient.out,
            self.readout - rate * gradient.readout,
        )


def init_model():
    scale = 1.0 / np.sqrt(WIDTH)
    return Model(
        np.random.normal(0.0, 1.0, (5, WIDTH)),
        np.random.normal(0.0, 1.0, WIDTH),
        np.random.normal(0.0, scale, (WIDTH, WIDTH)),
        np.random.normal(0.0, scale, (WIDTH, WIDTH)),
        np.random.normal(0.0, scale, (WIDTH, WIDTH)),
        np.random.normal(0.0, scale, WIDTH),
    )


def draw(n):
    """A random integer from 0 to n - 1."""
    return int(np.random.uniform(0.0, n))


def grow(depth):
    """A random tree of exactly this depth."""
    if depth == 0:
        return Tree(FALSE + draw(2))
    op = NOT + draw(3)
    deep = grow(depth - 1)
    if op == NOT:
        return Tree(NOT, deep)
    other = grow(draw(depth))
    return Tree(op, deep, other) if draw(2) == 0 else Tree(op, other, deep)


def evaluate(tree):
    """What the expression means: True or False."""
    if tree.left is None:
        return tree.op == TRUE
    if tree.right is None:
        return not evaluate(tree.left)
    if tree.op == AND:
        return evaluate(tree.left) and evaluate(tree.right)
    return evaluate(tree.left) or evaluate(tree.right)


def grow_class(depth, truth):
    """A random tree of this depth and this value."""
    tree = grow(depth)
    while evaluate(tree) != truth:
        tree = grow(depth)
    return tree


def loss(model, trees):
    """The mean of -log p(value of the tree), as softplus of the odds against it."""
    total = 0.0
    for tree in trees:
        odds = model(tree)
        against = -odds if evaluate(tree) else odds
        total += np.maximum(against, 0.0) + np.log(1.0 + np.exp(-np.abs(against)))
    return total / len(trees)


def accuracy(model, trees):
    return sum([(model(tree) > 0.0) == evaluate(tree) for tree in trees]) / len(trees)


def main():
    np.random.seed(0)
    tests = [grow_class(TEST_DEPTH, i % 2 == 0) for i in range(TESTS)]
    truths = sum([evaluate(tree) for tree in tests])
    model = init_model()
    seen = 0.0
    for step in range(STEPS):
        batch = [grow(draw(TRAIN_DEPTH + 1)) for _ in range(BATCH)]
        value, gradient = value_and_grad(loss)(model, batch)
        model = model.descend(gradient, RATE)
        seen += value
        if step % 50 == 49:
            print(f"step {step + 1:4d}  loss {seen / 50:.4f}  accuracy at depth {TEST_DEPTH} {accuracy(model, tests):.4f}")
            seen = 0.0
    print(f"majority baseline: {max(truths, TESTS - truths) / TESTS:.4f}")
    print(f"test accuracy: {accuracy(model, tests):.4f}")


if __name__ == "__main__":
    main()
