"""Writes coef.go: the polynomials and constants of the elementary functions.

Run: python3 coef.py > ../coef.go   (needs mpmath)

Each polynomial is the Chebyshev interpolant of a function without its leading terms, which the Go code adds
exactly; so a coefficient may be rounded to the working precision. A Chebyshev interpolant is within a factor of
about 1 + (2/pi) log n of the minimax error (Muller, Elementary Functions, 3rd ed., section 3.3). The degree is the
smallest at which the error, scaled by `weight` to be relative to the result, is below 2^-58 (f64) or 2^-28 (f32).
"""

from mpmath import mp, mpf, exp, log, sin, cos, atan, asin, atanh, sqrt, pi, chebyfit, floor, ldexp

mp.prec = 400
GOAL = {53: mpf(2) ** -58, 24: mpf(2) ** -28.5}

LN2H = log(2) / 2
S2 = ((sqrt(2) - 1) / (sqrt(2) + 1)) ** 2  # s^2 where m = sqrt 2
E = mpf(2) ** -100  # stands for the removable singularity at 0


def at(f):
    return lambda z: f(z if abs(z) > E else E)


def odd(f):  # (f(r)/r - 1)/r^2 as a function of z = r^2
    return at(lambda z: (f(sqrt(z)) / sqrt(z) - 1) / z)


POLYS = [
    # name, comment, function, interval, weight
    ("expPoly", "(exp r - 1 - r - r²/2)/r³ for |r| <= log(2)/2",
     at(lambda r: (exp(r) - 1 - r - r * r / 2) / r**3), [-LN2H * mpf("1.0001"), LN2H * mpf("1.0001")], LN2H**3),
    ("logPoly", "(2 atanh(s)/s - 2)/z in z = s², s = f/(2+f), 1+f in [√½, √2]",
     at(lambda z: (2 * atanh(sqrt(z)) / sqrt(z) - 2) / z), [0, S2], S2 / 2),
    ("logTail", "(2 atanh(s)/s - 2 - 2z/3)/z² in z = s²: what log to twice the precision leaves to one number",
     at(lambda z: (2 * atanh(sqrt(z)) / sqrt(z) - 2 - 2 * z / 3) / z**2), [0, S2], S2**2 / 2 * 2**11),
    ("sinPoly", "(sin(r)/r - 1)/z in z = r², |r| <= π/4", odd(sin), [0, (pi / 4) ** 2], (pi / 4) ** 2),
    ("cosPoly", "(cos r - 1 + z/2)/z² in z = r², |r| <= π/4",
     at(lambda z: (cos(sqrt(z)) - 1 + z / 2) / z**2), [0, (pi / 4) ** 2], (pi / 4) ** 4),
    ("atanPoly", "(atan(r)/r - 1)/z in z = r², |r| <= tan(π/8)", odd(atan), [0, (sqrt(2) - 1) ** 2], (sqrt(2) - 1) ** 2),
    ("asinPoly", "(asin(r)/r - 1)/z in z = r², |r| <= 1/2", odd(asin), [0, mpf(1) / 4], mpf(1) / 4),
]


def rounded(x, bits):
    m, e = mp.frexp(x)
    return ldexp(mp.nint(ldexp(m, bits)), e - bits)


def literal(x):
    return float(x).hex()


def fit(f, interval, weight, bits):
    for n in range(2, 40):
        c, err = chebyfit(f, interval, n, error=True)
        if err * weight < GOAL[bits]:
            return [literal(rounded(k, bits)) for k in reversed(c)]
    raise SystemExit("no fit")


def parts(x, widths):
    """x as a sum of numbers of the given widths in bits, each truncated but the last."""
    out = []
    for w in widths[:-1]:
        m, e = mp.frexp(x)
        head = ldexp(floor(ldexp(m, w)), e - w)
        out.append(head)
        x -= head
    return out + [rounded(x, widths[-1])]


def double_single(name, comment, x, wide, narrow):
    print(f"// {name} is {comment}.")
    print(f"var {name} = constant{{")
    for widths in (wide, narrow):
        print("\t{" + ", ".join(literal(p) for p in parts(x, widths)) + "},")
    print("}\n")


def limbs(name, h, pad, count):
    x = ldexp(2 / pi, -pad)
    print(f"var {name} = &Table{{Name: \"{name}\", Data: []int64{{")
    line = "\t"
    for _ in range(count):
        x = ldexp(x, h)
        c = int(floor(x))
        x -= c
        item = f"{c:#x},"
        if len(line) + len(item) > 110:
            print(line.rstrip())
            line = "\t"
        line += item + " "
    print(line.rstrip() + "\n}}\n")


mp.prec = 1600
print("// Written by testdata/coef.py. Do not edit.\n\npackage emit\n")
print("// Polynomials: coefficients from the constant term up, for f64 and for f32.\n")
mp.prec = 400
for name, comment, f, interval, weight in POLYS:
    print(f"// {name} approximates {comment}.")
    print(f"var {name} = constant{{")
    for bits in (53, 24):
        c = fit(f, interval, weight, bits)
        print("\t{\n\t\t" + ",\n\t\t".join(c) + ",\n\t},")
    print("}\n")

mp.prec = 1600
print("// Constants as sums. A head has so few bits that its product with the integers it meets is exact.\n")
double_single("ln2", "log 2, its head exact times 12-bit (f32: 9-bit) integers", log(2), [41, 53, 53], [15, 24, 24])
double_single("log2e", "1/log 2", 1 / log(2), [53, 53], [24, 24])
double_single("log10e", "1/log 10", 1 / log(10), [53, 53], [24, 24])
double_single("log10of2", "log 2/log 10, as ln2", log(2) / log(10), [41, 53, 53], [15, 24, 24])
double_single("halfPi", "π/2", pi / 2, [53, 53], [24, 24])
double_single("twoThirds", "2/3", mpf(2) / 3, [53, 53], [24, 24])
double_single("pio2", "π/2 for Cody and Waite: heads exact times 20-bit (f32: 9-bit) integers",
              pi / 2, [33, 33, 33, 53], [15, 15, 15, 24])
print("// twoOverPi64 holds 2/π·2^-81 in limbs of 27 bits, the highest first; twoOverPi32 2/π·2^-36 in limbs of 12.\n")
limbs("twoOverPi64", 27, 81, 52)
limbs("twoOverPi32", 12, 36, 26)
