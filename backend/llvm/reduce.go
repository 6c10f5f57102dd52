package llvm

import (
	"fmt"
	"math"
	"strings"

	"github.com/myia-lang/myia/types"
)

// The order of reductions is that of package tensor: rows in turn if the leading axes go, else runs; a sum of a run in
// blocks of 4096 with 16 lanes.
const (
	sumLanes = 16
	sumBlock = 4096
)

// leading reports whether the reduced axes are the first ones and some are left.
func (k *kernel) leading() bool {
	for i, a := range k.op.Axes {
		if a != i {
			return false
		}
	}
	return len(k.op.Axes) > 0 && len(k.op.Axes) < len(k.sizes)
}

// trailing reports whether the reduced axes are the last ones.
func (k *kernel) trailing() bool {
	for i, a := range k.kept() {
		if a != i {
			return false
		}
	}
	return true
}

// begin is the value that a reduction starts with.
func (k *kernel) begin(w int) string {
	d := k.op.DType
	low, high := fmt.Sprint(math.MinInt64), fmt.Sprint(math.MaxInt64)
	one := "1"
	switch {
	case d.IsFloat():
		low, high, one = floatText(d, math.Inf(-1)), floatText(d, math.Inf(1)), floatText(d, 1)
	case d == types.B1:
		low, high, one = "false", "true", "true"
	}
	switch k.op.Kind {
	case "prod":
		return lanesOf(elemType(d), one, w)
	case "max":
		return lanesOf(elemType(d), low, w)
	case "min":
		return lanesOf(elemType(d), high, w)
	}
	return zeroOf(d, w)
}

// step folds x in; nan wins in extremes.
func (k *kernel) step(acc, x string, w int) string {
	d := k.op.DType
	l := lane{&k.code, d, w, []string{acc, x}, nil}
	switch k.op.Kind {
	case "sum":
		return arith("fadd", "add")(l)
	case "prod":
		return arith("fmul", "mul")(l)
	}
	better, bool, int := "ogt", "or", "smax"
	if k.op.Kind == "min" {
		better, bool, int = "olt", "and", "smin"
	}
	switch {
	case d == types.B1:
		return l.op2(bool)
	case d == types.I64:
		return l.intrinsic(int, d, w, acc, x)
	}
	return l.sel(l.or(l.cmp("fcmp "+better, x, acc), l.cmp("fcmp uno", x, x)), x, acc)
}

// rows folds row after row into the result.
func (k *kernel) rows(catch func(error)) {
	d, kept := k.op.DType, k.kept()
	count := k.product(k.sizesAt(kept))
	k.inner("0", count, k.count(kept), func(i string, w int) { k.store(d, "%out", i, k.begin(w), w) })
	fold := func(off string, at lanes, idx []lanes, w int) {
		x, err := k.element(w, at, idx)
		if catch(err); err != nil {
			return
		}
		old := ""
		if w == 1 {
			old = k.loadElem(d, "%out", off)
		} else {
			old = k.loadVector(d, "%out", off, w)
		}
		k.store(d, "%out", off, k.step(old, x[0], w), w)
	}
	if k.flat {
		k.loopBy("0", k.product(k.sizesAt(k.op.Axes)), 1, func(r string) {
			k.poll()
			base := k.mul(r, count)
			k.inner("0", count, k.count(kept), func(i string, w int) { fold(i, lanes{x: k.add(base, i), ramp: w > 1}, nil, w) })
		})
		return
	}
	idx := make([]lanes, len(k.sizes))
	last := len(kept) - 1
	k.nest(append(append([]int{}, k.op.Axes...), kept[:last]...), idx, func() {
		base := k.mul(k.offsetOf(kept[:last], idx), k.sizes[kept[last]])
		k.inner("0", k.sizes[kept[last]], k.fixed[kept[last]], func(i string, w int) {
			idx[kept[last]] = lanes{x: i, ramp: w > 1}
			fold(k.add(base, i), lanes{}, idx, w)
		})
	})
}

// runs folds one run after the other.
func (k *kernel) runs(catch func(error)) {
	if k.flat && !k.trailing() {
		k.flat = false
	}
	kept := k.kept()
	length := k.product(k.sizesAt(k.op.Axes))
	if k.flat {
		k.loopBy("0", k.product(k.sizesAt(kept)), 1, func(o string) {
			base := k.mul(o, length)
			k.run(length, o, func(q string, w int) (string, error) {
				x, err := k.element(w, lanes{x: k.add(base, q), ramp: w > 1}, nil)
				return strings.Join(x, ""), err
			}, true, catch)
		})
		return
	}
	idx := make([]lanes, len(k.sizes))
	k.nest(kept, idx, func() {
		k.run(length, k.offsetOf(kept, idx), func(q string, w int) (string, error) {
			k.place(q, w, idx)
			x, err := k.element(w, lanes{}, idx)
			return strings.Join(x, ""), err
		}, len(k.op.Axes) == 1, catch)
	})
}

// place turns a position in the run into indices of the reduced axes.
func (k *kernel) place(q string, w int, idx []lanes) {
	axes := k.op.Axes
	for i := len(axes) - 1; i > 0; i-- {
		n := k.sizes[axes[i]]
		idx[axes[i]] = lanes{x: k.ins("urem i64 %s, %s", q, n)}
		q = k.ins("udiv i64 %s, %s", q, n)
	}
	if len(axes) > 0 {
		idx[axes[0]] = lanes{x: q, ramp: w > 1}
	}
}

// run folds a run and stores the result at an offset. at gives the element at a position.
func (k *kernel) run(length, out string, at func(q string, w int) (string, error), vector bool, catch func(error)) {
	d := k.op.DType
	ty := elemType(d)
	acc := k.alloca(ty, 8)
	k.do("store %s %s, ptr %s", ty, k.begin(1), acc)
	count := k.count(k.op.Axes)
	k.blocks(length, count, sumBlock, func(lo, hi string) {
		if k.op.Kind == "sum" {
			k.sumBlock(lo, hi, acc, count, at, vector, catch)
			return
		}
		k.loopBy(lo, hi, 1, func(q string) {
			x, err := at(q, 1)
			if catch(err); err == nil {
				old := k.ins("load %s, ptr %s", ty, acc)
				k.do("store %s %s, ptr %s", ty, k.step(old, x, 1), acc)
			}
		})
	})
	k.storeElem(d, "%out", out, k.ins("load %s, ptr %s", ty, acc))
}

// sumBlock adds a block in lanes, and its sum to acc.
func (k *kernel) sumBlock(lo, hi, acc string, n int64, at func(q string, w int) (string, error), vector bool, catch func(error)) {
	ty, vec := elemType(k.op.DType), vecType(elemType(k.op.DType), sumLanes)
	lanesAt := k.alloca(vec, 64)
	if vector {
		sums := k.alloca(vec, 64)
		k.do("store %s zeroinitializer, ptr %s", vec, sums)
		lo = k.vectors(lo, hi, n, sumLanes, func(q string) {
			x, err := at(q, sumLanes)
			if catch(err); err == nil {
				old := k.ins("load %s, ptr %s", vec, sums)
				k.do("store %s %s, ptr %s", vec, k.step(old, x, sumLanes), sums)
			}
		})
		k.do("store %s %s, ptr %s", vec, k.ins("load %s, ptr %s", vec, sums), lanesAt)
	} else {
		k.do("store %s zeroinitializer, ptr %s", vec, lanesAt)
	}
	k.sumTail(lo, hi, n, vector, func(q string) {
		x, err := at(q, 1)
		if catch(err); err == nil {
			p := k.ins("getelementptr %s, ptr %s, i64 %s", ty, lanesAt, k.ins("and i64 %s, %d", q, sumLanes-1))
			k.do("store %s %s, ptr %s", ty, k.step(k.ins("load %s, ptr %s", ty, p), x, 1), p)
		}
	})
	helper := fmt.Sprintf("myia_lanesum_%s", k.op.DType)
	k.needs.helper(helper)
	sum := k.ins("call %s @%s(%s %s)", ty, helper, vec, k.ins("load %s, ptr %s", vec, lanesAt))
	k.do("store %s %s, ptr %s", ty, k.step(k.ins("load %s, ptr %s", ty, acc), sum, 1), acc)
}

// sumTail runs over what the vectors of a sum left.
func (k *kernel) sumTail(lo, hi string, n int64, vector bool, body func(q string)) {
	if !vector || n == unknown || n%sumLanes != 0 {
		k.loopBy(lo, hi, 1, body)
	}
}

// laneSum is the helper that adds the lanes of a sum, the upper half to the lower until one is left. It is a function
// because shuffles are slow to compile.
func laneSum(d types.DType) helper {
	var c code
	ty, sum := elemType(d), "%x"
	for w := sumLanes / 2; w > 0; w /= 2 {
		sum = arith("fadd", "add")(lane{&c, d, w, []string{c.half(sum, ty, 2*w, 0), c.half(sum, ty, 2*w, w)}, nil})
	}
	return helper{text: fmt.Sprintf("define internal %s @myia_lanesum_%s(%s %%x) nounwind noinline {\n%s  ret %s %s\n}\n",
		ty, d, vecType(ty, sumLanes), c.body.String(), ty, sum)}
}

// half takes w/2 of w lanes, from lane on.
func (c *code) half(x, elem string, w, from int) string {
	if w == 2 {
		return c.ins("extractelement %s %s, i32 %d", vecType(elem, 2), x, from)
	}
	var b strings.Builder
	for i := range w / 2 {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "i32 %d", from+i)
	}
	ty := vecType(elem, w)
	return c.ins("shufflevector %s %s, %s poison, <%d x i32> <%s>", ty, x, ty, w/2, b.String())
}

// argLoops finds the first place of an extreme; the first nan wins.
func (k *kernel) argLoops(catch func(error)) {
	axis := k.op.Axes[0]
	kept := k.kept()
	idx := make([]lanes, len(k.sizes))
	from, _ := types.ElemDType(k.region.Results[0].Type)
	better := "ogt"
	if k.op.Kind == "argmin" {
		better = "olt"
	}
	k.nest(kept, idx, func() {
		best, value := k.alloca("i64", 8), k.alloca("double", 8)
		k.do("store i64 0, ptr %s", best)
		k.do("store double 0.0, ptr %s", value)
		k.loopBy("0", k.sizes[axis], 1, func(j string) {
			idx[axis] = lanes{x: j}
			x, err := k.element(1, lanes{}, idx)
			if catch(err); err != nil {
				return
			}
			v := k.cast(x[0], from, types.F64, 1)
			old := k.ins("load double, ptr %s", value)
			first := k.ins("icmp eq i64 %s, 0", j)
			win := k.ins("or i1 %s, %s", k.ins("fcmp %s double %s, %s", better, v, old), k.ins("fcmp uno double %s, %s", v, v))
			win = k.ins("and i1 %s, %s", win, k.ins("fcmp ord double %s, %s", old, old)) // after a nan nothing wins
			win = k.ins("select i1 %s, i1 true, i1 %s", first, win)
			k.do("store double %s, ptr %s", k.ins("select i1 %s, double %s, double %s", win, v, old), value)
			at := k.ins("load i64, ptr %s", best)
			k.do("store i64 %s, ptr %s", k.ins("select i1 %s, i64 %s, i64 %s", win, j, at), best)
		})
		k.storeElem(types.I64, "%out", k.offsetOf(kept, idx), k.ins("load i64, ptr %s", best))
	})
}
