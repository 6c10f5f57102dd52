package infer

import (
	"fmt"
	"maps"
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// A variable that functions capture and that is assigned after that lies in a cell: an object with one field, which is followed
// as any other that changes. Functions hold the cell; so where one may be the other, in a list of run-time length or after an
// if, the cell is lost when it changes. If a program is refused for that, it is inferred again with cells by name: then functions
// hold a name only, and the cell is a global of all that the function which made it calls. That is right as long as nothing with
// the name leaves that function or gets into another call of it; variables for which that is found are denied it.

// variables is what an engine knows of cells.
type variables struct {
	named  bool            // cells are found by name
	denied map[string]bool // but not these
	some   bool            // there are cells that a name could lead to
}

// Infer specialises the program from its entry function on, whose arguments
// have the given types, and returns the typed module.
func Infer(src *ir.Module, entry string, args []types.Type, o Options) (*ir.Module, diag.List) {
	e := newEngine(src, o)
	m, ds := e.inferEntry(entry, args)
	if !e.variables.some || !slices.ContainsFunc(ds, func(d *diag.Diagnostic) bool { return d.Code == diag.SharedObject }) {
		return m, ds
	}
	for denied := map[string]bool{}; ; {
		e := newEngine(src, o)
		e.variables = variables{named: true, denied: maps.Clone(denied)}
		named, more := e.inferEntry(entry, args)
		switch {
		case len(e.variables.denied) > len(denied):
			denied = e.variables.denied
		case slices.ContainsFunc(more, func(d *diag.Diagnostic) bool { return d.Kind != diag.Warning }):
			return m, ds
		default:
			return named, more
		}
	}
}

// isCell reports whether t is that of a cell.
func isCell(t types.Type) bool {
	it, ok := t.(types.Iter)
	return ok && it.Kind == types.Cell
}

// newVariable makes the cell of a variable, of its value or Unset.
func (f *frame) newVariable(n *ir.Node, v *val) *val {
	f.track()
	cell := f.product(types.Iter{Kind: types.Cell, Parts: []types.Type{v.T}}, []*val{v})
	if !slices.Contains(f.c.fn.Body.Nodes, n) { // there may be several in a call
		return cell
	}
	vars := &f.e.variables
	vars.some = true
	name := fmt.Sprintf("%s.%d", f.c.fn.Name, n.Results[0].ID)
	if !vars.named || vars.denied[name] {
		return cell
	}
	f.globals[name] = f.fresh1(cell)
	f.named = append(f.named, name)
	f.deny(f.c.args)
	return f.unit(types.Static{Kind: types.Variable, Name: name})
}

// deny lets no name lead to the cells of this call that are held by values of some types.
func (f *frame) deny(ts []types.Type) {
	for _, name := range f.named {
		if slices.ContainsFunc(ts, func(t types.Type) bool { return f.names(t, name, nil) }) {
			f.e.variables.denied[name] = true
		}
	}
}

// names reports whether values of t hold the name of a cell.
func (f *frame) names(t types.Type, name string, seen map[types.Named]bool) bool {
	parts := types.PartsOf(t)
	switch t := t.(type) {
	case types.Static:
		return t.Kind == types.Variable && t.Name == name
	case types.Named:
		if seen[t] {
			return false
		}
		seen = maps.Clone(seen)
		if seen == nil {
			seen = map[types.Named]bool{}
		}
		seen[t] = true
		parts = f.e.namedParts(t)
	}
	return slices.ContainsFunc(parts, func(p types.Type) bool { return f.names(p, name, seen) })
}

// cellOf is the cell to which a value leads; nil if the name of a cell got where that is not.
func (f *frame) cellOf(x *val) *val {
	t, ok := x.T.(types.Static)
	if !ok {
		return x
	}
	cell := f.global(t.Name)
	if !isCell(cell.T) {
		f.e.variables.denied[t.Name] = true
		return nil
	}
	return cell
}

// variable is the value in a cell, or Unset.
func (f *frame) variable(x *val, name string) *val {
	if u, ok := x.T.(types.Union); ok {
		return f.distribute(x, u, func(m *val) *val { return f.variable(m, name) }, name)
	}
	if x.T == types.Never {
		return x
	}
	cell := f.cellOf(x)
	if cell == nil {
		return errVal()
	}
	return f.narrowed(f.partAt(cell, 0, "."+name))
}

// setVariable puts a value, or Unset, into a cell.
func (f *frame) setVariable(x, v *val) {
	if isErr(x.T) || isErr(v.T) || x.T == types.Never || v.T == types.Never {
		return
	}
	if u, ok := x.T.(types.Union); ok {
		f.distribute(x, u, func(m *val) *val { f.setVariable(m, v); return f.none() }, "an assignment")
		return
	}
	if cell := f.cellOf(x); cell != nil {
		f.setField(cell, 0, v)
	}
}
