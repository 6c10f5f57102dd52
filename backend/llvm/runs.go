package llvm

import (
	"fmt"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/tensor"
)

// runLoops writes the reduction of one run after another, leaf after leaf. A helper reduces elements that stand side by
// side in memory; others are taken in lanes here, or stored in a buffer for the helper: where they do not come in whole
// vectors (several axes), or may have to be looked at again (extremes).
type runLoops struct {
	*kernel
	reduction
	length string // of a run
	count  int64  // the same, if it is known
	acc    string // address of the value
	place  string // address of the place of an extreme, if that is asked for
	levels string // address of the tree's levels, if there may be several leaves
	data   string // address of the elements, if they are stored
	buffer string // address of a leaf's elements, if they are not
	catch  func(error)
}

// treeLevels is how many levels of leaves hold what 64 bits can count.
const treeLevels = 6

// runs reduces along the axes at the end.
func (k *kernel) runs(catch func(error)) {
	r := &runLoops{kernel: k, reduction: k.reduction(), length: k.product(k.sizesAt(k.Op.Axes)), count: k.count(k.Op.Axes), catch: catch}
	r.acc = k.alloca(elemType(r.d), 8)
	if k.Op.Kind != r.Name {
		r.place = k.alloca("i64", 8)
	}
	if r.ordered() && (r.count == unknown || r.count > tensor.RunLeaf) {
		r.levels = k.alloca(fmt.Sprintf("[%d x %s]", treeLevels, vecType(elemType(r.d), tensor.Lanes)), 64)
	}
	if r.data = k.storedAt(); r.data == "" {
		r.buffer = k.alloca(fmt.Sprintf("[%d x %s]", tensor.RunLeaf, memType(r.d)), 64)
	}
	axes, kept := k.Op.Axes, k.kept()
	if k.flat {
		k.each(k.product(k.sizesAt(kept)), func(o string) {
			base := k.mul(o, r.length)
			r.run(o, func() {
				r.leaves(func(i string, w int) (lanes, []lanes) { return lanes{x: k.add(base, i), ramp: w > 1}, nil })
			})
		})
		return
	}
	idx := make([]lanes, len(k.sizes))
	k.nest(kept, idx, func() {
		r.run(k.offsetOf(kept, idx), func() {
			if len(axes) == 1 {
				r.leaves(r.along(idx, axes[0], "0"))
			} else {
				r.pieces(axes[:len(axes)-1], axes[len(axes)-1], idx)
			}
		})
	})
}

// run writes the reduction of one run and stores the result at an offset.
func (r *runLoops) run(out string, leaves func()) {
	ty := elemType(r.d)
	r.do("store %s %s, ptr %s", ty, r.identity(1), r.acc)
	if r.place != "" {
		r.do("store i64 0, ptr %s", r.place)
	}
	leaves()
	if r.place != "" {
		r.storeElem(dtype.I64, "%out", out, r.ins("load i64, ptr %s", r.place))
		return
	}
	r.storeElem(r.d, "%out", out, r.ins("load %s, ptr %s", ty, r.acc))
}

// leaves takes leaf after leaf of elements in order.
func (r *runLoops) leaves(at position) {
	if r.Extreme && r.atMost(tensor.Lanes) {
		r.oneByOne(at)
		return
	}
	r.blocks(r.length, r.count, tensor.RunLeaf, func(lo, hi string) {
		few := r.atMost(fewElements)
		if r.data == "" && !r.Extreme && !few {
			r.take(r.inLanes(lo, hi, at), "", lo, hi)
			return
		}
		p := r.buffer
		if r.data == "" {
			r.fill(lo, hi, r.count, "0", at)
		} else {
			from, _ := at(lo, 1)
			p = r.ins("getelementptr %s, ptr %s, i64 %s", memType(r.d), r.data, from.x)
		}
		if few && !r.Extreme {
			r.take(r.spelled(p), p, lo, hi)
			return
		}
		r.take(r.stored(p, r.less(hi, lo)), p, lo, hi)
	})
}

// atMost reports whether a run is known to have some elements, but no more than n.
func (r *runLoops) atMost(n int64) bool { return 0 < r.count && r.count <= n }

// oneByOne takes the elements of a short run.
func (r *runLoops) oneByOne(at position) {
	ty := elemType(r.d)
	r.poll()
	r.loopBy("0", r.length, 1, func(i string) {
		r.elementAt(i, 1, at, func(x string) {
			old := r.ins("load %s, ptr %s", ty, r.acc)
			if r.place != "" {
				was := r.ins("load i64, ptr %s", r.place)
				r.do("store i64 %s, ptr %s", r.ins("select i1 %s, i64 %s, i64 %s", r.wins(&r.code, old, x, 1), i, was), r.place)
			}
			r.do("store %s %s, ptr %s", ty, r.step(&r.code, old, x, 1), r.acc)
		})
	})
}

// pieces takes leaf after leaf where a row of the last axis fills the buffer, or goes on in the next leaf.
func (r *runLoops) pieces(outer []int, last int, idx []lanes) {
	from, to := r.alloca("i64", 8), r.alloca("i64", 8) // the leaf being filled, in the run
	r.do("store i64 0, ptr %s", from)
	r.do("store i64 0, ptr %s", to)
	r.nest(outer, idx, func() {
		size := r.sizes[last]
		r.loopFrom("0", size, func(j string) string {
			lo, hi := r.ins("load i64, ptr %s", from), r.ins("load i64, ptr %s", to)
			filled := r.less(hi, lo)
			n := r.intrinsic("smin", dtype.I64, 1, r.less(size, j), r.ins("sub i64 %d, %s", tensor.RunLeaf, filled))
			r.fill("0", n, r.Sizes[last], filled, r.along(idx, last, j))
			hi = r.ins("add i64 %s, %s", hi, n)
			r.do("store i64 %s, ptr %s", hi, to)
			full := r.ins("icmp eq i64 %s, %d", r.less(hi, lo), tensor.RunLeaf)
			r.when(r.ins("or i1 %s, %s", full, r.ins("icmp eq i64 %s, %s", hi, r.length)), func() {
				r.take(r.stored(r.buffer, r.less(hi, lo)), r.buffer, lo, hi)
				r.do("store i64 %s, ptr %s", hi, from)
			})
			return r.ins("add i64 %s, %s", j, n)
		})
	})
}

// along places the index of an axis, from on.
func (r *runLoops) along(idx []lanes, axis int, from string) position {
	return func(i string, w int) (lanes, []lanes) {
		idx[axis] = lanes{x: r.add(from, i), ramp: w > 1}
		return lanes{}, idx
	}
}

// fill puts the elements lo … hi, of n in all, into the buffer from an offset on.
func (r *runLoops) fill(lo, hi string, n int64, offset string, at position) {
	r.inner(lo, hi, n, func(i string, w int) {
		r.elementAt(i, w, at, func(x string) { r.store(r.d, r.buffer, r.add(offset, r.less(i, lo)), x, w) })
	})
}

// elementAt computes w elements from i on.
func (r *runLoops) elementAt(i string, w int, at position, do func(x string)) {
	pos, idx := at(i, w)
	x, err := r.element(w, pos, idx)
	if r.catch(err); err == nil {
		do(x[0])
	}
}

// less is a - b.
func (c *code) less(a, b string) string {
	if b == "0" {
		return a
	}
	return c.ins("sub i64 %s, %s", a, b)
}

// inLanes reduces the elements lo … hi in lanes; those of the last short vector come one by one into a buffer that is
// filled up with the identity.
func (r *runLoops) inLanes(lo, hi string, at position) string {
	ty, vec := elemType(r.d), vecType(elemType(r.d), tensor.Lanes)
	acc := r.alloca(vec, 64)
	take := func(x string) {
		r.do("store %s %s, ptr %s", vec, r.step(&r.code, r.ins("load %s, ptr %s", vec, acc), x, tensor.Lanes), acc)
	}
	r.do("store %s %s, ptr %s", vec, r.identity(tensor.Lanes), acc)
	end := r.vectors(lo, hi, r.count, tensor.Lanes, func(i string) { r.elementAt(i, tensor.Lanes, at, take) })
	if r.count == unknown || r.count%tensor.Lanes != 0 {
		r.when(r.ins("icmp slt i64 %s, %s", end, hi), func() {
			last := r.alloca(vec, 64)
			r.do("store %s %s, ptr %s", vec, r.identity(tensor.Lanes), last)
			r.loopBy(end, hi, 1, func(i string) {
				r.elementAt(i, 1, at, func(x string) { r.storeElem(r.d, last, r.less(i, end), x) })
			})
			take(r.ins("load %s, ptr %s", vec, last))
		})
	}
	lanes := "myia_lanes_" + r.reduction.name()
	r.needs.helper(lanes)
	return r.ins("call %s @%s(%s %s)", ty, lanes, vec, r.ins("load %s, ptr %s", vec, acc))
}

// take takes the value of a leaf, which is lo … hi of the run; the elements of an extreme stand at p.
func (r *runLoops) take(v, p, lo, hi string) {
	ty := elemType(r.d)
	switch {
	case r.place != "":
		r.takePlace(v, p, lo, r.less(hi, lo))
		return
	case r.levels != "":
		tree := "myia_tree_" + r.reduction.name()
		r.needs.helper(tree)
		last := r.ins("icmp eq i64 %s, %s", hi, r.length)
		v = r.ins("call %s @%s(ptr %s, i64 %s, %s %s, i1 %s)", ty, tree, r.levels, lo, ty, v, last)
	case !r.ordered():
		v = r.step(&r.code, r.ins("load %s, ptr %s", ty, r.acc), v, 1)
	}
	r.do("store %s %s, ptr %s", ty, v, r.acc)
}

// stored reduces a leaf of n elements at an address.
func (r *runLoops) stored(p, n string) string {
	leaf := "myia_leaf_" + r.reduction.name()
	r.needs.helper(leaf)
	return r.ins("call %s @%s(ptr %s, i64 %s)", elemType(r.d), leaf, p, n)
}

// fewElements are added one by one: there is at most one in each lane.
const fewElements = 4

// spelled adds the few elements at an address.
func (r *runLoops) spelled(p string) string {
	x := make([]string, r.count)
	for k := range x {
		x[k] = r.loadElem(r.d, p, fmt.Sprint(k))
	}
	for w := tensor.Lanes / 2; w > 0; w /= 2 {
		for k := 0; k < w && k+w < len(x); k++ {
			x[k] = r.step(&r.code, x[k], x[k+w], 1)
		}
	}
	return r.step(&r.code, x[0], r.identity(1), 1) // no sum is -0
}

// takePlace keeps the extreme v of a leaf and its place if it is the best so far.
func (r *runLoops) takePlace(v, p, lo, n string) {
	ty := elemType(r.d)
	r.when(r.wins(&r.code, r.ins("load %s, ptr %s", ty, r.acc), v, 1), func() {
		find := fmt.Sprintf("myia_find_%s", r.d)
		r.needs.helper(find)
		at := r.ins("call i64 @%s(ptr %s, i64 %s, %s %s)", find, p, n, ty, v)
		r.do("store %s %s, ptr %s", ty, v, r.acc)
		r.do("store i64 %s, ptr %s", r.add(lo, at), r.place)
	})
}
