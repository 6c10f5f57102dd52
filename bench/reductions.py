"""Reductions of n numbers in f32, k times: what the sum of them is measured beside."""

import numpy as np
from myia import softmax


def numbers(n):
    return np.sin(np.arange(n).astype(np.float32) * np.float32(0.37))


def total(n, k):
    x = numbers(n)
    s = np.float32(0.0)
    for i in range(k):
        s = s + np.sum(x)
    return s


def greatest(n, k):
    x = numbers(n)
    s = np.float32(0.0)
    for i in range(k):
        s = s + np.max(x)
    return s


def least(n, k):
    x = numbers(n)
    s = np.float32(0.0)
    for i in range(k):
        s = s + np.min(x)
    return s


def product(n, k):
    x = np.float32(1.0) + numbers(n) / np.float32(1000.0)
    s = np.float32(0.0)
    for i in range(k):
        s = s + np.prod(x)
    return s


def place(n, k):
    x = numbers(n)
    s = 0
    for i in range(k):
        s = s + np.argmax(x)
    return s


def exponentials(n, k):
    x = numbers(n).reshape((1000, -1))
    s = np.float32(0.0)
    for i in range(k):
        s = s + np.exp(x)[i % 1000, 0]
    return s


def weights(n, k):
    x = numbers(n).reshape((1000, -1))
    s = np.float32(0.0)
    for i in range(k):
        s = s + softmax(x)[i % 1000, 0]
    return s


def sums(x, rows, columns):
    """Writes the sums along the rows and the columns of a matrix."""
    np.save(rows, np.sum(x, axis=1))
    np.save(columns, np.sum(x, axis=0))
    return np.sum(x)
