# Arrays with elements put in, taken out and put around.
import numpy as np


def cut_at(x, i: known, axis: static):
    return along(x, axis, None, i, None), along(x, axis, i, None, None)


def spread_rows(v, x, n, axis: static):
    return np.broadcast_to(v, x.shape[:axis] + (n,) + x.shape[axis + 1:])


def at_least(x, ndim: static):
    return np.reshape(x, ones_before(x.shape, ndim)) if x.ndim < ndim else x


def insert_one(x, i, values, axis: static):
    n = x.shape[axis]
    if i < -n or i > n:
        raise IndexError(f"index {i} is out of bounds for axis {axis} with size {n}")
    head, tail = cut_at(x, i + n if i < 0 else i, axis)
    return np.concatenate((head, spread_rows(values, x, values.shape[axis], axis), tail), axis)


def insert_many(x, at, values, axis: static):
    n = x.shape[axis]
    k = at.size
    for i in at:
        if i < -n or i > n:
            raise IndexError(f"index {i} is out of bounds for axis {axis} with size {n}")
    at = np.where(at < 0, at + n, at)
    order = np.array(sort_places(at), dtype=np.int64)
    target = np.zeros(k, np.int64)
    target[order] = at[order] + np.arange(k)
    source = np.zeros(n + k, np.int64)
    old = np.ones(n + k, bool)
    old[target] = False
    source[mask_places(old)] = np.arange(n)
    source[target] = np.arange(k) + n
    return np.take(np.concatenate((x, spread_rows(values, x, k, axis)), axis), source, axis)


def np_insert(arr, obj, values, axis: static = None):
    """An array with values put in before an index, or before several; of the flattened array if no axis is named."""
    x = np.ravel(arr) if axis is None else np.asarray(arr)
    axis = 0 if axis is None else axis + x.ndim if axis < 0 else axis
    at = np.asarray(obj)
    v = at_least(np.asarray(values, x.dtype), x.ndim)
    if at.ndim == 0:
        return insert_one(x, int(obj), np.moveaxis(v, 0, axis), axis)
    if at.dtype == bool:
        return insert_many(x, mask_places(at), v, axis)
    if len(at) == 1:
        return insert_one(x, int(at[0]), v, axis)
    return insert_many(x, at, v, axis)


def np_delete(arr, obj, axis: static = None):
    """An array without the elements, or rows along an axis, at an index, at several, or where a mask holds."""
    x = np.ravel(arr) if axis is None else np.asarray(arr)
    axis = 0 if axis is None else axis + x.ndim if axis < 0 else axis
    n = x.shape[axis]
    at = np.asarray(obj)
    if at.ndim == 0:
        i = int(obj)
        if i < -n or i >= n:
            raise IndexError(f"index {i} is out of bounds for axis {axis} with size {n}")
        i = i + n if i < 0 else i
        return np.concatenate((along(x, axis, None, i, None), along(x, axis, i + 1, None, None)), axis)
    if at.dtype == bool:
        if at.size != n:
            raise ValueError(f"boolean array argument obj to delete must be one dimensional and match the axis length of {n}")
        return np.take(x, mask_places(~at), axis)
    if at.size == 0:
        return x.copy()
    keep = np.ones(n, bool)
    keep[np.asarray(at, np.int64)] = False
    return np.take(x, mask_places(keep), axis)


def depth_of(xs):
    return 1 + depth_of(xs[0]) if isinstance(xs, list) else 0


def rank_of(xs, i: static):
    if not isinstance(xs, list):
        return np.ndim(xs)
    if i == len(xs):
        return 0
    return max(rank_of(xs[i], 0), rank_of(xs, i + 1))


def joined(xs, depth: static, ndim: static):
    if depth == 0:
        return at_least(np.asarray(xs), ndim)
    return np.concatenate(joined_parts(xs, depth, ndim, 0), ndim - depth)


def joined_parts(xs, depth: static, ndim: static, i: static):
    if i == len(xs):
        return []
    return [joined(xs[i], depth - 1, ndim)] + joined_parts(xs, depth, ndim, i + 1)


def np_block(arrays):
    """Arrays of nested lists joined, those of the innermost lists along the last axis."""
    depth = depth_of(arrays)
    if depth == 0:
        return np.array(arrays)
    return joined(arrays, depth, max(depth, rank_of(arrays, 0)))


def pairs_of(widths: known, ndim: static):
    if isinstance(widths, (int, np.integer)):
        return ((widths, widths),) * ndim
    if len(widths) == 1:
        return pairs_of(widths[0], ndim)
    if isinstance(widths[0], (int, np.integer)):
        return ((widths[0], widths[1]),) * ndim
    return as_pairs(widths)


def as_pairs(widths: known):
    if len(widths) == 0:
        return ()
    w = widths[0]
    if isinstance(w, (int, np.integer)):
        return ((w, w),) + as_pairs(widths[1:])
    return ((w[0], w[len(w) - 1]),) + as_pairs(widths[1:])


def value_pairs(values, ndim: static):
    if isinstance(values, (int, float, np.number)):
        return ((values, values),) * ndim
    if isinstance(values[0], (int, float, np.number)):
        return ((values[0], values[len(values) - 1]),) * ndim
    return tuple(values)


def around(x, before: known, after: known, values, axis: static):
    if before < 0 or after < 0:
        raise ValueError("index can't contain negative values")
    shape = x.shape
    head = np.full(shape[:axis] + (before,) + shape[axis + 1:], values[0], x.dtype)
    tail = np.full(shape[:axis] + (after,) + shape[axis + 1:], values[1], x.dtype)
    return np.concatenate((head, x, tail), axis)


def pad_places(n, before: known, after: known, mode: static, axis):
    if before < 0 or after < 0:
        raise ValueError("index can't contain negative values")
    if n == 0 and before + after > 0:
        raise ValueError(f"can't extend empty axis {axis} using modes other than 'constant' or 'empty'")
    i = np.arange(n + (before + after)) - before
    if mode == "edge":
        return np.clip(i, 0, n - 1)
    if mode == "wrap":
        return i % max(n, 1)
    if mode == "symmetric":
        i = i % max(2 * n, 1)
        return np.where(i >= n, 2 * n - 1 - i, i)
    i = i % max(2 * n - 2, 1)
    return np.where(i >= n, 2 * n - 2 - i, i)


def pad_axes(x, widths: known, mode: static, values, axis: static):
    if axis == x.ndim:
        return x
    before, after = widths[axis]
    if mode == "constant":
        return pad_axes(around(x, before, after, values[axis], axis), widths, mode, values, axis + 1)
    y = np.take(x, pad_places(x.shape[axis], before, after, mode, axis), axis)
    return pad_axes(y, widths, mode, values, axis + 1)


def np_pad(array, pad_width: known, mode: static = "constant", *, constant_values=0):
    """An array with elements around it: a constant, or by the modes edge, wrap, reflect and symmetric its own."""
    x = np.asarray(array)
    if mode != "constant" and mode != "edge" and mode != "wrap" and mode != "reflect" and mode != "symmetric":
        raise ValueError(f"mode '{mode}' is not supported")
    return pad_axes(x, pairs_of(pad_width, x.ndim), mode, value_pairs(constant_values, x.ndim), 0)


def count_of(shape: known):
    if len(shape) == 0:
        return 1
    return shape[0] * count_of(shape[1:])


def np_resize(a, new_shape: known):
    """An array of another shape, with the elements again from the first where there are not enough."""
    x = np.ravel(a)
    shape = as_tuple(new_shape)
    n = count_of(shape)
    if x.shape[0] == 0 or n == 0:
        return np.zeros(shape, x.dtype)
    return np.reshape(x[np.arange(n) % x.shape[0]], shape)


def np_trim_zeros(filt, trim: static = "fb"):
    """A vector without the zeros at its beginning and its end."""
    x = np.asarray(filt)
    if x.ndim != 1:
        raise ValueError("np.trim_zeros takes arrays of one axis here")
    places = np.flatnonzero(x)
    if places.shape[0] == 0:
        return filt[:0] if isinstance(filt, list) else x[:0]
    first = places[0] if "f" in trim or "F" in trim else 0
    end = places[-1] + 1 if "b" in trim or "B" in trim else x.shape[0]
    return filt[first:end] if isinstance(filt, list) else x[first:end]
