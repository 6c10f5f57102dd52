package kernels

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// accumulate rewrites operations on accumulators of arrays. It reports whether it did.
func (w *fuser) accumulate(n *ir.Node) bool {
	o, ok := n.Args[0].Type.(types.Opt)
	if !ok {
		return false
	}
	t, ok := o.Elem.(types.Array)
	if !ok {
		return false
	}
	acc, r := w.env[n.Args[0]], len(t.Dims)
	var out *ir.Value
	switch op := n.Op.(type) {
	case ops.AccAdd:
		out = w.addInto(acc, w.env[n.Args[1]], t)
	case ops.AccMerge:
		out = w.merge(acc, w.env[n.Args[1]], o, t)
	case ops.AccIndex:
		if len(op.Axes) == r {
			return false // a scalar: done in place by the backend
		}
		ps := op.Parts(n.Args)
		out = w.scatter(n, acc, t, n.Args[len(n.Args)-1], func(idx []*ir.Value) []*ir.Value { return w.within(ps, idx) })
	case ops.AccGather:
		at := n.Args[r+1:]
		out = w.scatter(n, acc, t, n.Args[len(n.Args)-1], func(idx []*ir.Value) []*ir.Value { return w.gathered(op.Lead, at, idx) })
	default:
		return false
	}
	out.Name = n.Results[0].Name
	w.env[n.Results[0]] = out
	return true
}

// branch makes an if with one result.
func (w *fuser) branch(cond *ir.Value, yes, no func() *ir.Value) *ir.Value {
	one := func(f func() *ir.Value) *ir.Region {
		return w.b.Region(nil, func([]*ir.Value) []*ir.Value { return []*ir.Value{f()} })
	}
	return w.b.EmitRegions(ops.If{}, []*ir.Region{one(yes), one(no)}, cond)[0]
}

// addInto adds x: x itself if acc is null, else a sum in acc's place.
func (w *fuser) addInto(acc, x *ir.Value, t types.Array) *ir.Value {
	return w.branch(w.b.Emit1(ops.IsNull{}, acc),
		func() *ir.Value { return w.b.Emit1(ops.OptSome{}, x) },
		func() *ir.Value { return w.b.Emit1(ops.OptSome{}, w.plus(w.b.Emit1(ops.OptGet{}, acc), x, t)) })
}

// plus is a + b.
func (w *fuser) plus(a, b *ir.Value, t types.Array) *ir.Value {
	sizes := make([]*ir.Value, len(t.Dims))
	for i := range sizes {
		sizes[i] = w.b.Emit1(ops.Dim{Axis: i}, b)
	}
	body := w.element(len(sizes), func(idx []*ir.Value) []*ir.Value {
		x := w.b.Emit1(Elem{}, append([]*ir.Value{a}, idx...)...)
		y := w.b.Emit1(Elem{}, append([]*ir.Value{b}, idx...)...)
		return []*ir.Value{w.b.Emit1(ops.Add, x, y)}
	})
	return w.b.EmitRegions(Kernel{Kind: "map", DType: t.DType, Dims: t.Dims}, []*ir.Region{body}, sizes...)[0]
}

// merge adds another accumulator.
func (w *fuser) merge(a, b *ir.Value, o types.Opt, t types.Array) *ir.Value {
	return w.branch(w.b.Emit1(ops.IsNull{}, b),
		func() *ir.Value { return a },
		func() *ir.Value { return w.addInto(a, w.b.Emit1(ops.OptGet{}, b), t) })
}

// own makes the accumulator ready.
func (w *fuser) own(n *ir.Node, acc *ir.Value, r int) *ir.Value {
	return w.b.Emit1(Own{}, append([]*ir.Value{acc}, w.all(n.Args[1:1+r])...)...)
}

// scatter adds the elements of v, at places that to gives.
func (w *fuser) scatter(n *ir.Node, acc *ir.Value, t types.Array, v *ir.Value, to func(idx []*ir.Value) []*ir.Value) *ir.Value {
	dst := w.own(n, acc, len(t.Dims))
	sizes := w.sizes(v)
	body := w.element(len(sizes), func(idx []*ir.Value) []*ir.Value {
		return append([]*ir.Value{w.at(v, idx)}, to(idx)...)
	})
	op := Kernel{Kind: "scatter", DType: t.DType, Dims: t.Dims}
	sum := w.b.EmitRegions(op, []*ir.Region{body}, append([]*ir.Value{dst}, sizes...)...)[0]
	return w.b.Emit1(ops.OptSome{}, sum)
}
