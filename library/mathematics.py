# Functions of module math.
import math

import numpy as np
from scipy import special


def math_isfinite(x):
    """Whether x is neither infinite nor nan."""
    return not (math.isnan(x) or math.isinf(x))


def math_degrees(x):
    """Radians in degrees."""
    return x * (180.0 / math.pi)


def math_radians(x):
    """Degrees in radians."""
    return x * (math.pi / 180.0)


def math_hypot(*coordinates):
    """The length of a vector; the derivative at 0 is 0."""
    r = 0.0
    for x in coordinates:
        r = np.hypot(r, x)
    return float(r)


def math_dist(p, q):
    """The distance of two points; the derivative at 0 is 0."""
    if len(p) != len(q):
        raise ValueError("both points must have the same number of dimensions")
    r = 0.0
    for x, y in zip(p, q):
        r = np.hypot(r, float(x) - float(y))
    return float(r)


def math_prod(iterable, *, start=1):
    """The product of the elements."""
    r = start
    for x in iterable:
        r = r * x
    return r


def math_gcd(*integers):
    """Greatest common divisor."""
    r = 0
    for x in integers:
        r = int(np.gcd(r, x))
    return r


def math_lcm(*integers):
    """Least common multiple."""
    r = 1
    for x in integers:
        g = int(np.gcd(r, x))
        r = 0 if g == 0 else abs(r // g * x)
    return r


def math_factorial(n):
    """The product of 1 … n."""
    if n < 0:
        raise ValueError("factorial() not defined for negative values")
    r = 1
    for i in range(2, n + 1):
        r = r * i
    return r


def choosable(n, k):
    if n < 0:
        raise ValueError("n must be a non-negative integer")
    if k < 0:
        raise ValueError("k must be a non-negative integer")
    return k <= n


def math_perm(n, k=None):
    """Number of ways to choose k of n in order."""
    if k is None:
        return math.factorial(n)
    if not choosable(n, k):
        return 0
    r = 1
    for i in range(n - k + 1, n + 1):
        r = r * i
    return r


def math_comb(n, k):
    """Number of ways to choose k of n."""
    if not choosable(n, k):
        return 0
    r = 1
    for i in range(1, min(k, n - k) + 1):
        m = n - i + 1
        g = int(np.gcd(r, i))
        r = r // g * (m // (i // g))
    return r


def math_isqrt(n):
    """The greatest int whose square is not above n."""
    if n < 0:
        raise ValueError("isqrt() argument must be nonnegative")
    r = min(int(math.sqrt(n)), 3037000499)
    while r * r > n:
        r = r - 1
    while r < 3037000499 and (r + 1) * (r + 1) <= n:
        r = r + 1
    return r


def math_isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0):
    """Whether two numbers are equal within tolerances."""
    if rel_tol < 0.0 or abs_tol < 0.0:
        raise ValueError("tolerances must be non-negative")
    if a == b:
        return True
    if math.isinf(a) or math.isinf(b):
        return False
    d = abs(b - a)
    return d <= abs(rel_tol * b) or d <= abs(rel_tol * a) or d <= abs_tol


def math_fsum(seq):
    """The sum of floats, rounded once (Shewchuk 1997)."""
    partials = []
    special = 0.0
    for item in seq:
        x = float(item)
        if math.isinf(x) or math.isnan(x):
            special = special + x
            x = 0.0
        kept = []
        for y in partials:
            hi = x + y
            lo = y - (hi - x) if abs(x) >= abs(y) else x - (hi - y)
            if lo != 0.0:
                kept = kept + [lo]
            x = hi
        if math.isinf(x) or math.isnan(x):
            raise OverflowError("intermediate overflow in fsum")
        partials = kept + [x]
    if special != 0.0 or math.isnan(special):
        if math.isnan(special):
            return special
        return special
    n = len(partials)
    if n == 0:
        return 0.0
    hi = partials[n - 1]
    lo = 0.0
    n = n - 1
    while n > 0 and lo == 0.0:
        n = n - 1
        x = hi
        y = partials[n]
        hi = x + y
        lo = y - (hi - x)
    if n > 0 and (lo < 0.0 and partials[n - 1] < 0.0 or lo > 0.0 and partials[n - 1] > 0.0):
        y = lo * 2.0
        x = hi + y
        if y == x - hi:
            hi = x
    return hi


def math_modf(x):
    """The part behind the point and that before it, as floats."""
    rest, whole = np.modf(float(x))
    return float(rest), float(whole)


def math_frexp(x):
    """The mantissa in [0.5, 1) and the exponent of 2."""
    m, e = np.frexp(float(x))
    return float(m), int(e)


def math_ldexp(x, i):
    """x * 2**i."""
    y = float(np.ldexp(float(x), i))
    if math.isinf(y) and not math.isinf(x):
        raise OverflowError("math range error")
    return y


def math_ulp(x):
    """The place value of the last bit of x."""
    x = abs(float(x))
    if math.isnan(x) or math.isinf(x):
        return x
    _, e = math.frexp(x)
    return math.ldexp(1.0, max(e - 53, -1074)) if x > 0.0 else 5e-324


def math_nextafter(x, y):
    """The next float after x towards y."""
    x = float(x)
    y = float(y)
    if math.isnan(x) or math.isnan(y):
        return x + y
    if x == y:
        return y
    if x == 0.0:
        return math.copysign(5e-324, y)
    if math.isinf(x):
        return math.copysign(1.7976931348623157e308, x)
    u = math.ulp(x)
    m, _ = math.frexp(x)
    inward = (y < x) == (x > 0.0)
    if inward and abs(m) == 0.5:
        u = max(u * 0.5, 5e-324)
    return x + u if x < y else x - u


def math_remainder(x, y):
    """The IEEE remainder: x - n y, with n the whole number nearest to x / y."""
    if math.isnan(x) or math.isnan(y):
        return float(x + y)
    if math.isinf(x) or y == 0:
        raise ValueError("math domain error")
    if math.isinf(y):
        return float(x)
    a, b = abs(float(x)), abs(float(y))
    m = math.fmod(a, b)
    c = b - m
    r = m if m < c else (-c if m > c else m - 2.0 * math.fmod(0.5 * (a - m), b))
    return math.copysign(1.0, x) * r


def math_gamma(x):
    """The gamma function."""
    if x == 0 or x < 0 and (math.isinf(x) or x == math.floor(x)):
        raise ValueError("math domain error")
    y = float(special.gamma(float(x)))
    if math.isinf(y) and not math.isinf(x):
        raise OverflowError("math range error")
    return y


def math_lgamma(x):
    """log |gamma(x)|."""
    if x <= 0 and not math.isinf(x) and x == math.floor(x):
        raise ValueError("math domain error")
    y = float(special.gammaln(float(x)))
    if math.isinf(y) and not math.isinf(x):
        raise OverflowError("math range error")
    return y
