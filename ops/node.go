package ops

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// NodeNew makes a heap record. Operands: its fields.
type NodeNew struct {
	pure
	Name string
}

// NodeGet reads a field of a record that is not null.
type NodeGet struct {
	pure
	Field int
}

// NodeSet is the record with a field replaced.
type NodeSet struct {
	pure
	Field int
}

// OptSome makes T? of T.
type OptSome struct{ pure }

// OptGet takes T out of T? that is not null.
type OptGet struct{ pure }

var nodes = []Decl{
	{NodeNew{}, Traits{ByAD, Batched, consuming, Barrier, Native, CostDear}},
	{NodeGet{}, Traits{ByAD, Batched, lives(Inside, Borrow), Barrier, Native, CostFree}},
	{NodeSet{}, Traits{ByAD, Batched, consuming, Barrier, Native, CostDear}},
	{OptSome{}, Traits{RefusedBecause("it is made of accumulators, after differentiation"), Batched, lives(Alias, Borrow), Barrier, Native, CostCheap}},
	{OptGet{}, Traits{RefusedBecause("it is made of accumulators, after differentiation"), Batched, lives(Alias, Borrow), Barrier, Native, CostCheap}},
}

func (NodeNew) OpName() string { return "node.new" }
func (NodeGet) OpName() string { return "node.get" }
func (NodeSet) OpName() string { return "node.set" }
func (OptSome) OpName() string { return "opt.some" }
func (OptGet) OpName() string  { return "opt.get" }

func nodeArg(m *ir.Module, n *ir.Node, field int) (*ir.NodeType, error) {
	if err := takesRest(n, anything, nullable); err != nil {
		return nil, err
	}
	p, ok := n.Args[0].Type.(types.Node)
	if !ok {
		return nil, fmt.Errorf("operand is %s, not a node", n.Args[0].Type)
	}
	nt := m.NodeType(p.Name)
	if nt == nil || field < 0 || field >= len(nt.Fields) {
		return nil, fmt.Errorf("%s has no field %d", p.Name, field)
	}
	return nt, nil
}

// Infer checks the fields.
func (o NodeNew) Infer(m *ir.Module, n *ir.Node) ([]types.Type, error) {
	nt := m.NodeType(o.Name)
	if nt == nil {
		return nil, fmt.Errorf("no record %s", o.Name)
	}
	return []types.Type{types.Node{Name: o.Name}}, sameKinds("field", nt.Fields, ir.Types(n.Args))
}

// Infer gives the field's type.
func (o NodeGet) Infer(m *ir.Module, n *ir.Node) ([]types.Type, error) {
	nt, err := nodeArg(m, n, o.Field)
	if err != nil {
		return nil, err
	}
	return given(nt.Fields[o.Field], takes(n, nullable))
}

// Infer checks the field.
func (o NodeSet) Infer(m *ir.Module, n *ir.Node) ([]types.Type, error) {
	nt, err := nodeArg(m, n, o.Field)
	if err != nil {
		return nil, err
	}
	return []types.Type{n.Args[0].Type}, sameKinds("field", nt.Fields[o.Field:o.Field+1], ir.Types(n.Args[1:]))
}

// Infer gives T?.
func (OptSome) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := takes(n, anything); err != nil {
		return nil, err
	}
	return single(types.Opt{Elem: n.Args[0].Type})
}

// Infer gives T.
func (OptGet) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := takes(n, nullable); err != nil {
		return nil, err
	}
	o, ok := n.Args[0].Type.(types.Opt)
	if !ok {
		return nil, fmt.Errorf("operand is %s", n.Args[0].Type)
	}
	return single(o.Elem)
}

// Eval makes the record.
func (NodeNew) Eval(_ *Env, _ *ir.Node, args []Value) ([]Value, error) {
	return []Value{{Ref: &Record{Fields: append([]Value{}, args...)}}}, nil
}

// Eval reads the field.
func (o NodeGet) Eval(_ *Env, n *ir.Node, args []Value) ([]Value, error) {
	r := args[0].Record()
	if r == nil {
		return []Value{{}}, nil
	}
	return []Value{r.Fields[o.Field]}, nil
}

// Eval copies the record with the field replaced.
func (o NodeSet) Eval(_ *Env, _ *ir.Node, args []Value) ([]Value, error) {
	r := &Record{Fields: append([]Value{}, args[0].Record().Fields...)}
	r.Fields[o.Field] = args[1]
	return []Value{{Ref: r}}, nil
}

// Eval is the operand: a value that is not null.
func (OptSome) Eval(_ *Env, _ *ir.Node, args []Value) ([]Value, error) { return args[:1], nil }

// Eval is the operand.
func (OptGet) Eval(_ *Env, _ *ir.Node, args []Value) ([]Value, error) { return args[:1], nil }
