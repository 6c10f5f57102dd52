package infer

import (
	"slices"

	"github.com/myia-lang/myia/ir"
)

// What a call gives, its result and the versions of the arguments that it changes, may hold arguments, and an object that the
// function made in several places, as two functions that share a variable do. The form tells the caller where, who puts the value
// together again, so that each of these is one object there, too.

// form is what a value that a call gives is put together of.
type form struct {
	arg   int       // the argument in which it is a place after the call; -1: it is a value of its own
	place *argPlace // which place
	slot  int       // numbers an object that stands in several places of what the call gives; 0: it is in one
	parts []*form   // of what a Make put together
}

// opaque is the form of what is not known to be put together of anything.
func opaque() *form { return &form{arg: -1} }

// equal reports whether two forms are alike.
func (o *form) equal(p *form) bool {
	return o.arg == p.arg && o.slot == p.slot && samePlace(o.place, p.place) && slices.EqualFunc(o.parts, p.parts, (*form).equal)
}

// plain reports whether a caller has nothing to put together.
func (o *form) plain() bool {
	return o.arg < 0 && o.slot == 0 && !slices.ContainsFunc(o.parts, func(p *form) bool { return !p.plain() })
}

// each visits a form and its parts.
func (o *form) each(visit func(p *form)) {
	visit(o)
	for _, p := range o.parts {
		p.each(visit)
	}
}

// args lists the arguments in which places are.
func (o *form) args() []int {
	var out []int
	o.each(func(p *form) {
		if p.arg >= 0 {
			out = append(out, p.arg)
		}
	})
	return out
}

// slots counts how often objects of several places stand in a form.
func (o *form) slots() map[int]int {
	out := map[int]int{}
	o.each(func(p *form) {
		if p.slot > 0 {
			out[p.slot]++
		}
	})
	return out
}

// trim leaves out the parts of what is plain.
func (o *form) trim() {
	for _, p := range o.parts {
		p.trim()
	}
	if o.plain() {
		o.parts = nil
	}
}

// former finds the forms of what a context gives, at its end.
type former struct {
	f      *frame
	at     map[*ir.Value]int    // parameters
	first  map[*ir.Value]*form  // of objects that were met
	roots  map[*form]*ir.Value  // the objects
	slots  []*form              // of those that were met again, by number less one
	held   []map[*ir.Value]bool // what the arguments and the result may be or hold parts of
	forms  []*form              // of these, or nil
	result bool                 // the result is at hand, which is put together after the versions of arguments
}

func (f *frame) newFormer() *former {
	b := &former{f: f, at: map[*ir.Value]int{}, first: map[*ir.Value]*form{}, roots: map[*form]*ir.Value{}}
	for i, p := range f.b.F.Params {
		b.at[p] = i
	}
	b.held = make([]map[*ir.Value]bool, len(b.at)+1)
	b.forms = make([]*form, len(b.at)+1)
	return b
}

// holds notes what an argument, or the result, holds at the end.
func (b *former) holds(i int, vs ...*ir.Value) { b.held[i] = b.f.within(vs...) }

// found is a form with the values that it is made of, and those of them that are no arguments.
type found struct {
	*form
	all, own []*ir.Value
}

// find gives the form of the result.
func (b *former) find(v *ir.Value) *found {
	out := &found{}
	b.result = true
	out.form = b.of(v, out)
	b.forms[len(b.forms)-1] = out.form
	return out
}

// version gives the form of the version of an argument: nil if its parts were changed, too, or not all of them are told apart.
func (b *former) version(i int, v *ir.Value, kind changeKind) *found {
	parts, ok := made(v)
	if !ok || kind&deep != 0 {
		return nil
	}
	out := &found{form: opaque()}
	for _, p := range parts {
		out.parts = append(out.parts, b.of(p, out))
	}
	for r := range b.f.within(out.own...) {
		if _, param := b.at[r]; param {
			return nil
		}
	}
	if !out.keeps(i, nil) {
		return nil
	}
	b.forms[i] = out.form
	return out
}

// keeps reports whether the places of an argument that its version holds are where they were.
func (o *form) keeps(i int, path []int) bool {
	if o.arg == i {
		return len(path) > 0 && o.place.isAt(path)
	}
	for k, p := range o.parts {
		if !p.keeps(i, append(path[:len(path):len(path)], k)) {
			return false
		}
	}
	return true
}

func (b *former) of(v *ir.Value, in *found) *form {
	f := b.f
	if !f.carries(v.Type) {
		return opaque()
	}
	if at := f.argPlaceOf(v, b.at, b.result); at != nil {
		in.all = append(in.all, v)
		return &form{arg: at.arg, place: at}
	}
	out := opaque()
	if root, depth := f.root(v); depth == 0 {
		if met := b.first[root]; met != nil {
			if met.slot == 0 {
				b.slots = append(b.slots, met)
				met.slot = len(b.slots)
			}
			return &form{arg: -1, slot: met.slot}
		}
		b.first[root], b.roots[out] = out, root
	}
	if parts, ok := made(v); ok {
		for _, p := range parts {
			out.parts = append(out.parts, b.of(p, in))
		}
		return out
	}
	in.own, in.all = append(in.own, v), append(in.all, v)
	return out
}

// cameFrom are the objects that v may share parts with, and those that these were taken out of.
func (f *frame) cameFrom(v *ir.Value) []*ir.Value {
	out := f.reachable(v)
	for i := 0; i < len(out); i++ {
		if of := f.pulled[out[i]]; of != nil && !slices.Contains(out, of) {
			out = append(out, of)
		}
	}
	return out
}

// within are the objects that values may be, or hold parts of.
func (f *frame) within(vs ...*ir.Value) map[*ir.Value]bool {
	out := map[*ir.Value]bool{}
	for _, v := range vs {
		for _, r := range f.cameFrom(v) {
			out[r] = true
		}
	}
	return out
}

// link notes which of the arguments and the result may hold parts of each other where their forms do not tell.
func (b *former) link(does *effects) {
	exact := make([]map[*ir.Value]bool, len(b.held))
	for i, o := range b.forms {
		exact[i] = map[*ir.Value]bool{}
		if i < len(b.f.b.F.Params) {
			exact[i][b.f.b.F.Params[i]] = true
		}
		if o != nil {
			b.exactly(o, false, exact[i])
		}
	}
	for j := range b.held {
		for i := range j {
			for r := range b.held[i] {
				if b.held[j][r] && !(exact[i][r] && exact[j][r]) {
					does.links[[2]int{i, j}] = true
				}
			}
		}
	}
	does.settle(len(b.f.b.F.Params))
}

// exactly lists the objects of which the caller knows that they are in a form.
func (b *former) exactly(o *form, shared bool, in map[*ir.Value]bool) {
	if o.arg >= 0 {
		in[b.f.b.F.Params[o.arg]] = true
	}
	if o.slot > 0 {
		shared = true
		if first := b.slots[o.slot-1]; first != o {
			o = first
		}
	}
	if root := b.roots[o]; root != nil && shared {
		in[root] = true
	}
	for _, p := range o.parts {
		b.exactly(p, shared, in)
	}
}

// settle drops the forms of versions that hold a place of another argument which changes, and parts that nobody asks for.
func (e *effects) settle(n int) {
	for again := true; again; {
		again = false
		for i, o := range e.versions {
			moved := false
			o.each(func(p *form) {
				moved = moved || p.arg >= 0 && p.arg != i && len(p.place.steps) > 0 && e.wrote[p.arg] != nil
			})
			if moved {
				e.drop(i, n, o)
				again = true
			}
		}
	}
	for i, o := range e.versions {
		if o.trim(); o.plain() {
			delete(e.versions, i)
		}
	}
	if e.form != nil {
		e.form.trim()
	}
}

// drop gives a form up, that of the version of an argument or, if i is n, of the result: what it told are links.
func (e *effects) drop(i, n int, o *form) {
	note := func(j int) {
		if i != j {
			e.links[[2]int{min(i, j), max(i, j)}] = true
		}
	}
	for _, j := range o.args() {
		note(j)
	}
	for slot, count := range o.slots() {
		if count > 1 && i == n {
			e.tangled = true
		} else if count > 1 {
			e.knots[i] = true
		}
		for j, p := range e.versions {
			if p.slots()[slot] > 0 {
				note(j)
			}
		}
		if e.form != nil && e.form.slots()[slot] > 0 {
			note(n)
		}
	}
	if i == n {
		e.form = opaque()
	} else {
		delete(e.versions, i)
	}
}

// builder puts what a call gave together again.
type builder struct {
	f      *frame
	args   []*val
	slots  map[int]*val
	own    []*val // objects that the call made and that stand in several places
	failed bool   // an object would hold itself
}

// build makes a value of a form; what is its own is taken of v. It is the version of argument i; -1: the result.
func (b *builder) build(o *form, v *val, i int) *val {
	f := b.f
	switch {
	case o.arg >= 0:
		x := f.narrowedTo(f.takeAgain(o.place, b.args), v.T)
		if i >= 0 && i != o.arg {
			b.failed = !f.inserted(b.args[i], x) || b.failed
		}
		return f.fresh1(x)
	case o.slot > 0 && b.slots[o.slot] != nil:
		return b.slots[o.slot]
	}
	out := v
	if o.parts != nil && len(f.partTypes(v.T)) == len(o.parts) {
		parts := make([]*val, len(o.parts))
		for k, p := range o.parts {
			parts[k] = b.build(p, f.part(v, k), i)
		}
		out = f.together(v.T, parts)
	} else if (o.slot > 0 || i >= 0) && f.carries(v.T) {
		out = f.fresh1(v)
		noteEntry(f, f.first, out.V, out.V)
		b.own = append(b.own, out)
	}
	if o.slot > 0 {
		b.slots[o.slot] = out
	}
	return out
}

// relate notes which of the arguments and the result v may hold parts of each other.
func (b *builder) relate(does *effects, v *val) {
	f, n := b.f, len(b.args)
	for l := range does.links {
		if l[1] < n {
			for _, r := range f.roots(b.args[l[0]].V) {
				for _, q := range f.roots(b.args[l[1]].V) {
					f.relate(r, 0, q, 0, nil)
				}
			}
			continue
		}
		if v.V != nil {
			f.mayShare(v.V, nil, b.args[l[0]].V)
		}
		for _, x := range b.own {
			f.mayShare(x.V, nil, b.args[l[0]].V)
		}
	}
	if does.tangled && v.V != nil {
		for _, x := range b.own {
			f.mayShare(x.V, nil, v.V)
		}
	}
}
