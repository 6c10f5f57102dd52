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

// element writes the region for w elements at an index and gives its results, widened to w lanes. at is the offset of
// the element when the kernel is flat, else idx is used.
func (k *kernel) element(w int, at lanes, idx []lanes) ([]string, error) {
	results, err := k.narrow(w, at, idx)
	out := make([]string, len(results))
	for i, x := range results {
		d, _ := types.ElemDType(k.Region.Results[i].Type)
		out[i] = k.widen(x, d, w)
	}
	return out, err
}

// narrow is element, but what is the same or a ramp in the lanes stays so.
func (k *kernel) narrow(w int, at lanes, idx []lanes) ([]lanes, error) {
	k.vals = map[*ir.Value]lanes{}
	if !k.flat {
		for i, p := range k.index() {
			k.vals[p] = idx[i]
		}
	}
	k.plain = plain{region: k.Region}
	for _, m := range k.Region.Nodes {
		if !k.plain.takes(m) && k.plain.matters(m) {
			k.settle()
		}
		x, err := k.node(m, w, at)
		if err != nil {
			return nil, err
		}
		k.vals[m.Results[0]] = x
	}
	k.settle()
	return k.getAll(k.Region.Results), nil
}

func (k *kernel) getAll(vs []*ir.Value) []lanes {
	out := make([]lanes, len(vs))
	for i, v := range vs {
		out[i] = k.get(v)
	}
	return out
}

// settle checks the plain products so far.
func (k *kernel) settle() {
	k.checkPlain(func(v *ir.Value, x string) { k.vals[v] = lanes{x: x, wide: k.vals[v].wide} })
}

// get gives a scalar of the region, or one that it captures.
func (k *kernel) get(v *ir.Value) lanes {
	if x, ok := k.vals[v]; ok {
		return x
	}
	return lanes{x: k.captured[v][0]}
}

// widen gives w lanes.
func (k *kernel) widen(x lanes, d dtype.Type, w int) string {
	switch {
	case w == 1 || x.wide:
		return x.x
	case x.ramp:
		return k.ins("add <%d x i64> %s, %s", w, k.splat("i64", x.x, w), ramp("i64", w))
	}
	return k.splat(elemType(d), x.x, w)
}

// ramp is the constant 0, 1, 2, … in w lanes.
func ramp(elem string, w int) string {
	lanes := make([]string, w)
	for i := range lanes {
		lanes[i] = fmt.Sprintf("%s %d", elem, i)
	}
	return "<" + strings.Join(lanes, ", ") + ">"
}

// node writes a node of the region: what reads arrays and constants here, arithmetic (ops.FusePointwise) by the rules of
// lanes, which TestRules misses if there are none.
func (k *kernel) node(m *ir.Node, w int, at lanes) (lanes, error) {
	switch op := m.Op.(type) {
	case kernels.Elem:
		return k.load(m, w, at), nil
	case ops.Dim:
		return lanes{x: k.captured[m.Args[0]][2+op.Axis]}, nil
	case ops.Const, ops.Poison:
		return lanes{x: k.laneOp(m, 1, nil)}, nil
	}
	if !hasLanes(m.Op) {
		return lanes{}, unsupported(m)
	}
	args := k.getAll(m.Args)
	uniform := !slices.ContainsFunc(args, func(x lanes) bool { return x.wide || x.ramp && w > 1 })
	if r, ok := k.rampOp(m, args, w); ok {
		return r, nil
	}
	if !uniform && k.uniformPlain(m, args) {
		k.settle()
		return k.node(m, w, at)
	}
	texts := make([]string, len(args))
	for i, a := range args {
		texts[i] = a.x
		if !uniform {
			d, _ := types.ElemDType(m.Args[i].Type)
			texts[i] = k.widen(a, d, w)
		}
	}
	n := w
	if uniform {
		n = 1
	}
	return lanes{x: k.laneOp(m, n, texts), wide: !uniform}, nil
}

// uniformPlain reports whether an operand that is repeated in all lanes is a plain product.
func (k *kernel) uniformPlain(m *ir.Node, args []lanes) bool {
	for i, a := range args {
		if !a.wide && k.plain.holds(m.Args[i]) {
			return true
		}
	}
	return false
}

// rampOp keeps x + c and x - c of an index a ramp, so that what is read there stays contiguous. After other operations the
// lanes are read one by one.
func (k *kernel) rampOp(m *ir.Node, args []lanes, w int) (lanes, bool) {
	if w == 1 || len(args) != 2 || m.Args[0].Type != types.CoreI64 {
		return lanes{}, false
	}
	a, b := args[0], args[1]
	switch m.Op {
	case ops.Add:
		if a.ramp && !b.ramp && !b.wide || b.ramp && !a.ramp && !a.wide {
			return lanes{x: k.ins("add i64 %s, %s", a.x, b.x), ramp: true}, true
		}
	case ops.Sub:
		if a.ramp && !b.ramp && !b.wide {
			return lanes{x: k.ins("sub i64 %s, %s", a.x, b.x), ramp: true}, true
		}
	}
	return lanes{}, false
}

// load reads an array: one value for all lanes, a vector, or lane by lane.
func (k *kernel) load(m *ir.Node, w int, at lanes) lanes {
	x := k.captured[m.Args[0]]
	d := m.Args[0].Type.(types.Array).DType
	switch {
	case atOrigin(m):
		return lanes{x: k.loadElem(d, x[0], "0")}
	case k.flat:
		return k.loadAt(d, x[0], at, w)
	}
	off, contiguous := k.offsets(x[2:], k.getAll(m.Args[1:]), w)
	if len(off) == 1 {
		return k.loadAt(d, x[0], lanes{x: off[0], ramp: contiguous}, w)
	}
	return lanes{x: k.loadEach(d, x[0], off), wide: true}
}

// loadEach loads lane by lane.
func (k *kernel) loadEach(d dtype.Type, p string, off []string) string {
	out, ty := "poison", vecType(elemType(d), len(off))
	for i, at := range off {
		out = k.ins("insertelement %s %s, %s %s, i32 %d", ty, out, elemType(d), k.loadElem(d, p, at), i)
	}
	return out
}

// storeEach stores lane by lane.
func (k *kernel) storeEach(d dtype.Type, p string, off []string, x string) {
	for i, at := range off {
		k.storeElem(d, p, at, k.ins("extractelement %s %s, i32 %d", vecType(elemType(d), len(off)), x, i))
	}
}

// offsets gives where the elements of an array at an index lie in memory: for each lane, or once if all lanes read one
// element or elements side by side, which it tells apart.
func (k *kernel) offsets(dims []string, idx []lanes, w int) (off []string, contiguous bool) {
	if slices.ContainsFunc(idx, func(i lanes) bool { return i.wide }) {
		return k.gathered(dims, idx, w), false
	}
	first, step := "0", "0"
	for i, v := range idx {
		first, step = k.add(k.mul(first, dims[i]), v.x), k.mul(step, dims[i])
		if v.ramp && w > 1 {
			step = k.add(step, "1")
		}
	}
	switch {
	case step == "0" || step == "1":
		return []string{first}, step == "1"
	case k.mask != "":
		return k.gathered(dims, idx, w), false
	}
	off = []string{first}
	for range w - 1 {
		off = append(off, k.add(off[len(off)-1], step))
	}
	return off, false
}

// gathered computes the offset of each lane for itself.
func (k *kernel) gathered(dims []string, idx []lanes, w int) []string {
	ty := vecType("i64", w)
	off := k.widen(idx[0], dtype.I64, w)
	for i := 1; i < len(idx); i++ {
		off = k.ins("mul %s %s, %s", ty, off, k.splat("i64", dims[i], w))
		off = k.ins("add %s %s, %s", ty, off, k.widen(idx[i], dtype.I64, w))
	}
	if k.mask != "" { // what the other lanes read is there, too
		off = k.ins("select <%d x i1> %s, %s %s, %s zeroinitializer", w, k.mask, ty, off, ty)
	}
	out := make([]string, w)
	for i := range out {
		out[i] = k.ins("extractelement %s %s, i32 %d", ty, off, i)
	}
	return out
}

// loadAt reads at an offset; a ramp reads w elements.
func (k *kernel) loadAt(d dtype.Type, p string, off lanes, w int) lanes {
	if !off.ramp {
		w = 1
	}
	return lanes{x: k.loadWide(d, p, off.x, w), wide: w > 1}
}

// loadWide loads w elements at an offset.
func (k *kernel) loadWide(d dtype.Type, p, off string, w int) string {
	if w == 1 {
		return k.loadElem(d, p, off)
	}
	return k.loadVector(d, p, off, w)
}

func (k *kernel) loadVector(d dtype.Type, p, off string, w int) string {
	at := k.ins("getelementptr %s, ptr %s, i64 %s", memType(d), p, off)
	ty := vecType(memType(d), w)
	v := ""
	if k.mask == "" {
		v = k.ins("load %s, ptr %s, align %d", ty, at, d.Size())
	} else {
		v = k.maskedLoad(d, w, at, k.mask, "zeroinitializer")
	}
	return k.inRegister(d, v, w)
}

// store writes w elements at an offset.
func (k *kernel) store(d dtype.Type, p, off, x string, w int) {
	if w == 1 {
		k.storeElem(d, p, off, x)
		return
	}
	at := k.ins("getelementptr %s, ptr %s, i64 %s", memType(d), p, off)
	ty := vecType(memType(d), w)
	x = k.inMemory(d, x, w)
	if k.mask != "" {
		k.maskedStore(d, w, at, k.mask, x)
		return
	}
	k.do("store %s %s, ptr %s, align %d", ty, x, at, d.Size())
}

// maskedLoad loads the lanes that the mask has; the others are those of other.
func (c *code) maskedLoad(d dtype.Type, w int, p, mask, other string) string {
	ty, bools, name := vecType(memType(d), w), vecType("i1", w), "@llvm.masked.load."+memSuffix(d, w)
	c.needs.decl(fmt.Sprintf("declare %s %s(ptr, i32, %s, %s)", ty, name, bools, ty))
	return c.ins("call %s %s(ptr %s, i32 %d, %s %s, %s %s)", ty, name, p, d.Size(), bools, mask, ty, other)
}

// maskedStore stores the lanes that the mask has.
func (c *code) maskedStore(d dtype.Type, w int, p, mask, x string) {
	ty, bools, name := vecType(memType(d), w), vecType("i1", w), "@llvm.masked.store."+memSuffix(d, w)
	c.needs.decl(fmt.Sprintf("declare void %s(%s, ptr, i32, %s)", name, ty, bools))
	c.do("call void %s(%s %s, ptr %s, i32 %d, %s %s)", name, ty, x, p, d.Size(), bools, mask)
}

// memSuffix is the ending of an intrinsic's name for w lanes in memory.
func memSuffix(d dtype.Type, w int) string {
	return suffixOf(memType(d), w) + ".p0"
}

// below is the mask of the lanes below n.
func (c *code) below(n string, w int) string {
	return c.ins("icmp ult %s %s, %s", vecType("i32", w), ramp("i32", w), c.splat("i32", c.ins("trunc i64 %s to i32", n), w))
}
