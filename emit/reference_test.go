package emit

import (
	"math"
	"math/big"
)

// The reference: elementary functions to about 300 bits, by series and Newton's method, for finite arguments inside
// their domains. Slow and plain on purpose; it shares nothing with the package.

const refPrec = 320

func newBig() *big.Float                   { return new(big.Float).SetPrec(refPrec) }
func bigInt(n int64) *big.Float            { return newBig().SetInt64(n) }
func bigOf(x float64) *big.Float           { return newBig().SetFloat64(x) }
func add(x, y *big.Float) *big.Float       { return newBig().Add(x, y) }
func sub(x, y *big.Float) *big.Float       { return newBig().Sub(x, y) }
func mul(x, y *big.Float) *big.Float       { return newBig().Mul(x, y) }
func quo(x, y *big.Float) *big.Float       { return newBig().Quo(x, y) }
func shift(x *big.Float, n int) *big.Float { return newBig().SetMantExp(x, n) }

// series sums terms until they no longer matter; next gives the n-th term from the one before.
func series(first *big.Float, next func(term *big.Float, n int64) *big.Float) *big.Float {
	sum, term := newBig().Set(first), first
	for n := int64(1); term.Sign() != 0 && term.MantExp(nil) > sum.MantExp(nil)-refPrec-8; n++ {
		term = next(term, n)
		sum.Add(sum, term)
	}
	return sum
}

// refAtanhInv is atanh(1/n) and refAtanInv atan(1/n), at any precision.
func arcInv(prec uint, n, sign int64) *big.Float {
	f := func(k int64) *big.Float { return new(big.Float).SetPrec(prec).SetInt64(k) }
	power := new(big.Float).SetPrec(prec).Quo(f(1), f(n))
	sum := new(big.Float).SetPrec(prec).Set(power)
	for k := int64(3); power.MantExp(nil) > -int(prec)-8; k += 2 {
		power.Quo(power, f(sign*n*n))
		sum.Add(sum, new(big.Float).SetPrec(prec).Quo(power, f(k)))
	}
	return sum
}

var (
	refLn2 = mul(bigInt(2), arcInv(refPrec+32, 3, 1))
	refPi  = machin(1600) // enough to reduce the largest f64
)

// machin is π = 16·atan(1/5) - 4·atan(1/239).
func machin(prec uint) *big.Float {
	a := arcInv(prec, 5, -1)
	b := arcInv(prec, 239, -1)
	a.SetMantExp(a, 4)
	return a.Sub(a, b.SetMantExp(b, 2))
}

// refExpm1 of |x| < 1 keeps its relative precision: a series at x/2^12, then e(e+2) twelve times.
func refExpm1(x *big.Float) *big.Float {
	if x.Sign() == 0 {
		return newBig()
	}
	if x.MantExp(nil) > 0 {
		return sub(refExp(x), bigInt(1))
	}
	const steps = 12
	r := shift(x, -steps)
	e := series(r, func(t *big.Float, n int64) *big.Float { return quo(mul(t, r), bigInt(n+1)) })
	for range steps {
		e = mul(e, add(e, bigInt(2)))
	}
	return e
}

func refExp(x *big.Float) *big.Float {
	kf, _ := quo(x, refLn2).Float64()
	k := math.Round(kf)
	r := sub(x, mul(bigOf(k), refLn2))
	return shift(add(refExpm1(r), bigInt(1)), int(k))
}

func refLog(x *big.Float) *big.Float {
	if d := sub(x, bigInt(1)); d.Sign() != 0 && d.MantExp(nil) < -8 {
		return refLog1p(d)
	}
	m := newBig()
	k := x.MantExp(m)
	mf, _ := m.Float64()
	y := bigOf(math.Log(mf))
	for range 2 {
		e := refExp(y)
		y.Add(y, quo(shift(sub(m, e), 1), add(m, e)))
	}
	return add(y, mul(bigInt(int64(k)), refLn2))
}

// refLog1p is 2·atanh(x/(2+x)) near 0.
func refLog1p(x *big.Float) *big.Float {
	if x.Sign() == 0 {
		return newBig()
	}
	if x.MantExp(nil) > -8 {
		return refLog(add(bigInt(1), x))
	}
	s := quo(x, add(bigInt(2), x))
	z, power := mul(s, s), s
	return shift(series(s, func(_ *big.Float, n int64) *big.Float {
		power = mul(power, z)
		return quo(power, bigInt(2*n+1))
	}), 1)
}

// refSinCos reduces by π/2 and sums both series.
func refSinCos(x *big.Float) (s, c *big.Float) {
	wide := new(big.Float).SetPrec(1600).Set(x)
	half := new(big.Float).SetPrec(1600).SetMantExp(refPi, -1)
	q := new(big.Float).SetPrec(1600).Quo(wide, half)
	q.Add(q, big.NewFloat(math.Copysign(0.5, float64(x.Sign()))))
	n, _ := q.Int(nil)
	wide.Sub(wide, half.Mul(half, new(big.Float).SetPrec(1600).SetInt(n)))
	r := newBig().Set(wide)
	if r.Sign() == 0 {
		return newBig(), bigInt(1)
	}
	z := mul(r, r)
	z.Neg(z)
	s = series(r, func(t *big.Float, n int64) *big.Float { return quo(mul(t, z), bigInt(2*n*(2*n+1))) })
	c = series(bigInt(1), func(t *big.Float, n int64) *big.Float { return quo(mul(t, z), bigInt(2*n*(2*n-1))) })
	switch new(big.Int).And(n, big.NewInt(3)).Int64() {
	case 1:
		s, c = c, s.Neg(s)
	case 2:
		s.Neg(s)
		c.Neg(c)
	case 3:
		s, c = c.Neg(c), s
	}
	return s, c
}

// refAtan corrects a first guess by tan(atan x - y) = (x cos y - sin y)/(cos y + x sin y).
func refAtan(x *big.Float) *big.Float {
	if x.Sign() == 0 {
		return newBig()
	}
	if x.MantExp(nil) < -300 {
		return newBig().Set(x)
	}
	xf, _ := x.Float64()
	y := bigOf(math.Atan(xf))
	for range 2 {
		s, c := refSinCos(y)
		d := quo(sub(mul(x, c), s), add(c, mul(x, s)))
		cube := quo(mul(d, mul(d, d)), bigInt(3))
		y = add(y, sub(d, cube))
	}
	return y
}

func refSqrt(x *big.Float) *big.Float { return newBig().Sqrt(x) }

func refSinh(x *big.Float) *big.Float {
	if x.Sign() < 0 { // exp(x) - 1 + 1 would cancel
		y := refSinh(newBig().Neg(x))
		return y.Neg(y)
	}
	e := refExpm1(x)
	return shift(add(e, quo(e, add(e, bigInt(1)))), -1)
}

// refUnary holds the reference of each function that needs one.
var refUnary = map[string]func(x *big.Float) *big.Float{
	"exp": refExp, "expm1": refExpm1, "log": refLog, "log1p": refLog1p, "sinh": refSinh, "atan": refAtan,
	"exp2": func(x *big.Float) *big.Float { return refExp(mul(x, refLn2)) },
	"atanh": func(x *big.Float) *big.Float {
		return shift(refLog1p(quo(shift(x, 1), sub(bigInt(1), x))), -1)
	},
	"asinh": func(x *big.Float) *big.Float {
		z := mul(x, x)
		ax := newBig().Abs(x)
		y := refLog1p(add(ax, quo(z, add(bigInt(1), refSqrt(add(bigInt(1), z))))))
		if x.Sign() < 0 {
			y.Neg(y)
		}
		return y
	},
	"acosh": func(x *big.Float) *big.Float {
		t := sub(x, bigInt(1))
		return refLog1p(add(t, refSqrt(mul(t, add(t, bigInt(2))))))
	},
	"cbrt": func(x *big.Float) *big.Float {
		if x.Sign() == 0 {
			return newBig()
		}
		y := refExp(quo(refLog(newBig().Abs(x)), bigInt(3)))
		if x.Sign() < 0 {
			y.Neg(y)
		}
		return y
	},
	"erf":   refErf,
	"erfc":  refErfc,
	"log2":  func(x *big.Float) *big.Float { return quo(refLog(x), refLn2) },
	"log10": func(x *big.Float) *big.Float { return quo(refLog(x), refLog(bigInt(10))) },
	"sin":   func(x *big.Float) *big.Float { s, _ := refSinCos(x); return s },
	"cos":   func(x *big.Float) *big.Float { _, c := refSinCos(x); return c },
	"tan":   func(x *big.Float) *big.Float { s, c := refSinCos(x); return quo(s, c) },
	"cosh": func(x *big.Float) *big.Float {
		e := refExp(x)
		return shift(add(e, quo(bigInt(1), e)), -1)
	},
	"tanh": func(x *big.Float) *big.Float {
		e := refExpm1(shift(x, 1))
		return quo(e, add(e, bigInt(2)))
	},
	"asin": func(x *big.Float) *big.Float {
		c := refSqrt(mul(sub(bigInt(1), x), add(bigInt(1), x)))
		if c.Sign() == 0 {
			return mul(x, shift(refPi, -1))
		}
		return refAtan(quo(x, c))
	},
	"acos": func(x *big.Float) *big.Float {
		d := add(bigInt(1), x)
		if d.Sign() == 0 {
			return newBig().Set(refPi)
		}
		return shift(refAtan(refSqrt(quo(sub(bigInt(1), x), d))), 1)
	},
}

// refErf sums the series of erf at a precision at which nothing that counts cancels: terms grow to exp(x²).
func refErf(x *big.Float) *big.Float { return newBig().Set(wideErf(x)) }

func refErfc(x *big.Float) *big.Float {
	one := new(big.Float).SetPrec(3200).SetInt64(1)
	return newBig().Set(one.Sub(one, wideErf(x)))
}

func wideErf(x *big.Float) *big.Float {
	square, _ := mul(x, x).Float64()
	prec := refPrec + 3*int(square)
	w := func() *big.Float { return new(big.Float).SetPrec(uint(prec)) }
	z := w().Mul(x, x)
	term, sum := w().Set(x), w().Set(x)
	for n := int64(1); term.Sign() != 0 && term.MantExp(nil) > sum.MantExp(nil)-prec; n++ {
		term.Mul(term, z)
		term.Quo(term, w().SetInt64(-n))
		sum.Add(sum, w().Quo(term, w().SetInt64(2*n+1)))
	}
	sum.Quo(sum.SetMantExp(sum, 1), w().Sqrt(wideMachin))
	return sum
}

var wideMachin = machin(3200)

// refBinary is the same for two arguments; pow takes x > 0, atan2 x != 0.
var refBinary = map[string]func(x, y *big.Float) *big.Float{
	"hypot": func(x, y *big.Float) *big.Float { return refSqrt(add(mul(x, x), mul(y, y))) },
	"pow":   func(x, y *big.Float) *big.Float { return refExp(mul(y, refLog(x))) },
	"atan2": func(y, x *big.Float) *big.Float {
		t := refAtan(quo(y, x))
		switch {
		case x.Sign() > 0:
			return t
		case y.Sign() < 0:
			return sub(t, refPi)
		}
		return add(t, refPi)
	},
}
