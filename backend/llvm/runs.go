package llvm

import (
	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/tensor"
)

// runLoops writes the reduction of one run after another, leaf after leaf. A helper reduces elements that stand side by
// side in memory; others are taken in lanes here, or stored in a buffer for the helper: where they do not come in whole
// vectors (several axes), or may have to be looked at again (extremes).
type runLoops struct {
	*kernel
	reduction
	length ins.Value // of a run
	count  int64     // the same, if it is known
	acc    ins.Value // address of the value
	place  ins.Value // address of the place of an extreme, if that is asked for
	levels ins.Value // address of the tree's levels, if there may be several leaves
	data   ins.Value // address of the elements, if they are stored
	buffer ins.Value // address of a leaf's elements, if they are not
	catch  func(error)
}

// treeLevels is how many levels of leaves hold what 64 bits can count.
const treeLevels = 6

// runs reduces along the axes at the end.
func (k *kernel) runs(catch func(error)) {
	r := &runLoops{kernel: k, reduction: k.reduction(), length: k.product(k.sizesAt(k.Op.Axes)), count: k.count(k.Op.Axes), catch: catch}
	r.acc = k.Alloca(elemType(r.d), 8)
	if k.Op.Kind != r.Fold.Name {
		r.place = k.Alloca(ins.I64, 8)
	}
	if r.ordered() && (r.count == unknown || r.count > tensor.RunLeaf) {
		r.levels = k.Alloca(ins.Array(treeLevels, r.vec()), 64)
	}
	if r.data = k.storedAt(); !r.data.Valid() {
		r.buffer = k.Alloca(ins.Array(tensor.RunLeaf, memType(r.d)), 64)
	}
	axes, kept := k.Op.Axes, k.kept()
	if k.flat {
		k.each(k.product(k.sizesAt(kept)), func(o ins.Value) {
			base := k.mul(o, r.length)
			r.run(o, func() {
				r.leaves(func(i ins.Value, w int) (lanes, []lanes) { return lanes{x: k.add(base, i), ramp: w > 1}, nil })
			})
		})
		return
	}
	idx := make([]lanes, len(k.sizes))
	k.nest(kept, idx, func() {
		r.run(k.offsetOf(kept, idx), func() {
			if len(axes) == 1 {
				r.leaves(r.along(idx, axes[0], ins.Size(0)))
			} else {
				r.pieces(axes[:len(axes)-1], axes[len(axes)-1], idx)
			}
		})
	})
}

// run writes the reduction of one run and stores the result at an offset.
func (r *runLoops) run(out ins.Value, leaves func()) {
	r.Store(r.identity(1), r.acc)
	if r.place.Valid() {
		r.Store(ins.Size(0), r.place)
	}
	leaves()
	if r.place.Valid() {
		r.storeElem(dtype.I64, r.out, out, r.Load(ins.I64, r.place))
		return
	}
	r.storeElem(r.d, r.out, out, r.Load(elemType(r.d), r.acc))
}

// leaves takes leaf after leaf of elements in order.
func (r *runLoops) leaves(at position) {
	if r.Extreme && r.atMost(tensor.Lanes) {
		r.oneByOne(at)
		return
	}
	r.blocks(r.length, r.count, tensor.RunLeaf, func(lo, hi ins.Value) {
		few := r.atMost(fewElements)
		if !r.data.Valid() && !r.Extreme && !few {
			r.take(r.inLanes(lo, hi, at), ins.Value{}, lo, hi)
			return
		}
		p := r.buffer
		if !r.data.Valid() {
			r.fill(lo, hi, r.count, ins.Size(0), at)
		} else {
			from, _ := at(lo, 1)
			p = r.Element(memType(r.d), r.data, from.x)
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
	r.poll()
	r.loopBy(ins.Size(0), r.length, 1, func(i ins.Value) {
		r.elementAt(i, 1, at, func(x ins.Value) {
			old := r.Load(elemType(r.d), r.acc)
			if r.place.Valid() {
				was := r.Load(ins.I64, r.place)
				r.Store(r.Select(r.wins(&r.code, old, x), i, was), r.place)
			}
			r.Store(r.step(&r.code, old, x), r.acc)
		})
	})
}

// pieces takes leaf after leaf where a row of the last axis fills the buffer, or goes on in the next leaf.
func (r *runLoops) pieces(outer []int, last int, idx []lanes) {
	from, to := r.Alloca(ins.I64, 8), r.Alloca(ins.I64, 8) // the leaf being filled, in the run
	r.Store(ins.Size(0), from)
	r.Store(ins.Size(0), to)
	r.nest(outer, idx, func() {
		size := r.sizes[last]
		r.loopFrom(ins.Size(0), size, func(j ins.Value) ins.Value {
			lo, hi := r.Load(ins.I64, from), r.Load(ins.I64, to)
			filled := r.less(hi, lo)
			n := r.intrinsic("smin", r.less(size, j), r.Binary(ins.Sub, ins.Size(tensor.RunLeaf), filled))
			r.fill(ins.Size(0), n, r.Sizes[last], filled, r.along(idx, last, j))
			hi = r.Binary(ins.Add, hi, n)
			r.Store(hi, to)
			full := r.Cmp(ins.EQ, r.less(hi, lo), ins.Size(tensor.RunLeaf))
			r.when(r.Binary(ins.Or, full, r.Cmp(ins.EQ, hi, r.length)), func() {
				r.take(r.stored(r.buffer, r.less(hi, lo)), r.buffer, lo, hi)
				r.Store(hi, from)
			})
			return r.Binary(ins.Add, j, n)
		})
	})
}

// along places the index of an axis, from on.
func (r *runLoops) along(idx []lanes, axis int, from ins.Value) position {
	return func(i ins.Value, w int) (lanes, []lanes) {
		idx[axis] = lanes{x: r.add(from, i), ramp: w > 1}
		return lanes{}, idx
	}
}

// fill puts the elements lo … hi, of n in all, into the buffer from an offset on.
func (r *runLoops) fill(lo, hi ins.Value, n int64, offset ins.Value, at position) {
	r.inner(lo, hi, n, func(i ins.Value, w int) {
		r.elementAt(i, w, at, func(x ins.Value) { r.store(r.d, r.buffer, r.add(offset, r.less(i, lo)), x) })
	})
}

// elementAt computes w elements from i on.
func (r *runLoops) elementAt(i ins.Value, w int, at position, do func(x ins.Value)) {
	pos, idx := at(i, w)
	x, err := r.element(w, pos, idx)
	if r.catch(err); err == nil {
		do(x[0])
	}
}

// inLanes reduces the elements lo … hi in lanes; those of the last short vector come one by one into a buffer that is
// filled up with the identity.
func (r *runLoops) inLanes(lo, hi ins.Value, at position) ins.Value {
	vec := r.vec()
	acc := r.Alloca(vec, 64)
	take := func(x ins.Value) { r.Store(r.step(&r.code, r.Load(vec, acc), x), acc) }
	r.Store(r.identity(tensor.Lanes), acc)
	end := r.vectors(lo, hi, r.count, tensor.Lanes, func(i ins.Value) { r.elementAt(i, tensor.Lanes, at, take) })
	if r.count == unknown || r.count%tensor.Lanes != 0 {
		r.when(r.Cmp(ins.SLT, end, hi), func() {
			last := r.Alloca(vec, 64)
			r.Store(r.identity(tensor.Lanes), last)
			r.loopBy(end, hi, 1, func(i ins.Value) {
				r.elementAt(i, 1, at, func(x ins.Value) { r.storeElem(r.d, last, r.less(i, end), x) })
			})
			take(r.Load(vec, last))
		})
	}
	return r.Call(r.reduction.lanes(), r.Load(vec, acc))
}

// take takes the value of a leaf, which is lo … hi of the run; the elements of an extreme stand at p.
func (r *runLoops) take(v, p, lo, hi ins.Value) {
	switch {
	case r.place.Valid():
		r.takePlace(v, p, lo, r.less(hi, lo))
		return
	case r.levels.Valid():
		v = r.Call(r.tree(), r.levels, lo, v, r.Cmp(ins.EQ, hi, r.length))
	case !r.ordered():
		v = r.step(&r.code, r.Load(elemType(r.d), r.acc), v)
	}
	r.Store(v, r.acc)
}

// stored reduces a leaf of n elements at an address.
func (r *runLoops) stored(p, n ins.Value) ins.Value { return r.Call(r.leaf(), p, n) }

// fewElements are added one by one: there is at most one in each lane.
const fewElements = 4

// spelled adds the few elements at an address.
func (r *runLoops) spelled(p ins.Value) ins.Value {
	x := make([]ins.Value, r.count)
	for k := range x {
		x[k] = r.loadElem(r.d, p, ins.Size(k))
	}
	for w := tensor.Lanes / 2; w > 0; w /= 2 {
		for k := 0; k < w && k+w < len(x); k++ {
			x[k] = r.step(&r.code, x[k], x[k+w])
		}
	}
	return r.step(&r.code, x[0], r.identity(1)) // no sum is -0
}

// takePlace keeps the extreme v of a leaf and its place if it is the best so far.
func (r *runLoops) takePlace(v, p, lo, n ins.Value) {
	r.when(r.wins(&r.code, r.Load(elemType(r.d), r.acc), v), func() {
		at := r.Call(r.find(), p, n, v)
		r.Store(v, r.acc)
		r.Store(r.add(lo, at), r.place)
	})
}
