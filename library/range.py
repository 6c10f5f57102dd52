# Ranges.


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


def range_contains(x, start, stop, step):
    if step > 0:
        return start <= x and x < stop and x % step == start % step
    return stop < x and x <= start and x % step == start % step


def range_equal(n, start, step, other_n, other_start, other_step):
    return n == other_n and (n == 0 or start == other_start and (n == 1 or step == other_step))
