# Functions of NumPy and of Myia that are defined in terms of others. A function
# prelude_a_b defines the name a.b.
import numpy as np
from myia import count, stop_gradient


def prelude_np_mean(x, axis=None, *, keepdims=False):
    x = np.asarray(x)
    return np.sum(x * 1.0, axis, keepdims=keepdims) / count(x, axis)


def prelude_np_var(x, axis=None, *, keepdims=False, ddof=0):
    x = np.asarray(x)
    d = x - np.mean(x, axis, keepdims=True)
    return np.sum(d * d, axis, keepdims=keepdims) / (count(x, axis) - ddof)


def prelude_np_std(x, axis=None, *, keepdims=False, ddof=0):
    return np.sqrt(np.var(x, axis, keepdims=keepdims, ddof=ddof))


def prelude_np_outer(a, b):
    return np.reshape(a, (-1, 1)) * np.reshape(b, (1, -1))


def prelude_np_square(x):
    return np.multiply(x, x)


def prelude_np_vstack(xs):
    return np.concatenate([x if x.ndim > 1 else x[None] for x in map(np.asarray, xs)], 0)


def prelude_myia_logsumexp(x, axis=-1, keepdims=False):
    m = stop_gradient(np.max(x, axis, keepdims=True))
    s = np.log(np.sum(np.exp(x - m), axis, keepdims=True)) + m
    if keepdims:
        return s
    return np.squeeze(s, axis)


def prelude_myia_log_softmax(x, axis=-1):
    m = stop_gradient(np.max(x, axis, keepdims=True))
    d = x - m
    return d - np.log(np.sum(np.exp(d), axis, keepdims=True))


def prelude_myia_softmax(x, axis=-1):
    m = stop_gradient(np.max(x, axis, keepdims=True))
    e = np.exp(x - m)
    return e / np.sum(e, axis, keepdims=True)


def prelude_myia_one_hot(i, n, dtype=np.float64):
    return np.asarray(np.expand_dims(i, -1) == np.arange(n), dtype)


def prelude_pow_mod(base, exp, mod):
    if exp < 0:
        raise ValueError("pow() with a modulus takes no negative exponent here")
    r, b = 1, base % mod
    while exp > 0:
        if exp % 2 == 1:
            r = r * b % mod
        b = b * b % mod
        exp = exp // 2
    return r % mod


def prelude_round_int(x, n):
    if n >= 0:
        return x
    if n < -18:
        return x * 0
    p = 10 ** (-n)
    q = x // p
    r = x - q * p
    if 2 * r > p or 2 * r == p and q % 2 == 1:
        q = q + 1
    return q * p


def prelude_range_bound(x, n, low, high, default):
    if x is None:
        return default
    if x < 0:
        x = x + n
    return min(max(x, low), high)


def prelude_range_slice(start, step, n, lo, hi, by):
    by = 1 if by is None else by
    if by == 0:
        raise ValueError("slice step cannot be zero")
    low, high = (0, n) if by > 0 else (-1, n - 1)
    first = prelude_range_bound(lo, n, low, high, low if by > 0 else high)
    last = prelude_range_bound(hi, n, low, high, high if by > 0 else low)
    return range(start + first * step, start + last * step, step * by)


def prelude_range_repr(start, stop, step):
    return f"range({start}, {stop})" if step == 1 else f"range({start}, {stop}, {step})"


def prelude_range_contains(x, start, stop, step):
    if step > 0:
        return start <= x and x < stop and x % step == start % step
    return stop < x and x <= start and x % step == start % step


def prelude_range_equal(n, start, step, other_n, other_start, other_step):
    return n == other_n and (n == 0 or start == other_start and (n == 1 or step == other_step))
