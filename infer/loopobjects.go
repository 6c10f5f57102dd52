package infer

import (
	"maps"
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// loopObjects is what the trials of a loop have found about objects. It only grows.
type loopObjects struct {
	carried []*ir.Value         // objects of outside that the loop changes: their versions are carried
	ts      []types.Type        // of these
	kinds   []mutation          // how the loop changes these
	same    map[int]bool        // names that stand for one object all the time, which the loop changes
	lost    map[*ir.Value]*loss // objects of outside that cannot be followed in the loop
	moves   map[int][]*ir.Value // objects of outside that a name may stand for, or hold, in a later trip
	pairs   map[[2]int]bool     // names that may stand for one object, or hold one, in a later trip
	knots   map[int]bool        // names that may hold one object in two places in a later trip
}

func (o *loopObjects) clone() *loopObjects {
	if o == nil {
		return &loopObjects{same: map[int]bool{}, lost: map[*ir.Value]*loss{}, moves: map[int][]*ir.Value{}, pairs: map[[2]int]bool{}, knots: map[int]bool{}}
	}
	c := &loopObjects{carried: slices.Clone(o.carried), ts: slices.Clone(o.ts), kinds: slices.Clone(o.kinds),
		same: maps.Clone(o.same), lost: maps.Clone(o.lost), moves: maps.Clone(o.moves), pairs: maps.Clone(o.pairs), knots: maps.Clone(o.knots)}
	return c
}

// within leaves out the objects of an earlier trial of a loop around.
func (o *loopObjects) within(f *frame) *loopObjects {
	c := (*loopObjects)(nil).clone()
	if o == nil {
		return c
	}
	for i, r := range o.carried {
		if f.inScope(r) {
			c.carried, c.ts = append(c.carried, r), append(c.ts, o.ts[i])
			c.kinds = append(c.kinds, o.kinds[i])
		}
	}
	for r, why := range o.lost {
		if f.inScope(r) {
			c.lost[r] = why
		}
	}
	for k, all := range o.moves {
		c.moves[k] = []*ir.Value{}
		for _, r := range all {
			if f.inScope(r) {
				c.moves[k] = append(c.moves[k], r)
			}
		}
	}
	c.same, c.pairs, c.knots = o.same, o.pairs, o.knots
	return c
}

// loopTrial is one trial of a loop, as far as objects are concerned.
type loopTrial struct {
	f      *frame
	n      *ir.Node
	known  *loopObjects
	before map[*ir.Value]version
	mark   int
	init   []*val
	names  []*ir.Value           // what stands for the names within
	outer  int                   // the start of the trip of the loop around
	first  []*val                // of known.carried, before the loop
	ts     []types.Type          // of these
	end    map[*ir.Value]version // after a trip
	vals   []*val                // of known.carried, after a trip
}

// tryObjects begins a trial.
func (f *frame) tryObjects(n *ir.Node, init []*val) *loopTrial {
	known := f.loops[f.loopKey(n)].within(f)
	t := &loopTrial{f: f, n: n, known: known, before: f.now, init: init}
	for i, r := range known.carried {
		v := f.presentRoot(r)
		t.first = append(t.first, v)
		t.ts = append(t.ts, f.joinCarried(n, len(init)+i, known.ts[i], v.T))
	}
	if len(known.carried) > 0 { // what is shown of them before the loop is not of a later trip
		f.forgetParts()
	}
	t.mark, t.outer = f.b.F.NextID, f.tripStart
	return t
}

// enter gives the names and the objects that are carried their values at the beginning of a trip.
func (t *loopTrial) enter(params, names, carried []*ir.Value) {
	f := t.f
	if !f.e.tracks {
		return
	}
	t.names = names
	f.tripStart = f.b.F.NextID
	for i, r := range t.known.carried {
		at := f.now[r]
		old := r
		if at.cur != nil {
			old = at.cur.V
		}
		f.blur(r, old)
		at = f.changed(at, t.known.kinds[i])
		at.cur = &val{T: t.ts[i], V: carried[i]}
		f.first[carried[i]] = r
		f.setVersion(r, at)
	}
	for r, why := range t.known.lost {
		f.lose(r, why)
	}
	for k, p := range names {
		if !f.carries(p.Type) {
			continue
		}
		if v := t.outside(k, p); v != nil {
			f.env[params[k]] = v
			continue
		}
		for _, r := range f.roots(t.init[k].V) {
			f.relate(p, 0, r, 0, t.n)
		}
		for _, r := range t.known.moves[k] {
			f.relate(p, 0, r, 0, t.n)
		}
	}
	for k := range t.known.knots {
		noteEntry(f, f.tangles, names[k], f.span())
	}
	for pair := range t.known.pairs {
		f.relate(names[pair[0]], 0, names[pair[1]], 0, nil)
	}
	if len(t.known.carried) > 0 {
		f.forgetParts()
	}
}

// pass hands the versions of objects on from one region of the loop to the next: to values that stand for the names and the
// objects there.
func (t *loopTrial) pass(passed []*val, params, names, carried []*ir.Value) {
	f := t.f
	if !f.e.tracks {
		return
	}
	for i, r := range t.known.carried {
		at := f.now[r]
		at.cur = &val{T: carried[i].Type, V: carried[i]}
		f.first[carried[i]] = r
		f.setVersion(r, at)
	}
	for k, p := range names {
		if !f.carries(p.Type) {
			continue
		}
		if v := t.outside(k, p); v != nil {
			f.env[params[k]] = v
			continue
		}
		if root, depth := f.root(passed[k].V); depth == 0 && root == t.names[k] {
			at := f.now[root]
			at.cur = &val{T: p.Type, V: p}
			noteEntry(f, f.first, p, root)
			f.setVersion(root, at)
			continue
		}
		f.mayShare(p, nil, passed[k].V)
	}
}

// outside is what a name stands for if that is an object of outside all the time, or goes over one; nil if it is another in
// each trip. In the region at hand p stands for the name.
func (t *loopTrial) outside(k int, p *ir.Value) *val {
	switch {
	case t.known.same[k]:
		return t.f.fresh1(t.f.present(t.init[k]))
	case t.goesOver(k):
		return t.cursor(k, p)
	}
	return nil
}

// goesOver reports whether a name is the iterator of the loop: what it goes over is one object all the time.
func (t *loopTrial) goesOver(k int) bool {
	it, ok := t.init[k].T.(types.Iter)
	if !ok || it.Kind != "cursor" || t.known.moves[k] != nil {
		return false
	}
	_, ok = made(t.init[k].V)
	return ok
}

// cursor is such an iterator at the place where p, which stands for it, is.
func (t *loopTrial) cursor(k int, p *ir.Value) *val {
	f := t.f
	at := f.takePart(&val{T: p.Type, V: p}, 1, types.Int)
	over := f.present(f.partsOf(t.init[k])[0])
	v := f.product(types.Iter{Kind: "cursor", Parts: []types.Type{over.T, types.Int}}, []*val{over, at})
	v.path = ""
	return v
}

// leave ends a trip, in its region.
func (t *loopTrial) leave() []*ir.Value {
	f := t.f
	t.vals = nil
	for _, r := range t.known.carried {
		t.vals = append(t.vals, f.presentRoot(r))
	}
	return valueList(t.vals)
}

// back makes the versions of before the present ones.
func (t *loopTrial) back() {
	t.f.setNow(t.before)
	t.f.tripStart = t.outer
}

// learn notes what a trip has done that the next one must know, and reports whether the loop is to be tried again. The
// versions of before are the present ones again.
func (t *loopTrial) learn(results []*val, end map[*ir.Value]version) (again bool) {
	f := t.f
	t.back()
	if !f.e.tracks {
		return false
	}
	t.end = end
	now := t.known.clone()
	entry := maps.Clone(t.before)
	changed, lost := f.changedSince(entry, end, t.mark)
	for _, r := range changed {
		i := slices.Index(now.carried, r)
		if i < 0 {
			at := t.before[r]
			first := r.Type
			if at.cur != nil {
				first = at.cur.T
			}
			now.carried, now.ts, now.kinds = append(now.carried, r), append(now.ts, first), append(now.kinds, mutation{})
			i, again = len(now.carried)-1, true
		}
		if m := end[r].since(t.before[r]); !m.within(now.kinds[i]) {
			now.kinds[i], again = now.kinds[i].with(m), true
		}
	}
	again = t.learnNames(now, results, end) || again
	again = t.learnHeld(end) || again
	if !again { // what is lost in an earlier trial need not be with what is learned
		again = t.learnLost(now, append(lost, changed...), end)
	}
	if !again {
		for i, v := range t.vals {
			ty := f.joinCarried(t.n, len(t.init)+i, t.ts[i], v.T)
			if !types.Equal(ty, t.ts[i]) {
				now.ts[i], again = ty, true
			}
		}
	}
	if again {
		noteEntry(f, f.loops, f.loopKey(t.n), now)
	}
	return again
}

// learnLost notes objects of outside that a trip loses.
func (t *loopTrial) learnLost(now *loopObjects, roots []*ir.Value, end map[*ir.Value]version) (again bool) {
	for _, r := range roots {
		why, known := end[r].lost, t.before[r].heads
		if now.lost[r] != nil {
			known = known.with(now.lost[r].of)
		}
		if why != nil && (t.before[r].lost == nil && now.lost[r] == nil || !end[r].heads.within(known)) {
			now.lost[r], again = why.with(end[r].heads), true
		}
	}
	return again
}

// learnNames finds what the names of the loop stand for in the next trip.
func (t *loopTrial) learnNames(now *loopObjects, results []*val, end map[*ir.Value]version) (again bool) {
	f := t.f
	outer := f.now
	f.now = end
	defer func() { f.now = outer }()
	within := make([][]*ir.Value, len(results))
	for k, v := range results {
		if v.V == nil || !f.carries(v.T) || now.same[k] {
			continue
		}
		whole, depth := f.root(v.V)
		if depth == 0 && whole == t.names[k] {
			if at := end[whole]; at.cur != nil && at.cur.V != whole && !t.handedOn(at.cur.V, k) {
				now.same[k], again = true, true
			}
			within[k] = []*ir.Value{whole}
			continue
		}
		if t.goesOver(k) {
			parts, ok := made(v.V)
			over, _ := made(t.init[k].V)
			if ok && t.sameObject(parts[0], over[0]) {
				continue
			}
			now.moves[k], again = []*ir.Value{}, true
		}
		within[k] = f.reachable(v.V)
		if !now.knots[k] && f.knotted(v.V) {
			now.knots[k], again = true, true
		}
		for _, r := range within[k] {
			if r.ID < t.mark && f.inScope(r) && !slices.Contains(now.moves[k], r) && !slices.Contains(f.roots(t.init[k].V), r) {
				now.moves[k], again = append(slices.Clone(now.moves[k]), r), true
			}
		}
		for i, v := range t.vals { // that an object of outside holds what the name stands for
			r := t.known.carried[i]
			if t.alike(f.reachable(v.V), within[k]) && !slices.Contains(now.moves[k], r) {
				now.moves[k], again = append(slices.Clone(now.moves[k]), r), true
			}
		}
		for j := range k {
			if t.alike(within[j], within[k]) && !now.pairs[[2]int{j, k}] {
				now.pairs[[2]int{j, k}], again = true, true
			}
		}
	}
	return again
}

// learnHeld finds what the objects that are carried hold in the next trip.
func (t *loopTrial) learnHeld(end map[*ir.Value]version) (again bool) {
	f := t.f
	outer := f.now
	f.now = end
	defer func() { f.now = outer }()
	for i, v := range t.vals {
		r := t.known.carried[i]
		for _, q := range f.roots(v.V) {
			if q.ID < t.mark && q != r && f.inScope(q) {
				again = f.relate(r, 1, q, 0, nil) || again
			}
		}
		for j := range i {
			if t.alike(f.reachable(t.vals[j].V), f.reachable(v.V)) {
				again = f.relate(r, 0, t.known.carried[j], 0, nil) || again
			}
		}
		if f.tangle(r) == nil && f.knotted(v.V) {
			f.tangles[r], again = f.span(), true
		}
	}
	return again
}

// handedOn reports whether a version of a name is only what pass made of it.
func (t *loopTrial) handedOn(v *ir.Value, k int) bool {
	return v.Def == nil && t.f.first[v] == t.names[k]
}

// alike reports whether two names have an object of the loop in common.
func (t *loopTrial) alike(a, b []*ir.Value) bool {
	return slices.ContainsFunc(a, func(r *ir.Value) bool { return r.ID >= t.mark && slices.Contains(b, r) })
}

// types are those of the objects that are carried.
func (t *loopTrial) types() []types.Type { return t.ts }

// args are the versions of the objects that are carried before the loop.
func (t *loopTrial) args() []*ir.Value {
	var out []*ir.Value
	for i, v := range t.first {
		out = append(out, t.f.coerce(v, t.ts[i]).V)
	}
	return out
}

// yields are those at the end of a trip.
func (t *loopTrial) yields() []*ir.Value {
	var out []*ir.Value
	for i, v := range t.vals {
		out = append(out, t.f.coerce(v, t.ts[i]).V)
	}
	return out
}

// done gives the names and the objects their versions after the loop. results are those of the names, then of the objects.
func (t *loopTrial) done(results []*ir.Value) {
	f := t.f
	if !f.e.tracks {
		return
	}
	names := len(results) - len(t.known.carried)
	for i, r := range t.known.carried {
		at := f.now[r]
		old := r
		if at.cur != nil {
			old = at.cur.V
		}
		f.behind(t.n, func() {
			f.blur(r, old)
			if i < len(t.vals) {
				f.blur(r, t.vals[i].V)
			}
		})
		at = f.changed(at, t.known.kinds[i])
		out := results[names+i]
		at.cur = &val{T: out.Type, V: out}
		noteEntry(f, f.first, out, r)
		f.setVersion(r, at)
	}
	for r, why := range t.known.lost {
		f.lose(r, why)
	}
	for k, v := range results[:names] {
		if !f.carries(v.Type) {
			continue
		}
		if t.known.same[k] {
			f.env[t.n.Results[k]] = f.fresh1(f.present(t.init[k]))
			continue
		}
		for _, r := range append(f.roots(t.init[k].V), t.known.moves[k]...) {
			f.relate(v, 0, r, 0, t.n)
		}
	}
	for k := range t.known.knots {
		noteEntry(f, f.tangles, results[k], f.span())
	}
	for pair := range t.known.pairs {
		f.relate(results[pair[0]], 0, results[pair[1]], 0, nil)
	}
	if len(t.known.carried) > 0 {
		f.forgetParts()
	}
}

// sameObject reports whether two values are one object.
func (t *loopTrial) sameObject(a, b *ir.Value) bool {
	r, m := t.f.root(a)
	q, n := t.f.root(b)
	return r == q && m == 0 && n == 0
}
