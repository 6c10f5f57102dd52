package kernels

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// accumulated is the array whose accumulator is n's first operand.
func accumulated(n *ir.Node) types.Array { return n.Args[0].Type.(types.Opt).Elem.(types.Array) }

func (w *fuser) accAdd(n *ir.Node, a []*ir.Value) []*ir.Value {
	return []*ir.Value{w.addInto(a[0], a[1], accumulated(n))}
}

func (w *fuser) accMerge(n *ir.Node, a []*ir.Value) []*ir.Value {
	return []*ir.Value{w.mergeLeaf(n.Args[0].Type, a[0], a[1])}
}

// accIndex leaves a scalar to the backend, which adds it in place.
func (w *fuser) accIndex(n *ir.Node, a []*ir.Value) []*ir.Value {
	op := n.Op.(ops.AccIndex)
	if len(op.Axes) == len(accumulated(n).Dims) {
		return nil
	}
	ps := op.Parts(n.Args)
	return w.scatter(n, a[0], func(idx []*ir.Value) []*ir.Value { return w.within(ps, idx) })
}

func (w *fuser) accGather(n *ir.Node, a []*ir.Value) []*ir.Value {
	at := n.Args[1+len(accumulated(n).Dims):]
	return w.scatter(n, a[0], func(idx []*ir.Value) []*ir.Value { return w.gathered(n.Op.(ops.AccGather).Lead, at, idx) })
}

// ifNull is one of two values: the first if an accumulator is null.
func (w *fuser) ifNull(acc *ir.Value, null, some func() *ir.Value) *ir.Value {
	one := func(f func() *ir.Value) func() []*ir.Value { return func() []*ir.Value { return []*ir.Value{f()} } }
	return w.ifNulls(acc, one(null), one(some))[0]
}

// ifNulls are several.
func (w *fuser) ifNulls(acc *ir.Value, null, some func() []*ir.Value) []*ir.Value {
	if acc.Def != nil {
		switch acc.Def.Op.(type) {
		case ops.Null:
			return null()
		case ops.OptSome:
			return some()
		}
	}
	return w.branches(w.b.Emit1(ops.OptIsNull{}, acc), null, some)
}

// addInto adds x: x itself if acc is null, else a sum in acc's place.
func (w *fuser) addInto(acc, x *ir.Value, t types.Array) *ir.Value {
	return w.ifNull(acc,
		func() *ir.Value { return w.b.Emit1(ops.OptSome{}, x) },
		func() *ir.Value { return w.b.Emit1(ops.OptSome{}, w.plus(w.b.Emit1(ops.OptGet{}, acc), x, t)) })
}

// plus is a + b.
func (w *fuser) plus(a, b *ir.Value, t types.Array) *ir.Value {
	sizes := make([]*ir.Value, len(t.Dims))
	for i, d := range t.Dims {
		if d.IsConst() {
			sizes[i] = w.int(d.Const)
		} else {
			sizes[i] = w.b.Emit1(ops.Dim{Axis: i}, b)
		}
	}
	return w.nest(Kernel{Kind: Map, DType: t.DType, Dims: t.Dims}, sizes, func(idx []*ir.Value) *ir.Value {
		x := w.b.Emit1(Elem{}, append([]*ir.Value{a}, idx...)...)
		y := w.b.Emit1(Elem{}, append([]*ir.Value{b}, idx...)...)
		return w.b.Emit1(ops.Add, x, y)
	})
}

// merge adds another accumulator.
func (w *fuser) merge(a, b *ir.Value, o types.Opt, t types.Array) *ir.Value {
	return w.ifNull(b,
		func() *ir.Value { return a },
		func() *ir.Value { return w.addInto(a, w.b.Emit1(ops.OptGet{}, b), t) })
}

// scatter adds the elements of n's last operand, at places that to gives, once the accumulator is made ready.
func (w *fuser) scatter(n *ir.Node, acc *ir.Value, to func(idx []*ir.Value) []*ir.Value) []*ir.Value {
	t, v := accumulated(n), n.Args[len(n.Args)-1]
	dst := w.b.Emit1(AccOwn{}, append([]*ir.Value{acc}, w.all(n.Args[1:1+len(t.Dims)])...)...)
	op := Kernel{Kind: Scatter, DType: t.DType, Dims: t.Dims}
	sum := w.loops(op, []*ir.Value{dst}, w.sizes(v), func(idx []*ir.Value) []*ir.Value {
		return append([]*ir.Value{w.at(v, idx)}, to(idx)...)
	})
	return []*ir.Value{w.b.Emit1(ops.OptSome{}, sum)}
}
