package opt

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
)

// liveness finds the values that are used and the nodes that are needed, from what has effects and what the entry
// returns on to the operands, through calls into functions and out of them again. Each value is followed once, so it
// takes time in the size of the module. Deeply nested nodes are asked about once for each level, so their effects are kept.
type liveness struct {
	g       *ir.CallGraph
	free    map[*ir.Func]bool // functions whose parameters and results may go
	calls   map[*ir.Func][]*ir.Node
	owner   map[*ir.Value]*ir.Func // of the parameters of free functions
	place   map[*ir.Value]int      // among those parameters, or the results of a call or an if
	of      map[*ir.Node]ir.Effects
	live    map[*ir.Value]bool
	needs   map[*ir.Node]bool
	results map[*ir.Func][]bool // which results a call uses
	open    []*ir.Value         // live, and not yet followed
}

func newLiveness(m *ir.Module) *liveness {
	g := ir.NewCallGraph(m)
	d := &liveness{g: g, free: onlyCalled(m, g), calls: map[*ir.Func][]*ir.Node{}, owner: map[*ir.Value]*ir.Func{}, place: map[*ir.Value]int{},
		of: map[*ir.Node]ir.Effects{}, live: map[*ir.Value]bool{}, needs: map[*ir.Node]bool{}, results: map[*ir.Func][]bool{}}
	eff := effectsOf(m)
	for _, f := range m.Funcs {
		d.effects(f.Body, eff)
		d.results[f] = make([]bool, len(f.Results))
		for _, n := range g.Sites[f] {
			to := g.Callee(n)
			d.calls[to] = append(d.calls[to], n)
		}
		if d.free[f] {
			d.places(f.Params)
			for _, p := range f.Params {
				d.owner[p] = f
			}
		}
	}
	for _, f := range m.Funcs {
		d.region(f.Body)
		if !d.free[f] {
			for i := range f.Results {
				d.result(f, i)
			}
		}
	}
	for len(d.open) > 0 {
		last := len(d.open) - 1
		v := d.open[last]
		d.open = d.open[:last]
		d.follow(v)
	}
	return d
}

// places notes where each of the values stands among them.
func (d *liveness) places(vs []*ir.Value) {
	for i, v := range vs {
		d.place[v] = i
	}
}

// effects notes what a region's nodes do, those in their regions included.
func (d *liveness) effects(r *ir.Region, eff map[string]ir.Effects) ir.Effects {
	var all ir.Effects
	for _, n := range r.Nodes {
		e := ownEffects(n, eff)
		for _, sub := range n.Regions {
			e |= d.effects(sub, eff)
		}
		if isBranch(n) || d.called(n) != nil {
			d.places(n.Results)
		}
		d.of[n] = e
		all |= e
	}
	return all
}

// called is the free function that a node calls, or nil.
func (d *liveness) called(n *ir.Node) *ir.Func {
	if to := d.g.Callee(n); to != nil && d.free[to] {
		return to
	}
	return nil
}

func isBranch(n *ir.Node) bool {
	_, ok := n.Op.(ops.If)
	return ok
}

// mark makes values live.
func (d *liveness) mark(vs ...*ir.Value) {
	for _, v := range vs {
		if !d.live[v] {
			d.live[v] = true
			d.open = append(d.open, v)
		}
	}
}

// region needs the nodes of a region that is needed that have effects.
func (d *liveness) region(r *ir.Region) {
	for _, n := range r.Nodes {
		if d.of[n] != 0 {
			d.need(n)
		}
	}
}

// need marks what a node reads: of the arguments of a call those that the callee reads.
func (d *liveness) need(n *ir.Node) {
	if d.needs[n] {
		return
	}
	d.needs[n] = true
	if to := d.called(n); to != nil {
		for i, p := range to.Params {
			if d.live[p] {
				d.mark(n.Args[i])
			}
		}
	} else {
		d.mark(n.Args...)
	}
	for _, r := range n.Regions {
		if !isBranch(n) {
			d.mark(r.Results...)
		}
		d.region(r)
	}
}

// result makes a result of a function used.
func (d *liveness) result(f *ir.Func, i int) {
	d.results[f][i] = true
	d.mark(f.Body.Results[i])
}

// follow marks what a live value is made of: a parameter of the arguments, a result of a call or an if of that of the
// function or the branches.
func (d *liveness) follow(v *ir.Value) {
	if f := d.owner[v]; f != nil {
		for _, n := range d.calls[f] {
			if d.needs[n] {
				d.mark(n.Args[d.place[v]])
			}
		}
	}
	n := v.Def
	if n == nil {
		return
	}
	d.need(n)
	if to := d.called(n); to != nil {
		d.result(to, d.place[v])
	}
	if isBranch(n) {
		for _, r := range n.Regions {
			d.mark(r.Results[d.place[v]])
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

// yields says which results of a region of n are used: all, but of a branch those of which the if's result is.
func (d *liveness) yields(n *ir.Node, r *ir.Region) []bool {
	out := make([]bool, len(r.Results))
	for i := range out {
		out[i] = !isBranch(n) || d.live[n.Results[i]]
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
