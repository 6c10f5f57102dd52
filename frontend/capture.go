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
				if in.method != nil && !c.prog.References {
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
	if v.passed != nil {
		c.take(u, v.passed, sets)
	}
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

// take notes that u reads v of an outer unit. A method cannot take a variable along, since what calls it is not known: it
// reads that of a module as a global one. So does any function where the value when it is made is the wrong one.
func (c *compiler) take(u *unit, v *variable, sets map[*unit]map[*variable]bool) {
	switch {
	case v.unit == u:
	case v.scope.kind == moduleScope && (u.inClass || v.late || v.cell || c.prog.References):
		c.globals[v] = true
	case u.inClass && !c.prog.References && c.aroundClass(u, v):
		c.globals[v] = true
	default:
		sets[u][v] = true
	}
}

// aroundClass reports whether v is a variable of the function in which the class of u, which is a method or stands in one, is
// made once in a run. Then it is read as one of a module, and belongs to the run (ir.Class.Local).
func (c *compiler) aroundClass(u *unit, v *variable) bool {
	for u.method == nil && u.parent != nil {
		u = u.parent
	}
	cl := u.method
	if cl == nil || v.unit != u.parent || v.scope.kind != funcScope || !c.madeOnce(cl) {
		return false
	}
	cl.ir.Local = true
	return true
}

// checkMethod refuses a method that would capture variables of other functions around its class.
func (c *compiler) checkMethod(u *unit) {
	if u.method == nil || c.prog.References {
		return
	}
	for _, v := range u.caps {
		at := u.scope.unit.node.Span()
		if f := u.nameSpan(); f.IsValid() {
			at = f
		}
		d := diag.Limitf(diag.UnsupportedClass, at, "a method reads '%s' of the function around its class", v.name).
			WithHelp("keep it in a field, or define the class at the module level")
		if len(v.binds) > 0 {
			d = d.WithRelated(v.binds[0].span, "'%s' is assigned here", v.name)
		}
		c.postpone(d)
	}
	u.caps = nil
}

// LocalMark is in the names of what belongs to a run of a function, but is read by name.
const LocalMark = "<locals>."

// globalName names in the whole program a variable that functions read by name.
func globalName(v *variable) string {
	if v.scope.kind != moduleScope {
		return LocalMark + v.unit.name + "." + v.name
	}
	if m := v.scope.mod; m.name != "" {
		return m.name + ":" + v.name
	}
	return v.name
}
