# Running sums, products and extremes, and differences.
import numpy as np
from myia import rounded


def summed(x, dtype):
    """x in the element type of its sums."""
    x = np.asarray(x)
    return np.asarray(x, np.sum(x).dtype) if dtype is None else np.asarray(x, dtype)


def front(x, axis: static):
    """x with an axis in front; None: flattened."""
    return np.reshape(x, (-1,)) if axis is None else np.swapaxes(x, axis, 0)


def back(x, axis: static):
    return x if axis is None else np.swapaxes(x, 0, axis)


def scan(x, axis: static, step):
    """Folds rows from the first on; each step is a row of the result."""
    y = front(x, axis)
    n = y.shape[0]
    if n == 0:
        return back(y, axis)
    out = np.zeros_like(y)
    acc = y[0]
    out[0] = acc
    for i in range(1, n):
        acc = step(acc, y[i])
        out[i] = acc
    return back(out, axis)


def np_cumsum(a, axis: static = None, dtype=None):
    """Running sums along an axis, or of all elements."""
    return scan(summed(a, dtype), axis, np.add)


def np_cumprod(a, axis: static = None, dtype=None):
    """Running products along an axis, or of all elements."""
    return scan(summed(a, dtype), axis, np.multiply)


def np_nancumsum(a, axis: static = None, dtype=None):
    """Running sums, nan counted as 0."""
    a = np.asarray(a)
    return np.cumsum(np.where(np.isnan(a), np.asarray(0, a.dtype), a), axis, dtype)


def np_nancumprod(a, axis: static = None, dtype=None):
    """Running products, nan counted as 1."""
    a = np.asarray(a)
    return np.cumprod(np.where(np.isnan(a), np.asarray(1, a.dtype), a), axis, dtype)


def cumulative(x, axis: static, dtype, include_initial: static, first, step):
    x = summed(x, dtype)
    if axis is None:
        if x.ndim != 1:
            raise ValueError("For arrays which have more than one dimension ``axis`` argument is required.")
        return cumulative(x, 0, dtype, include_initial, first, step)
    y = scan(x, axis, step)
    if not include_initial:
        return y
    z = np.swapaxes(y, axis, 0)
    return np.swapaxes(np.concatenate([np.full((1,) + z.shape[1:], first, z.dtype), z]), 0, axis)


def np_cumulative_sum(x, /, *, axis: static = None, dtype=None, include_initial: static = False):
    """Running sums along an axis."""
    return cumulative(x, axis, dtype, include_initial, 0, np.add)


def np_cumulative_prod(x, /, *, axis: static = None, dtype=None, include_initial: static = False):
    """Running products along an axis."""
    return cumulative(x, axis, dtype, include_initial, 1, np.multiply)


def np_diff(a, n=1, axis: static = -1, prepend=None, append=None):
    """Differences of neighbours along an axis, n times."""
    a = np.asarray(a)
    if n < 0:
        raise ValueError(f"order must be non-negative but got {n}")
    y = np.swapaxes(a, axis, 0)
    if prepend is not None:
        y = np.concatenate([edge(prepend, y, axis), y])
    if append is not None:
        y = np.concatenate([y, edge(append, y, axis)])
    for _ in range(n):
        y = y[1:] != y[:-1] if y.dtype == bool else y[1:] - y[:-1]
    return np.swapaxes(y, 0, axis)


def edge(x, y, axis: static):
    """What is put before or behind y, with the axis in front."""
    x = np.asarray(x)
    return np.broadcast_to(x, (1,) + y.shape[1:]) if x.ndim == 0 else np.swapaxes(x, axis, 0)


def np_ediff1d(ary, to_end=None, to_begin=None):
    """Differences of neighbours of the flattened array."""
    y = np.reshape(ary, -1)
    d = y[1:] - y[:-1]
    if to_begin is not None:
        d = np.concatenate([np.asarray(np.reshape(to_begin, -1), d.dtype), d])
    return d if to_end is None else np.concatenate([d, np.asarray(np.reshape(to_end, -1), d.dtype)])


def np_gradient(f, *varargs, axis: static = None, edge_order: static = 1):
    """Slopes by differences of second order, along one axis or each; spacings are numbers or coordinates."""
    f = np.asarray(f) * 1.0
    if isinstance(axis, int):
        return slope(f, varargs[0] if len(varargs) > 0 else 1.0, axis, edge_order)
    axes = tuple(range(f.ndim)) if axis is None else axis
    if len(varargs) > 1 and len(varargs) != len(axes):
        raise TypeError("invalid number of arguments")
    if len(axes) == 1:
        return slope(f, varargs[0] if len(varargs) > 0 else 1.0, axes[0], edge_order)
    return slopes(f, varargs, axes, edge_order)


def slopes(f, spacings, axes: static, edge_order: static):
    """The slopes along axes, in a tuple; one spacing serves all."""
    if len(axes) == 0:
        return ()
    h = spacings[0] if len(spacings) > 0 else 1.0
    rest = spacings[1:] if len(spacings) > 1 and len(axes) > 1 else spacings
    return (slope(f, h, axes[0], edge_order),) + slopes(f, rest, axes[1:], edge_order)


def slope(f, h, axis: static, edge_order: static):
    y = np.swapaxes(f, axis, 0)
    n = y.shape[0]
    if n < edge_order + 1:
        raise ValueError("Shape of array too small to calculate a numerical gradient, at least (edge_order + 1) elements are required.")
    h = np.asarray(h) * 1.0
    if h.ndim == 0:
        inner = (y[2:] - y[:-2]) / (2.0 * h)
        if edge_order == 1:
            first, last = (y[1] - y[0]) / h, (y[-1] - y[-2]) / h
        else:
            first = (-1.5 * y[0] + 2.0 * y[1] - 0.5 * y[2]) / h
            last = (0.5 * y[-3] - 2.0 * y[-2] + 1.5 * y[-1]) / h
    else:
        d = np.reshape(h[1:] - h[:-1], (-1,) + (1,) * (y.ndim - 1))
        a, b = d[:-1], d[1:]
        inner = -b / (a * (a + b)) * y[:-2] + (b - a) / (a * b) * y[1:-1] + a / (b * (a + b)) * y[2:]
        if edge_order == 1:
            first, last = (y[1] - y[0]) / d[0], (y[-1] - y[-2]) / d[-1]
        else:
            p, q = d[0], d[1]
            first = -(2.0 * p + q) / (p * (p + q)) * y[0] + (p + q) / (p * q) * y[1] - p / (q * (p + q)) * y[2]
            p, q = d[-2], d[-1]
            last = q / (p * (p + q)) * y[-3] - (q + p) / (p * q) * y[-2] + (2.0 * q + p) / (q * (p + q)) * y[-1]
    return np.swapaxes(np.concatenate([first[None], inner, last[None]]), 0, axis)


def np_trapezoid(y, x=None, dx=1.0, axis: static = -1):
    """The integral along an axis by the trapezoidal rule."""
    y = np.asarray(y)
    z = np.swapaxes(y, axis, 0)
    if x is None:
        return np.sum(dx * (z[1:] + z[:-1]) / 2.0, 0)
    x = np.asarray(x)
    d = np.reshape(x[1:] - x[:-1], (-1,) + (1,) * (z.ndim - 1)) if x.ndim == 1 else (lambda u: u[1:] - u[:-1])(np.swapaxes(x, axis, 0))
    return np.sum(d * (z[1:] + z[:-1]) / 2.0, 0)
