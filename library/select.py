# Elements chosen by masks and indices.
import numpy as np


def mask_rows(x, m):
    for k in range(m.ndim):
        if x.shape[k] != m.shape[k]:
            raise IndexError(f"boolean index did not match indexed array along axis {k}; size of axis is {x.shape[k]} but size of corresponding boolean axis is {m.shape[k]}")
    return np.reshape(x, (m.size,) + x.shape[m.ndim:])


def mask_places(m):
    return np.array([i for i, chosen in enumerate(np.reshape(m, -1)) if chosen], dtype=np.int64)


def mask_index(m, shape: known, first: known):
    for k in range(m.ndim):
        if shape[k] != m.shape[k]:
            raise IndexError(f"boolean index did not match indexed array along axis {first + k}; size of axis is {shape[k]} but size of corresponding boolean axis is {m.shape[k]}")
    return place_by_axis(mask_places(m), m.shape)


def mask_get(x, m):
    return mask_rows(x, m)[mask_places(m)]


def mask_fit(v, n):
    if v.size != 1 and v.size != n:
        raise ValueError(f"NumPy boolean array indexing assignment cannot assign {v.size} input values to the {n} output values where the mask is true")


def holds(x):
    return x if x.dtype == bool else x != np.zeros((), x.dtype)


def place_by_axis(places, shape: known):
    if len(shape) == 1:
        return (places,)
    n = shape[-1]
    return place_by_axis(places // max(n, 1), shape[:-1]) + (places % max(n, 1),)


def np_flatnonzero(a):
    """The places, in the flattened array, of the elements that are not 0."""
    return mask_places(holds(np.ravel(a)))


def np_nonzero(a):
    """The indices of the elements that are not 0, an array for each axis."""
    x = np.asarray(a)
    if x.ndim == 0:
        raise ValueError("Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead. If the context of this error is of the form `arr[nonzero(cond)]`, just use `arr[cond]`.")
    return place_by_axis(mask_places(holds(x)), x.shape)


def np_argwhere(a):
    """The indices of the elements that are not 0, a row for each."""
    x = np.asarray(a)
    return np.stack(np.nonzero(x), 1)


def np_count_nonzero(a, axis: static = None, *, keepdims: static = False):
    """The number of elements that are not 0."""
    return np.sum(holds(np.asarray(a)), axis, keepdims=keepdims)


def np_take_along_axis(arr, indices, axis: static = -1):
    """Elements at indices along an axis, of which the other axes are gone along."""
    x = np.asarray(arr)
    i = np.asarray(indices)
    if axis is None:
        return np.ravel(x)[i]
    if x.ndim != i.ndim:
        raise ValueError("`indices` and `arr` must have the same number of dimensions")
    return x[index_along(x.shape, i, axis + x.ndim if axis < 0 else axis, 0)]


def index_along(shape: known, i, axis: static, k: static):
    if k == len(shape):
        return ()
    if k == axis:
        return (i,) + index_along(shape, i, axis, k + 1)
    return (columns(np.arange(shape[k]), len(shape), k),) + index_along(shape, i, axis, k + 1)


def np_compress(condition, a, axis: static = None):
    """The elements, or the rows along an axis, for which a condition holds."""
    c = np.asarray(condition)
    if c.ndim != 1:
        raise ValueError("condition must be a 1-d array")
    return np.take(np.ravel(a) if axis is None else a, mask_places(holds(c)), 0 if axis is None else axis)


def np_extract(condition, arr):
    """The elements for which a condition holds."""
    return np.take(np.ravel(arr), np.flatnonzero(condition), 0)


def np_choose(a, choices, *, mode: static = "raise"):
    """Of several arrays, at each place the element of the one that an int names."""
    i = np.asarray(a)
    n = len(choices)
    if mode == "raise":
        if np.any((i < 0) | (i >= n)):
            raise ValueError("invalid entry in choice array")
    elif mode == "wrap":
        i = i % n
    else:
        i = np.clip(i, 0, n - 1)
    return chosen(i, choices, 0)


def chosen(i, choices, k: static):
    x = np.asarray(choices[k])
    if k + 1 == len(choices):
        return np.where(i == k, x, x)
    return np.where(i == k, x, chosen(i, choices, k + 1))


def first_chosen(conditions, choices, default, k: static):
    if k == len(conditions):
        return default
    return np.where(conditions[k], choices[k], first_chosen(conditions, choices, default, k + 1))


def np_select(condlist, choicelist, default=0):
    """At each place the element of the first array whose condition holds there."""
    if len(condlist) != len(choicelist):
        raise ValueError("list of cases must be same length as list of conditions")
    if len(condlist) == 0:
        raise ValueError("select with an empty condition list is not possible")
    return first_chosen(condlist, choicelist, default, 0)


def np_unravel_index(indices, shape: known):
    """The indices, an array for each axis, of places in a flattened array."""
    i = np.asarray(indices)
    shape = as_tuple(shape)
    n = 1
    for k in shape:
        n = n * k
    if np.any((i < 0) | (i >= n)):
        wrong = np.ravel(i)[np.argmax(np.ravel((i < 0) | (i >= n)))]
        raise ValueError(f"index {wrong} is out of bounds for array with size {n}")
    return place_by_axis(i, shape)


def flat_place(multi_index, dims: known):
    if len(dims) == 1:
        return np.asarray(multi_index[0])
    return flat_place(multi_index[:-1], dims[:-1]) * dims[-1] + np.asarray(multi_index[len(dims) - 1])


def np_ravel_multi_index(multi_index, dims: known):
    """Places in a flattened array, of indices along each axis."""
    dims = as_tuple(dims)
    for k in range(len(dims)):
        if np.any((np.asarray(multi_index[k]) < 0) | (np.asarray(multi_index[k]) >= dims[k])):
            raise ValueError("invalid entry in coordinates array")
    return flat_place(tuple(multi_index), dims)


def array_compress(x, condition, axis: static = None):
    """The elements, or the rows along an axis, for which a condition holds."""
    return np.compress(condition, x, axis)
