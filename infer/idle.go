package infer

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/ops/typed"
)

// An object of which a method only calls methods that do so, as one that calls itself does, is not read: it may hold what the
// method changes of another argument.

// idleParams lists the parameters of which only methods are called in which they are idle, as far as is known.
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
		if f.carries(p.Type) && does.wrote[i] == nil && !does.lost[i] && f.isOnlyCalled(i) && f.isIdle(p, uses, given) {
			out[i] = true
		}
	}
	return out
}

// isOnlyCalled reports whether the function does nothing with a parameter but call methods of its class. What the typed function
// does with it does not tell, as much is known of its type alone.
func (f *frame) isOnlyCalled(i int) bool {
	fn := f.c.fn
	c, ok := f.classOf(f.c.args[i])
	if !ok || i >= len(fn.Params) {
		return false
	}
	called := map[*ir.Value]bool{} // what methods are in calls alone
	only := true
	var walk func(r *ir.Region)
	walk = func(r *ir.Region) {
		for _, n := range r.Nodes {
			get, isGet := n.Op.(surface.GetAttr)
			if isGet && n.Args[0] == fn.Params[i] && f.e.isPlainMethod(c, get.Name) {
				called[n.Results[0]] = true
				continue
			}
			_, invoke := n.Op.(surface.Invoke)
			for k, a := range n.Args {
				only = only && a != fn.Params[i] && (!called[a] || invoke && k == 0)
			}
			for _, in := range n.Regions {
				walk(in)
			}
		}
		for _, v := range r.Results {
			only = only && v != fn.Params[i] && !called[v]
		}
	}
	walk(fn.Body)
	return only
}

// isPlainMethod reports whether an attribute of the objects of a class is a method that they are given to.
func (e *engine) isPlainMethod(c *ir.Class, name string) bool {
	order := e.orderOf(c)
	fn, in := lookup(order, name)
	return fn != "" && in.Kinds[name] == "" && fieldIndex(c, name) < 0 && !slices.ContainsFunc(order, func(k *ir.Class) bool { return k.Own[name] != "" })
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
