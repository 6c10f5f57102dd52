import math
import numpy as np
for x in [0.5, 1, 2, 3.7, -0.5, -2.5, 10, 25.5, 100.25, 170.5, 1e-5]:
    print(math.gamma(x), math.lgamma(x))
print(math.comb(20, 7), math.perm(10, 3), math.perm(5), math.factorial(20), math.isqrt(10**18), math.isqrt(9223372036854775807), math.gcd(12, 18, 27), math.lcm(4, 6), math.gcd(), math.prod([2, 3.5]), math.prod((1, 2), start=5))
print(math.hypot(3, 4), math.hypot(), math.hypot(1, 2, 2), math.dist([1, 2], [4, 6]), math.fsum([0.1] * 10), math.fsum([1e100, 1, -1e100]), math.isclose(1, 1 + 1e-10), math.isclose(1, 1.1, rel_tol=0.2))
print(math.modf(-3.25), math.modf(5.0), math.modf(-math.inf), math.frexp(0.3), math.frexp(-8), math.frexp(0), math.frexp(5e-324), math.ldexp(0.75, 4), math.ldexp(1.5, -1074), math.ldexp(1e-300, 2000))
print(math.ulp(1), math.ulp(0), math.ulp(1e300), math.nextafter(1, 2), math.nextafter(1, 0), math.nextafter(0, -1), math.nextafter(2.5, math.inf), math.nextafter(5e-324, 0))
print(math.remainder(7, 4), math.remainder(10, 4), math.remainder(6, 4), math.remainder(-5.5, 2), math.degrees(1), math.radians(90), math.isfinite(1), math.isfinite(math.nan))
