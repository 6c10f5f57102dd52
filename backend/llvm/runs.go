package llvm

import (
	"fmt"

	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// runLoops writes the reduction of one run after another: leaf after leaf, each from contiguous memory by a helper.
// That is where the elements stand already, or a buffer on the stack that the kernel's loops fill.
type runLoops struct {
	*kernel
	reduction
	length string // of a run
	count  int64  // the same, if it is known
	acc    string // address of the value
	place  string // address of the place of an extreme, if that is asked for
	levels string // address of the tree's levels, if there may be several leaves
	buffer string // address of a leaf's elements, unless they are stored
	catch  func(error)
}

// treeLevels is how many levels of leaves hold what 64 bits can count.
const treeLevels = 6

// runs reduces along the axes at the end.
func (k *kernel) runs(catch func(error)) {
	r := &runLoops{kernel: k, reduction: k.reduction(), length: k.product(k.sizesAt(k.op.Axes)), count: k.count(k.op.Axes), catch: catch}
	r.acc = k.alloca(elemType(r.d), 8)
	if k.op.Kind != r.what {
		r.place = k.alloca("i64", 8)
	}
	if r.ordered() && (r.count == unknown || r.count > tensor.RunLeaf) {
		r.levels = k.alloca(fmt.Sprintf("[%d x %s]", treeLevels, vecType(elemType(r.d), tensor.Lanes)), 64)
	}
	data, stored := k.isStored()
	if !stored {
		r.buffer = k.alloca(fmt.Sprintf("[%d x %s]", tensor.RunLeaf, memType(r.d)), 64)
	}
	kept := k.kept()
	if k.flat {
		k.loopBy("0", k.product(k.sizesAt(kept)), 1, func(o string) {
			base := k.mul(o, r.length)
			r.run(o, func() {
				r.leaves(func(lo, hi string) string {
					if stored {
						return k.ins("getelementptr %s, ptr %s, i64 %s", memType(r.d), data, k.add(base, lo))
					}
					r.fill(lo, hi, r.count, "0", func(i string, w int) (lanes, []lanes) { return lanes{x: k.add(base, i), ramp: w > 1}, nil })
					return r.buffer
				})
			})
		})
		return
	}
	idx := make([]lanes, len(k.sizes))
	k.nest(kept, idx, func() {
		r.run(k.offsetOf(kept, idx), func() { r.indexed(idx) })
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
		r.storeElem(types.I64, "%out", out, r.ins("load i64, ptr %s", r.place))
		return
	}
	r.storeElem(r.d, "%out", out, r.ins("load %s, ptr %s", ty, r.acc))
}

// leaves takes leaf after leaf; at gives the address of the elements lo … hi.
func (r *runLoops) leaves(at func(lo, hi string) string) {
	r.blocks(r.length, r.count, tensor.RunLeaf, func(lo, hi string) {
		p := at(lo, hi)
		r.leaf(p, lo, hi)
	})
}

// indexed runs over axes that cannot be merged.
func (r *runLoops) indexed(idx []lanes) {
	axes := r.op.Axes
	if len(axes) == 1 {
		r.leaves(func(lo, hi string) string {
			r.fill(lo, hi, r.count, "0", r.along(idx, axes[0], "0"))
			return r.buffer
		})
		return
	}
	// A row of the last axis fills the buffer, or goes on in the next leaf.
	last := axes[len(axes)-1]
	from, to := r.alloca("i64", 8), r.alloca("i64", 8) // the leaf being filled, in the run
	r.do("store i64 0, ptr %s", from)
	r.do("store i64 0, ptr %s", to)
	r.nest(axes[:len(axes)-1], idx, func() {
		size := r.sizes[last]
		r.loopFrom("0", size, func(j string) string {
			lo, hi := r.ins("load i64, ptr %s", from), r.ins("load i64, ptr %s", to)
			filled := r.ins("sub i64 %s, %s", hi, lo)
			n := r.intrinsic("smin", types.I64, 1, r.ins("sub i64 %s, %s", size, j), r.ins("sub i64 %d, %s", tensor.RunLeaf, filled))
			r.fill("0", n, r.fixed[last], filled, r.along(idx, last, j))
			hi = r.ins("add i64 %s, %s", hi, n)
			r.do("store i64 %s, ptr %s", hi, to)
			full := r.ins("icmp eq i64 %s, %d", r.ins("sub i64 %s, %s", hi, lo), tensor.RunLeaf)
			r.when(r.ins("or i1 %s, %s", full, r.ins("icmp eq i64 %s, %s", hi, r.length)), func() {
				r.leaf(r.buffer, lo, hi)
				r.do("store i64 %s, ptr %s", hi, from)
			})
			return r.ins("add i64 %s, %s", j, n)
		})
	})
}

// along places the index of an axis, from on.
func (r *runLoops) along(idx []lanes, axis int, from string) func(i string, w int) (lanes, []lanes) {
	return func(i string, w int) (lanes, []lanes) {
		idx[axis] = lanes{x: r.add(from, i), ramp: w > 1}
		return lanes{}, idx
	}
}

// fill puts the elements lo … hi, of n in all, into the buffer from an offset on.
func (r *runLoops) fill(lo, hi string, n int64, offset string, at func(i string, w int) (lanes, []lanes)) {
	r.inner(lo, hi, n, func(i string, w int) {
		pos, idx := at(i, w)
		x, err := r.element(w, pos, idx)
		if r.catch(err); err == nil {
			if lo != "0" {
				i = r.ins("sub i64 %s, %s", i, lo)
			}
			r.store(r.d, r.buffer, r.add(offset, i), x[0], w)
		}
	})
}

// leaf takes the leaf at an address, which is lo … hi of the run.
func (r *runLoops) leaf(p, lo, hi string) {
	ty, n := elemType(r.d), hi
	if lo != "0" {
		n = r.ins("sub i64 %s, %s", hi, lo)
	}
	v := r.value(p, n)
	switch {
	case r.place != "":
		r.whenBetter(v, p, lo, n)
		return
	case r.levels != "":
		tree := "myia_tree_" + r.reduction.name()
		r.needs.helper(tree)
		v = r.ins("call %s @%s(ptr %s, i64 %s, %s %s, i1 %s)", ty, tree, r.levels, lo, ty, v, r.ins("icmp eq i64 %s, %s", hi, r.length))
	case !r.ordered():
		v = r.step(&r.code, r.ins("load %s, ptr %s", ty, r.acc), v, 1)
	}
	r.do("store %s %s, ptr %s", ty, v, r.acc)
}

// value reduces a leaf of n elements at an address.
func (r *runLoops) value(p, n string) string {
	if r.count == unknown || r.count > tensor.Lanes || r.count == 0 {
		leaf := "myia_leaf_" + r.reduction.name()
		r.needs.helper(leaf)
		return r.ins("call %s @%s(ptr %s, i64 %s)", elemType(r.d), leaf, p, n)
	}
	lanes := make([]string, r.count) // one element in each, and none in the others
	for k := range lanes {
		lanes[k] = r.loadElem(r.d, p, fmt.Sprint(k))
	}
	if r.extreme() {
		for _, x := range lanes[1:] {
			lanes[0] = r.step(&r.code, lanes[0], x, 1)
		}
		return lanes[0]
	}
	for w := tensor.Lanes / 2; w > 0; w /= 2 {
		for k := 0; k < w && k+w < len(lanes); k++ {
			lanes[k] = r.step(&r.code, lanes[k], lanes[k+w], 1)
		}
	}
	return r.step(&r.code, lanes[0], r.identity(1), 1) // no sum is -0
}

// whenBetter keeps the extreme v of a leaf and its place if it is the best so far.
func (r *runLoops) whenBetter(v, p, lo, n string) {
	ty := elemType(r.d)
	r.when(r.wins(&r.code, r.ins("load %s, ptr %s", ty, r.acc), v, 1), func() {
		find := fmt.Sprintf("myia_find_%s", r.d)
		r.needs.helper(find)
		at := r.ins("call i64 @%s(ptr %s, i64 %s, %s %s)", find, p, n, ty, v)
		r.do("store %s %s, ptr %s", ty, v, r.acc)
		r.do("store i64 %s, ptr %s", r.add(lo, at), r.place)
	})
}
