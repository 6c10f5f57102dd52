package llvm

import (
	"fmt"

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
type position func(i string, w int) (at lanes, idx []lanes)

// rowLoops writes the reduction of rows: row after row is folded into accumulators, one for each column. They are the
// results; but a tree of leaves, and the place of an extreme, take a tile of columns at once, with accumulators on the
// stack.
type rowLoops struct {
	*kernel
	reduction
	length string // number of rows
	many   string // whether there are several leaves, so that there is a tree; "" if never
	tile   string // address of the accumulators on the stack
	place  bool   // of an extreme
	catch  func(error)
}

// columns are side by side in a row and in the result.
type columns struct {
	start, width string // offset in the result, and number
	n            int64  // the number, if it is known
	// over runs over the rows; from is the first column of a tile.
	over func(from string, row func(r string, at position))
}

// rows reduces along axes after which others stay.
func (k *kernel) rows(catch func(error)) {
	axes, kept := k.Op.Axes, k.kept()
	r := &rowLoops{kernel: k, reduction: k.reduction(), length: k.product(k.sizesAt(axes)), catch: catch}
	r.place = k.Op.Kind != r.Name
	if n := k.count(axes); r.ordered() && (n == unknown || n > tensor.RowsLeaf) {
		r.many = k.ins("icmp sgt i64 %s, %d", r.length, tensor.RowsLeaf)
		r.tile = k.alloca(fmt.Sprintf("[%d x %s]", rowLevels*rowTile, elemType(r.d)), 64)
	} else if r.place {
		r.tile = k.alloca(fmt.Sprintf("[%d x %s]", rowTile, memType(r.d)), 64)
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
	r.each(r.product(r.sizesAt(front)), func(o string) {
		r.reduce(columns{r.mul(o, width), width, r.count(after), func(from string, row func(string, position)) {
			r.loopBy("0", r.length, 1, func(i string) {
				r.poll()
				base := r.add(r.mul(r.add(r.mul(o, r.length), i), width), from)
				row(i, func(j string, w int) (lanes, []lanes) { return lanes{x: r.add(base, j), ramp: w > 1}, nil })
			})
		}})
	})
}

// indexed runs over rows at indices; the last axis has the columns.
func (r *rowLoops) indexed(front []int, last int, idx []lanes) {
	width := r.sizes[last]
	r.reduce(columns{r.mul(r.offsetOf(front, idx), width), width, r.Sizes[last], func(from string, row func(string, position)) {
		r.nest(r.Op.Axes, idx, func() {
			row(r.offsetOf(r.Op.Axes, idx), func(j string, w int) (lanes, []lanes) {
				idx[last] = lanes{x: r.add(from, j), ramp: w > 1}
				return lanes{}, idx
			})
		})
	}})
}

// reduce folds the rows of some columns.
func (r *rowLoops) reduce(c columns) {
	d, at := r.Op.DType, func(from string) string {
		return r.ins("getelementptr %s, ptr %%out, i64 %s", memType(r.Op.DType), r.add(c.start, from))
	}
	if r.tile == "" {
		r.fold(c, "0", c.width, at("0"), "")
		return
	}
	step := fmt.Sprint(rowTile)
	if r.many != "" {
		step = r.ins("select i1 %s, i64 %s, i64 %s", r.many, step, c.width)
	}
	r.loopFrom("0", c.width, func(from string) string {
		next := r.add(from, step)
		width := r.ins("sub i64 %s, %s", r.intrinsic("smin", dtype.I64, 1, next, c.width), from)
		out, acc := at(from), r.tile
		if r.many != "" {
			acc = r.ins("select i1 %s, ptr %s, ptr %s", r.many, r.tile, out)
		} else {
			r.zero(out, width, d)
		}
		r.fold(c, from, width, acc, out)
		return next
	})
}

// fold folds the rows of a tile into accumulators; the results go to out, if that is another place.
func (r *rowLoops) fold(c columns, from, width, acc, out string) {
	if r.identity(1) == zeroOf(r.d, 1) {
		r.zero(acc, width, r.d)
	} else {
		r.inner("0", width, c.n, func(i string, w int) { r.store(r.d, acc, i, r.identity(w), w) })
	}
	c.over(from, func(row string, at position) {
		r.inner("0", width, c.n, func(i string, w int) {
			pos, idx := at(i, w)
			x, err := r.element(w, pos, idx)
			if r.catch(err); err != nil {
				return
			}
			old := r.loadWide(r.d, acc, i, w)
			if r.place {
				win := r.wins(&r.code, old, x[0], w)
				r.replace(out, i, win, r.splat("i64", row, w), dtype.I64, w)
				r.replace(acc, i, win, x[0], r.d, w)
				return
			}
			r.store(r.d, acc, i, r.step(&r.code, old, x[0], w), w)
		})
		if r.many != "" {
			r.carry(row, width, out)
		}
	})
}

// zero clears n elements.
func (k *kernel) zero(p, n string, d dtype.Type) {
	k.needs.decl("declare void @llvm.memset.p0.i64(ptr, i8, i64, i1)")
	k.do("call void @llvm.memset.p0.i64(ptr %s, i8 0, i64 %s, i1 false)", p, k.mul(n, fmt.Sprint(d.Size())))
}

// replace stores x where lanes of win hold.
func (r *rowLoops) replace(p, i, win, x string, d dtype.Type, w int) {
	l := lane{code: &r.code, d: d, w: w}
	r.store(d, p, i, l.sel(win, x, r.loadWide(d, p, i, w)), w)
}

// carry ends a leaf after its last row; after the last of all rows the results are there.
func (r *rowLoops) carry(row, width, out string) {
	full := r.ins("icmp eq i64 %s, %d", r.ins("and i64 %s, %d", row, tensor.RowsLeaf-1), tensor.RowsLeaf-1)
	last := r.ins("icmp eq i64 %s, %s", r.ins("add i64 %s, 1", row), r.length)
	r.when(r.ins("and i1 %s, %s", r.many, r.ins("or i1 %s, %s", full, last)), func() {
		carry := "myia_carry_" + r.reduction.name()
		r.needs.helper(carry)
		r.do("call void @%s(ptr %s, i64 %s, i64 %s, i1 %s, ptr %s)", carry, r.tile, width, row, last, out)
	})
}
