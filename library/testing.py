# Assertions about arrays.
import numpy as np


def np_testing_assert_allclose(actual, desired, rtol=1e-07, atol=0, equal_nan: static = True, err_msg="", verbose: static = True):
    """Raises an AssertionError unless two arrays are np.allclose."""
    a = np.asarray(actual)
    b = np.asarray(desired)
    text = f"\nNot equal to tolerance rtol={rtol:g}, atol={atol:g}\n{err_msg}"
    same_shape(a, b, text)
    near = np.isclose(a, b, rtol, atol, equal_nan)
    if not np.all(near):
        raise AssertionError(f"{text}\nMismatched elements: {near.size - np.count_nonzero(near)} / {near.size}\n ACTUAL: {a}\n DESIRED: {b}")


def same_shape(a, b, text):
    if a.ndim > 0 and b.ndim > 0:
        if a.shape != b.shape:
            raise AssertionError(f"{text}\n(shapes {a.shape}, {b.shape} mismatch)\n ACTUAL: {a}\n DESIRED: {b}")


def equal_or_nan(a, b):
    return (a == b) | ((a != a) & (b != b))


def np_testing_assert_array_equal(actual, desired, err_msg="", verbose: static = True):
    """Raises an AssertionError unless two arrays have equal elements; two nan are equal."""
    a = np.asarray(actual)
    b = np.asarray(desired)
    text = f"\nArrays are not equal\n{err_msg}"
    same_shape(a, b, text)
    same = equal_or_nan(a, b)
    if not np.all(same):
        raise AssertionError(f"{text}\nMismatched elements: {same.size - np.count_nonzero(same)} / {same.size}\n ACTUAL: {a}\n DESIRED: {b}")


def np_testing_assert_array_almost_equal(actual, desired, decimal=6, err_msg="", verbose: static = True):
    """Raises an AssertionError unless |actual - desired| < 1.5 * 10**-decimal of all elements."""
    a = np.asarray(actual)
    b = np.asarray(desired)
    text = f"\nArrays are not almost equal to {decimal} decimals\n{err_msg}"
    same_shape(a, b, text)
    near = (np.abs(a - b) < 1.5 * 10.0 ** (-decimal)) | equal_or_nan(a, b)
    if not np.all(near):
        raise AssertionError(f"{text}\nMismatched elements: {near.size - np.count_nonzero(near)} / {near.size}\n ACTUAL: {a}\n DESIRED: {b}")
