package own

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/types"
)

// A kernel that makes an array element by element may write over an array that it reads, provided that it reads there
// nothing but the element that it makes.

// reads counts how often a kernel reads x at the element that it makes, and whether it reads it anywhere else.
func reads(n *ir.Node, x *ir.Value) (own int, elsewhere bool) {
	r := n.Regions[0]
	for _, m := range r.Nodes {
		if !slices.Contains(m.Args, x) {
			continue
		}
		if _, ok := m.Op.(kernels.Elem); ok && m.Args[0] == x && slices.Equal(m.Args[1:], r.Params) {
			own++
		} else {
			elsewhere = true
		}
	}
	return own, elsewhere || slices.Contains(n.Args, x)
}

// fits reports whether the result of a kernel can lie in an array's memory.
func fits(op kernels.Kernel, x *ir.Value) bool {
	a, ok := x.Type.(types.Array)
	return ok && op.Kind == "map" && a.DType == op.DType
}

// captured lists the arrays that a kernel reads, as its region mentions them.
func captured(n *ir.Node) []*ir.Value {
	var out []*ir.Value
	for _, m := range n.Regions[0].Nodes {
		for _, a := range m.Args {
			if isHeap(a) && !slices.Contains(out, a) {
				out = append(out, a)
			}
		}
	}
	return out
}

// reusable finds an array that dies at a kernel and can be written over by it: all that the kernel reads of its owner is
// the element that it makes.
func (w *inserter) reusable(n *ir.Node, op kernels.Kernel) *ir.Value {
	if op.Kind != "map" {
		return nil
	}
	for _, x := range captured(n) {
		r, inside := w.loans.root(x)
		if inside || !w.diesHere(r) || !fits(op, x) {
			continue
		}
		if own, _ := reads(n, x); own > 0 && own == w.usesOf(n).count[r] {
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
