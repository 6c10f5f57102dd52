import numpy as np
x = np.arange(24).reshape(2, 3, 4)
print(np.flip(x), np.flip(x, 0), np.flip(x, (0, -1)), np.fliplr(x), np.flipud(x), np.flip(np.arange(3)))
print(np.roll(np.arange(5), 2), np.roll(x, 1), np.roll(x, 1, axis=1), np.roll(x, (1, 2), axis=(0, 2)), np.roll(x, -1, 0), np.roll(x, 1, (0, 1)))
print(np.rot90(x[0]), np.rot90(x[0], 2), np.rot90(x[0], -1), np.rot90(x, 1, (1, 2)))
print(np.moveaxis(x, 0, -1).shape, np.moveaxis(x, (0, 1), (-1, -2)).shape, np.moveaxis(x, [0, 1], [1, 2]).shape, np.rollaxis(x, 2).shape, np.rollaxis(x, 0, 3).shape)
print(np.roll(np.zeros(0), 3), x.swapaxes(0, 2).shape)
k = int("3")
print(np.roll(np.arange(5), k), np.roll(x, k, 1))
