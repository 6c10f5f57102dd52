package ops

import (
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// Compute emits an operation with one result in the type in which its operands are computed, and brings the result back:
// reductions and products of all small types, and functions with a derivative of small floats. So a float16 or a bfloat16
// is rounded where a result is stored in it, sums are added up in f32, and what a derivative needs again has the
// precision of an f32.
func Compute(b *ir.Builder, op ir.Op, args ...*ir.Value) *ir.Value {
	wide := computedIn(op, args)
	if wide == nil {
		return b.Emit1(op, args...)
	}
	own := mustDType(args[0].Type)
	cast := make([]*ir.Value, len(args))
	for i, a := range args {
		cast[i] = b.Emit1(Cast{To: *wide}, a)
	}
	y := b.Emit1(op, cast...)
	if _, place := op.(ArgMax); place {
		return y
	}
	if d, _ := types.ElemDType(y.Type); d == *wide {
		return b.Emit1(Cast{To: own}, y)
	}
	return y
}

// computedIn is the type that operands are brought to; nil if they stay.
func computedIn(op ir.Op, args []*ir.Value) *dtype.Type {
	if len(args) == 0 {
		return nil
	}
	d, ok := types.ElemDType(args[0].Type)
	wide := d.Compute()
	switch o := op.(type) {
	case Elementwise:
		ok = ok && d.IsFloat() && o.row.deriv.by != nil
	case Matmul:
		if d.Class() != dtype.Float {
			wide = dtype.I64 // of uint64 they have the same bits
		}
	case Reduce, ArgMax:
	default:
		ok = false
	}
	if !ok || wide == d {
		return nil
	}
	return &wide
}
