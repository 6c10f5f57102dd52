"""The product of an array with its reverse, by indices. The C program's array is
(np.arange(n) * 7919 % 1000) / 1000.0; the driver passes it as @file.npy."""


def main(x):
    n = len(x)
    s = 0.0
    for i in range(n):
        s += x[i] * x[n - 1 - i]
    return s
