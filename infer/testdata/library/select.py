import numpy as np
x = np.array([[1, 0, 2], [0, 3, 0]])
print(np.nonzero(x), x.nonzero(), np.flatnonzero(x), np.argwhere(x), np.count_nonzero(x), np.count_nonzero(x, axis=0), np.count_nonzero(x, 1, keepdims=True))
print(np.take_along_axis(x, np.array([[2, 0], [1, 1]]), 1), np.take_along_axis(x, np.array([[1, 0, 1]]), axis=0), np.take_along_axis(x, np.array([3, 4]), None))
print(np.compress([True, False], x, axis=0), np.compress([0, 1, 1], x, 1), np.compress([1, 0, 1, 1], x), np.extract(x > 0, x), x.compress([False, True], 0))
print(np.choose([0, 1, 0], [[1, 2, 3], [4, 5, 6]]), np.choose(np.array([3, -1]), (10, 20), mode="wrap"), np.choose([5, -2], (1.5, 2), mode="clip"))
print(np.select([x > 2, x > 0], [x * 10, -x]), np.select([x > 2, x > 0], [x * 10.0, -x], 7), np.select([x > 2], [1.0], default=np.nan))
print(np.unravel_index(7, (2, 4)), np.unravel_index(np.array([1, 5]), (2, 3)), np.ravel_multi_index((1, 2), (2, 4)), np.ravel_multi_index(np.array([[0, 1], [1, 2]]), (2, 3)))
x = np.arange(12).reshape(3, 4)
print(np.where(x > 5), np.where(x[0])[0], np.where(x > 100))
i, j = np.where(x % 5 == 0)
print(i, j, x[i, j])
x[:, np.array([True, False, True, False])] = 0
x[np.array([False, True, True]), 1] += 10
print(x)
x[1:, x[0] > 0] = np.array([[1, 2], [3, 4]])
print(x)
x[[0, 2], range(2)] = 7
print(x)
