import numpy as np
from scipy import special

x = np.array([[0.5, 2.0], [-1.5, 3.0]])
print(special.expit(x), special.log_expit(x), special.logit(x), special.logsumexp(x), special.logsumexp(x, 1, x, True), special.softmax(x), special.softmax(x, 0))
print(special.log_softmax(x), special.log_softmax(x, 1), special.xlogy(x, x), special.entr(x), special.ndtr(x), special.gammaln(x), special.loggamma(x))
print(special.digamma(x), special.psi(x), special.gamma(x), special.betaln(x, 2.0), special.beta(x, 2.0))
for axis in (0, 1):
    print(special.softmax(x, axis), special.logsumexp(x, axis), special.logsumexp(x, axis, keepdims=axis == 0), special.log_softmax(x, axis))
