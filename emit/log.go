package emit

// A logArg is x = m·2^k with m in about [√½, √2), as f = m - 1, which is exact.
type logArg[F any] struct{ m, f, k F }

// reduceLog takes a positive finite x apart; for others the result is arbitrary. Subnormal numbers are scaled first.
// Subtracting the bits of √½ before the exponent is cut off puts the seam there.
func reduceLog[F, I, B any](a Algebra[F, I, B], x F) logArg[F] {
	p := a.Prec()
	tiny := a.Lt(x, pick(a, 0x1p-1022, 0x1p-126))
	x = a.Select(tiny, a.Mul(x, pick(a, 0x1p54, 0x1p25)), x)
	root := a.Bits(a.Const(0.70710678118654752440))
	n := a.Shr(a.SubI(a.Bits(x), root), p.Mantissa())
	m := a.FromBits(a.SubI(a.Bits(x), a.Shl(n, p.Mantissa())))
	k := float(a, n)
	k = a.Select(tiny, a.Sub(k, pick(a, 54, 25)), k)
	return logArg[F]{m, a.Sub(m, a.Const(1)), k}
}

// logSpecial puts in the values of a logarithm at and below 0, at infinity and at NaN.
func logSpecial[F, I, B any](a Algebra[F, I, B], x, y F) F {
	y = a.Select(a.Lt(x, inf(a)), y, x) // infinity and NaN stay
	y = a.Select(a.Lt(x, a.Const(0)), nan(a), y)
	return a.Select(a.Eq(x, a.Const(0)), a.Neg(inf(a)), y)
}

// logReduced is log(1+f) + k·log 2 + c, for small c. With s = f/(2+f) and log(1+f) = 2·atanh(s) = 2s + s·R,
// it is f - (f²/2 - s·(f²/2 + R)), in which f is exact and the rest is small (Tang 1990; Muller, section 11.4).
func logReduced[F, I, B any](a Algebra[F, I, B], g logArg[F], c F) F {
	s := a.Div(g.f, a.Add(a.Const(2), g.f))
	z := a.Mul(s, s)
	r := a.Mul(z, horner(a, logPoly, z))
	h := a.Mul(a.Const(0.5), a.Mul(g.f, g.f))
	c = a.Add(c, a.Mul(g.k, number(a, ln2, 1)))
	t := a.Sub(h, a.Add(a.Mul(s, a.Add(h, r)), c))
	return a.Sub(a.Mul(g.k, number(a, ln2, 0)), a.Sub(t, g.f))
}

func log[F, I, B any](a Algebra[F, I, B], x F) F {
	return logSpecial(a, x, logReduced(a, reduceLog(a, x), a.Const(0)))
}

// log1pDouble is log(1 + x): log(u) + e/u where u + e = 1 + x.
func log1pDouble[F, I, B any](a Algebra[F, I, B], x double[F]) F {
	u := twoSum(a, a.Const(1), x.hi)
	y := logReduced(a, reduceLog(a, u.hi), a.Div(a.Add(u.lo, x.lo), u.hi))
	return logSpecial(a, u.hi, y)
}

func log1p[F, I, B any](a Algebra[F, I, B], x F) F {
	return orTiny(a, x, log1pDouble(a, double[F]{x, a.Const(0)}))
}

// logMantissa is log(1+f) as a double with a relative error of about 2^-64 (f32: 2^-34): 2s + (2/3)s³ + s⁵·tail,
// the first two terms to twice the precision.
func logMantissa[F, I, B any](a Algebra[F, I, B], f F) double[F] {
	s := divDouble(a, double[F]{f, a.Const(0)}, fastTwoSum(a, a.Const(2), f))
	s = fastTwoSum(a, s.hi, s.lo)
	z := mulDouble(a, s, s)
	cube := mulDouble(a, s, z)
	tail := a.Mul(a.Mul(cube.hi, z.hi), horner(a, logTail, z.hi))
	third := mulDouble(a, cube, constDouble(a, twoThirds))
	third.lo = a.Add(third.lo, tail)
	return addDouble(a, double[F]{a.Add(s.hi, s.hi), a.Add(s.lo, s.lo)}, third)
}

// logDouble is log x as a double, for positive finite x.
func logDouble[F, I, B any](a Algebra[F, I, B], x F) double[F] {
	g := reduceLog(a, x)
	return addMultiple(a, g.k, ln2, logMantissa(a, g.f))
}

// addMultiple is k·c + y, where k is an integer and the product of k and c's head is exact.
func addMultiple[F, I, B any](a Algebra[F, I, B], k F, c constant, y double[F]) double[F] {
	head := fastTwoSum(a, a.Mul(k, number(a, c, 0)), y.hi)
	tail := twoProd(a, k, number(a, c, 1))
	tail.lo = a.Add(tail.lo, a.Mul(k, number(a, c, 2)))
	low := twoSum(a, head.lo, tail.hi)
	low.lo = a.Add(low.lo, a.Add(y.lo, tail.lo))
	head = fastTwoSum(a, head.hi, low.hi)
	return fastTwoSum(a, head.hi, a.Add(head.lo, low.lo))
}

// log2 is k + log(m)/log 2; so powers of 2 are exact.
func log2[F, I, B any](a Algebra[F, I, B], x F) F {
	g := reduceLog(a, x)
	y := mulDouble(a, logMantissa(a, g.f), constDouble(a, log2e))
	s := fastTwoSum(a, g.k, y.hi)
	return logSpecial(a, x, a.Add(s.hi, a.Add(s.lo, y.lo)))
}

// log10 rounds a sum of about twice the precision, so powers of 10 are exact.
func log10[F, I, B any](a Algebra[F, I, B], x F) F {
	g := reduceLog(a, x)
	y := mulDouble(a, logMantissa(a, g.f), constDouble(a, log10e))
	return logSpecial(a, x, addMultiple(a, g.k, log10of2, y).hi)
}
