# Arrays joined and repeated.
import numpy as np


def np_atleast_1d(*arys):
    """An array with an axis at least, or a tuple of them."""
    if len(arys) == 1:
        x = np.asarray(arys[0])
        return x if x.ndim > 0 else np.reshape(x, (1,))
    return tuple(np.atleast_1d(x) for x in arys)


def np_atleast_2d(*arys):
    """An array with two axes at least, new ones in front, or a tuple of them."""
    if len(arys) == 1:
        x = np.atleast_1d(arys[0])
        return x if x.ndim > 1 else x[None]
    return tuple(np.atleast_2d(x) for x in arys)


def np_atleast_3d(*arys):
    """An array with three axes at least, or a tuple of them."""
    if len(arys) == 1:
        x = np.atleast_1d(arys[0])
        return x if x.ndim > 2 else x[:, :, None] if x.ndim > 1 else x[None, :, None]
    return tuple(np.atleast_3d(x) for x in arys)


def np_vstack(tup):
    """Arrays in rows, joined along axis 0."""
    return np.concatenate([np.atleast_2d(x) for x in tup], 0)


def np_hstack(tup):
    """Arrays joined along axis 1, those of one axis along axis 0."""
    xs = [np.atleast_1d(x) for x in tup]
    return np.concatenate(xs, 0 if xs[0].ndim == 1 else 1)


def np_dstack(tup):
    """Arrays joined along axis 2."""
    return np.concatenate([np.atleast_3d(x) for x in tup], 2)


def as_columns(x):
    x = np.asarray(x)
    return x if x.ndim > 1 else np.atleast_2d(x).T


def np_column_stack(tup):
    """Arrays joined along axis 1, those of one axis as columns."""
    return np.concatenate([as_columns(x) for x in tup], 1)


def np_append(arr, values, axis: static = None):
    """Values joined to the end of an array, both flattened if no axis is named."""
    x = np.asarray(arr)
    v = np.asarray(values)
    if axis is None:
        return np.concatenate((np.ravel(x), np.ravel(v)), 0)
    return np.concatenate((x, v), axis)


def slices_at(x, bounds: known, axis: static, i: static):
    if i + 1 == len(bounds):
        return []
    return [along(x, axis, bounds[i], bounds[i + 1], 1)] + slices_at(x, bounds, axis, i + 1)


def along(x, axis: static, lo: known, hi: known, step: known):
    if axis == 0:
        return x[lo:hi:step]
    return np.swapaxes(np.swapaxes(x, axis, 0)[lo:hi:step], axis, 0)


def sections(n, each, extras, count: static, i: static):
    if i == count:
        return (n,)
    return (i * each + min(i, extras),) + sections(n, each, extras, count, i + 1)


def np_array_split(ary, indices_or_sections: static, axis: static = 0):
    """A list of parts of an array along an axis: so many, or those between indices; the first ones may be larger by one."""
    x = np.asarray(ary)
    n = x.shape[axis]
    if isinstance(indices_or_sections, int):
        if indices_or_sections <= 0:
            raise ValueError("number sections must be larger than 0.")
        count = indices_or_sections
        return slices_at(x, sections(n, n // count, n % count, count, 0), axis, 0)
    return slices_at(x, (0,) + tuple(indices_or_sections) + (n,), axis, 0)


def np_split(ary, indices_or_sections: static, axis: static = 0):
    """A list of parts of an array along an axis: so many of one size, or those between indices."""
    if isinstance(indices_or_sections, int):
        if np.asarray(ary).shape[axis] % indices_or_sections != 0:
            raise ValueError("array split does not result in an equal division")
    return np.array_split(ary, indices_or_sections, axis)


def np_hsplit(ary, indices_or_sections: static):
    """np.split along axis 1, of an array of one axis along that."""
    x = np.asarray(ary)
    if x.ndim == 0:
        raise ValueError("hsplit only works on arrays of 1 or more dimensions")
    return np.split(x, indices_or_sections, 1 if x.ndim > 1 else 0)


def np_vsplit(ary, indices_or_sections: static):
    """np.split along axis 0 of two or more."""
    x = np.asarray(ary)
    if x.ndim < 2:
        raise ValueError("vsplit only works on arrays of 2 or more dimensions")
    return np.split(x, indices_or_sections, 0)


def np_dsplit(ary, indices_or_sections: static):
    """np.split along axis 2."""
    x = np.asarray(ary)
    if x.ndim < 3:
        raise ValueError("dsplit only works on arrays of 3 or more dimensions")
    return np.split(x, indices_or_sections, 2)


def side_by_side(a: known, b: known):
    if len(a) == 0:
        return ()
    return (a[0], b[0]) + side_by_side(a[1:], b[1:])


def products(a: known, b: known):
    if len(a) == 0:
        return ()
    return (a[0] * b[0],) + products(a[1:], b[1:])


def ones_before(shape: known, ndim: static):
    return (1,) * (ndim - len(shape)) + tuple(shape)


def as_tuple(x: known):
    if isinstance(x, (int, np.integer)):
        return (x,)
    return tuple(x)


def np_tile(A, reps: known):
    """An array repeated along its axes, and along new ones in front."""
    x = np.asarray(A)
    reps = as_tuple(reps)
    ndim = max(x.ndim, len(reps))
    shape = ones_before(x.shape, ndim)
    reps = ones_before(reps, ndim)
    spread = np.reshape(x, side_by_side((1,) * ndim, shape))
    return np.reshape(np.broadcast_to(spread, side_by_side(reps, shape)), products(reps, shape)).copy()


def repeat_places(counts):
    for n in counts:
        if n < 0:
            raise ValueError("repeats may not contain negative values.")
    return np.array([i for i, n in enumerate(counts) for _ in range(n)], dtype=np.int64)


def np_repeat(a, repeats: known, axis: static = None):
    """Each element, or row along an axis, so many times, or as often as an array of ints says."""
    x = np.asarray(a)
    if axis is None:
        x = np.ravel(x)
        axis = 0
    y = x if axis == 0 else np.swapaxes(x, axis, 0)
    if not isinstance(repeats, (int, np.integer)):
        counts = np.ravel(repeats)
        if counts.size != 1 and counts.size != y.shape[0]:
            raise ValueError(f"operands could not be broadcast together with shape ({y.shape[0]},) ({counts.size},)")
        y = y[repeat_places(np.broadcast_to(counts, (y.shape[0],)) if counts.size == 1 else counts)]
    else:
        if repeats < 0:
            raise ValueError("repeats may not contain negative values.")
        wide = np.broadcast_to(y[:, None], (y.shape[0], repeats) + y.shape[1:])
        y = np.reshape(wide, (y.shape[0] * repeats,) + y.shape[1:]).copy()
    return y if axis == 0 else np.swapaxes(y, axis, 0)


def np_concat(arrays, axis: static = 0):
    """np.concatenate."""
    return np.concatenate(arrays, axis)


def np_copy(a):
    """An array of its own, of the same elements."""
    return np.array(a)


def np_asanyarray(a, dtype: static = None):
    """np.asarray."""
    return np.asarray(a) if dtype is None else np.asarray(a, dtype)


def np_asarray_chkfinite(a, dtype: static = None):
    """np.asarray of numbers that are all finite."""
    x = np.asarray(a) if dtype is None else np.asarray(a, dtype)
    if np.issubdtype(x.dtype, np.floating) and not np.all(np.isfinite(x)):
        raise ValueError("array must not contain infs or NaNs")
    return x


def np_fromiter(iter, dtype: static, count: static = -1):
    """An array of the items of something that is iterated over."""
    xs = [x for x in iter]
    if count < 0:
        return np.array(xs, dtype)
    if len(xs) < count:
        raise ValueError(f"iterator too short: Expected {count} but iterator had only {len(xs)} items.")
    return np.array(xs[:count], dtype)


def np_array_str(a):
    """str of an array."""
    return str(np.asarray(a))


def np_array_repr(arr):
    """repr of an array."""
    return repr(np.asarray(arr))
