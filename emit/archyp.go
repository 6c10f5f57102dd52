package emit

// logTwice is log(2x), without overflow.
func logTwice[F, I, B any](a Algebra[F, I, B], x F) F {
	g := reduceLog(a, x)
	g.k = a.Add(g.k, a.Const(1))
	return logSpecial(a, x, logReduced(a, g, a.Const(0)))
}

// large is where 1 no longer counts beside x².
func large[F, I, B any](a Algebra[F, I, B]) F { return pick(a, 0x1p28, 0x1p14) }

// asinh is log1p(x + x²/(1 + √(1+x²))) for x >= 0 (Kahan 1987), and log(2x) for large x.
func asinh[F, I, B any](a Algebra[F, I, B], x F) F {
	ax, one := a.Abs(x), a.Const(1)
	square := a.Mul(ax, ax)
	y := fastTwoSum(a, ax, a.Div(square, a.Add(one, a.Sqrt(a.Add(one, square)))))
	r := a.Select(a.Lt(large(a), ax), logTwice(a, ax), log1pDouble(a, y))
	return orTiny(a, x, flip(a, r, signOf(a, x)))
}

// acosh is log1p(t + √(2t + t²)) with t = x - 1, and log(2x) for large x.
func acosh[F, I, B any](a Algebra[F, I, B], x F) F {
	t := twoSum(a, x, a.Const(-1))
	s := a.Sqrt(a.Add(a.Add(t.hi, t.hi), a.Mul(t.hi, t.hi)))
	y := twoSum(a, s, t.hi)
	y.lo = a.Add(y.lo, t.lo)
	r := a.Select(a.Lt(large(a), x), logTwice(a, x), log1pDouble(a, y))
	r = a.Select(a.Lt(x, a.Const(1)), nan(a), r)
	return a.Select(isNaN(a, x), x, r)
}

// atanh is log1p(2x/(1-x))/2 for x >= 0.
func atanh[F, I, B any](a Algebra[F, I, B], x F) F {
	ax, zero := a.Abs(x), a.Const(0)
	below := a.Select(a.Lt(ax, a.Const(1)), ax, zero)
	q := divDouble(a, double[F]{a.Add(below, below), zero}, twoSum(a, a.Const(1), a.Neg(below)))
	y := a.Mul(a.Const(0.5), log1pDouble(a, q))
	y = a.Select(a.Lt(ax, a.Const(1)), y, nan(a))
	y = a.Select(a.Eq(ax, a.Const(1)), inf(a), y)
	return orTiny(a, x, flip(a, y, signOf(a, x)))
}
