import math


def f(x):
    s = x
    for i in range(4):
        if s > 2.0:
            s = s * 0.5 + math.sin(x)
        elif s > 1.0:
            s = s * s - x
        elif s > 0.5:
            s = math.exp(s * 0.1) * x
        elif s > 0.0:
            s = s + math.cos(x)
        else:
            s = x * x - s
        if i % 2 == 0:
            s = s * 1.1
        else:
            s = s - 0.1 * x
    if s > 1.0:
        t = math.log(s)
    else:
        t = s * s * x
    if x > 0.0:
        return t * s
    return t - s
