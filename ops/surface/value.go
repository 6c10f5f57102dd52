package surface

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// Literal is a literal: Value is an int64, float64, bool or string. No operands.
type Literal struct {
	pure
	Value any
}

// None is Python's None. No operands.
type None struct{ pure }

// Ellipsis is the value of "...". No operands.
type Ellipsis struct{ pure }

// Builtin is a built-in function, type or exception class, such as "len",
// "float" or "ValueError". No operands.
type Builtin struct {
	pure
	Name string
}

// Module is a module of Python's or ours, by its full name: "math", "numpy",
// "numpy.random", "functools", "os", "os.path", "myia", "dataclasses". A name
// imported from it is GetAttr of Module. No operands.
type Module struct {
	pure
	Name string
}

// Class is a user's class by its name in ir.Module.Classes. No operands.
type Class struct {
	pure
	Name string
}

// Binary applies a binary operator (also that of an augmented assignment, which
// has InPlace): + - * / // % ** @ << >> & | ^. Operands: left, right.
type Binary struct {
	open
	Op      string
	InPlace bool
}

// Unary applies - + or ~. Operand: x.
type Unary struct {
	open
	Op string
}

// TruthNot is Python's not: the negation of a bool that Truth, Compare, Is or In
// gave, or of any other value's truth. Operand: x. Result: a bool.
type TruthNot struct{ open }

// Compare is one comparison < <= == != > >=. Operands: left, right.
type Compare struct {
	open
	Op string
}

// Is is the test of identity; Neg is "is not". Operands: left, right.
type Is struct {
	pure
	Neg bool
}

// In is the test of membership; Neg is "not in". Operands: item, container.
type In struct {
	open
	Neg bool
}

// Truth is the truth value of x as if and while see it. Operand: x. Result: a
// bool.
type Truth struct{ open }

// Tuple makes a tuple. Operands: the elements.
type Tuple struct{ pure }

// List makes a list of exact length. Operands: the elements.
type List struct{ pure }

// Table makes a long list of constants, which lie in the pool: a row of the
// array Keys[0] for each element, which is a number or, if the array has two
// axes, a list of numbers; if Tuples, each element is a tuple with a number of
// each array. No operands.
type Table struct {
	pure
	Keys   []string
	Tuples bool
}

// Dict makes a dict with constant string keys. Operands: the values in the
// order of Names.
type Dict struct {
	pure
	Names []string
}

// TupleStar makes a tuple of elements some of which are spread. Operands: the
// elements; operand i is spread if Stars[i].
type TupleStar struct {
	open
	Stars []bool
}

// ListStar makes a list as TupleStar makes a tuple.
type ListStar struct {
	open
	Stars []bool
}

// Unpack takes an iterable apart, as in a, *b, c = x. Operand: x. Results: the
// first Before elements, then a list of the middle if Star, then the last After
// elements. A wrong number of elements raises ValueError.
type Unpack struct {
	open
	Before int
	Star   bool
	After  int
}

// GetAttr is x.name. Operand: x.
type GetAttr struct {
	open
	Name string
}

// GetItem is x[index]. Operands: x, index, which may be a Slice or a Tuple
// that holds some.
type GetItem struct{ open }

// Slice is lo:hi:step. Operands: lo, hi, step, each None when absent.
type Slice struct{ pure }

// FormatValue is one {x!conv:spec} of an f-string. Conv is "s", "r", "a" or "".
// Operands: x, then the specification, a str, if HasSpec. Result: a str.
type FormatValue struct {
	open
	Conv    string
	HasSpec bool
}

// FormatJoin joins the parts of an f-string. Operands: strs. Result: a str.
type FormatJoin struct{ pure }

func (Literal) OpName() string     { return "literal" }
func (None) OpName() string        { return "none" }
func (Ellipsis) OpName() string    { return "ellipsis" }
func (Builtin) OpName() string     { return "builtin" }
func (Module) OpName() string      { return "module" }
func (Class) OpName() string       { return "class" }
func (Binary) OpName() string      { return "binary" }
func (Unary) OpName() string       { return "unary" }
func (TruthNot) OpName() string    { return "truth.not" }
func (Compare) OpName() string     { return "compare" }
func (Is) OpName() string          { return "is" }
func (In) OpName() string          { return "in" }
func (Truth) OpName() string       { return "truth" }
func (Tuple) OpName() string       { return "tuple" }
func (List) OpName() string        { return "list" }
func (Table) OpName() string       { return "table" }
func (Dict) OpName() string        { return "dict" }
func (TupleStar) OpName() string   { return "tuple.star" }
func (ListStar) OpName() string    { return "list.star" }
func (Unpack) OpName() string      { return "unpack" }
func (GetAttr) OpName() string     { return "getattr" }
func (GetItem) OpName() string     { return "getitem" }
func (Slice) OpName() string       { return "slice" }
func (FormatValue) OpName() string { return "format.value" }
func (FormatJoin) OpName() string  { return "format.join" }

// Infer gives one value.
func (Literal) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 0, 1) }

// Infer gives one value.
func (None) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 0, 1) }

// Infer gives one value.
func (Ellipsis) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 0, 1) }

// Infer gives one value.
func (Builtin) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 0, 1) }

// Infer gives one value.
func (Module) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 0, 1) }

// Infer gives one value.
func (Class) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 0, 1) }

// Infer gives one value.
func (Binary) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 2, 1) }

// Infer gives one value.
func (Unary) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 1, 1) }

// Infer gives one value.
func (TruthNot) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 1, 1) }

// Infer gives one value.
func (Compare) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 2, 1) }

// Infer gives one value.
func (Is) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 2, 1) }

// Infer gives one value.
func (In) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 2, 1) }

// Infer gives one value.
func (Truth) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 1, 1) }

// Infer gives one value.
func (Tuple) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, -1, 1) }

// Infer gives one value.
func (List) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, -1, 1) }

// Infer gives one result.
func (Table) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 0, 1) }

// Infer gives one value; there is one operand for each name.
func (o Dict) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return results(n, len(o.Names), 1)
}

// Infer gives one value; there is one operand for each flag.
func (o TupleStar) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return results(n, len(o.Stars), 1)
}

// Infer gives one value; there is one operand for each flag.
func (o ListStar) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return results(n, len(o.Stars), 1)
}

// Infer gives a value for each target.
func (o Unpack) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	out := o.Before + o.After
	if o.Star {
		out++
	} else if o.After > 0 {
		return nil, fmt.Errorf("has targets after a star that is not there")
	}
	return results(n, 1, out)
}

// Infer gives one value.
func (GetAttr) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 1, 1) }

// Infer gives one value.
func (GetItem) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 2, 1) }

// Infer gives one value.
func (Slice) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 3, 1) }

// Infer gives one value; the specification is an operand if there is one.
func (o FormatValue) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if o.HasSpec {
		return results(n, 2, 1)
	}
	return results(n, 1, 1)
}

// Infer gives one value.
func (FormatJoin) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, -1, 1) }
