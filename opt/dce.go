package opt

import "github.com/myia-lang/myia/ir"

// dce drops nodes whose results nobody uses and that have no effect, calls of
// functions without effects included, then functions that nobody calls.
func dce(m *ir.Module) *ir.Module {
	eff := effectsOf(m)
	out := m.Like()
	for _, f := range m.Funcs {
		d := &liveness{eff: eff, of: map[*ir.Node]ir.Effects{}, live: map[*ir.Value]bool{}}
		d.effects(f.Body)
		d.region(f.Body)
		ir.CopyFunc(out, f, func(c *ir.Copier, n *ir.Node, args []*ir.Value) ([]*ir.Value, bool) {
			if d.needed(n) {
				return nil, false
			}
			return nil, true
		})
	}
	return dropUncalled(out)
}

// liveness marks the values that are used, from the last node to the first.
// Deeply nested nodes are asked about once for each level, so their effects
// are kept.
type liveness struct {
	eff  map[string]ir.Effects
	of   map[*ir.Node]ir.Effects
	live map[*ir.Value]bool
}

func (d *liveness) effects(r *ir.Region) ir.Effects {
	var all ir.Effects
	for _, n := range r.Nodes {
		e := ownEffects(n, d.eff)
		for _, sub := range n.Regions {
			e |= d.effects(sub)
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

func (d *liveness) region(r *ir.Region) {
	d.mark(r.Results)
	for i := len(r.Nodes) - 1; i >= 0; i-- {
		n := r.Nodes[i]
		if !d.needed(n) {
			continue
		}
		d.mark(n.Args)
		for _, sub := range n.Regions {
			d.region(sub)
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
