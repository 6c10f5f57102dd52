package emit

// constant holds numbers of a formula, for f64 and for f32.
type constant [2][]float64

// number is the constant's i-th number at a's precision.
func number[F, I, B any](a Algebra[F, I, B], c constant, i int) F { return a.Const(c[a.Prec()][i]) }

// pick is a constant given for both precisions.
func pick[F, I, B any](a Algebra[F, I, B], double, single float64) F {
	return a.Const([...]float64{double, single}[a.Prec()])
}

// horner evaluates the polynomial with coefficients c, from the constant term up, at x.
func horner[F, I, B any](a Algebra[F, I, B], c constant, x F) F {
	coef := c[a.Prec()]
	y := a.Const(coef[len(coef)-1])
	for i := len(coef) - 2; i >= 0; i-- {
		y = a.Add(a.Mul(y, x), a.Const(coef[i]))
	}
	return y
}

// A double is an unevaluated sum hi + lo of about twice the precision of F, |lo| <= ulp(hi)/2 (Dekker 1971).
type double[F any] struct{ hi, lo F }

func constDouble[F, I, B any](a Algebra[F, I, B], c constant) double[F] {
	return double[F]{number(a, c, 0), number(a, c, 1)}
}

// fastTwoSum is x + y exactly, for |x| >= |y| or x = 0 (Dekker 1971).
func fastTwoSum[F, I, B any](a Algebra[F, I, B], x, y F) double[F] {
	s := a.Add(x, y)
	return double[F]{s, a.Sub(y, a.Sub(s, x))}
}

// twoSum is x + y exactly (Knuth, TAOCP 2, section 4.2.2).
func twoSum[F, I, B any](a Algebra[F, I, B], x, y F) double[F] {
	s := a.Add(x, y)
	t := a.Sub(s, x)
	return double[F]{s, a.Add(a.Sub(x, a.Sub(s, t)), a.Sub(y, t))}
}

// twoProd is x·y, exactly unless it underflows.
func twoProd[F, I, B any](a Algebra[F, I, B], x, y F) double[F] {
	p := a.Mul(x, y)
	return double[F]{p, a.Residual(x, y, p)}
}

// split cuts x in halves whose products are exact. It rounds the representation, unlike Veltkamp's method, and so
// needs no products; |x| must not be at the upper end of the range.
func split[F, I, B any](a Algebra[F, I, B], x F) double[F] {
	low := int64(1) << ((a.Prec().Mantissa() + 2) / 2)
	bits := a.AddI(a.Bits(x), a.Int(low/2))
	hi := a.FromBits(a.AndI(bits, a.Int(-low)))
	return double[F]{hi, a.Sub(x, hi)}
}

// splitResidual is [Algebra.Residual] without a fused multiply-add (Dekker 1971). Each step is exact.
func splitResidual[F, I, B any](a Algebra[F, I, B], x, y, p F) F {
	xs, ys := split(a, x), split(a, y)
	e := a.Sub(a.Mul(xs.hi, ys.hi), p)
	e = a.Add(e, a.Mul(xs.hi, ys.lo))
	e = a.Add(e, a.Mul(xs.lo, ys.hi))
	return a.Add(e, a.Mul(xs.lo, ys.lo))
}

// addDouble is x + y for |x.hi| >= |y.hi| or x = 0.
func addDouble[F, I, B any](a Algebra[F, I, B], x, y double[F]) double[F] {
	s := fastTwoSum(a, x.hi, y.hi)
	return fastTwoSum(a, s.hi, a.Add(s.lo, a.Add(x.lo, y.lo)))
}

// mulDouble is x·y.
func mulDouble[F, I, B any](a Algebra[F, I, B], x, y double[F]) double[F] {
	p := twoProd(a, x.hi, y.hi)
	return fastTwoSum(a, p.hi, a.Add(p.lo, a.Add(a.Mul(x.hi, y.lo), a.Mul(x.lo, y.hi))))
}

// scaleDouble is x·y, normalised.
func scaleDouble[F, I, B any](a Algebra[F, I, B], x double[F], y F) double[F] {
	p := twoProd(a, x.hi, y)
	return fastTwoSum(a, p.hi, a.Add(p.lo, a.Mul(x.lo, y)))
}

// divDouble is x/y: the quotient of the heads, then one correction by its residual, not normalised.
func divDouble[F, I, B any](a Algebra[F, I, B], x, y double[F]) double[F] {
	q := a.Div(x.hi, y.hi)
	p := twoProd(a, q, y.hi)
	rest := a.Sub(a.Sub(x.hi, p.hi), p.lo)
	rest = a.Add(rest, a.Sub(x.lo, a.Mul(q, y.lo)))
	return double[F]{q, a.Div(rest, y.hi)}
}
