package opt

import (
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

// copied leaves out a node that is not needed, and of a call what its function has no more.
func (d *liveness) copied(c *ir.Copier, n *ir.Node, args []*ir.Value) ([]*ir.Value, bool) {
	if !d.needs[n] {
		return nil, true
	}
	if isBranch(n) {
		d.branch(c, n, args)
		return nil, true
	}
	to := d.called(n)
	if to == nil {
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
