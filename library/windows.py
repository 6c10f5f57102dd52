# Windows of signals, and the phases of signals.
import numpy as np


def np_bartlett(M: known):
    """A triangle of M points, 0 at both ends."""
    if M < 2:
        return np.ones(max(M, 0))
    n = np.arange(1 - M, M, 2)
    return np.where(n <= 0, 1 + n / (M - 1), 1 - n / (M - 1))


def np_hanning(M: known):
    """A cosine that is raised, of M points, 0 at both ends."""
    if M < 2:
        return np.ones(max(M, 0))
    n = np.arange(1 - M, M, 2)
    return 0.5 + 0.5 * np.cos(np.pi * n / (M - 1))


def np_hamming(M: known):
    """A cosine that is raised, of M points, 0.08 at both ends."""
    if M < 2:
        return np.ones(max(M, 0))
    n = np.arange(1 - M, M, 2)
    return 0.54 + 0.46 * np.cos(np.pi * n / (M - 1))


def np_blackman(M: known):
    """Two cosines that are raised, of M points."""
    if M < 2:
        return np.ones(max(M, 0))
    n = np.arange(1 - M, M, 2)
    return 0.42 + 0.5 * np.cos(np.pi * n / (M - 1)) + 0.08 * np.cos(2.0 * np.pi * n / (M - 1))


def np_unwrap(p, discont: static = None, axis: static = -1, *, period=6.283185307179586):
    """Phases whose jumps of more than half a period are made less by whole periods."""
    p = np.asarray(p)
    ints = isinstance(period, int) and np.issubdtype(p.dtype, np.integer)
    p = p if ints else p * 1.0
    d = np.diff(p, axis=axis)
    high = period // 2 if ints else period / 2
    wrapped = np.mod(d + high, period) - high
    if not ints or period % 2 == 0:
        wrapped = np.where((wrapped == -high) & (d > 0), high, wrapped)
    by = np.where(np.abs(d) < (period / 2 if discont is None else discont), 0, wrapped - d)
    first = np.take(p, np.array([0]), axis)
    rest = np.take(p, np.arange(1, p.shape[axis]), axis)
    return np.concatenate([first, rest + np.cumsum(by, axis)], axis)
