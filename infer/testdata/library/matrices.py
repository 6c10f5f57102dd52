import numpy as np
x = np.arange(12.0).reshape(3, 4)
print(np.eye(3, k=1), np.eye(2, 3, -1, dtype=int), np.identity(2, bool), np.tri(3, 4, 1), np.tri(2, dtype=int))
print(np.tril(x), np.triu(x, 1), np.tril(np.arange(3)), np.triu(np.ones((2, 2, 2), bool)))
print(np.tril_indices(3), np.triu_indices(3, 1, 4), np.triu_indices_from(np.ones((2, 2))), np.diag_indices(3))
print(np.diagonal(x), np.diagonal(x, 1), np.diagonal(x, -2), np.diagonal(x, 5), x.diagonal(-5), np.diagonal(np.arange(24).reshape(2, 3, 4), 1, 0, 2))
print(np.diag([1, 2]), np.diag(np.arange(2.0), -1), np.diag(x, 1), np.diag([True, True], 1), np.diagflat(x[:2, :1]), np.trace(x), x.trace(1), np.diagonal(x, 0, 1, 0), np.trace(np.ones((2,2),bool)))
print(np.vander([1, 2, 3]), np.vander(np.array([1.5, 2.0]), 3, increasing=True), np.vander([2], 0), np.vander([2.0], 1))
print(np.tril_indices_from(np.ones((2, 3))))
