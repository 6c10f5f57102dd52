package llvm

import (
	"fmt"
	"slices"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// launch is the call of a kernel's function from the function around it.
type launch struct {
	n     *ir.Node
	op    kernels.Kernel
	fn    *ins.Callee // the kernel's function
	sizes []ins.Value // of the iteration space
	args  []ins.Value // behind the context and the address of the result
	at    []int       // where in args each captured operand begins
}

// emitKernel makes the kernel's function, if there is no equal one, and calls it.
func (f *fn) emitKernel(n *ir.Node) error { return f.runKernel(n, nil) }

// runKernel does so; the result takes the place of an array if one is given.
func (f *fn) runKernel(n *ir.Node, place val) error {
	u := kernels.UnitOf(n)
	if f.scope.strips[n] != nil {
		u.Sizes[0] = kernels.Unknown
	}
	fn, err := f.p.kernel(u, f.p.hotFuncs[f.f])
	if err != nil {
		return fmt.Errorf("%s: %w", n.Loc.Span, err)
	}
	var dst val
	l := &launch{n: n, op: u.Op, fn: fn, sizes: f.scalars(u.Op.Sizes(n))}
	l.args = slices.Clone(l.sizes)
	if u.Op.InPlace() {
		dst = f.consume(n.Args[0])
		l.args = append(l.args, dst[2:]...)
	}
	for _, v := range u.Op.Captured(n) {
		l.at = append(l.at, len(l.args))
		owner := ownerComp(v.Type)
		for i, x := range f.vals[v] {
			if i != owner {
				l.args = append(l.args, x)
			}
		}
	}
	f.callKernel(l, dst, place)
	return nil
}

// callKernel allocates the result, or takes the place of what is owned, and calls.
func (f *fn) callKernel(l *launch, dst, place val) {
	if l.op.Kind != kernels.Map { // the result of map has all elements, and its allocation looks
		f.countable(l.sizes)
	}
	call := func(out ins.Value) {
		if s := f.scope.strips[l.n]; s != nil {
			f.wait(s, stripCall{l, out})
			return
		}
		f.callKernelAt(l.fn, out, l.args)
	}
	result := l.n.Results[0]
	t, isArray := result.Type.(types.Array)
	switch {
	case dst != nil:
		call(dst[0])
		f.bind(result, dst)
	case !isArray:
		d := result.Type.(types.Scalar).DType()
		slot := f.Alloca(memType(d), 8)
		call(slot)
		f.vals[result] = val{f.loadElem(d, slot, ins.Size(0))}
	default:
		var dims []ins.Value
		for i, s := range l.sizes {
			if !slices.Contains(l.op.Axes, i) {
				dims = append(dims, s)
			}
		}
		if place != nil {
			f.inPlace(l.n, t, place, dims, call)
			return
		}
		out := f.newArray(t, dims)
		call(out[0])
		f.bind(result, out)
	}
}

// callKernelAt calls a kernel's function for a result at an address.
func (f *fn) callKernelAt(fn *ins.Callee, out ins.Value, args []ins.Value) {
	f.failIf(f.nonzero(f.Call(fn, append([]ins.Value{f.ctx, out}, args...)...)), nil)
}

// countable raises MemoryError where 64 bits cannot count the elements that a kernel runs over.
func (f *fn) countable(sizes []ins.Value) {
	if len(sizes) < 2 {
		return
	}
	bytes := f.byteCount(sizes, dtype.F64)
	if known(bytes) >= 0 {
		return
	}
	f.failIf(f.Cmp(ins.SLT, bytes, ins.Size(0)), func() { f.Call(rtAlloc, f.ctx, ins.Size(-1)) })
}

// inPlace writes into v's buffer if nobody else sees it.
func (f *fn) inPlace(n *ir.Node, t types.Array, v val, dims []ins.Value, call func(ins.Value)) {
	got := f.Call(take, f.ctx, v[0], v[1], f.mul(f.product(dims), ins.Size(t.DType.Size())))
	data := f.need(f.Extract(got, 0))
	owner, old := f.Extract(got, 1), f.Extract(got, 2)
	call(data)
	f.later(func() { f.Call(rtRelease, f.ctx, old) })
	f.bind(n.Results[0], append(val{data, owner}, dims...))
}

// kernel gives a kernel's function, which equal kernels share. Hot says that it may run again and again.
func (p *emitter) kernel(u kernels.Unit, hot bool) (*ins.Callee, error) {
	key := u.Key()
	at, ok := p.kernels[key]
	if !ok {
		k := newKernel(u, &p.o)
		if err := k.write(); err != nil {
			return nil, err
		}
		at = p.share(k.Func) // with those whose sizes differ where the code does not depend on them
		p.kernels[key] = at
	}
	w := &p.units[at]
	w.kind = max(w.kind, kindOf(u, w.fn, hot, p.o.Small))
	return w.fn.Callee(), nil
}

// share gives the place among the units of a kernel's function that is equal, or puts it there.
func (p *emitter) share(k *ins.Func) int {
	hash := k.Hash()
	for _, at := range p.shared[hash] {
		if p.units[at].fn.Equal(k) {
			return at
		}
	}
	at := len(p.units)
	k.Name, k.Linkage = fmt.Sprintf("k.%d", p.functions), ins.Hidden
	p.functions++
	p.shared[hash] = append(p.shared[hash], at)
	p.add(unit{fn: k})
	return at
}

// small is the number of operations on elements up to which a kernel that runs once in a call is not worth compiling
// with care, which takes a millisecond: its code is up to twice as fast, but runs for microseconds.
const small = 1 << 14

// kindOf says how much compiling a kernel is worth.
func kindOf(u kernels.Unit, fn *ins.Func, hot bool, small int64) Kind {
	count := countOf(u.Sizes)
	if count == kernels.Unknown || hot || loopsInside(fn) {
		return Kernels
	}
	work := int64(1) // for the loop
	for _, m := range u.Region.Nodes {
		switch m.Op.(type) {
		case kernels.Elem, ops.Const, ops.Poison:
		default:
			work++
		}
	}
	if count <= small/work {
		return Straight
	}
	return Kernels
}

// loopsInside reports whether an element takes a function that repeats something.
func loopsInside(fn *ins.Func) bool {
	loops := false
	fn.Needs(func(c *ins.Callee) { loops = loops || c.Loops }, func(*ins.Global) {})
	return loops
}
