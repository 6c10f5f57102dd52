package opt

import "github.com/myia-lang/myia/ir"

// dce drops nodes whose results nobody uses and that have no effect, calls of
// functions without effects included, then functions that nobody calls.
func dce(m *ir.Module) *ir.Module {
	eff := effectsOf(m)
	out := m.Like()
	for _, f := range m.Funcs {
		d := &liveness{eff: eff, live: map[*ir.Value]bool{}}
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
type liveness struct {
	eff  map[string]ir.Effects
	live map[*ir.Value]bool
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
	if nodeEffects(n, d.eff) != 0 {
		return true
	}
	for _, v := range n.Results {
		if d.live[v] {
			return true
		}
	}
	return false
}

// callee names the function that a node calls or differentiates, or "".
func callee(op ir.Op) string {
	if c, ok := op.(interface{ Callee() string }); ok {
		return c.Callee()
	}
	return ""
}

func nodeEffects(n *ir.Node, eff map[string]ir.Effects) ir.Effects {
	e := n.Op.Effects()
	if fn := callee(n.Op); fn != "" {
		e = eff[fn]
	}
	for _, r := range n.Regions {
		e |= regionEffects(r, eff)
	}
	return e
}

func regionEffects(r *ir.Region, eff map[string]ir.Effects) ir.Effects {
	var e ir.Effects
	for _, n := range r.Nodes {
		e |= nodeEffects(n, eff)
	}
	return e
}

// effectsOf gives the effects of each function, to a fixpoint. A function that
// calls itself may not end, which counts as a check; so does a while loop.
func effectsOf(m *ir.Module) map[string]ir.Effects {
	eff := map[string]ir.Effects{}
	for changed := true; changed; {
		changed = false
		for _, f := range m.Funcs {
			e := regionEffects(f.Body, eff) | eff[f.Name]
			if e != eff[f.Name] {
				eff[f.Name], changed = e, true
			}
		}
	}
	for fn := range recursive(m) {
		eff[fn] |= ir.Check
	}
	return eff
}

// dropUncalled keeps the functions that the entry reaches; all, if the module
// has none.
func dropUncalled(m *ir.Module) *ir.Module {
	if m.Func(m.Entry) == nil {
		return m
	}
	keep := map[string]bool{}
	var visit func(fn string)
	visit = func(fn string) {
		f := m.Func(fn)
		if f == nil || keep[fn] {
			return
		}
		keep[fn] = true
		eachNode(f.Body, func(n *ir.Node) { visit(callee(n.Op)) })
	}
	visit(m.Entry)
	out := m.Like()
	for _, f := range m.Funcs {
		if keep[f.Name] {
			out.Add(f)
		}
	}
	return out
}

func eachNode(r *ir.Region, f func(n *ir.Node)) {
	for _, n := range r.Nodes {
		f(n)
		for _, sub := range n.Regions {
			eachNode(sub, f)
		}
	}
}
