package opt

import "github.com/myia-lang/myia/ir"

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

// effectsOf gives the effects of each function. Functions that reach each other have those of all of them; they may not
// end, which counts as a check.
func effectsOf(m *ir.Module) map[string]ir.Effects {
	g := ir.NewCallGraph(m)
	eff := map[string]ir.Effects{}
	for _, f := range g.Order {
		if _, known := eff[f.Name]; known {
			continue
		}
		circle := g.Cycle(f)
		if circle == nil {
			eff[f.Name] = regionEffects(f.Body, eff)
			continue
		}
		all := ir.Check
		for _, member := range circle {
			all |= regionEffects(member.Body, eff)
		}
		for _, member := range circle {
			eff[member.Name] = all
		}
	}
	return eff
}
