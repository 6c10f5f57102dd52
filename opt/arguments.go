package opt

import (
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

// constantsOf finds the arguments of all functions. What is referred to by anything but a call, and the entry, may have
// any. What a function hands on of its own parameters is followed when it becomes known or varies, so that no function is
// looked through twice.
func constantsOf(m *ir.Module) map[*ir.Func][]argument {
	g := ir.NewCallGraph(m)
	w := &argumentWalk{known: map[*ir.Func][]argument{}, own: map[*ir.Value]parameter{}, handed: map[*ir.Value][]parameter{}}
	free := onlyCalled(m, g)
	for _, f := range m.Funcs {
		w.known[f] = make([]argument, len(f.Params))
		for i, p := range f.Params {
			w.own[p] = parameter{f, i}
			if !free[f] {
				w.meet(parameter{f, i}, argument{varies: true})
			}
		}
	}
	for _, f := range m.Funcs {
		for _, n := range g.Sites[f] {
			if to := g.Callee(n); free[to] {
				w.call(n, to)
			}
		}
	}
	for len(w.open) > 0 {
		last := len(w.open) - 1
		p := w.open[last]
		w.open = w.open[:last]
		for _, q := range w.handed[p.f.Params[p.i]] {
			w.meet(q, w.known[p.f][p.i])
		}
	}
	return w.known
}

// parameter is one of a function's.
type parameter struct {
	f *ir.Func
	i int
}

// argumentWalk follows what is known of parameters from calls to what is handed on.
type argumentWalk struct {
	known  map[*ir.Func][]argument
	own    map[*ir.Value]parameter
	handed map[*ir.Value][]parameter // for which the parameter is an argument
	open   []parameter               // of which more is known than has been handed on
}

func (w *argumentWalk) meet(p parameter, a argument) {
	if w.known[p.f][p.i].meet(a) {
		w.open = append(w.open, p)
	}
}

// call notes the arguments of a call.
func (w *argumentWalk) call(n *ir.Node, to *ir.Func) {
	for i, a := range n.Args {
		if _, ok := w.own[a]; ok {
			w.handed[a] = append(w.handed[a], parameter{to, i})
		} else {
			w.meet(parameter{to, i}, constantArgument(a))
		}
	}
}

func constantArgument(v *ir.Value) argument {
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
