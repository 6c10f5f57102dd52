# Arrays joined.
import numpy as np


def np_vstack(xs):
    """Arrays in rows, joined along axis 0."""
    return np.concatenate([x if x.ndim > 1 else x[None] for x in map(np.asarray, xs)], 0)
