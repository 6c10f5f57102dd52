package frontend

import (
	"sort"

	"github.com/myia-lang/myia/diag"
)

// capture finds, to a fixpoint, the variables that each unit takes from outer
// ones. A static function that is read is replaced by what it captures
// itself, so that mutual recursion ends.
func (c *compiler) capture() {
	sets := map[*unit]map[*variable]bool{}
	for _, u := range c.units {
		sets[u] = map[*variable]bool{}
	}
	for changed := true; changed; {
		changed = false
		for _, u := range c.units {
			before := len(sets[u])
			for _, v := range u.refs {
				c.expand(u, v, sets)
			}
			for _, in := range u.inner {
				if in.method != nil {
					continue
				}
				for v := range sets[in] {
					c.take(u, v, sets)
				}
			}
			changed = changed || len(sets[u]) != before
		}
	}
	for _, u := range c.units {
		for v := range sets[u] {
			u.caps = append(u.caps, v)
		}
		sort.Slice(u.caps, func(i, j int) bool { return u.caps[i].id < u.caps[j].id })
		c.checkMethod(u)
	}
}

// expand adds what a read of v needs.
func (c *compiler) expand(u *unit, v *variable, sets map[*unit]map[*variable]bool) {
	switch d := v.def.(type) {
	case nil:
		c.take(u, v, sets)
	case staticAlias:
		c.expand(u, d.target, sets)
	case staticFunc:
		for w := range sets[d.unit] {
			c.take(u, w, sets)
		}
		for _, dv := range defaultsOf(d.unit.args) {
			if h := c.hidden[dv.value]; h != nil {
				c.take(u, h, sets)
			}
		}
	}
}

func (c *compiler) take(u *unit, v *variable, sets map[*unit]map[*variable]bool) {
	if v.unit == u || u.inClass && c.isConstant(v) {
		return
	}
	sets[u][v] = true
}

// checkMethod refuses a method that would capture variables.
func (c *compiler) checkMethod(u *unit) {
	if u.method == nil {
		return
	}
	for _, v := range u.caps {
		at := u.scope.unit.node.Span()
		if f := u.nameSpan(); f.IsValid() {
			at = f
		}
		d := diag.Limitf(diag.MethodCapture, at, "the method '%s' reads the variable '%s', which is not a constant", u.display, v.name).
			WithHelp("pass it as an argument, or keep it in a field")
		if len(v.binds) > 0 {
			d = d.WithRelated(v.binds[0].span, "'%s' is assigned here", v.name)
		}
		c.report(d)
	}
	u.caps = nil
}
