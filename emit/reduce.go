package emit

import "math"

// reducePi writes x >= 0 as q·π/2 + r with |r| <= π/4 and a bit; of q only the value mod 4 counts. For infinity and
// NaN, r is NaN.
func reducePi[F, I, B any](a Algebra[F, I, B], x F) (r double[F], q I) {
	limit := pick(a, 0x1p20, 0x1p9)
	near := a.Lt(x, limit)
	n, qn := nearest(a, a.Mul(a.Select(near, x, a.Const(0)), a.Const(2/math.Pi)))
	fast := codyWaite(a, x, n)
	parts := a.Rare(a.Not(near), [3]F{fast.hi, fast.lo, a.FromBits(qn)}, func() [3]F {
		slow, qs := payneHanek(a, a.Select(a.And(a.Le(limit, x), a.Lt(x, inf(a))), x, limit))
		undefined := a.Sub(x, x) // 0, or NaN where x is infinite or NaN
		return [3]F{a.Add(slow.hi, undefined), slow.lo, a.FromBits(qs)}
	})
	return double[F]{parts[0], parts[1]}, a.Bits(parts[2])
}

// codyWaite is x - n·π/2 for n < 2^20 (f32: 2^9), π/2 in four parts; the products with the first three are exact
// (Cody and Waite 1980, chapter 8).
func codyWaite[F, I, B any](a Algebra[F, I, B], x, n F) double[F] {
	t := a.Sub(x, a.Mul(n, number(a, pio2, 0)))
	u := twoSum(a, t, a.Neg(a.Mul(n, number(a, pio2, 1))))
	v := twoSum(a, u.hi, a.Neg(a.Mul(n, number(a, pio2, 2))))
	low := a.Sub(a.Add(u.lo, v.lo), a.Mul(n, number(a, pio2, 3)))
	return fastTwoSum(a, v.hi, low)
}

// radix describes the limbs of payneHanek: their width, what 2/π is shifted by, and the table.
type radix struct {
	bits, pad int
	table     *Table
}

var radices = [2]radix{{27, 81, twoOverPi64}, {12, 36, twoOverPi32}}

// fractionLimbs are computed after the point. No f64 comes closer to a multiple of π/2 than 2^-61 (f32: 2^-31) of
// a quadrant (Muller, section 9.3.2), so 7 limbs leave more than the precision even there.
const fractionLimbs = 7

// payneHanek reduces a finite x from 2^20 (f32: 2^9) up (Payne and Hanek 1983). It scales x by a power of the radix
// 2^h to an integer below 2^3h, and multiplies by those limbs of 2/π that matter mod 4, in integers.
func payneHanek[F, I, B any](a Algebra[F, I, B], x F) (r double[F], q I) {
	window, digits := payneHanekOperands(a, x)
	h := radices[a.Prec()].bits
	mask := a.Int(1<<h - 1)
	var limb [fractionLimbs + 1]I // limb[k] has weight 2^(-h·k)
	carry := a.Int(0)
	for k := fractionLimbs; k >= 0; k-- {
		sum := carry
		for m, d := range digits {
			sum = a.AddI(sum, a.MulI(d, window[k+m]))
		}
		limb[k], carry = a.AndI(sum, mask), a.Shr(sum, h)
	}
	q = a.AddI(limb[0], a.Shr(limb[1], h-1)) // to the nearest: a half counts up, and the fraction becomes negative
	half := a.Int(1 << (h - 1))
	limb[1] = a.SubI(a.XorI(limb[1], half), half)
	return mulDouble(a, fraction(a, limb[1:], h), constDouble(a, halfPi)), q
}

// payneHanekOperands gives the limbs of 2/π that meet x, highest first, and the limbs of the scaled x, lowest first.
// With e the exponent of x's last bit and h·n the multiple of h at or below e + pad, x is scaled by 2^(pad-h·n).
func payneHanekOperands[F, I, B any](a Algebra[F, I, B], x F) (window [fractionLimbs + 3]I, digits [3]I) {
	p, rx := a.Prec(), radices[a.Prec()]
	e := float(a, a.SubI(a.ShrU(a.Bits(x), p.Mantissa()), a.Int(p.Bias()+int64(p.Mantissa()-rx.pad))))
	n := a.Floor(a.Mul(a.Add(e, a.Const(0.5)), a.Const(1/float64(rx.bits))))
	_, by := nearest(a, a.Sub(a.Const(float64(rx.pad)), a.Mul(n, a.Const(float64(rx.bits)))))
	_, first := nearest(a, n)

	y := a.Mul(x, exp2Int(a, by))
	base := float64(int64(1) << rx.bits)
	for m := 2; m >= 0; m-- {
		weight := math.Pow(base, float64(m))
		digit := a.Floor(a.Mul(y, a.Const(1/weight)))
		y = a.Sub(y, a.Mul(digit, a.Const(weight)))
		_, digits[m] = nearest(a, digit)
	}
	first = clampIndex(a, a.SubI(first, a.Int(1)), len(rx.table.Data)-len(window))
	for i := range window {
		window[i] = a.At(rx.table, a.AddI(first, a.Int(int64(i))))
	}
	return window, digits
}

// clampIndex limits i to [0, last].
func clampIndex[F, I, B any](a Algebra[F, I, B], i I, last int) I {
	zero, end := a.Int(0), a.Int(int64(last))
	i = a.SelectI(a.LtI(i, zero), zero, i)
	return a.SelectI(a.LtI(end, i), end, i)
}

// fraction is the sum of limbs of h bits after the point, the first one signed. Sums of two limbs are exact.
func fraction[F, I, B any](a Algebra[F, I, B], limb []I, h int) double[F] {
	var pair [3]F
	for i := range pair {
		hi := a.Mul(float(a, limb[2*i]), a.Const(math.Ldexp(1, -h*(2*i+1))))
		lo := a.Mul(float(a, limb[2*i+1]), a.Const(math.Ldexp(1, -h*(2*i+2))))
		pair[i] = a.Add(hi, lo)
	}
	s := fastTwoSum(a, pair[0], pair[1])
	return fastTwoSum(a, s.hi, a.Add(s.lo, pair[2]))
}
