# Lists and tuples.


def zip_even(widths):
    least = min(widths, default=0)
    for i, n in enumerate(widths):
        if (n == least) != (widths[0] == least):
            upto = " 1" if i == 1 else f"s 1-{i}"
            word = "shorter" if n == least else "longer"
            raise ValueError(f"zip() argument {i + 1} is {word} than argument{upto}")


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


def seq_drain(it):
    return [x for x in it]


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


def counter_most_common(pairs, n):
    pairs = sorted(pairs, key=lambda p: p[1], reverse=True)
    return pairs if n is None else pairs[:max(n, 0)]


def counter_elements(pairs):
    return [k for k, n in pairs for _ in range(n)]
