package infer

import (
	"cmp"
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// Regions change objects of outside. A region that is entered on a condition gives their versions as further results, a
// loop carries them.

// open builds a region. What is read of objects in it is read again after it.
func (f *frame) open(params []types.Type, build func(ps []*ir.Value) []*ir.Value) *ir.Region {
	outer := f.memo
	f.memo = map[*ir.Value]*val{}
	defer func() { f.memo = outer }()
	first := f.b.F.NextID
	r := f.b.Region(params, build)
	f.close(first)
	return r
}

// close notes that the values that were made since the one with an ID are out of scope.
func (f *frame) close(first int) {
	if !f.e.tracks {
		return
	}
	n := len(f.gone)
	for n > 0 && f.gone[n-1].first >= first {
		n--
	}
	f.gone = append(f.gone[:n:n], span{first, f.b.F.NextID})
}

// span is a range of IDs.
type span struct{ first, end int }

// inScope reports whether a value can be used here.
func (f *frame) inScope(v *ir.Value) bool {
	at, found := slices.BinarySearchFunc(f.gone, v.ID, func(s span, id int) int { return cmp.Compare(s.first, id) })
	if !found {
		at--
	}
	return at < 0 || v.ID >= f.gone[at].end
}

// extend appends to a region in which objects have the given versions.
func (f *frame) extend(r *ir.Region, now map[*ir.Value]version, build func() []*ir.Value) {
	outer, memo := f.now, f.memo
	f.now, f.memo = now, map[*ir.Value]*val{}
	defer func() { f.now, f.memo = outer, memo }()
	f.b.Extend(r, build)
}

// asOf does something where objects have other versions.
func (f *frame) asOf(now map[*ir.Value]version, do func()) {
	outer := f.now
	f.now = now
	defer func() { f.now = outer }()
	do()
}

// openStill builds a region in which no object of outside may change.
func (f *frame) openStill(params []types.Type, build func(ps []*ir.Value) []*ir.Value) *ir.Region {
	before, mark := f.now, f.b.F.NextID
	r := f.open(params, build)
	if changed, lost := f.changedSince(before, f.now, mark); len(changed)+len(lost) > 0 {
		f.limit(diag.Mutation, diag.MutationHelp, "an object is changed by a function that is called for each element here")
	}
	f.setNow(before)
	return r
}

// openTrip is openStill of the body of a loop that inference itself asks for.
func (f *frame) openTrip(params []types.Type, build func(ps []*ir.Value) []*ir.Value) *ir.Region {
	outer := f.tripStart
	f.tripStart = f.b.F.NextID
	defer func() { f.tripStart = outer }()
	return f.openStill(params, build)
}

// relateTrips notes what the result of such a loop, whose trips give v, may be or hold. The IDs of what is outside are less
// than mark.
func (f *frame) relateTrips(out, v *ir.Value, mark int) {
	if !f.e.tracks || v == nil || !f.carries(out.Type) {
		return
	}
	f.tieKnots([]*ir.Value{out}, []*ir.Value{v})
	f.relateMoved(nil, []*ir.Value{out}, []*ir.Value{v}, mark)
	for _, r := range f.roots(v) {
		if at := f.tangle(r); at != nil {
			noteEntry(f, f.tangles, out, *at)
		}
	}
}

// changedSince lists the objects that were there before and have other versions, in order: those that were changed, and
// those that were only lost.
func (f *frame) changedSince(before, now map[*ir.Value]version, mark int) (changed, lost []*ir.Value) {
	for r, v := range now {
		was := before[r]
		switch {
		case r.ID >= mark || !f.inScope(r) && !(was.cur != nil && f.inScope(was.cur.V)): // a name of a loop is one of its condition
		case v.cur != was.cur || v.shifts != was.shifts || v.sizes != was.sizes || v.deep != was.deep, v.lost == nil && !v.heads.within(was.heads):
			changed = append(changed, r)
		case v.lost != was.lost || !v.heads.within(was.heads):
			lost = append(lost, r)
		}
	}
	byID := func(a, b *ir.Value) int { return cmp.Compare(a.ID, b.ID) }
	slices.SortFunc(changed, byID)
	slices.SortFunc(lost, byID)
	return changed, lost
}

// presentRoot is an object as it is now, whether it can be followed or not.
func (f *frame) presentRoot(r *ir.Value) *val {
	at := f.now[r]
	v := &val{T: r.Type, V: r}
	if at.cur != nil {
		v = at.cur
	}
	memo := f.memo
	f.memo, f.quiet, f.lostPart = map[*ir.Value]*val{}, true, nil
	now := f.recomposed(v, r)
	f.memo, f.quiet = memo, false
	if f.lostPart != nil {
		f.lose(r, f.lostPart)
	}
	if now != nil {
		return now
	}
	return v
}

// change is an object that is changed in one of the sides of an if.
type change struct {
	root *ir.Value
	t    types.Type // of its version afterwards
	of   [2]*val    // its versions at the end of the sides
}

// changesOf finds the objects that the sides of an if have changed, and their versions at the ends.
func (f *frame) changesOf(sides ...*branch) []*change {
	var out []*change
	for _, s := range sides {
		if s.dead {
			continue
		}
		changed, _ := f.changedSince(f.now, s.now, s.mark)
		for _, r := range changed {
			if !slices.ContainsFunc(out, func(c *change) bool { return c.root == r }) {
				out = append(out, &change{root: r, t: types.Never})
			}
		}
	}
	slices.SortFunc(out, func(a, b *change) int { return cmp.Compare(a.root.ID, b.root.ID) })
	for k, s := range sides {
		if s.dead || len(out) == 0 {
			continue
		}
		f.extend(s.region, s.now, func() []*ir.Value {
			for _, c := range out {
				c.of[k] = f.presentRoot(c.root)
				c.t = f.join(c.t, c.of[k].T)
			}
			return nil
		})
	}
	return out
}

// settleSides gives objects the versions that they have after an if, which are its last results.
func (f *frame) settleSides(changes []*change, results []*ir.Value, sides ...*branch) {
	before := f.now
	for i, c := range changes {
		for _, d := range changes[:i] {
			if f.shareOf(c, d, sides) && f.isNamed(c.root, d.root) && f.isNamed(d.root, c.root) {
				f.relate(c.root, 0, d.root, 0, nil)
			}
		}
		f.first[results[i]] = c.root
		var m mutation
		for k, s := range sides {
			if !s.dead {
				f.blur(c.root, c.of[k].V)
				f.asOf(s.now, func() { f.tieKnots([]*ir.Value{c.root}, []*ir.Value{c.of[k].V}) })
				m = m.with(s.now[c.root].since(before[c.root]))
			}
		}
		v := f.changed(before[c.root], m)
		v.cur = &val{T: c.t, V: results[i]}
		f.setVersion(c.root, v)
	}
	for _, s := range sides {
		if s.dead {
			continue
		}
		for r, v := range s.now {
			if r.ID < s.mark && v.lost != nil {
				f.lose(r, v.lost.with(v.heads))
			}
		}
	}
	if len(changes) > 0 {
		f.forgetParts()
	}
}

// shareOf reports whether a side has made something that two objects of outside hold at its end.
func (f *frame) shareOf(c, d *change, sides []*branch) (share bool) {
	for k, s := range sides {
		if s.dead {
			continue
		}
		f.asOf(s.now, func() {
			mine := f.reachable(c.of[k].V)
			share = share || slices.ContainsFunc(f.reachable(d.of[k].V), func(r *ir.Value) bool { return r.ID >= s.mark && slices.Contains(mine, r) })
		})
	}
	return share
}

// relateResults notes what the results of an if may be or hold of what is outside, of each other, and of the objects that its
// sides have changed.
func (f *frame) relateResults(n *ir.Node, results []*ir.Value, changes []*change, sides ...*branch) {
	if !f.e.tracks {
		return
	}
	for k, s := range sides {
		if s.dead {
			continue
		}
		to, from := slices.Clone(results), valueList(s.closed)
		for _, c := range changes {
			to, from = append(to, c.root), append(from, c.of[k].V)
		}
		f.asOf(s.now, func() {
			f.tieKnots(results, from[:len(results)])
			f.relateMoved(n, to, from, s.mark)
		})
	}
}

// relateMoved notes what values that stand for others from here on may be or hold: what these are of outside, and what two
// of them have in common.
func (f *frame) relateMoved(n *ir.Node, to, from []*ir.Value, mark int) {
	within := make([][]*ir.Value, len(to))
	for i, v := range from {
		if to[i] == nil || v == nil || !f.carries(to[i].Type) {
			continue
		}
		within[i] = f.reachable(v)
		for _, r := range within[i] {
			if r.ID < mark && to[i].ID >= mark { // an object of outside holds what it held
				f.relate(to[i], 0, r, 0, n)
			}
		}
		for j := range i {
			if to[j] == nil || to[i].ID < mark && to[j].ID < mark { // see settleSides
				continue
			}
			for _, r := range within[j] {
				if slices.Contains(within[i], r) && (r.ID >= mark || f.both(from[i], from[j], r)) {
					f.relate(to[i], 0, to[j], 0, nil)
					break
				}
			}
		}
	}
}

// both reports whether two values are places in an object, or were put together of it.
func (f *frame) both(a, b, r *ir.Value) bool {
	return slices.Contains(f.roots(a), r) && slices.Contains(f.roots(b), r)
}
