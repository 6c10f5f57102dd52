package infer

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
)

// An argument that a function only hands on, as a method that calls itself hands on its object, is not read: it may hold what
// the function changes of another argument.

// idleParams lists the parameters that are only handed on to calls that hand them on, as far as is known.
func (f *frame) idleParams(does *effects, ret *val) map[int]bool {
	uses := map[*ir.Value][]*ir.Node{}
	given := map[*ir.Value]bool{ret.V: true} // by a region or the function
	for i := range does.wrote {
		given[f.presentRoot(f.b.F.Params[i]).V] = true
	}
	var walk func(r *ir.Region)
	walk = func(r *ir.Region) {
		for _, n := range r.Nodes {
			for _, a := range n.Args {
				uses[a] = append(uses[a], n)
			}
			for _, in := range n.Regions {
				walk(in)
			}
		}
		for _, v := range r.Results {
			given[v] = true
		}
	}
	walk(f.b.F.Body)
	out := map[int]bool{}
	for i, p := range f.b.F.Params {
		if f.carries(p.Type) && does.wrote[i] == nil && !does.lost[i] && f.isIdle(p, uses, given) {
			out[i] = true
		}
	}
	return out
}

// isIdle reports whether nothing is read of v or of what is made of it.
func (f *frame) isIdle(v *ir.Value, uses map[*ir.Value][]*ir.Node, given map[*ir.Value]bool) bool {
	if given[v] {
		return false
	}
	for _, n := range uses[v] {
		switch op := n.Op.(type) {
		case ops.Call:
			if !f.isIdleIn(v, n, op) {
				return false
			}
		case typed.Make, typed.Part, typed.Narrow, typed.Coerce:
			if !f.isIdle(n.Results[0], uses, given) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// isIdleIn reports whether v is idle in a call. What is not known yet of the function does not count against it.
func (f *frame) isIdleIn(v *ir.Value, n *ir.Node, op ops.Call) bool {
	c := f.e.byName[op.Fn]
	if c == nil {
		return false
	}
	if c.ret == nil || c.ret.does == nil {
		return true
	}
	for i, a := range n.Args {
		if a == v && !c.ret.does.idle[i] {
			return false
		}
	}
	return true
}
