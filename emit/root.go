package emit

// hypot is √(x²+y²) with the squares and their sum to twice the precision, scaled by a power of 2 so that nothing
// overflows or underflows; an infinite operand counts more than a NaN (C99, F.9.4.3).
func hypot[F, I, B any](a Algebra[F, I, B], x, y F) F {
	ax, ay := a.Abs(x), a.Abs(y)
	swap := a.Lt(ax, ay)
	m, n := a.Select(swap, ay, ax), a.Select(swap, ax, ay)

	one := a.Const(1)
	large, small := a.Lt(pick(a, 0x1p500, 0x1p60), m), a.Lt(m, pick(a, 0x1p-450, 0x1p-50))
	shrink, grow := pick(a, 0x1p-600, 0x1p-75), pick(a, 0x1p600, 0x1p90)
	by := a.Select(large, shrink, a.Select(small, grow, one))
	back := a.Select(large, pick(a, 0x1p600, 0x1p75), a.Select(small, pick(a, 0x1p-600, 0x1p-90), one))
	m, n = a.Mul(m, by), a.Mul(n, by)

	n = a.Select(a.Lt(n, a.Mul(m, pick(a, 0x1p-60, 0x1p-30))), a.Const(0), n) // it no longer counts
	s := addDouble(a, twoProd(a, m, m), twoProd(a, n, n))
	r := a.Mul(rootDouble(a, s), back)
	r = a.Select(a.Eq(m, a.Const(0)), a.Const(0), r)
	r = a.Select(a.Or(isNaN(a, x), isNaN(a, y)), nan(a), r)
	infinity := inf(a)
	return a.Select(a.Or(a.Eq(ax, infinity), a.Eq(ay, infinity)), infinity, r)
}

// rootDouble is √s, corrected once by its residual.
func rootDouble[F, I, B any](a Algebra[F, I, B], s double[F]) F {
	r := a.Sqrt(s.hi)
	p := twoProd(a, r, r)
	rest := a.Add(a.Sub(a.Sub(s.hi, p.hi), p.lo), s.lo)
	return a.Add(r, a.Div(rest, a.Add(r, r)))
}

// cbrt takes x = z·8^q with z in [√2/4, 2√2]: a quadratic is within 5 % of the root, Halley's method trebles the digits
// twice, and one step of Newton's with y³ to twice the precision rounds.
func cbrt[F, I, B any](a Algebra[F, I, B], x F) F {
	ax := a.Abs(x)
	g := reduceLog(a, ax)
	qf, q := nearest(a, a.Mul(g.k, a.Const(1.0/3)))
	_, r := nearest(a, a.Sub(g.k, a.Mul(a.Const(3), qf)))
	z := a.Mul(g.m, exp2Int(a, r))

	y := a.Add(a.Const(0.49), a.Mul(z, a.Sub(a.Const(0.59), a.Mul(z, a.Const(0.0815)))))
	for range 3 {
		cube := a.Mul(a.Mul(y, y), y)
		y = a.Mul(y, a.Div(a.Add(cube, a.Add(z, z)), a.Add(a.Add(cube, cube), z)))
	}
	square := twoProd(a, y, y)
	cube := twoProd(a, square.hi, y)
	rest := a.Add(a.Sub(cube.hi, z), a.Add(cube.lo, a.Mul(square.lo, y)))
	y = a.Sub(y, a.Div(rest, a.Mul(a.Const(3), square.hi)))

	y = flip(a, scale(a, y, q), signOf(a, x))
	y = a.Select(a.Lt(ax, inf(a)), y, x) // infinity and NaN stay
	return a.Select(a.Eq(x, a.Const(0)), x, y)
}
