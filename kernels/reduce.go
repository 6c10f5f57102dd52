package kernels

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// reduce makes the kernel of a reduction, or two: one kernel follows one rule of the order that package tensor states.
func (w *fuser) reduce(n *ir.Node, _ []*ir.Value) []*ir.Value {
	x, op := n.Args[0], n.Op.(ops.Reduce)
	dims := types.DimsOf(x.Type)
	rows, run := tensor.SplitAxes(len(dims), op.Axes)
	if len(rows) == 0 || len(run) == 0 {
		return []*ir.Value{w.kernel(n, op.Kind, x, op.Axes)}
	}
	left, sizes := len(dims)-len(run), w.sizes(x)
	d, _ := types.ElemDType(x.Type)
	part := w.nest(Kernel{Kind: op.Kind, DType: d, Dims: dims[:left], Axes: run}, sizes, func(idx []*ir.Value) *ir.Value { return w.at(x, idx) })
	whole := Kernel{Kind: op.Kind, DType: d, Dims: types.DimsOf(n.Results[0].Type), Axes: rows}
	r := w.nest(whole, sizes[:left], func(idx []*ir.Value) *ir.Value { return w.b.Emit1(Elem{}, append([]*ir.Value{part}, idx...)...) })
	r.Name = n.Results[0].Name
	return []*ir.Value{r}
}

// argmax makes the kernel of the place of an extreme.
func (w *fuser) argmax(n *ir.Node, _ []*ir.Value) []*ir.Value {
	op := n.Op.(ops.ArgMax)
	return []*ir.Value{w.kernel(n, PlaceOf+op.Extreme().Name, n.Args[0], []int{op.Axis})}
}
