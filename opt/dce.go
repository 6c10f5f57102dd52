package opt

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
)

// dce drops nodes whose results nobody uses and that have no effect, calls of functions without effects included, then
// parameters that nobody reads and results that no call uses, and functions that nobody calls.
func dce(m *ir.Module) *ir.Module {
	d := newLiveness(m)
	out := m.Like()
	for _, f := range m.Funcs {
		c := &ir.Copier{B: ir.NewFunc(out, f.Name), Env: map[*ir.Value]*ir.Value{}, Visit: d.copied}
		c.B.F.Loc, c.B.F.Sig = f.Loc, f.Sig
		for _, p := range d.params(f) {
			c.Env[p] = c.B.Param(p.Name, p.Type)
		}
		c.Nodes(f.Body.Nodes)
		c.B.Finish(c.Gets(kept(f.Body.Results, d.results[f]))...)
	}
	return dropUncalled(out)
}

// liveness marks the values that are used, from the last node of a function to the first, and from one function to
// those that it calls and that call it. Deeply nested nodes are asked about once for each level, so their effects are kept.
type liveness struct {
	m       *ir.Module
	g       *ir.CallGraph
	free    map[*ir.Func]bool // functions whose parameters and results may go
	callers map[*ir.Func][]*ir.Func
	of      map[*ir.Node]ir.Effects
	live    map[*ir.Value]bool
	results map[*ir.Func][]bool // which results a call uses
	again   []*ir.Func          // to look at again
	waits   map[*ir.Func]bool
}

func newLiveness(m *ir.Module) *liveness {
	eff := effectsOf(m)
	g := ir.NewCallGraph(m)
	d := &liveness{m: m, g: g, free: onlyCalled(m, g), callers: map[*ir.Func][]*ir.Func{}, of: map[*ir.Node]ir.Effects{},
		live: map[*ir.Value]bool{}, results: map[*ir.Func][]bool{}, waits: map[*ir.Func]bool{}}
	for _, f := range g.Order {
		d.effects(f.Body, eff)
		d.results[f] = make([]bool, len(f.Results))
		for i := range f.Results {
			d.results[f][i] = !d.free[f]
		}
		for _, n := range g.Sites[f] {
			to := g.Callee(n)
			d.callers[to] = append(d.callers[to], f)
		}
		d.wait(f)
	}
	slices.Reverse(d.again) // callers, which come last in the order, say what is used
	for len(d.again) > 0 {
		f := d.again[0]
		d.again = d.again[1:]
		d.waits[f] = false
		d.function(f)
	}
	return d
}

// wait has f looked at, after those that wait already: what calls many functions is not looked at again for each.
func (d *liveness) wait(f *ir.Func) {
	if !d.waits[f] {
		d.waits[f] = true
		d.again = append(d.again, f)
	}
}

// function marks what is used in f. If that makes a parameter used, its callers have to be looked at again.
func (d *liveness) function(f *ir.Func) {
	before := len(d.params(f))
	d.mark(kept(f.Body.Results, d.results[f]))
	d.nodes(f.Body)
	if len(d.params(f)) > before {
		for _, c := range d.callers[f] {
			d.wait(c)
		}
	}
}

// params are the parameters that stay.
func (d *liveness) params(f *ir.Func) []*ir.Value {
	if !d.free[f] {
		return f.Params
	}
	var out []*ir.Value
	for _, p := range f.Params {
		if d.live[p] {
			out = append(out, p)
		}
	}
	return out
}

// kept gives the elements of xs that are marked.
func kept[T any](xs []T, marks []bool) []T {
	var out []T
	for i, x := range xs {
		if marks[i] {
			out = append(out, x)
		}
	}
	return out
}

func (d *liveness) effects(r *ir.Region, eff map[string]ir.Effects) ir.Effects {
	var all ir.Effects
	for _, n := range r.Nodes {
		e := ownEffects(n, eff)
		for _, sub := range n.Regions {
			e |= d.effects(sub, eff)
		}
		d.of[n] = e
		all |= e
	}
	return all
}

func (d *liveness) mark(vs []*ir.Value) {
	for _, v := range vs {
		d.live[v] = true
	}
}

func (d *liveness) nodes(r *ir.Region) {
	for i := len(r.Nodes) - 1; i >= 0; i-- {
		n := r.Nodes[i]
		if !d.needed(n) {
			continue
		}
		if to := d.g.Callee(n); to != nil && d.free[to] {
			d.call(n, to)
		} else {
			d.mark(n.Args)
		}
		for _, sub := range n.Regions {
			d.mark(kept(sub.Results, d.yields(n, sub)))
			d.nodes(sub)
		}
	}
}

// yields says which results of a region of n are used: all, but of a branch those of which the if's result is.
func (d *liveness) yields(n *ir.Node, r *ir.Region) []bool {
	_, branch := n.Op.(ops.If)
	out := make([]bool, len(r.Results))
	for i := range out {
		out[i] = !branch || d.live[n.Results[i]]
	}
	return out
}

// call marks the arguments that the callee reads, and tells it which of its results are used.
func (d *liveness) call(n *ir.Node, to *ir.Func) {
	for i, p := range to.Params {
		if d.live[p] {
			d.live[n.Args[i]] = true
		}
	}
	for i, v := range n.Results {
		if d.live[v] && !d.results[to][i] {
			d.results[to][i] = true
			d.wait(to)
		}
	}
}

func (d *liveness) needed(n *ir.Node) bool {
	if d.of[n] != 0 {
		return true
	}
	for _, v := range n.Results {
		if d.live[v] {
			return true
		}
	}
	return false
}

// copied leaves out a node that is not needed, and of a call what its function has no more.
func (d *liveness) copied(c *ir.Copier, n *ir.Node, args []*ir.Value) ([]*ir.Value, bool) {
	if !d.needed(n) {
		return nil, true
	}
	if _, ok := n.Op.(ops.If); ok {
		d.branch(c, n, args)
		return nil, true
	}
	to := d.g.Callee(n)
	if to == nil || !d.free[to] {
		return nil, false
	}
	reads := make([]bool, len(args))
	for i, p := range to.Params {
		reads[i] = d.live[p]
	}
	op := n.Op.(ops.Call)
	op.Results = kept(op.Results, d.results[to])
	c.Bind(kept(n.Results, d.results[to]), c.B.Emit(op, kept(args, reads)...))
	return nil, true
}

// branch copies an if with the results that are used.
func (d *liveness) branch(c *ir.Copier, n *ir.Node, args []*ir.Value) {
	var regions []*ir.Region
	for _, r := range n.Regions {
		regions = append(regions, c.B.Region(nil, func([]*ir.Value) []*ir.Value {
			c.Nodes(r.Nodes)
			return c.Gets(kept(r.Results, d.yields(n, r)))
		}))
	}
	c.B.Loc = n.Loc
	c.Bind(kept(n.Results, d.yields(n, n.Regions[0])), c.B.EmitRegions(n.Op, regions, args...))
}

// ownEffects are those of a node without its regions.
func ownEffects(n *ir.Node, eff map[string]ir.Effects) ir.Effects {
	if fn := ir.Callee(n.Op); fn != "" {
		return eff[fn]
	}
	return n.Op.Effects()
}

func regionEffects(r *ir.Region, eff map[string]ir.Effects) ir.Effects {
	var e ir.Effects
	r.Each(func(n *ir.Node) { e |= ownEffects(n, eff) })
	return e
}

// effectsOf gives the effects of each function, to a fixpoint. A function that
// calls itself may not end, which counts as a check.
func effectsOf(m *ir.Module) map[string]ir.Effects {
	g := ir.NewCallGraph(m)
	eff := map[string]ir.Effects{}
	for _, f := range m.Funcs {
		if g.Recursive(f) {
			eff[f.Name] = ir.Check
		}
	}
	for changed := true; changed; {
		changed = false
		for _, f := range g.Order {
			e := regionEffects(f.Body, eff) | eff[f.Name]
			changed = changed || e != eff[f.Name] && g.Recursive(f)
			eff[f.Name] = e
		}
	}
	return eff
}

// dropUncalled keeps the functions that the entry reaches; all, if the module
// has none.
func dropUncalled(m *ir.Module) *ir.Module {
	if m.Func(m.Entry) == nil {
		return m
	}
	keep := ir.NewCallGraph(m).Reach([]*ir.Func{m.Func(m.Entry)}, nil)
	out := m.Like()
	for _, f := range m.Funcs {
		if keep[f] {
			out.Add(f)
		}
	}
	return out
}
