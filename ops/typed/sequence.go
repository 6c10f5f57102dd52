package typed

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Sequences lists what lists are made of.
func Sequences() []*Prim {
	return []*Prim{
		{Name: "check.divmod", Sig: "b", Doc: "The divisor of divmod() of floats is not zero.", Type: fixed(types.None), Lower: func(l *Lowering) []*ir.Value {
			b := l.Cast(l.Leaf(0), dtype.F64)
			l.Check(l.One(ops.Ne, b, l.Cast(l.I64(0), dtype.F64)), "ZeroDivisionError", "float divmod()")
			return nil
		}},
		{Name: "check.unpack", Sig: "n, want", Doc: "A sequence has the length that unpacking wants.", Type: fixed(types.None), Lower: lowerCheckUnpack},
		{Name: "check.unpack_rest", Sig: "n, want", Doc: "A sequence is as long as unpacking with a star wants.", Type: fixed(types.None), Lower: func(l *Lowering) []*ir.Value {
			l.Check(l.One(ops.Ge, l.Leaf(0), l.Leaf(1)), "ValueError", "not enough values to unpack (expected at least {1}, got {0})", l.Leaf(0), l.Leaf(1))
			return nil
		}},
		{Name: "check.nonempty", Sig: "n, name!", Doc: "A sequence is not empty.", Type: fixed(types.None), Lower: func(l *Lowering) []*ir.Value {
			name, _ := l.Args[1].Known.(string)
			msg := name + "() arg is an empty sequence"
			if name == "reduce" {
				msg = "reduce() of empty iterable with no initial value"
			}
			l.Check(l.One(ops.Gt, l.Leaf(0), l.I64(0)), "ValueError", msg)
			return nil
		}},
		{Name: "list.len", Sig: "xs", Doc: "Length of a list.", Type: fixed(types.Int), Lower: lowerOps(ops.VecLen{})},
		{Name: "list.at", Sig: "xs, i", Doc: "Element of a list at a counter in range.", Type: elemOfList, Lower: func(l *Lowering) []*ir.Value {
			return l.B.Emit(ops.VecGet{}, l.Leaf(0), l.Leaf(1))
		}},
		getItem("list"),
		getItem("tuple"),
		{Name: "list.push", Sig: "xs, x", Doc: "A list with one more element.", Type: nil, Lower: lowerOps(ops.VecPush{})},
		{Name: "list.concat", Sig: "xs, ys", Doc: "xs + ys.", Type: nil, Lower: lowerOps(ops.VecConcat{})},
		{Name: "list.fill", Sig: "xs, n", Doc: "[x] * n.", Type: nil, Lower: lowerListFill},
		{Name: "list.repeat", Sig: "xs, n", Doc: "xs * n.", Type: nil, Lower: lowerListRepeat},
		{Name: "list.slice", Sig: "xs, s", Doc: "xs[lo:hi:step].", Type: nil, Lower: func(l *Lowering) []*ir.Value {
			start, step, n := l.sliceBounds(l.Args[1], l.One(ops.VecLen{}, l.Leaf(0)))
			return []*ir.Value{l.One(ops.VecSlice{}, l.Leaf(0), start, step, n)}
		}},
		{Name: "list.all", Sig: "xs", Doc: "Whether all of a list of bools hold.", Type: fixed(types.Bool), Lower: foldBools(ops.And, true)},
		{Name: "list.any", Sig: "xs", Doc: "Whether any of a list of bools holds.", Type: fixed(types.Bool), Lower: foldBools(ops.Or, false)},
		{Name: "operator.index", Sig: "x", Doc: "An int, of what may count or index.", Type: func(c *CallInfo) (types.Type, error) {
			if !IsIndex(c.Args[0].T) {
				return nil, Errorf(diag.NotAnInteger, 0, "'%s' object cannot be interpreted as an integer", PyName(c.Args[0].T)).WithHelp("convert it with int, or divide with //")
			}
			return types.Int, nil
		}, Lower: func(l *Lowering) []*ir.Value { return []*ir.Value{l.Int(l.Leaf(0))} },
			Fold: func(c *CallInfo) (any, bool) { k, ok := c.Args[0].Known.(int64); return k, ok }},
	}
}

// elemOfList is the type of an element, whose sizes are any.
func elemOfList(c *CallInfo) (types.Type, error) {
	return types.NewNames(c.Args[0].T.(types.List).Elems[0], c.FreshDim), nil
}

// getItem is an element of a list, which to the program is of the kind.
func getItem(kind string) *Prim {
	return &Prim{Name: kind + ".get", Sig: "xs, i", Doc: "xs[i].", Type: func(c *CallInfo) (types.Type, error) {
		if !IsIndex(c.Args[1].T) {
			return nil, Errorf(diag.BadIndex, 1, "%s indices must be integers or slices, not %s", kind, PyName(c.Args[1].T))
		}
		return elemOfList(c)
	}, Lower: func(l *Lowering) []*ir.Value {
		n := l.One(ops.VecLen{}, l.Leaf(0))
		return l.B.Emit(ops.VecGet{}, l.Leaf(0), l.indexInto(l.Int(l.Leaf(1)), n, kind+" index out of range"))
	}}
}

// IsIndex reports whether values of t can be used as an index.
func IsIndex(t types.Type) bool {
	if t == types.Int || t == types.Bool {
		return true
	}
	a, ok := t.(types.Array)
	return ok && len(a.Dims) == 0 && isInt(a.DType)
}

// isInt reports whether elements of d can be indices.
func isInt(d dtype.Type) bool { return d.Class() == dtype.Int || d.Class() == dtype.Uint }

// indexInto wraps a negative index and checks the bounds.
func (l *Lowering) indexInto(i, n *ir.Value, msg string) *ir.Value {
	neg := l.One(ops.Lt, i, l.I64(0))
	j := l.One(ops.Select{}, neg, l.One(ops.Add, i, n), i)
	ok := l.One(ops.And, l.One(ops.Ge, j, l.I64(0)), l.One(ops.Lt, j, n))
	l.Check(ok, "IndexError", msg, i, n)
	return j
}

func lowerCheckUnpack(l *Lowering) []*ir.Value {
	n, want := l.Leaf(0), l.Leaf(1)
	l.Check(l.One(ops.Ge, n, want), "ValueError", "not enough values to unpack (expected {1}, got {0})", n, want)
	l.Check(l.One(ops.Le, n, want), "ValueError", "too many values to unpack (expected {1})", n, want)
	return nil
}

// longestList is the number of elements that no machine has the memory for.
const longestList = 1 << 36

// lowerListRepeat joins copies that double in number, so that a list that has no room is found so after a few steps; of
// no elements one copy is enough.
func lowerListRepeat(l *Lowering) []*ir.Value {
	xs := l.Leaf(0)
	empty := l.One(ops.VecNew{Elems: xs.Type.(types.Vec).Elems})
	n, size := l.One(ops.Maximum, l.Int(l.Leaf(1)), l.I64(0)), l.One(ops.VecLen{}, xs)
	n = l.One(ops.Select{}, l.One(ops.Eq, size, l.I64(0)), l.One(ops.Minimum, n, l.I64(1)), n)
	most := l.One(ops.FloorDiv, l.I64(longestList), l.One(ops.Maximum, size, l.I64(1)))
	l.Check(l.One(ops.Le, n, most), "MemoryError", ops.OutOfMemory)
	carried := []types.Type{types.CoreI64, xs.Type, xs.Type}
	more := l.B.Region(carried, func(ps []*ir.Value) []*ir.Value {
		return append([]*ir.Value{l.One(ops.Gt, ps[0], l.I64(0))}, ps...)
	})
	body := l.B.Region(carried, func(ps []*ir.Value) []*ir.Value {
		k, copies, all := ps[0], ps[1], ps[2]
		half := l.One(ops.Shr, k, l.I64(1))
		odd := l.One(ops.Eq, l.One(ops.And, k, l.I64(1)), l.I64(1))
		all = l.joinedIf(odd, all, copies)
		return []*ir.Value{half, l.joinedIf(l.One(ops.Gt, half, l.I64(0)), copies, copies), all}
	})
	return l.B.EmitRegions(ops.While{}, []*ir.Region{more, body}, n, xs, empty)[2:]
}

// lowerListFill takes the one element of a list n times, in one piece of memory.
func lowerListFill(l *Lowering) []*ir.Value {
	n := l.One(ops.Maximum, l.Int(l.Leaf(1)), l.I64(0))
	l.Check(l.One(ops.Le, n, l.I64(longestList)), "MemoryError", ops.OutOfMemory)
	return []*ir.Value{l.One(ops.VecSlice{}, l.Leaf(0), l.I64(0), l.I64(0), n)}
}

// joinedIf is xs + ys if c holds, else xs.
func (l *Lowering) joinedIf(c, xs, ys *ir.Value) *ir.Value {
	then := l.B.Region(nil, func([]*ir.Value) []*ir.Value { return []*ir.Value{l.One(ops.VecConcat{}, xs, ys)} })
	els := l.B.Region(nil, func([]*ir.Value) []*ir.Value { return []*ir.Value{xs} })
	return l.B.EmitRegions(ops.If{}, []*ir.Region{then, els}, c)[0]
}

func foldBools(op ir.Op, start bool) func(l *Lowering) []*ir.Value {
	return func(l *Lowering) []*ir.Value {
		xs := l.Leaf(0)
		if len(xs.Type.(types.Vec).Elems) == 0 {
			return []*ir.Value{l.Bool(start)}
		}
		body := l.B.Region([]types.Type{types.CoreI64, types.CoreBool}, func(ps []*ir.Value) []*ir.Value {
			return []*ir.Value{l.One(op, ps[1], l.One(ops.VecGet{}, xs, ps[0]))}
		})
		return l.B.EmitRegions(ops.For{}, []*ir.Region{body}, l.One(ops.VecLen{}, xs), l.Bool(start))
	}
}

// sliceBounds gives start, step and length of a slice (lo, hi, step; each may
// be None) of a sequence of n elements, as Python's slice.indices does.
func (l *Lowering) sliceBounds(s Arg, n *ir.Value) (start, step, length *ir.Value) {
	parts := s.T.(types.Iter).Parts
	leaves := s.Leaves
	next := func(i int) *ir.Value {
		if parts[i] == types.None {
			return nil
		}
		v := l.Int(leaves[0])
		leaves = leaves[1:]
		return v
	}
	lo, hi, st := next(0), next(1), next(2)
	if st == nil {
		return l.forwardSlice(lo, hi, n)
	}
	l.Check(l.One(ops.Ne, st, l.I64(0)), "ValueError", "slice step cannot be zero")
	neg := l.One(ops.Lt, st, l.I64(0))
	one, zero, minus := l.I64(1), l.I64(0), l.I64(-1)
	low := l.One(ops.Select{}, neg, minus, zero)
	high := l.One(ops.Select{}, neg, l.One(ops.Sub, n, one), n)
	clip := func(x, absent *ir.Value) *ir.Value {
		if x == nil {
			return absent
		}
		x = l.One(ops.Select{}, l.One(ops.Lt, x, zero), l.One(ops.Add, x, n), x)
		return l.One(ops.Minimum, l.One(ops.Maximum, x, low), high)
	}
	start = clip(lo, l.One(ops.Select{}, neg, high, zero))
	stop := clip(hi, l.One(ops.Select{}, neg, minus, n))
	return start, st, l.steps(start, stop, st)
}

// forwardSlice is the common slice with step 1.
func (l *Lowering) forwardSlice(lo, hi, n *ir.Value) (start, step, length *ir.Value) {
	zero := l.I64(0)
	clip := func(x, absent *ir.Value) *ir.Value {
		if x == nil {
			return absent
		}
		x = l.One(ops.Select{}, l.One(ops.Lt, x, zero), l.One(ops.Add, x, n), x)
		return l.One(ops.Minimum, l.One(ops.Maximum, x, zero), n)
	}
	start = clip(lo, zero)
	stop := clip(hi, n)
	return start, l.I64(1), l.One(ops.Maximum, l.One(ops.Sub, stop, start), zero)
}
