package own

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/types"
)

// A kernel that makes an array element by element may write over an array that it reads, provided that it reads there
// nothing but the element that it makes.

// readsOwn reports whether a kernel reads its captured operand x at the element that it makes and nowhere else.
func readsOwn(n *ir.Node, x *ir.Value) bool {
	op, r := n.Op.(kernels.Kernel), n.Regions[0]
	i := slices.Index(op.Captured(n), x)
	if i < 0 {
		return false
	}
	p := op.Captures(r)[i]
	for _, m := range r.Nodes {
		_, elem := m.Op.(kernels.Elem)
		if slices.Contains(m.Args, p) && !(elem && slices.Equal(m.Args[1:], op.Index(r))) {
			return false
		}
	}
	return true
}

// fits reports whether the result of a kernel can lie in an array's memory.
func fits(op kernels.Kernel, x *ir.Value) bool {
	a, ok := x.Type.(types.Array)
	return ok && op.Kind == kernels.Map && a.DType == op.DType
}

// reusable finds an array that dies at a kernel and can be written over by it: all that the kernel reads of its owner is
// the element that it makes.
func (w *inserter) reusable(n *ir.Node, op kernels.Kernel) *ir.Value {
	for _, x := range op.Captured(n) {
		if _, dies := w.takes(x); dies && fits(op, x) && readsOwn(n, x) {
			return x
		}
	}
	return nil
}

// reuse writes a kernel that runs in the place of x.
func (w *inserter) reuse(n *ir.Node, x *ir.Value) {
	r, _ := w.loans.root(x)
	place := w.take(x, r)
	outer := w.Env[x]
	w.Env[x] = place
	region := w.B.Region(nil, func([]*ir.Value) []*ir.Value {
		body := w.Region(n.Regions[0])
		w.B.Loc = n.Loc
		return w.B.EmitRegions(n.Op, []*ir.Region{body}, w.Gets(n.Args)...)
	})
	w.Env[x] = outer
	w.Bind(n.Results, w.B.EmitRegions(Reuse{}, []*ir.Region{region}, place))
}

// Kernel is the kernel that an own.reuse runs, nil if its region is another.
func (Reuse) Kernel(n *ir.Node) *ir.Node {
	r := n.Regions[0]
	if len(r.Nodes) != 1 || len(r.Results) != 1 || r.Results[0].Def != r.Nodes[0] {
		return nil
	}
	if _, ok := r.Nodes[0].Op.(kernels.Kernel); !ok {
		return nil
	}
	return r.Nodes[0]
}
