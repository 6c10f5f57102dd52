def f(x):
    xs = [x * i for i in range(5)]
    s = 0.0
    for i in range(len(xs)):
        s = s + xs[i] * xs[i] * x
    ys = [a * b for a, b in zip(xs, xs)]
    for y in ys:
        s = s + y * x
    return s
