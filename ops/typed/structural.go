package typed

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// PyConst is a constant of a Python scalar type; Value is int64, float64, bool
// or string.
type PyConst struct {
	T     types.Type
	Value any
}

// Unit is the value of a type without leaves: None, a function without
// captures, a module, an empty tuple.
type Unit struct{ T types.Type }

// Make makes a product value of its parts.
type Make struct{ T types.Type }

// Part takes part I of a product value.
type Part struct {
	I int
	T types.Type
}

// Coerce converts a value to a wider type: int to float, a member to its
// union, parts of a product, an exact list to one of run-time length.
type Coerce struct{ T types.Type }

// Narrow takes a union as the member or smaller union T
// that a test has shown it to be.
type Narrow struct{ T types.Type }

// UnionHas tests whether a union holds the member T.
type UnionHas struct{ T types.Type }

// Dead stands for a value that is never made, after code that raises.
type Dead struct{ T types.Type }

// PyRaise ends the run with an exception of a class; its operand is the
// message, a str.
type PyRaise struct{ Class string }

// Grad differentiates Fn: its operands are the arguments, then the cotangent of the result, or of the first part of a
// result that is a pair if Aux. Results: the value, so many further results of Fn, and the gradients of the arguments Wrt;
// if Elems is not -1 there, only that of this element of the argument, a tuple.
type Grad struct {
	Fn      string
	Wrt     []int
	Elems   []int
	Aux     bool
	Further int
	Out     []types.Type
}

// Structural gives the operations that are no primitives, without attributes.
func Structural() []ir.Op {
	return []ir.Op{PyConst{}, Unit{}, Make{}, Part{}, Coerce{}, Narrow{}, UnionHas{}, Dead{}, PyRaise{}, Grad{}, ListTable{}}
}

func (PyConst) OpName() string  { return "py.const" }
func (Unit) OpName() string     { return "unit" }
func (Make) OpName() string     { return "make" }
func (Part) OpName() string     { return "part" }
func (Coerce) OpName() string   { return "coerce" }
func (Narrow) OpName() string   { return "narrow" }
func (UnionHas) OpName() string { return "union.has" }
func (Dead) OpName() string     { return "dead" }
func (PyRaise) OpName() string  { return "py.raise" }
func (Grad) OpName() string     { return "grad" }

// Callee is the function that is differentiated.
func (o Grad) Callee() string { return o.Fn }

func (PyConst) Effects() ir.Effects  { return 0 }
func (Unit) Effects() ir.Effects     { return 0 }
func (Make) Effects() ir.Effects     { return 0 }
func (Part) Effects() ir.Effects     { return 0 }
func (Coerce) Effects() ir.Effects   { return 0 }
func (Narrow) Effects() ir.Effects   { return 0 }
func (UnionHas) Effects() ir.Effects { return 0 }
func (Dead) Effects() ir.Effects     { return 0 }
func (PyRaise) Effects() ir.Effects  { return ir.Check }
func (Grad) Effects() ir.Effects     { return ir.Check | ir.IO | ir.RNG }

func one(t types.Type) ([]types.Type, error) { return []types.Type{t}, nil }

// Infer gives the declared type.
func (o PyConst) Infer(*ir.Module, *ir.Node) ([]types.Type, error) { return one(o.T) }

// Infer gives the declared type.
func (o Unit) Infer(*ir.Module, *ir.Node) ([]types.Type, error) { return one(o.T) }

// Infer checks the number of parts.
func (o Make) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if _, named := o.T.(types.Named); named {
		return one(o.T) // its parts are not settled yet
	}
	if parts := Parts(o.T); len(parts) != len(n.Args) {
		return nil, fmt.Errorf("%s has %d parts, got %d", o.T, len(parts), len(n.Args))
	}
	return one(o.T)
}

// Infer gives the type of the part.
func (o Part) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return one(o.T) }

// Infer gives the declared type.
func (o Coerce) Infer(*ir.Module, *ir.Node) ([]types.Type, error) { return one(o.T) }

// Infer gives the declared type.
func (o Narrow) Infer(*ir.Module, *ir.Node) ([]types.Type, error) { return one(o.T) }

// Infer gives bool.
func (o UnionHas) Infer(*ir.Module, *ir.Node) ([]types.Type, error) { return one(types.Bool) }

// Infer gives the declared type.
func (o Dead) Infer(*ir.Module, *ir.Node) ([]types.Type, error) { return one(o.T) }

// Infer gives no results.
func (o PyRaise) Infer(*ir.Module, *ir.Node) ([]types.Type, error) { return nil, nil }

// Infer gives the declared results.
func (o Grad) Infer(*ir.Module, *ir.Node) ([]types.Type, error) { return o.Out, nil }

// Parts returns the types of a product type's parts.
func Parts(t types.Type) []types.Type {
	switch t := t.(type) {
	case types.Tuple:
		return t.Elems
	case types.List:
		if t.Exact {
			return t.Elems
		}
	case types.Dict:
		return t.Elems
	case types.Object:
		return t.Fields
	case types.Iter:
		return t.Parts
	case types.Func:
		return t.Captures
	case types.Bound:
		return t.Parts
	}
	return nil
}
