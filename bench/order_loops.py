import math


def f(x):
    s = 0.0
    for i in range(3):
        t = x
        for j in range(3):
            t = t * x + math.sin(t * j)
        s = s + t * t
    k = 0
    while s > 1.0:
        s = s * 0.5 * math.cos(x * 0.1)
        k = k + 1
    return s * s
