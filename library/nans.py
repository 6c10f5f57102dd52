# Statistics that leave nan out.
import numpy as np


def replaced(a, x):
    """a with x in the place of nan."""
    a = np.asarray(a)
    return np.where(np.isnan(a), np.asarray(x, a.dtype), a) if np.issubdtype(a.dtype, np.floating) else a


def numbers(a, axis: static, keepdims: static):
    """How many elements along axes are numbers."""
    return np.sum(np.logical_not(np.isnan(a)), axis, keepdims=keepdims)


def np_nansum(a, axis: static = None, dtype=None, *, keepdims: static = False):
    """Sum over axes, nan counted as 0."""
    a = replaced(a, 0)
    return np.sum(a if dtype is None else np.asarray(a, dtype), axis, keepdims=keepdims)


def np_nanprod(a, axis: static = None, dtype=None, *, keepdims: static = False):
    """Product over axes, nan counted as 1."""
    a = replaced(a, 1)
    return np.prod(a if dtype is None else np.asarray(a, dtype), axis, keepdims=keepdims)


def np_nanmax(a, axis: static = None, *, keepdims: static = False):
    """Maximum over axes without nan; nan where there is nothing else."""
    a = np.asarray(a)
    if not np.issubdtype(a.dtype, np.floating):
        return np.max(a, axis, keepdims=keepdims)
    return np.where(numbers(a, axis, keepdims) == 0, np.asarray(np.nan, a.dtype), np.max(replaced(a, -np.inf), axis, keepdims=keepdims))


def np_nanmin(a, axis: static = None, *, keepdims: static = False):
    """Minimum over axes without nan; nan where there is nothing else."""
    a = np.asarray(a)
    if not np.issubdtype(a.dtype, np.floating):
        return np.min(a, axis, keepdims=keepdims)
    return np.where(numbers(a, axis, keepdims) == 0, np.asarray(np.nan, a.dtype), np.min(replaced(a, np.inf), axis, keepdims=keepdims))


def np_nanargmax(a, axis: static = None):
    """Index of the first maximum without nan."""
    a = np.asarray(a)
    if np.any(numbers(a, axis, False) == 0):
        raise ValueError("All-NaN slice encountered")
    return np.argmax(replaced(a, -np.inf), axis)


def np_nanargmin(a, axis: static = None):
    """Index of the first minimum without nan."""
    a = np.asarray(a)
    if np.any(numbers(a, axis, False) == 0):
        raise ValueError("All-NaN slice encountered")
    return np.argmin(replaced(a, np.inf), axis)


def np_nanmean(a, axis: static = None, dtype=None, *, keepdims: static = False):
    """Mean along axes without nan."""
    return np.mean(replaced(a, 0), axis, dtype, keepdims=keepdims, where=np.logical_not(np.isnan(a)))


def np_nanvar(a, axis: static = None, dtype=None, *, ddof=0, keepdims: static = False):
    """Variance along axes without nan; nan where too little is left."""
    v = np.var(replaced(a, 0), axis, dtype, ddof=ddof, keepdims=keepdims, where=np.logical_not(np.isnan(a)))
    return np.where(numbers(a, axis, keepdims) <= ddof, np.asarray(np.nan, v.dtype), v)


def np_nanstd(a, axis: static = None, dtype=None, *, ddof=0, keepdims: static = False):
    """Square root of np.nanvar."""
    return np.sqrt(np.nanvar(a, axis, dtype, ddof=ddof, keepdims=keepdims))


def np_nanmedian(a, axis: static = None, *, keepdims: static = False):
    """The middle of the sorted numbers along an axis, without nan."""
    return np.nanquantile(a, 0.5, axis, keepdims=keepdims)


def np_nanquantile(a, q, axis: static = None, *, keepdims: static = False):
    """What is above a share q of the numbers along an axis, without nan."""
    a = np.asarray(a)
    s = lane_sorted(a, axis) * 1.0
    n = numbers(s, 0, False)
    at = np.asarray(q) * 1.0 * np.maximum(n - 1, 0)
    low = np.floor(at)
    t = np.asarray(at - low, s.dtype)
    place = np.reshape(np.arange(s.shape[0]), (-1,) + (1,) * (s.ndim - 1))
    x = np.sum(np.where(place == low, s, np.asarray(0, s.dtype)), 0)
    y = np.sum(np.where(place == np.ceil(at), s, np.asarray(0, s.dtype)), 0)
    d = y - x
    r = np.where(n == 0, np.asarray(np.nan, s.dtype), np.where(t >= 0.5, y - d * (1.0 - t), x + d * t))
    return lane_back(r, a, axis, keepdims)


def np_nanpercentile(a, q, axis: static = None, *, keepdims: static = False):
    """np.nanquantile at q / 100."""
    return np.nanquantile(a, np.asarray(q) / 100.0, axis, keepdims=keepdims)
