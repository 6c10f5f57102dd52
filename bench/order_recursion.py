import math


def power(x, n):
    if n == 0:
        return 1.0
    if n % 2 == 0:
        h = power(x, n // 2)
        return h * h
    return x * power(x, n - 1)


def fold(x, n):
    if n == 0:
        return x
    return math.sin(fold(x * 0.9, n - 1)) + x


def f(x):
    return power(x, 7) + fold(x, 5)
