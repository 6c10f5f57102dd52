package llvm

import (
	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/tensor"
)

// rowTile is how many columns a reduction of rows takes at once where it needs memory of its own for each, and
// rowLevels how many levels of leaves hold what 64 bits can count.
const (
	rowTile   = 1024
	rowLevels = 11
)

// position gives the offset of element i of a row, when the kernel is flat, or its indices.
type position func(i ins.Value, w int) (at lanes, idx []lanes)

// rowLoops writes the reduction of rows: row after row is folded into accumulators, one for each column. They are the
// results; but a tree of leaves, and the place of an extreme, take a tile of columns at once, with accumulators on the
// stack.
type rowLoops struct {
	*kernel
	reduction
	length ins.Value // number of rows
	many   ins.Value // whether there are several leaves, so that there is a tree; none if never
	tile   ins.Value // address of the accumulators on the stack
	place  bool      // of an extreme
	catch  func(error)
}

// columns are side by side in a row and in the result.
type columns struct {
	start, width ins.Value // offset in the result, and number
	n            int64     // the number, if it is known
	// over runs over the rows; from is the first column of a tile.
	over func(from ins.Value, row func(r ins.Value, at position))
}

// rows reduces along axes after which others stay.
func (k *kernel) rows(catch func(error)) {
	axes, kept := k.Op.Axes, k.kept()
	r := &rowLoops{kernel: k, reduction: k.reduction(), length: k.product(k.sizesAt(axes)), catch: catch}
	r.place = k.Op.Kind != r.Fold.Name
	if n := k.count(axes); r.ordered() && (n == unknown || n > tensor.RowsLeaf) {
		r.many = k.Cmp(ins.SGT, r.length, ins.Size(tensor.RowsLeaf))
		r.tile = k.Alloca(ins.Array(rowLevels*rowTile, elemType(r.d)), 64)
	} else if r.place {
		r.tile = k.Alloca(ins.Array(rowTile, memType(r.d)), 64)
	}
	first := axes[0]
	if k.flat = k.flat && axes[len(axes)-1] == first+len(axes)-1; k.flat {
		r.merged(kept[:first], kept[first:])
		return
	}
	last := len(kept) - 1
	idx := make([]lanes, len(k.sizes))
	k.nest(kept[:last], idx, func() { r.indexed(kept[:last], kept[last], idx) })
}

// merged runs over rows whose axes, those in front and those of the columns are each as one.
func (r *rowLoops) merged(front, after []int) {
	width := r.product(r.sizesAt(after))
	r.each(r.product(r.sizesAt(front)), func(o ins.Value) {
		r.reduce(columns{r.mul(o, width), width, r.count(after), func(from ins.Value, row func(ins.Value, position)) {
			r.loopBy(ins.Size(0), r.length, 1, func(i ins.Value) {
				r.poll()
				base := r.add(r.mul(r.add(r.mul(o, r.length), i), width), from)
				row(i, func(j ins.Value, w int) (lanes, []lanes) { return lanes{x: r.add(base, j), ramp: w > 1}, nil })
			})
		}})
	})
}

// indexed runs over rows at indices; the last axis has the columns.
func (r *rowLoops) indexed(front []int, last int, idx []lanes) {
	width := r.sizes[last]
	r.reduce(columns{r.mul(r.offsetOf(front, idx), width), width, r.Sizes[last], func(from ins.Value, row func(ins.Value, position)) {
		r.nest(r.Op.Axes, idx, func() {
			row(r.offsetOf(r.Op.Axes, idx), func(j ins.Value, w int) (lanes, []lanes) {
				idx[last] = lanes{x: r.add(from, j), ramp: w > 1}
				return lanes{}, idx
			})
		})
	}})
}

// reduce folds the rows of some columns.
func (r *rowLoops) reduce(c columns) {
	d, at := r.Op.DType, func(from ins.Value) ins.Value {
		return r.Element(memType(r.Op.DType), r.out, r.add(c.start, from))
	}
	if !r.tile.Valid() {
		r.fold(c, ins.Size(0), c.width, at(ins.Size(0)), ins.Value{})
		return
	}
	step := ins.Size(rowTile)
	if r.many.Valid() {
		step = r.Select(r.many, step, c.width)
	}
	r.loopFrom(ins.Size(0), c.width, func(from ins.Value) ins.Value {
		next := r.add(from, step)
		width := r.Binary(ins.Sub, r.intrinsic("smin", next, c.width), from)
		out, acc := at(from), r.tile
		if r.many.Valid() {
			acc = r.Select(r.many, r.tile, out)
		} else {
			r.zero(out, width, d)
		}
		r.fold(c, from, width, acc, out)
		return next
	})
}

// fold folds the rows of a tile into accumulators; the results go to out, if that is another place.
func (r *rowLoops) fold(c columns, from, width, acc, out ins.Value) {
	if r.identity(1) == nullOf(elemType(r.d)) {
		r.zero(acc, width, r.d)
	} else {
		r.inner(ins.Size(0), width, c.n, func(i ins.Value, w int) { r.store(r.d, acc, i, r.identity(w)) })
	}
	c.over(from, func(row ins.Value, at position) {
		r.inner(ins.Size(0), width, c.n, func(i ins.Value, w int) {
			pos, idx := at(i, w)
			x, err := r.element(w, pos, idx)
			if r.catch(err); err != nil {
				return
			}
			old := r.loadWide(r.d, acc, i, w)
			if r.place {
				win := r.wins(&r.code, old, x[0])
				r.replace(out, i, win, r.Splat(row, w), dtype.I64, w)
				r.replace(acc, i, win, x[0], r.d, w)
				return
			}
			r.store(r.d, acc, i, r.step(&r.code, old, x[0]))
		})
		if r.many.Valid() {
			r.endLeaf(row, width, out)
		}
	})
}

// zero clears n elements.
func (k *kernel) zero(p, n ins.Value, d dtype.Type) {
	k.Call(memset, p, ins.Int(ins.I8, 0), k.mul(n, ins.Size(d.Size())), ins.False)
}

// replace stores x where lanes of win hold.
func (r *rowLoops) replace(p, i, win, x ins.Value, d dtype.Type, w int) {
	r.store(d, p, i, r.Select(win, x, r.loadWide(d, p, i, w)))
}

// endLeaf ends a leaf after its last row; after the last of all rows the results are there.
func (r *rowLoops) endLeaf(row, width, out ins.Value) {
	full := r.Cmp(ins.EQ, r.Binary(ins.And, row, ins.Size(tensor.RowsLeaf-1)), ins.Size(tensor.RowsLeaf-1))
	last := r.Cmp(ins.EQ, r.plus(row, 1), r.length)
	r.when(r.Binary(ins.And, r.many, r.Binary(ins.Or, full, last)), func() {
		r.Call(r.carry(), r.tile, width, row, last, out)
	})
}
