# Sorting: merges from below.
import numpy as np


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
