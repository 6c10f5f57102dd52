package own

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
)

// consumption says for each function which parameters it consumes.
type consumption struct {
	declared *ops.Registry
	params   map[string][]bool
	calls    bool // take every operand of a call for consumed
}

// consumptionOf finds the least solution for all functions: a parameter is consumed where that spares a reference, which is
// where something stores it, returns it or updates it in place.
func consumptionOf(g *ir.CallGraph, ls map[*ir.Func]*loans, declared *ops.Registry) consumption {
	c := consumption{declared: declared, params: map[string][]bool{}}
	for _, f := range g.Order {
		c.params[f.Name] = make([]bool, len(f.Params))
	}
	for changed := true; changed; {
		changed = false
		for _, f := range g.Order {
			used := map[*ir.Value]bool{}
			c.region(f.Body, func(v *ir.Value) {
				if r, inside := ls[f].root(v); !inside && r != nil {
					used[r] = true
				}
			})
			for i, p := range f.Params {
				if used[p] && !c.params[f.Name][i] {
					c.params[f.Name][i] = true
					changed = changed || g.Recursive(f)
				}
			}
		}
	}
	return c
}

func (c consumption) region(r *ir.Region, mark func(*ir.Value)) {
	for _, n := range r.Nodes {
		for i, a := range n.Args {
			if c.consumes(n, i) {
				mark(a)
			}
		}
		for _, s := range n.Regions {
			c.region(s, mark)
		}
	}
	for _, v := range r.Results {
		mark(v)
	}
}

// consumes reports whether a node consumes operand i.
func (c consumption) consumes(n *ir.Node, i int) bool {
	switch c.declared.Of(n.Op).Memory.Of(i) {
	case ops.Consume:
		return true
	case ops.ByCallee:
		params := c.params[ir.Callee(n.Op)]
		return c.calls || params != nil && params[i]
	}
	return false
}
