# Linear algebra by rows: LU with partial pivoting, Cholesky. Derivatives are those of the algorithms, of any order.
import numpy as np
from myia import stop_gradient


def square_matrix(a):
    a = np.asarray(a) * 1.0
    if a.ndim != 2:
        raise np.linalg.LinAlgError(f"{a.ndim}-dimensional array given. Array must be two-dimensional")
    if a.shape[0] != a.shape[1]:
        raise np.linalg.LinAlgError("Last 2 dimensions of the array must be square")
    return a


def lu(a):
    """The factors of a with its rows in another order, below and above the diagonal, that order, the sign of it, and whether a is singular."""
    n = a.shape[0]
    m = a * 1.0
    order = np.arange(n)
    sign = 1.0
    singular = False
    for k in range(n):
        p = k + int(np.argmax(np.abs(stop_gradient(m[k:, k]))))
        if p != k:
            row = m[k] * 1.0
            m[k] = m[p]
            m[p] = row
            i = order[k]
            order[k] = order[p]
            order[p] = i
            sign = -sign
        if m[k, k] == 0:
            singular = True
        else:
            f = m[k + 1:, k] / m[k, k]
            m[k + 1:, k] = f
            m[k + 1:, k + 1:] = m[k + 1:, k + 1:] - np.reshape(f, (-1, 1)) * np.reshape(m[k, k + 1:], (1, -1))
    return m, order, sign, singular


def solve_rows(a, b):
    """x with a @ x = b, of a matrix b."""
    m, order, _, singular = lu(a)
    if singular:
        raise np.linalg.LinAlgError("Singular matrix")
    n = a.shape[0]
    x = b[order] * 1.0
    for k in range(1, n):
        x[k] = x[k] - m[k, :k] @ x[:k]
    for i in range(n):
        k = n - 1 - i
        x[k] = (x[k] - m[k, k + 1:] @ x[k + 1:]) / m[k, k]
    return x


def np_linalg_solve(a, b):
    """The solution x of a @ x = b, by LU with partial pivoting."""
    a = square_matrix(a)
    b = np.asarray(b) * 1.0
    if b.ndim == 1:
        return np.reshape(solve_rows(a, np.reshape(b, (-1, 1))), -1)
    return solve_rows(a, b)


def np_linalg_inv(a):
    """The inverse matrix."""
    a = square_matrix(a)
    return solve_rows(a, np.eye(a.shape[0], dtype=a.dtype))


def np_linalg_det(a):
    """The determinant."""
    a = square_matrix(a)
    m, _, sign, singular = lu(a)
    if singular:
        d = determinant(a)
        return d - stop_gradient(d)
    return np.prod(np.diagonal(m)) * sign


def determinant(a):
    """The determinant without a division by elements (Faddeev and Leverrier), whose derivative holds at singular matrices, too."""
    n = a.shape[0]
    unit = np.eye(n, dtype=a.dtype)
    m = unit
    c = -np.trace(a)
    for k in range(2, n + 1):
        m = a @ m + c * unit
        c = -np.trace(a @ m) / k
    return -c if n % 2 == 1 else c


def np_linalg_slogdet(a):
    """The sign of the determinant and the logarithm of its absolute value."""
    a = square_matrix(a)
    m, _, sign, singular = lu(a)
    d = np.diagonal(m)
    if singular:
        return np.sum(d) * 0.0, np.sum(d) * 0.0 - np.inf
    return np.prod(np.sign(d)) * sign, np.sum(np.log(np.abs(d)))


def np_linalg_cholesky(a, /, *, upper: static = False):
    """The lower triangle whose product with its transpose is a, of which the lower half is read; or the upper one."""
    a = square_matrix(a)
    if upper:
        a = np.transpose(a)
    n = a.shape[0]
    m = a * 0.0
    for k in range(n):
        v = a[k:, k] - m[k:, :k] @ m[k, :k]
        if not v[0] > 0:
            raise np.linalg.LinAlgError("Matrix is not positive definite")
        m[k:, k] = v / np.sqrt(v[0])
    return np.transpose(m) if upper else m


def np_linalg_matrix_power(a, n):
    """The product of n matrices, or of -n inverses."""
    a = square_matrix(a) if np.issubdtype(np.asarray(a).dtype, np.floating) else np.asarray(a)
    r = np.eye(a.shape[0], dtype=a.dtype)
    if n < 0:
        return np.linalg.matrix_power(np.linalg.inv(a), -n)
    while n > 0:
        if n % 2 == 1:
            r = r @ a
        n = n // 2
        if n > 0:
            a = a @ a
    return r


def np_linalg_multi_dot(arrays):
    """The product of several matrices, from the left."""
    r = arrays[0]
    for x in arrays[1:]:
        r = np.dot(r, x)
    return r


def vector_norm(x, ord, axis: static, keepdims: static):
    if ord is None:
        return np.sqrt(np.sum(x * x, axis, keepdims=keepdims))
    if ord == np.inf:
        return np.max(np.abs(x), axis, keepdims=keepdims)
    if ord == -np.inf:
        return np.min(np.abs(x), axis, keepdims=keepdims)
    if ord == 0:
        return np.sum(np.asarray(x != 0, x.dtype), axis, keepdims=keepdims)
    if ord == 1:
        return np.sum(np.abs(x), axis, keepdims=keepdims)
    if ord == 2:
        return np.sqrt(np.sum(x * x, axis, keepdims=keepdims))
    return np.sum(np.abs(x) ** ord, axis, keepdims=keepdims) ** (1.0 / ord)


def matrix_norm(x, ord, row: static, col: static, keepdims: static):
    """A norm over two axes."""
    y = np.abs(x)
    if ord == 1:
        r = np.max(np.sum(y, row, keepdims=True), col, keepdims=True)
    elif ord == -1:
        r = np.min(np.sum(y, row, keepdims=True), col, keepdims=True)
    elif ord == np.inf:
        r = np.max(np.sum(y, col, keepdims=True), row, keepdims=True)
    elif ord == -np.inf:
        r = np.min(np.sum(y, col, keepdims=True), row, keepdims=True)
    else:
        raise NotImplementedError("singular values are not taken yet: of a matrix ord is 'fro', 1, -1, inf or -inf")
    return r if keepdims else np.squeeze(r, (row, col))


def np_linalg_norm(x, ord: static = None, axis: static = None, keepdims: static = False):
    """The length of vectors, or the Frobenius norm and those of rows and columns of matrices; the derivative at 0 is 0."""
    x = np.asarray(x) * 1.0
    if axis is None:
        if ord is None:
            return np.sqrt(np.sum(x * x, None, keepdims=keepdims))
        if x.ndim == 1:
            return vector_norm(x, ord, None, keepdims)
        if ord == "fro":
            return np.sqrt(np.sum(x * x, None, keepdims=keepdims))
        return matrix_norm(x, ord, 0, 1, keepdims)
    if isinstance(axis, tuple):
        if ord is None or ord == "fro":
            return np.sqrt(np.sum(x * x, axis, keepdims=keepdims))
        return matrix_norm(x, ord, axis[0], axis[1], keepdims)
    return vector_norm(x, ord, axis, keepdims)


def np_linalg_vector_norm(x, /, *, axis: static = None, keepdims: static = False, ord: static = 2):
    """The length of vectors; the derivative at 0 is 0."""
    return vector_norm(np.asarray(x) * 1.0, ord, axis, keepdims)
