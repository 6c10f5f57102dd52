# Products of vectors.
import numpy as np


def np_outer(a, b):
    """Products of all elements of a with all of b."""
    return np.reshape(a, (-1, 1)) * np.reshape(b, (1, -1))
