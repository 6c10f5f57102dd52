package ops

import (
	"math"

	"github.com/myia-lang/myia/emit"
	"github.com/myia-lang/myia/ir"
)

// unaryOf declares a function of package emit.
func unaryOf(name string, deriv derivative) Elementwise {
	return numeric(row{name: name, arity: 1, f1: elementary(name), s1: elementary32(name), deriv: deriv})
}

func binaryOf(name string, deriv derivative) Elementwise {
	return numeric(row{name: name, arity: 2, f2: emit.Binary[name].F64, s2: emit.Binary[name].F32, deriv: deriv})
}

// by1 is a derivative of one operand, in terms of operand and result.
func by1(f func(b *ir.Builder, x, y *ir.Value) *ir.Value) derivative {
	return partials(func(r Residuals, _ int) partial { return by(f(r.B(), r.Arg(0), r.Result(0))) })
}

// over is c / v.
func over(b *ir.Builder, c float64, v *ir.Value) *ir.Value { return b.Emit1(Div, Like(b, v, c), v) }

// oneLessSquare is 1 - x², of factors, since 1 - x² loses digits near 1.
func oneLessSquare(b *ir.Builder, x *ir.Value) *ir.Value {
	one := Like(b, x, 1)
	return b.Emit1(Mul, b.Emit1(Sub, one, x), b.Emit1(Add, one, x))
}

// The elementary functions beside the commonest.
var (
	Asin = unaryOf("asin", by1(func(b *ir.Builder, x, _ *ir.Value) *ir.Value {
		return over(b, 1, b.Emit1(Sqrt, oneLessSquare(b, x)))
	}))
	Acos = unaryOf("acos", by1(func(b *ir.Builder, x, _ *ir.Value) *ir.Value {
		return over(b, -1, b.Emit1(Sqrt, oneLessSquare(b, x)))
	}))
	Atan = unaryOf("atan", by1(func(b *ir.Builder, x, _ *ir.Value) *ir.Value {
		return over(b, 1, b.Emit1(Add, Like(b, x, 1), b.Emit1(Mul, x, x)))
	}))
	Sinh  = unaryOf("sinh", derivative{})
	Cosh  = unaryOf("cosh", derivative{})
	Asinh = unaryOf("asinh", by1(func(b *ir.Builder, x, _ *ir.Value) *ir.Value {
		return over(b, 1, b.Emit1(Hypot, Like(b, x, 1), x))
	}))
	Acosh = unaryOf("acosh", by1(func(b *ir.Builder, x, _ *ir.Value) *ir.Value {
		one := Like(b, x, 1)
		return over(b, 1, b.Emit1(Mul, b.Emit1(Sqrt, b.Emit1(Sub, x, one)), b.Emit1(Sqrt, b.Emit1(Add, x, one))))
	}))
	Atanh = unaryOf("atanh", by1(func(b *ir.Builder, x, _ *ir.Value) *ir.Value { return over(b, 1, oneLessSquare(b, x)) }))
	Exp2  = unaryOf("exp2", by1(func(b *ir.Builder, _, y *ir.Value) *ir.Value { return b.Emit1(Mul, y, Like(b, y, math.Ln2)) }))
	Expm1 = unaryOf("expm1", by1(func(b *ir.Builder, x, _ *ir.Value) *ir.Value { return b.Emit1(Exp, x) }))
	Log2  = unaryOf("log2", by1(func(b *ir.Builder, x, _ *ir.Value) *ir.Value { return over(b, math.Log2E, x) }))
	Log10 = unaryOf("log10", by1(func(b *ir.Builder, x, _ *ir.Value) *ir.Value { return over(b, math.Log10E, x) }))
	Log1p = unaryOf("log1p", by1(func(b *ir.Builder, x, _ *ir.Value) *ir.Value {
		return over(b, 1, b.Emit1(Add, Like(b, x, 1), x))
	}))
	Cbrt = unaryOf("cbrt", by1(func(b *ir.Builder, _, y *ir.Value) *ir.Value {
		return b.Emit1(Div, over(b, 1.0/3, y), y)
	}))
	Erf  = unaryOf("erf", by1(func(b *ir.Builder, x, _ *ir.Value) *ir.Value { return bell(b, x, 2/math.Sqrt(math.Pi)) }))
	Erfc = unaryOf("erfc", by1(func(b *ir.Builder, x, _ *ir.Value) *ir.Value { return bell(b, x, -2/math.Sqrt(math.Pi)) }))

	Hypot = binaryOf("hypot", derivative{})
	Atan2 = binaryOf("atan2", partials(func(r Residuals, i int) partial {
		b := r.B()
		h := b.Emit1(Hypot, r.Arg(0), r.Arg(1))
		part := direction(b, direction(b, r.Arg(1-i), h), h)
		if i == 0 {
			return by(part)
		}
		return minus(part)
	}))
)

var (
	_ = Sinh.derivative(by1(func(b *ir.Builder, x, _ *ir.Value) *ir.Value { return b.Emit1(Cosh, x) }))
	_ = Cosh.derivative(by1(func(b *ir.Builder, x, _ *ir.Value) *ir.Value { return b.Emit1(Sinh, x) }))
	_ = Hypot.derivative(partials(func(r Residuals, i int) partial { return by(direction(r.B(), r.Arg(i), r.Result(0))) }))
)

// direction is x / h, 0 where the hypotenuse is 0.
func direction(b *ir.Builder, x, h *ir.Value) *ir.Value {
	return b.Emit1(Div, x, b.Emit1(Select{}, b.Emit1(Eq, h, Like(b, h, 0)), Like(b, h, 1), h))
}

// bell is c·exp(-x²).
func bell(b *ir.Builder, x *ir.Value, c float64) *ir.Value {
	return b.Emit1(Mul, Like(b, x, c), b.Emit1(Exp, b.Emit1(Neg, b.Emit1(Mul, x, x))))
}

// What C's library has beside: remainders that have the sign of the dividend, signs, common divisors.
var (
	Fmod = numeric(row{name: "fmod", arity: 2, f2: fmodF, i2: fmodI, u2: modU,
		deriv: partials(func(r Residuals, i int) partial {
			if i == 0 {
				return one()
			}
			b := r.B() // -(x - fmod(x, y)) / y, which is whole
			return minus(b.Emit1(Rint, b.Emit1(Div, b.Emit1(Sub, r.Arg(0), r.Result(0)), r.Arg(1))))
		})})
	Copysign = numeric(row{name: "copysign", arity: 2, light: true, f2: math.Copysign})
	Signbit  = test(row{name: "signbit", arity: 1, light: true, t1: math.Signbit})
	Gcd      = onBits(row{name: "gcd", arity: 2, i2: gcdI, u2: gcdU})
)

var _ = Copysign.derivative(partials(func(r Residuals, i int) partial {
	b := r.B()
	if i == 1 {
		return by(Like(b, r.Arg(0), 0))
	}
	return by(b.Emit1(Mul, b.Emit1(Sign, r.Arg(0)), b.Emit1(Copysign, Like(b, r.Arg(0), 1), r.Arg(1))))
}))

// fmodF is C's fmod: 0 has the sign of the dividend.
func fmodF(x, y float64) float64 {
	if m := math.Mod(x, y); m != 0 {
		return m
	}
	return math.Copysign(0, x)
}

func fmodI(x, y int64) int64 {
	if y == 0 || y == -1 {
		return 0
	}
	return x % y
}

// gcdI is positive, but for the smallest int, which has no positive counterpart.
func gcdI(x, y int64) int64 { return int64(gcdU(uint64(max(x, -x)), uint64(max(y, -y)))) }

func gcdU(x, y uint64) uint64 {
	for y != 0 {
		x, y = y, x%y
	}
	return x
}
