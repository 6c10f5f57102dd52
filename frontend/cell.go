package frontend

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/syntax"
)

// findCells lists the variables of each scope that lie in cells.
func (c *compiler) findCells() {
	if c.prog.References {
		c.markCells()
	}
	for _, v := range c.vars {
		v.named = c.prog.References && v.scope.kind == moduleScope
		if v.inCell() {
			v.scope.cells = append(v.scope.cells, v)
		}
	}
}

// markCells marks the variables of functions and comprehensions that lie in cells: those that a function captures and that
// are assigned, or may be, after that. What a function reads of a module it reads by name.
func (c *compiler) markCells() {
	for _, u := range c.units {
		for _, v := range u.caps {
			if v.scope.kind != moduleScope && c.assignedAfter(v, u) {
				v.cell = true
			}
		}
	}
}

// assignedAfter reports whether a variable may be assigned after a function that captures it is made.
func (c *compiler) assignedAfter(v *variable, u *unit) bool {
	for v.def == nil && u.parent != v.unit {
		u = u.parent
	}
	switch {
	case len(v.binds) == 0:
		return false // of a default
	case len(v.binds) > 1 || len(v.binds[0].loops) > 0:
		return true
	}
	at := v.binds[0].span.Start
	if cl, ok := v.binds[0].node.(*syntax.ClassDef); ok { // a class statement binds behind its body
		at = cl.Span().End
	}
	return !v.param && at >= u.node.Span().Start
}

// inCell reports whether a variable lies in a cell.
func (v *variable) inCell() bool { return v.cell && !v.named && v.scope.kind != classScope }

// byName reports whether all code reads and sets a variable of a module by name.
func (v *variable) byName() bool { return v.cell && v.named }

// cells makes the cells of a scope's variables, in the order of their making; parameters have their values.
func (e *emitter) cells(s *scope) {
	for _, v := range s.cells {
		init, ok := e.env.get(v)
		if !ok {
			init.val = e.emit(surface.Unset{Name: v.name})
		}
		x := e.emit(surface.CellNew{Name: v.name}, init.val)
		e.env.put(v, slot{val: x, state: isSet})
		if e.c.globals[v] {
			e.b.Emit(surface.GlobalSet{Name: globalName(v)}, x)
		}
	}
}

// cellOf is the cell of a variable: functions find that of a module by name.
func (e *emitter) cellOf(v *variable) *ir.Value {
	if s, ok := e.env.get(v); ok {
		return s.val
	}
	return e.emit(surface.Global{Name: globalName(v)})
}

// setShared assigns a variable that is no value of this function alone; false if it is one.
func (e *emitter) setShared(v *variable, val *ir.Value) bool {
	switch {
	case v.byName():
		e.b.Emit(surface.GlobalSet{Name: globalName(v)}, val)
	case v.inCell():
		e.b.Emit(surface.CellSet{Name: v.name}, e.cellOf(v), val)
	default:
		return false
	}
	return true
}
