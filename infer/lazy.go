package infer

import (
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/source"
)

// What the function of a map or a filter raises ends the program here. StopIteration would end the iteration in Python, so
// it is refused, once all functions are known.

// lazyCall is a call of such a function.
type lazyCall struct {
	fn   string
	site source.Span
}

// lazily calls the function of a map or a filter.
func (f *frame) lazily(fn *val, args []*val) *val {
	f.lazy++
	defer func() { f.lazy-- }()
	return f.call(fn, args, nil, nil)
}

// checkLazy reports the calls that may raise StopIteration.
func (e *engine) checkLazy(m *ir.Module, g *ir.CallGraph) {
	for _, call := range e.lazyCalls {
		if fn := m.Func(call.fn); fn != nil && stops(g, fn) {
			e.report(diag.Limitf(diag.NotProvided, call.site, "StopIteration out of the function of a map or a filter"))
		}
	}
}

// stops reports whether a function or one that it calls raises StopIteration.
func stops(g *ir.CallGraph, fn *ir.Func) bool {
	for f := range g.Reach([]*ir.Func{fn}, nil) {
		if raisesStop(f.Body) {
			return true
		}
	}
	return false
}

func raisesStop(r *ir.Region) bool {
	return slices.ContainsFunc(r.Nodes, func(n *ir.Node) bool {
		op, ok := n.Op.(typed.RaiseOp)
		return ok && op.Class == "StopIteration" || slices.ContainsFunc(n.Regions, raisesStop)
	})
}
