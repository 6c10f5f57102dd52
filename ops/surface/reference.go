package surface

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// SetItem is x[index] = v. Operands: x, index, v. No results.
type SetItem struct{ open }

// SetAttr is x.name = v. Operands: x, v. No results.
type SetAttr struct {
	open
	Name string
}

// DelItem is del x[index]. Operands: x, index. No results.
type DelItem struct{ open }

// DelAttr is del x.name. Operand: x. No results.
type DelAttr struct {
	open
	Name string
}

// Permute is the assignment in parallel of places to each other, as in x[i], x[j] = x[j], x[i]: all are read, in the order
// of From, then place k gets what place From[k] held, in order. A place is an element if its name is "", else an attribute.
// Operands: of each place its object, then of an element its index. No results.
type Permute struct {
	open
	Places []string
	From   []int
}

// DictItems makes a dict. Operands: a key and a value in turn; where Spread[i], the value is a mapping whose items are
// taken, and the key is None.
type DictItems struct {
	open
	Spread []bool
}

// SetStar makes a set as ListStar makes a list.
type SetStar struct {
	open
	Stars []bool
}

// CellNew makes the cell of a variable that functions capture and that is assigned after that: an object with one field.
// Operand: the value, or Unset. Result: the cell.
type CellNew struct {
	open
	Name string
}

// CellGet is the value in a cell, or Unset. Operand: the cell.
type CellGet struct {
	open
	Name string
}

// CellSet puts a value, or Unset, into a cell. Operands: the cell, the value. No results.
type CellSet struct {
	open
	Name string
}

// ClassNew makes a class as its statement does. Operands: the bases, then what the class binds, in the order of Names: a
// method is a Closure. A name with a dot is no attribute: x.setter is the setter of the property x, x.factory the
// default_factory of the field x.
type ClassNew struct {
	open
	Name  string // in ir.Module.Classes
	Bases int
	Names []string
}

// Try runs its region. Results: the exception that ended it, or None; then the values of the region, or, if it ended with an
// exception, the operands: the values before. Region: body() -> values.
type Try struct{ open }

// Matches reports whether an exception is of a class, or of one of a tuple of classes. Operands: exception, class. Result: a
// bool.
type Matches struct{ checked }

// Rethrow raises an exception that was caught before. Operand: the exception, or None for the one that is being handled. No
// results: as for Raise.
type Rethrow struct{ checked }

// GeneratorYield gives a value to what runs the generator, and goes on when that asks for the next. Operand: the value. Result: what
// was sent, or None.
type GeneratorYield struct{ open }

func (SetItem) OpName() string        { return "setitem" }
func (SetAttr) OpName() string        { return "setattr" }
func (DelItem) OpName() string        { return "delitem" }
func (DelAttr) OpName() string        { return "delattr" }
func (Permute) OpName() string        { return "permute" }
func (DictItems) OpName() string      { return "dict.items" }
func (SetStar) OpName() string        { return "set.star" }
func (CellNew) OpName() string        { return "cell.new" }
func (CellGet) OpName() string        { return "cell.get" }
func (CellSet) OpName() string        { return "cell.set" }
func (ClassNew) OpName() string       { return "class.new" }
func (Try) OpName() string            { return "try" }
func (Matches) OpName() string        { return "matches" }
func (Rethrow) OpName() string        { return "rethrow" }
func (GeneratorYield) OpName() string { return "generator.yield" }

// Infer gives nothing.
func (SetItem) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 3, 0) }

// Infer gives nothing.
func (SetAttr) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 2, 0) }

// Infer gives nothing.
func (DelItem) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 2, 0) }

// Infer gives nothing.
func (DelAttr) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 1, 0) }

// Infer gives nothing.
func (o Permute) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	want := 0
	for i, name := range o.Places {
		if want++; name == "" {
			want++
		}
		if len(o.From) != len(o.Places) || o.From[i] < 0 || o.From[i] >= len(o.Places) {
			return nil, fmt.Errorf("%v is no order of %d places", o.From, len(o.Places))
		}
	}
	return results(n, want, 0)
}

// Infer gives one value.
func (o DictItems) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return results(n, 2*len(o.Spread), 1)
}

// Infer gives one value.
func (o SetStar) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return results(n, len(o.Stars), 1)
}

// Infer gives one value.
func (CellNew) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 1, 1) }

// Infer gives one value.
func (CellGet) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 1, 1) }

// Infer gives nothing.
func (CellSet) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 2, 0) }

// Infer gives one value.
func (o ClassNew) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return results(n, o.Bases+len(o.Names), 1)
}

// NumRegions: the body.
func (Try) NumRegions() int { return 1 }

// Infer gives the exception and the values of the region.
func (Try) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if len(n.Regions) != 1 || len(n.Regions[0].Params) != 0 || len(n.Regions[0].Results) != len(n.Args) {
		return nil, fmt.Errorf("needs one region, without parameters, of as many values as operands")
	}
	return results(n, -1, 1+len(n.Args))
}

// Infer gives one value.
func (Matches) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 2, 1) }

// Infer gives no values.
func (Rethrow) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 1, 0) }

// Infer gives one value.
func (GeneratorYield) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return results(n, 1, 1) }
