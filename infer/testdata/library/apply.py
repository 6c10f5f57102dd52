import numpy as np
x = np.arange(6.0).reshape(2, 3)
v = np.array([1, 2, 3])
print(np.pad(v, 2), np.pad(v, (1, 2)), np.pad(x, ((1, 0), (0, 2))), np.pad(x, 1, constant_values=9), np.pad(v, (2, 1), constant_values=(7, 8)), np.pad(x, ((1, 1), (2, 2)), "constant", constant_values=((1, 2), (3, 4))))
for m in ("edge", "wrap", "reflect", "symmetric"):
    pass
print(np.pad(v, (2, 5), mode="edge"), np.pad(v, (4, 5), mode="wrap"), np.pad(v, (5, 4), mode="reflect"), np.pad(v, (4, 7), mode="symmetric"), np.pad(np.array([5]), 3, "reflect"))
print(np.pad(x, ((1, 1), (2, 0)), "edge"), np.pad(x, 1, "reflect"), np.pad(x, [1, 2], "wrap"), np.pad(x, (1,), "symmetric"))
print(np.apply_along_axis(lambda r: np.sum(r * r), 1, x), np.apply_along_axis(lambda r: r[::-1], 0, x), np.apply_along_axis(lambda r, k: r * k, -1, x, 3.0), np.apply_along_axis(np.max, 0, x), np.apply_along_axis(lambda r: r[:2], 1, np.arange(24).reshape(2, 3, 4)).shape)
print(np.piecewise(v * 1.0, [v < 2, v >= 2], [lambda t: -t, lambda t: t * t]), np.piecewise(v, [v > 1], [7]), np.piecewise(v, [v > 2, v < 2], [1, 2, lambda t: t * 10]), np.piecewise(v, v > 1, [5, 6]))
n = int("2")
print(np.pad(v, n), np.pad(x, ((0, 0), (n, 0)), "edge"))
