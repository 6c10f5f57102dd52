# Elementwise functions of NumPy in terms of others.
import numpy as np
from myia import rounded, stop_gradient


def np_deg2rad(x):
    """Degrees in radians."""
    x = np.asarray(x) * 1.0
    return x * (np.asarray(np.pi, x.dtype) / np.asarray(180.0, x.dtype))


def np_radians(x):
    """Degrees in radians."""
    return np.deg2rad(x)


def np_rad2deg(x):
    """Radians in degrees."""
    x = np.asarray(x) * 1.0
    return x * (np.asarray(180.0, x.dtype) / np.asarray(np.pi, x.dtype))


def np_degrees(x):
    """Radians in degrees."""
    return np.rad2deg(x)


def np_reciprocal(x):
    """1 / x, of ints as ints."""
    x = np.asarray(x)
    return np.where(np.abs(x) == 1, x, np.asarray(0, x.dtype)) if np.issubdtype(x.dtype, np.integer) else 1 / x


def np_fix(x):
    """x towards zero."""
    return np.trunc(x)


def np_fabs(x):
    """|x| as a float; the derivative at 0 is 0."""
    return np.abs(np.asarray(x) * 1.0)


def np_isfinite(x):
    """Whether x is neither infinite nor nan."""
    return np.logical_not(np.logical_or(np.isnan(x), np.isinf(x)))


def np_isposinf(x):
    """Whether x is inf."""
    return np.logical_and(np.isinf(x), np.greater(x, 0))


def np_isneginf(x):
    """Whether x is -inf."""
    return np.logical_and(np.isinf(x), np.less(x, 0))


def np_logical_xor(a, b):
    """Whether one of two holds."""
    return np.not_equal(np.asarray(a, bool), np.asarray(b, bool))


def np_lcm(a, b):
    """Least common multiple of ints."""
    g = np.gcd(a, b)
    return np.abs(np.floor_divide(a, np.where(g == 0, 1, g)) * b)


def np_fmax(a, b):
    """The greater of two; a number wins over nan; ties share the derivative."""
    return np.where(np.isnan(a), b, np.where(np.isnan(b), a, np.maximum(a, b)))


def np_fmin(a, b):
    """The lesser of two; a number wins over nan; ties share the derivative."""
    return np.where(np.isnan(a), b, np.where(np.isnan(b), a, np.minimum(a, b)))


def np_heaviside(a, b):
    """0 where a < 0, b where it is 0, else 1."""
    a = np.asarray(a) * 1.0
    return np.where(np.isnan(a), a, np.where(a < 0, 0.0, np.where(a > 0, 1.0, b)))


def np_logaddexp(a, b):
    """log(exp(a) + exp(b)), without overflow."""
    d = np.where(np.equal(a, b), 0.0, np.subtract(a, b))
    return np.maximum(a, b) + np.log1p(np.exp(-np.abs(d)))


def np_logaddexp2(a, b):
    """log2(2**a + 2**b), without overflow."""
    d = np.where(np.equal(a, b), 0.0, np.subtract(a, b))
    return np.maximum(a, b) + np.log1p(np.exp2(-np.abs(d))) * 1.4426950408889634


def np_float_power(a, b):
    """Power in float64."""
    return np.power(np.asarray(a, np.float64), np.asarray(b, np.float64))


def np_sinc(x):
    """sin(pi x) / (pi x), 1 at 0."""
    y = np.pi * np.asarray(x)
    small = np.abs(y) < 1e-2
    q = np.where(small, y * y, 0.0)
    z = np.where(small, 1.0, y)
    return np.where(small, 1.0 - q / 6.0 * (1.0 - q / 20.0 * (1.0 - q / 42.0 * (1.0 - q / 72.0))), np.sin(z) / z)


def np_nan_to_num(x, copy=True, nan=0.0, posinf=None, neginf=None):
    """x with numbers in the place of nan and infinities."""
    x = np.asarray(x)
    if not np.issubdtype(x.dtype, np.floating):
        return np.copy(x)
    high = np.finfo(x.dtype).max if posinf is None else posinf
    low = np.finfo(x.dtype).min if neginf is None else neginf
    return np.where(np.isnan(x), np.asarray(nan, x.dtype), np.where(np.isposinf(x), np.asarray(high, x.dtype), np.where(np.isneginf(x), np.asarray(low, x.dtype), x)))


def np_modf(x):
    """The part behind the point and that before it, as floats."""
    x = np.asarray(x) * 1.0
    whole = np.trunc(x)
    sign = stop_gradient(np.copysign(1.0, x))
    return np.where(np.isinf(x), sign * 0.0, sign * (sign * x - sign * whole)), whole


def np_divmod(a, b):
    """a // b and a % b."""
    return np.floor_divide(a, b), np.remainder(a, b)


def np_ldexp(x, i):
    """x * 2**i."""
    x = np.asarray(x) * 1.0
    last = np.clip(i, -1022, 1023)
    first = np.clip(np.subtract(i, last), -1100, 1023)
    return rounded(np.asarray(x, np.float64) * np.exp2(first * 1.0) * np.exp2(last * 1.0), x)


def np_frexp(x):
    """Mantissas in [0.5, 1) and exponents of 2."""
    x = np.asarray(x) * 1.0
    size = np.abs(stop_gradient(x))
    plain = np.logical_and(size > 0, np.isfinite(size))
    size = np.where(plain, size, 0.5)
    e = np.floor(np.log2(size)) + 1.0
    m = np.ldexp(size, -np.asarray(e, np.int64))
    e = e + np.where(m >= 1.0, 1.0, np.where(m < 0.5, -1.0, 0.0))
    e = np.asarray(e, np.int64)
    return np.where(plain, np.ldexp(np.where(plain, x, 0.5), -e), x), np.asarray(e, np.int32)
