package emit

import "math"

// atanPositive is atan(y/x) as a double for x, y >= 0 and not both 0 or infinite. The quotient is first turned by
// 0, π/4 or π/2 to |t| <= tan(π/8), through t = (y-x)/(y+x) or -x/y.
func atanPositive[F, I, B any](a Algebra[F, I, B], y, x F) double[F] {
	zero, eighth := a.Const(0), a.Const(math.Sqrt2-1)
	low := a.Le(y, a.Mul(eighth, x))
	high := a.Lt(x, a.Mul(eighth, y))
	diff, sum := twoSum(a, y, a.Neg(x)), twoSum(a, y, x)
	pick := func(l, m, h F) F { return a.Select(low, l, a.Select(high, h, m)) }

	num := double[F]{pick(y, diff.hi, a.Neg(x)), pick(zero, diff.lo, zero)}
	den := double[F]{pick(x, sum.hi, y), pick(zero, sum.lo, zero)}
	t := divDouble(a, num, den)
	z := a.Mul(t.hi, t.hi)
	tail := a.Mul(a.Mul(z, t.hi), horner(a, atanPoly, z))
	t.lo = a.Add(tail, a.Sub(t.lo, a.Mul(z, t.lo)))

	hi, lo := number(a, halfPi, 0), number(a, halfPi, 1)
	half := a.Const(0.5)
	base := double[F]{pick(zero, a.Mul(hi, half), hi), pick(zero, a.Mul(lo, half), lo)}
	return addDouble(a, base, t)
}

func atan[F, I, B any](a Algebra[F, I, B], x F) F {
	ax := clamp(a, a.Abs(x), 0, [...]float64{0x1p60, 0x1p30}[a.Prec()]) // beyond, the result is π/2 rounded
	y := flip(a, atanPositive(a, ax, a.Const(1)).hi, signOf(a, x))
	return a.Select(a.Eq(x, a.Const(0)), x, y)
}

// atan2 is the angle of the point (x, y), by C99, F.9.1.4. The first quadrant's angle is mirrored at the y axis where
// x is negative.
func atan2[F, I, B any](a Algebra[F, I, B], y, x F) F {
	ax, ay := a.Abs(x), a.Abs(y)
	u, v := atan2Operands(a, ay, ax)
	first := atanPositive(a, u, v)
	pi := double[F]{a.Mul(a.Const(2), number(a, halfPi, 0)), a.Mul(a.Const(2), number(a, halfPi, 1))}
	mirrored := addDouble(a, pi, double[F]{a.Neg(first.hi), a.Neg(first.lo)})
	r := a.Select(negative(a, x), mirrored.hi, first.hi)
	r = a.Select(a.Or(isNaN(a, x), isNaN(a, y)), nan(a), r)
	return flip(a, r, signOf(a, y))
}

// atan2Operands replaces what atanPositive does not take by other points at the same angle: infinities and zeros by
// ones; large numbers by smaller ones, and small numbers by larger ones, so that residuals do not underflow.
func atan2Operands[F, I, B any](a Algebra[F, I, B], y, x F) (F, F) {
	zero, one, infinity := a.Const(0), a.Const(1), inf(a)
	big, shrink := pick(a, 0x1p900, 0x1p56), pick(a, 0x1p-100, 0x1p-40)
	small, grow := pick(a, 0x1p-900, 0x1p-70), pick(a, 0x1p120, 0x1p70)

	yInf, xInf := a.Eq(y, infinity), a.Eq(x, infinity)
	u := a.Select(yInf, one, a.Select(xInf, zero, y))
	v := a.Select(xInf, one, a.Select(yInf, zero, x))
	v = a.Select(a.And(a.Eq(u, zero), a.Eq(v, zero)), one, v)

	factor := a.Select(a.Or(a.Lt(u, small), a.Lt(v, small)), grow, one)
	factor = a.Select(a.Or(a.Lt(big, u), a.Lt(big, v)), shrink, factor)
	return a.Mul(u, factor), a.Mul(v, factor)
}

// asinReduced is asin(r) as a double for |r| <= 1/2, z = r².
func asinReduced[F, I, B any](a Algebra[F, I, B], r double[F], z F) double[F] {
	tail := a.Mul(a.Mul(z, r.hi), horner(a, asinPoly, z))
	return fastTwoSum(a, r.hi, a.Add(r.lo, tail))
}

// asinParts gives, for t = |x|, either asin(t), or asin(√((1-t)/2)) = acos(t)/2 where t > 1/2 and far says so. The root
// is corrected by its residual: √z - s = (z - s²)/(2s) nearly.
func asinParts[F, I, B any](a Algebra[F, I, B], t F) (y double[F], far B) {
	half, zero := a.Const(0.5), a.Const(0)
	far = a.Lt(half, t)
	z := a.Mul(a.Sub(a.Const(1), t), half) // exact where t > 1/2
	s := a.Sqrt(z)
	square := twoProd(a, s, s)
	rest := a.Sub(a.Sub(z, square.hi), square.lo)
	rest = a.Select(a.Lt(zero, s), a.Div(rest, a.Add(s, s)), zero)
	r := double[F]{a.Select(far, s, t), a.Select(far, rest, zero)}
	return asinReduced(a, r, a.Select(far, z, a.Mul(t, t))), far
}

// asin is π/2 - 2·asin(√((1-|x|)/2)) where |x| > 1/2.
func asin[F, I, B any](a Algebra[F, I, B], x F) F {
	y, far := asinParts(a, a.Abs(x))
	minus := double[F]{a.Mul(a.Const(-2), y.hi), a.Mul(a.Const(-2), y.lo)}
	r := a.Select(far, addDouble(a, constDouble(a, halfPi), minus).hi, y.hi)
	r = flip(a, r, signOf(a, x))
	return a.Select(a.Eq(x, a.Const(0)), x, r)
}

// acos is π/2 - asin(x), and with y = acos(|x|)/2 it is 2y or π - 2y where |x| > 1/2.
func acos[F, I, B any](a Algebra[F, I, B], x F) F {
	y, far := asinParts(a, a.Abs(x))
	right, two := constDouble(a, halfPi), a.Const(2)
	below := negative(a, x)

	m := a.Select(far, a.Const(-2), a.Select(below, a.Const(1), a.Const(-1)))
	turn := double[F]{a.Mul(m, y.hi), a.Mul(m, y.lo)}
	n := a.Select(far, two, a.Const(1))
	base := double[F]{a.Mul(n, right.hi), a.Mul(n, right.lo)}
	r := addDouble(a, base, turn).hi
	return a.Select(a.And(far, a.Not(below)), a.Mul(two, y.hi), r)
}
