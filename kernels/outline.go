package kernels

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
)

// outlineFrom is how often a module must have an update of an accumulator before it is written once, as a function: a
// call costs more than the dozen nodes in its place, and a program has few of one kind. Derivatives of derivatives have
// dozens, and would take most of their compile time.
const outlineFrom = 8

// updateName names the function that does what n does on accumulators of its type, "" for what is short.
func (t *tables) updateName(n *ir.Node) string {
	if r := t.rules[n.Op.OpName()]; r.name != nil {
		return r.name(n)
	}
	return ""
}

// updates lists the updates that become functions.
func (t *tables) updates(m *ir.Module) map[string]bool {
	count, out := map[string]int{}, map[string]bool{}
	for _, f := range m.Funcs {
		f.Body.Each(func(n *ir.Node) {
			if name := t.updateName(n); name != "" {
				count[name]++
				out[name] = count[name] >= outlineFrom
			}
		})
	}
	return out
}

// rewrite gives what an operation becomes that has a rule, nil if it is fused or copied as others are; of an update that
// is a function, a call.
func (w *fuser) rewrite(n *ir.Node) []*ir.Value {
	r, ok := w.rules[n.Op.OpName()]
	if !ok {
		return nil
	}
	name := w.updateName(n)
	if !w.outlined[name] {
		return r.write(w, n, w.all(n.Args))
	}
	if w.b.M.Func(name) == nil {
		w.makeUpdate(name, n, r)
	}
	return w.b.Emit(ops.Call{Fn: name, Results: ir.Types(n.Results)}, w.all(n.Args)...)
}

// makeUpdate adds the function that does what n does.
func (w *fuser) makeUpdate(name string, n *ir.Node, r rule) {
	w = w.function(name)
	var params []*ir.Value
	for _, a := range n.Args {
		params = append(params, w.b.Param("", a.Type))
	}
	w.b.Finish(r.write(w, n, params)...)
	w.b.F.Results = ir.Types(n.Results)
}
