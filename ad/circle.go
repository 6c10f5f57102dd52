package ad

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// component is a set of derivatives that call each other in a circle. Each that leaves residuals pushes them on a vec, which
// it shares with all whose residuals have the same types: backward code takes them off in the opposite order, whoever
// pushed them.
type component struct {
	root    string
	funcs   map[string]bool // the functions of the circle
	members []*deriv
	byKey   map[string]*deriv
	wide    map[string]choice // what every member that differentiates a function has at least

	// Known when all members are planned.
	tapes []types.Type   // the vecs
	tape  map[*deriv]int // on which of them a member pushes
}

// choice is what a derivative is asked for: active parameters, and results that have cotangents.
type choice struct{ active, out []bool }

// lay finds the vecs of the component.
func (c *component) lay() {
	c.tape = map[*deriv]int{}
	of := map[string]int{}
	for _, m := range c.members {
		row := slotTypes(m.slots(m.fn.Body))
		if len(row) == 0 {
			continue
		}
		vec := types.Vec{Elems: row}
		at, known := of[vec.String()]
		if !known {
			at = len(c.tapes)
			of[vec.String()] = at
			c.tapes = append(c.tapes, vec)
		}
		c.tape[m] = at
	}
}

// component makes the derivatives of a circle of functions that call each other.
//
// Calls from within ask for other choices than the call from outside: at first cotangents that are constants at the
// outermost call are none further in. Each choice would be a derivative of its own, and the next order would multiply
// them. So functions that are derivatives already have one derivative for all choices of the circle: cotangents that a
// call does not have are zero for it, and those that it does not ask for are not used. Functions as they were written
// have one for each choice, which does no more than it must.
func (t *transform) component(fn *ir.Func, active, out []bool, circle map[string]bool) *deriv {
	wide := map[string]choice{}
	for {
		comp := &component{root: keyOf(fn, active, out), funcs: circle, byKey: map[string]*deriv{}, wide: wide}
		d := t.derive(fn, active, out, nil, comp)
		made := t.derivs[keyOf(fn, d.active, d.out)]
		if made == nil && !comp.widen() {
			t.derivs[keyOf(fn, d.active, d.out)] = d
			comp.lay()
			for _, m := range comp.members {
				m.make()
			}
			return d
		}
		for _, m := range comp.members {
			delete(t.taken, m.name)
		}
		if made != nil {
			return made
		}
	}
}
