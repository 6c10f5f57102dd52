package infer

import (
	"maps"
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/library"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// What a Make put together may hold one object in two places, as [s, s] does. As long as its parts are followed each of
// them is that object. Where the whole becomes a value of its own, as a result of a call, a branch or a loop, its places
// are taken for different objects: it is a tangle then, and who changes a part of it loses the rest.

// holding is a place in an object that a value holds.
type holding struct {
	v, root *ir.Value
	within  []*ir.Value // what it may share parts with
}

// knotted reports whether a value may hold one object in two places.
func (f *frame) knotted(vs ...*ir.Value) bool {
	if _, own := library.Name(f.c.fn); own { // what the library makes of lists holds each element once
		return false
	}
	var held []holding
	whole := map[*ir.Value]bool{}
	knot := false
	var visit func(v *ir.Value)
	visit = func(v *ir.Value) {
		if v == nil || knot || !f.carries(v.Type) {
			return
		}
		root, depth := f.root(v)
		if depth == 0 {
			cur := root
			if at := f.now[root]; at.cur != nil {
				cur = at.cur.V
			}
			if parts := heldBy(cur); parts != nil {
				knot = knot || whole[root]
				whole[root] = true
				held = append(held, holding{v, root, f.alikeOf(root)})
				for _, p := range parts {
					visit(p)
				}
				return
			}
		}
		knot = knot || f.tangle(root) != nil
		held = append(held, holding{v, root, f.reachable(v)})
	}
	for _, v := range vs {
		visit(v)
	}
	for i, p := range held {
		for _, q := range held[:i] {
			knot = knot || f.meet(p, q)
		}
	}
	return knot
}

// knottedApart is knotted of a value of which parts are not one object for the only reason that each may be in a holder.
func (f *frame) knottedApart(v *ir.Value, holders ...*ir.Value) bool {
	all := f.aliases
	f.aliases = maps.Clone(all)
	for _, h := range holders {
		delete(f.aliases, h)
	}
	defer func() { f.aliases = all }()
	return f.knotted(v)
}

// alikeOf are the objects that may be or hold a part of an object.
func (f *frame) alikeOf(root *ir.Value) []*ir.Value {
	var out []*ir.Value
	for _, r := range f.reach(root, -1, nil) {
		out = append(out, r.root)
	}
	return out
}

// meet reports whether two places may be or hold one object.
func (f *frame) meet(p, q holding) bool {
	if p.root == q.root {
		return !f.siblings(p.v, q.v)
	}
	return slices.Contains(p.within, q.root)
}

// siblings reports whether two values are places in unlike parts of one object.
func (f *frame) siblings(p, q *ir.Value) bool {
	a, r := f.steps(p)
	b, s := f.steps(q)
	if r != s || f.tangle(r) != nil {
		return false
	}
	for i := range min(len(a), len(b)) {
		if a[len(a)-1-i] != b[len(b)-1-i] {
			return true
		}
	}
	return false
}

// steps are the parts by which v is a place in an object, the last first, from where on they are known.
func (f *frame) steps(v *ir.Value) (parts []int, root *ir.Value) {
	for {
		if first := f.first[v]; first != nil {
			return parts, first
		}
		of, how := f.up(v)
		switch how {
		case noLink:
			return parts, v
		case sameLink:
		default:
			if p, ok := v.Def.Op.(typed.Part); ok && how == partLink {
				parts = append(parts, p.I)
			} else {
				parts = nil
			}
		}
		v = of
	}
}

// tieKnots notes that the values of to, which stand for those of from, hold one object in two places if these do.
func (f *frame) tieKnots(to, from []*ir.Value) {
	for i, v := range from {
		if to[i] != nil && v != nil && f.knotted(v) {
			noteEntry(f, f.tangles, to[i], f.span())
		}
	}
}

// passesKnot reports, and diagnoses, whether an argument of which a call changes parts holds one object in two places.
func (f *frame) passesKnot(does *effects, args []*val) bool {
	for _, i := range does.written() {
		if does.by[i].kind&deep != 0 && f.knotted(args[i].V) {
			f.limit(diag.SharedObject, "", "this call changes an argument that may hold one object in two places")
			return true
		}
	}
	return false
}

// tieResult notes that the result of a call, or an argument that it has changed, may hold one object in two places, since the
// arguments that it holds do.
func (f *frame) tieResult(does *effects, v *val, args []*val) {
	held := map[int][]*ir.Value{}
	var shared []*ir.Value
	for l := range does.links {
		if l[1] == len(args) {
			shared = append(shared, args[l[0]].V)
			continue
		}
		held[l[0]] = append(held[l[0]], args[l[1]].V)
		held[l[1]] = append(held[l[1]], args[l[0]].V)
	}
	for i, vs := range held {
		for _, r := range f.roots(args[i].V) {
			if f.knotted(append(vs, args[i].V)...) {
				noteEntry(f, f.tangles, r, f.span())
			}
		}
	}
	for i := range does.knots {
		for _, r := range f.roots(args[i].V) {
			noteEntry(f, f.tangles, r, f.span())
		}
	}
	if v.V != nil && f.knotted(shared...) {
		noteEntry(f, f.tangles, v.V, f.span())
	}
}

// instancesOnce checks that each object of which the fields can be assigned is once in what a gradient is taken of, as its
// gradient is the sum of those of its places.
func (f *frame) instancesOnce(g *gradCall, does *effects) bool {
	var args []*val
	for _, p := range g.wrt {
		if a := f.at(g, p); f.holdsObject(a.T) {
			args = append(args, a)
		}
	}
	if does != nil {
		for i := range does.once {
			args = append(args, g.all[i])
		}
	}
	var all []int
	for i := range args {
		all = append(all, i)
	}
	return f.holdOnce(all, args)
}

// holdOnce reports whether arguments hold each object once, and notes that parameters must which they are or hold.
func (f *frame) holdOnce(which []int, args []*val) bool {
	for _, i := range which {
		if args[i].V == nil {
			continue
		}
		if f.knotted(args[i].V) {
			f.limit(diag.SharedObject, "", "the gradient of an object that may be in two places of an argument")
			return false
		}
		for _, r := range f.reachable(args[i].V) {
			if k := slices.Index(f.b.F.Params, r); k >= 0 {
				f.graded[k] = true
			}
		}
	}
	return true
}

// holdsObject reports whether a type is or holds one of which fields can be assigned.
func (f *frame) holdsObject(t types.Type) bool {
	if f.changeable(t) {
		return true
	}
	if _, named := t.(types.Named); named {
		return f.carries(t)
	}
	return slices.ContainsFunc(types.PartsOf(t), f.holdsObject) || slices.ContainsFunc(unionMembers(t), f.holdsObject)
}

// unionMembers are the members of a union.
func unionMembers(t types.Type) []types.Type {
	if u, ok := t.(types.Union); ok {
		return u.Members
	}
	return nil
}
