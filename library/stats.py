# Statistics along axes.
import numpy as np
from myia import count, rounded, terms


def np_mean(x, axis: static = None, *, keepdims: static = False):
    """Mean along axes."""
    x = np.asarray(x)
    return rounded(np.sum(terms(x), axis, keepdims=keepdims) / count(x, axis), x)


def np_var(x, axis: static = None, *, keepdims: static = False, ddof=0):
    """Variance along axes."""
    x = np.asarray(x)
    t = terms(x)
    d = t - np.mean(t, axis, keepdims=True)
    return rounded(np.sum(d * d, axis, keepdims=keepdims) / (count(x, axis) - ddof), x)


def np_std(x, axis: static = None, *, keepdims: static = False, ddof=0):
    """Square root of np.var."""
    return np.sqrt(np.var(x, axis, keepdims=keepdims, ddof=ddof))
