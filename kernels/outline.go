package kernels

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
)

// outlineFrom is how often a module must have an update of an accumulator before it is written once, as a function: a
// call costs more than the dozen nodes in its place, and a program has few of one kind. Derivatives of derivatives have
// dozens, and would take most of their compile time.
const outlineFrom = 8

// updateName names the function that does what n does on accumulators of its type, "" for what is short.
func updateName(n *ir.Node) string {
	switch op := n.Op.(type) {
	case ops.AccRow, ops.RowTake, ops.RowTrunc:
		return op.OpName() + " " + n.Args[0].Type.Key()
	case ops.AccField:
		return fmt.Sprintf("%s %s %s %d", op.OpName(), n.Args[0].Type.Key(), n.Args[1].Type.Key(), op.K)
	case ops.FieldTake:
		return fmt.Sprintf("%s %s %d", op.OpName(), n.Args[0].Type.Key(), op.K)
	}
	return ""
}

// outlined lists the updates that become functions.
func outlined(m *ir.Module) map[string]bool {
	count, out := map[string]int{}, map[string]bool{}
	for _, f := range m.Funcs {
		f.Body.Each(func(n *ir.Node) {
			if name := updateName(n); name != "" {
				count[name]++
				out[name] = count[name] >= outlineFrom
			}
		})
	}
	return out
}

// shared calls the function of an update, if it has one.
func (w *fuser) shared(n *ir.Node) ([]*ir.Value, bool) {
	name := updateName(n)
	if !w.outlined[name] {
		return nil, false
	}
	if w.b.M.Func(name) == nil {
		makeUpdate(w.b.M, name, n)
	}
	return w.b.Emit(ops.Call{Fn: name, Results: ir.Types(n.Results)}, w.all(n.Args)...), true
}

// makeUpdate adds the function that does what n does.
func makeUpdate(m *ir.Module, name string, n *ir.Node) {
	w := &fuser{b: ir.NewFunc(m, name), memo: map[string]*ir.Value{}}
	var params []*ir.Value
	for _, a := range n.Args {
		params = append(params, w.b.Param("", a.Type))
	}
	out, _ := w.update(n, params)
	w.b.Finish(out...)
	w.b.F.Results = ir.Types(n.Results)
}
