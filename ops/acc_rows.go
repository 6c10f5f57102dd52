package ops

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// AccLeaf is the type of the accumulator of a leaf that holds floats: scalars
// themselves; T? of arrays; of a vec, T? of the vec of its rows' accumulators;
// of a node, the nullable node of its fields' accumulators. It declares the
// records that it needs, whose names end in AccMark.
func AccLeaf(m *ir.Module, t types.Type) types.Type {
	switch t := t.(type) {
	case types.Array:
		return types.Opt{Elem: t}
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

// AccRow adds to row I of a vec's accumulator. Operands: acc, length of the
// vec, i, an accumulator for each float leaf.
type AccRow struct{ pure }

// RowGet reads row i of a vec's accumulator: zeros and nulls where nothing was
// added. Operands: acc, i.
type RowGet struct {
	pure
	Elems []types.Type // accumulators of the leaves
}

// RowTake is RowGet, and leaves the row zero. Results: acc, leaves….
type RowTake struct {
	pure
	Elems []types.Type
}

// RowTrunc keeps the first n rows of a vec's accumulator.
type RowTrunc struct{ pure }

// RowShift drops the first n rows of a vec's accumulator.
type RowShift struct{ pure }

// RowUnshift puts n empty rows before those of a vec's accumulator.
type RowUnshift struct{ pure }

// AccDup gives an accumulator twice; what is added to one does not show in the
// other.
type AccDup struct{ pure }

// AccField adds to float field K of a node's accumulator. Operands: acc, the
// field's accumulator.
type AccField struct {
	pure
	Name string // the accumulator's record
	K    int
}

// FieldGet reads float field K of a node's accumulator, zero or null if that is
// null.
type FieldGet struct {
	pure
	Type types.Type
	K    int
}

// FieldTake moves float field K, of heap type, out of a node's accumulator.
// Results: the accumulator with that field zero, the field's accumulator.
type FieldTake struct {
	pure
	Type types.Type
	K    int
}

func (AccRow) OpName() string     { return "acc.row" }
func (RowGet) OpName() string     { return "row.get" }
func (RowTake) OpName() string    { return "row.take" }
func (RowTrunc) OpName() string   { return "row.trunc" }
func (RowShift) OpName() string   { return "row.shift" }
func (RowUnshift) OpName() string { return "row.unshift" }
func (AccDup) OpName() string     { return "acc.dup" }
func (AccField) OpName() string   { return "acc.field" }
func (FieldGet) OpName() string   { return "field.get" }
func (FieldTake) OpName() string  { return "field.take" }

func accVec(n *ir.Node) (types.Vec, error) {
	if o, ok := n.Args[0].Type.(types.Opt); ok {
		if v, ok := o.Elem.(types.Vec); ok {
			return v, nil
		}
	}
	return types.Vec{}, fmt.Errorf("operand is %s, not a vec's accumulator", n.Args[0].Type)
}

// Infer checks the leaves.
func (AccRow) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	v, err := accVec(n)
	if err != nil {
		return nil, err
	}
	return []types.Type{n.Args[0].Type}, sameKinds("row", v.Elems, ir.Types(n.Args[3:]))
}

// Infer gives the leaves.
func (o RowGet) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return o.Elems, nil }

// Infer gives the accumulator and the leaves.
func (o RowTake) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return append([]types.Type{n.Args[0].Type}, o.Elems...), nil
}

// Infer gives the accumulator.
func (RowTrunc) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return single(n.Args[0].Type) }

// Infer gives the accumulator.
func (RowShift) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return single(n.Args[0].Type) }

// Infer gives the accumulator.
func (RowUnshift) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return single(n.Args[0].Type)
}

// Infer gives the accumulator twice.
func (AccDup) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return []types.Type{n.Args[0].Type, n.Args[0].Type}, nil
}

// Infer gives the accumulator.
func (o AccField) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return single(types.Node{Name: o.Name})
}

// Infer gives the declared type.
func (o FieldGet) Infer(*ir.Module, *ir.Node) ([]types.Type, error) { return single(o.Type) }

// Infer gives the accumulator and the declared type.
func (o FieldTake) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return []types.Type{n.Args[0].Type, o.Type}, nil
}

// mergeLeaf adds two accumulators of one leaf.
func mergeLeaf(t types.Type, a, b Value) (Value, error) {
	if s, ok := t.(types.Scalar); ok {
		return Add.row.eval2(types.DType(s), a, b), nil
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

// Eval adds in place.
func (AccRow) Eval(_ *Env, n *ir.Node, args []Value) ([]Value, error) {
	elems := n.Args[0].Type.(types.Opt).Elem.(types.Vec).Elems
	a, _ := args[0].Ref.(*AccVec)
	if a == nil {
		a = &AccVec{Elems: elems}
	}
	a = a.own()
	err := a.add(elems, int(args[2].I()), args[3:])
	return []Value{{Ref: a}}, err
}

func (o RowGet) row(acc Value, i int) []Value {
	out := make([]Value, len(o.Elems))
	if a, _ := acc.Ref.(*AccVec); a != nil && i < len(a.Rows) && a.Rows[i] != nil {
		copy(out, sharedIf(true, a.Rows[i]))
	}
	return out
}

// Eval reads the row.
func (o RowGet) Eval(_ *Env, _ *ir.Node, args []Value) ([]Value, error) {
	return o.row(args[0], int(args[1].I())), nil
}

// Eval reads the row and clears it.
func (o RowTake) Eval(_ *Env, _ *ir.Node, args []Value) ([]Value, error) {
	i := int(args[1].I())
	a, _ := args[0].Ref.(*AccVec)
	out := make([]Value, 1+len(o.Elems))
	out[0] = args[0]
	if a == nil || i >= len(a.Rows) || a.Rows[i] == nil {
		return out, nil
	}
	a = a.own()
	copy(out[1:], a.Rows[i])
	a.Rows[i] = nil
	out[0] = Value{Ref: a}
	return out, nil
}

// Eval keeps the first rows.
func (RowTrunc) Eval(_ *Env, _ *ir.Node, args []Value) ([]Value, error) {
	a, _ := args[0].Ref.(*AccVec)
	if a == nil || int(args[1].I()) >= len(a.Rows) {
		return args[:1], nil
	}
	a = a.own()
	a.Rows = a.Rows[:args[1].I()]
	return []Value{{Ref: a}}, nil
}

// Eval drops the first rows.
func (RowShift) Eval(_ *Env, _ *ir.Node, args []Value) ([]Value, error) {
	a, _ := args[0].Ref.(*AccVec)
	if a == nil {
		return args[:1], nil
	}
	out := &AccVec{Elems: a.Elems}
	if n := int(args[1].I()); n < len(a.Rows) {
		for _, row := range a.Rows[n:] {
			out.Rows = append(out.Rows, sharedIf(true, row))
		}
	}
	return []Value{{Ref: out}}, nil
}

// Eval adds in place.
func (o AccField) Eval(_ *Env, n *ir.Node, args []Value) ([]Value, error) {
	r, _ := args[0].Ref.(*AccRecord)
	r = r.own()
	err := r.add(o.K, n.Args[1].Type, args[1])
	return []Value{{Ref: r}}, err
}

// Eval reads the field.
func (o FieldGet) Eval(_ *Env, _ *ir.Node, args []Value) ([]Value, error) {
	r, _ := args[0].Ref.(*AccRecord)
	if r == nil || o.K >= len(r.Fields) {
		return []Value{{}}, nil
	}
	return []Value{share(r.Fields[o.K])}, nil
}

// Eval moves the field out.
func (o FieldTake) Eval(_ *Env, _ *ir.Node, args []Value) ([]Value, error) {
	r, _ := args[0].Ref.(*AccRecord)
	if r == nil || o.K >= len(r.Fields) || r.Types[o.K] == nil {
		return []Value{args[0], {}}, nil
	}
	r = r.own()
	v := r.Fields[o.K]
	r.Fields[o.K], r.Types[o.K] = Value{}, nil
	return []Value{{Ref: r}, v}, nil
}

// Eval puts empty rows in front.
func (RowUnshift) Eval(_ *Env, _ *ir.Node, args []Value) ([]Value, error) {
	a, _ := args[0].Ref.(*AccVec)
	if a == nil {
		return args[:1], nil
	}
	out := &AccVec{Elems: a.Elems, Rows: make([][]Value, args[1].I())}
	for _, row := range a.Rows {
		out.Rows = append(out.Rows, sharedIf(true, row))
	}
	return []Value{{Ref: out}}, nil
}

// Eval shares.
func (AccDup) Eval(_ *Env, _ *ir.Node, args []Value) ([]Value, error) {
	return []Value{share(args[0]), share(args[0])}, nil
}

// Forward rules are made by the pass from the reverse ones.
func (AccRow) JVP(Forward)     {}
func (RowGet) JVP(Forward)     {}
func (RowTake) JVP(Forward)    {}
func (RowTrunc) JVP(Forward)   {}
func (RowShift) JVP(Forward)   {}
func (AccField) JVP(Forward)   {}
func (RowUnshift) JVP(Forward) {}
func (AccDup) JVP(Forward)     {}
func (FieldGet) JVP(Forward)   {}
func (FieldTake) JVP(Forward)  {}

// Reverse rules are the pass's: they thread accumulators.
func (AccRow) VJP(Reverse)     {}
func (RowGet) VJP(Reverse)     {}
func (RowTake) VJP(Reverse)    {}
func (RowTrunc) VJP(Reverse)   {}
func (RowShift) VJP(Reverse)   {}
func (AccField) VJP(Reverse)   {}
func (RowUnshift) VJP(Reverse) {}
func (AccDup) VJP(Reverse)     {}
func (FieldGet) VJP(Reverse)   {}
func (FieldTake) VJP(Reverse)  {}
