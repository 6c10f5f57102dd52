import numpy as np
x = np.array([[1.0, -2.0], [3.0, 0.5]])
v = np.array([1.0, 2.0])
print(np.real(x), np.real(3.0), np.conj(x), np.conjugate([1, 2]), np.real_if_close(x), np.angle(x), np.angle(-1.0, deg=True), np.angle([1.0, -1.0], True))
print(np.isreal(x), np.iscomplex(x), np.isrealobj(x), np.iscomplexobj(x), np.isreal(2.0))
for n in [0, 1, 2, 5]:
    print(np.bartlett(n), np.hanning(n), np.hamming(n), np.round(np.blackman(n), 12))
print(np.round(np.unwrap(np.array([0.0, 2.0, 4.0, 6.0, 1.0, 3.0, -4.0])), 9))
print(np.round(np.unwrap(np.array([[0.0, 7.0, 1.0], [3.0, -3.0, 8.0]]), axis=0), 9), np.unwrap([0, 3, 2, 1, 0], period=4), np.round(np.unwrap(np.array([0.0, 3.5, 8.0]), 4.0), 9))
print(np.vecdot(x, v), np.matvec(x, v), np.vecmat(v, x), np.vecdot(v, v))
print(np.asanyarray(v), np.asarray_chkfinite([1, 2]), np.fromiter([1, 2, 3], dtype=float), np.fromiter([i * i for i in range(5)], np.int64, 3))
print(np.iterable(x), np.iterable([1]), np.iterable(2.0), np.iterable('a'), np.iterable({1: 2}), np.iterable(v[0]))
print(np.array_str(x), np.array_repr(v))
