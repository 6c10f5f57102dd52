package llvm

import (
	"fmt"
	"math"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/emit"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// elemDType is the element type of what a kernel runs over; that of its result may differ (argmax).
func (k *kernel) elemDType() dtype.Type {
	d, _ := types.ElemDType(k.Region.Results[0].Type)
	return d
}

// reduction is a kind of reduction of an element type.
type reduction struct {
	*ops.Reduction
	d dtype.Type
}

// reduction is the kernel's kind of reduction; the place of an extreme needs the extreme.
func (k *kernel) reduction() reduction {
	fold, _ := k.Op.Fold()
	return reduction{fold, k.elemDType()}
}

// ordered reports whether the bits depend on the order, so that there is a tree of leaves.
func (f reduction) ordered() bool { return f.d.IsFloat() && !f.Extreme }

// name is the end of the names of the fold's helpers.
func (f reduction) name() string { return fmt.Sprintf("%s_%s", f.Name, f.d) }

// identity is what the fold starts from.
func (f reduction) identity(w int) string { return f.elements(nil, w).Const(f.Identity) }

// elements is the arithmetic of the fold's elements in registers.
func (f reduction) elements(c *code, w int) elements {
	return elements{lane{code: c, d: f.d, w: w}, elemType(f.d)}
}

// step folds x in.
func (f reduction) step(c *code, acc, x string, w int) string {
	return f.Lanes.Step(f.elements(c, w), acc, x)
}

// wins reports whether x takes the place of acc: it beats it, or is the first nan.
func (f reduction) wins(c *code, acc, x string, w int) string {
	e := f.elements(c, w)
	return e.truth(emit.Wins(emit.Elements[string, emit.Cond](e), f.Lanes.Better, x, acc))
}

// elements writes the arithmetic of steps (emit.Elements) in lanes of a type: bools are bytes in memory.
type elements struct {
	lane
	elem string
}

func (e elements) ty() string { return vecType(e.elem, e.w) }

// Const is the start of a fold.
func (e elements) Const(x float64) string {
	var text string
	switch least, most := math.IsInf(x, -1), math.IsInf(x, 1); {
	case e.float():
		text = floatText(e.d, x)
	case e.elem == "i1":
		text = fmt.Sprint(x > 0)
	case e.d == dtype.Bool:
		text = map[bool]string{false: "0", true: "1"}[x > 0]
	case least && e.signed():
		text = fmt.Sprint(math.MinInt64)
	case least:
		text = "0"
	case most && e.signed():
		text = fmt.Sprint(math.MaxInt64)
	case most:
		text = "-1"
	default:
		text = fmt.Sprint(int64(x))
	}
	return lanesOf(e.elem, text, e.w)
}

func (e elements) by(float, int, x, y string) string {
	if e.float() {
		int = float
	}
	return e.ins("%s %s %s, %s", int, e.ty(), x, y)
}

func (e elements) Add(x, y string) string { return e.by("fadd", "add", x, y) }
func (e elements) Sub(x, y string) string { return e.by("fsub", "sub", x, y) }
func (e elements) Mul(x, y string) string { return e.by("fmul", "mul", x, y) }

// Lt of floats is an instruction. Of ints and bools, which are all numbers, it is put off: what is selected by it is one
// instruction.
func (e elements) Lt(x, y string) emit.Cond {
	if e.float() {
		return emit.Cond{Reg: e.by("fcmp olt", "", x, y)}
	}
	return emit.Cond{X: x, Y: y}
}

// never and always are what is known of all ints; And and Or leave the first out.
var never, always = emit.Cond{Reg: "false"}, emit.Cond{Reg: "true"}

// truth is a truth value in a register.
func (e elements) truth(p emit.Cond) string {
	switch {
	case p.Reg != "":
		return p.Reg
	case !e.signed():
		return e.by("", "icmp ult", p.X, p.Y)
	}
	return e.by("", "icmp slt", p.X, p.Y)
}

// Nan is false of what is no float, which And and Or know.
func (e elements) Nan(x string) emit.Cond {
	if !e.float() {
		return never
	}
	return emit.Cond{Reg: e.by("fcmp uno", "", x, x)}
}

func (e elements) Number(x string) emit.Cond {
	if !e.float() {
		return always
	}
	return emit.Cond{Reg: e.by("fcmp ord", "", x, x)}
}

func (e elements) And(p, q emit.Cond) emit.Cond {
	if p == never || q == never {
		return never
	}
	return emit.Cond{Reg: e.and(e.truth(p), e.truth(q))}
}

func (e elements) Or(p, q emit.Cond) emit.Cond {
	if q == never {
		return p
	}
	return emit.Cond{Reg: e.or(e.truth(p), e.truth(q))}
}

// Select takes the lesser or the greater of two ints or bools by one instruction.
func (e elements) Select(p emit.Cond, x, y string) string {
	lesser, greater := "smin", "smax"
	if e.d == dtype.Bool {
		lesser, greater = "and", "or"
	}
	op := ""
	switch p {
	case emit.Cond{X: x, Y: y}:
		op = lesser
	case emit.Cond{X: y, Y: x}:
		op = greater
	}
	switch {
	case op == "":
		return e.ins("select %s %s, %s %s, %s %s", e.bools(), e.truth(p), e.ty(), x, e.ty(), y)
	case e.d == dtype.Bool:
		return e.by("", op, y, x)
	}
	return e.intrinsic(e.lane.by(op), e.d, e.w, y, x)
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
	nodes := k.Region.Nodes
	if !k.flat || len(nodes) != 1 || nodes[0].Results[0] != k.Region.Results[0] {
		return ""
	}
	if _, ok := nodes[0].Op.(kernels.Elem); !ok || !k.own(nodes[0]) {
		return ""
	}
	return k.captured[nodes[0].Args[0]][0]
}
