import numpy as np
x = np.arange(6.0).reshape(2, 3)
print(np.permute_dims(x), np.permute_dims(x, (1, 0)), np.matrix_transpose(x), np.unstack(x), np.unstack(x, axis=1), np.concat((x, x)), np.concat([x, x], 1))
y = np.copy(x)
y[0, 0] = 9
print(x[0, 0], np.copy([1, 2]), np.diag_indices_from(np.ones((2, 2))))
