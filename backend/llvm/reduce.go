package llvm

import (
	"fmt"
	"math"

	"github.com/myia-lang/myia/backend/llvm/ins"
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
func (f reduction) identity(w int) ins.Value { return f.elements(nil, w).Const(f.Identity) }

// elements is the arithmetic of the fold's elements in registers.
func (f reduction) elements(c *code, w int) elements {
	return elements{lane{code: c, d: f.d, w: w}, elemType(f.d)}
}

// step folds x in.
func (f reduction) step(c *code, acc, x ins.Value) ins.Value {
	return f.Fold.Lanes.Step(f.elements(c, x.Type().Lanes()), acc, x)
}

// wins reports whether x takes the place of acc: it beats it, or is the first nan.
func (f reduction) wins(c *code, acc, x ins.Value) ins.Value {
	e := f.elements(c, x.Type().Lanes())
	return e.truth(emit.Wins(emit.Elements[ins.Value, emit.Cond](e), f.Fold.Lanes.Better, x, acc))
}

// elements writes the arithmetic of steps (emit.Elements) in lanes of a type: bools are bytes in memory.
type elements struct {
	lane
	elem ins.Type
}

// Const is the start of a fold.
func (e elements) Const(x float64) ins.Value {
	t := ins.Vec(e.elem, e.w)
	switch least, most := math.IsInf(x, -1), math.IsInf(x, 1); {
	case e.float():
		return ins.Real(t, x)
	case e.d == dtype.Bool && x > 0:
		return ins.Int(t, 1)
	case e.d == dtype.Bool:
		return ins.Int(t, 0)
	case least && e.signed():
		return ins.Int(t, math.MinInt64)
	case least:
		return ins.Int(t, 0)
	case most && e.signed():
		return ins.Int(t, math.MaxInt64)
	case most:
		return ins.Int(t, -1)
	}
	return ins.Int(t, int64(x))
}

// by picks the instruction by the kind of element.
func (e elements) by(float, int ins.Op, x, y ins.Value) ins.Value {
	if e.float() {
		return e.Binary(float, x, y)
	}
	return e.Binary(int, x, y)
}

// Add, Sub and Mul are the operations of emit.Elements.
func (e elements) Add(x, y ins.Value) ins.Value { return e.by(ins.FAdd, ins.Add, x, y) }
func (e elements) Sub(x, y ins.Value) ins.Value { return e.by(ins.FSub, ins.Sub, x, y) }
func (e elements) Mul(x, y ins.Value) ins.Value { return e.by(ins.FMul, ins.Mul, x, y) }

// Lt of floats is an instruction. Of ints and bools, which are all numbers, it is put off: what is selected by it is one
// instruction.
func (e elements) Lt(x, y ins.Value) emit.Cond {
	if e.float() {
		return emit.Cond{Reg: e.Cmp(ins.OLT, x, y)}
	}
	return emit.Cond{X: x, Y: y}
}

// never and always are what is known of all ints; And and Or leave the first out.
var never, always = emit.Cond{Reg: ins.False}, emit.Cond{Reg: ins.True}

// truth is a truth value in a register.
func (e elements) truth(p emit.Cond) ins.Value {
	switch {
	case p.Reg.Valid():
		return p.Reg
	case !e.signed():
		return e.Cmp(ins.ULT, p.X, p.Y)
	}
	return e.Cmp(ins.SLT, p.X, p.Y)
}

// Nan is false of what is no float, which And and Or know.
func (e elements) Nan(x ins.Value) emit.Cond {
	if !e.float() {
		return never
	}
	return emit.Cond{Reg: e.Cmp(ins.UNO, x, x)}
}

// Number is the opposite of Nan.
func (e elements) Number(x ins.Value) emit.Cond {
	if !e.float() {
		return always
	}
	return emit.Cond{Reg: e.Cmp(ins.ORD, x, x)}
}

// And and Or join conditions.
func (e elements) And(p, q emit.Cond) emit.Cond {
	if p == never || q == never {
		return never
	}
	return emit.Cond{Reg: e.and(e.truth(p), e.truth(q))}
}

// Or is described at And.
func (e elements) Or(p, q emit.Cond) emit.Cond {
	if q == never {
		return p
	}
	return emit.Cond{Reg: e.or(e.truth(p), e.truth(q))}
}

// Select takes the lesser or the greater of two ints or bools by one instruction.
func (e elements) Select(p emit.Cond, x, y ins.Value) ins.Value {
	lesser := p == emit.Cond{X: x, Y: y}
	greater := p == emit.Cond{X: y, Y: x}
	switch {
	case !lesser && !greater:
		return e.code.Select(e.truth(p), x, y)
	case e.d == dtype.Bool && lesser:
		return e.Binary(ins.And, y, x)
	case e.d == dtype.Bool:
		return e.Binary(ins.Or, y, x)
	case lesser:
		return e.intrinsic(e.lane.by("smin"), y, x)
	}
	return e.intrinsic(e.lane.by("smax"), y, x)
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

// storedAt is the address of the first element if the elements are those of an array, in order; else it is none.
func (k *kernel) storedAt() ins.Value {
	nodes := k.Region.Nodes
	if !k.flat || len(nodes) != 1 || nodes[0].Results[0] != k.Region.Results[0] {
		return ins.Value{}
	}
	if _, ok := nodes[0].Op.(kernels.Elem); !ok || !k.own(nodes[0]) {
		return ins.Value{}
	}
	return k.captured[nodes[0].Args[0]][0]
}
