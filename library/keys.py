# Dicts and sets: keys in the order in which they came, and an index by hashes.


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
