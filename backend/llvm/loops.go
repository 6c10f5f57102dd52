package llvm

import (
	"fmt"
	"slices"

	"github.com/myia-lang/myia/dtype"
)

// loopBy writes a loop over i = lo, lo+step, … below hi and gives the i that ended it.
func (c *code) loopBy(lo, hi string, step int, body func(i string)) string {
	return c.loopFrom(lo, hi, func(i string) string {
		body(i)
		return c.ins("add i64 %s, %d", i, step)
	})
}

// loopFrom writes a loop over i from lo on while it is below hi; the body gives the next one.
func (c *code) loopFrom(lo, hi string, body func(i string) string) string {
	head, in, done := c.label("loop"), c.label("in"), c.label("out")
	from := c.block
	c.jump(head)
	c.start(head)
	at := c.body.Len()
	i := c.tmp()
	c.branch(c.ins("icmp slt i64 %s, %s", i, hi), in, done)
	c.start(in)
	next := body(i)
	back := c.block
	c.jump(head)
	c.body.insert(at, fmt.Sprintf("  %s = phi i64 [ %s, %%%s ], [ %s, %%%s ]\n", i, lo, from, next, back))
	c.start(done)
	return i
}

// loopUntil writes a loop over i = lo, lo+step, … below hi that ends at the first for which body holds, and gives that i.
func (c *code) loopUntil(lo, hi string, step int, body func(i string) string) string {
	found, on, join := c.label("found"), c.label("on"), c.label("join")
	hit := ""
	end := c.loopBy(lo, hi, step, func(i string) {
		hit = i
		c.branch(body(i), found, on)
		c.start(on)
	})
	from := c.block
	c.jump(join)
	c.start(found)
	c.jump(join)
	c.start(join)
	return c.phi("i64", end, from, hit, found)
}

// when writes what is done if a condition holds.
func (c *code) when(cond string, body func()) {
	yes, on := c.label("yes"), c.label("on")
	c.branch(cond, yes, on)
	c.start(yes)
	body()
	c.jump(on)
	c.start(on)
}

// each writes a loop over i = 0, 1, … below n.
func (c *code) each(n string, body func(i string)) {
	if n == "1" {
		body("0")
		return
	}
	c.loopBy("0", n, 1, body)
}

// inner runs over lo … hi, of n elements in all: vectors, then what is left one by one, or at once under a mask. Where n
// tells that one of the two does nothing, it is not written.
func (k *kernel) inner(lo, hi string, n int64, body func(i string, w int)) {
	lo = k.vectors(lo, hi, n, k.lanes, func(i string) { body(i, k.lanes) })
	switch {
	case k.lanes > 1 && n != unknown && n%int64(k.lanes) == 0:
	case k.masks && k.lanes > 1 && (n == unknown || n > int64(k.lanes)): // else there is no vector of the functions yet
		k.when(k.ins("icmp slt i64 %s, %s", lo, hi), func() {
			k.mask = k.below(k.ins("sub i64 %s, %s", hi, lo), k.lanes)
			body(lo, k.lanes)
			k.mask = ""
		})
	default:
		k.loopBy(lo, hi, 1, func(i string) { body(i, 1) })
	}
}

// vectors runs over lo … hi in whole vectors and gives where it ended.
func (k *kernel) vectors(lo, hi string, n int64, w int, body func(i string)) string {
	if w == 1 || n != unknown && n < int64(w) {
		return lo
	}
	return k.loopBy(lo, k.ins("sub i64 %s, %d", hi, w-1), w, body)
}

// blocks runs over 0 … n in blocks and looks at the interrupt word before each. count is n if that is known.
func (k *kernel) blocks(n string, count int64, size int, body func(lo, hi string)) {
	if count != unknown && count <= int64(size) {
		k.poll()
		body("0", n)
		return
	}
	k.loopBy("0", n, size, func(lo string) {
		k.poll()
		end := k.ins("add i64 %s, %d", lo, size)
		body(lo, k.intrinsic("smin", dtype.I64, 1, end, n))
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
	k.loopBy("0", k.sizes[axes[depth]], 1, func(i string) {
		if depth == 0 {
			k.poll()
		}
		idx[axes[depth]] = lanes{x: i}
		k.nestAt(axes, idx, depth+1, body)
	})
}

// sizesAt selects sizes.
func (k *kernel) sizesAt(axes []int) []string {
	out := make([]string, len(axes))
	for i, a := range axes {
		out[i] = k.sizes[a]
	}
	return out
}

// offsetOf is the row-major offset of idx over some axes.
func (k *kernel) offsetOf(axes []int, idx []lanes) string {
	off := "0"
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
		k.blocks(k.product(k.sizes), count, tile, func(lo, hi string) {
			k.inner(lo, hi, count, func(i string, w int) {
				x, err := k.element(w, lanes{x: i, ramp: true}, nil)
				if catch(err); err == nil {
					k.store(d, "%out", i, x[0], w)
				}
			})
		})
		return
	}
	idx := make([]lanes, len(k.sizes))
	last := len(idx) - 1
	outer := all(last)
	row := func(base string) func(i string, w int) {
		return func(i string, w int) {
			idx[last] = lanes{x: i, ramp: w > 1}
			x, err := k.element(w, lanes{}, idx)
			if catch(err); err == nil {
				k.store(d, "%out", k.add(base, i), x[0], w)
			}
		}
	}
	if last == 0 {
		k.blocks(k.sizes[0], k.Sizes[0], tile, func(lo, hi string) { k.inner(lo, hi, k.Sizes[0], row("0")) })
		return
	}
	k.nest(outer, idx, func() {
		base := k.mul(k.offsetOf(outer, idx), k.sizes[last])
		k.inner("0", k.sizes[last], k.Sizes[last], row(base))
	})
}

// scatterLoops adds each element to its place: in vectors where the places stand side by side, else one after another,
// for two elements may have one place.
func (k *kernel) scatterLoops(catch func(error)) {
	last := len(k.sizes) - 1
	idx := make([]lanes, last+1)
	row := func(i string, w int) {
		idx[last] = lanes{x: i, ramp: w > 1}
		x, err := k.narrow(w, lanes{}, idx)
		if catch(err); err == nil {
			k.addAt(x[1:], x[0], w)
		}
	}
	if last == 0 {
		k.blocks(k.sizes[0], k.Sizes[0], tile, func(lo, hi string) { k.inner(lo, hi, k.Sizes[0], row) })
		return
	}
	k.nest(all(last), idx, func() { k.inner("0", k.sizes[last], k.Sizes[last], row) })
}

// addAt adds w elements to the result at an index.
func (k *kernel) addAt(idx []lanes, x lanes, w int) {
	d := k.Op.DType
	off, contiguous := k.offsets(k.dims, idx, w)
	wide := k.widen(x, d, w)
	sum := func(old, x string, w int) string {
		return arith("fadd", "add")(lane{code: &k.code, d: d, w: w, args: []string{old, x}})
	}
	apart := !slices.ContainsFunc(idx, func(i lanes) bool { return i.wide }) // in steps, and none has size 0
	switch {
	case w == 1 || contiguous:
		k.store(d, "%out", off[0], sum(k.loadWide(d, "%out", off[0], w), wide, w), w)
	case apart && len(off) == w:
		k.storeEach(d, "%out", off, sum(k.loadEach(d, "%out", off), wide, w))
	default:
		for i := range w {
			at := off[min(i, len(off)-1)]
			e := k.ins("extractelement %s %s, i32 %d", vecType(elemType(d), w), wide, i)
			k.storeElem(d, "%out", at, sum(k.loadElem(d, "%out", at), e, 1))
		}
	}
}
