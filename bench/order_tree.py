from dataclasses import dataclass


@dataclass(frozen=True)
class Leaf:
    v: float


@dataclass(frozen=True)
class Node:
    left: object
    right: object


def build(d, x):
    if d == 0:
        return Leaf(x)
    return Node(build(d - 1, x * 0.9), build(d - 1, x * 1.1))


def total(t):
    if isinstance(t, Leaf):
        return t.v * t.v * t.v
    return total(t.left) * 0.5 + total(t.right)


def f(x):
    return total(build(4, x))
