package tensor

import "github.com/myia-lang/myia/dtype"

// Convert brings the elements of t to another type (dtype.Convert); it shares
// them if they are of that type.
func Convert(t *Tensor, to dtype.Type) *Tensor {
	if t.DType == to {
		return t
	}
	out := New(to, t.Shape...)
	for i := range t.Len() {
		out.SetBits(i, dtype.Convert(t.Bits(i), t.DType, to))
	}
	return out
}
