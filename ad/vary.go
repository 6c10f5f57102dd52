package ad

import (
	"fmt"
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
)

// vary marks the values that depend on active parameters, loops to a fixpoint.
func (d *deriv) vary(r *ir.Region) {
	for _, n := range r.Nodes {
		switch n.Op.(type) {
		case ops.If:
			d.vary(n.Regions[0])
			d.vary(n.Regions[1])
			d.spread(n.Results, n.Regions[0].Results)
			d.spread(n.Results, n.Regions[1].Results)
		case ops.For:
			body := n.Regions[0]
			d.spread(body.Params[1:], n.Args[1:])
			for changed := true; changed; {
				d.vary(body)
				changed = d.spread(body.Params[1:], body.Results)
			}
			d.spread(n.Results, body.Params[1:])
		case ops.While:
			cond, body := n.Regions[0], n.Regions[1]
			d.spread(cond.Params, n.Args)
			for changed := true; changed; {
				d.vary(cond)
				d.spread(body.Params, cond.Results[1:])
				d.vary(body)
				changed = d.spread(cond.Params, body.Results)
			}
			d.spread(n.Results, cond.Results[1:])
		default:
			d.varyNode(n)
		}
	}
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
