package ad

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// A version of an array or a list that is updated is no residual, however much is read of it: it would have to be copied for
// the update, in each trip of a loop that reads an element and writes one. What was read of it is a residual instead.

// updates marks the values of a function of which it makes further versions.
type updates struct {
	t    *transform
	mark map[*ir.Value]bool
	more bool // something was marked since this was cleared
}

// updatedIn finds them. While the function is at work, as when it calls itself, none of its parameters counts.
func (t *transform) updatedIn(f *ir.Func) map[*ir.Value]bool {
	if mark, known := t.updated[f]; known {
		return mark
	}
	t.updated[f] = nil
	u := &updates{t: t, mark: map[*ir.Value]bool{}}
	for u.more = true; u.more; {
		u.more = false
		u.region(f.Body)
	}
	t.updated[f] = u.mark
	return u.mark
}

// set marks a value, and what it is part of, or is the same as.
func (u *updates) set(v *ir.Value) {
	for !u.mark[v] {
		u.mark[v], u.more = true, true
		if v.Def == nil || len(v.Def.Args) == 0 || ops.TraitsOf(v.Def.Op).Memory.Lives(v.Def) != ops.Alias {
			return
		}
		v = v.Def.Args[0]
	}
}

// same carries marks over from to to from.
func (u *updates) same(from, to []*ir.Value) {
	for i, v := range to {
		if u.mark[v] {
			u.set(from[i])
		}
	}
}

// region goes from the last node back, as marks do.
func (u *updates) region(r *ir.Region) {
	for _, n := range slices.Backward(r.Nodes) {
		for _, s := range n.Regions {
			u.region(s)
		}
		switch op := n.Op.(type) {
		case ops.If:
			u.same(n.Regions[0].Results, n.Results)
			u.same(n.Regions[1].Results, n.Results)
		case ops.For:
			body := n.Regions[0]
			u.same(body.Results, n.Results)
			u.same(body.Results, body.Params[1:])
			u.same(n.Args[1:], body.Params[1:])
		case ops.While:
			cond, body := n.Regions[0], n.Regions[1]
			u.same(body.Results, cond.Params)
			u.same(cond.Results[1:], n.Results)
			u.same(cond.Results[1:], body.Params)
			u.same(n.Args, cond.Params)
		case ops.Call:
			if f := u.t.m.Func(op.Fn); f != nil {
				mark := u.t.updatedIn(f)
				for i, p := range f.Params {
					if mark[p] {
						u.set(n.Args[i])
					}
				}
			}
		default:
			if updatesFirst(n) {
				u.set(n.Args[0])
			}
		}
	}
}

// updatesFirst reports whether a node gives another version of its first operand, an array or a list.
func updatesFirst(n *ir.Node) bool {
	if len(n.Args) == 0 {
		return false
	}
	switch n.Args[0].Type.(type) {
	case types.Array, types.Vec:
	default:
		return false
	}
	m := ops.TraitsOf(n.Op).Memory
	return m.Of(0) == ops.Consume && m.Lives(n) == ops.Fresh
}

// updated reports whether further versions are made of v, or of what it is a part of, here or by the caller.
func (d *deriv) updated(v *ir.Value) bool {
	mark := d.t.updatedIn(d.fn)
	for !mark[v] {
		if i := slices.Index(d.fn.Params, v); i >= 0 && d.brief != nil && d.brief[i] {
			return true
		}
		if v.Def == nil || len(v.Def.Args) == 0 || ops.TraitsOf(v.Def.Op).Memory.Lives(v.Def) != ops.Alias {
			return false
		}
		v = v.Def.Args[0]
	}
	return true
}
