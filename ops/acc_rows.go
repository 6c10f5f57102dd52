package ops

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

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

var rowsAndFields = []Decl{
	{AccRow{}, Traits{ByAD, Batched, lives(Sole, Consume), Barrier, Lowered, CostDear}},
	{RowGet{}, Traits{ByAD, Batched, lives(Sole, Borrow), Barrier, Lowered, CostDear}},
	{RowTake{}, Traits{ByAD, Batched, lives(Sole, Consume), Barrier, Lowered, CostDear}},
	{RowTrunc{}, Traits{ByAD, Batched, lives(Sole, Consume), Barrier, Lowered, CostDear}},
	{RowShift{}, Traits{ByAD, Batched, lives(Sole, Consume), Barrier, Lowered, CostDear}},
	{RowUnshift{}, Traits{ByAD, Batched, lives(Sole, Consume), Barrier, Lowered, CostDear}},
	{AccDup{}, Traits{ByAD, Batched, lives(Sole, Consume), Barrier, Lowered, CostDear}},
	{AccField{}, Traits{ByAD, Batched, lives(Sole, Consume), Barrier, Lowered, CostDear}},
	{FieldGet{}, Traits{ByAD, Batched, lives(Sole, Borrow), Barrier, Lowered, CostDear}},
	{FieldTake{}, Traits{ByAD, Batched, lives(Sole, Consume), Barrier, Lowered, CostDear}},
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
	if len(n.Args) == 0 {
		return types.Vec{}, fmt.Errorf("has no operands")
	}
	if o, ok := n.Args[0].Type.(types.Opt); ok {
		if v, ok := o.Elem.(types.Vec); ok {
			return v, nil
		}
	}
	return types.Vec{}, fmt.Errorf("operand is %s, not a vec's accumulator", n.Args[0].Type)
}

// accPlace checks a vec's accumulator and a number, and gives the accumulator's
// type.
func accPlace(n *ir.Node) ([]types.Type, error) {
	if err := takes(n, nullable, anI64); err != nil {
		return nil, err
	}
	v, err := accVec(n)
	return []types.Type{types.Opt{Elem: v}}, err
}

// Infer checks the leaves.
func (AccRow) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := takesRest(n, anything, nullable, anI64, anI64); err != nil {
		return nil, err
	}
	v, err := accVec(n)
	if err != nil {
		return nil, err
	}
	return []types.Type{n.Args[0].Type}, sameKinds("row", v.Elems, ir.Types(n.Args[3:]))
}

// Infer gives the leaves.
func (o RowGet) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	_, err := accPlace(n)
	return o.Elems, err
}

// Infer gives the accumulator and the leaves.
func (o RowTake) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	ts, err := accPlace(n)
	return append(ts, o.Elems...), err
}

// Infer gives the accumulator.
func (RowTrunc) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return accPlace(n) }

// Infer gives the accumulator.
func (RowShift) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return accPlace(n) }

// Infer gives the accumulator.
func (RowUnshift) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return accPlace(n) }

// Infer gives the accumulator twice.
func (AccDup) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := takes(n, nullable); err != nil {
		return nil, err
	}
	return []types.Type{n.Args[0].Type, n.Args[0].Type}, nil
}

// Infer gives the accumulator.
func (o AccField) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return given(types.Node{Name: o.Name}, takes(n, nullable, anything))
}

// Infer gives the declared type.
func (o FieldGet) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return given(o.Type, takes(n, nullable))
}

// Infer gives the accumulator and the declared type.
func (o FieldTake) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := takes(n, nullable); err != nil {
		return nil, err
	}
	return []types.Type{n.Args[0].Type, o.Type}, nil
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
