# Matrices and their parts.
import numpy as np


def np_identity(n: known, dtype: static = None):
    """The square identity matrix."""
    return np.eye(n, None, 0, dtype)


def np_tri(N: known, M: known = None, k: known = 0, dtype: static = None):
    """Ones at and below a diagonal, zeros above."""
    M = N if M is None else M
    at = np.arange(N)[:, None] + k >= np.arange(M)
    return np.asarray(at, np.float64 if dtype is None else dtype)


def lower(x, k: known):
    n = x.shape[-2] if x.ndim > 1 else x.shape[-1]
    return np.tri(n, x.shape[-1], k, bool)


def np_tril(m, k: known = 0):
    """An array with zeros above a diagonal of its last two axes."""
    x = np.asarray(m)
    return np.where(lower(x, k), x, np.zeros((), x.dtype))


def np_triu(m, k: known = 0):
    """An array with zeros below a diagonal of its last two axes."""
    x = np.asarray(m)
    return np.where(lower(x, k - 1), np.zeros((), x.dtype), x)


def np_tril_indices(n: known, k: known = 0, m: known = None):
    """The indices of the rows and of the columns at and below a diagonal."""
    return np.nonzero(np.tri(n, m, k, bool))


def np_triu_indices(n: known, k: known = 0, m: known = None):
    """The indices of the rows and of the columns at and above a diagonal."""
    return np.nonzero(~np.tri(n, m, k - 1, bool))


def np_tril_indices_from(arr, k: known = 0):
    """np.tril_indices of the sizes of a matrix."""
    if arr.ndim != 2:
        raise ValueError("input array must be 2-d")
    return np.tril_indices(arr.shape[-2], k, arr.shape[-1])


def np_triu_indices_from(arr, k: known = 0):
    """np.triu_indices of the sizes of a matrix."""
    if arr.ndim != 2:
        raise ValueError("input array must be 2-d")
    return np.triu_indices(arr.shape[-2], k, arr.shape[-1])


def np_diag_indices(n: known, ndim: static = 2):
    """The indices of the main diagonal."""
    return (np.arange(n),) * ndim


def np_diagonal(a, offset: known = 0, axis1: static = 0, axis2: static = 1):
    """The elements on a diagonal of two axes, along a new last axis."""
    x = np.asarray(a)
    if x.ndim < 2:
        raise ValueError("diag requires an array of at least two dimensions")
    if axis1 == axis2 or abs(axis1 - axis2) == x.ndim:
        raise ValueError("axis1 and axis2 cannot be the same")
    if x.ndim > 2 or axis1 % x.ndim != 0:
        x = np.moveaxis(x, (axis1, axis2), (-2, -1))
    n, m = x.shape[-2], x.shape[-1]
    size = max(min(n + min(offset, 0), m - max(offset, 0)), 0)
    first = min(max(offset, 0), m) + m * min(max(-offset, 0), n)
    return np.reshape(x, x.shape[:-2] + (n * m,))[..., first:first + size * (m + 1):m + 1][..., :size]


def np_diag(v, k: known = 0):
    """A matrix with a vector on a diagonal, or the diagonal of a matrix."""
    x = np.asarray(v)
    if x.ndim == 2:
        return np.diagonal(x, k)
    if x.ndim != 1:
        raise ValueError("Input must be 1- or 2-d.")
    n = x.shape[0] + abs(k)
    w = np.concatenate((np.zeros((max(-k, 0),), x.dtype), x, np.zeros((max(k, 0),), x.dtype)))[:, None]
    return np.where(np.eye(n, n, k, bool), w, np.zeros((), x.dtype))


def np_diagflat(v, k: known = 0):
    """A matrix with the elements of an array on a diagonal."""
    return np.diag(np.ravel(v), k)


def np_trace(a, offset: known = 0, axis1: static = 0, axis2: static = 1):
    """The sum of a diagonal of two axes."""
    return np.sum(np.diagonal(a, offset, axis1, axis2), -1)


def np_vander(x, N: known = None, increasing: static = False):
    """The powers of numbers, in rows, the highest first."""
    v = np.asarray(x)
    if v.ndim != 1:
        raise ValueError("x must be a one-dimensional array or sequence.")
    n = v.shape[0] if N is None else N
    one = np.ones((v.shape[0], 1), v.dtype) + np.zeros((), np.int64)
    out = np.reshape(one, (v.shape[0], 1)) * np.ones((1, n), one.dtype)
    for i in range(1, n):
        out[:, i] = out[:, i - 1] * v
    return out if increasing else out[:, ::-1]


def np_diag_indices_from(arr):
    """np.diag_indices of an array whose axes have one size."""
    if arr.ndim < 2:
        raise ValueError("input array must be at least 2-d")
    for n in arr.shape:
        if n != arr.shape[0]:
            raise ValueError("All dimensions of input must be of equal length")
    return np.diag_indices(arr.shape[0], arr.ndim)
