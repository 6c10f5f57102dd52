# What Python's built-ins do with numbers.


def pow_mod(base, exp, mod):
    if exp < 0:
        raise ValueError("pow() with a modulus takes no negative exponent here")
    r, b = 1, base % mod
    while exp > 0:
        if exp % 2 == 1:
            r = r * b % mod
        b = b * b % mod
        exp = exp // 2
    return r % mod


def round_int(x, n):
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


def hash_float(x):
    """Python's hash of a float: that of an equal int, else the bits in steps of 28, modulo 2**61 - 1."""
    if x != x:
        return 0
    if x - x != 0.0:
        return 314159 if x > 0.0 else -314159
    m = abs(x)
    e = 0
    while m >= 1.0:
        m = m * 0.5
        e = e + 1
    while 0.0 < m < 0.5:
        m = m * 2.0
        e = e - 1
    h = 0
    while m > 0.0:
        h = (h & 8589934591) << 28 | h >> 33
        m = m * 268435456.0
        e = e - 28
        y = int(m)
        m = m - y
        h = h + y
        if h >= 2305843009213693951:
            h = h - 2305843009213693951
    e = e % 61
    h = (h & ((1 << (61 - e)) - 1)) << e | h >> (61 - e)
    if x < 0.0:
        h = -h
    return -2 if h == -1 else h
