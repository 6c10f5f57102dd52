# Statistics along axes.
import numpy as np
from myia import count, rounded, terms


def counted(x, axis: static, keepdims: static, where):
    """How many elements along axes are taken: all, or those where a mask holds."""
    if where is None:
        return count(x, axis)
    return np.sum(np.broadcast_to(np.asarray(where, bool), x.shape), axis, keepdims=keepdims)


def taken(x, where, other):
    """x, with another number where a mask does not hold."""
    return x if where is None else np.where(where, x, np.asarray(other, x.dtype))


def np_mean(a, axis: static = None, dtype=None, *, keepdims: static = False, where=None):
    """Mean along axes, of the elements where a mask holds."""
    a = np.asarray(a) if dtype is None else np.asarray(a, dtype)
    return rounded(np.sum(taken(terms(a), where, 0), axis, keepdims=keepdims) / counted(a, axis, keepdims, where), a)


def np_var(a, axis: static = None, dtype=None, *, ddof=0, keepdims: static = False, where=None, mean=None, correction=None):
    """Variance along axes, of the elements where a mask holds."""
    a = np.asarray(a) if dtype is None else np.asarray(a, dtype)
    t = terms(a)
    d = t - (np.mean(t, axis, keepdims=True, where=where) if mean is None else mean)
    free = counted(a, axis, keepdims, where) - (ddof if correction is None else correction)
    return rounded(np.sum(taken(d * d, where, 0), axis, keepdims=keepdims) / free, a)


def np_std(a, axis: static = None, dtype=None, *, ddof=0, keepdims: static = False, where=None, mean=None, correction=None):
    """Square root of np.var."""
    return np.sqrt(np.var(a, axis, dtype, ddof=ddof, keepdims=keepdims, where=where, mean=mean, correction=correction))


def np_ptp(a, axis: static = None, *, keepdims: static = False):
    """The distance of the greatest and the least element along axes."""
    a = np.asarray(a)
    return np.max(a, axis, keepdims=keepdims) - np.min(a, axis, keepdims=keepdims)


def np_average(a, axis: static = None, weights=None, returned: static = False, *, keepdims: static = False):
    """Mean along axes, with weights of the shape of a or of the axis."""
    a = np.asarray(a)
    if weights is None:
        mean = np.mean(a, axis, keepdims=keepdims)
        return (mean, np.zeros_like(mean) + count(a, axis)) if returned else mean
    w = np.asarray(weights)
    if w.ndim != a.ndim:
        if axis is None:
            raise TypeError("Axis must be specified when shapes of a and weights differ.")
        w = np.swapaxes(np.reshape(w, w.shape + (1,) * (a.ndim - 1)), 0, axis)
    w = np.broadcast_to(w, a.shape)
    total = np.sum(w, axis, keepdims=keepdims)
    if np.any(total == 0):
        raise ZeroDivisionError("Weights sum to zero, can't be normalized")
    mean = np.sum(a * w, axis, keepdims=keepdims) / total
    return (mean, total * 1.0) if returned else mean


def np_cov(m, y=None, rowvar: static = True, bias=False, ddof=None, fweights=None, aweights=None):
    """Covariances of rows, or of columns."""
    x = observations(m, rowvar) if y is None else np.concatenate([observations(m, rowvar), observations(y, rowvar)])
    n = x.shape[1]
    free = (0 if bias else 1) if ddof is None else ddof
    if fweights is None and aweights is None:
        d = x - np.mean(x, 1, keepdims=True)
        return squeezed(d @ np.transpose(d) / (n - free))
    w = np.ones(n)
    if fweights is not None:
        w = w * np.asarray(fweights)
    s = np.sum(w)
    share = s
    if aweights is not None:
        aw = np.asarray(aweights)
        w = w * aw
        s = np.sum(w)
        share = np.sum(w * aw)
        fact = s - free * share / s
    else:
        fact = s - free
    d = x - np.sum(x * w, 1, keepdims=True) / s
    return squeezed((d * w) @ np.transpose(d) / fact)


def observations(m, rowvar: static):
    m = np.asarray(m) * 1.0
    if m.ndim < 2:
        return np.reshape(m, (1, -1))
    return m if rowvar else np.transpose(m)


def squeezed(c):
    """A matrix of one element as that."""
    return np.reshape(c, ()) if c.shape == (1, 1) else c


def np_corrcoef(x, y=None, rowvar: static = True):
    """Correlations of rows, or of columns."""
    c = np.cov(x, y, rowvar)
    if c.ndim == 0:
        return c / c
    d = np.sqrt(np.sum(c * np.eye(c.shape[0]), 1))
    return np.clip(c / np.reshape(d, (-1, 1)) / d, -1.0, 1.0)


def lane_sorted(x, axis: static):
    """x sorted with the axis in front."""
    return np.sort(np.reshape(x, -1), 0) if axis is None else np.sort(np.swapaxes(x, axis, 0), 0)


def lane_back(r, x, axis: static, keepdims: static):
    """What was made of lanes, without the axis that was in front, as a reduction of x."""
    if axis is None:
        return np.reshape(r, (1,) * x.ndim) if keepdims else r
    y = np.swapaxes(np.expand_dims(r, 0), 0, axis)
    return y if keepdims else np.squeeze(y, axis)


def lanes_back(rs, x, axis: static, keepdims: static):
    """The same for several of them."""
    if axis is None:
        return np.reshape(rs, (rs.shape[0],) + (1,) * x.ndim) if keepdims else rs
    behind = axis + 1 if axis >= 0 else axis
    y = np.swapaxes(np.expand_dims(rs, 1), 1, behind)
    return y if keepdims else np.squeeze(y, behind)


def np_median(a, axis: static = None, *, keepdims: static = False):
    """The middle of the sorted elements along an axis; nan if there is one."""
    return np.quantile(a, 0.5, axis, keepdims=keepdims)


def np_quantile(a, q, axis: static = None, *, method: static = "linear", keepdims: static = False):
    """What is above a share q of the elements along an axis, between two of them by a line; nan if there is one."""
    a = np.asarray(a)
    s = lane_sorted(a, axis) * 1.0
    n = s.shape[0]
    if n == 0:
        raise IndexError("index -1 is out of bounds for axis 0 with size 0")
    q = np.asarray(q) * 1.0
    if np.any(np.logical_or(q < 0.0, q > 1.0)):
        raise ValueError("Quantiles must be in the range [0, 1]")
    at = q * (n - 1)
    low = np.floor(at)
    t = at - low
    if method == "lower":
        t = t * 0.0
    elif method == "higher":
        t = np.ceil(t)
    elif method == "midpoint":
        t = np.where(t > 0.0, 0.5, 0.0)
    elif method == "nearest":
        low, t = np.rint(at), t * 0.0
    elif method != "linear":
        raise ValueError(f"the method '{method}' is not taken yet")
    i = np.asarray(low, np.int64)
    x, y = s[i], s[np.minimum(i + 1, n - 1)]
    t = np.asarray(np.reshape(t, t.shape + (1,) * (s.ndim - 1)), s.dtype)
    d = y - x
    r = np.where(t >= 0.5, y - d * (1.0 - t), x + d * t)
    r = np.where(np.isnan(s[n - 1]), s[n - 1], r)
    if q.ndim == 0:
        return lane_back(r, a, axis, keepdims)
    return lanes_back(r, a, axis, keepdims)


def np_percentile(a, q, axis: static = None, *, method: static = "linear", keepdims: static = False):
    """np.quantile at q / 100."""
    return np.quantile(a, np.asarray(q) / 100.0, axis, method=method, keepdims=keepdims)
