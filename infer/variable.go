package infer

import "github.com/myia-lang/myia/types"

// A variable that functions capture and that is assigned after that lies in a cell. A cell is an object with one field, and
// followed as any other that changes.

// isCell reports whether t is that of a cell.
func isCell(t types.Type) bool {
	it, ok := t.(types.Iter)
	return ok && it.Kind == types.Cell
}

// newVariable makes the cell of a variable, of its value or Unset.
func (f *frame) newVariable(v *val) *val {
	f.track()
	return f.product(types.Iter{Kind: types.Cell, Parts: []types.Type{v.T}}, []*val{v})
}

// variable is the value in a cell, or Unset.
func (f *frame) variable(cell *val, name string) *val {
	if cell.T == types.Never {
		return cell
	}
	return f.narrowed(f.partAt(cell, 0, "."+name))
}

// setVariable puts a value, or Unset, into a cell.
func (f *frame) setVariable(cell, v *val) {
	if !isErr(cell.T) && !isErr(v.T) && cell.T != types.Never && v.T != types.Never {
		f.setField(cell, 0, v)
	}
}
