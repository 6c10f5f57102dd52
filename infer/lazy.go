package infer

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// What the function of a map or a filter raises, or what a method __next__ calls, ends the program here. StopIteration would
// end the iteration in Python, so it is refused, once all functions are known.

// lazily calls the function of a map or a filter.
func (f *frame) lazily(fn *val, args []*val) *val {
	f.lazy++
	defer func() { f.lazy-- }()
	return f.call(fn, args, nil, nil)
}

// isLazy reports whether elements of a value of type t are computed as they are asked for.
func isLazy(t types.Type) bool {
	it, ok := t.(types.Iter)
	return ok && (it.Kind == "map" || it.Kind == "filter")
}

// anyOf reports whether a test holds for an element of an iterator, and asks for none after that.
func (f *frame) anyOf(it *val, test func(x *val) *val) *val {
	if t, ok := it.T.(types.Iter); ok && isLazy(t) && len(t.Parts) == 2 {
		fn, of := f.part(it, 0), f.part(it, 1)
		call := func(x *val) *val {
			if fn.T == types.None {
				return x
			}
			return f.lazily(fn, []*val{x})
		}
		if t.Kind == "map" {
			return f.anyOf(of, func(x *val) *val { return test(call(x)) })
		}
		return f.anyOf(of, func(x *val) *val {
			return f.cond(f.truth(call(x)), func() *val { return test(x) }, func() *val { return f.constant(false) })
		})
	}
	s, ok := f.sequence(it)
	switch {
	case !ok:
		return errVal()
	case s.static >= 0 && (s.unlike || s.static <= 4):
		return f.anyFrom(s, 0, test)
	}
	return f.search(s, test)
}

// anyFrom looks at the elements of a sequence from k on one by one.
func (f *frame) anyFrom(s *sequence, k int, test func(x *val) *val) *val {
	if k == s.static {
		f.ended(s)
		return f.constant(false)
	}
	c := test(s.at(f.constant(int64(k))))
	if isErr(c.T) {
		return c
	}
	return f.cond(c, func() *val { return f.constant(true) }, func() *val { return f.anyFrom(s, k+1, test) })
}

// search emits a loop that ends with the first element for which a test holds.
func (f *frame) search(s *sequence, test func(x *val) *val) *val {
	n, node := s.length(), f.node
	carried := []types.Type{types.Int, types.Bool}
	more := f.openStill(carried, func(ps []*ir.Value) []*ir.Value {
		i, found := &val{T: types.Int, V: ps[0]}, &val{T: types.Bool, V: ps[1]}
		return []*ir.Value{f.not(f.prim("bool.or", found, f.prim("op.>=", i, n))).V, ps[0], ps[1]}
	})
	var c *val
	dead := false
	body := f.openStill(carried, func(ps []*ir.Value) []*ir.Value {
		i := &val{T: types.Int, V: ps[0]}
		c = test(f.fresh1(s.at(i)))
		if dead, f.dead = f.dead, false; dead || isErr(c.T) {
			return f.deads(carried)
		}
		return []*ir.Value{f.prim("int.succ", i).V, c.V}
	})
	f.node = node
	if isErr(c.T) {
		return c
	}
	out := f.b.EmitRegions(ops.While{}, []*ir.Region{more, body}, f.constant(int64(0)).V, f.constant(false).V)
	found := &val{T: types.Bool, V: out[1]}
	if s.end != nil {
		f.cond(found, f.none, func() *val { f.ended(s); return f.none() })
	}
	return found
}

// checkLazy reports the calls that may raise StopIteration; in what a method __next__ calls, where that is.
func (e *engine) checkLazy(m *ir.Module, names map[*context]string, r *reporter) {
	if len(r.lazy) == 0 {
		return
	}
	g := ir.NewCallGraph(m)
	said := map[*ir.Node]bool{}
	for _, call := range r.lazy {
		if names[call.to] == "" {
			continue
		}
		n := stop(g, call.to.out)
		if n == nil || said[n] {
			continue
		}
		said[n] = true
		site, help := call.site, "a loop ends with break"
		if isAsking(call.to.fn) {
			site, help = n.Loc.Span, "it ends one where it stands in __next__ itself, or comes of v = next(x) there"
		}
		r.add(diag.Limitf(diag.EndsIteration, site, "StopIteration here would end the iteration").
			WithHelp("%s", help))
	}
}

// stop finds where a function or one that it calls raises StopIteration, the first by name; nil: nowhere.
func stop(g *ir.CallGraph, fn *ir.Func) *ir.Node {
	var out *ir.Node
	name := ""
	for f := range g.Reach([]*ir.Func{fn}, nil) {
		if n := raisesStop(f.Body); n != nil && (out == nil || f.Name < name) {
			out, name = n, f.Name
		}
	}
	return out
}

func raisesStop(r *ir.Region) *ir.Node {
	for _, n := range r.Nodes {
		if op, ok := n.Op.(typed.PyRaise); ok && op.Class == "StopIteration" {
			return n
		}
		for _, s := range n.Regions {
			if found := raisesStop(s); found != nil {
				return found
			}
		}
	}
	return nil
}
