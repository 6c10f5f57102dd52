package ad

import (
	"fmt"
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
)

// vary marks the values that depend on active parameters.
func (d *deriv) vary(r *ir.Region) {
	for _, n := range r.Nodes {
		if len(n.Regions) > 0 {
			d.t.flows[n.Op.OpName()].vary(d, n)
		} else {
			d.varyNode(n)
		}
	}
}

func (d *deriv) varyIf(n *ir.Node) {
	for _, r := range n.Regions {
		d.vary(r)
		d.spread(n.Results, r.Results)
	}
}

// varyFor goes to a fixpoint.
func (d *deriv) varyFor(n *ir.Node) {
	body := n.Regions[0]
	d.spread(body.Params[1:], n.Args[1:])
	for changed := true; changed; {
		d.vary(body)
		changed = d.spread(body.Params[1:], body.Results)
	}
	d.spread(n.Results, body.Params[1:])
}

// varyWhile goes to a fixpoint.
func (d *deriv) varyWhile(n *ir.Node) {
	cond, body := n.Regions[0], n.Regions[1]
	d.spread(cond.Params, n.Args)
	for changed := true; changed; {
		d.vary(cond)
		d.spread(body.Params, cond.Results[1:])
		d.vary(body)
		changed = d.spread(cond.Params, body.Results)
	}
	d.spread(n.Results, cond.Results[1:])
}

// spread marks the values of to that stand for varied ones of from.
func (d *deriv) spread(to, from []*ir.Value) bool {
	changed := false
	for i, v := range from {
		if d.varied[v] && !d.varied[to[i]] && ops.HoldsFloat(d.t.m, to[i].Type) {
			d.varied[to[i]], changed = true, true
		}
	}
	return changed
}

func (d *deriv) varyNode(n *ir.Node) {
	if k := ops.TraitsOf(n.Op).Deriv.Kind; k == ops.DerivZero || k == ops.DerivCut {
		return
	}
	active := make([]bool, len(n.Args))
	for i, a := range n.Args {
		active[i] = d.varied[a]
	}
	if !slices.Contains(active, true) {
		return
	}
	var out []bool // nil: all
	if call, ok := n.Op.(ops.Call); ok {
		out = d.t.variedResults(d.t.m.Func(call.Fn), active)
	}
	for i, v := range n.Results {
		if (out == nil || out[i]) && ops.HoldsFloat(d.t.m, v.Type) {
			d.varied[v] = true
		}
	}
}

// callOf names a function and which of its arguments vary.
type callOf struct {
	fn     *ir.Func
	active string
}

// variedResults tells which results of a function depend on its active
// parameters; nil is all of them, as for a function that calls itself. So a
// constant that forward code hands to backward code stays one at the next order.
func (t *transform) variedResults(fn *ir.Func, active []bool) []bool {
	key := callOf{fn, fmt.Sprint(active)}
	if out, known := t.results[key]; known {
		return out
	}
	t.results[key] = nil
	d := &deriv{t: t, fn: fn, varied: map[*ir.Value]bool{}}
	for i, p := range fn.Params {
		d.varied[p] = active[i] && ops.HoldsFloat(t.m, p.Type)
	}
	d.vary(fn.Body)
	out := make([]bool, len(fn.Body.Results))
	for i, v := range fn.Body.Results {
		out[i] = d.varied[v]
	}
	t.results[key] = out
	return out
}
