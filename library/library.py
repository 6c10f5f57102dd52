# Functions of NumPy and of Myia, and parts of built-ins, in terms of others. A
# function np_f defines np.f; a parameter annotated static must be known at
# compile time.
import numpy as np
from myia import count, rounded, stop_gradient, terms


def np_mean(x, axis: static = None, *, keepdims: static = False):
    """Mean along axes."""
    x = np.asarray(x)
    return rounded(np.sum(terms(x), axis, keepdims=keepdims) / count(x, axis), x)


def np_var(x, axis: static = None, *, keepdims: static = False, ddof=0):
    """Variance along axes."""
    x = np.asarray(x)
    t = terms(x)
    d = t - np.mean(t, axis, keepdims=True)
    return rounded(np.sum(d * d, axis, keepdims=keepdims) / (count(x, axis) - ddof), x)


def np_std(x, axis: static = None, *, keepdims: static = False, ddof=0):
    """Square root of np.var."""
    return np.sqrt(np.var(x, axis, keepdims=keepdims, ddof=ddof))


def np_outer(a, b):
    """Products of all elements of a with all of b."""
    return np.reshape(a, (-1, 1)) * np.reshape(b, (1, -1))


def np_vstack(xs):
    """Arrays in rows, joined along axis 0."""
    return np.concatenate([x if x.ndim > 1 else x[None] for x in map(np.asarray, xs)], 0)


def myia_logsumexp(x, axis: static = -1, keepdims: static = False):
    """log(sum(exp(x))) along axes, without overflow."""
    m = stop_gradient(np.max(x, axis, keepdims=True))
    s = np.log(np.sum(np.exp(x - m), axis, keepdims=True)) + m
    if keepdims:
        return s
    return np.squeeze(s, axis)


def myia_log_softmax(x, axis: static = -1):
    """log(myia.softmax(x)), without overflow."""
    m = stop_gradient(np.max(x, axis, keepdims=True))
    d = x - m
    return d - np.log(np.sum(np.exp(d), axis, keepdims=True))


def myia_softmax(x, axis: static = -1):
    """exp(x) in proportion to its sum along axes."""
    m = stop_gradient(np.max(x, axis, keepdims=True))
    e = np.exp(x - m)
    return e / np.sum(e, axis, keepdims=True)


def myia_one_hot(i, n, dtype=np.float64):
    """A row of n numbers for each of i: 1 at place i, 0 elsewhere."""
    return np.asarray(np.expand_dims(i, -1) == np.arange(n), dtype)


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


def range_bound(x, n, low, high, default):
    if x is None:
        return default
    if x < 0:
        x = x + n
    return min(max(x, low), high)


def range_slice(start, step, n, lo, hi, by):
    by = 1 if by is None else by
    if by == 0:
        raise ValueError("slice step cannot be zero")
    low, high = (0, n) if by > 0 else (-1, n - 1)
    first = range_bound(lo, n, low, high, low if by > 0 else high)
    last = range_bound(hi, n, low, high, high if by > 0 else low)
    return range(start + first * step, start + last * step, step * by)


def range_repr(start, stop, step):
    return f"range({start}, {stop})" if step == 1 else f"range({start}, {stop}, {step})"


def zip_even(widths):
    least = min(widths, default=0)
    for i, n in enumerate(widths):
        if (n == least) != (widths[0] == least):
            upto = " 1" if i == 1 else f"s 1-{i}"
            word = "shorter" if n == least else "longer"
            raise ValueError(f"zip() argument {i + 1} is {word} than argument{upto}")


def range_contains(x, start, stop, step):
    if step > 0:
        return start <= x and x < stop and x % step == start % step
    return stop < x and x <= start and x % step == start % step


def range_equal(n, start, step, other_n, other_start, other_step):
    return n == other_n and (n == 0 or start == other_start and (n == 1 or step == other_step))


def seq_insert(xs, i, x):
    n = len(xs)
    at = max(i + n, 0) if i < 0 else min(i, n)
    return xs[:at] + [x] + xs[at:]


def seq_pull(xs, i, out):
    n = len(xs)
    if n == 0:
        raise IndexError("pop from empty list" if out == "pop index out of range" else out)
    at = i + n if i < 0 else i
    if at < 0 or at >= n:
        raise IndexError(out)
    return xs[at], xs[:at] + xs[at + 1:]


def seq_remove(xs, x):
    for i, y in enumerate(xs):
        if y == x:
            return xs[:i] + xs[i + 1:]
    raise ValueError("list.remove(x): x not in list")


def mask_rows(x, m):
    for k in range(m.ndim):
        if x.shape[k] != m.shape[k]:
            raise IndexError(f"boolean index did not match indexed array along axis {k}; size of axis is {x.shape[k]} but size of corresponding boolean axis is {m.shape[k]}")
    return np.reshape(x, (m.size,) + x.shape[m.ndim:])


def mask_places(m):
    return np.array([i for i, chosen in enumerate(np.reshape(m, -1)) if chosen], dtype=np.int64)


def mask_get(x, m):
    return mask_rows(x, m)[mask_places(m)]


def mask_fit(v, n):
    if v.size != 1 and v.size != n:
        raise ValueError(f"NumPy boolean array indexing assignment cannot assign {v.size} input values to the {n} output values where the mask is true")


def sort_merge(xs, a, b):
    out = []
    i = 0
    j = 0
    while i < len(a) and j < len(b):
        x = xs[a[i]]
        y = xs[b[j]]
        if y < x or x != x and y == y:
            out = out + [b[j]]
            j = j + 1
        else:
            out = out + [a[i]]
            i = i + 1
    return out + a[i:] + b[j:]


def sort_places(xs):
    at = [i for i in range(len(xs))]
    width = 1
    while width < len(at):
        out = []
        for lo in range(0, len(at), 2 * width):
            out = out + sort_merge(xs, at[lo:lo + width], at[lo + width:lo + 2 * width])
        at = out
        width = 2 * width
    return at


def sort_axis(x, axis: static = -1):
    y = np.swapaxes(x, axis, -1)
    n = y.shape[-1]
    flat = np.ravel(y)
    at = [lo + i for lo in range(0, y.size, max(n, 1)) for i in sort_places(flat[lo:lo + n])]
    return np.swapaxes(np.reshape(flat[np.array(at, dtype=np.int64)], y.shape), axis, -1)


def seq_reverse(xs):
    return xs[::-1]


def seq_index(xs, x, start, stop, in_tuple):
    n = len(xs)
    at = max(start + n, 0) if start < 0 else start
    end = min(max(stop + n, 0) if stop < 0 else stop, n)
    for i in range(at, end):
        if xs[i] == x:
            return i
    raise ValueError("tuple.index(x): x not in tuple" if in_tuple else f"{x!r} is not in list")


def seq_count(xs, x):
    n = 0
    for y in xs:
        if y == x:
            n = n + 1
    return n


def seq_differ(xs, ys):
    n = min(len(xs), len(ys))
    for i in range(n):
        if not xs[i] == ys[i]:
            return i
    return n


def seq_bounds(n, lo, hi):
    lo = 0 if lo is None else (max(lo + n, 0) if lo < 0 else min(lo, n))
    hi = n if hi is None else (max(hi + n, 0) if hi < 0 else min(hi, n))
    return lo, max(lo, hi)


def seq_set_slice(xs, lo, hi, step, ys):
    if step is None:
        lo, hi = seq_bounds(len(xs), lo, hi)
        return xs[:lo] + ys + xs[hi:]
    if step == 1:
        lo, hi = seq_bounds(len(xs), lo, hi)
        return xs[:lo] + ys + xs[hi:]
    at = [i for i in range(len(xs))][lo:hi:step]
    if len(at) != len(ys):
        raise ValueError(f"attempt to assign sequence of size {len(ys)} to extended slice of size {len(at)}")
    out = xs
    for i, y in zip(at, ys):
        out = out[:i] + [y] + out[i + 1:]
    return out


def seq_del_slice(xs, lo, hi, step):
    if step is None:
        lo, hi = seq_bounds(len(xs), lo, hi)
        return xs[:lo] + xs[hi:]
    gone = [i for i in range(len(xs))][lo:hi:step]
    return [x for i, x in enumerate(xs) if i not in gone]


def seq_merge(a, b):
    out = []
    i = 0
    j = 0
    while i < len(a) and j < len(b):
        if b[j][0] < a[i][0]:
            out = out + [b[j]]
            j = j + 1
        else:
            out = out + [a[i]]
            i = i + 1
    return out + a[i:] + b[j:]


def seq_sort(xs, key, reverse):
    pairs = [(x, x) for x in xs] if key is None else [(key(x), x) for x in xs]
    if reverse:
        pairs = pairs[::-1]
    width = 1
    while width < len(pairs):
        out = []
        for lo in range(0, len(pairs), 2 * width):
            out = out + seq_merge(pairs[lo:lo + width], pairs[lo + width:lo + 2 * width])
        pairs = out
        width = 2 * width
    out = [x for _, x in pairs]
    return out[::-1] if reverse else out


def key_same(a, b):
    return a == b or (a != a and b != b)


def key_find(keys, index, k, h):
    n = len(index) - 1
    at = -1
    if n >= 0:
        high = h & -2147483648
        i = h & n
        e = index[i]
        while e != 0:
            if (e & -2147483648) == high and key_same(keys[(e & 2147483647) - 1], k):
                at = (e & 2147483647) - 1
                e = 0
            else:
                i = (i + 1) & n
                e = index[i]
    return at


def key_at(keys, index, k, h):
    at = key_find(keys, index, k, h)
    if at < 0:
        raise KeyError(k)
    return at


def key_index(hashes):
    size = 8
    while size < 2 * len(hashes) + 4:
        size = 2 * size
    index = [0] * size
    for p, h in enumerate(hashes):
        if h >= 0:
            i = h & (size - 1)
            while index[i] != 0:
                i = (i + 1) & (size - 1)
            index[i] = (h & -2147483648) | (p + 1)
    return index


def key_add(keys, hashes, index, k, h):
    at = key_find(keys, index, k, h)
    if at < 0:
        at = len(keys)
        keys.append(k)
        hashes.append(h)
        n = len(index) - 1
        if 3 * at >= 2 * n:
            index[:] = key_index(hashes)
        else:
            i = h & n
            while index[i] != 0:
                i = (i + 1) & n
            index[i] = (h & -2147483648) | (at + 1)
    return at


def key_unlink(hashes, index, at):
    n = len(index) - 1
    i = hashes[at] & n
    while (index[i] & 2147483647) != at + 1:
        i = (i + 1) & n
    j = (i + 1) & n
    e = index[j]
    while e != 0:
        home = hashes[(e & 2147483647) - 1] & n
        if ((j - home) & n) >= ((j - i) & n):
            index[i] = e
            i = j
        j = (j + 1) & n
        e = index[j]
    index[i] = 0
    hashes[at] = -1


def key_drop(keys, hashes, index, at, gone):
    key_unlink(hashes, index, at)
    gone = gone + 1
    n = len(keys)
    while n > 0 and hashes[n - 1] < 0:
        keys.pop()
        hashes.pop()
        gone = gone - 1
        n = n - 1
    some = gone > 8 and 2 * gone > n
    places = key_order(hashes, gone if some else 0)
    if some:
        n = 0
        for p in places:
            keys[n] = keys[p]
            hashes[n] = hashes[p]
            n = n + 1
        while len(keys) > n:
            keys.pop()
            hashes.pop()
        index[:] = key_index(hashes)
        gone = 0
    return gone, some, places, n


def key_last(hashes, kind):
    n = len(hashes) - 1
    while n >= 0 and hashes[n] < 0:
        n = n - 1
    if n < 0:
        raise KeyError(f"popitem(): {kind} is empty" if kind == "dictionary" else "pop from an empty set")
    return n


def key_order(hashes, gone):
    places = []
    if gone > 0:
        for p, h in enumerate(hashes):
            if h >= 0:
                places.append(p)
    return places


def key_place(places, i):
    return i if len(places) == 0 else places[i]


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
