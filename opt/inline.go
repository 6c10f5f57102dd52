package opt

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
)

// inlineSize is the number of nodes up to which a function is inlined wherever
// it is called.
const inlineSize = 40

// inline puts the bodies of functions in the place of calls: of those that are
// called once, and of small ones. Recursive functions stay.
//
//	before  %3 = call{f} %1 %2
//	after   the nodes of f with %1, %2 for its parameters
func inline(m *ir.Module) *ir.Module {
	calls := map[string]int{}
	size := map[string]int{}
	derived := map[string]bool{}
	for _, f := range m.Funcs {
		eachNode(f.Body, func(n *ir.Node) {
			size[f.Name]++
			if fn := callee(n.Op); fn != "" {
				calls[fn]++
				if _, ok := n.Op.(ops.Call); !ok {
					derived[fn] = true
				}
			}
		})
	}
	rec := recursive(m)
	done := map[string]*ir.Func{}
	out := m.Like()
	var visit func(f *ir.Func)
	visit = func(f *ir.Func) {
		if done[f.Name] != nil {
			return
		}
		done[f.Name] = f
		eachNode(f.Body, func(n *ir.Node) {
			if g := m.Func(callee(n.Op)); g != nil {
				visit(g)
			}
		})
		done[f.Name] = ir.CopyFunc(out, f, func(c *ir.Copier, n *ir.Node, args []*ir.Value) ([]*ir.Value, bool) {
			call, ok := n.Op.(ops.Call)
			if !ok || rec[call.Fn] || calls[call.Fn] > 1 && size[call.Fn] > inlineSize {
				return nil, false
			}
			g := done[call.Fn]
			if g == nil {
				return nil, false
			}
			return paste(c, n, g, args), true
		})
	}
	for _, f := range m.Funcs {
		visit(f)
	}
	return out
}

// paste copies the body of g; its places say through which call they came.
func paste(c *ir.Copier, call *ir.Node, g *ir.Func, args []*ir.Value) []*ir.Value {
	at := call.Loc
	inner := &ir.Copier{B: c.B, Env: map[*ir.Value]*ir.Value{}}
	inner.Visit = func(ic *ir.Copier, n *ir.Node, nargs []*ir.Value) ([]*ir.Value, bool) {
		loc := inlined(n.Loc, &at)
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

// inlined adds a call to the outer end of a place's chain of calls.
func inlined(l ir.Loc, call *ir.Loc) ir.Loc {
	if l.Inlined != nil {
		next := inlined(*l.Inlined, call)
		l.Inlined = &next
		return l
	}
	l.Inlined = call
	return l
}

// recursive finds the functions that reach themselves.
func recursive(m *ir.Module) map[string]bool {
	reach := map[string]map[string]bool{}
	for _, f := range m.Funcs {
		reach[f.Name] = map[string]bool{}
		eachNode(f.Body, func(n *ir.Node) {
			if fn := callee(n.Op); fn != "" {
				reach[f.Name][fn] = true
			}
		})
	}
	for changed := true; changed; {
		changed = false
		for _, to := range reach {
			for a := range to {
				for b := range reach[a] {
					if !to[b] {
						to[b], changed = true, true
					}
				}
			}
		}
	}
	out := map[string]bool{}
	for f, to := range reach {
		if to[f] {
			out[f] = true
		}
	}
	return out
}
