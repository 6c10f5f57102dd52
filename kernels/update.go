package kernels

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Updates of arrays are written in place where the array has no other reference. So what is read of the array is read before.

// indexSet leaves a scalar to the backend, which stores it in place.
func (w *fuser) indexSet(n *ir.Node, a []*ir.Value) []*ir.Value {
	op := n.Op.(ops.IndexSet)
	if len(op.Axes) == len(types.DimsOf(n.Args[0].Type)) {
		return nil
	}
	ps := op.Parts(n.Args)
	return w.put(n, a[0], func(idx []*ir.Value) []*ir.Value { return w.within(ps, idx) })
}

func (w *fuser) gatherSet(n *ir.Node, a []*ir.Value) []*ir.Value {
	return w.put(n, a[0], func(idx []*ir.Value) []*ir.Value { return w.gathered(n.Op.(ops.GatherSet).Lead, n.Args[1:], idx) })
}

// put stores the elements of n's last operand, at places that to gives, once the array is made ready.
func (w *fuser) put(n *ir.Node, x *ir.Value, to func(idx []*ir.Value) []*ir.Value) []*ir.Value {
	t, v := n.Args[0].Type.(types.Array), n.Args[len(n.Args)-1]
	dst := w.b.Emit1(AccOwn{}, x)
	op := Kernel{Kind: Put, DType: t.DType, Dims: t.Dims}
	return []*ir.Value{w.loops(op, []*ir.Value{dst}, w.sizes(v), func(idx []*ir.Value) []*ir.Value {
		return append([]*ir.Value{w.at(v, idx)}, to(idx)...)
	})}
}

// updated is the array of which a node gives another version, or nil.
func updated(n *ir.Node) *ir.Value {
	switch n.Op.(type) {
	case ops.IndexSet, ops.GatherSet:
		return n.Args[0]
	}
	return nil
}

// fills reports whether v is the same number everywhere, and what n puts into an array.
func fills(n *ir.Node, v *ir.Value) bool {
	return updated(n) != nil && n.Args[len(n.Args)-1] == v && v != n.Args[0] && v.Def != nil && kindOf(v.Def) == fill
}

// early finds what must be read of arrays before they are updated: what is used after that, or put into the array itself.
type early struct {
	w     *fuser
	place map[*ir.Region]*ir.Node // the node that a region is of
	at    map[*ir.Node]int        // where a node stands in its region
	in    map[*ir.Node]*ir.Region
	of    map[*ir.Value][]*ir.Node // updates of an array and of its parts
	reads map[*ir.Value][]*ir.Value
}

// newEarly gives nil for a region without updates.
func newEarly(w *fuser, r *ir.Region) *early {
	e := &early{w: w, place: map[*ir.Region]*ir.Node{}, at: map[*ir.Node]int{}, in: map[*ir.Node]*ir.Region{},
		of: map[*ir.Value][]*ir.Node{}, reads: map[*ir.Value][]*ir.Value{}}
	e.region(r)
	if len(e.of) == 0 {
		return nil
	}
	return e
}

func (e *early) region(r *ir.Region) {
	for i, n := range r.Nodes {
		e.at[n], e.in[n] = i, r
		if x := updated(n); x != nil {
			e.note(n, x)
		}
		for _, s := range n.Regions {
			e.place[s] = n
			e.region(s)
		}
		switch n.Op.(type) {
		case ops.For:
			e.carried(n, n.Args[1:], n.Regions[0].Params[1:])
		case ops.While:
			e.carried(n, n.Regions[0].Results[1:], n.Regions[1].Params)
			e.carried(n, n.Args, n.Regions[0].Params)
		}
	}
}

// note notes an update of an array, and the branches around it that the array comes from outside of.
func (e *early) note(n *ir.Node, x *ir.Value) {
	x = owner(x)
	e.of[x] = append(e.of[x], n)
	r := e.in[n]
	if x.Def != nil && e.in[x.Def] == r || e.place[r] == nil {
		return
	}
	if _, branch := e.place[r].Op.(ops.If); branch {
		e.note(e.place[r], x)
	}
}

// carried notes that a loop updates what it starts from.
func (e *early) carried(n *ir.Node, init, params []*ir.Value) {
	for k, p := range params {
		if len(e.of[p]) > 0 {
			e.note(n, init[k])
		}
	}
}

// owner follows views to what they are views of.
func owner(v *ir.Value) *ir.Value {
	for v.Def != nil && len(v.Def.Args) > 0 && ops.TraitsOf(v.Def.Op).Memory.Lives(v.Def) == ops.Alias {
		v = v.Def.Args[0]
	}
	return v
}

// readsOf lists the arrays in memory that computing v where it is used reads.
func (e *early) readsOf(v *ir.Value) []*ir.Value {
	if list, known := e.reads[v]; known {
		return list
	}
	var out []*ir.Value
	add := func(xs ...*ir.Value) {
		for _, x := range xs {
			if !slices.Contains(out, x) {
				out = append(out, x)
			}
		}
	}
	k := other
	if v.Def != nil {
		k = kindOf(v.Def)
	}
	switch {
	case k == compute || k == movement || k == fill || k == view:
		for _, a := range v.Def.Args {
			if _, array := a.Type.(types.Array); array {
				add(e.readsOf(a)...)
			}
		}
	default:
		add(owner(v))
	}
	e.reads[v] = out
	return out
}

// demands reports whether v must be stored where it is defined, since it is used when what it reads has been updated.
func (e *early) demands(v *ir.Value) bool {
	if e == nil || v.Def == nil {
		return false
	}
	for _, x := range e.readsOf(v) {
		for _, n := range e.of[x] {
			if x != v && e.in[n] == e.in[v.Def] && e.at[n] > e.at[v.Def] && slices.ContainsFunc(e.w.uses[v], func(u use) bool { return e.after(u, v, n) }) {
				return true
			}
		}
	}
	return false
}

// after reports whether a use of v comes after an update, or is what the update puts into the array.
func (e *early) after(u use, v *ir.Value, update *ir.Node) bool {
	if u.node == update {
		return slices.Contains(update.Args[1:], v)
	}
	r, n := u.region, u.node
	for r != e.in[update] {
		n = e.place[r]
		if n == nil {
			return false
		}
		r = e.in[n]
	}
	return n == nil || e.at[n] >= e.at[update] // within a loop that updates the array, or after
}
