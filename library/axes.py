# Axes in another order, and elements in another order along them.
import numpy as np


def np_flip(m, axis: static = None):
    """The elements in reverse order along an axis, axes, or all of them."""
    x = np.asarray(m)
    return reverse_axes(x, axis_range(0, x.ndim) if axis is None else as_tuple(axis))


def axis_range(first: static, end: static):
    if first >= end:
        return ()
    return (first,) + axis_range(first + 1, end)


def reverse_axes(x, axes: static):
    if len(axes) == 0:
        return x
    return reverse_axes(along(x, axes[0], None, None, -1), axes[1:])


def np_fliplr(m):
    """The elements in reverse order along axis 1."""
    x = np.asarray(m)
    if x.ndim < 2:
        raise ValueError("Input must be >= 2-d.")
    return x[:, ::-1]


def np_flipud(m):
    """The elements in reverse order along axis 0."""
    x = np.asarray(m)
    if x.ndim < 1:
        raise ValueError("Input must be >= 1-d.")
    return x[::-1]


def roll_rows(x, shift: known):
    n = x.shape[0]
    k = shift % max(n, 1)
    return np.reshape(np.concatenate((x[n - k:], x[:n - k]), 0), x.shape)


def roll_axes(x, shifts: known, axes: static):
    if len(axes) == 0:
        return x
    if axes[0] == 0:
        return roll_axes(roll_rows(x, shifts[0]), shifts[1:], axes[1:])
    y = np.swapaxes(roll_rows(np.swapaxes(x, axes[0], 0), shifts[0]), axes[0], 0)
    return roll_axes(y, shifts[1:], axes[1:])


def np_roll(a, shift: known, axis: static = None):
    """The elements moved along axes, the last ones to the front; of the flattened array if no axis is named."""
    x = np.asarray(a)
    if axis is None:
        y = np.ravel(x)
        return np.reshape(roll_rows(y, shift if isinstance(shift, (int, np.integer)) else sum(shift)), x.shape)
    axes = as_tuple(axis)
    shifts = as_tuple(shift)
    if len(shifts) == 1:
        shifts = shifts * len(axes)
    if len(axes) == 1:
        axes = axes * len(shifts)
    if len(axes) != len(shifts):
        raise ValueError("'shift' and 'axis' should be scalars or 1D sequences")
    return roll_axes(x, shifts, axes)


def np_rot90(m, k: static = 1, axes: static = (0, 1)):
    """The elements turned by k right angles in the plane of two axes, from the first to the second."""
    x = np.asarray(m)
    if len(axes) != 2:
        raise ValueError("len(axes) must be 2.")
    if axes[0] == axes[1] or abs(axes[0] - axes[1]) == x.ndim:
        raise ValueError("Axes must be different.")
    k = k % 4
    if k == 0:
        return x[...]
    if k == 2:
        return np.flip(np.flip(x, axes[0]), axes[1])
    if k == 1:
        return np.swapaxes(np.flip(x, axes[1]), axes[0], axes[1])
    return np.flip(np.swapaxes(x, axes[0], axes[1]), axes[1])


def from_front(axes: static, ndim: static):
    if len(axes) == 0:
        return ()
    return (axes[0] + ndim if axes[0] < 0 else axes[0],) + from_front(axes[1:], ndim)


def axes_but(axes: static, ndim: static, i: static):
    if i == ndim:
        return ()
    if i in axes:
        return axes_but(axes, ndim, i + 1)
    return (i,) + axes_but(axes, ndim, i + 1)


def order_of_axes(source: static, destination: static, rest: static, i: static):
    if len(source) == 0 and len(rest) == 0:
        return ()
    if i in destination:
        at = destination.index(i)
        return (source[at],) + order_of_axes(source[:at] + source[at + 1:], destination[:at] + destination[at + 1:], rest, i + 1)
    return (rest[0],) + order_of_axes(source, destination, rest[1:], i + 1)


def np_moveaxis(a, source: static, destination: static):
    """Axes moved to other places; the others keep their order."""
    x = np.asarray(a)
    source = as_tuple(source)
    destination = as_tuple(destination)
    if len(source) != len(destination):
        raise ValueError("`source` and `destination` arguments must have the same number of elements")
    source = from_front(source, x.ndim)
    return np.transpose(x, order_of_axes(source, from_front(destination, x.ndim), axes_but(source, x.ndim, 0), 0))


def np_rollaxis(a, axis: static, start: static = 0):
    """An axis moved before another."""
    x = np.asarray(a)
    axis = axis + x.ndim if axis < 0 else axis
    start = start + x.ndim if start < 0 else start
    return np.moveaxis(x, axis, start - 1 if axis < start else start)


def np_permute_dims(a, axes: static = None):
    """np.transpose."""
    return np.transpose(a) if axes is None else np.transpose(a, axes)


def np_matrix_transpose(x, /):
    """The last two axes exchanged."""
    y = np.asarray(x)
    if y.ndim < 2:
        raise ValueError("Input array must be at least 2-dimensional")
    return np.swapaxes(y, -1, -2)


def np_unstack(x, /, *, axis: static = 0):
    """The parts of an array along an axis, in a tuple."""
    y = np.asarray(x)
    return as_parts(y if axis == 0 else np.moveaxis(y, axis, 0), y.shape[axis], 0)
