package compiler_test

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// filling says which numbers stand in operands. Places and sizes are 0 or 1, which are there in every array here.
type filling int

const (
	exact      filling = iota // of few bits, so that no sum of products is rounded, whatever its order
	smooth                    // without a pattern, positive
	rare                      // some special numbers among those of few bits
	special                   // special numbers
	pairs                     // each special number of an operand beside each of the others
	notRounded                // special numbers whose sums of products are not rounded
)

// specials gives the special numbers of an element type.
func specials(d dtype.Type) *tensor.Tensor { return allSpecials()[d] }

var allSpecials = sync.OnceValue(func() map[dtype.Type]*tensor.Tensor {
	out := map[dtype.Type]*tensor.Tensor{}
	for _, d := range dtype.All() {
		out[d] = findSpecials(d)
	}
	return out
})

// findSpecials finds them: of ints the ends and what is beside them, of floats nan, zeros, infinities, where numbers lose
// digits, and halves.
func findSpecials(d dtype.Type) *tensor.Tensor {
	switch d.Class() {
	case dtype.Truth:
		return ofInts(d, 0, 1)
	case dtype.Float:
		return ofFloats(d, specialFloats(d)...)
	}
	bits := uint64(8 * d.Size())
	top := uint64(1) << (bits - 1)
	return ofInts(d, 0, 1, 2, 3, 7, 10, bits-1, bits, bits+1, 100, top/2, top-2, top-1, top, top+1, ^uint64(99), ^uint64(2), ^uint64(1), ^uint64(0))
}

// specialFloats finds the limits of a type by rounding to it.
func specialFloats(d dtype.Type) []float64 {
	holds := func(x float64) float64 { return floatsOf(ops.T(ofFloats(d, x)), types.A(d, types.C(1)))[0] }
	tiny, ulp, huge := 1.0, ulpOf(d), 1.0
	for holds(tiny/2) > 0 {
		tiny /= 2
	}
	for !math.IsInf(holds(huge*2), 0) && !math.IsInf(huge*2, 0) {
		huge *= 2
	}
	normal, most := tiny/ulp, huge+(huge-huge*ulp)
	out := []float64{math.NaN()}
	for _, x := range []float64{0, math.Inf(1), tiny, normal - tiny, normal, most, 0.5, 1, 1.5, 2.5, 3, 1 / ulp, 2.7, 100} {
		out = append(out, x, -x)
	}
	out[2] = math.Copysign(0, -1)
	return append(out, 1+ulp, 1-ulp/2)
}

// ulpOf is the distance from 1 to the next number of a type.
func ulpOf(d dtype.Type) float64 {
	ulp := 1.0
	for floatsOf(ops.T(ofFloats(d, 1+ulp/2)), types.A(d, types.C(1)))[0] != 1 {
		ulp /= 2
	}
	return ulp
}

// ofInts makes an array of ints, given by their bits.
func ofInts(d dtype.Type, xs ...uint64) *tensor.Tensor {
	out := tensor.New(d, len(xs))
	for k, x := range xs {
		var word [8]byte
		binary.LittleEndian.PutUint64(word[:], x)
		copy(out.Bytes()[k*d.Size():(k+1)*d.Size()], word[:])
	}
	return out
}

// ofFloats makes an array of numbers, rounded to a type.
func ofFloats(d dtype.Type, xs ...float64) *tensor.Tensor {
	return cast(ops.T(tensor.FromF64(xs, len(xs))), types.A(dtype.F64, types.C(int64(len(xs)))), d).Tensor()
}

// floatsOf gives the numbers of a scalar or an array.
func floatsOf(v ops.Value, t types.Type) []float64 {
	v = cast(v, t, dtype.F64)
	if x := v.Tensor(); x != nil {
		return slices.Clone(tensor.Of[float64](x))
	}
	return []float64{v.F64()}
}

func cast(v ops.Value, t types.Type, d dtype.Type) ops.Value {
	n := nodeOn(ops.Cast{To: d}, []types.Type{t})
	out, err := ops.Cast{To: d}.Eval(nil, n, []ops.Value{v})
	if err != nil {
		panic(err)
	}
	return out[0]
}

// sizes are those of axes that a sample leaves open.
type sizes map[types.Dim]int

// shapeOf gives the shape of a type.
func (z sizes) shapeOf(t types.Type) []int {
	shape := []int{}
	for _, n := range types.DimsOf(t) {
		if n.IsConst() {
			shape = append(shape, int(n.Const))
		} else {
			shape = append(shape, z[n])
		}
	}
	return shape
}

// someTexts are texts and numbers: empty, short, long, beyond ASCII.
var someTexts = []string{"", "a", "abc", "äöü", "日本語 – 𝄞", "12", "-7", " 1e3 ", "nan", strings.Repeat("long ", 100)}

// inputs gives numbers and texts for the parameters.
func (s *opCase) inputs(r *rand.Rand, how filling, z sizes) []ops.Value {
	out := make([]ops.Value, len(s.args))
	before := 1 // the product of how many special numbers the operands before have
	for i, t := range s.args {
		if t == types.Str {
			out[i] = ops.S(someTexts[r.IntN(len(someTexts))])
			continue
		}
		d, _ := types.ElemDType(t)
		shape := z.shapeOf(t)
		var x *tensor.Tensor
		if n := tensor.Count(shape); s.place[i] {
			x = picked(ofInts(d, 0, 1), n, func(int) int { return r.IntN(2) })
		} else if how == pairs {
			all := specials(d)
			x = picked(all, n, func(k int) int { return k / before % all.Len() })
			before *= all.Len()
		} else {
			x = numbers(r, d, n, how)
		}
		x = x.Reshape(shape...)
		if out[i] = ops.T(x); len(shape) == 0 {
			out[i] = ops.Elem(x, 0)
		}
	}
	return out
}

// numbers gives n numbers of a type.
func numbers(r *rand.Rand, d dtype.Type, n int, how filling) *tensor.Tensor {
	few := ofFloats(d, 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2)
	if d.Class() != dtype.Float {
		few = ofInts(d, 0, 1)
	}
	all := few
	switch {
	case how == smooth && d.Class() == dtype.Float:
		xs := make([]float64, n)
		for k := range xs {
			xs[k] = 0.3 + 1.6*r.Float64()
		}
		return ofFloats(d, xs...)
	case how == notRounded && d.Class() == dtype.Float:
		all = ofFloats(d, math.NaN(), 0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), 1, -1, 0.5)
	case how != exact && how != smooth:
		all = specials(d)
	}
	out := picked(all, n, func(int) int { return r.IntN(all.Len()) })
	if how == special {
		return out
	}
	plain := picked(few, n, func(int) int { return r.IntN(few.Len()) })
	for k := range n { // one in eight is special
		if at := k * d.Size(); r.IntN(8) > 0 {
			copy(out.Bytes()[at:at+d.Size()], plain.Bytes()[at:])
		}
	}
	return out
}

// picked makes an array of elements of another, by place.
func picked(from *tensor.Tensor, n int, at func(k int) int) *tensor.Tensor {
	size := from.DType.Size()
	out := tensor.New(from.DType, n)
	for k := range n {
		copy(out.Bytes()[k*size:(k+1)*size], from.Bytes()[at(k)*size:])
	}
	return out
}

// known reports whether all sizes are: others depend on operands.
func (s *opCase) known() bool {
	for _, t := range append(slices.Clone(s.args), s.n.Results[0].Type) {
		if slices.ContainsFunc(types.DimsOf(t), func(d types.Dim) bool { return !d.IsConst() && d != rows && d != columns }) {
			return false
		}
	}
	return true
}

// open reports whether a sample leaves sizes open.
func (s *opCase) open() bool {
	return slices.ContainsFunc(s.args, func(t types.Type) bool {
		return slices.ContainsFunc(types.DimsOf(t), func(d types.Dim) bool { return !d.IsConst() })
	})
}

// roundsInAnyOrder reports whether the order of sums is the backend's own, so that sums must not be rounded for the bits
// to agree.
func roundsInAnyOrder(op ir.Op) bool { _, ok := op.(ops.Matmul); return ok }
