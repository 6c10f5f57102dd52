package emit

import "math"

// signMask is the integer whose only bit is the sign.
func signMask[F, I, B any](a Algebra[F, I, B]) I {
	return a.Shl(a.Int(1), a.Prec().Bits()-1)
}

// signOf is the sign bit of x, the other bits 0.
func signOf[F, I, B any](a Algebra[F, I, B], x F) I { return a.AndI(a.Bits(x), signMask(a)) }

// flip changes the sign of x where the sign bit of n is set; n must have no other bits.
func flip[F, I, B any](a Algebra[F, I, B], x F, n I) F { return a.FromBits(a.XorI(a.Bits(x), n)) }

func isNaN[F, I, B any](a Algebra[F, I, B], x F) B { return a.Not(a.Eq(x, x)) }

// negative says whether the sign bit of x is set, -0 and NaN included.
func negative[F, I, B any](a Algebra[F, I, B], x F) B { return a.LtI(a.Bits(x), a.Int(0)) }

func inf[F, I, B any](a Algebra[F, I, B]) F { return a.Const(math.Inf(1)) }
func nan[F, I, B any](a Algebra[F, I, B]) F { return a.Const(math.NaN()) }

// clamp limits x to [lo, hi]; NaN stays.
func clamp[F, I, B any](a Algebra[F, I, B], x F, lo, hi float64) F {
	l, h := a.Const(lo), a.Const(hi)
	x = a.Select(a.Lt(x, l), l, x)
	return a.Select(a.Lt(h, x), h, x)
}

// shifter is 1.5·2^mantissa: adding it leaves the nearest integer, ties to even, in the low bits.
func shifter[F, I, B any](a Algebra[F, I, B]) F { return pick(a, 0x1.8p52, 0x1.8p23) }

// nearest is x rounded to an integer, ties to even, as a float and as an integer, for |x| < 2^(mantissa-1).
// Otherwise both are arbitrary. It is cheaper than conversions, which not every vector unit has.
func nearest[F, I, B any](a Algebra[F, I, B], x F) (F, I) {
	s := shifter(a)
	y := a.Add(x, s)
	return a.Sub(y, s), a.SubI(a.Bits(y), a.Bits(s))
}

// float converts |n| < 2^(mantissa-1), exactly.
func float[F, I, B any](a Algebra[F, I, B], n I) F {
	s := shifter(a)
	return a.Sub(a.FromBits(a.AddI(n, a.Bits(s))), s)
}

// exp2Int is 2^n for n in the range of normal exponents.
func exp2Int[F, I, B any](a Algebra[F, I, B], n I) F {
	p := a.Prec()
	return a.FromBits(a.Shl(a.AddI(n, a.Int(p.Bias())), p.Mantissa()))
}

// scale is x·2^n in two steps, so that it overflows, and becomes subnormal, as it should.
func scale[F, I, B any](a Algebra[F, I, B], x F, n I) F {
	half := a.Shr(n, 1)
	return a.Mul(a.Mul(x, exp2Int(a, half)), exp2Int(a, a.SubI(n, half)))
}

func ceil[F, I, B any](a Algebra[F, I, B], x F) F { return a.Neg(a.Floor(a.Neg(x))) }

func floor[F, I, B any](a Algebra[F, I, B], x F) F { return a.Floor(x) }

func trunc[F, I, B any](a Algebra[F, I, B], x F) F { return flip(a, a.Floor(a.Abs(x)), signOf(a, x)) }

// rint rounds to the nearest integer, ties to even, as NumPy does.
func rint[F, I, B any](a Algebra[F, I, B], x F) F {
	big := pick(a, 0x1p52, 0x1p23)
	ax := a.Abs(x)
	y := a.Sub(a.Add(ax, big), big)
	return a.Select(a.Lt(ax, big), flip(a, y, signOf(a, x)), x)
}

// sign is -1, 0 or 1; ±0 and NaN stay.
func sign[F, I, B any](a Algebra[F, I, B], x F) F {
	y := a.Select(a.Lt(x, a.Const(0)), a.Const(-1), x)
	return a.Select(a.Lt(a.Const(0), x), a.Const(1), y)
}

func abs[F, I, B any](a Algebra[F, I, B], x F) F { return a.Abs(x) }

func sqrt[F, I, B any](a Algebra[F, I, B], x F) F { return a.Sqrt(x) }
