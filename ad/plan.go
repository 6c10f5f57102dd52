package ad

import (
	"fmt"
	"strings"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// deriv is the derivative of a function for a choice of active parameters and
// of results that have cotangents.
type deriv struct {
	t           *transform
	fn          *ir.Func
	active, out []bool
	brief       []bool // parameters that the caller updates afterwards
	name        string
	comp        *component // nil unless fn calls itself

	home   map[*ir.Value]*ir.Region   // where each value is made
	owner  map[*ir.Region]*ir.Node    // the node that each region is of
	cycle  map[*ir.Region]*ir.Region  // the innermost region around that repeats, or the body
	varied map[*ir.Value]bool         // depends on an active parameter and holds floats
	reads  map[*ir.Region][]*ir.Value // varied outer values that a region reads, once they are asked for

	// Found by planning: what backward code asks for.
	saved   map[*ir.Region][]*ir.Value
	isSaved map[*ir.Value]bool
	params  []int                      // parameters that backward code takes
	kept    map[*ir.Value]bool         // saved anyway, so what is read from it is not
	ahead   map[*ir.Region][]*ir.Value // recomputed before the region's backward code
	dims    map[dimKey]*ir.Value
	dimOf   map[*ir.Value]dimKey
	visited map[*ir.Node]bool // structured nodes and calls that have backward code
	calls   map[*ir.Node]*deriv
	made    bool
	rows    map[*ir.Region][]slot // what slots gave since planning was done; nil before
}

// dimKey is a size that backward code asks for; it stands for a value.
type dimKey struct {
	v  *ir.Value
	op ir.Op // ops.Dim or ops.VecLen
}

// derive finds or makes the derivative of fn. comp is the component of the
// caller, if there is one.
func (t *transform) derive(fn *ir.Func, active, out, brief []bool, comp *component) *deriv {
	if comp != nil && comp.funcs[fn.Name] {
		active, out = comp.widened(fn, active, out)
		key := keyOf(fn, active, out)
		if d := comp.byKey[key]; d != nil {
			return d
		}
		d := t.newDeriv(fn, active, out, comp)
		comp.members = append(comp.members, d)
		comp.byKey[key] = d
		d.plan()
		return d
	}
	key := keyOf(fn, active, out) + keyOf(fn, brief, nil)
	if d := t.derivs[key]; d != nil {
		return d
	}
	if circle := t.circle(fn); circle != nil {
		d := t.component(fn, active, out, circle)
		t.derivs[key] = d
		return d
	}
	d := t.newDeriv(fn, active, out, nil)
	d.brief = brief
	t.derivs[key] = d
	d.plan()
	d.make()
	return d
}

func keyOf(fn *ir.Func, active, out []bool) string { return fmt.Sprint(fn.Name, active, out) }

func (t *transform) newDeriv(fn *ir.Func, active, out []bool, comp *component) *deriv {
	d := &deriv{t: t, fn: fn, active: active, out: out, comp: comp,
		home: map[*ir.Value]*ir.Region{}, owner: map[*ir.Region]*ir.Node{}, cycle: map[*ir.Region]*ir.Region{},
		varied: map[*ir.Value]bool{}, reads: map[*ir.Region][]*ir.Value{}, kept: map[*ir.Value]bool{},
		visited: map[*ir.Node]bool{}, calls: map[*ir.Node]*deriv{}}
	for n := 0; ; n++ {
		d.name = fn.Name + ".d" + strings.Repeat("'", n)
		if t.m.Func(d.name+".fwd") == nil && !t.taken[d.name] {
			break
		}
	}
	t.taken[d.name] = true
	d.locate(fn.Body, fn.Body)
	for i, p := range fn.Params {
		d.varied[p] = active[i] && ops.HoldsFloat(t.m, p.Type)
	}
	d.vary(fn.Body)
	return d
}

// circle gives the functions that fn reaches and that reach fn, nil if fn does
// not reach itself.
func (t *transform) circle(fn *ir.Func) map[string]bool {
	if !t.graph.Recursive(fn) {
		return nil
	}
	out := map[string]bool{}
	for _, f := range t.graph.Cycle(fn) {
		out[f.Name] = true
	}
	return out
}

// locate records where values are made; cycle is the innermost region around r
// that repeats.
func (d *deriv) locate(r, cycle *ir.Region) {
	d.cycle[r] = cycle
	for _, p := range r.Params {
		d.home[p] = r
	}
	for _, n := range r.Nodes {
		for _, v := range n.Results {
			d.home[v] = r
		}
		_, once := n.Op.(ops.If) // of all others the regions repeat, as far as is known
		for _, sub := range n.Regions {
			d.owner[sub] = n
			if once {
				d.locate(sub, cycle)
			} else {
				d.locate(sub, sub)
			}
		}
	}
}

// plan generates the backward code into a scratch function, to learn what it
// asks for; again, while it asks for arrays and for parts of them too.
func (d *deriv) plan() {
	for again := true; again; again = d.keep() {
		d.saved, d.isSaved = map[*ir.Region][]*ir.Value{}, map[*ir.Value]bool{}
		d.dims, d.dimOf = map[dimKey]*ir.Value{}, map[*ir.Value]dimKey{}
		d.ahead, d.params = map[*ir.Region][]*ir.Value{}, nil
		d.planOnce()
	}
}

func (d *deriv) planOnce() {
	if d.comp != nil {
		for i, p := range d.fn.Params {
			if !d.updated(p) {
				d.params = append(d.params, i)
			}
		}
	}
	b := ir.NewFunc(d.t.m, d.name+".plan")
	g := &backward{deriv: d, b: b, planning: true, scopes: []scope{newScope()}, cts: map[*ir.Value]*ir.Value{}}
	g.function(func(o int) *ir.Value { return b.Param("", ops.AccLeaf(d.t.m, d.fn.Results[o])) },
		func(i int) *ir.Value { return b.Param("", ops.AccLeaf(d.t.m, d.fn.Params[i].Type)) })
	d.rows = map[*ir.Region][]slot{}
}

// save records that backward code asks for v, which is made in a region or is
// a parameter of the function.
func (d *deriv) save(v *ir.Value) {
	if d.isSaved[v] {
		return
	}
	d.isSaved[v] = true
	home := d.home[v]
	if k, ok := d.dimOf[v]; ok {
		home = d.home[k.v]
	}
	if home == d.fn.Body {
		for i, p := range d.fn.Params {
			if p != v || d.comp != nil && d.updated(p) {
				continue
			}
			if d.comp == nil {
				d.params = append(d.params, i)
			}
			return
		}
	}
	if home == nil {
		panic(fmt.Sprintf("ad: %%%d of %s is made nowhere", v.ID, d.fn.Name))
	}
	d.saved[home] = append(d.saved[home], v)
}

// slot is one residual of a region: a saved value, or a leaf of the residuals
// of a node in it.
type slot struct {
	v    *ir.Value
	node *ir.Node
	k    int
	t    types.Type
}

// slots lists the residuals of a region in order.
func (d *deriv) slots(r *ir.Region) []slot {
	if out, known := d.rows[r]; known {
		return out
	}
	var out []slot
	for _, v := range d.saved[r] {
		out = append(out, slot{v: v, t: v.Type})
	}
	for _, n := range r.Nodes {
		if !d.visited[n] {
			continue
		}
		for k, t := range d.tapeTypes(n) {
			out = append(out, slot{node: n, k: k, t: t})
		}
	}
	if d.rows != nil {
		d.rows[r] = out
	}
	return out
}

func slotTypes(ss []slot) []types.Type {
	out := make([]types.Type, len(ss))
	for i, s := range ss {
		out[i] = s.t
	}
	return out
}

// tapeTypes gives the types of the residuals that a structured node or call leaves behind.
func (d *deriv) tapeTypes(n *ir.Node) []types.Type { return d.t.flows[n.Op.OpName()].tape(d, n) }

// tapeIf: those of both sides, of which one is taken.
func (d *deriv) tapeIf(n *ir.Node) []types.Type {
	out, _ := d.sides(n)
	return out
}

// sides gives the residuals of an if, of which those of one side stand in the place of the other's that have the same types,
// and where those of each side are. So a chain of branches keeps no more than the longest of them.
func (d *deriv) sides(n *ir.Node) (all []types.Type, at [2][]int) {
	left := map[string][]int{} // places that the second side may take, by type
	for i, r := range n.Regions {
		for _, s := range d.slots(r) {
			key := s.t.String()
			if free := left[key]; i == 1 && len(free) > 0 {
				at[i], left[key] = append(at[i], free[0]), free[1:]
				continue
			}
			if i == 0 {
				left[key] = append(left[key], len(all))
			}
			at[i], all = append(at[i], len(all)), append(all, s.t)
		}
	}
	return all, at
}

// tapeLoop: a vec for each region, with a row for each trip.
func (d *deriv) tapeLoop(n *ir.Node) []types.Type {
	var out []types.Type
	for _, r := range n.Regions {
		if row := d.slots(r); len(row) > 0 {
			out = append(out, types.Vec{Elems: slotTypes(row)})
		}
	}
	return out
}

// tapeWhile: the number of trips, too.
func (d *deriv) tapeWhile(n *ir.Node) []types.Type {
	return append([]types.Type{types.CoreI64}, d.tapeLoop(n)...)
}

// tapeCall: those of the callee, which in a circle are not handed on.
func (d *deriv) tapeCall(n *ir.Node) []types.Type {
	callee := d.calls[n]
	if callee == nil || callee.comp != nil && callee.comp == d.comp {
		return nil
	}
	return callee.residualTypes()
}

// residualTypes are what fwd gives beside the results to a caller outside.
func (d *deriv) residualTypes() []types.Type {
	if d.comp != nil {
		return d.comp.tapes
	}
	if d.isPacked() {
		return []types.Type{d.record()}
	}
	return slotTypes(d.slots(d.fn.Body))
}
