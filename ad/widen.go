package ad

import (
	"slices"
	"strings"

	"github.com/myia-lang/myia/ir"
)

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
