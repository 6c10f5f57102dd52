from collections import Counter

def keys(n):
    d = {i: n for i in range(n)}
    del d[0]
    return d, d[1], d.get(2), d.popitem(), list(d), hash(0.5)


print(keys(int("2")))


counts = Counter("abca")
print(counts.most_common(), counts.most_common(1), sorted(counts.elements()))
