package infer

import (
	"github.com/myia-lang/myia/ir"
	"slices"

	"github.com/myia-lang/myia/types"
)

// An object is a list, a dict, a set, an array or of a class all its life, whatever its parts are. So a change of lists
// concerns no object that neither is a list nor holds one, however names may share parts.

// heads says what the objects that were changed are, sorted.
type heads []string

// anyHead stands for objects that are not told apart.
const anyHead = "any"

// mutation is what a change does.
type mutation struct {
	kind  changeKind
	of    heads
	moved heads // of the containers in which other elements stand at the indices
}

func (m mutation) with(n mutation) mutation {
	return mutation{m.kind | n.kind, m.of.with(n.of), m.moved.with(n.moved)}
}

// within reports whether another does all that m does.
func (m mutation) within(n mutation) bool {
	return m.kind&^n.kind == 0 && m.of.within(n.of) && m.moved.within(n.moved)
}

// with is a loss of more.
func (l *loss) with(of heads) *loss {
	if of.within(l.of) {
		return l
	}
	return &loss{shared: l.shared, changed: l.changed, of: l.of.with(of)}
}

// headOf says what objects of t are themselves; "": none that can be changed.
func (f *frame) headOf(t types.Type) string {
	switch t := t.(type) {
	case types.List:
		return "list"
	case types.Dict:
		return "dict"
	case types.Array:
		return "array"
	case types.Object:
		if f.changeable(t) {
			return "class " + t.Class
		}
	case types.Named:
		if f.changeable(t) {
			return "class " + t.Name
		}
	case types.Iter:
		switch {
		case isMap(t):
			return "dict"
		case isKeyed(t):
			return "set"
		case isCell(t):
			return "cell"
		}
	}
	if f.changes(t) {
		return anyHead
	}
	return ""
}

// headsOf says what objects of t are.
func (f *frame) headsOf(t types.Type) heads {
	var out heads
	for _, m := range types.Members(t) {
		h := f.headOf(m)
		if h == "" {
			h = anyHead
		}
		out = out.with(heads{h})
	}
	return out
}

// with joins two.
func (h heads) with(more heads) heads {
	out := h
	for _, m := range more {
		if at, found := slices.BinarySearch(out, m); !found {
			out = slices.Insert(slices.Clone(out), at, m)
		}
	}
	return out
}

// common are those of both.
func (h heads) common(with heads) heads {
	if slices.Contains(with, anyHead) {
		return h
	}
	if slices.Contains(h, anyHead) {
		return with
	}
	var out heads
	for _, m := range h {
		if slices.Contains(with, m) {
			out = append(out, m)
		}
	}
	return out
}

// within reports whether all are among those of another.
func (h heads) within(all heads) bool {
	return !slices.ContainsFunc(h, func(m string) bool { return !slices.Contains(all, m) })
}

// isKind reports whether objects of t are themselves of one of the heads.
func (f *frame) isKind(t types.Type, h heads) bool {
	own := f.headOf(t)
	return own != "" && len(heads{own}.common(h)) > 0
}

// hasHead reports whether values of t are or hold objects of one of the heads.
func (f *frame) hasHead(t types.Type, h heads) bool {
	return len(f.kindsOf(nil, t, map[types.Named]bool{}).common(h)) > 0
}

// hasPlaces counts the places of values of t in which an object of one of the heads may be, up to 2.
func (f *frame) hasPlaces(t types.Type, h heads) int {
	switch t := t.(type) {
	case types.List:
		if !t.Exact {
			break
		}
		return f.sumPlaces(t, h)
	case types.Tuple, types.Dict, types.Object, types.Func, types.Bound:
		return f.sumPlaces(t, h)
	case types.Union:
		n := 0
		for _, m := range t.Members {
			n = max(n, f.hasPlaces(m, h))
		}
		return n
	case types.Array:
		if f.hasHead(t, h) {
			return 1
		}
	}
	if f.hasHead(t, h) {
		return 2
	}
	return 0
}

func (f *frame) sumPlaces(t types.Type, h heads) int {
	n := 0
	if f.isKind(t, h) {
		n = 1
	}
	for _, p := range types.PartsOf(t) {
		n = min(n+f.hasPlaces(p, h), 2)
	}
	return n
}

// kindsIn are the kinds of objects that an object is or holds.
func (f *frame) kindsIn(root *ir.Value) heads {
	out := f.kindsOf(nil, root.Type, map[types.Named]bool{})
	if at := f.now[root]; at.cur != nil {
		out = f.kindsOf(out, at.cur.T, map[types.Named]bool{})
	}
	return out
}

func (f *frame) kindsOf(all heads, t types.Type, seen map[types.Named]bool) heads {
	if own := f.headOf(t); own != "" {
		all = all.with(heads{own})
	}
	parts := types.PartsOf(t)
	switch n, named := t.(types.Named); {
	case named && seen[n]:
		return all
	case named:
		seen[n] = true
		parts = f.e.namedParts(n)
	case isKeyed(t):
		parts = heldIn(t)
	}
	for _, p := range parts {
		all = f.kindsOf(all, p, seen)
	}
	return all
}

// concerns reports whether a change of objects of some heads may be one of, or within, the object r as it is.
func (f *frame) concerns(r *ir.Value, h heads) bool { return len(f.kindsIn(r).common(h)) > 0 }
