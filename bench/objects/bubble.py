"""Bubble sort of n ints. Arguments: n."""


def main(n):
    xs = []
    seed = 1
    for i in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        xs.append(seed)
    for i in range(n):
        for j in range(n - 1 - i):
            if xs[j] > xs[j + 1]:
                xs[j], xs[j + 1] = xs[j + 1], xs[j]
    return xs[0] + xs[n // 2] + xs[-1]
