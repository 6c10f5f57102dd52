package ops

import (
	"fmt"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// AccLeaf is the type of the accumulator of a leaf that holds floats, in the type
// in which they are computed: scalars themselves; T? of arrays; of a vec, T? of the vec of its rows' accumulators;
// of a node, the nullable node of its fields' accumulators. It declares the
// records that it needs, whose names end in AccMark.
func AccLeaf(m *ir.Module, t types.Type) types.Type {
	switch t := t.(type) {
	case types.Scalar:
		return types.Scalar(t.DType().Compute())
	case types.Array:
		return types.Opt{Elem: types.Array{DType: t.DType.Compute(), Dims: t.Dims}}
	case types.Opt:
		return AccLeaf(m, t.Elem)
	case types.Vec:
		return types.Opt{Elem: types.Vec{Elems: accLeaves(m, t.Elems)}}
	case types.Node:
		if t.Name[len(t.Name)-1] == AccMark {
			return t
		}
		name := t.Name + string(AccMark)
		if m.NodeType(name) == nil {
			nt := &ir.NodeType{Name: name}
			m.Nodes = append(m.Nodes, nt)
			nt.Fields = accLeaves(m, m.NodeType(t.Name).Fields)
		}
		return types.Node{Name: name}
	}
	return t
}

// ZeroAcc is an accumulator of type t to which nothing was added: 0 for a scalar, else null.
func ZeroAcc(b *ir.Builder, t types.Type) *ir.Value {
	if s, ok := t.(types.Scalar); ok {
		return Number(b, dtype.Type(s), 0)
	}
	return b.Emit1(Null{Type: t})
}

// AccMark ends the names of accumulators' records.
const AccMark = '^'

func accLeaves(m *ir.Module, ts []types.Type) []types.Type {
	var out []types.Type
	for _, t := range ts {
		if HoldsFloat(m, t) {
			out = append(out, AccLeaf(m, t))
		}
	}
	return out
}

// mergeLeaf adds two accumulators of one leaf.
func mergeLeaf(t types.Type, a, b Value) (Value, error) {
	if s, ok := t.(types.Scalar); ok {
		return Add.row.eval2(dtype.Type(s), a, b), nil
	}
	switch {
	case a.IsNull():
		return b, nil
	case b.IsNull():
		return a, nil
	}
	vs, err := mergeAcc(t, a, b)
	return vs, err
}

// mergeAcc adds accumulators that are not null.
func mergeAcc(t types.Type, a, b Value) (Value, error) {
	switch x := b.Ref.(type) {
	case *Acc:
		vs, err := AccAdd{}.Eval(nil, nil, []Value{a, T(x.T)})
		if err != nil {
			return Value{}, err
		}
		return vs[0], nil
	case *AccVec:
		y := a.Ref.(*AccVec).own()
		for i, row := range x.Rows {
			if row != nil {
				if err := y.add(y.Elems, i, sharedIf(x.shared, row)); err != nil {
					return Value{}, err
				}
			}
		}
		return Value{Ref: y}, nil
	case *AccRecord:
		y := a.Ref.(*AccRecord).own()
		fields := sharedIf(x.shared, x.Fields)
		for k, f := range fields {
			if err := y.add(k, x.Types[k], f); err != nil {
				return Value{}, err
			}
		}
		return Value{Ref: y}, nil
	}
	return Value{}, fmt.Errorf("ops: merge of %T", b.Ref)
}
