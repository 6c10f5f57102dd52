package ops

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// Reduce reduces axes (sorted) away: Kind names a Reduction; of bools, max is
// any and min is all. Sums follow the tree of package tensor.
type Reduce struct {
	pure
	Kind string
	Axes []int
}

// ArgMax is the index of the first maximum (minimum, if Low) along an axis.
type ArgMax struct {
	pure
	Axis int
	Low  bool
}

// Matmul multiplies matrices, or batches with equal leading sizes. An operand
// that is marked is stored with its last two axes exchanged. A product of
// derivatives annihilates: where a matrix has no element but 0, so has the
// product, whatever the other holds. Its derivatives are such products again.
type Matmul struct {
	pure
	TransA, TransB bool
	Annihilates    bool
}

var reductions = []Decl{
	{Reduce{}, Traits{Rule, Axes, borrowing, FuseFold, Lowered, CostDear}},
	{ArgMax{}, Traits{ZeroBecause("a place"), Axes, borrowing, FuseFold, Lowered, CostDear}},
	{Matmul{}, Traits{Rule, Axes, borrowing, Barrier, Native, CostDear}},
	{ProdOthers{}, Traits{Rule, Axes, borrowing, Barrier, Host, CostDear}},
}

func (Reduce) OpName() string { return "reduce" }
func (ArgMax) OpName() string { return "argmax" }
func (Matmul) OpName() string { return "matmul" }

// Infer drops the axes.
func (o Reduce) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := takes(n, summed); err != nil {
		return nil, err
	}
	a, _ := arrayArg(n, 0)
	for _, axis := range o.Axes {
		if _, err := axisOf(n, axis); err != nil {
			return nil, err
		}
	}
	switch k := o.reduction(); {
	case k == nil:
		return nil, fmt.Errorf("Kind is one of %s, not %q", strings.Join(slices.Sorted(maps.Keys(Reductions())), ", "), o.Kind)
	case a.DType == dtype.Bool && !k.Bools:
		return nil, fmt.Errorf("%s of bools", o.Kind)
	}
	return single(arrayOf(a.DType, dropped(a.Dims, o.Axes)))
}

func dropped(dims []types.Dim, axes []int) []types.Dim {
	var out []types.Dim
	for i, d := range dims {
		if !has(axes, i) {
			out = append(out, d)
		}
	}
	return out
}

func has(xs []int, x int) bool {
	for _, y := range xs {
		if x == y {
			return true
		}
	}
	return false
}

// Infer drops the axis.
func (o ArgMax) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	a, err := axisOf(n, o.Axis)
	if err != nil {
		return nil, err
	}
	return given(arrayOf(dtype.I64, without(a.Dims, o.Axis)), takes(n, summed))
}

// Infer multiplies the shapes.
func (o Matmul) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := takes(n, summed, summed); err != nil {
		return nil, err
	}
	a, _ := arrayArg(n, 0)
	b, _ := arrayArg(n, 1)
	if a.DType.Class() == dtype.Uint || a.DType.Class() == dtype.Truth {
		return nil, fmt.Errorf("does not take %s", a.DType)
	}
	r := len(a.Dims)
	if r < 2 || len(b.Dims) != r || a.DType != b.DType {
		return nil, fmt.Errorf("operands are %s and %s", a, b)
	}
	m, c := a.Dims[r-2], b.Dims[r-1]
	if o.TransA {
		m = a.Dims[r-1]
	}
	if o.TransB {
		c = b.Dims[r-2]
	}
	return single(types.Array{DType: a.DType, Dims: append(append([]types.Dim{}, a.Dims[:r-2]...), m, c)})
}

// Eval reduces.
func (o Reduce) Eval(_ *Env, n *ir.Node, args []Value) ([]Value, error) {
	return fromTensor(tensor.Reduce(args[0].Tensor(), o.reduction().Fold, o.Axes)), nil
}

// Eval searches.
func (o ArgMax) Eval(_ *Env, n *ir.Node, args []Value) ([]Value, error) {
	return fromTensor(tensor.Place(args[0].Tensor(), o.Extreme().Fold, o.Axis)), nil
}

// Eval multiplies.
func (o Matmul) Eval(env *Env, n *ir.Node, args []Value) ([]Value, error) {
	a, b := args[0].Tensor(), args[1].Tensor()
	rows, columns := len(a.Shape)-2, len(b.Shape)-1
	if o.TransA {
		rows++
	}
	if o.TransB {
		columns--
	}
	shape := append(append([]int{}, a.Shape[:len(a.Shape)-2]...), a.Shape[rows], b.Shape[columns])
	if err := env.TakeArray(a.DType, shape); err != nil {
		return nil, err
	}
	return []Value{T(tensor.MatMul(a, b, o.TransA, o.TransB, o.Annihilates))}, nil
}

// spread repeats a reduced value v over the reduced axes of x.
func (o Reduce) spread(b *ir.Builder, v, x *ir.Value) *ir.Value {
	dims := types.DimsOf(x.Type)
	sizes := make([]*ir.Value, len(dims))
	for i, d := range dims {
		if !d.IsConst() {
			sizes[i] = b.Emit1(Dim{Axis: i}, x)
		}
	}
	return o.spreadTo(b, v, dims, sizes)
}

func (o Reduce) spreadTo(b *ir.Builder, v *ir.Value, dims []types.Dim, sizes []*ir.Value) *ir.Value {
	var kept, all []*ir.Value
	keep := make([]types.Dim, len(dims))
	for i, d := range dims {
		keep[i] = d
		if has(o.Axes, i) {
			keep[i] = types.C(1)
		} else if !d.IsConst() {
			kept = append(kept, sizes[i])
		}
		if !d.IsConst() {
			all = append(all, sizes[i])
		}
	}
	if len(types.DimsOf(v.Type)) > 0 {
		v = b.Emit1(Reshape{Dims: keep}, append([]*ir.Value{v}, kept...)...)
	}
	return b.Emit1(Broadcast{Dims: dims}, append([]*ir.Value{v}, all...)...)
}

// shares is, for extremes, 1/k at each of the k places where x is equal to the
// extreme, 0 elsewhere.
func (o Reduce) shares(r Residuals) *ir.Value {
	b, x := r.B(), r.Arg(0)
	at := b.Emit1(Eq, x, o.spread(b, r.Result(0), x))
	d := mustDType(x.Type)
	ones := b.Emit1(Cast{To: d}, at)
	k := b.Emit1(Reduce{Kind: "sum", Axes: o.Axes}, ones)
	return b.Emit1(Div, ones, o.spread(b, k, x))
}

// others is, for prod, the product of the other elements.
func (o Reduce) others(r Residuals) *ir.Value {
	return r.B().Emit1(ProdOthers{Axes: o.Axes}, r.Arg(0))
}

// JVP is the sum of the weighted tangents.
func (o Reduce) JVP(g Forward) {
	t := g.Tangent(0)
	if t == nil {
		return
	}
	b := g.B()
	if w := o.reduction().weights; !w.ones {
		t = b.Emit1(Scale, t, w.at(o, g))
	}
	g.SetTangent(0, b.Emit1(Reduce{Kind: "sum", Axes: o.Axes}, t))
}

// VJP spreads the cotangent and multiplies it by the weights.
func (o Reduce) VJP(g Reverse) {
	ct := g.Ct(0)
	if ct == nil || !g.Active(0) {
		return
	}
	b := g.B()
	dims := types.DimsOf(g.Node().Args[0].Type)
	sizes := make([]*ir.Value, len(dims))
	for i, d := range dims {
		if !d.IsConst() {
			sizes[i] = g.Dim(0, i)
		}
	}
	v := o.spreadTo(b, ct, dims, sizes)
	if w := o.reduction().weights; !w.ones {
		v = b.Emit1(Scale, v, w.at(o, g))
	}
	g.Add(0, v)
}

// JVP is the product rule.
func (o Matmul) JVP(g Forward) {
	b := g.B()
	var sum *ir.Value
	o.Annihilates = true
	if t := g.Tangent(0); t != nil {
		sum = b.Emit1(o, t, g.Arg(1))
	}
	if t := g.Tangent(1); t != nil {
		sum = plus(b, sum, b.Emit1(o, g.Arg(0), t))
	}
	if sum != nil {
		g.SetTangent(0, sum)
	}
}

// VJP multiplies the cotangent by the other operand, transposed by flags.
func (o Matmul) VJP(g Reverse) {
	ct := g.Ct(0)
	if ct == nil {
		return
	}
	if g.Active(0) {
		if o.TransA {
			g.Add(0, Matmul{TransA: o.TransB, TransB: true}.cotangent(g, 0, g.Arg(1), ct))
		} else {
			g.Add(0, Matmul{TransB: !o.TransB}.cotangent(g, 0, ct, g.Arg(1)))
		}
	}
	if g.Active(1) {
		if o.TransB {
			g.Add(1, Matmul{TransA: true, TransB: o.TransA}.cotangent(g, 1, ct, g.Arg(0)))
		} else {
			g.Add(1, Matmul{TransA: !o.TransA}.cotangent(g, 1, g.Arg(0), ct))
		}
	}
}

// cotangent is the product x y that operand i of a product receives. Where it adds nothing up, as for those of vectors,
// each of its products annihilates.
func (o Matmul) cotangent(g Reverse, i int, x, y *ir.Value) *ir.Value {
	o.Annihilates = true
	b, last := g.B(), len(types.DimsOf(x.Type))-1
	inner := last
	if o.TransA {
		inner--
	}
	if !types.DimsOf(x.Type)[inner].Is(1) {
		return b.Emit1(o, x, y)
	}
	spread := func(v *ir.Value, transposed bool) *ir.Value {
		if transposed {
			perm := make([]int, last+1)
			for k := range perm {
				perm[k] = k
			}
			perm[last-1], perm[last] = last, last-1
			v = b.Emit1(Transpose{Perm: perm}, v)
		}
		return b.Emit1(Broadcast{Dims: types.DimsOf(g.Node().Args[i].Type)}, append([]*ir.Value{v}, namedSizes(g, i)...)...)
	}
	return b.Emit1(Scale, spread(x, o.TransA), spread(y, o.TransB))
}

func without(dims []types.Dim, axis int) []types.Dim {
	return append(append([]types.Dim{}, dims[:axis]...), dims[axis+1:]...)
}
