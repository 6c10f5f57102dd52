package infer

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// branch is one side of an if while it is inferred.
type branch struct {
	region *ir.Region
	vals   []*val
	dead   bool
	closed []*val                // vals as the if gives them
	now    map[*ir.Value]version // at the end
	mark   int                   // the IDs of what is outside are less
}

// inBranch builds a side in which objects are changed from what they are here.
func (f *frame) inBranch(build func() []*val) branch {
	s := branch{mark: f.b.F.NextID}
	before := f.now
	s.region = f.open(nil, func([]*ir.Value) []*ir.Value {
		s.vals = build()
		return nil
	})
	s.now = f.now
	f.now = before
	return s
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
	s := f.inBranch(func() []*val { return f.region(r) })
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
		f.closeSide(&then, nil, nil, 0)
		f.closeSide(&els, nil, nil, 1)
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
	f.demandFlag(c, then, els, ts)
	out := f.closeIf(n, c, &then, &els, ts)
	tv, ev := then.closed, els.closed
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
		if same := f.sameObjectIn(i, then, els); same != nil {
			if now := f.present(same); types.Equal(now.T, v.T) {
				v = f.fresh1(now)
			}
		}
		f.env[r] = v
	}
}

// sameObjectIn is the object of outside that a result of an if is on whichever side; nil: it may be another.
func (f *frame) sameObjectIn(i int, sides ...branch) *val {
	if !f.e.tracks {
		return nil
	}
	var is *ir.Value
	for _, s := range sides {
		if s.dead {
			continue
		}
		v := s.vals[i]
		if v.V == nil || !f.carries(v.T) {
			return nil
		}
		var root *ir.Value
		depth := 0
		f.asOf(s.now, func() { root, depth = f.root(v.V) })
		if depth > 0 || root.ID >= s.mark || is != nil && is != root {
			return nil
		}
		is = root
	}
	return &val{T: is.Type, V: is}
}

// demandFlag makes a bool parameter static on which the type of a result
// depends, as keepdims=False in a user's reduction.
func (f *frame) demandFlag(c *val, then, els branch, ts []types.Type) {
	if then.dead || els.dead || len(c.dep) == 0 {
		return
	}
	for i := range c.dep {
		if i < 0 || f.c.args[i] != types.Bool {
			return
		}
	}
	for i, t := range ts {
		if _, ok := t.(types.Union); ok && !types.Equal(t, then.vals[i].T) && !types.Equal(t, els.vals[i].T) {
			f.demand(c)
		}
	}
}

func sameKnown(a, b *val) bool {
	return a.isK && b.isK && typed.SameKnown(a.known, b.known)
}

// inherit copies what is known of the only side that ends normally.
func (f *frame) inherit(v, from *val) {
	if types.Equal(v.T, from.T) {
		v.known, v.isK, v.dep = from.known, from.isK, from.dep
	}
}

// closeIf emits an if of two sides, of which one ends at least: its results have the types, but for those that are wrong.
func (f *frame) closeIf(n *ir.Node, c *val, then, els *branch, ts []types.Type) []*ir.Value {
	var changes []*change
	if f.e.tracks {
		changes = f.changesOf(then, els)
	}
	f.closeSide(then, ts, changes, 0)
	f.closeSide(els, ts, changes, 1)
	out := f.b.EmitRegions(ops.If{}, []*ir.Region{then.region, els.region}, c.V)
	own := out[:len(out)-len(changes)]
	if f.e.tracks {
		all := make([]*ir.Value, len(ts))
		k := 0
		for i, t := range ts {
			if !isErr(t) {
				all[i] = own[k]
				k++
			}
		}
		f.relateResults(n, all, changes, then, els)
		f.behind(n, func() { f.settleSides(changes, out[len(own):], then, els) })
	}
	return own
}

// closeSide coerces a side's results to the joined types, and adds the versions of the objects that are changed.
func (f *frame) closeSide(s *branch, ts []types.Type, changes []*change, k int) {
	out := make([]*val, len(ts))
	s.closed = out
	f.extend(s.region, s.now, func() []*ir.Value {
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
		for _, c := range changes {
			if s.dead {
				vs = append(vs, f.b.Emit1(typed.Dead{T: c.t}))
			} else {
				c.of[k] = f.coerce(c.of[k], c.t)
				vs = append(vs, c.of[k].V)
			}
		}
		return vs
	})
}

func errVals(n int) []*val {
	out := make([]*val, n)
	for i := range out {
		out[i] = errVal()
	}
	return out
}
