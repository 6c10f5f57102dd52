package infer

import (
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/source"
)

// alias says that a part of an object, at a depth or deeper, may be a part of another one.
type alias struct {
	to           *ir.Value
	mine, theirs int // depths
	// of is not nil where names of a loop, or of the sides of an if, take over objects from outside: two of them are not
	// aliases for the only reason that either may be one object.
	of *ir.Node
	at source.Span
	// kinds are those of the objects that may be shared: both held such when they came to be aliases.
	kinds heads
}

// relate notes that two objects may be or hold one, and reports whether that is new.
func (f *frame) relate(a *ir.Value, mine int, b *ir.Value, theirs int, of *ir.Node) bool {
	if a == b {
		return false
	}
	for _, x := range f.aliases[a] {
		if x.to == b && x.mine <= mine && x.theirs <= theirs && (x.of == of || x.of == nil) && f.kindsIn(a).common(f.kindsIn(b)).within(x.kinds) {
			return false
		}
	}
	at, kinds := f.span(), f.kindsIn(a).common(f.kindsIn(b))
	if len(kinds) == 0 {
		return false
	}
	noteEntry(f, f.aliases, a, append(f.aliases[a], alias{b, mine, theirs, of, at, kinds}))
	noteEntry(f, f.aliases, b, append(f.aliases[b], alias{a, theirs, mine, of, at, kinds}))
	return true
}

// roots are the objects that v is a place in or was put together of.
func (f *frame) roots(v *ir.Value) []*ir.Value {
	var out []*ir.Value
	var visit func(v *ir.Value)
	visit = func(v *ir.Value) {
		if v == nil || !f.carries(v.Type) {
			return
		}
		r, _ := f.root(v)
		if !slices.Contains(out, r) {
			out = append(out, r)
			cur := r
			if at := f.now[r]; at.cur != nil {
				cur = at.cur.V
			}
			for _, p := range heldBy(cur) {
				visit(p)
			}
		}
		if f.first[v] == nil {
			for _, p := range heldBy(v) {
				visit(p)
			}
		}
	}
	visit(v)
	return out
}

// reached is an object that an alias leads to.
type reached struct {
	root *ir.Value
	via  source.Span
}

// reach lists what a change of root at a depth, of objects of some kinds, may change, too; depth < 0: at any; nil: of all.
func (f *frame) reach(root *ir.Value, depth int, kinds heads) []reached {
	type state struct {
		root *ir.Value
		of   *ir.Node
	}
	var out []reached
	seen := map[state]bool{{root, nil}: true}
	todo := []state{{root, nil}}
	for first := true; len(todo) > 0; first = false {
		s := todo[0]
		todo = todo[1:]
		for _, x := range f.aliases[s.root] {
			if first && depth >= 0 && depth < x.mine || s.of != nil && x.of == s.of || kinds != nil && len(kinds.common(x.kinds)) == 0 {
				continue
			}
			next := state{x.to, x.of}
			if seen[next] {
				continue
			}
			seen[next] = true
			todo = append(todo, next)
			if x.to != root && !slices.ContainsFunc(out, func(r reached) bool { return r.root == x.to }) {
				out = append(out, reached{x.to, x.at})
			}
		}
	}
	return out
}

// reachable are the objects that v is a place in, was put together of, or may share parts with.
func (f *frame) reachable(v *ir.Value) []*ir.Value {
	out := f.roots(v)
	for _, r := range slices.Clone(out) {
		for _, x := range f.reach(r, -1, nil) {
			if !slices.Contains(out, x.root) {
				out = append(out, x.root)
			}
		}
	}
	return out
}

// mayShare notes that a value may be, or hold, what others are, of which it was made.
func (f *frame) mayShare(v *ir.Value, of *ir.Node, with ...*ir.Value) {
	if !f.e.tracks || !f.carries(v.Type) {
		return
	}
	r, _ := f.root(v)
	for _, w := range with {
		if w == nil || !f.carries(w.Type) {
			continue
		}
		for _, q := range f.roots(w) {
			f.relate(r, 0, q, 0, of)
		}
	}
}

// holdsParts notes that parts of a value that is made may be, or hold, what others are.
func (f *frame) holdsParts(v *ir.Value, parts ...*ir.Value) {
	if !f.e.tracks {
		return
	}
	for _, p := range parts {
		if p == nil || !f.carries(p.Type) {
			continue
		}
		for _, q := range f.roots(p) {
			f.relate(v, 1, q, 0, nil)
		}
	}
}

// relatePrim notes what the result of a primitive may hold of its operands, and which element one is.
func (f *frame) relatePrim(p *typed.Prim, out *ir.Value, args []*ir.Value) {
	if !f.e.tracks || !f.carries(out.Type) {
		return
	}
	if of, how := f.linkOf(out); how != noLink {
		if how == partLink {
			f.noteShift(out, of)
		}
		return
	}
	if typed.SharingOf(out.Def) != typed.Copies {
		if i := slices.IndexFunc(args, func(a *ir.Value) bool { return f.carries(a.Type) }); i >= 0 {
			f.mayShare(out, nil, args[i])
		}
		return
	}
	if !f.holds(out.Type) {
		return
	}
	f.findTangle(p, out, args)
	if p.Name != "list.set" && p.Name != "list.push" && f.knotted(args...) { // for those see inserted
		noteEntry(f, f.tangles, out, f.span())
	}
	for i, a := range args {
		if !f.carries(a.Type) {
			continue
		}
		theirs := 1
		if i > 0 && (p.Name == "list.push" || p.Name == "list.set" || p.Name == "list.put") || !isList(a.Type) {
			theirs = 0
		}
		for _, r := range f.roots(a) {
			if i == 0 && r == f.place.root && f.place.depth > 0 {
				f.succeed(out, r, f.place.depth)
				continue
			}
			f.relate(out, 1, r, theirs, nil)
		}
	}
}

// position is a place in an object: how many parts deep it is.
type position struct {
	root  *ir.Value
	depth int
}

// instead makes what takes the place of x.
func (f *frame) instead(x *val, build func() *val) *val {
	outer := f.place
	defer func() { f.place = outer }()
	f.place.root, f.place.depth = f.root(x.V)
	return build()
}

// succeed notes what may be or hold a value that takes the place of one in an object: what the object is or holds of others.
func (f *frame) succeed(out, root *ir.Value, depth int) {
	for _, x := range slices.Clone(f.aliases[root]) {
		if x.to != out {
			f.relate(out, max(0, x.mine-depth), x.to, x.theirs, x.of)
		}
	}
	if at := f.tangle(root); at != nil {
		noteEntry(f, f.tangles, out, *at)
	}
}

// noteShift notes out of which version of a list an element was read.
func (f *frame) noteShift(v, of *ir.Value) {
	root, _ := f.root(of)
	if at := (reading{shifts: f.now[root].shifts, sizes: f.now[root].sizes}); at != (reading{}) {
		f.readAt[v] = at
	}
}

// findTangle notes that elements of a list may be one object: they are copies of one.
func (f *frame) findTangle(p *typed.Prim, out *ir.Value, args []*ir.Value) {
	switch p.Name {
	case "list.repeat", "list.fill":
		noteEntry(f, f.tangles, out, f.span())
	case "list.concat":
		a, _ := f.root(args[0])
		if b, _ := f.root(args[1]); a == b {
			noteEntry(f, f.tangles, out, f.span())
		}
	}
}

// inserted notes what becomes of an object into which another is put; false if it would hold itself.
func (f *frame) inserted(x, item *val) bool {
	if !f.e.tracks || item.V == nil || x.V == nil || !f.carries(item.T) {
		return true
	}
	list, _ := f.root(x.V)
	for _, r := range f.roots(item.V) {
		if _, depth := f.root(item.V); r == list && depth == 0 && f.isWhole(x.V) {
			f.limit(diag.SharedObject, "", "an object that holds itself is not taken yet")
			return false
		}
		if r.ID < f.tripStart {
			noteEntry(f, f.tangles, list, f.span())
		}
	}
	if f.isPartOf(item.V, list) {
		noteEntry(f, f.tangles, list, f.span())
	}
	return true
}

// isPartOf reports whether a value may be, or hold, a part of a list that is still there.
func (f *frame) isPartOf(v, list *ir.Value) bool {
	for _, r := range f.roots(v) {
		if r == list || slices.ContainsFunc(f.aliases[r], func(x alias) bool { return x.to == list }) {
			return true
		}
		if f.pulled[r] != list && slices.ContainsFunc(f.reach(r, -1, nil), func(x reached) bool { return x.root == list }) {
			return true
		}
	}
	return false
}

// isWhole reports whether v is an object itself, no part of one.
func (f *frame) isWhole(v *ir.Value) bool {
	_, depth := f.root(v)
	return depth == 0
}

// tangle tells where elements of an object came to be one object, if they may be; nil: they are not.
func (f *frame) tangle(root *ir.Value) *source.Span {
	seen := map[*ir.Value]bool{root: true}
	for todo := []*ir.Value{root}; len(todo) > 0; {
		r := todo[0]
		todo = todo[1:]
		if at, ok := f.tangles[r]; ok {
			return &at
		}
		for _, x := range f.aliases[r] {
			if x.mine == x.theirs && !seen[x.to] {
				seen[x.to] = true
				todo = append(todo, x.to)
			}
		}
	}
	return nil
}
