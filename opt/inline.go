package opt

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
)

const (
	// inlineSize is the number of nodes, with those of what is inlined in it
	// but without constants, up to which a function is inlined wherever it is
	// called.
	inlineSize = 30
	// inlineTiny is the size up to which the body of a function is no longer
	// than a call of it.
	inlineTiny = 4
	// inlineBudget is the size up to which a function grows by what is inlined
	// in it: the backend takes more than linear time in it.
	inlineBudget = 2000
	// inlineCopies is by how much a module may grow by functions that are
	// inlined in several places, or by half its size, if that is more.
	inlineCopies = 2000
)

// inline puts the bodies of functions in the place of calls: of those that are
// called once, and of small ones. Recursive functions stay, and what nobody
// calls any more goes.
//
//	before  %3 = call{f} %1 %2
//	after   the nodes of f with %1, %2 for its parameters
func inline(m *ir.Module) *ir.Module {
	g := ir.NewCallGraph(m)
	in := &inliner{m: m, takes: chosen(g)}
	keep := in.left(g)
	out := m.Like()
	for _, f := range g.Order {
		if !keep[f] {
			continue
		}
		ir.CopyFunc(out, f, func(c *ir.Copier, n *ir.Node, args []*ir.Value) ([]*ir.Value, bool) {
			if !in.takes[n] {
				return nil, false
			}
			return in.paste(c, n, args, n.Loc), true
		})
	}
	return out
}

// chosen says which calls are inlined. A function's size is counted with what
// is inlined in it, so callees come first; g's sizes are kept up to date.
func chosen(g *ir.CallGraph) map[*ir.Node]bool {
	takes := map[*ir.Node]bool{}
	copies := 0
	for _, size := range g.Size {
		copies += size
	}
	copies = max(copies/2, inlineCopies)
	for _, f := range g.Order {
		for _, n := range g.Sites[f] {
			if _, ok := n.Op.(ops.Call); !ok {
				continue
			}
			to := g.Callee(n)
			size := g.Size[to]
			if g.Recursive(to) || g.Size[f]+size > inlineBudget {
				continue
			}
			if g.Uses[to] > 1 && size > inlineTiny {
				if size > min(inlineSize, copies) {
					continue
				}
				copies -= size
			}
			takes[n] = true
			g.Size[f] += size - 1
		}
	}
	return takes
}

// inliner puts callees in the place of the calls that were chosen.
type inliner struct {
	m     *ir.Module
	takes map[*ir.Node]bool
}

// left lists the functions that are still there afterwards: what the entry
// refers to, or what is inlined in that; all, if the module has no entry.
func (in *inliner) left(g *ir.CallGraph) map[*ir.Func]bool {
	from := in.m.Funcs
	if entry := in.m.Func(in.m.Entry); entry != nil {
		from = []*ir.Func{entry}
	}
	return g.Reach(from, func(n *ir.Node) bool { return in.takes[n] })
}

// paste copies the body of a call's function, calls in it included; its places
// say through which call, at the place at, they came.
func (in *inliner) paste(c *ir.Copier, call *ir.Node, args []*ir.Value, at ir.Loc) []*ir.Value {
	g := in.m.Func(ir.Callee(call.Op))
	chains := map[*ir.Loc]*ir.Loc{nil: &at}
	inner := &ir.Copier{B: c.B, Env: map[*ir.Value]*ir.Value{}}
	inner.Visit = func(ic *ir.Copier, n *ir.Node, nargs []*ir.Value) ([]*ir.Value, bool) {
		loc := n.Loc
		loc.Inlined = extended(loc.Inlined, chains)
		if in.takes[n] {
			return in.paste(ic, n, nargs, loc), true
		}
		ic.B.Loc = loc
		regions := make([]*ir.Region, len(n.Regions))
		for i, r := range n.Regions {
			regions[i] = ic.Region(r)
		}
		ic.B.Loc = loc
		return ic.B.EmitRegions(n.Op, regions, nargs...), true
	}
	inner.Bind(g.Params, args)
	inner.Nodes(g.Body.Nodes)
	return inner.Gets(g.Body.Results)
}

// extended is a chain of inlined calls with one more at its outer end, which
// chains gives for none; it keeps what it makes there, since chains share their
// ends.
func extended(l *ir.Loc, chains map[*ir.Loc]*ir.Loc) *ir.Loc {
	out := chains[l]
	if out == nil {
		longer := *l
		longer.Inlined = extended(l.Inlined, chains)
		out = &longer
		chains[l] = out
	}
	return out
}
