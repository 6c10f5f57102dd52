package llvm

import (
	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/own"
	"github.com/myia-lang/myia/types"
)

// accOwn makes an accumulator ready, or an array.
func (f *fn) accOwn(n *ir.Node) val {
	if t, ok := n.Args[0].Type.(types.Array); ok {
		x := f.consume(n.Args[0])
		return f.own(x, t, x[2:])
	}
	t, sizes := f.accumulator(n)
	return f.own(f.consume(n.Args[0]), t, sizes)
}

// accumulator gives the array of a node's accumulator, and its sizes.
func (f *fn) accumulator(n *ir.Node) (types.Array, []ins.Value) {
	t, _ := own.Accumulated(n.Args[0].Type)
	return t, f.scalars(n.Args[1 : 1+len(t.Dims)])
}

// accIndex adds to an element; parts are kernels.
func (f *fn) accIndex(n *ir.Node) error {
	t, sizes := f.accumulator(n)
	if len(n.Op.(ops.AccIndex).Axes) != len(sizes) {
		return unsupported(n)
	}
	f.addElement(n, f.own(f.consume(n.Args[0]), t, sizes))
	return nil
}

// ownAdd does so where nobody else sees the accumulator.
func (f *fn) ownAdd(n *ir.Node) error {
	_, sizes := f.accumulator(n)
	x := f.consume(n.Args[0])
	f.addElement(n, append(val{x[0], x[1]}, sizes...))
	return nil
}

// addElement adds to an element of an array in place.
func (f *fn) addElement(n *ir.Node, x val) {
	t, sizes := f.accumulator(n)
	r := len(sizes)
	i := f.linear(sizes, f.scalars(n.Args[1+r:1+2*r]))
	old := f.loadElem(t.DType, x[0], i)
	f.storeElem(t.DType, x[0], i, f.Binary(ins.FAdd, old, f.vals[n.Args[1+2*r]][0]))
	f.bind(n.Results[0], x)
}

// accGet gives the array of an accumulator, zeros if it is null.
func (f *fn) accGet(n *ir.Node) val {
	t, sizes := f.accumulator(n)
	x := f.consume(n.Args[0])
	none, done, from := f.NewBlock("none"), f.NewBlock("have"), f.At()
	f.Branch(f.isNullPtr(x[0]), none, done)
	f.Start(none)
	p := f.zeros(t, sizes)
	end := f.At()
	f.Jump(done)
	f.Start(done)
	part := func(k int) ins.Value { return f.Phi(ins.Ptr, x[k].From(from), p.From(end)) }
	return append(val{part(0), part(1)}, sizes...)
}

func (f *fn) zeros(t types.Array, sizes []ins.Value) ins.Value {
	return f.need(f.Call(rtAllocZero, f.ctx, f.byteCount(sizes, t.DType)))
}

// own gives an array that nobody else sees: x itself, a copy of it, or zeros.
func (f *fn) own(x val, t types.Array, sizes []ins.Value) val {
	slow, some, none, done := f.NewBlock("slow"), f.NewBlock("copy"), f.NewBlock("none"), f.NewBlock("own")
	from := f.At()
	f.Branch(f.Call(rtiUnique, x[1]), done, slow)
	f.Start(slow)
	f.Branch(f.isNullPtr(x[0]), none, some)
	f.Start(none)
	p := f.zeros(t, sizes)
	noneEnd := f.At()
	f.Jump(done)
	f.Start(some)
	bytes := f.mul(f.product(sizes), ins.Size(t.DType.Size()))
	q := f.need(f.Call(rtAlloc, f.ctx, bytes))
	f.copyBytes(q, x[0], bytes)
	f.Call(rtRelease, f.ctx, x[1])
	copyEnd := f.At()
	f.Jump(done)
	f.Start(done)
	part := func(k int) ins.Value { return f.Phi(ins.Ptr, x[k].From(from), p.From(noneEnd), q.From(copyEnd)) }
	return append(val{part(0), part(1)}, sizes...)
}

// indexSet replaces an element; parts are kernels.
func (f *fn) indexSet(n *ir.Node) error {
	t, axes := n.Args[0].Type.(types.Array), n.Op.(ops.IndexSet).Axes
	if len(axes) != len(t.Dims) {
		return unsupported(n)
	}
	x := f.consume(n.Args[0])
	if !isSole(n) {
		x = f.own(x, t, x[2:])
	}
	f.storeElem(t.DType, x[0], f.linear(x[2:], f.scalars(n.Args[1:1+len(axes)])), f.vals[n.Args[1+len(axes)]][0])
	f.bind(n.Results[0], x)
	return nil
}
