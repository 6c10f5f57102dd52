# Products of vectors.
import numpy as np


def np_outer(a, b):
    """Products of all elements of a with all of b."""
    return np.reshape(a, (-1, 1)) * np.reshape(b, (1, -1))


def np_vdot(a, b):
    """Sum of the products of all elements."""
    return np.sum(np.ravel(a) * np.ravel(b))


def np_inner(a, b):
    """Sums of products over the last axes."""
    a, b = np.asarray(a), np.asarray(b)
    if a.ndim == 0 or b.ndim == 0:
        return a * b
    return np.tensordot(a, b, (-1, -1))


def np_tensordot(a, b, axes: static = 2):
    """Sums of products over axes of both: so many last and first ones, or those that are named."""
    a, b = np.asarray(a), np.asarray(b)
    if isinstance(axes, int):
        return contracted(a, b, axes)
    if isinstance(axes[0], int):
        return contracted(np.moveaxis(a, axes[0], -1), np.moveaxis(b, axes[1], 0), 1)
    n = len(axes[0])
    return contracted(np.moveaxis(a, tuple(axes[0]), tuple(range(-n, 0))), np.moveaxis(b, tuple(axes[1]), tuple(range(n))), n)


def contracted(a, b, n: static):
    """Sums of products over the last n axes of a and the first of b."""
    if n == 0:
        return np.reshape(a, a.shape + (1,) * b.ndim) * b
    left, right = a.shape[:a.ndim - n], b.shape[n:]
    k = 1
    for size in b.shape[:n]:
        k = k * size
    if a.shape[a.ndim - n:] != b.shape[:n]:
        raise ValueError("shape-mismatch for sum")
    return np.reshape(np.reshape(a, (-1, k)) @ np.reshape(b, (k, -1)), left + right)


def np_kron(a, b):
    """Products of the elements of a with all of b, in blocks."""
    a, b = np.asarray(a), np.asarray(b)
    if a.ndim < b.ndim:
        a = np.reshape(a, (1,) * (b.ndim - a.ndim) + a.shape)
    if b.ndim < a.ndim:
        b = np.reshape(b, (1,) * (a.ndim - b.ndim) + b.shape)
    if a.ndim == 0:
        return a * b
    if a.ndim == 1:
        return np.reshape(np.reshape(a, (-1, 1)) * b, -1)
    if a.ndim == 2:
        return np.reshape(a[:, None, :, None] * b[None, :, None, :], (a.shape[0] * b.shape[0], a.shape[1] * b.shape[1]))
    raise NotImplementedError("np.kron takes arrays of at most two axes")


def np_cross(a, b, *, axis: static = -1):
    """The vector product along an axis of size 3."""
    a, b = np.moveaxis(np.asarray(a), axis, 0), np.moveaxis(np.asarray(b), axis, 0)
    if a.shape[0] != 3 or b.shape[0] != 3:
        raise ValueError("incompatible dimensions for cross product (dimension must be 3)")
    c = np.stack((a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]))
    return np.moveaxis(c, 0, axis)


def np_interp(x, xp, fp, left=None, right=None):
    """Values on the lines between points, whose xp rise."""
    x, xp, fp = np.asarray(x) * 1.0, np.asarray(xp) * 1.0, np.asarray(fp) * 1.0
    n = xp.shape[0]
    if n != fp.shape[0]:
        raise ValueError("fp and xp are not of the same length.")
    if n == 0:
        raise ValueError("array of sample points is empty")
    i = np.clip(np.searchsorted(xp, x, "right") - 1, 0, max(n - 2, 0))
    j = np.minimum(i + 1, n - 1)
    width = xp[j] - xp[i]
    y = (fp[j] - fp[i]) / np.where(width == 0, 1.0, width) * (x - xp[i]) + fp[i]
    y = np.where(x >= xp[n - 1], fp[n - 1], np.where(x < xp[0], fp[0] if left is None else left, y))
    y = np.where(x > xp[n - 1], fp[n - 1] if right is None else right, y)
    return np.where(np.isnan(x), x, y)


def np_convolve(a, v, mode: static = "full"):
    """Sums of products of a with v turned around, at each shift."""
    a, v = np.atleast_1d(a), np.atleast_1d(v)
    n, m = a.shape[0], v.shape[0]
    if n == 0 or m == 0:
        raise ValueError(("a" if n == 0 else "v") + " cannot be empty")
    if m > n:
        a, v = v, a
        n, m = m, n
    out = np.zeros(n + m - 1, (a[:1] * v[:1]).dtype)
    for k in range(m):
        out[k:k + n] = out[k:k + n] + a * v[k]
    if mode == "full":
        return out
    if mode == "same":
        return out[(m - 1) // 2:(m - 1) // 2 + n]
    return out[m - 1:n]


def np_correlate(a, v, mode: static = "valid"):
    """Sums of products of a with v, at each shift."""
    a, v = np.atleast_1d(a), np.atleast_1d(v)
    if v.shape[0] > a.shape[0]:
        return np.convolve(a[::-1], v, mode)[::-1]
    return np.convolve(a, v[::-1], mode)


def np_polyval(p, x):
    """The polynomial of coefficients p, the highest power first, at x."""
    y = np.zeros_like(x)
    for c in np.asarray(p):
        y = y * x + c
    return y


def np_polymul(a1, a2):
    """The product of two polynomials."""
    return np.convolve(a1, a2)


def np_polyadd(a1, a2):
    """The sum of two polynomials."""
    a, b = np.atleast_1d(a1), np.atleast_1d(a2)
    n = max(a.shape[0], b.shape[0])
    return np.concatenate([np.zeros(n - a.shape[0], a.dtype), a]) + np.concatenate([np.zeros(n - b.shape[0], b.dtype), b])


def np_polysub(a1, a2):
    """The difference of two polynomials."""
    return np.polyadd(a1, -np.atleast_1d(a2))


def np_polyder(p, m=1):
    """The derivative of a polynomial."""
    p = np.asarray(p)
    for _ in range(m):
        n = p.shape[0]
        p = p[:n - 1] * np.arange(n - 1, 0, -1)
    return p


def np_polyint(p, m=1, k=0.0):
    """An integral of a polynomial, with k as its value at 0."""
    p = np.asarray(p) * 1.0
    for _ in range(m):
        p = np.concatenate([p / np.arange(p.shape[0], 0, -1), np.reshape(k * 1.0, 1)])
    return p


def np_vecdot(x1, x2, /):
    """Products of vectors along the last axis, summed."""
    return np.sum(np.asarray(x1) * np.asarray(x2), -1)


def np_matvec(x1, x2, /):
    """Products of matrices and vectors."""
    return np.squeeze(np.asarray(x1) @ np.expand_dims(np.asarray(x2), -1), -1)


def np_vecmat(x1, x2, /):
    """Products of vectors and matrices."""
    return np.squeeze(np.expand_dims(np.asarray(x1), -2) @ np.asarray(x2), -2)
