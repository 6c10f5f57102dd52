package ad

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// fill turns the accumulator of a primal value into its cotangent without
// nulls: zeros where nothing was added.
func (t *transform) fill(b *ir.Builder, primal, acc *ir.Value) *ir.Value {
	switch pt := primal.Type.(type) {
	case types.Scalar:
		if acc == nil {
			return ops.Like(b, primal, 0)
		}
		return ops.CastTo(b, acc, pt.DType())
	case types.Array:
		if acc == nil {
			return ops.Like(b, primal, 0)
		}
		return ops.CastTo(b, b.Emit1(ops.AccGet{}, append([]*ir.Value{acc}, sizesOf(b, primal)...)...), pt.DType)
	case types.Vec:
		return t.fillVec(b, primal, pt, t.orNull(b, primal, acc))
	case types.Node:
		fn := t.filler(pt)
		ct := ops.CtLeaf(t.m, pt)
		return b.Emit1(ops.Call{Fn: fn, Results: []types.Type{ct}}, primal, t.orNull(b, primal, acc))
	}
	panic("ad: fill of " + primal.Type.String())
}

func (t *transform) orNull(b *ir.Builder, primal, acc *ir.Value) *ir.Value {
	if acc != nil {
		return acc
	}
	return t.zeroAcc(b, primal.Type)
}

// zeroAcc is the accumulator that nothing was added to.
func (t *transform) zeroAcc(b *ir.Builder, pt types.Type) *ir.Value {
	return ops.ZeroAcc(b, ops.AccLeaf(t.m, pt))
}

func sizesOf(b *ir.Builder, v *ir.Value) []*ir.Value {
	dims := types.DimsOf(v.Type)
	out := make([]*ir.Value, len(dims))
	for i, d := range dims {
		if d.IsConst() {
			out[i] = b.Emit1(ops.Const{Value: d.Const})
		} else {
			out[i] = b.Emit1(ops.Dim{Axis: i}, v)
		}
	}
	return out
}

// fillVec fills row by row.
func (t *transform) fillVec(b *ir.Builder, primal *ir.Value, pt types.Vec, acc *ir.Value) *ir.Value {
	ct := ops.CtLeaf(t.m, pt).(types.Vec)
	n := b.Emit1(ops.VecLen{}, primal)
	empty := b.Emit1(ops.VecNew{Elems: ct.Elems})
	body := b.Region([]types.Type{types.CoreI64, ct}, func(ps []*ir.Value) []*ir.Value {
		row := b.Emit(ops.VecGet{}, primal, ps[0])
		accs := b.Emit(ops.RowGet{Elems: t.rowAccs(pt)}, acc, ps[0])
		return []*ir.Value{b.Emit1(ops.VecPush{}, append([]*ir.Value{ps[1]}, t.fillRow(b, row, accs)...)...)}
	})
	return b.EmitRegions(ops.For{}, []*ir.Region{body}, n, empty)[0]
}

// rowAccs gives the accumulators of a row's float leaves.
func (t *transform) rowAccs(v types.Vec) []types.Type {
	var out []types.Type
	for _, e := range v.Elems {
		if ops.HoldsFloat(t.m, e) {
			out = append(out, ops.AccLeaf(t.m, e))
		}
	}
	return out
}

// fillRow fills the float leaves of a row or record.
func (t *transform) fillRow(b *ir.Builder, leaves, accs []*ir.Value) []*ir.Value {
	var out []*ir.Value
	for _, v := range leaves {
		if ops.HoldsFloat(t.m, v.Type) {
			out = append(out, t.fill(b, v, accs[0]))
			accs = accs[1:]
		}
	}
	return out
}

// filler makes the function that fills the cotangents of a record and of what
// it points to.
func (t *transform) filler(pt types.Node) string {
	name := "fill." + pt.Name
	if t.m.Func(name) != nil {
		return name
	}
	ct := ops.CtLeaf(t.m, pt)
	acc := ops.AccLeaf(t.m, pt)
	t.m.Add(&ir.Func{Name: name, Body: &ir.Region{}}) // it may call itself
	b := ir.NewFunc(t.m, name)
	p, a := b.Param("p", pt), b.Param("acc", acc)
	null := b.Emit1(ops.OptIsNull{}, p)
	then := b.Region(nil, func([]*ir.Value) []*ir.Value { return []*ir.Value{b.Emit1(ops.Null{Type: ct})} })
	els := b.Region(nil, func([]*ir.Value) []*ir.Value {
		var leaves, accs []*ir.Value
		k := 0
		for i, ft := range t.m.NodeType(pt.Name).Fields {
			leaf := b.Emit1(ops.NodeGet{Field: i}, p)
			leaves = append(leaves, leaf)
			if ops.HoldsFloat(t.m, ft) {
				accs = append(accs, b.Emit1(ops.FieldGet{Type: ops.AccLeaf(t.m, ft), K: k}, a))
				k++
			}
		}
		return []*ir.Value{b.Emit1(ops.NodeNew{Name: ct.(types.Node).Name}, t.fillRow(b, leaves, accs)...)}
	})
	f := b.Done(b.EmitRegions(ops.If{}, []*ir.Region{then, els}, null)...)
	t.m.Replace(f)
	return name
}
