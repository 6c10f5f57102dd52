import numpy as np
from numpy.testing import assert_allclose
x = np.arange(6.0).reshape(2, 3)
print(np.take(x, 4), np.take(x, [1, -1]), np.take(x, np.array([[0, 1], [2, 3]])), x.take(1, axis=0), x.take([0, 2], 1), np.take([5, 6], 1), x.take(5))
print(np.take(x, [0, 1], axis=1), np.take(x, (0,), 0))
x = np.arange(6.0).reshape(2, 3) + 1
np.testing.assert_allclose(x, x + 1e-9)
assert_allclose([1.0, np.nan], [1.0, np.nan])
np.testing.assert_array_equal([1, 2], np.array([1, 2]))
np.testing.assert_array_almost_equal(x, x + 1e-8)
r = x.ravel()
r[0] = 50
print(x, r, x.flatten("F"))
