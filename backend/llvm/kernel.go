package llvm

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// kernel writes the function of one kernel:
//
//	i32 @k.N(ptr ctx, ptr out, i64 sizes…, captured components…)
//
// Sizes are operands even where they are known, so that kernels of unlike sizes share code.
type kernel struct {
	code
	p        *emitter
	f        *fn // the function around it, for captured values
	op       kernels.Kernel
	region   *ir.Region
	sizes    []string // of the iteration space, inside the kernel
	fixed    []int64  // the same where they are constants, else unknown
	params   []string
	args     []string // at the place of the call
	captured map[*ir.Value]val
	lanes    int  // of the vector loop
	flat     bool // arrays are read at the kernel's own index, or at 0, only: axes are merged
	vals     map[*ir.Value]lanes
	masks    bool   // the last elements of a row, fewer than a vector, are made at once
	mask     string // of the lanes that are to be made, if not all are
	polled   bool   // whether it looks at the interrupt word
}

// lanes is a scalar of the region in a loop that makes several elements at once.
type lanes struct {
	x    string
	wide bool // a vector, else one value for all lanes
	ramp bool // an i64: lane k is x + k
}

const tile = 1 << 16 // elements between two looks at the interrupt word

// emitKernel writes the kernel's function, once, and calls it.
func (f *fn) emitKernel(n *ir.Node) error {
	op := n.Op.(kernels.Kernel)
	k := &kernel{p: f.p, f: f, op: op, region: n.Regions[0], captured: map[*ir.Value]val{}}
	k.block = "start"
	first := 0
	var dst val
	k.params, k.args = []string{"ptr %ctx", "ptr %out"}, nil // of which the call gives the first two
	if op.Kind == "scatter" {
		first = 1
		dst = f.consume(n.Args[0])
	}
	sizes := make([]string, len(k.region.Params))
	for i := range sizes {
		sizes[i] = f.vals[n.Args[first+i]][0]
		name := fmt.Sprintf("%%n%d", i)
		k.sizes, k.fixed = append(k.sizes, name), append(k.fixed, constant(sizes[i]))
		k.params, k.args = append(k.params, "i64 "+name), append(k.args, "i64 "+sizes[i])
	}
	if f.scope.strips[n] != nil {
		k.fixed[0] = unknown
	}
	if err := k.write(dst); err != nil {
		return fmt.Errorf("%s: %w", n.Loc.Span, err)
	}
	f.callKernel(n, k, sizes, dst)
	return nil
}

// unknown is a size that is not known before the program runs.
const unknown = -1

// constant is the value of a literal operand.
func constant(operand string) int64 {
	if x, err := strconv.ParseInt(operand, 10, 64); err == nil {
		return x
	}
	return unknown
}

// count is the number of elements along some axes, if that is known and 64 bits hold it.
func (k *kernel) count(axes []int) int64 {
	n := int64(1)
	for _, a := range axes {
		size := k.fixed[a]
		if size == unknown || size > 0 && n > math.MaxInt64/size {
			return unknown
		}
		n *= size
	}
	return n
}

// name gives the kernel's function, shared with an equal one.
func (k *kernel) name() string {
	text := "entry:\n" + k.allocas.String() + "  br label %start\nstart:\n" + k.body.String()
	key := strings.Join(k.params, ", ") + text
	name, ok := k.p.shared[key]
	if !ok {
		name = fmt.Sprintf("@k.%d", len(k.p.shared))
		k.p.shared[key] = name
		k.p.add(unit{name: name, head: fmt.Sprintf("i32 %s(%s)", name, strings.Join(k.params, ", ")), text: text, needs: k.needs})
	}
	u := &k.p.units[k.p.byName[name]]
	u.kind = max(u.kind, k.kind())
	return name
}

// small is the number of operations on elements up to which a kernel that runs once in a call is not worth compiling
// with care, which takes a millisecond: its code is up to twice as fast, but runs for microseconds.
const small = 1 << 14

// kind says how much compiling the kernel is worth here.
func (k *kernel) kind() Kind {
	n := k.count(all(len(k.sizes)))
	if n == unknown || k.p.hotFuncs[k.f.f] || slices.ContainsFunc(k.needs.helpers.list, repeatsInside) {
		return Kernels
	}
	work := int64(1) // for the loop
	for _, m := range k.region.Nodes {
		switch m.Op.(type) {
		case kernels.Elem, ops.Const:
		default:
			work++
		}
	}
	if n <= k.p.o.Small/work {
		return Straight
	}
	return Kernels
}

// callKernel allocates the result, or takes a dying operand's place, and calls.
func (f *fn) callKernel(n *ir.Node, k *kernel, sizes []string, dst val) {
	name := k.name()
	f.needs.helper(name)
	if k.op.Kind != "map" { // the result of map has all elements, and its allocation looks
		f.countable(sizes)
	}
	call := func(out string) {
		if s := f.scope.strips[n]; s != nil {
			f.wait(s, stripCall{n, k, name, out, sizes})
			return
		}
		f.callKernelAt(name, out, k.args)
	}
	t, isArray := n.Results[0].Type.(types.Array)
	switch {
	case dst != nil:
		call(dst[0])
		f.bind(n.Results[0], dst)
	case !isArray:
		d := n.Results[0].Type.(types.Scalar).DType()
		slot := f.alloca(memType(d), 8)
		call(slot)
		f.vals[n.Results[0]] = val{f.loadElem(d, slot, "0")}
	default:
		var dims []string
		for i, s := range sizes {
			if !slices.Contains(k.op.Axes, i) {
				dims = append(dims, s)
			}
		}
		if x := f.reusable(n, k); x != nil {
			f.inPlace(n, t, x, dims, call)
			return
		}
		out := f.newArray(t, dims)
		call(out[0])
		f.bind(n.Results[0], out)
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

// reusable finds an operand that dies here and is read only at the element being made.
func (f *fn) reusable(n *ir.Node, k *kernel) *ir.Value {
	if k.op.Kind != "map" {
		return nil
	}
	s, t := f.scope, n.Results[0].Type.(types.Array)
	u := f.usesOf(n)
	for _, x := range k.order() {
		a, ok := x.Type.(types.Array)
		r, inside := f.aliases.root(x)
		if !ok || r == nil || inside || a.DType != t.DType || !s.owned[r] || s.moved[r] || s.last[r] != s.pos {
			continue
		}
		reads := 0
		for _, m := range k.region.Nodes {
			if _, ok := m.Op.(kernels.Elem); ok && m.Args[0] == x && k.own(m) {
				reads++
			}
		}
		if reads > 0 && reads == u.count[r] && f.overwrites(x) {
			return x
		}
	}
	return nil
}

// order lists the captured values as the region mentions them.
func (k *kernel) order() []*ir.Value {
	var out []*ir.Value
	for _, m := range k.region.Nodes {
		for _, a := range m.Args {
			if k.captured[a] != nil && !slices.Contains(out, a) {
				out = append(out, a)
			}
		}
	}
	return out
}

// inPlace writes into x's buffer if nobody else sees it.
func (f *fn) inPlace(n *ir.Node, t types.Array, x *ir.Value, dims []string, call func(string)) {
	v := f.vals[x]
	r, _ := f.aliases.root(x)
	f.scope.moved[r] = true
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

// own reports whether an Elem reads at the kernel's own index.
func (k *kernel) own(m *ir.Node) bool { return slices.Equal(m.Args[1:], k.region.Params) }

// atOrigin reports whether an Elem reads the first element, as of an array of one element that is broadcast.
func atOrigin(m *ir.Node) bool {
	for _, i := range m.Args[1:] {
		if i.Def == nil {
			return false
		}
		if c, ok := i.Def.Op.(ops.Const); !ok || c.Value != int64(0) {
			return false
		}
	}
	return true
}

// capture makes a value from outside known inside: literals as they are, registers as parameters.
func (k *kernel) capture(v *ir.Value) val {
	if x := k.captured[v]; x != nil {
		return x
	}
	outside := k.f.vals[v]
	var x val
	owner := ownerComp(v.Type)
	_, scalar := v.Type.(types.Scalar)
	for i, ty := range comps(v.Type) {
		if i == owner || scalar && outside[i][0] != '%' {
			x = append(x, outside[i])
			continue
		}
		name := fmt.Sprintf("%%c%d", len(k.params))
		k.params, k.args, x = append(k.params, ty+" "+name), append(k.args, ty+" "+outside[i]), append(x, name)
	}
	k.captured[v] = x
	return x
}

// isFlat finds whether all axes that stay together may be merged.
func (k *kernel) isFlat() bool {
	if k.op.Kind == "scatter" {
		return false
	}
	for _, m := range k.region.Nodes {
		if _, ok := m.Op.(kernels.Elem); ok {
			if !k.own(m) && !atOrigin(m) {
				return false
			}
			continue
		}
		for _, a := range m.Args {
			if slices.Contains(k.region.Params, a) {
				return false
			}
		}
	}
	for _, v := range k.region.Results {
		if slices.Contains(k.region.Params, v) {
			return false
		}
	}
	return true
}

// write writes the loops.
func (k *kernel) write(dst val) error {
	k.lanes = k.width()
	k.masks = k.p.o.VectorBytes == 64 && k.op.Kind != "scatter" && k.elementary() // where a mask costs next to nothing
	k.flat = k.isFlat()
	var err error
	catch := func(e error) {
		if err == nil {
			err = e
		}
	}
	switch k.op.Kind {
	case "map":
		k.mapLoops(catch)
	case "scatter":
		k.scatterLoops(dst, catch)
	default:
		k.reduceLoops(catch)
	}
	k.do("ret i32 0")
	if k.polled {
		k.start("stop")
		k.do("ret i32 %s", k.ins("call i32 @rt_interrupted(ptr %%ctx)"))
	}
	return err
}

// width is the number of lanes for the widest element.
func (k *kernel) width() int {
	size := k.op.DType.Size()
	for _, m := range k.region.Nodes {
		if _, ok := m.Op.(kernels.Elem); ok {
			d, _ := types.ElemDType(m.Args[0].Type)
			size = max(size, d.Size())
		}
	}
	return k.p.o.VectorBytes / max(size, 4)
}

// elementary reports whether an element takes an elementary function, which is as fast for a vector as for one.
func (k *kernel) elementary() bool {
	return slices.ContainsFunc(k.region.Nodes, func(m *ir.Node) bool { return isElementary(m.Op.OpName()) })
}

// poll leaves the kernel when the run is interrupted.
func (k *kernel) poll() {
	word := k.ins("load volatile i32, ptr %s", k.offset("%ctx", k.p.o.Runtime.Interrupt))
	on := k.label("on")
	k.polled = true
	k.branch(k.ins("icmp ne i32 %s, 0", word), "stop", on)
	k.start(on)
}
