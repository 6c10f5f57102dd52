import math


def step(s, x, i):
    if s > 2.0:
        s = s * 0.5 + math.sin(x)
    elif s > 1.0:
        s = s * s - x
    if i % 2 == 0:
        s = s * 1.1 if x > 0.2 else s * x
    elif s < 0.1:
        s = s + x * x
    if s < 0.5 and x > 0.1:
        s = s + math.exp(-s)
    elif s > 3.0 or x < 0.0:
        s = math.log(s * s + 1.0)
    return s


def f(x):
    s = x
    for i in range(6):
        s = step(s, x, i)
        if s > 10.0:
            break
        while s > 2.5:
            s = s * 0.7
    return step(s, x * s, 1) * step(x, s, 0)
