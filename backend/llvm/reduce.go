package llvm

import (
	"fmt"
	"math"

	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/types"
)

// elemDType is the element type of what a kernel runs over; that of its result may differ (argmax).
func (k *kernel) elemDType() types.DType {
	d, _ := types.ElemDType(k.region.Results[0].Type)
	return d
}

// reduction is a kind of reduction of an element type.
type reduction struct {
	what string // sum, prod, max or min
	d    types.DType
}

// reduction is the kernel's kind of reduction; the place of an extreme needs the extreme.
func (k *kernel) reduction() reduction {
	switch k.op.Kind {
	case "argmax":
		return reduction{"max", k.elemDType()}
	case "argmin":
		return reduction{"min", k.elemDType()}
	}
	return reduction{k.op.Kind, k.op.DType}
}

// extreme reports whether the fold takes one of the elements.
func (f reduction) extreme() bool { return f.what == "max" || f.what == "min" }

// ordered reports whether the bits depend on the order, so that there is a tree of leaves.
func (f reduction) ordered() bool { return f.d.IsFloat() && !f.extreme() }

// name is the end of the names of the fold's helpers.
func (f reduction) name() string { return fmt.Sprintf("%s_%s", f.what, f.d) }

// identity is what the fold starts from.
func (f reduction) identity(w int) string {
	low, high, one := fmt.Sprint(math.MinInt64), fmt.Sprint(math.MaxInt64), "1"
	switch {
	case f.d.IsFloat():
		low, high, one = floatText(f.d, math.Inf(-1)), floatText(f.d, math.Inf(1)), floatText(f.d, 1)
	case f.d == types.B1:
		low, high, one = "false", "true", "true"
	}
	switch f.what {
	case "prod":
		return lanesOf(elemType(f.d), one, w)
	case "max":
		return lanesOf(elemType(f.d), low, w)
	case "min":
		return lanesOf(elemType(f.d), high, w)
	}
	return zeroOf(f.d, w)
}

// step folds x in.
func (f reduction) step(c *code, acc, x string, w int) string {
	l := lane{code: c, d: f.d, w: w, args: []string{acc, x}}
	switch f.what {
	case "sum":
		return arith("fadd", "add")(l)
	case "prod":
		return arith("fmul", "mul")(l)
	}
	bool, int := "or", "smax"
	if f.what == "min" {
		bool, int = "and", "smin"
	}
	switch f.d {
	case types.B1:
		return l.op2(bool)
	case types.I64:
		return l.intrinsic(int, f.d, w, acc, x)
	}
	return l.sel(f.wins(c, acc, x, w), x, acc)
}

// beats compares, for an extreme: x is truly better; nothing is better than a nan, nor a nan than anything.
func (f reduction) beats(c *code, acc, x string, w int) string {
	l := lane{code: c, d: f.d, w: w, args: []string{x, acc}}
	if f.what == "min" {
		return compare("olt", "slt", "ult")(l)
	}
	return compare("ogt", "sgt", "ugt")(l)
}

// wins reports whether x takes the place of acc: it beats it, or is the first nan.
func (f reduction) wins(c *code, acc, x string, w int) string {
	win := f.beats(c, acc, x, w)
	if !f.d.IsFloat() {
		return win
	}
	l := lane{code: c, d: f.d, w: w}
	return l.or(win, l.and(l.cmp("fcmp uno", x, x), l.cmp("fcmp ord", acc, acc)))
}

// reduceLoops writes a reduction by the rule that its axes ask for.
func (k *kernel) reduceLoops(catch func(error)) {
	kept := k.kept()
	if n := len(kept); n == 0 || kept[n-1] == n-1 { // what stays stands in front
		k.runs(catch)
	} else {
		k.rows(catch)
	}
}

// storedAt is the address of the first element if the elements are those of an array, in order; else it is empty.
func (k *kernel) storedAt() string {
	nodes := k.region.Nodes
	if !k.flat || len(nodes) != 1 || nodes[0].Results[0] != k.region.Results[0] {
		return ""
	}
	if _, ok := nodes[0].Op.(kernels.Elem); !ok || !k.own(nodes[0]) {
		return ""
	}
	return k.capture(nodes[0].Args[0])[0]
}
