# Functions of scipy.special.
import numpy as np
from scipy.special import digamma, erfc, gammaln
from myia import stop_gradient


def scipy_special_expit(x):
    """1 / (1 + exp(-x)), without overflow."""
    x = np.asarray(x) * 1.0
    e = np.exp(np.where(x >= 0, -x, x))
    return np.where(x >= 0, 1.0, e) / (1.0 + e)


def scipy_special_log_expit(x):
    """log(1 / (1 + exp(-x))), without overflow."""
    return -np.logaddexp(0.0, -(np.asarray(x) * 1.0))


def scipy_special_logit(x):
    """log(x / (1 - x))."""
    return np.log(x) - np.log1p(-np.asarray(x))


def scipy_special_logsumexp(a, axis: static = None, b=None, keepdims: static = False):
    """log(sum(b exp(a))) over axes, without overflow."""
    a = np.asarray(a) * 1.0
    m = stop_gradient(np.max(a, axis, keepdims=True))
    m = np.where(np.isfinite(m), m, 0.0)
    e = np.exp(a - m)
    s = np.log(np.sum(e if b is None else b * e, axis, keepdims=True)) + m
    return s if keepdims else np.sum(s, axis)


def scipy_special_softmax(x, axis: static = None):
    """exp(x) in proportion to its sum over axes."""
    x = np.asarray(x) * 1.0
    e = np.exp(x - stop_gradient(np.max(x, axis, keepdims=True)))
    return e / np.sum(e, axis, keepdims=True)


def scipy_special_log_softmax(x, axis: static = None):
    """log(softmax(x)), without overflow."""
    x = np.asarray(x) * 1.0
    d = x - stop_gradient(np.max(x, axis, keepdims=True))
    return d - np.log(np.sum(np.exp(d), axis, keepdims=True))


def scipy_special_xlogy(x, y):
    """x log(y), 0 where x is 0."""
    x = np.asarray(x) * 1.0
    none = np.logical_and(x == 0, np.logical_not(np.isnan(y)))
    return np.where(none, 0.0, x * np.log(np.where(none, 1.0, y)))


def scipy_special_entr(x):
    """-x log(x), 0 at 0, -inf below."""
    x = np.asarray(x) * 1.0
    inside = np.where(x > 0, x, 1.0)
    return np.where(np.isnan(x), x, np.where(x < 0, -np.inf, 0.0 - np.where(x > 0, x, 0.0) * np.log(inside)))


def scipy_special_ndtr(x):
    """The normal distribution's share below x."""
    return 0.5 * erfc(np.asarray(x) * -0.7071067811865476)


def polynomial(cs, x):
    y = cs[0] * 1.0
    for c in cs[1:]:
        y = y * x + c
    return y


def lanczos(x):
    """Lanczos' sum for the gamma function at x > 0, as CPython has it; large x go by their reciprocals."""
    num = (23531376880.41076, 42919803642.6491, 35711959237.35567, 17921034426.03721, 6039542586.352028, 1439720407.3117216, 248874557.86205417, 31426415.585400194, 2876370.6289353725, 186056.26539522348, 8071.672002365816, 210.82427775157936, 2.5066282746310002)
    den = (0.0, 39916800.0, 120543840.0, 150917976.0, 105258076.0, 45995730.0, 13339535.0, 2637558.0, 357423.0, 32670.0, 1925.0, 66.0, 1.0)
    low = x < 5.0
    y = np.where(low, x, 1.0)
    z = 1.0 / np.where(low, 1.0, x)
    return np.where(low, polynomial(num[::-1], y) / polynomial(den[::-1], y), polynomial(num, z) / polynomial(den, z))


def sine_pi(x):
    """sin(pi x), by the distance from the nearest whole number."""
    n = np.rint(x)
    s = np.sin(np.pi * (x - n))
    return np.where(n % 2.0 == 0, s, -s)


def scipy_special_gammaln(x):
    """log |gamma(x)|, by Lanczos' sum (as CPython's lgamma)."""
    x = np.asarray(x) * 1.0
    size = np.abs(x)
    pole = np.logical_and(x <= 0, x == np.floor(x))
    y = np.where(np.logical_or(pole, np.isinf(x)), 1.0, size)
    r = np.log(lanczos(y)) - 6.024680040776729583740234375
    r = r + (y - 0.5) * (np.log(y + (6.024680040776729583740234375 - 0.5)) - 1.0)
    s = np.where(np.logical_or(pole, x > 0), 0.5, y)
    below = np.log(np.pi) - np.log(np.abs(sine_pi(s))) - np.log(s) - r
    y = np.where(np.logical_or(x == 1, x == 2), r - stop_gradient(r), np.where(x < 0, below, r))
    return np.where(np.logical_or(pole, np.isinf(x)), np.inf, np.where(np.isnan(x), x, y))


def scipy_special_loggamma(z):
    """log gamma(z) of z > 0."""
    return np.where(np.less(z, 0), np.nan, gammaln(z))


def scipy_special_digamma(x):
    """The derivative of gammaln: an asymptotic series eight steps above max(x, 1 - x)."""
    x = np.asarray(x) * 1.0
    below = x < 0.5
    y = np.where(below, 1.0 - x, x)
    s = 1.0 / y
    for k in (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0):
        s = s + 1.0 / (y + k)
    z = y + 8.0
    q = 1.0 / (z * z)
    tail = polynomial((1.0 / 12, -691.0 / 32760, 1.0 / 132, -1.0 / 240, 1.0 / 252, -1.0 / 120, 1.0 / 12), q) * q
    r = np.log(z) - 0.5 / z - tail - s
    turn = np.where(below, x - np.rint(x), 0.25)
    whole = turn == 0
    t = np.pi / np.tan(np.pi * np.where(whole, 0.25, turn))
    return np.where(whole, np.where(x == 0, -np.copysign(np.inf, x), np.nan), np.where(below, r - t, r))


def scipy_special_psi(x):
    """digamma."""
    return digamma(x)


def scipy_special_gamma(x):
    """The gamma function, by Lanczos' sum (as CPython's gamma)."""
    x = np.asarray(x) * 1.0
    size = np.abs(x)
    pole = np.logical_and(x < 0, x == np.floor(x))
    far = np.logical_or(size > 200.0, np.logical_or(pole, x == 0))
    y = np.where(np.logical_or(far, np.isnan(x)), 1.0, size)
    h = 6.024680040776729583740234375 - 0.5
    b = y + h
    rest = np.where(y > h, (b - y) - h, (b - h) - y) * 6.024680040776729583740234375 / b
    large = y >= 140.0
    power = np.power(b, np.where(large, y * 0.5 - 0.25, y - 0.5))
    again = np.where(large, power, 1.0)
    above = lanczos(y) / np.exp(b)
    above = (above + stop_gradient(rest) * above) * power * again
    s = np.where(np.logical_or(far, x > 0), 0.5, y)
    below = -np.pi / sine_pi(s) / s * np.exp(b) / lanczos(y)
    below = (below - stop_gradient(rest) * below) / power / again
    r = np.where(x < 0, below, above)
    whole = np.logical_and(x == np.floor(x), np.logical_and(x > 0, x < 24))
    r = np.where(whole, r + stop_gradient(np.rint(r) - r), r)
    outside = np.where(x > 0, np.inf, np.where(x == 0, np.copysign(np.inf, x), np.where(pole, np.nan, 0.0)))
    return np.where(far, outside, np.where(np.isnan(x), x, r))


def scipy_special_betaln(a, b):
    """log |B(a, b)|."""
    return gammaln(a) + gammaln(b) - gammaln(np.add(a, b))


def scipy_special_beta(a, b):
    """The beta function, of a, b > 0."""
    return np.exp(gammaln(a) + gammaln(b) - gammaln(np.add(a, b)))
