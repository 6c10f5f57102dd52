package infer

import (
	"github.com/myia-lang/myia/types"
)

// cell is what is known of the parts of a recursive type.
type cell struct {
	parts []types.Type
	users map[*context]bool // that have read or grown it
}

// cell gives that of a recursive type, and notes who uses it.
func (e *engine) cell(n types.Named) *cell {
	c := e.cells[n]
	if c == nil {
		c = &cell{users: map[*context]bool{}}
		e.cells[n] = c
	}
	if e.frame != nil {
		c.users[e.frame.c] = true
	}
	return c
}

// namedParts returns the types of the parts of a recursive type so far.
func (e *engine) namedParts(n types.Named) []types.Type {
	if base := types.BaseClass(n.Name); base != n.Name {
		parts := e.namedParts(types.Named{Kind: n.Kind, Name: base})
		for range len(n.Name) - len(base) {
			parts = ctParts(parts)
		}
		return parts
	}
	return e.cell(n).parts
}

func ctParts(parts []types.Type) []types.Type {
	out := make([]types.Type, len(parts))
	for i, p := range parts {
		out[i] = types.Ct(p)
	}
	return out
}

// grow joins parts into the cell of a recursive type; false if that was diagnosed.
func (e *engine) grow(n types.Named, parts []types.Type) bool {
	c := e.cell(n)
	e.frame.c.cells[c] = true
	now := make([]types.Type, len(parts))
	changed := c.parts == nil
	for i, p := range parts {
		if c.parts != nil {
			j := &types.Joiner{Fresh: sizeNames("j")}
			p = j.Join(c.parts[i], p)
			if j.Widest > maxMembers {
				e.frame.report(wideUnion(e.frame.span(), p))
				return false
			}
		}
		now[i] = types.NewNames(p, sizeNames(n.Name, i))
		changed = changed || !types.Equal(now[i], c.parts[i])
	}
	if !changed {
		return true
	}
	c.parts = now
	for u := range c.users {
		e.enqueue(u)
	}
	return true
}

// wroteOut notes that the context at hand makes a value of a class, closure or tuple expression whose type is written out.
func (e *engine) wroteOut(n types.Named) {
	c := e.frame.c
	if m := e.makers[n]; len(m) == 0 || m[len(m)-1] != c {
		e.makers[n] = append(m, c)
	}
}

// makeNominal marks a class, closure or tuple expression as recursive, and goes back to before a type that holds it was
// written out.
func (e *engine) makeNominal(n types.Named) {
	if e.nominal[n] {
		e.startOver()
		e.redo()
	}
	e.nominal[n] = true
	for _, c := range e.makers[n] {
		e.forget(c)
	}
	delete(e.makers, n)
	for _, cs := range e.of {
		for _, c := range cs {
			if holds(types.Tuple{Elems: c.args}, n) {
				e.forget(c)
			}
		}
	}
	e.redo()
}

// holds reports whether n is written out in t.
func holds(t types.Type, n types.Named) bool {
	if h, ok := types.Head(t); ok && h == n {
		return true
	}
	for _, p := range types.PartsOf(t) {
		if holds(p, n) {
			return true
		}
	}
	return false
}
