package dtype

import "math"

// Convert converts a number, as NumPy does: to bool by ≠ 0, ints wrap around,
// floats are rounded to floats and cut to ints, where one that does not fit
// gives what amd64 does.
func Convert(x uint64, from, to Type) uint64 {
	f, t := from.Compute(), to.Compute()
	switch {
	case from == to:
		return x
	case to == Bool:
		return truth(x, f)
	case t == F64:
		return math.Float64bits(f.float(x))
	case t == F32:
		return to.Wrap(to.single(x, f))
	case f.IsFloat():
		return to.Wrap(to.cut(f.float(x)))
	}
	return to.Wrap(x)
}

// truth is whether a number of a type that is computed in is not 0; -0.0 is.
func truth(x uint64, d Type) uint64 {
	if d.IsFloat() && d.float(x) == 0 || x == 0 {
		return 0
	}
	return 1
}

// float is a number of a type that is computed in.
func (d Type) float(x uint64) float64 {
	switch d {
	case F64:
		return math.Float64frombits(x)
	case F32:
		return float64(math.Float32frombits(uint32(x)))
	case I64:
		return float64(int64(x))
	}
	return float64(x)
}

// single gives the bits of a number as an f32, rounded to d if that is done at once.
func (d Type) single(x uint64, from Type) uint64 {
	y := float32(from.float(x))
	switch {
	case from == I64:
		y = float32(int64(x))
	case from == U64:
		y = float32(x)
	case from == F64 && d.AtOnce():
		y = d.Small().Round(math.Float64frombits(x))
	}
	return uint64(math.Float32bits(y))
}

// cut truncates a float. What does not fit into the int of 32 or 64 bits that
// amd64 converts to gives the least of them; uint64 is converted in two halves.
func (d Type) cut(x float64) uint64 {
	switch {
	case d.Class() == Uint && d.Bits() == 64 && x >= 0x1p63:
		return uint64(signed(x-0x1p63, 64)) ^ 1<<63
	}
	return uint64(signed(x, d.CutBits()))
}

// CutBits is the size of the signed int that amd64 cuts a float to on the way to an int.
func (d Type) CutBits() int {
	if d.Bits() < 32 || d.Class() == Int && d.Bits() == 32 {
		return 32
	}
	return 64
}

func signed(x float64, bits int) int64 {
	limit := math.Ldexp(1, bits-1)
	if !(x > -limit-1 && x < limit) {
		return -1 << (bits - 1)
	}
	return int64(x)
}

// Host gives a number as a bool, int64, uint64, float32 or float64.
func (d Type) Host(x uint64) any {
	switch d.Compute() {
	case Bool:
		return x != 0
	case I64:
		return int64(x)
	case F32:
		return math.Float32frombits(uint32(x))
	case F64:
		return math.Float64frombits(x)
	}
	return x
}

// FromHost is Host's way back; it reports whether x is of that Go type.
func (d Type) FromHost(x any) (uint64, bool) {
	bits, of := uint64(0), d
	switch x := x.(type) {
	case bool:
		of = Bool
		if x {
			bits = 1
		}
	case int64:
		bits, of = uint64(x), I64
	case uint64:
		bits, of = x, U64
	case float32:
		bits, of = uint64(math.Float32bits(x)), F32
	case float64:
		bits, of = math.Float64bits(x), F64
	default:
		return 0, false
	}
	return bits, of == d.Compute()
}
