package llvm

import (
	"slices"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// element writes the region for w elements at an index and gives its results, widened to w lanes. at is the offset of
// the element when the kernel is flat, else idx is used.
func (k *kernel) element(w int, at lanes, idx []lanes) ([]ins.Value, error) {
	results, err := k.narrow(w, at, idx)
	out := make([]ins.Value, len(results))
	for i, x := range results {
		out[i] = k.widen(x, w)
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
	k.checkPlain(func(v *ir.Value, x ins.Value) { k.vals[v] = lanes{x: x, wide: k.vals[v].wide} })
}

// get gives a scalar of the region, or one that it captures.
func (k *kernel) get(v *ir.Value) lanes {
	if x, ok := k.vals[v]; ok {
		return x
	}
	return lanes{x: k.captured[v][0]}
}

// widen gives w lanes.
func (k *kernel) widen(x lanes, w int) ins.Value {
	switch {
	case w == 1 || x.wide:
		return x.x
	case x.ramp:
		return k.Binary(ins.Add, k.Splat(x.x, w), ins.Ramp(ins.Vec(ins.I64, w), 0))
	}
	return k.Splat(x.x, w)
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
	xs := make([]ins.Value, len(args))
	for i, a := range args {
		xs[i] = a.x
		if !uniform {
			xs[i] = k.widen(a, w)
		}
	}
	n := w
	if uniform {
		n = 1
	}
	return lanes{x: k.laneOp(m, n, xs), wide: !uniform}, nil
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
			return lanes{x: k.Binary(ins.Add, a.x, b.x), ramp: true}, true
		}
	case ops.Sub:
		if a.ramp && !b.ramp && !b.wide {
			return lanes{x: k.Binary(ins.Sub, a.x, b.x), ramp: true}, true
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
		return lanes{x: k.loadElem(d, x[0], ins.Size(0))}
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
func (k *kernel) loadEach(d dtype.Type, p ins.Value, off []ins.Value) ins.Value {
	out := ins.Poison(ins.Vec(elemType(d), len(off)))
	for i, at := range off {
		out = k.SetLane(out, k.loadElem(d, p, at), i)
	}
	return out
}

// storeEach stores lane by lane.
func (k *kernel) storeEach(d dtype.Type, p ins.Value, off []ins.Value, x ins.Value) {
	for i, at := range off {
		k.storeElem(d, p, at, k.Lane(x, i))
	}
}

// offsets gives where the elements of an array at an index lie in memory: for each lane, or once if all lanes read one
// element or elements side by side, which it tells apart.
func (k *kernel) offsets(dims []ins.Value, idx []lanes, w int) (off []ins.Value, contiguous bool) {
	if slices.ContainsFunc(idx, func(i lanes) bool { return i.wide }) {
		return k.gathered(dims, idx, w), false
	}
	first, step := ins.Size(0), ins.Size(0)
	for i, v := range idx {
		first = k.add(k.mul(first, dims[i]), v.x)
		step = k.mul(step, dims[i])
		if v.ramp && w > 1 {
			step = k.add(step, ins.Size(1))
		}
	}
	switch {
	case step.Is(0) || step.Is(1):
		return []ins.Value{first}, step.Is(1)
	case k.mask.Valid():
		return k.gathered(dims, idx, w), false
	}
	off = []ins.Value{first}
	for range w - 1 {
		off = append(off, k.add(off[len(off)-1], step))
	}
	return off, false
}

// gathered computes the offset of each lane for itself.
func (k *kernel) gathered(dims []ins.Value, idx []lanes, w int) []ins.Value {
	off := k.widen(idx[0], w)
	for i := 1; i < len(idx); i++ {
		off = k.Binary(ins.Mul, off, k.Splat(dims[i], w))
		off = k.Binary(ins.Add, off, k.widen(idx[i], w))
	}
	if k.mask.Valid() { // what the other lanes read is there, too
		off = k.Select(k.mask, off, ins.Zero(off.Type()))
	}
	out := make([]ins.Value, w)
	for i := range out {
		out[i] = k.Lane(off, i)
	}
	return out
}

// loadAt reads at an offset; a ramp reads w elements.
func (k *kernel) loadAt(d dtype.Type, p ins.Value, off lanes, w int) lanes {
	if !off.ramp {
		w = 1
	}
	return lanes{x: k.loadWide(d, p, off.x, w), wide: w > 1}
}

// loadWide loads w elements at an offset.
func (k *kernel) loadWide(d dtype.Type, p, off ins.Value, w int) ins.Value {
	if w == 1 {
		return k.loadElem(d, p, off)
	}
	at := k.Element(memType(d), p, off)
	t := ins.Vec(memType(d), w)
	if k.mask.Valid() {
		return k.inRegister(d, k.maskedLoad(d, at, k.mask, ins.Zero(t)))
	}
	return k.inRegister(d, k.LoadAligned(t, at, d.Size()))
}

// store writes elements at an offset.
func (k *kernel) store(d dtype.Type, p, off, x ins.Value) {
	if x.Type().Lanes() == 1 {
		k.storeElem(d, p, off, x)
		return
	}
	at := k.Element(memType(d), p, off)
	x = k.inMemory(d, x)
	if k.mask.Valid() {
		k.maskedStore(d, at, k.mask, x)
		return
	}
	k.StoreAligned(x, at, d.Size())
}

// maskedLoad loads the lanes that the mask has; the others are those of other.
func (c *code) maskedLoad(d dtype.Type, p, mask, other ins.Value) ins.Value {
	t := other.Type()
	load := ins.LLVM("masked.load", []ins.Type{t, ins.Ptr}, t, ins.Ptr, ins.I32, mask.Type(), t)
	return c.Call(load, p, number(d.Size()), mask, other)
}

// maskedStore stores the lanes that the mask has.
func (c *code) maskedStore(d dtype.Type, p, mask, x ins.Value) {
	t := x.Type()
	store := ins.LLVM("masked.store", []ins.Type{t, ins.Ptr}, ins.Void, t, ins.Ptr, ins.I32, mask.Type())
	c.Call(store, x, p, number(d.Size()), mask)
}

// below is the mask of the lanes below n.
func (c *code) below(n ins.Value, w int) ins.Value {
	return c.Cmp(ins.ULT, ins.Ramp(ins.Vec(ins.I32, w), 0), c.Splat(c.Cast(ins.Trunc, n, ins.I32), w))
}
