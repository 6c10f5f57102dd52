package llvm

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// accOwn makes an accumulator ready.
func (f *fn) accOwn(n *ir.Node) val {
	t, sizes := f.accumulator(n)
	return f.own(f.consume(n.Args[0]), t, sizes)
}

// accumulated is the array of an array's accumulator.
func accumulated(t types.Type) (types.Array, bool) {
	o, ok := t.(types.Opt)
	if !ok {
		return types.Array{}, false
	}
	a, ok := o.Elem.(types.Array)
	return a, ok
}

// accumulator gives the array of a node's accumulator, and its sizes.
func (f *fn) accumulator(n *ir.Node) (types.Array, []string) {
	t, _ := accumulated(n.Args[0].Type)
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
	f.storeElem(t.DType, x[0], i, f.ins("fadd %s %s, %s", elemType(t.DType), old, f.vals[n.Args[1+2*r]][0]))
	f.bind(n.Results[0], x)
}

// accGet gives the array of an accumulator, zeros if it is null.
func (f *fn) accGet(n *ir.Node) val {
	t, sizes := f.accumulator(n)
	x := f.consume(n.Args[0])
	none, done := f.label("none"), f.label("have")
	from := f.block
	f.branch(f.ins("icmp eq ptr %s, null", x[0]), none, done)
	f.start(none)
	p := f.zeros(t, sizes)
	end := f.block
	f.jump(done)
	f.start(done)
	return append(val{f.phi("ptr", x[0], from, p, end), f.phi("ptr", x[1], from, p, end)}, sizes...)
}

func (f *fn) zeros(t types.Array, sizes []string) string {
	return f.need(f.ins("call ptr @rt_alloc_zero(ptr %%ctx, i64 %s)", f.byteCount(sizes, t.DType)))
}

// own gives an array that nobody else sees: x itself, a copy of it, or zeros.
func (f *fn) own(x val, t types.Array, sizes []string) val {
	slow, some, none, done := f.label("slow"), f.label("copy"), f.label("none"), f.label("own")
	from := f.block
	f.branch(f.ins("call i1 @rti_unique(ptr %s)", x[1]), done, slow)
	f.start(slow)
	f.branch(f.ins("icmp eq ptr %s, null", x[0]), none, some)
	f.start(none)
	p := f.zeros(t, sizes)
	noneEnd := f.block
	f.jump(done)
	f.start(some)
	bytes := f.mul(f.product(sizes), fmt.Sprint(t.DType.Size()))
	q := f.need(f.ins("call ptr @rt_alloc(ptr %%ctx, i64 %s)", bytes))
	f.needs.decl("declare void @llvm.memcpy.p0.p0.i64(ptr, ptr, i64, i1)")
	f.do("call void @llvm.memcpy.p0.p0.i64(ptr %s, ptr %s, i64 %s, i1 false)", q, x[0], bytes)
	f.do("call void @rt_release(ptr %%ctx, ptr %s)", x[1])
	copyEnd := f.block
	f.jump(done)
	f.start(done)
	data := f.phi("ptr", x[0], from, p, noneEnd, q, copyEnd)
	owner := f.phi("ptr", x[1], from, p, noneEnd, q, copyEnd)
	return append(val{data, owner}, sizes...)
}
