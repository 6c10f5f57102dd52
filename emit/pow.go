package emit

// pow is exp(y·log|x|) with the logarithm and the product to twice the precision, and a sign. An exponent beyond ±2^70
// (f32: ±2^40) gives 0, 1 or infinity as the bound does, so y is limited first.
func pow[F, I, B any](a Algebra[F, I, B], x, y F) F {
	ax := a.Abs(x)
	limit := [...]float64{0x1p70, 0x1p40}[a.Prec()]
	p := scaleDouble(a, logDouble(a, ax), clamp(a, y, -limit, limit))
	bound := [...]float64{760, 120}[a.Prec()]
	outside := a.Lt(a.Const(bound), a.Abs(p.hi))
	p.lo = a.Select(outside, a.Const(0), p.lo)
	return powSpecial(a, x, y, expDouble(a, p, 0))
}

// powSpecial corrects r, which is |x|^y where x is finite and not 0, by C99, F.9.4.4.
func powSpecial[F, I, B any](a Algebra[F, I, B], x, y, r F) F {
	zero, one, half := a.Const(0), a.Const(1), a.Mul(y, a.Const(0.5))
	ax, infinity := a.Abs(x), inf(a)
	falling := a.Lt(y, zero)
	whole := a.Eq(a.Floor(y), y)
	odd := a.And(whole, a.Not(a.Eq(a.Floor(half), half)))

	r = a.Select(a.Eq(ax, zero), a.Select(falling, infinity, zero), r)
	r = a.Select(a.Eq(ax, infinity), a.Select(falling, zero, infinity), r)
	r = a.Select(a.And(negative(a, x), odd), a.Neg(r), r)

	undefined := a.And(a.And(a.Lt(x, zero), a.Lt(ax, infinity)), a.Not(whole))
	undefined = a.Or(undefined, a.Or(isNaN(a, x), isNaN(a, y)))
	r = a.Select(undefined, nan(a), r)
	return a.Select(a.Or(a.Eq(x, one), a.Eq(y, zero)), one, r)
}
