package llvm

import (
	"slices"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/kernels"
)

// loopBy writes a loop over i = lo, lo+step, … below hi and gives the i that ended it.
func (c *code) loopBy(lo, hi ins.Value, step int, body func(i ins.Value)) ins.Value {
	return c.loopFrom(lo, hi, func(i ins.Value) ins.Value {
		body(i)
		return c.plus(i, step)
	})
}

// loopFrom writes a loop over i from lo on while it is below hi; the body gives the next one.
func (c *code) loopFrom(lo, hi ins.Value, body func(i ins.Value) ins.Value) ins.Value {
	head, in, done, from := c.NewBlock("loop"), c.NewBlock("in"), c.NewBlock("out"), c.At()
	c.Jump(head)
	c.Start(head)
	i, is := c.Join(ins.I64)
	c.Branch(c.Cmp(ins.SLT, i, hi), in, done)
	c.Start(in)
	next := body(i)
	is.Add(lo, from)
	is.Add(next, c.At())
	c.Jump(head)
	c.Start(done)
	return i
}

// loopUntil writes a loop over i = lo, lo+step, … below hi that ends at the first for which body holds, and gives that i.
func (c *code) loopUntil(lo, hi ins.Value, step int, body func(i ins.Value) ins.Value) ins.Value {
	found, on, join := c.NewBlock("found"), c.NewBlock("on"), c.NewBlock("join")
	var hit ins.Value
	end := c.loopBy(lo, hi, step, func(i ins.Value) {
		hit = i
		c.Branch(body(i), found, on)
		c.Start(on)
	})
	from := c.At()
	c.Jump(join)
	c.Start(found)
	c.Jump(join)
	c.Start(join)
	return c.Phi(ins.I64, end.From(from), hit.From(found))
}

// when writes what is done if a condition holds.
func (c *code) when(cond ins.Value, body func()) {
	yes, on := c.NewBlock("yes"), c.NewBlock("on")
	c.Branch(cond, yes, on)
	c.Start(yes)
	body()
	c.Jump(on)
	c.Start(on)
}

// each writes a loop over i = 0, 1, … below n.
func (c *code) each(n ins.Value, body func(i ins.Value)) {
	if n.Is(1) {
		body(ins.Size(0))
		return
	}
	c.loopBy(ins.Size(0), n, 1, body)
}

// inner runs over lo … hi, of n elements in all: vectors, then what is left one by one, or at once under a mask. Where n
// tells that one of the two does nothing, it is not written.
func (k *kernel) inner(lo, hi ins.Value, n int64, body func(i ins.Value, w int)) {
	lo = k.vectors(lo, hi, n, k.lanes, func(i ins.Value) { body(i, k.lanes) })
	switch {
	case k.lanes > 1 && n != unknown && n%int64(k.lanes) == 0:
	case k.masks && k.lanes > 1 && (n == unknown || n > int64(k.lanes)): // else there is no vector of the functions yet
		k.when(k.Cmp(ins.SLT, lo, hi), func() {
			k.mask = k.below(k.Binary(ins.Sub, hi, lo), k.lanes)
			body(lo, k.lanes)
			k.mask = ins.Value{}
		})
	default:
		k.loopBy(lo, hi, 1, func(i ins.Value) { body(i, 1) })
	}
}

// vectors runs over lo … hi in whole vectors and gives where it ended.
func (k *kernel) vectors(lo, hi ins.Value, n int64, w int, body func(i ins.Value)) ins.Value {
	if w == 1 || n != unknown && n < int64(w) {
		return lo
	}
	return k.loopBy(lo, k.Binary(ins.Sub, hi, ins.Size(w-1)), w, body)
}

// blocks runs over 0 … n in blocks and looks at the interrupt word before each. count is n if that is known.
func (k *kernel) blocks(n ins.Value, count int64, size int, body func(lo, hi ins.Value)) {
	if count != unknown && count <= int64(size) {
		k.poll()
		body(ins.Size(0), n)
		return
	}
	k.loopBy(ins.Size(0), n, size, func(lo ins.Value) {
		k.poll()
		body(lo, k.intrinsic("smin", k.plus(lo, size), n))
	})
}

// nest runs over axes, the first outermost, and polls in the outermost.
func (k *kernel) nest(axes []int, idx []lanes, body func()) {
	k.nestAt(axes, idx, 0, body)
}

func (k *kernel) nestAt(axes []int, idx []lanes, depth int, body func()) {
	if depth == len(axes) {
		body()
		return
	}
	k.loopBy(ins.Size(0), k.sizes[axes[depth]], 1, func(i ins.Value) {
		if depth == 0 {
			k.poll()
		}
		idx[axes[depth]] = lanes{x: i}
		k.nestAt(axes, idx, depth+1, body)
	})
}

// sizesAt selects sizes.
func (k *kernel) sizesAt(axes []int) []ins.Value {
	out := make([]ins.Value, len(axes))
	for i, a := range axes {
		out[i] = k.sizes[a]
	}
	return out
}

// offsetOf is the row-major offset of idx over some axes.
func (k *kernel) offsetOf(axes []int, idx []lanes) ins.Value {
	off := ins.Size(0)
	for i, a := range axes {
		if i > 0 {
			off = k.mul(off, k.sizes[a])
		}
		off = k.add(off, idx[a].x)
	}
	return off
}

// kept lists the axes that are not reduced.
func (k *kernel) kept() []int {
	var out []int
	for i := range k.sizes {
		if !slices.Contains(k.Op.Axes, i) {
			out = append(out, i)
		}
	}
	return out
}

// all lists the axes below n.
func all(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// mapLoops writes each element once.
func (k *kernel) mapLoops(catch func(error)) {
	d := k.Op.DType
	if k.flat {
		count := k.count(all(len(k.sizes)))
		k.blocks(k.product(k.sizes), count, tile, func(lo, hi ins.Value) {
			k.inner(lo, hi, count, func(i ins.Value, w int) {
				x, err := k.element(w, lanes{x: i, ramp: true}, nil)
				if catch(err); err == nil {
					k.store(d, k.out, i, x[0])
				}
			})
		})
		return
	}
	idx := make([]lanes, len(k.sizes))
	last := len(idx) - 1
	outer := all(last)
	row := func(base ins.Value) func(i ins.Value, w int) {
		return func(i ins.Value, w int) {
			idx[last] = lanes{x: i, ramp: w > 1}
			x, err := k.element(w, lanes{}, idx)
			if catch(err); err == nil {
				k.store(d, k.out, k.add(base, i), x[0])
			}
		}
	}
	if last == 0 {
		k.blocks(k.sizes[0], k.Sizes[0], tile, func(lo, hi ins.Value) { k.inner(lo, hi, k.Sizes[0], row(ins.Size(0))) })
		return
	}
	k.nest(outer, idx, func() {
		base := k.mul(k.offsetOf(outer, idx), k.sizes[last])
		k.inner(ins.Size(0), k.sizes[last], k.Sizes[last], row(base))
	})
}

// scatterLoops adds each element to its place, or stores it there: in vectors where the places stand side by side, else one after another,
// for two elements may have one place.
func (k *kernel) scatterLoops(catch func(error)) {
	last := len(k.sizes) - 1
	idx := make([]lanes, last+1)
	row := func(i ins.Value, w int) {
		idx[last] = lanes{x: i, ramp: w > 1}
		x, err := k.narrow(w, lanes{}, idx)
		if catch(err); err == nil {
			k.putAt(x[1:], x[0], w)
		}
	}
	if last == 0 {
		k.blocks(k.sizes[0], k.Sizes[0], tile, func(lo, hi ins.Value) { k.inner(lo, hi, k.Sizes[0], row) })
		return
	}
	k.nest(all(last), idx, func() { k.inner(ins.Size(0), k.sizes[last], k.Sizes[last], row) })
}

// putAt adds w elements to the result at an index, or stores them there.
func (k *kernel) putAt(idx []lanes, x lanes, w int) {
	d := k.Op.DType
	off, contiguous := k.offsets(k.dims, idx, w)
	wide := k.widen(x, w)
	sum := func(old func() ins.Value, x ins.Value) ins.Value {
		if k.Op.Kind == kernels.Put {
			return x
		}
		return arith(ins.FAdd, ins.Add)(lane{code: &k.code, d: d, args: []ins.Value{old(), x}})
	}
	apart := !slices.ContainsFunc(idx, func(i lanes) bool { return i.wide }) // in steps, and none has size 0
	switch {
	case w == 1 || contiguous:
		k.store(d, k.out, off[0], sum(func() ins.Value { return k.loadWide(d, k.out, off[0], w) }, wide))
	case apart && len(off) == w:
		k.storeEach(d, k.out, off, sum(func() ins.Value { return k.loadEach(d, k.out, off) }, wide))
	default:
		for i := range w {
			at := off[min(i, len(off)-1)]
			e := k.Lane(wide, i)
			k.storeElem(d, k.out, at, sum(func() ins.Value { return k.loadElem(d, k.out, at) }, e))
		}
	}
}
