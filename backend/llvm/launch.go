package llvm

import (
	"fmt"
	"slices"
	"strings"

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
	name  string   // of the kernel's function
	sizes []string // of the iteration space
	args  []string // behind the context and the address of the result
	at    []int    // where in args each captured operand begins
}

// emitKernel makes the kernel's function, if there is no equal one, and calls it.
func (f *fn) emitKernel(n *ir.Node) error { return f.runKernel(n, nil) }

// runKernel does so; the result takes the place of an array if one is given.
func (f *fn) runKernel(n *ir.Node, place val) error {
	u := kernels.UnitOf(n)
	if f.scope.strips[n] != nil {
		u.Sizes[0] = kernels.Unknown
	}
	name, err := f.p.kernel(u, f.p.hotFuncs[f.f])
	if err != nil {
		return fmt.Errorf("%s: %w", n.Loc.Span, err)
	}
	f.needs.helper(name)
	var dst val
	l := &launch{n: n, op: u.Op, name: name, sizes: f.scalars(u.Op.Sizes(n))}
	l.args = prefixed(l.sizes, "i64 ", "")
	if u.Op.Kind == kernels.Scatter {
		dst = f.consume(n.Args[0])
		l.args = append(l.args, prefixed(dst[2:], "i64 ", "")...)
	}
	for _, v := range u.Op.Captured(n) {
		l.at = append(l.at, len(l.args))
		owner := ownerComp(v.Type)
		for i, ty := range comps(v.Type) {
			if i != owner {
				l.args = append(l.args, ty+" "+f.vals[v][i])
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
	call := func(out string) {
		if s := f.scope.strips[l.n]; s != nil {
			f.wait(s, stripCall{l, out})
			return
		}
		f.callKernelAt(l.name, out, l.args)
	}
	result := l.n.Results[0]
	t, isArray := result.Type.(types.Array)
	switch {
	case dst != nil:
		call(dst[0])
		f.bind(result, dst)
	case !isArray:
		d := result.Type.(types.Scalar).DType()
		slot := f.alloca(memType(d), 8)
		call(slot)
		f.vals[result] = val{f.loadElem(d, slot, "0")}
	default:
		var dims []string
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
func (f *fn) callKernelAt(name, out string, args []string) {
	st := f.ins("call i32 %s(ptr %%ctx, ptr %s%s)", name, out, strings.Join(prefixed(args, ", ", ""), ""))
	f.failIf(f.ins("icmp ne i32 %s, 0", st), nil)
}

// countable raises MemoryError where 64 bits cannot count the elements that a kernel runs over.
func (f *fn) countable(sizes []string) {
	if len(sizes) < 2 {
		return
	}
	bytes := f.byteCount(sizes, dtype.F64)
	if constant(bytes) >= 0 {
		return
	}
	f.failIf(f.ins("icmp slt i64 %s, 0", bytes), func() { f.ins("call ptr @rt_alloc(ptr %%ctx, i64 -1)") })
}

// inPlace writes into v's buffer if nobody else sees it.
func (f *fn) inPlace(n *ir.Node, t types.Array, v val, dims []string, call func(string)) {
	f.needs.helper("myia_take")
	const triple = "{ ptr, ptr, ptr }"
	bytes := f.mul(f.product(dims), fmt.Sprint(t.DType.Size()))
	got := f.ins("call %s @myia_take(ptr %%ctx, ptr %s, ptr %s, i64 %s)", triple, v[0], v[1], bytes)
	data := f.need(f.ins("extractvalue %s %s, 0", triple, got))
	owner, old := f.ins("extractvalue %s %s, 1", triple, got), f.ins("extractvalue %s %s, 2", triple, got)
	call(data)
	f.later(func() { f.do("call void @rt_release(ptr %%ctx, ptr %s)", old) })
	f.bind(n.Results[0], append(val{data, owner}, dims...))
}

// kernel gives the name of a kernel's function, which equal kernels share. Hot says that it may run again and again.
func (p *emitter) kernel(u kernels.Unit, hot bool) (string, error) {
	key := u.Key()
	name, ok := p.shared[key]
	if !ok {
		k := newKernel(u, &p.o)
		if err := k.write(); err != nil {
			return "", err
		}
		text := "entry:\n" + k.allocas.String() + "  br label %start\nstart:\n" + k.body.String()
		params := strings.Join(k.params, ", ")
		if name, ok = p.shared[params+text]; !ok { // sizes of which the code depends on no more
			name = fmt.Sprintf("@k.%d", p.kernels)
			p.kernels++
			p.shared[params+text] = name
			p.add(unit{name: name, head: fmt.Sprintf("i32 %s(%s)", name, params), text: text, needs: k.needs})
		}
		p.shared[key] = name
	}
	w := &p.units[p.byName[name]]
	w.kind = max(w.kind, kindOf(u, w.needs, hot, p.o.Small))
	return name, nil
}

// small is the number of operations on elements up to which a kernel that runs once in a call is not worth compiling
// with care, which takes a millisecond: its code is up to twice as fast, but runs for microseconds.
const small = 1 << 14

// kindOf says how much compiling a kernel is worth.
func kindOf(u kernels.Unit, n needs, hot bool, small int64) Kind {
	count := countOf(u.Sizes)
	if count == kernels.Unknown || hot || slices.ContainsFunc(n.helpers.list, repeatsInside) {
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
