import numpy as np
v = np.array([3, 1, 2, 3, 1])
print(np.unique(v), np.unique(v, return_counts=True), np.unique(v, True, True, True), np.unique(np.array([np.nan, 1.0, np.nan])), np.unique([[1, 2], [2, 1]], return_inverse=True))
print(np.isin(v, [1, 2]), np.isin([[1, 5]], v, invert=True), np.intersect1d(v, [1, 3, 9]), np.union1d(v, [0.5, 9]), np.setdiff1d(v, [3]), np.setxor1d(v, [1, 7]))
print(np.unique(np.zeros(0)), np.unique([True, False, True]))
print(np.array_equal([1, 2], [1, 2]), np.array_equal([1, 2], [1, 2, 3]), np.array_equal(v, 3), np.array_equal([np.nan], [np.nan]), np.array_equal([np.nan], [np.nan], equal_nan=True), np.array_equiv([1, 1], 1))
print(np.isclose([1.0, 2.0, np.inf, np.nan], [1.0 + 1e-9, 2.1, np.inf, np.nan]), np.allclose([1e10, 1e-7], [1.00001e10, 1e-8]), np.allclose(1, 1), np.isclose(np.nan, np.nan, equal_nan=True), np.allclose([1, 2], [1, 2.0]))
print(np.shape([[1, 2]]), np.ndim(3), np.size(np.ones((2, 3))), np.size(np.ones((2, 3)), 1), np.shape(3), np.ndim([[1]]))
