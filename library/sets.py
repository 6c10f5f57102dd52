# Arrays as sets.
import numpy as np


def np_isin(element, test_elements, assume_unique: static = False, invert: static = False):
    """Whether each element is one of others."""
    x = np.asarray(element)
    found = np.any(np.expand_dims(x, -1) == np.ravel(test_elements), -1)
    return ~found if invert else found


def begins_run(x):
    differ = (x[1:] != x[:-1]) & ((x[1:] == x[1:]) | (x[:-1] == x[:-1]))
    return np.concatenate((np.ones((min(x.shape[0], 1),), bool), differ))


def np_unique(ar, return_index: static = False, return_inverse: static = False, return_counts: static = False):
    """The sorted elements, each once; also where each is first, which of them each element is, and how often."""
    x = np.asarray(ar)
    flat = np.ravel(x)
    order = np.array(sort_places(flat), dtype=np.int64)
    ranked = flat[order]
    places = mask_places(begins_run(ranked))
    values = ranked[places]
    out = (values,)
    if return_index:
        out = out + (order[places],)
    counts = np.concatenate((places[1:], np.full((min(places.shape[0], 1),), flat.shape[0]))) - places
    if return_inverse:
        inverse = np.zeros((flat.shape[0],), np.int64)
        inverse[order] = repeat_places(counts)
        out = out + (np.reshape(inverse, x.shape),)
    if return_counts:
        out = out + (counts,)
    return out if len(out) > 1 else values


def np_union1d(ar1, ar2):
    """The sorted elements of two arrays, each once."""
    return np.unique(np.append(ar1, ar2))


def np_intersect1d(ar1, ar2):
    """The sorted elements that two arrays have in common."""
    a = np.unique(ar1)
    return a[np.isin(a, ar2)] + np.zeros((), np.asarray(ar2).dtype)


def np_setdiff1d(ar1, ar2, assume_unique: static = False):
    """The elements of an array that another lacks, sorted unless each is there once."""
    a = np.ravel(ar1) if assume_unique else np.unique(ar1)
    return a[np.isin(a, ar2, invert=True)]


def np_setxor1d(ar1, ar2):
    """The sorted elements that one of two arrays has."""
    a = np.unique(ar1)
    b = np.unique(ar2)
    return np.unique(np.append(a[np.isin(a, b, invert=True)], b[np.isin(b, a, invert=True)]))
