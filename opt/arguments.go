package opt

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
)

// arguments puts constants that every call of a function has for a parameter into the function:
//
//	before  call{f} %x, %0 everywhere, where %0 is null;  func f(%a, %b)
//	after   in f %b is null
//
// Backward code that calls itself has accumulators that nothing is added to in all of its calls. The parameter stays
// until dce.
func arguments(m *ir.Module) *ir.Module {
	known := constantsOf(m)
	out := m.Like()
	for _, f := range m.Funcs {
		c := &ir.Copier{B: ir.NewFunc(out, f.Name), Env: map[*ir.Value]*ir.Value{}}
		c.B.F.Loc, c.B.F.Sig = f.Loc, f.Sig
		for _, p := range f.Params {
			c.Env[p] = c.B.Param(p.Name, p.Type)
		}
		for i, p := range f.Params {
			if k := known[f][i]; k.op != nil && !k.varies {
				c.Env[p] = c.B.Emit1(k.op)
			}
		}
		c.Nodes(f.Body.Nodes)
		c.B.Finish(c.Gets(f.Body.Results)...)
	}
	return out
}

// argument is what the calls seen so far have for a parameter: nothing yet, one constant, or more.
type argument struct {
	op     ir.Op
	varies bool
}

// meet joins what another call has. It reports whether that changed anything.
func (a *argument) meet(b argument) bool {
	switch {
	case a.varies || b.op == nil && !b.varies:
		return false
	case b.varies:
		*a = b
	case a.op == nil:
		*a = b
	case keyOf(a.op, nil) != keyOf(b.op, nil):
		*a = argument{varies: true}
	default:
		return false
	}
	return true
}

// constantsOf finds the arguments of all functions, from the callers on, to a fixpoint. What is referred to by anything
// but a call, and the entry, may have any.
func constantsOf(m *ir.Module) map[*ir.Func][]argument {
	g := ir.NewCallGraph(m)
	known := map[*ir.Func][]argument{}
	for _, f := range m.Funcs {
		known[f] = make([]argument, len(f.Params))
	}
	free := onlyCalled(m, g)
	for f, as := range known {
		for i := range as {
			as[i].varies = !free[f]
		}
	}
	for changed := true; changed; {
		changed = false
		for _, f := range slices.Backward(g.Order) {
			at := map[*ir.Value]argument{}
			for i, p := range f.Params {
				at[p] = known[f][i]
			}
			for _, n := range g.Sites[f] {
				if to := g.Callee(n); free[to] {
					for i, a := range n.Args {
						changed = known[to][i].meet(argumentOf(a, at)) || changed
					}
				}
			}
		}
	}
	return known
}

func argumentOf(v *ir.Value, params map[*ir.Value]argument) argument {
	if a, ok := params[v]; ok {
		return a
	}
	if v.Def != nil {
		switch v.Def.Op.(type) {
		case ops.Const, ops.Null:
			return argument{op: v.Def.Op}
		}
	}
	return argument{varies: true}
}

// onlyCalled gives the functions that nothing but calls in the module refers to.
func onlyCalled(m *ir.Module, g *ir.CallGraph) map[*ir.Func]bool {
	out := map[*ir.Func]bool{}
	entry := m.Func(m.Entry)
	for _, f := range m.Funcs {
		out[f] = entry != nil && f != entry
	}
	for _, sites := range g.Sites {
		for _, n := range sites {
			if _, ok := n.Op.(ops.Call); !ok {
				out[g.Callee(n)] = false
			}
		}
	}
	return out
}
