package infer

import (
	"fmt"
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// walkFor infers a for loop, again if it has to be unrolled or peeled: over a range of run-time length as a loop, over
// a tuple, a list of unlike elements, or a range whose counter is demanded,
// unrolled.
func (f *frame) walkFor(n *ir.Node) {
	f.attemptLoop(n.Regions[0], func() { f.tryForEach(n) })
}

func (f *frame) tryForEach(n *ir.Node) {
	it := f.get(n.Args[0])
	init := f.gets(n.Args[1:])
	if isErr(it.T) || anyErr(init) {
		f.errResults(n)
		return
	}
	if f.e.reread[n] {
		f.loopRereading(n, init)
		return
	}
	if f.asks(it) {
		f.loopAsking(n, init)
		return
	}
	if of, with := f.unionIn(it); of != nil && usedUp(of.T) != "" {
		f.loopOverEach(n, of, with, init)
		return
	}
	seq, ok := f.sequence(it)
	if !ok {
		f.errResults(n)
		return
	}
	f.loopOver(n, seq, init)
	f.ended(seq)
}

// loopOverEach infers a loop over what each member of a union makes, so that elements of unlike types stay what they are.
func (f *frame) loopOverEach(n *ir.Node, of *val, with func(m *val) *val, init []*val) {
	out := f.distribute(of, of.T.(types.Union), func(m *val) *val {
		seq, ok := f.sequence(with(m))
		if !ok {
			return errVal()
		}
		f.forget(n.Regions[0])
		f.loopOver(n, seq, init)
		f.ended(seq)
		if f.dead {
			return &val{T: types.Never}
		}
		results := f.gets(n.Results)
		if anyErr(results) {
			return errVal()
		}
		return f.tupleOf(results)
	}, "a loop")
	switch {
	case isErr(out.T):
		f.errResults(n)
	case !f.dead:
		f.set(n, f.partsOfEach(out, len(n.Results))...)
	}
}

// loopOver infers the loop over a sequence.
func (f *frame) loopOver(n *ir.Node, seq *sequence, init []*val) {
	if seq.static >= 0 && (seq.unlike || f.e.unroll[n]) {
		f.unrollFor(n, seq, init)
		return
	}
	if f.e.peel[n] {
		if seq, init = f.peelFirst(n, seq, init); f.dead {
			return
		}
	}
	ts := f.initTypes(n, init)
	for trial := 0; trial < maxTrials; trial++ {
		if hasErr(ts) {
			f.errResults(n)
			return
		}
		if f.tryFor(n, seq, init, &ts) {
			return
		}
	}
	f.unrollIfKnown(n, seq.static)
	if seq.trips != nil {
		f.demand(seq.trips)
	}
	f.unsettled(n)
	f.errResults(n)
}

// unrollIfKnown infers the loop again, unrolled, if its trips are known and
// few.
func (f *frame) unrollIfKnown(n *ir.Node, trips int) {
	if trips >= 0 && trips <= maxUnroll && !f.e.unroll[n] {
		f.e.unroll[n] = true
		f.redoLoops(n.Regions[0])
	}
}

// tupleGrows reports whether a tuple gets another length in a trip.
func tupleGrows(old, now []types.Type) bool {
	lengths := func(t types.Type) int {
		seen := map[int]bool{}
		for _, m := range types.Members(t) {
			if x, ok := m.(types.Tuple); ok {
				seen[len(x.Elems)] = true
			}
		}
		return len(seen)
	}
	for i := range old {
		if n := lengths(old[i]); n > 0 && lengths(now[i]) > n {
			return true
		}
	}
	return false
}

// exactIn notes that the lists in v would be exact were the loop n unrolled.
func (v *val) exactIn(n *ir.Node) {
	if isRunList(v.T) {
		v.loop = n
	}
	v.parts = slices.Clone(v.parts)
	for i, p := range v.parts {
		c := *p
		c.exactIn(n)
		v.parts[i] = &c
	}
}

// exactly infers a loop again, unrolled, if v would be an exact list were the loop that grew it
// unrolled.
func (f *frame) exactly(v *val) {
	if v.loop != nil {
		f.unrollIfKnown(v.loop, 0)
	}
}

func (f *frame) unrollFor(n *ir.Node, seq *sequence, init []*val) {
	if seq.static > maxUnroll {
		f.limit(diag.LongUnroll, anyNumberHelp, "this loop has %d unlike elements; at most %d are unrolled", seq.static, maxUnroll)
		f.errResults(n)
		return
	}
	body := n.Regions[0]
	vals := init
	prefix := f.prefix
	for i := 0; i < seq.static; i++ {
		if i > 0 {
			if seq = f.again(n, seq); seq.static > maxUnroll {
				f.errResults(n)
				f.limit(diag.LongUnroll, "", "this loop makes what it goes over longer")
				return
			}
			if i >= seq.static {
				break
			}
		}
		f.prefix = fmt.Sprintf("%su%d_", prefix, i)
		f.env[body.Params[0]] = f.fresh1(seq.at(f.constant(int64(i))))
		for k, p := range body.Params[1:] {
			f.env[p] = f.fresh1(vals[k])
		}
		f.forget(body)
		vals = f.region(body)
		if f.dead {
			break
		}
	}
	f.prefix = prefix
	if f.dead {
		return
	}
	f.node = n
	f.set(n, vals...)
}

// fresh1 copies a value without its path, for the next copy of a body.
func (f *frame) fresh1(v *val) *val {
	c := *v
	c.path = ""
	return &c
}

// forget drops facts about the values of a region that is walked again.
func (f *frame) forget(r *ir.Region) {
	facts := map[string]types.Type{}
	for k, v := range f.facts {
		facts[k] = v
	}
	var visit func(r *ir.Region)
	drop := func(v *ir.Value) { delete(facts, fmt.Sprint("v", v.ID)) }
	visit = func(r *ir.Region) {
		for _, p := range r.Params {
			drop(p)
		}
		for _, n := range r.Nodes {
			for _, v := range n.Results {
				drop(v)
			}
			for _, sub := range n.Regions {
				visit(sub)
			}
		}
	}
	visit(r)
	f.facts = facts
}

// tryFor emits the loop at the given carried types; false if they grew.
func (f *frame) tryFor(n *ir.Node, seq *sequence, init []*val, ts *[]types.Type) bool {
	body := n.Regions[0]
	t := f.tryObjects(n, init)
	params := slices.Concat([]types.Type{types.Int}, *ts, t.types())
	outer := f.facts
	var results []*val
	var dead bool
	f.path = append(f.path, n)
	r := f.open(params, func(ps []*ir.Value) []*ir.Value {
		f.facts = merged(outer, nil)
		counter := &val{T: types.Int, V: ps[0], path: "k" + fmt.Sprint(n.Loc.Span.Start)}
		if seq.static >= 0 && seq.static <= maxUnroll {
			counter.dep = map[int]bool{-len(f.path): true}
		}
		names := ps[1 : 1+len(*ts)]
		f.bindParams(body.Params[1:], names, init)
		t.enter(body.Params[1:], names, ps[1+len(*ts):])
		f.env[body.Params[0]] = f.fresh1(f.again(n, seq).at(counter))
		if seq.static >= 0 && seq.static <= maxUnroll {
			f.env[body.Params[0]].exactIn(n)
		}
		if isErr(f.env[body.Params[0]].T) {
			results = errVals(len(*ts))
			return nil
		}
		results = f.region(body)
		if dead = f.dead; !dead {
			t.leave()
		}
		return nil
	})
	f.path = f.path[:len(f.path)-1]
	f.dead = false
	f.facts = outer
	f.node, f.b.Loc = n, n.Loc
	end := f.now
	t.back()
	if !dead {
		f.findReread(n, t.before, end)
		if !anyErr(results) && t.learn(results, end) {
			return false
		}
		if seq.static > 0 && !f.e.peel[n] && changesKind(*ts, results) {
			f.e.peel[n] = true
			f.redoLoops(body)
		}
		now, changed := f.widen(n, *ts, results)
		if hasErr(now) {
			f.errResults(n)
			return true
		}
		if changed {
			if tupleGrows(*ts, now) {
				f.unrollIfKnown(n, seq.static)
			}
			*ts = now
			return false
		}
	}
	f.extend(r, end, func() []*ir.Value {
		if dead {
			return f.deads(slices.Concat(*ts, t.types()))
		}
		out := make([]*ir.Value, len(results))
		for i, v := range results {
			out[i] = f.coerce(v, (*ts)[i]).V
		}
		return append(out, t.yields()...)
	})
	args := []*ir.Value{seq.length().V}
	for i, v := range init {
		args = append(args, f.coerce(v, (*ts)[i]).V)
	}
	args = append(args, t.args()...)
	out := f.b.EmitRegions(ops.For{}, []*ir.Region{r}, args...)
	for i, res := range n.Results {
		f.env[res] = &val{T: out[i].Type, V: out[i]}
		if seq.static >= 0 && seq.static <= maxUnroll && isRunList(out[i].Type) {
			f.env[res].loop = n
		}
	}
	t.done(out)
	return true
}

// again views what a loop goes over as a sequence once more, if it has changed.
func (f *frame) again(n *ir.Node, seq *sequence) *sequence {
	if !f.e.tracks || len(f.now) == 0 {
		return seq
	}
	it := f.env[n.Args[0]]
	if now := f.present(it); now != it && !isErr(now.T) {
		if s, ok := f.sequence(now); ok {
			return s
		}
	}
	return seq
}

// changesKind reports whether a number becomes an array in the first trip, as
// in s = 0 before a loop that adds arrays.
func changesKind(ts []types.Type, results []*val) bool {
	for i, t := range ts {
		a, ok := results[i].T.(types.Array)
		if ok && len(a.Dims) > 0 && isNumber(t) {
			return true
		}
	}
	return false
}

// peelFirst runs the first trip of a loop before it.
func (f *frame) peelFirst(n *ir.Node, seq *sequence, init []*val) (*sequence, []*val) {
	body := n.Regions[0]
	prefix := f.prefix
	f.prefix += "p_"
	f.env[body.Params[0]] = f.fresh1(seq.at(f.constant(int64(0))))
	for k, p := range body.Params[1:] {
		f.env[p] = f.fresh1(init[k])
	}
	vals := f.region(body)
	f.forget(body)
	f.prefix = prefix
	f.node, f.b.Loc = n, n.Loc
	rest := *seq
	rest.static--
	rest.at = func(i *val) *val { return seq.at(f.prim("int.succ", i)) }
	rest.length = func() *val { return f.constant(int64(rest.static)) }
	return &rest, vals
}
