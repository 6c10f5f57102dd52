package emit

// sinCos is the sine and the cosine of r, |r| <= π/4, each as a double.
func sinCos[F, I, B any](a Algebra[F, I, B], r double[F]) (s, c double[F]) {
	z := a.Mul(r.hi, r.hi)
	half := a.Mul(a.Const(0.5), z)
	tail := a.Mul(a.Mul(z, r.hi), horner(a, sinPoly, z))
	tail = a.Add(tail, a.Mul(r.lo, a.Sub(a.Const(1), half)))
	s = fastTwoSum(a, r.hi, tail)

	head := fastTwoSum(a, a.Const(1), a.Neg(half))
	tail = a.Sub(a.Mul(a.Mul(z, z), horner(a, cosPoly, z)), a.Mul(r.hi, r.lo))
	c = fastTwoSum(a, head.hi, a.Add(head.lo, tail))
	return s, c
}

// isOdd is the lowest bit of q, which says whether to take sine or cosine.
func isOdd[F, I, B any](a Algebra[F, I, B], q I) B {
	return a.EqI(a.AndI(q, a.Int(1)), a.Int(1))
}

// secondBit is a sign bit where q mod 4 is 2 or 3.
func secondBit[F, I, B any](a Algebra[F, I, B], q I) I {
	return a.AndI(a.Shl(q, a.Prec().Bits()-2), signMask(a))
}

// sin takes |x| = q·π/2 + r; the sign of x comes back at the end.
func sin[F, I, B any](a Algebra[F, I, B], x F) F {
	r, q := reducePi(a, a.Abs(x))
	s, c := sinCos(a, r)
	y := a.Select(isOdd(a, q), c.hi, s.hi)
	y = flip(a, y, a.XorI(secondBit(a, q), signOf(a, x)))
	return a.Select(a.Eq(x, a.Const(0)), x, y)
}

func cos[F, I, B any](a Algebra[F, I, B], x F) F {
	r, q := reducePi(a, a.Abs(x))
	s, c := sinCos(a, r)
	y := a.Select(isOdd(a, q), s.hi, c.hi)
	return flip(a, y, secondBit(a, a.AddI(q, a.Int(1))))
}

// tan is s/c or -c/s, with both to more than the precision.
func tan[F, I, B any](a Algebra[F, I, B], x F) F {
	r, q := reducePi(a, a.Abs(x))
	s, c := sinCos(a, r)
	odd := isOdd(a, q)
	num := double[F]{a.Select(odd, c.hi, s.hi), a.Select(odd, c.lo, s.lo)}
	den := double[F]{a.Select(odd, s.hi, c.hi), a.Select(odd, s.lo, c.lo)}
	t := divDouble(a, num, den)
	y := a.Add(t.hi, t.lo)
	y = flip(a, y, a.XorI(a.Shl(q, a.Prec().Bits()-1), signOf(a, x)))
	return a.Select(a.Eq(x, a.Const(0)), x, y)
}
