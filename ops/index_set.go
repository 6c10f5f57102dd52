package ops

import (
	"fmt"
	"slices"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// IndexSet gives an array with v in the place of what an Index of it takes, which has v's shape: a version of x, in place
// where x is the only reference. Operands: x, an i64 for each of Axes, start and step for each of Slices, v.
type IndexSet struct {
	pure
	Axes, Slices []int
}

// GatherSet gives an array with the rows of v in the place of those that a Gather of it takes, in turn: of two in one place
// the last stays. Operands: x, an i64 for each of the first Lead axes, the indices, v.
type GatherSet struct {
	pure
	Lead int
}

func (IndexSet) OpName() string  { return "index.set" }
func (GatherSet) OpName() string { return "gather.set" }

// Infer gives the array's type.
func (o IndexSet) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	a, err := arrayArg(n, 0)
	if err != nil {
		return nil, err
	}
	if err := picks(len(a.Dims), o.Axes, o.Slices); err != nil {
		return nil, err
	}
	want := append([]operand{anArray}, slices.Repeat([]operand{anI64}, len(o.Axes)+2*len(o.Slices))...)
	return replaced(n, len(a.Dims)-len(o.Axes), append(want, aNumber)...)
}

// Infer gives the array's type.
func (o GatherSet) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	a, err := arrayArg(n, 0)
	if err != nil {
		return nil, err
	}
	if o.Lead < 0 || o.Lead >= len(a.Dims) || len(n.Args) != 3+o.Lead {
		return nil, fmt.Errorf("rows behind %d axes of %s with %d operands", o.Lead, a, len(n.Args))
	}
	want := append([]operand{anArray}, slices.Repeat([]operand{anI64}, o.Lead)...)
	idx := n.Args[1+o.Lead].Type
	if d, _ := types.ElemDType(idx); d != dtype.I64 {
		return nil, fmt.Errorf("the indices are %s", idx)
	}
	return replaced(n, len(a.Dims)-o.Lead-1+len(types.DimsOf(idx)), append(want, anArray, anArray)...)
}

// replaced checks the operands, of which the last has elements of x along so many axes, and gives x's type.
func replaced(n *ir.Node, rank int, want ...operand) ([]types.Type, error) {
	if err := takes(n, want...); err != nil {
		return nil, err
	}
	x, v := n.Args[0].Type, n.Args[len(n.Args)-1].Type
	d, _ := types.ElemDType(x)
	if e, _ := types.ElemDType(v); d != e || len(types.DimsOf(v)) != rank {
		return nil, fmt.Errorf("puts %s into %s", v, x)
	}
	return single(x)
}

// Eval replaces the part.
func (o IndexSet) Eval(env *Env, _ *ir.Node, args []Value) ([]Value, error) {
	x, rest, v := args[0].Tensor(), args[1:], args[len(args)-1]
	if err := env.takeVersion(x); err != nil {
		return nil, err
	}
	if len(o.Axes) == len(x.Shape) {
		return []Value{T(x.Replaced(place(x.Shape, rest), v.Bits))}, nil
	}
	shape := v.Tensor().Shape
	ps := parts(x.Shape, o.Axes, o.Slices, rest, 2, func(i int) int { return shape[left(o.Axes, o.Slices[i])] })
	return []Value{T(x.ReplacedParts(v.Tensor(), ps))}, nil
}

// Eval replaces row after row.
func (o GatherSet) Eval(env *Env, _ *ir.Node, args []Value) ([]Value, error) {
	x, rest := args[0].Tensor(), args[1:]
	if err := env.takeVersion(x); err != nil {
		return nil, err
	}
	eachRow(x.Shape, rest[:o.Lead], rest[o.Lead].Tensor(), rest[o.Lead+1].Tensor(), func(ps []tensor.Part, row *tensor.Tensor) {
		x = x.ReplacedParts(row, ps)
	})
	return []Value{T(x)}, nil
}

// eachRow gives the rows of v in turn, and the parts of an array of a shape where a gather finds them.
func eachRow(shape []int, lead []Value, idx, v *tensor.Tensor, see func(ps []tensor.Part, row *tensor.Tensor)) {
	rows := v.Reshape(append([]int{idx.Len()}, v.Shape[len(idx.Shape):]...)...)
	axes := make([]int, len(lead)+1)
	for k := range axes {
		axes[k] = k
	}
	for k, i := range tensor.Of[int64](idx) {
		see(parts(shape, axes, nil, append(slices.Clone(lead), I(i)), 0, nil), under(rows, []Value{I(int64(k))}))
	}
}

// takeVersion is Take for another version of an array.
func (e *Env) takeVersion(x *tensor.Tensor) error {
	if x.Replaceable() {
		return nil
	}
	return e.TakeArray(x.DType, x.Shape)
}

// Parts gives the part of each axis that is replaced; slices have no Len, but a Step.
func (o IndexSet) Parts(args []*ir.Value) []Part {
	return partsSet(len(types.DimsOf(args[0].Type)), o.Axes, o.Slices, args[1:])
}

// JVP does the same with the tangents.
func (o IndexSet) JVP(g Forward) { replacing(g, o) }

// JVP does the same with the tangents.
func (o GatherSet) JVP(g Forward) { replacing(g, o) }

// replacing is a forward rule that applies the op to the tangents of the first operand and of the last.
func replacing(g Forward, op ir.Op) {
	n := g.Node()
	last := len(n.Args) - 1
	if g.Tangent(0) == nil && g.Tangent(last) == nil {
		return
	}
	args := make([]*ir.Value, len(n.Args))
	for i := range args {
		args[i] = g.Arg(i)
	}
	for _, i := range []int{0, last} {
		if t := g.Tangent(i); t != nil {
			args[i] = t
		} else {
			args[i] = Like(g.B(), args[i], 0)
		}
	}
	g.SetTangent(0, g.B().Emit1(op, args...))
}

// VJP: v̄ is the part of z̄; x̄ is the rest, with zeros there.
func (o IndexSet) VJP(g Reverse) {
	ct, last := g.Ct(0), len(g.Node().Args)-1
	if ct == nil {
		return
	}
	if g.Active(last) {
		g.Add(last, partOf(g, o.Axes, o.Slices, ct))
	}
	if g.Active(0) {
		g.Add(0, g.B().Emit1(o, slices.Concat([]*ir.Value{ct}, argsOf(g, 1, last), []*ir.Value{noneOf(g, last, ct)})...))
	}
}

// VJP goes from the last row to the first: v̄ receives the row of z̄, which is zero from then on, so that of rows in one place
// only the last receives it. What is left of z̄ is x̄.
func (o GatherSet) VJP(g Reverse) {
	ct, last := g.Ct(0), len(g.Node().Args)-1
	if ct == nil {
		return
	}
	b, at := g.B(), argsOf(g, 1, last)
	idx, one := at[o.Lead], b.Emit1(Const{Value: int64(1)})
	count := Count(b, idx)
	idx = Flat(b, idx, count)
	none := o.filled(g, ct)
	axes := make([]int, o.Lead+1)
	for k := range axes {
		axes[k] = k
	}
	start := []*ir.Value{ct}
	if g.Active(last) {
		start = append(start, o.filled(g, ct, count))
	}
	body := b.Region(append([]types.Type{types.CoreI64}, ir.Types(start)...), func(ps []*ir.Value) []*ir.Value {
		k := b.Emit1(Sub, b.Emit1(Sub, count, one), ps[0])
		place := append(slices.Clone(at[:o.Lead]), At(b, idx, k))
		out := []*ir.Value{nil}
		if len(start) > 1 {
			row := At(b, ps[1], place...)
			out = append(out, b.Emit1(IndexSet{Axes: []int{0}}, ps[2], k, row))
		}
		out[0] = b.Emit1(IndexSet{Axes: axes}, slices.Concat([]*ir.Value{ps[1]}, place, []*ir.Value{none})...)
		return out
	})
	out := b.EmitRegions(For{}, []*ir.Region{body}, append([]*ir.Value{count}, start...)...)
	if len(out) > 1 {
		g.Add(last, b.Emit1(Reshape{Dims: types.DimsOf(g.Node().Args[last].Type)}, append([]*ir.Value{out[1]}, namedSizes(g, last)...)...))
	}
	if g.Active(0) {
		g.Add(0, out[0])
	}
}

// filled gives zeros of the shape of a row, or of as many rows as are counted.
func (o GatherSet) filled(g Reverse, ct *ir.Value, count ...*ir.Value) *ir.Value {
	x := types.DimsOf(g.Node().Args[0].Type)
	args := append([]*ir.Value{Number(g.B(), mustDType(ct.Type), 0)}, count...)
	var dims []types.Dim
	for range count {
		dims = append(dims, types.N("?"))
	}
	for k := o.Lead + 1; k < len(x); k++ {
		if dims = append(dims, x[k]); !x[k].IsConst() {
			args = append(args, g.Dim(0, k))
		}
	}
	if len(dims) == 0 {
		return args[0]
	}
	return g.B().Emit1(Broadcast{Dims: dims}, args...)
}

// argsOf gives operands as backward code has them.
func argsOf(g Reverse, from, to int) []*ir.Value {
	var out []*ir.Value
	for i := from; i < to; i++ {
		out = append(out, g.Arg(i))
	}
	return out
}

// noneOf is zeros of the shape of operand i and the elements of ct.
func noneOf(g Reverse, i int, ct *ir.Value) *ir.Value {
	zero := Number(g.B(), mustDType(ct.Type), 0)
	dims := types.DimsOf(g.Node().Args[i].Type)
	if len(dims) == 0 {
		return zero
	}
	return g.B().Emit1(Broadcast{Dims: dims}, append([]*ir.Value{zero}, namedSizes(g, i)...)...)
}

// Count is the number of elements of an array.
func Count(b *ir.Builder, v *ir.Value) *ir.Value {
	n := Size(b, v, 0)
	for k := range types.DimsOf(v.Type)[1:] {
		n = times(b, n, Size(b, v, 1+k))
	}
	return n
}

// Flat gives the elements of an array along one axis; there are count of them.
func Flat(b *ir.Builder, v, count *ir.Value) *ir.Value {
	if len(types.DimsOf(v.Type)) == 1 {
		return v
	}
	return b.Emit1(Reshape{Dims: []types.Dim{types.N("?")}}, v, count)
}
