package tensor

import (
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/emit"
)

// Convert brings the elements of t to another type (dtype.Convert); it shares
// them if they are of that type.
func Convert(t *Tensor, to dtype.Type) *Tensor {
	if t.DType == to {
		return t
	}
	out := New(to, t.Shape...)
	switch {
	case t.DType != t.DType.Compute() || to != to.Compute() || !to.IsFloat() && (t.DType.IsFloat() || to == dtype.Bool):
		for i := range t.Len() {
			out.SetBits(i, dtype.Convert(t.Bits(i), t.DType, to))
		}
	case to == dtype.F64:
		numbers(Of[float64](out), t)
	case to == dtype.F32:
		numbers(Of[float32](out), t)
	default:
		numbers(Of[int64](out), t)
	}
	return out
}

// numbers converts between types that are computed in, but not floats to ints.
func numbers[T emit.Element](out []T, t *Tensor) {
	switch t.DType {
	case dtype.Bool:
		run(out, Of[byte](t))
	case dtype.F32:
		run(out, Of[float32](t))
	case dtype.F64:
		run(out, Of[float64](t))
	case dtype.U64:
		run(out, Of[uint64](t))
	default:
		run(out, Of[int64](t))
	}
}

func run[T, S emit.Element](out []T, xs []S) {
	for i, x := range xs {
		out[i] = T(x)
	}
}

// Select takes the elements of x where c holds, of y elsewhere; all have one
// shape.
func Select(c, x, y *Tensor) *Tensor {
	out := y.Clone()
	size := out.DType.Size()
	switch holds := Of[byte](c); size {
	case 1:
		choose(out.data, x.Bytes(), holds)
	case 2:
		choose(words[uint16](out), words[uint16](x), holds)
	case 4:
		choose(words[uint32](out), words[uint32](x), holds)
	default:
		choose(words[uint64](out), words[uint64](x), holds)
	}
	return out
}

func choose[T any](out, x []T, holds []byte) {
	for i, h := range holds {
		if h != 0 {
			out[i] = x[i]
		}
	}
}
