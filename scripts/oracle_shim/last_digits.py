"""CPython with other last digits in what difference 9 of the language names: elementary functions and sums."""

import math

import numpy as np

import myia  # which knows the functions of NumPy as they are

NAMES = "sin cos tan tanh exp log sqrt sum mean prod power".split()


def shifted(f, by):
    """f with floats that are larger by a factor; those of one precision by as many units in the last place."""

    def g(*args, **kwargs):
        y = f(*args, **kwargs)
        if isinstance(y, (float, np.ndarray, np.floating)) and getattr(y, "dtype", np.dtype(float)).kind == "f":
            single = getattr(y, "dtype", None) == np.float32
            return y + y * (np.float32(by * 2.0**29) if single else by)
        return y

    return g


def shift(by):
    """Makes each result larger by a factor."""
    for module in (math, np):
        for name in NAMES:
            if hasattr(module, name):
                setattr(module, name, shifted(getattr(module, name), by))
