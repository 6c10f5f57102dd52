# Sorting and searching, counting by value.
import numpy as np


def sort_order(x, axis: static):
    """The places that sort x along an axis; equal elements keep their order, nan comes last."""
    y = np.swapaxes(x, axis, -1)
    n = y.shape[-1]
    flat = np.ravel(y)
    at = [i for lo in range(0, y.size, max(n, 1)) for i in sort_places(flat[lo:lo + n])]
    return np.swapaxes(np.reshape(np.array(at, dtype=np.int64), y.shape), axis, -1)


def np_sort(a, axis: static = -1, kind=None, *, stable=None):
    """A sorted copy along an axis; None sorts all elements."""
    a = np.asarray(a)
    return sort_axis(np.reshape(a, -1), 0) if axis is None else sort_axis(a, axis)


def np_argsort(a, axis: static = -1, kind=None, *, stable=None):
    """The places that sort along an axis; equal elements keep their order."""
    a = np.asarray(a)
    return sort_order(np.reshape(a, -1), 0) if axis is None else sort_order(a, axis)


def np_partition(a, kth, axis: static = -1):
    """A copy in which what is before and behind kth is not greater and not less; it is sorted."""
    return np.sort(a, axis)


def np_argpartition(a, kth, axis: static = -1):
    """The places of np.partition; they sort."""
    return np.argsort(a, axis)


def np_lexsort(keys):
    """The places that sort by several rows, the last one first."""
    at = np.argsort(keys[0])
    for k in range(1, len(keys)):
        at = at[np.argsort(np.asarray(keys[k])[at])]
    return at


def np_searchsorted(a, v, side: static = "left", sorter=None):
    """Where elements go into a sorted array, before equal ones or, at the right, behind them."""
    a = np.asarray(a) if sorter is None else np.asarray(a)[np.asarray(sorter)]
    v = np.asarray(v)
    n = a.shape[0]
    lo = np.zeros(v.shape, np.int64)
    hi = lo + n
    width = n
    while width > 0:
        mid = (lo + hi) // 2
        x = a[np.minimum(mid, n - 1)]
        if side == "left":
            before = np.logical_or(x < v, np.logical_and(np.isnan(v), np.logical_not(np.isnan(x))))
        else:
            before = np.logical_or(x <= v, np.isnan(v))
        more = lo < hi
        lo = np.where(np.logical_and(more, before), mid + 1, lo)
        hi = np.where(np.logical_and(more, np.logical_not(before)), mid, hi)
        width = width // 2
    return lo


def np_digitize(x, bins, right: static = False):
    """The number of the bin of each element; bins rise or fall."""
    bins = np.asarray(bins)
    n = bins.shape[0]
    if right:
        up, down = np.searchsorted(bins, x, "left"), n - np.searchsorted(bins[::-1], x, "left")
    else:
        up, down = np.searchsorted(bins, x, "right"), n - np.searchsorted(bins[::-1], x, "right")
    return np.where(n < 2 or bool(bins[0] <= bins[n - 1]), up, down)


def np_bincount(x, weights=None, minlength=0):
    """How often each int occurs, or the sum of its weights."""
    x = np.asarray(x)
    n = minlength
    if x.size > 0:
        if np.min(x) < 0:
            raise ValueError("'list' argument must have no negative elements")
        n = max(int(np.max(x)) + 1, minlength)
    if weights is None:
        out = np.zeros(n, np.int64)
        for k in x:
            out[k] = out[k] + 1
        return out
    total = np.zeros(n)
    for k, w in zip(x, np.asarray(weights, np.float64)):
        total[k] = total[k] + w
    return total


def histogram_edges(a, bins, limits):
    if isinstance(bins, int):
        low, high = (0.0, 1.0) if a.size == 0 else (float(np.min(a)), float(np.max(a)))
        if limits is not None:
            low, high = float(limits[0]), float(limits[1])
        if low > high:
            raise ValueError("max must be larger than min in range parameter.")
        if low == high:
            low, high = low - 0.5, high + 0.5
        edges = low + np.arange(bins + 1) * ((high - low) / bins)
        return np.where(np.arange(bins + 1) == bins, high, edges)
    return np.asarray(bins)


def np_histogram_bin_edges(a, bins=10, range=None):
    """The edges of the bins of np.histogram."""
    return histogram_edges(np.ravel(np.asarray(a)), bins, range)


def np_histogram(a, bins=10, range=None, density: static = None, weights=None):
    """How many elements lie in each bin, the last of which has both edges, and the edges."""
    a = np.ravel(np.asarray(a))
    edges = histogram_edges(a, bins, range)
    n = edges.shape[0] - 1
    at = np.searchsorted(edges, a, "right") - 1
    at = np.where(a == edges[n], n - 1, at)
    inside = np.logical_and(a >= edges[0], a <= edges[n])
    at = np.where(inside, at, n)
    if weights is None:
        counts = np.bincount(at, None, n + 1)[:n]
    else:
        counts = np.bincount(at, np.ravel(np.asarray(weights)), n + 1)[:n]
    if density:
        return counts / (edges[1:] - edges[:-1]) / np.sum(counts), edges
    return counts, edges
