package typed

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// ListUpdates lists what gives another version of a list, in place where nobody else sees the operand. Elements that change
// their places are swapped, so that nothing that they hold gets another reference.
func ListUpdates() []*Prim {
	return []*Prim{
		{Name: "list.set", Sig: "xs, i, x", Doc: "A list with x at i.", Type: updatedList, Lower: func(l *Lowering) []*ir.Value {
			xs := l.Leaf(0)
			i := l.indexInto(l.Int(l.Leaf(1)), l.One(ops.VecLen{}, xs), "list assignment index out of range")
			return l.B.Emit(ops.VecSet{}, append([]*ir.Value{xs, i}, l.Args[2].Leaves...)...)
		}},
		{Name: "list.place", Sig: "xs, i", Doc: "The place of an index, counted from the start.", Type: func(c *CallInfo) (types.Type, error) {
			_, err := updatedList(c)
			return types.Int, err
		}, Lower: func(l *Lowering) []*ir.Value {
			return []*ir.Value{l.indexInto(l.Int(l.Leaf(1)), l.One(ops.VecLen{}, l.Leaf(0)), "list index out of range")}
		}},
		{Name: "list.swap", Sig: "xs, i, j", Doc: "A list whose elements at i and j have changed places.", Type: updatedList, Lower: func(l *Lowering) []*ir.Value {
			xs := l.Leaf(0)
			n := l.One(ops.VecLen{}, xs)
			j := l.indexInto(l.Int(l.Leaf(2)), n, "list index out of range") // which is read first
			i := l.indexInto(l.Int(l.Leaf(1)), n, "list index out of range")
			return l.B.Emit(ops.VecSwap{}, xs, i, j)
		}},
		{Name: "list.pop", Sig: "xs", Doc: "A list without its last element, and that.", Type: poppedList, Lower: func(l *Lowering) []*ir.Value {
			xs := l.Leaf(0)
			last := l.lastIndex(xs, "pop from empty list")
			leaves := l.B.Emit(ops.VecGet{}, xs, last)
			return append(l.B.Emit(ops.VecTrunc{}, xs, last), leaves...)
		}},
		{Name: "list.pop_at", Sig: "xs, i", Doc: "A list without its element at i, and that.", Type: poppedList, Lower: lowerListPopAt},
		{Name: "list.insert", Sig: "xs, i, x", Doc: "A list with x before its element at i.", Type: updatedList, Lower: lowerListInsert},
		{Name: "list.reverse", Sig: "xs", Doc: "A list from its last element to its first.", Type: updatedList, Lower: lowerListReverse},
		{Name: "list.drop_last", Sig: "xs", Doc: "A list without its last element.", Type: updatedList, Lower: func(l *Lowering) []*ir.Value {
			return l.B.Emit(ops.VecTrunc{}, l.Leaf(0), l.lastIndex(l.Leaf(0), "pop from empty list"))
		}},
	}
}

// updatedList is the type of another version of a list. Operands from the second on that are no elements are indices.
func updatedList(c *CallInfo) (types.Type, error) {
	for i, p := range c.Prim.Signature().Params {
		if (p.Name == "i" || p.Name == "j") && !IsIndex(c.Args[i].T) {
			return nil, Errorf(diag.BadIndex, i, "list indices must be integers or slices, not %s", PyName(c.Args[i].T))
		}
	}
	return c.Args[0].T, nil
}

// lastIndex is the index of the last row of a vec, of which it checks that there is one.
func (l *Lowering) lastIndex(xs *ir.Value, msg string) *ir.Value {
	n := l.One(ops.VecLen{}, xs)
	l.Check(l.One(ops.Gt, n, l.I64(0)), "IndexError", msg)
	return l.One(ops.Sub, n, l.I64(1))
}

// poppedList is the type of another version of a list and an element.
func poppedList(c *CallInfo) (types.Type, error) {
	if _, err := updatedList(c); err != nil {
		return nil, err
	}
	elem, err := elemOfList(c)
	return types.Tuple{Elems: []types.Type{c.Args[0].T, elem}}, err
}

// swapping repeats the exchange of the rows that places names, by the trip.
func (l *Lowering) swapping(xs, trips *ir.Value, places func(k *ir.Value) (i, j *ir.Value)) *ir.Value {
	body := l.B.Region([]types.Type{types.CoreI64, xs.Type}, func(ps []*ir.Value) []*ir.Value {
		i, j := places(ps[0])
		return l.B.Emit(ops.VecSwap{}, ps[1], i, j)
	})
	return l.B.EmitRegions(ops.For{}, []*ir.Region{body}, trips, xs)[0]
}

// lowerListPopAt moves the element to the end.
func lowerListPopAt(l *Lowering) []*ir.Value {
	xs := l.Leaf(0)
	last := l.lastIndex(xs, "pop from empty list")
	i := l.indexInto(l.Int(l.Leaf(1)), l.One(ops.Add, last, l.I64(1)), "pop index out of range")
	leaves := l.B.Emit(ops.VecGet{}, xs, i)
	xs = l.swapping(xs, l.One(ops.Sub, last, i), func(k *ir.Value) (_, _ *ir.Value) {
		at := l.One(ops.Add, i, k)
		return at, l.One(ops.Add, at, l.I64(1))
	})
	return append(l.B.Emit(ops.VecTrunc{}, xs, last), leaves...)
}

// lowerListInsert moves it from the end to its place, which is cut to those that there are.
func lowerListInsert(l *Lowering) []*ir.Value {
	xs, i := l.Leaf(0), l.Int(l.Leaf(1))
	n, zero := l.One(ops.VecLen{}, xs), l.I64(0)
	i = l.One(ops.Select{}, l.One(ops.Lt, i, zero), l.One(ops.Add, i, n), i)
	i = l.One(ops.Minimum, l.One(ops.Maximum, i, zero), n)
	xs = l.One(ops.VecPush{}, append([]*ir.Value{xs}, l.Args[2].Leaves...)...)
	return []*ir.Value{l.swapping(xs, l.One(ops.Sub, n, i), func(k *ir.Value) (_, _ *ir.Value) {
		at := l.One(ops.Sub, n, k)
		return at, l.One(ops.Sub, at, l.I64(1))
	})}
}

func lowerListReverse(l *Lowering) []*ir.Value {
	xs := l.Leaf(0)
	n := l.One(ops.VecLen{}, xs)
	return []*ir.Value{l.swapping(xs, l.One(ops.Shr, n, l.I64(1)), func(k *ir.Value) (_, _ *ir.Value) {
		return k, l.One(ops.Sub, l.One(ops.Sub, n, l.I64(1)), k)
	})}
}
