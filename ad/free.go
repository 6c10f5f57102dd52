package ad

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
)

// free reports whether a node costs nothing to recompute: constants, integer
// arithmetic, comparisons, casts of scalars, filled arrays, and what is read of
// arrays and lists that are at hand (design: Tapes).
func (d *deriv) free(n *ir.Node) bool {
	switch t := ops.TraitsOf(n.Op); t.Cost {
	case ops.CostFree:
		return true
	case ops.CostFill:
		return isScalar(n.Args[0].Type)
	case ops.CostView:
		return d.atHand(n.Args[0], d.cycle[d.home[n.Results[0]]])
	case ops.CostScalar:
		return isScalar(n.Results[0].Type)
	default:
		return t.Fuse == ops.FusePointwise && isScalar(n.Results[0].Type) && !ops.HoldsFloat(d.t.m, n.Results[0].Type)
	}
}

// atHand reports whether backward code has x anyway when it works on the trips
// of cycle: x is an argument, does not change from trip to trip, is saved, or
// is read of what is at hand; and no other version of it is made.
func (d *deriv) atHand(x *ir.Value, cycle *ir.Region) bool {
	home := d.home[x]
	switch {
	case d.updated(x):
		return false
	case d.cycle[home] != cycle, d.kept[x]:
		return true
	case x.Def == nil:
		return home == d.fn.Body
	}
	return d.free(x.Def)
}

// keep notes, after a plan, the values that it saves beside parts of them, and
// those that it saves several slices of. It reports whether there are any.
func (d *deriv) keep() bool {
	found := false
	slicesOf := map[*ir.Value]int{}
	for _, vs := range d.saved {
		for _, v := range vs {
			if v.Def == nil || ops.TraitsOf(v.Def.Op).Cost != ops.CostView {
				continue
			}
			x := v.Def.Args[0]
			if op, ok := v.Def.Op.(ops.Index); ok && len(op.Axes) == 0 {
				slicesOf[x]++
			}
			if !d.updated(x) && (d.isSaved[x] || slicesOf[x] > 1) {
				found = found || !d.kept[x]
				d.kept[x] = true
			}
		}
	}
	return found
}

// hoist notes, while planning, that backward code recomputes an array in an
// inner loop, for it to be made once before the loop.
func (g *backward) hoist(n *ir.Node) {
	home := g.home[n.Results[0]]
	if !g.planning || g.cycle[g.region] == g.cycle[home] {
		return
	}
	for _, v := range n.Results {
		if isArray(v.Type) && !slices.Contains(g.ahead[home], v) {
			g.ahead[home] = append(g.ahead[home], v)
		}
	}
}
