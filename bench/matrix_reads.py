"""Reads of a matrix and of an array of three axes in loops."""

import numpy as np


def elements(m):
    s = 0.0
    for i in range(len(m)):
        for j in range(len(m)):
            s += m[i, j] * m[j, i]
    return s


def rows(m):
    s = 0.0
    for i in range(len(m)):
        for j in range(len(m)):
            s += m[i][j] * m[j][i]
    return s


def slices(m):
    s = 0.0
    for i in range(len(m)):
        s += np.sum(m[i, :i] * m[:i, i])
    return s


def columns(m):
    s = 0.0
    for j in range(m.shape[1]):
        s += np.sum(m[:, j] * m[j])
    return s


def cube(m):
    t = np.reshape(m, (-1, 8, 8))
    s = 0.0
    for i in range(len(t)):
        for j in range(8):
            for k in range(8):
                s += t[i, j, k] * t[i][k, j]
            s += np.sum(t[i, :, j] * t[-1 - i, j])
    return s
