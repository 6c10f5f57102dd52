package typed

import (
	"math"
	mathbits "math/bits"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Ranges lists what ranges are made of.
func Ranges() []*Prim {
	return []*Prim{
		{Name: "range.len", Sig: "start, stop, step", Doc: "The number of trips over a range.", Type: fixed(types.Int), Lower: lowerRangeLen, Fold: foldRangeLen},
		{Name: "range.size", Sig: "start, stop, step", Doc: "len(range(…)).", Type: fixed(types.Int), Lower: lowerRangeSize, Fold: foldRangeLen},
		{Name: "range.at", Sig: "start, step, i", Doc: "Element i of a range.", Type: fixed(types.Int), Lower: lowerElement(ops.Add),
			Fold: foldAll(func(x []int64) int64 { return x[0] + x[1]*x[2] })},
		{Name: "range.last", Sig: "start, stop, step", Doc: "The last element of a range that is not empty.", Type: fixed(types.Int), Lower: lowerRangeLast,
			Fold: foldAll(func(x []int64) int64 {
				_, n, _ := RangeLen(x[0], x[1], x[2])
				return x[0] + (n-1)*x[2]
			})},
		{Name: "range.down", Sig: "last, step, i", Doc: "Element i from the end of a range.", Type: fixed(types.Int), Lower: lowerElement(ops.Sub),
			Fold: foldAll(func(x []int64) int64 { return x[0] - x[1]*x[2] })},
		{Name: "range.get", Sig: "start, stop, step, i", Doc: "range(…)[i].", Type: rangeGetType, Lower: lowerRangeGet},
		{Name: "check.step", Sig: "step", Doc: "A range's step is not zero.", Type: fixed(types.None), Lower: func(l *Lowering) []*ir.Value {
			l.Check(l.One(ops.Ne, l.Leaf(0), l.I64(0)), "ValueError", "range() arg 3 must not be zero")
			return nil
		}},
	}
}

// RangeLen is the length of a range whose step is not zero. It can be up to 2^64 - 1: count is the length modulo 2^64, size
// is at most 2^63 - 1, and huge says that it is not the length.
func RangeLen(start, stop, step int64) (size, count int64, huge bool) {
	distance, by := uint64(stop)-uint64(start), uint64(step)
	if step < 0 {
		start, stop, distance, by = stop, start, -distance, -by
	}
	if start >= stop || by == 0 {
		return 0, 0, false
	}
	n, rest := mathbits.Div64(0, distance, by)
	if rest > 0 {
		n++
	}
	return int64(min(n, math.MaxInt64)), int64(n), n > math.MaxInt64
}

func foldRangeLen(c *CallInfo) (any, bool) {
	x, ok := knownInts(c)
	if !ok || x[2] == 0 {
		return nil, false
	}
	size, _, huge := RangeLen(x[0], x[1], x[2])
	return size, !huge
}

func foldAll(f func(x []int64) int64) func(c *CallInfo) (any, bool) {
	return func(c *CallInfo) (any, bool) {
		x, ok := knownInts(c)
		if !ok {
			return nil, false
		}
		return f(x), true
	}
}

func knownInts(c *CallInfo) ([]int64, bool) {
	out := make([]int64, len(c.Args))
	for i, a := range c.Args {
		k, ok := a.Known.(int64)
		if !ok {
			return nil, false
		}
		out[i] = k
	}
	return out, true
}

func lowerRangeLen(l *Lowering) []*ir.Value {
	return []*ir.Value{l.rangeOf(l.Leaf(0), l.Leaf(1), l.Leaf(2)).size}
}

func lowerRangeSize(l *Lowering) []*ir.Value {
	r := l.rangeOf(l.Leaf(0), l.Leaf(1), l.Leaf(2))
	if r.huge != nil {
		l.Check(l.One(ops.Not, r.huge), "OverflowError", "Python int too large to convert to C ssize_t")
	}
	return []*ir.Value{r.size}
}

// lowerElement is element i from one end: what it computes with wraps, and the element, which is between the bounds, does
// not.
func lowerElement(op ir.Op) func(l *Lowering) []*ir.Value {
	return func(l *Lowering) []*ir.Value {
		return []*ir.Value{l.One(op, l.Leaf(0), l.One(ops.Mul, l.Leaf(1), l.Leaf(2)))}
	}
}

func lowerRangeLast(l *Lowering) []*ir.Value {
	start, stop, step := l.Leaf(0), l.Leaf(1), l.Leaf(2)
	return []*ir.Value{l.element(start, step, l.One(ops.Sub, l.rangeOf(start, stop, step).count, l.I64(1)))}
}

func (l *Lowering) element(start, step, i *ir.Value) *ir.Value {
	return l.One(ops.Add, start, l.One(ops.Mul, step, i))
}

func rangeGetType(c *CallInfo) (types.Type, error) {
	if !IsIndex(c.Args[3].T) {
		return nil, Errorf(diag.BadIndex, 3, "range indices must be integers or slices, not %s", PyName(c.Args[3].T))
	}
	return types.Int, nil
}

func lowerRangeGet(l *Lowering) []*ir.Value {
	start, stop, step := l.Leaf(0), l.Leaf(1), l.Leaf(2)
	r := l.rangeOf(start, stop, step)
	i := l.indexInto(l.Int(l.Leaf(3)), r.size, "range object index out of range")
	if r.huge != nil { // what indexInto added to a negative index is less than the length
		i = l.One(ops.Add, i, l.One(ops.Select{}, l.One(ops.Lt, l.Int(l.Leaf(3)), l.I64(0)), l.One(ops.Sub, r.count, r.size), l.I64(0)))
	}
	return []*ir.Value{l.element(start, step, i)}
}

// rangeLength is what RangeLen gives, as values. Huge is nil where the length is known to be less than 2^63.
type rangeLength struct{ size, count, huge *ir.Value }

// rangeOf is the length of a range with a step other than zero.
func (l *Lowering) rangeOf(start, stop, step *ir.Value) rangeLength {
	low, high, by := start, stop, step
	k, known := constant(step)
	switch {
	case !known:
		down := l.One(ops.Lt, step, l.I64(0))
		low, high = l.One(ops.Select{}, down, stop, start), l.One(ops.Select{}, down, start, stop)
		by = l.One(ops.Select{}, down, l.One(ops.Neg, step), step)
	case k < 0:
		low, high, by = stop, start, l.I64(-k)
	}
	distance := l.One(ops.Sub, l.One(ops.Maximum, high, low), low)
	k, _ = constant(by) // positive, or 0 if it is not known, or -2^63
	a, lowKnown := constant(low)
	b, highKnown := constant(high)
	near := lowKnown && a >= 0 || highKnown && b < 0 // then the distance is less than 2^63
	n := distance
	switch {
	case k == 1:
	case near && k > 0:
		n = l.steps(l.I64(0), distance, by)
	default:
		n = l.unsignedSteps(distance, by, k > 0)
	}
	if near || k > 1 {
		return rangeLength{size: n, count: n}
	}
	huge := l.One(ops.Lt, n, l.I64(0))
	return rangeLength{size: l.One(ops.Select{}, huge, l.I64(math.MaxInt64), n), count: n, huge: huge}
}

// steps is max(0, ceil((stop - start) / step)), for bounds that are less than 2^63 apart and a step of either sign.
func (l *Lowering) steps(start, stop, step *ir.Value) *ir.Value {
	diff := l.One(ops.Sub, stop, start)
	n := l.One(ops.Neg, l.One(ops.FloorDiv, l.One(ops.Neg, diff), step))
	return l.One(ops.Maximum, n, l.I64(0))
}

// unsignedSteps is ceil(distance / by) of unsigned numbers; the result may need all 64 bits too. Half the distance fits a
// signed division, whose remainder is then less than twice the divisor. A divisor of 2^63 is negative as a signed number.
func (l *Lowering) unsignedSteps(distance, by *ir.Value, small bool) *ir.Value {
	zero := l.I64(0)
	half := l.One(ops.And, l.One(ops.Shr, distance, l.I64(1)), l.I64(math.MaxInt64))
	q := l.One(ops.Mul, l.One(ops.FloorDiv, half, by), l.I64(2))
	rest := l.One(ops.Sub, distance, l.One(ops.Mul, q, by))
	some := l.One(ops.Ne, rest, zero)
	more := l.One(ops.Or, l.One(ops.Lt, rest, zero), l.One(ops.Gt, rest, by))
	n := l.One(ops.Add, q, l.One(ops.Add, l.Cast(some, dtype.I64), l.Cast(more, dtype.I64)))
	if small {
		return n
	}
	beyond := l.One(ops.And, l.One(ops.Lt, distance, zero), l.One(ops.Ne, distance, by))
	two := l.One(ops.Add, l.Cast(l.One(ops.Ne, distance, zero), dtype.I64), l.Cast(beyond, dtype.I64))
	return l.One(ops.Select{}, l.One(ops.Lt, by, zero), two, n)
}

// constant is the int that a value is, if that is known.
func constant(v *ir.Value) (int64, bool) {
	if v.Def == nil {
		return 0, false
	}
	c, ok := v.Def.Op.(ops.Const)
	if !ok {
		return 0, false
	}
	k, ok := c.Value.(int64)
	return k, ok
}
