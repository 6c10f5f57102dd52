package dtype

import "math"

// Small is the format of a float of 16 bits: a sign, Exponent bits, and the
// Mantissa bits that are left. It is IEEE 754's binary format of that size.
type Small struct{ Exponent, Mantissa int }

// small is the row of a small float, which is stored in 16 bits and computed in f32.
func small(name, numpy, descr, codes string, mantissa, digits int, other ...string) row {
	f := &Small{15 - mantissa, mantissa}
	return row{name: name, numpy: numpy, descr: descr, codes: codes, class: Float, bits: 16, mantissa: mantissa, small: f, digits: digits, other: other, cells: cells{
		load: func(data []byte, i int) uint64 { return uint64(math.Float32bits(f.unpack(view[uint16](data)[i]))) },
		store: func(data []byte, i int, x uint64) {
			view[uint16](data)[i] = f.pack(float64(math.Float32frombits(uint32(x))))
		},
	}}
}

// Small gives the format of a float that is computed in f32; nil of other types.
func (d Type) Small() *Small { return rows[d].small }

// AtOnce reports whether an f64 is rounded to d at once, as NumPy does. Those of
// ml_dtypes are made of the f32 nearest to it.
func (d Type) AtOnce() bool { return d.Small() != nil && rows[d].foreign == "" }

// Round gives the number of the format nearest to x, half to even.
func (f *Small) Round(x float64) float32 { return f.unpack(f.pack(x)) }

// pack gives the bits of the number nearest to x, half to even. A nan keeps the
// top of its payload and becomes quiet.
func (f *Small) pack(x float64) uint16 {
	sign := uint16(math.Float64bits(x)>>48) & 0x8000
	top := uint16(1)<<f.Exponent - 1
	a, bias := math.Abs(x), 1<<(f.Exponent-1)-1
	if a != a {
		payload := uint16(math.Float64bits(x)>>(52-f.Mantissa)) & (1<<f.Mantissa - 1)
		return sign | top<<f.Mantissa | 1<<(f.Mantissa-1) | payload
	}
	_, e := math.Frexp(a)
	e = max(e-1, 1-bias) // of the last place: subnormal numbers have that of the least normal one
	n := math.RoundToEven(math.Ldexp(a, f.Mantissa-e))
	if a == 0 || math.IsInf(a, 0) {
		n = 0
	}
	if math.IsInf(a, 0) || math.Ldexp(n, e-f.Mantissa) >= math.Ldexp(1, bias+1) {
		return sign | top<<f.Mantissa
	}
	if n < float64(uint64(1)<<f.Mantissa) {
		return sign | uint16(n)
	}
	return sign | uint16(uint64(e+bias-1)<<f.Mantissa+uint64(n)) // a carry runs into the exponent, as it should
}

// unpack is exact.
func (f *Small) unpack(n uint16) float32 {
	top := uint16(1)<<f.Exponent - 1
	exponent, mantissa := int(n>>f.Mantissa&top), float64(n&(1<<f.Mantissa-1))
	bias := 1<<(f.Exponent-1) - 1
	var x float64
	switch {
	case exponent == int(top) && mantissa != 0:
		return math.Float32frombits(uint32(n>>15)<<31 | 0xff<<23 | uint32(n)<<(23-f.Mantissa)&(1<<23-1) | 1<<22)
	case exponent == int(top):
		x = math.Inf(1)
	case exponent == 0:
		x = math.Ldexp(mantissa, 1-bias-f.Mantissa)
	default:
		x = math.Ldexp(mantissa+float64(uint64(1)<<f.Mantissa), exponent-bias-f.Mantissa)
	}
	return float32(math.Copysign(x, float64(1-2*int(n>>15))))
}

// from is the row of a type that another module than NumPy defines.
func from(module string, r row) row {
	r.foreign = module
	return r
}
