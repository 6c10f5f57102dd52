package ad

import (
	"slices"
	"strings"

	"github.com/myia-lang/myia/ir"
)

// choice is what a derivative is asked for: active parameters, and results that have cotangents.
type choice struct{ active, out []bool }

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
		d := t.derive(fn, active, out, comp)
		made := t.derivs[keyOf(fn, d.active, d.out)]
		if made == nil && !comp.widen() {
			t.derivs[keyOf(fn, d.active, d.out)] = d
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

// widen joins the choices of members that differentiate one function. It reports whether there were several.
func (c *component) widen() bool {
	changed := false
	for _, m := range c.members {
		if !m.t.derived(m.fn) {
			continue
		}
		active, out := c.widened(m.fn, m.active, m.out)
		_, known := c.wide[m.fn.Name]
		changed = changed || known && keyOf(m.fn, active, out) != keyOf(m.fn, c.wide[m.fn.Name].active, c.wide[m.fn.Name].out)
		c.wide[m.fn.Name] = choice{active, out}
	}
	return changed
}

// derived reports whether fn was made by this pass.
func (t *transform) derived(fn *ir.Func) bool {
	name, fwd := strings.CutSuffix(fn.Name, ".fwd")
	name, bwd := strings.CutSuffix(name, ".bwd")
	return (fwd || bwd) && t.taken[name]
}

// widened is a choice with what all members for fn have.
func (c *component) widened(fn *ir.Func, active, out []bool) (wideActive, wideOut []bool) {
	w, ok := c.wide[fn.Name]
	if !ok {
		return active, out
	}
	return either(active, w.active), either(out, w.out)
}

func either(a, b []bool) []bool {
	out := slices.Clone(a)
	for i := range out {
		out[i] = out[i] || b[i]
	}
	return out
}
