package infer

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/types"
)

// An element is followed by its index. What puts other elements at the indices of a container is a shift; whether an element that was
// read before it stands where it stood is told by comparing containers and indices.

// shift is a change after which other elements stand at the indices of a list.
type shift struct {
	at     source.Span
	before int         // the shift before it; -1: not known
	of     []placeStep // to the container, from the root
	kinds  heads       // of the container
	known  bool        // it is that container alone
	index  *val        // the place that was assigned, counted from the start, if that was all
	given  *val        // as the program has it
	sizes  int         // of the object
	gone   *val        // what stood there
}

// reading is the version of an object out of which an element was read, and the index as the program has it, if it is known.
type reading struct {
	shifts, sizes int
	given         *ir.Value
}

// since says how an object was changed since it had another version.
func (v version) since(was version) mutation {
	var kind changeKind
	if v.sizes != was.sizes {
		kind |= resizes
	}
	if v.shifts != was.shifts {
		kind |= moves
	}
	if v.deep && !was.deep {
		kind |= deep
	}
	return mutation{kind, v.heads, v.moved}
}

// changed is a version after a change of a kind.
func (f *frame) changed(v version, m mutation) version {
	kind := m.kind
	if kind&resizes != 0 {
		f.resized++
		v.sizes = f.resized
	}
	if kind&moves != 0 {
		v.shifts = f.newShift(v.shifts, m.moved)
		v.moved = v.moved.with(m.moved)
	}
	v.deep, v.heads = v.deep || kind&deep != 0, v.heads.with(m.of)
	return v
}

// newShift numbers a change after which other elements stand at the indices.
func (f *frame) newShift(before int, kinds heads) int {
	f.shifted = append(f.shifted[:len(f.shifted):len(f.shifted)], shift{at: f.span(), before: before, kinds: kinds})
	return len(f.shifted) - 1
}

// replaced notes that the last shift of a list was only that of one element, and what stood there.
func (f *frame) replaced(list, given *val, aliases []alias) {
	index := given
	if l, ok := list.T.(types.List); ok && !l.Exact {
		index = f.fromStart(list, given)
	}
	f.replacedBy(list, index, given, aliases, func() *val { return f.getItem(list, index) })
}

func (f *frame) replacedBy(whole, index, given *val, aliases []alias, old func() *val) {
	root, _ := f.root(whole.V)
	id, sizes := f.now[root].shifts, f.now[root].sizes
	if id == 0 || f.dead {
		return
	}
	gone := f.ownWith(old(), aliases)
	if isErr(gone.T) || gone.V == nil {
		return
	}
	f.shifted = slices.Clone(f.shifted)
	f.shifted[id].index, f.shifted[id].gone = index, gone
	f.shifted[id].given, f.shifted[id].sizes = given, sizes
	f.setNow(f.now)
}

// since follows what was read by an index out of a container in a version of an object to now: it stands where it stood; it stands there no more, and is what it gives; or nothing is known.
func (f *frame) since(read reading, now int, p element) (gone *val, known bool) {
	var all []shift
	for now != read.shifts {
		if now <= 0 {
			return nil, false
		}
		all = append(all, f.shifted[now])
		now = f.shifted[now].before
	}
	for _, s := range slices.Backward(all) {
		same := s.isOf(p)
		if same == no {
			continue
		}
		at := unknown
		if s.index != nil {
			at = sameIndex(s.index, p.index)
		}
		// also where it may count from the end; of what lies in an object the size is not known
		if s.index != nil && len(p.of) == 0 && s.given.V != nil && s.given.V == read.given && s.sizes == read.sizes {
			at = yes
		}
		switch {
		case at == no:
		case at == yes && same == yes:
			return s.gone, true
		default:
			return nil, false
		}
	}
	return nil, true
}

// element is one of a container of a kind, to which steps lead from the root.
type element struct {
	kind  string
	of    []placeStep
	index *val
}

// isOf reports whether a shift is one of the container of an element.
func (s shift) isOf(p element) answer {
	if p.kind != "" && len(s.kinds.common(heads{p.kind})) == 0 {
		return no
	}
	if !s.known {
		return unknown
	}
	a, b := withoutNarrow(s.of), withoutNarrow(p.of)
	if len(a) != len(b) {
		return no
	}
	out := yes
	for i := range a {
		switch a[i].sameAs(b[i]) {
		case no:
			return no
		case unknown:
			out = unknown
		}
	}
	return out
}

// answer is one of three.
type answer int

const (
	unknown answer = iota
	yes
	no
)

// sameIndex reports whether two indices are of one element.
func sameIndex(a, b *val) answer {
	if a.V != nil && a.V == b.V {
		return yes
	}
	i, ok := a.known.(int64)
	j, ok2 := b.known.(int64)
	switch {
	case !ok || !ok2 || (i < 0) != (j < 0):
		return unknown
	case i == j:
		return yes
	}
	return no
}
