package infer

import (
	"fmt"
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// branch is one side of an if while it is inferred.
type branch struct {
	region *ir.Region
	vals   []*val
	dead   bool
}

// walkIf infers both sides under what the condition shows, joins their
// results and emits the if; a condition known at compile time takes one side.
func (f *frame) walkIf(n *ir.Node) {
	c := f.get(n.Args[0])
	if isErr(c.T) {
		f.errResults(n)
		return
	}
	if c.isK {
		side := n.Regions[1]
		if c.known == true {
			side = n.Regions[0]
		}
		f.inline(n, side)
		return
	}
	pos, neg := f.factsOf(n.Args[0], true), f.factsOf(n.Args[0], false)
	then := f.side(n.Regions[0], pos)
	els := f.side(n.Regions[1], neg)
	f.node, f.b.Loc = n, n.Loc
	f.finishIf(n, c, then, els)
	switch {
	case then.dead && !els.dead:
		f.learn(neg)
	case els.dead && !then.dead:
		f.learn(pos)
	}
}

func (f *frame) errResults(n *ir.Node) {
	for _, r := range n.Results {
		f.env[r] = errVal()
	}
}

// inline walks a region in place of the node.
func (f *frame) inline(n *ir.Node, r *ir.Region) {
	vals := f.region(r)
	if f.dead {
		return
	}
	f.set(n, vals...)
}

// side infers a region in a builder region of its own.
func (f *frame) side(r *ir.Region, facts map[string]types.Type) branch {
	outer := f.facts
	f.facts = merged(outer, facts)
	defer func() { f.facts = outer; f.dead = false }()
	var s branch
	s.region = f.b.Region(nil, func([]*ir.Value) []*ir.Value {
		s.vals = f.region(r)
		return nil
	})
	s.dead = f.dead
	return s
}

func merged(a, b map[string]types.Type) map[string]types.Type {
	out := make(map[string]types.Type, len(a)+len(b))
	for k, v := range a {
		out[k] = v
	}
	for k, v := range b {
		out[k] = v
	}
	return out
}

func (f *frame) learn(facts map[string]types.Type) { f.facts = merged(f.facts, facts) }

// finishIf joins the results of two sides and emits the if.
func (f *frame) finishIf(n *ir.Node, c *val, then, els branch) {
	if then.dead && els.dead {
		f.closeSide(&then, nil)
		f.closeSide(&els, nil)
		f.b.EmitRegions(ops.If{}, []*ir.Region{then.region, els.region}, c.V)
		f.dead = true
		return
	}
	count := len(then.vals)
	if then.dead {
		count = len(els.vals)
	}
	ts := make([]types.Type, count)
	for i := range ts {
		ts[i] = types.Never
		if !then.dead {
			ts[i] = f.join(ts[i], then.vals[i].T)
		}
		if !els.dead {
			ts[i] = f.join(ts[i], els.vals[i].T)
		}
	}
	tv, ev := f.closeSide(&then, ts), f.closeSide(&els, ts)
	out := f.b.EmitRegions(ops.If{}, []*ir.Region{then.region, els.region}, c.V)
	k := 0
	for i, r := range n.Results {
		if isErr(ts[i]) {
			f.env[r] = errVal()
			continue
		}
		v := &val{T: ts[i], V: out[k]}
		k++
		switch {
		case then.dead:
			f.inherit(v, ev[i])
		case els.dead:
			f.inherit(v, tv[i])
		case sameKnown(tv[i], ev[i]):
			f.inherit(v, tv[i])
		}
		f.env[r] = v
	}
}

func sameKnown(a, b *val) bool {
	return a.isK && b.isK && typed.KnownText(a.known) == typed.KnownText(b.known)
}

// inherit copies what is known of the only side that ends normally.
func (f *frame) inherit(v, from *val) {
	if types.Equal(v.T, from.T) {
		v.known, v.isK, v.dep = from.known, from.isK, from.dep
	}
}

// closeSide coerces a side's results to the joined types.
func (f *frame) closeSide(s *branch, ts []types.Type) []*val {
	out := make([]*val, len(ts))
	f.b.Extend(s.region, func() []*ir.Value {
		var vs []*ir.Value
		for i, t := range ts {
			if isErr(t) {
				out[i] = errVal()
				continue
			}
			if s.dead {
				out[i] = &val{T: t, V: f.b.Emit1(typed.Dead{T: t})}
			} else {
				out[i] = f.coerce(s.vals[i], t)
			}
			vs = append(vs, out[i].V)
		}
		return vs
	})
	return out
}

// carriedKey names a loop in a context, for what its carried types are known
// to be.
func (f *frame) carriedKey(n *ir.Node) string {
	id := -1
	if len(n.Results) > 0 {
		id = n.Results[0].ID
	}
	return fmt.Sprintf("%s@%s%d:%d", f.c.key, f.prefix, id, n.Loc.Span.Start)
}

// initTypes are the carried types to begin with: those of the initial values,
// joined with what earlier trials found.
func (f *frame) initTypes(n *ir.Node, init []*val) []types.Type {
	ts := valTypes(init)
	if old := f.e.carried[f.carriedKey(n)]; old != nil && len(old) == len(ts) {
		for i := range ts {
			ts[i] = f.joinCarried(n, i, old[i], ts[i])
		}
	}
	return ts
}

// joinCarried joins with names of sizes that stay the same from trial to
// trial.
func (f *frame) joinCarried(n *ir.Node, i int, a, b types.Type) types.Type {
	if isErr(a) || isErr(b) {
		return errType
	}
	k := 0
	id := 0
	if len(n.Results) > 0 {
		id = n.Results[0].ID
	}
	j := &types.Joiner{Fresh: func() types.Dim {
		k++
		return types.N(fmt.Sprintf("c%s%d_%d_%d", f.prefix, id, i, k))
	}}
	t := j.Join(a, b)
	if h, ok := types.FindNested(t); ok {
		f.e.makeNominal(h)
	}
	return t
}

// widen joins the carried types with the body's results; false if nothing
// changed.
func (f *frame) widen(n *ir.Node, ts []types.Type, results []*val) ([]types.Type, bool) {
	out := make([]types.Type, len(ts))
	changed := false
	f.grew = make([]bool, len(ts))
	for i := range ts {
		out[i] = f.joinCarried(n, i, ts[i], results[i].T)
		f.grew[i] = !types.Equal(out[i], ts[i])
		changed = changed || f.grew[i]
	}
	if changed && !hasErr(out) { // what was diagnosed must be so again in the next round
		f.e.carried[f.carriedKey(n)] = out
	}
	return out, changed
}

const maxTrials = 24

// unsettled reports a loop that changes the type of a variable at every trip.
func (f *frame) unsettled(n *ir.Node) {
	what := "a variable"
	if i := slices.Index(f.grew, true); i >= 0 {
		if name := n.Results[i].Name; name != "" {
			what = "'" + name + "'"
		}
	}
	d := diag.Limitf(diag.UnsettledType, header(n.Loc.Span), "the type of %s grows at every trip of this loop", what)
	f.report(d.WithHelp("give it the same type at the end of a trip as at its beginning"))
}

// walkWhile infers the loop until the carried types are stable.
func (f *frame) walkWhile(n *ir.Node) {
	init := f.gets(n.Args)
	ts := f.initTypes(n, init)
	for trial := 0; trial < maxTrials; trial++ {
		if anyErr(init) || hasErr(ts) {
			f.errResults(n)
			return
		}
		if f.tryWhile(n, init, &ts) {
			return
		}
	}
	f.unsettled(n)
	f.errResults(n)
}

func hasErr(ts []types.Type) bool {
	for _, t := range ts {
		if isErr(t) {
			return true
		}
	}
	return false
}

func (f *frame) gets(vs []*ir.Value) []*val {
	out := make([]*val, len(vs))
	for i, v := range vs {
		out[i] = f.get(v)
	}
	return out
}

// tryWhile emits the loop at the given carried types; false if they grew.
func (f *frame) tryWhile(n *ir.Node, init []*val, ts *[]types.Type) bool {
	cond, body := n.Regions[0], n.Regions[1]
	outer := f.facts
	defer func() { f.facts = outer }()
	var passed, results []*val
	var condDead, bodyDead, never bool
	cr := f.b.Region(*ts, func(ps []*ir.Value) []*ir.Value {
		f.bindParams(cond.Params, ps, init)
		vals := f.region(cond)
		if condDead = f.dead; condDead {
			return nil
		}
		if isErr(vals[0].T) || anyErr(vals) {
			passed = vals
			return nil
		}
		passed = vals
		never = vals[0].isK && vals[0].known == false
		return valueList(vals)
	})
	f.dead = false
	if condDead || anyErr(passed) {
		f.dead = condDead
		f.errResults(n)
		return true
	}
	if never {
		br := f.b.Region(ir.Types(cr.Results[1:]), func(ps []*ir.Value) []*ir.Value {
			return f.deads(*ts)
		})
		f.closeWhile(n, cr, br, init, *ts, passed[1:])
		return true
	}
	f.facts = merged(outer, f.factsOf(cond.Results[0], true))
	br := f.b.Region(ir.Types(cr.Results[1:]), func(ps []*ir.Value) []*ir.Value {
		f.bindParams(body.Params, ps, passed[1:])
		f.passFacts(body.Params, cond.Results[1:])
		results = f.region(body)
		bodyDead = f.dead
		return nil
	})
	f.dead = false
	f.facts = outer
	f.node, f.b.Loc = n, n.Loc
	if bodyDead {
		f.b.Extend(br, func() []*ir.Value { return f.deads(*ts) })
		f.closeWhile(n, cr, br, init, *ts, passed[1:])
		return true
	}
	if now, changed := f.widen(n, *ts, results); changed {
		*ts = now
		return false
	}
	f.b.Extend(br, func() []*ir.Value {
		out := make([]*ir.Value, len(results))
		for i, r := range results {
			out[i] = f.coerce(r, (*ts)[i]).V
		}
		return out
	})
	f.closeWhile(n, cr, br, init, *ts, passed[1:])
	return true
}

// passFacts hands narrowings of passed values on to the body's parameters.
func (f *frame) passFacts(params, passed []*ir.Value) {
	for i, p := range params {
		src := f.env[passed[i]]
		if t, ok := f.facts[src.path]; ok && src.path != "" {
			f.facts[f.env[p].path] = t
		}
	}
}

func (f *frame) deads(ts []types.Type) []*ir.Value {
	out := make([]*ir.Value, len(ts))
	for i, t := range ts {
		out[i] = f.b.Emit1(typed.Dead{T: t})
	}
	return out
}

func valueList(vs []*val) []*ir.Value {
	out := make([]*ir.Value, len(vs))
	for i, v := range vs {
		out[i] = v.V
	}
	return out
}

// bindParams binds region parameters. A value without leaves is known by its
// type alone.
func (f *frame) bindParams(params []*ir.Value, ps []*ir.Value, from []*val) {
	for i, p := range params {
		f.env[p] = &val{T: ps[i].Type, V: ps[i], path: fmt.Sprintf("v%d", p.ID)}
		delete(f.facts, f.env[p].path)
	}
}

func (f *frame) closeWhile(n *ir.Node, cr, br *ir.Region, init []*val, ts []types.Type, passed []*val) {
	args := make([]*ir.Value, len(init))
	for i, v := range init {
		args[i] = f.coerce(v, ts[i]).V
	}
	out := f.b.EmitRegions(ops.While{}, []*ir.Region{cr, br}, args...)
	for i, r := range n.Results {
		f.env[r] = &val{T: out[i].Type, V: out[i]}
	}
}

// walkFor infers a for loop: over a range of run-time length as a loop, over
// a tuple, a list of unlike elements, or a range whose counter is demanded,
// unrolled.
func (f *frame) walkFor(n *ir.Node) {
	it := f.get(n.Args[0])
	init := f.gets(n.Args[1:])
	if isErr(it.T) || anyErr(init) {
		f.errResults(n)
		return
	}
	seq, ok := f.sequence(it)
	if !ok {
		f.errResults(n)
		return
	}
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
	f.unsettled(n)
	f.errResults(n)
}

func (f *frame) unrollFor(n *ir.Node, seq *sequence, init []*val) {
	if seq.static > maxUnroll {
		f.limit(diag.LongUnroll, "make the elements alike, or use fewer", "this loop has %d unlike elements; at most %d are unrolled", seq.static, maxUnroll)
		f.errResults(n)
		return
	}
	body := n.Regions[0]
	vals := init
	prefix := f.prefix
	for i := 0; i < seq.static; i++ {
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
	params := append([]types.Type{types.Int}, *ts...)
	outer := f.facts
	var results []*val
	var dead bool
	f.path = append(f.path, n)
	r := f.b.Region(params, func(ps []*ir.Value) []*ir.Value {
		f.facts = merged(outer, nil)
		counter := &val{T: types.Int, V: ps[0], path: "k" + fmt.Sprint(n.Loc.Span.Start)}
		if seq.static >= 0 && seq.static <= maxUnroll {
			counter.dep = map[int]bool{-len(f.path): true}
		}
		f.bindParams(body.Params[1:], ps[1:], init)
		f.env[body.Params[0]] = f.fresh1(seq.at(counter))
		if isErr(f.env[body.Params[0]].T) {
			results = errVals(len(*ts))
			return nil
		}
		results = f.region(body)
		dead = f.dead
		return nil
	})
	f.path = f.path[:len(f.path)-1]
	f.dead = false
	f.facts = outer
	f.node, f.b.Loc = n, n.Loc
	if !dead {
		if seq.static > 0 && !f.e.peel[n] && changesKind(*ts, results) {
			f.e.peel[n] = true
			panic(restart{})
		}
		now, changed := f.widen(n, *ts, results)
		if hasErr(now) {
			f.errResults(n)
			return true
		}
		if changed {
			*ts = now
			return false
		}
	}
	f.b.Extend(r, func() []*ir.Value {
		if dead {
			return f.deads(*ts)
		}
		out := make([]*ir.Value, len(results))
		for i, v := range results {
			out[i] = f.coerce(v, (*ts)[i]).V
		}
		return out
	})
	args := []*ir.Value{seq.length().V}
	for i, v := range init {
		args = append(args, f.coerce(v, (*ts)[i]).V)
	}
	out := f.b.EmitRegions(ops.For{}, []*ir.Region{r}, args...)
	for i, res := range n.Results {
		f.env[res] = &val{T: out[i].Type, V: out[i]}
	}
	return true
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

func errVals(n int) []*val {
	out := make([]*val, n)
	for i := range out {
		out[i] = errVal()
	}
	return out
}

var _ = surface.For{}
