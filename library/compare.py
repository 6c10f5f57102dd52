# Arrays compared as a whole, and their sizes.
import numpy as np


def np_shape(a):
    """The sizes of an array."""
    return np.asarray(a).shape


def np_ndim(a):
    """The number of axes of an array."""
    return np.asarray(a).ndim


def np_size(a, axis: static = None):
    """The number of elements of an array, or its size along an axis."""
    x = np.asarray(a)
    return x.size if axis is None else x.shape[axis]


def np_array_equal(a1, a2, equal_nan: static = False):
    """Whether two arrays have one shape and equal elements."""
    a = np.asarray(a1)
    b = np.asarray(a2)
    if a.ndim != b.ndim:
        return False
    if a.shape != b.shape:
        return False
    same = a == b
    if equal_nan:
        same = same | ((a != a) & (b != b))
    return bool(np.all(same))


def np_array_equiv(a1, a2):
    """Whether two arrays have equal elements when they are broadcast."""
    try_same = np.asarray(a1) == np.asarray(a2)
    return bool(np.all(try_same))


def np_isclose(a, b, rtol=1e-05, atol=1e-08, equal_nan: static = False):
    """Whether |a - b| <= atol + rtol * |b|, elementwise."""
    x = np.asarray(a)
    y = np.asarray(b)
    y = y if np.issubdtype(y.dtype, np.inexact) else np.asarray(y, np.float64)
    near = ((np.abs(x - y) <= atol + rtol * np.abs(y)) & (np.abs(y) < np.inf)) | (x == y)
    if equal_nan:
        near = near | ((x != x) & (y != y))
    return near


def np_allclose(a, b, rtol=1e-05, atol=1e-08, equal_nan: static = False):
    """Whether |a - b| <= atol + rtol * |b| of all elements."""
    return bool(np.all(np.isclose(a, b, rtol, atol, equal_nan)))
