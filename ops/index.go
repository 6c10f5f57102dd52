package ops

import (
	"fmt"
	"slices"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// Index takes a part of each axis of an array: of those in Axes one element,
// in range, which drops the axis; of those in Slices len elements from start
// on, step apart, all in range; of the others all. Both lists ascend. Dims are
// the sizes that the slices leave. Operands: x, an i64 for each of Axes, then
// start, step and len for each of Slices. The result of an index of all axes
// is a scalar.
type Index struct {
	pure
	Axes, Slices []int
	Dims         []types.Dim
}

// AccIndex adds v to what an Index of the array takes. Operands: acc, sizes…,
// an i64 for each of Axes, start and step for each of Slices, v.
type AccIndex struct {
	pure
	Axes, Slices []int
}

func (Index) OpName() string    { return "index" }
func (AccIndex) OpName() string { return "acc.index" }

// picks checks that two lists name axes below rank once, in order.
func picks(rank int, axes, cut []int) error {
	at := make([]bool, rank)
	for _, list := range [][]int{axes, cut} {
		last := -1
		for _, a := range list {
			if a <= last || a >= rank || at[a] {
				return fmt.Errorf("axes %v and slices %v of %d axes", axes, cut, rank)
			}
			last, at[a] = a, true
		}
	}
	return nil
}

// Infer drops axes and replaces sizes.
func (o Index) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	a, err := arrayArg(n, 0)
	if err != nil {
		return nil, err
	}
	if err := picks(len(a.Dims), o.Axes, o.Slices); err != nil {
		return nil, err
	}
	if len(o.Dims) != len(o.Slices) {
		return nil, fmt.Errorf("%d sizes of %d slices", len(o.Dims), len(o.Slices))
	}
	want := append([]operand{anArray}, slices.Repeat([]operand{anI64}, len(o.Axes)+3*len(o.Slices))...)
	if err := takes(n, want...); err != nil {
		return nil, err
	}
	var dims []types.Dim
	for k, d := range a.Dims {
		if i := slices.Index(o.Slices, k); i >= 0 {
			d = o.Dims[i]
		}
		if !slices.Contains(o.Axes, k) {
			dims = append(dims, d)
		}
	}
	return single(arrayOf(a.DType, dims))
}

// Infer gives the accumulator's type.
func (o AccIndex) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	a, err := accArg(n)
	if err != nil {
		return nil, err
	}
	if err := picks(len(a.Dims), o.Axes, o.Slices); err != nil {
		return nil, err
	}
	if d, ok := types.ElemDType(n.Args[len(n.Args)-1].Type); !ok || d != a.DType {
		return nil, fmt.Errorf("adds %s", n.Args[len(n.Args)-1].Type)
	}
	return accInfer(n, len(o.Axes)+2*len(o.Slices)+1)
}

// parts evaluates the operands: size gives that of slice i, each operands
// apart.
func parts(shape, axes, cut []int, args []Value, each int, size func(i int) int) []tensor.Part {
	out := make([]tensor.Part, len(shape))
	for k, n := range shape {
		out[k] = tensor.Part{Step: 1, Len: n}
	}
	for i, k := range axes {
		out[k] = tensor.At(int(args[i].I()))
	}
	args = args[len(axes):]
	for i, k := range cut {
		out[k] = tensor.Part{Start: int(args[each*i].I()), Step: int(args[each*i+1].I()), Len: size(i)}
	}
	return out
}

// place is the row-major place of an element that all axes are indexed for.
func place(shape []int, args []Value) int {
	at := 0
	for k, n := range shape {
		at = at*n + int(args[k].I())
	}
	return at
}

// Eval copies the part.
func (o Index) Eval(_ *Env, _ *ir.Node, args []Value) ([]Value, error) {
	x, rest := args[0].Tensor(), args[1:]
	if len(o.Axes) == len(x.Shape) {
		return []Value{Elem(x, place(x.Shape, rest))}, nil
	}
	k := len(o.Axes)
	ps := parts(x.Shape, o.Axes, o.Slices, rest, 3, func(i int) int { return int(rest[k+3*i+2].I()) })
	return []Value{T(tensor.Take(x, ps))}, nil
}

// Eval adds in place.
func (o AccIndex) Eval(_ *Env, n *ir.Node, args []Value) ([]Value, error) {
	if a := lentAcc(args[0]); a != nil {
		o.replace(a, args[1+len(a.T.Shape):])
		return accValue(a), nil
	}
	a, rest, err := openAcc(n, args)
	if err != nil {
		return nil, err
	}
	v := rest[len(rest)-1]
	if len(o.Axes) == len(a.T.Shape) {
		at := place(a.T.Shape, rest)
		if a.T.DType == dtype.F32 {
			tensor.Of[float32](a.T)[at] += v.F32()
		} else {
			tensor.Of[float64](a.T)[at] += v.F64()
		}
		return accValue(a), nil
	}
	shape := v.Tensor().Shape
	tensor.AddParts(a.T, v.Tensor(), parts(a.T.Shape, o.Axes, o.Slices, rest, 2, func(i int) int { return shape[left(o.Axes, o.Slices[i])] }))
	return accValue(a), nil
}

// replace adds to an accumulator of which others may see an older state.
func (o AccIndex) replace(a *Acc, rest []Value) {
	v := rest[len(rest)-1]
	if len(o.Axes) == len(a.T.Shape) {
		at := place(a.T.Shape, rest)
		a.T = a.T.Replaced(at, Add.Scalar2(a.T.DType, Elem(a.T, at), v).Bits)
		return
	}
	shape := v.Tensor().Shape
	ps := parts(a.T.Shape, o.Axes, o.Slices, rest, 2, func(i int) int { return shape[left(o.Axes, o.Slices[i])] })
	sum := tensor.Take(a.T, ps)
	tensor.Add(sum, v.Tensor())
	a.T = a.T.ReplacedParts(sum, ps)
}

// Parts gives the part of each axis that is added to; slices have no Len, but
// a Step.
func (o AccIndex) Parts(args []*ir.Value) []Part {
	r := len(types.DimsOf(args[0].Type.(types.Opt).Elem))
	return partsSet(r, o.Axes, o.Slices, args[1+r:])
}

// partsSet gives the part of each axis that the operands of an update name.
func partsSet(rank int, axes, cut []int, at []*ir.Value) []Part {
	ps := make([]Part, rank)
	for i, k := range axes {
		ps[k].Start = at[i]
	}
	at = at[len(axes):]
	for i, k := range cut {
		ps[k] = Part{Start: at[2*i], Step: at[2*i+1]}
	}
	return ps
}

// left is the axis that axis k became in what an index of axes leaves.
func left(axes []int, k int) int {
	at := k
	for _, a := range axes {
		if a < k {
			at--
		}
	}
	return at
}

// JVP applies the op to the tangent.
func (o Index) JVP(g Forward) { linear(g, o, 1) }

// JVP adds the tangents.
func (o AccIndex) JVP(g Forward) { accLinear(g, o, len(g.Node().Args)-1) }

// VJP adds to the same part of the accumulator.
func (o Index) VJP(g Reverse) {
	ct := g.Ct(0)
	if ct == nil || !g.Active(0) {
		return
	}
	var at []*ir.Value
	for i := range o.Axes {
		at = append(at, g.Arg(1+i))
	}
	for i := range o.Slices {
		first := 1 + len(o.Axes) + 3*i
		at = append(at, g.Arg(first), g.Arg(first+1))
	}
	g.Acc(0, AccIndex{Axes: o.Axes, Slices: o.Slices}, append(at, ct)...)
}

// VJP: v̄ is the part of z̄; z̄ moves to the accumulator.
func (o AccIndex) VJP(g Reverse) {
	args := g.Node().Args
	last := len(args) - 1
	if g.Active(last) {
		if ct := g.Ct(0); ct != nil {
			g.Add(last, partOf(g, o.Axes, o.Slices, ct))
		}
	}
	if g.Active(0) {
		g.Give(0, g.Take(0))
	}
}

// partOf takes the part of z that an update replaced, or added to: its last
// operands are those that name the part, and what was put there.
func partOf(g Reverse, axes, cut []int, z *ir.Value) *ir.Value {
	args := g.Node().Args
	last := len(args) - 1
	first := last - len(axes) - 2*len(cut)
	operands := []*ir.Value{z}
	for i := range axes {
		operands = append(operands, g.Arg(first+i))
	}
	first += len(axes)
	var dims []types.Dim
	for i, s := range cut {
		k := left(axes, s)
		operands = append(operands, g.Arg(first+2*i), g.Arg(first+2*i+1), g.Dim(last, k))
		dims = append(dims, types.DimsOf(args[last].Type)[k])
	}
	return g.B().Emit1(Index{Axes: axes, Slices: cut, Dims: dims}, operands...)
}
