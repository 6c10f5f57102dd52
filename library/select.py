# Elements chosen by masks.
import numpy as np


def mask_rows(x, m):
    for k in range(m.ndim):
        if x.shape[k] != m.shape[k]:
            raise IndexError(f"boolean index did not match indexed array along axis {k}; size of axis is {x.shape[k]} but size of corresponding boolean axis is {m.shape[k]}")
    return np.reshape(x, (m.size,) + x.shape[m.ndim:])


def mask_places(m):
    return np.array([i for i, chosen in enumerate(np.reshape(m, -1)) if chosen], dtype=np.int64)


def mask_get(x, m):
    return mask_rows(x, m)[mask_places(m)]


def mask_fit(v, n):
    if v.size != 1 and v.size != n:
        raise ValueError(f"NumPy boolean array indexing assignment cannot assign {v.size} input values to the {n} output values where the mask is true")
