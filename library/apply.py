# Functions of Python called with parts of arrays.
import numpy as np
from myia import only


def array_item(x, *args):
    """An element as a Python number: the only one, or that at a place or at indices."""
    if len(args) == 0:
        return only(x)
    if len(args) > 1:
        return only(x[args])
    if isinstance(args[0], tuple):
        return only(x[args[0]])
    return only(np.ravel(x)[args[0]])


def array_tolist(x):
    """Nested lists of Python's numbers, of an array without axes a number."""
    if x.ndim == 0:
        return x.item()
    return [row.tolist() for row in x]


def np_apply_along_axis(func1d, axis: static, arr, *args):
    """What a function gives for each vector along an axis, in the place of that axis."""
    x = np.moveaxis(np.asarray(arr), axis, -1)
    lead = x.shape[:-1]
    rows = np.reshape(x, (count_of(lead), x.shape[-1]))
    if rows.shape[0] == 0:
        raise ValueError("Cannot apply_along_axis when any iteration dimensions are 0")
    out = np.array([func1d(row, *args) for row in rows])
    out = np.reshape(out, lead + out.shape[1:])
    if out.ndim == x.ndim:
        return np.moveaxis(out, -1, axis)
    if out.ndim > x.ndim:
        raise ValueError("a function that gives arrays of several axes is not taken here")
    return out


def np_piecewise(x, condlist, funclist, *args):
    """At each place what the last function whose condition holds there gives, or a number."""
    x = np.asarray(x)
    conditions = condlist
    if not isinstance(condlist, (list, tuple)):
        conditions = [condlist]
    elif np.ndim(condlist[0]) == 0 and x.ndim > 0:
        conditions = [condlist]
    n = len(conditions)
    if len(funclist) == n + 1:
        rest = np.ones(x.shape, bool)
        for c in conditions:
            rest = rest & ~np.asarray(c)
        return pieces(pieces(np.zeros_like(x), x, conditions, funclist, args, n, 0), x, [rest], [funclist[n]], args, 1, 0)
    if len(funclist) != n:
        raise ValueError(f"with {n} condition(s), either {n} or {n + 1} functions are expected")
    return pieces(np.zeros_like(x), x, conditions, funclist, args, n, 0)


def pieces(y, x, conditions, functions, args, n: static, i: static):
    if i == n:
        return y
    c = np.asarray(conditions[i])
    f = functions[i]
    if isinstance(f, (int, float, np.number)):
        y[c] = f
    else:
        y[c] = f(x[c], *args)
    return pieces(y, x, conditions, functions, args, n, i + 1)
