package infer

import (
	"github.com/myia-lang/myia/types"
)

// A tuple of run-time length is an iterator to the types, and holds a list: so what knows of lists alone refuses it, where
// it would take it for a list and print or compare it as one. What Python does with tuples is here, on the list.

// runTuple makes a tuple of a list, of run-time length if the list is.
func (f *frame) runTuple(list *val) *val {
	l, ok := list.T.(types.List)
	switch {
	case !ok:
		return list
	case l.Exact:
		return f.tupleOf(f.partsOf(list))
	}
	return f.product(types.Iter{Kind: types.RunTuple, Parts: []types.Type{list.T}}, []*val{f.copied(list)})
}

// anyTuple reports whether t is a tuple of any length.
func anyTuple(t types.Type) bool { return isTuple(t) || types.IsRunTuple(t) }

// tuplesAsLists gives the elements of two tuples of which one has run-time length as lists; false if they are no such.
func (f *frame) tuplesAsLists(a, b *val) (x, y *val, ok bool) {
	if !types.IsRunTuple(a.T) && !types.IsRunTuple(b.T) || !anyTuple(a.T) || !anyTuple(b.T) {
		return nil, nil, false
	}
	return f.listOf(a), f.listOf(b), true
}

// itemOfRun is t[i], or t[lo:hi].
func (f *frame) itemOfRun(list, i *val) *val {
	if isSlice(i.T) {
		return f.runTuple(f.primAs("list.slice", list.T, list, i))
	}
	return f.prim("tuple.get", list, i)
}

// reprRunTuple prints a tuple of the elements of a list: that of one element ends in a comma.
func (f *frame) reprRunTuple(list *val) *val {
	one := f.prim("op.==", f.prim("list.len", list), f.constant(int64(1)))
	end := f.cond(one, func() *val { return f.constant(",)") }, func() *val { return f.constant(")") })
	return f.reprRun("(", list, end)
}

// listOfSeq is the list of a sequence that v has been seen as; the list itself if v holds one.
func (f *frame) listOfSeq(v *val, s *sequence) *val {
	if types.IsRunTuple(v.T) || isRunList(v.T) {
		return f.listOf(v)
	}
	return f.collect(s, func(_, item, acc *val) *val { return f.push(acc, item) })
}
