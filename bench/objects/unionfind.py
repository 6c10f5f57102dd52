"""n unions of n elements, with halving of paths. Arguments: n."""


def find(parent, x):
    while parent[x] != x:
        parent[x] = parent[parent[x]]
        x = parent[x]
    return x


def main(n):
    parent = list(range(n))
    size = [1] * n
    parts = n
    seed = 1
    for i in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        a = find(parent, seed % n)
        seed = (seed * 1103515245 + 12345) % 2147483648
        b = find(parent, seed % n)
        if a != b:
            if size[a] < size[b]:
                a, b = b, a
            parent[b] = a
            size[a] += size[b]
            parts -= 1
    return parts
