package emit

import "math"

// SmallFloat is the format of a float of 16 bits, IEEE 754's for its Exponent and Mantissa bits.
type SmallFloat struct{ Exponent, Mantissa int }

// Half is binary16, which hosts may convert by an instruction.
var Half = SmallFloat{5, 10}

func (f SmallFloat) bias() int { return 1<<(f.Exponent-1) - 1 }

// infinity is the bits of the infinity above zero.
func (f SmallFloat) infinity() int64 { return (1<<f.Exponent - 1) << f.Mantissa }

// Pack gives the bits of the number of a format that is nearest to x, half to even, in the low 16 bits. A nan keeps the
// top of its payload and becomes quiet, as F16C does it.
func Pack[F, I, B any](a Algebra[F, I, B], f SmallFloat, x F) I {
	p, ax := a.Prec(), a.Abs(x)
	infinity, drop := a.Int(f.infinity()), p.Mantissa()-f.Mantissa

	bits := a.Bits(ax)
	odd := a.AndI(a.Shr(bits, drop), a.Int(1))
	n := a.Shr(a.AddI(bits, a.AddI(odd, a.Int(1<<(drop-1)-1))), drop) // a carry runs into the exponent, as it should
	if p.Bias() != int64(f.bias()) {
		n = rebiased(a, f, ax, n)
	}
	quiet := a.OrI(a.OrI(infinity, a.Int(1<<(f.Mantissa-1))), a.AndI(a.Shr(bits, drop), a.Int(1<<f.Mantissa-1)))
	n = a.SelectI(a.Eq(x, x), n, quiet)
	return a.OrI(n, a.AndI(a.ShrU(a.Bits(x), p.Bits()-16), a.Int(0x8000)))
}

// rebiased gives n, the rounded bits of ax without its last ones, the exponent of the format.
func rebiased[F, I, B any](a Algebra[F, I, B], f SmallFloat, ax F, n I) I {
	p, infinity := a.Prec(), a.Int(f.infinity())
	n = a.SubI(n, a.Int((p.Bias()-int64(f.bias()))<<f.Mantissa))
	n = a.SelectI(a.LtI(infinity, n), infinity, n)

	// A subnormal number is a multiple of the least: the sum rounds it to one.
	least := math.Ldexp(1, 1-f.bias()-f.Mantissa)
	unit := a.Const(math.Ldexp(least, p.Mantissa()))
	below := a.SubI(a.Bits(a.Add(ax, unit)), a.Bits(unit))
	return a.SelectI(a.Lt(ax, a.Const(math.Ldexp(1, 1-f.bias()))), below, n)
}

// Unpack gives the number of the bits of a format.
func Unpack[F, I, B any](a Algebra[F, I, B], f SmallFloat, n I) F {
	p := a.Prec()
	sign := a.Shl(a.AndI(n, a.Int(0x8000)), p.Bits()-16)
	magnitude := a.AndI(n, a.Int(0x7fff))
	bits := a.Shl(magnitude, p.Mantissa()-f.Mantissa)
	if p.Bias() != int64(f.bias()) {
		scaled := a.Bits(a.Mul(a.FromBits(bits), a.Const(math.Ldexp(1, int(p.Bias())-f.bias()))))
		special := a.OrI(bits, a.Bits(a.Const(math.Inf(1))))
		bits = a.SelectI(a.LtI(magnitude, a.Int(f.infinity())), scaled, special)
	}
	return a.FromBits(a.OrI(bits, sign))
}
