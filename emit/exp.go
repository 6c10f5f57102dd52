package emit

// expRange limits the argument of exp to where its result is neither 0 nor infinite for certain, and a bit beyond.
func expRange[F, I, B any](a Algebra[F, I, B], x F) F {
	limit := [...]float64{760, 120}[a.Prec()]
	return clamp(a, x, -limit, limit)
}

// reduceExp writes x = k·log 2 + r with |r| <= log(2)/2 and k an integer, for |x| < 800 (f32: 130). The product of k
// and the head of log 2 is exact, and so is its difference from x.hi (Cody and Waite 1980, chapter 6).
func reduceExp[F, I, B any](a Algebra[F, I, B], x double[F]) (r double[F], k I) {
	kf, k := nearest(a, a.Mul(x.hi, number(a, log2e, 0)))
	head := a.Sub(x.hi, a.Mul(kf, number(a, ln2, 0)))
	tail := a.Sub(a.Mul(kf, number(a, ln2, 1)), x.lo)
	hi := a.Sub(head, tail)
	return double[F]{hi, a.Sub(a.Sub(head, hi), tail)}, k
}

// expm1Reduced is exp(r) - 1 for |r| <= log(2)/2 as a double: r.hi, and the rest r.lo + r²/2 + r³·poly.
func expm1Reduced[F, I, B any](a Algebra[F, I, B], r double[F]) double[F] {
	z := a.Mul(r.hi, r.hi)
	q := a.Add(a.Const(0.5), a.Mul(r.hi, horner(a, expPoly, r.hi)))
	return double[F]{r.hi, a.Add(a.Mul(z, q), r.lo)}
}

// expDouble is exp(x.hi + x.lo)·2^n for |x.lo| <= ulp(x.hi).
func expDouble[F, I, B any](a Algebra[F, I, B], x double[F], n int64) F {
	r, k := reduceExp(a, double[F]{expRange(a, x.hi), x.lo})
	e := expm1Reduced(a, r)
	return scale(a, a.Add(a.Const(1), a.Add(e.hi, e.lo)), a.AddI(k, a.Int(n)))
}

func exp[F, I, B any](a Algebra[F, I, B], x F) F {
	return expDouble(a, double[F]{x, a.Const(0)}, 0)
}

// exp2 is 2^k·exp(f·log 2) with f = x - k exact; so integers give exact powers.
func exp2[F, I, B any](a Algebra[F, I, B], x F) F {
	limit := [...]float64{1100, 160}[a.Prec()]
	x = clamp(a, x, -limit, limit)
	kf, k := nearest(a, x)
	r := scaleDouble(a, double[F]{number(a, ln2, 0), number(a, ln2, 1)}, a.Sub(x, kf))
	e := expm1Reduced(a, r)
	return scale(a, a.Add(a.Const(1), a.Add(e.hi, e.lo)), k)
}

// expm1Double is exp(x) - 1 as a double, for x below the overflow of exp less 1. With e = exp(r) - 1 it is
// 2·((2^(k-1) - 1/2) + 2^(k-1)·e): the first difference is exact where it matters.
func expm1Double[F, I, B any](a Algebra[F, I, B], x F) double[F] {
	r, k := reduceExp(a, double[F]{x, a.Const(0)})
	e := expm1Reduced(a, r)
	s := exp2Int(a, a.SubI(k, a.Int(1)))
	one := a.Sub(s, a.Const(0.5))
	y := twoSum(a, one, a.Mul(s, e.hi))
	y.lo = a.Add(y.lo, a.Mul(s, e.lo))
	y = fastTwoSum(a, y.hi, y.lo)
	return double[F]{a.Add(y.hi, y.hi), a.Add(y.lo, y.lo)}
}

// orTiny is y, or x itself where x is so small that a function of x that starts x + O(x²) rounds to it.
func orTiny[F, I, B any](a Algebra[F, I, B], x, y F) F {
	return a.Select(a.Lt(a.Abs(x), pick(a, 0x1p-54, 0x1p-25)), x, y)
}

// expm1 is -1 for certain below -40 in both precisions.
func expm1[F, I, B any](a Algebra[F, I, B], x F) F {
	hi := [...]float64{709.9, 88.9}[a.Prec()]
	y := expm1Double(a, clamp(a, x, -40, hi)).hi
	y = a.Select(a.Lt(a.Const(hi), x), inf(a), y)
	return orTiny(a, x, y)
}

// sinhDouble is sinh x for 0 <= x <= 40 from e = exp(x) - 1: (e + e/(e+1))/2.
func sinhDouble[F, I, B any](a Algebra[F, I, B], x F) F {
	e := expm1Double(a, x)
	d := twoSum(a, a.Const(1), e.hi)
	d.lo = a.Add(d.lo, e.lo)
	q := divDouble(a, e, d)
	s := twoSum(a, e.hi, q.hi)
	return a.Mul(a.Const(0.5), a.Add(s.hi, a.Add(s.lo, a.Add(e.lo, q.lo))))
}

func sinh[F, I, B any](a Algebra[F, I, B], x F) F {
	ax := a.Abs(x)
	small := sinhDouble(a, clamp(a, ax, 0, 24))
	y := a.Select(a.Lt(a.Const(22), ax), expDouble(a, double[F]{ax, a.Const(0)}, -1), small)
	return orTiny(a, x, flip(a, y, signOf(a, x)))
}

// cosh is h + 1/(4h) where h = exp(|x|)/2, which overflows only where cosh does.
func cosh[F, I, B any](a Algebra[F, I, B], x F) F {
	h := expDouble(a, double[F]{a.Abs(x), a.Const(0)}, -1)
	return a.Add(h, a.Div(a.Const(0.25), h))
}

// tanh is e/(e+2) where e = exp(2|x|) - 1, and 1 from 22 on in both precisions.
func tanh[F, I, B any](a Algebra[F, I, B], x F) F {
	ax := a.Abs(x)
	t := clamp(a, ax, 0, 22)
	e := expm1Double(a, a.Add(t, t))
	d := twoSum(a, a.Const(2), e.hi)
	d.lo = a.Add(d.lo, e.lo)
	q := divDouble(a, e, d)
	return orTiny(a, x, flip(a, a.Add(q.hi, q.lo), signOf(a, x)))
}
