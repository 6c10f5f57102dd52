# Functions of NumPy and of Myia that are defined in terms of others. A function
# prelude_a_b defines the name a.b.
import numpy as np
from myia import count, stop_gradient


def prelude_np_mean(x, axis=None, keepdims=False):
    return np.sum(x * 1.0, axis, keepdims) / count(x, axis)


def prelude_np_var(x, axis=None, keepdims=False, ddof=0):
    d = x - np.mean(x, axis, True)
    return np.sum(d * d, axis, keepdims) / (count(x, axis) - ddof)


def prelude_np_std(x, axis=None, keepdims=False, ddof=0):
    return np.sqrt(np.var(x, axis, keepdims, ddof))


def prelude_np_outer(a, b):
    return np.reshape(a, (-1, 1)) * np.reshape(b, (1, -1))


def prelude_np_square(x):
    return np.multiply(x, x)


def prelude_np_vstack(xs):
    if np.asarray(xs[0]).ndim > 1:
        return np.concatenate(xs, 0)
    return np.stack(xs)


def prelude_myia_logsumexp(x, axis=-1, keepdims=False):
    m = stop_gradient(np.max(x, axis, True))
    s = np.log(np.sum(np.exp(x - m), axis, True)) + m
    if keepdims:
        return s
    return np.squeeze(s, axis)


def prelude_myia_log_softmax(x, axis=-1):
    m = stop_gradient(np.max(x, axis, True))
    d = x - m
    return d - np.log(np.sum(np.exp(d), axis, True))


def prelude_myia_softmax(x, axis=-1):
    m = stop_gradient(np.max(x, axis, True))
    e = np.exp(x - m)
    return e / np.sum(e, axis, True)


def prelude_myia_one_hot(i, n, dtype=np.float64):
    return np.asarray(np.expand_dims(i, -1) == np.arange(n), dtype)


def prelude_apply0(f):
    return f()


def prelude_apply1(f, a):
    return f(a)


def prelude_apply2(f, a, b):
    return f(a, b)


def prelude_apply3(f, a, b, c):
    return f(a, b, c)


def prelude_apply4(f, a, b, c, d):
    return f(a, b, c, d)


def prelude_pow(base, exp, mod=None):
    if mod is None:
        return base**exp
    if exp < 0:
        raise ValueError("pow() with a modulus takes no negative exponent here")
    r, b = 1, base % mod
    while exp > 0:
        if exp % 2 == 1:
            r = r * b % mod
        b = b * b % mod
        exp = exp // 2
    return r % mod
