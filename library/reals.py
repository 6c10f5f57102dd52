# What NumPy asks of numbers that may be complex, of real ones.
import numpy as np


def np_real(val):
    """The real part, which is the array or the number itself."""
    return val if np.ndim(val) == 0 else np.asarray(val)


def np_conj(x):
    """The complex conjugate, which is equal."""
    return np.positive(x)


def np_conjugate(x):
    """np.conj."""
    return np.positive(x)


def np_real_if_close(a, tol=100):
    """The array itself, as it has no imaginary part."""
    return np.asarray(a)


def np_angle(z, deg: static = False):
    """The angle of a number in the complex plane: 0, and pi of a negative one."""
    a = np.where(np.asarray(z) < 0, np.pi, 0.0)
    return a * (180 / np.pi) if deg else a


def np_isreal(x):
    """Whether the imaginary part is 0, which it is."""
    return np.full(np.shape(x), True)


def np_iscomplex(x):
    """Whether the imaginary part is not 0, which it is."""
    return np.full(np.shape(x), False)


def np_isrealobj(x):
    """Whether the elements are real."""
    return True


def np_iscomplexobj(x):
    """Whether the elements are complex."""
    return False


def np_iterable(y):
    """Whether a loop can go over something."""
    return isinstance(y, (list, tuple, dict, set, str)) or np.ndim(y) > 0
