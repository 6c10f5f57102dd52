# Evenly spaced numbers, and grids.
import numpy as np


def columns(x, ndim: static, at: static):
    return np.reshape(x, (1,) * at + (x.size,) + (1,) * (ndim - at - 1))


def np_logspace(start, stop, num: known = 50, endpoint: static = True, base=10.0, dtype: static = None, axis: static = 0):
    """Numbers whose logarithms are evenly spaced."""
    y = np.power(base, np.linspace(start, stop, num, endpoint, axis=axis))
    return y if dtype is None else np.asarray(y, dtype)


def np_geomspace(start, stop, num: known = 50, endpoint: static = True, dtype: static = None, axis: static = 0):
    """Numbers of which each is the one before times a factor."""
    a = np.asarray(start) * 1.0
    b = np.asarray(stop) * 1.0
    if np.any(a == 0.0) or np.any(b == 0.0):
        raise ValueError("Geometric sequence cannot include zero")
    if np.any((a < 0.0) != (b < 0.0)):
        raise ValueError("geomspace from a negative to a positive number gives complex numbers")
    sign = np.sign(a)
    low = np.log(a * sign) / np.log(10.0)
    high = np.log(b * sign) / np.log(10.0)
    y = np.power(10.0, np.linspace(low, high, num, endpoint, axis=axis)) * (sign if sign.ndim == 0 else np.expand_dims(sign, axis))
    i = np.reshape(np.arange(num), np.moveaxis(np.zeros((num,) + (1,) * (y.ndim - 1), bool), 0, axis).shape)
    y = np.where(i == 0, a if a.ndim == 0 else np.expand_dims(a, axis), y)
    if endpoint:
        y = np.where((i == num - 1) & (i > 0), b if b.ndim == 0 else np.expand_dims(b, axis), y)
    return y if dtype is None else np.asarray(y, dtype)


def sizes_of(xs):
    if len(xs) == 0:
        return ()
    return (np.size(xs[0]),) + sizes_of(xs[1:])


def grids(xs, shape: known, axes: static, copy: static, sparse: static, i: static):
    if i == len(axes):
        return ()
    x = columns(np.ravel(xs[i]), len(axes), axes[i])
    x = x if sparse else np.broadcast_to(x, shape)
    return (x.copy() if copy else x,) + grids(xs, shape, axes, copy, sparse, i + 1)


def np_meshgrid(*xi, copy: static = True, sparse: static = False, indexing: static = "xy"):
    """The coordinates of the points of a grid, an array for each axis."""
    if indexing != "xy" and indexing != "ij":
        raise ValueError("Valid values for `indexing` are 'xy' and 'ij'.")
    n = len(xi)
    sizes = sizes_of(xi)
    axes = axis_range(0, n)
    if indexing == "xy" and n > 1:
        axes = (1, 0) + axes[2:]
        sizes = (sizes[1], sizes[0]) + sizes[2:]
    return grids(xi, sizes, axes, copy, sparse, 0)


def index_rows(dimensions: known, dtype: static, i: static):
    if i == len(dimensions):
        return ()
    return (columns(np.arange(dimensions[i], dtype=dtype), len(dimensions), i),) + index_rows(dimensions, dtype, i + 1)


def np_indices(dimensions: known, dtype: static = int, sparse: static = False):
    """The indices of the elements of an array, a row for each axis."""
    dimensions = tuple(dimensions)
    if len(dimensions) == 0:
        return () if sparse else np.zeros((0,), dtype)
    rows = index_rows(dimensions, dtype, 0)
    if sparse:
        return rows
    return np.stack([np.broadcast_to(r, dimensions) for r in rows])


def open_mesh(args, n: static, i: static):
    if i == n:
        return ()
    x = np.asarray(args[i])
    if x.ndim != 1:
        raise ValueError("Cross index must be 1 dimensional")
    if x.dtype == bool:
        x = mask_places(x)
    return (columns(x, n, i),) + open_mesh(args, n, i + 1)


def np_ix_(*args):
    """Indices that take the rows, columns and so on that are listed."""
    return open_mesh(args, len(args), 0)


def np_fromfunction(function, shape: known, *, dtype: static = float):
    """What a function gives for the arrays of indices of a shape."""
    shape = as_tuple(shape)
    return function(*as_parts(np.indices(shape, dtype), len(shape), 0))


def as_parts(x, n: static, i: static):
    return () if i == n else (x[i],) + as_parts(x, n, i + 1)


def np_broadcast_shapes(*args: known):
    """The shape to which arrays of some shapes are broadcast."""
    return common_shape(args)


def common_shape(shapes: known):
    if len(shapes) == 0:
        return ()
    return (np.empty(common_shape(shapes[:-1]), bool) | np.empty(shapes[-1], bool)).shape


def shapes_of(xs):
    if len(xs) == 0:
        return ()
    return (np.shape(xs[0]),) + shapes_of(xs[1:])


def np_broadcast_arrays(*args: known):
    """Arrays repeated to one shape."""
    shape = common_shape(shapes_of(args))
    return tuple(np.broadcast_to(x, shape) for x in args)


def np_linspace(start, stop, num: known = 50, endpoint: static = True, retstep: static = False, dtype: static = None, axis: static = 0):
    """Evenly spaced numbers from start to stop, which is left out if endpoint is False."""
    if num < 0:
        raise ValueError(f"Number of samples, {num}, must be non-negative.")
    a = (np.asarray(start) if isinstance(start, (list, tuple)) else start) * 1.0
    b = (np.asarray(stop) if isinstance(stop, (list, tuple)) else stop) * 1.0
    d = np.asarray(b - a)
    parts = num - 1 if endpoint else num
    i = np.asarray(np.reshape(np.arange(num), (num,) + (1,) * d.ndim), d.dtype)
    step = d / parts if parts > 0 else d * np.nan
    y = (i * step if parts > 0 else i * d) + a
    if endpoint:
        y = np.where((i == num - 1) & (i > 0), b, y)
    if axis != 0:
        y = np.moveaxis(y, 0, axis)
    if dtype is not None:
        y = np.asarray(np.floor(y) if np.issubdtype(dtype, np.integer) else y, dtype)
    return (y, step) if retstep else y


def grid_row(part: known, ndim: static, at: static):
    start, stop, step = part
    return columns(np.arange(0 if start is None else start, stop, 1 if step is None else step), ndim, at)


def grid_rows(parts: known, i: static):
    if i == len(parts):
        return ()
    return (grid_row(parts[i], len(parts), i),) + grid_rows(parts, i + 1)


def grid_open(parts: known):
    return grid_rows(parts, 0)


def grid_dense(parts: known):
    return np.stack(np.broadcast_arrays(*grid_rows(parts, 0)))


def grid_single(part: known):
    return grid_row(part, 1, 0)
