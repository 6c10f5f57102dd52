import numpy as np
x = np.arange(12.0).reshape(3, 4)
i = np.s_[1:, ::2]
print(x[i], x[np.s_[0]], x[np.s_[..., 1]])
print(np.mgrid[0:3], np.mgrid[0:2, 1:4], np.mgrid[0:4:2, 0:2][0], np.ogrid[0:2, 0:3], np.mgrid[:2, 3:0:-1].shape, np.ogrid[1:3])
a, b = np.mgrid[0:2, 0:2]
print(a + b)
n = int("3")
print(np.mgrid[0:n, 0:2])
y, z = np.ogrid[:n, :n]
print(y * 10 + z, (y - 1) ** 2 + (z - 1) ** 2 <= 1)
