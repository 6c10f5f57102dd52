# Functions of networks.
import numpy as np
from myia import stop_gradient


def myia_logsumexp(x, axis: static = -1, keepdims: static = False):
    """log(sum(exp(x))) along axes, without overflow."""
    m = stop_gradient(np.max(x, axis, keepdims=True))
    s = np.log(np.sum(np.exp(x - m), axis, keepdims=True)) + m
    if keepdims:
        return s
    return np.squeeze(s, axis)


def myia_log_softmax(x, axis: static = -1):
    """log(myia.softmax(x)), without overflow."""
    m = stop_gradient(np.max(x, axis, keepdims=True))
    d = x - m
    return d - np.log(np.sum(np.exp(d), axis, keepdims=True))


def myia_softmax(x, axis: static = -1):
    """exp(x) in proportion to its sum along axes."""
    m = stop_gradient(np.max(x, axis, keepdims=True))
    e = np.exp(x - m)
    return e / np.sum(e, axis, keepdims=True)


def myia_one_hot(i, n, dtype=np.float64):
    """A row of n numbers for each of i: 1 at place i, 0 elsewhere."""
    return np.asarray(np.expand_dims(i, -1) == np.arange(n), dtype)
