package infer

import (
	"slices"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/types"
)

// itemOfArray turns an index expression into the primitive array.index.
func (f *frame) itemOfArray(x, i *val) *val {
	i = f.arrayIndex(x, i)
	if t, ok := x.T.(types.Array); ok && isMask(t, i.T) {
		return f.masked(x, i)
	}
	return f.prim("array.index", x, i)
}

// arrayIndex makes arrays of the lists and ranges of an index expression, and of masks beside other indices.
func (f *frame) arrayIndex(x, i *val) *val {
	i = f.listsAsArrays(i)
	if t, ok := i.T.(types.Tuple); ok && !anyErr(f.partsOf(i)) && slices.ContainsFunc(t.Elems, isBools) {
		return f.masksAsArrays(x, i)
	}
	return i
}

// listsAsArrays makes the lists of numbers, and the ranges, in an index expression arrays.
func (f *frame) listsAsArrays(i *val) *val {
	switch t := i.T.(type) {
	case types.List:
		return f.prim("np.array", i, f.none())
	case types.Iter:
		if isRange(t) {
			return f.prim("np.array", f.listOf(i), f.unit(types.Static{Kind: "builtin", Name: "int"}))
		}
	case types.Tuple:
		if !slices.ContainsFunc(t.Elems, func(e types.Type) bool { return isList(e) || isRange(e) }) {
			return i
		}
		parts := slices.Clone(f.partsOf(i))
		for k, p := range parts {
			parts[k] = f.listsAsArrays(p)
		}
		return f.tupleOf(parts)
	}
	return i
}

// isBools reports whether an index is an array of bools.
func isBools(t types.Type) bool {
	a, ok := t.(types.Array)
	return ok && a.DType == dtype.Bool && len(a.Dims) > 0
}

// masksAsArrays makes of each mask beside other indices the places where it holds, an array of ints for each of its axes.
func (f *frame) masksAsArrays(x, i *val) *val {
	rank, used := len(x.T.(types.Array).Dims), 0
	items := f.partsOf(i)
	for _, p := range items {
		used += axesOf(p.T)
	}
	var parts []*val
	at := 0
	for _, p := range items {
		switch {
		case isBools(p.T) && used <= rank:
			m := len(p.T.(types.Array).Dims)
			sizes := make([]*val, m)
			for k := range sizes {
				sizes[k] = f.size(x, at+k)
			}
			places := f.call(f.library("mask_index"), []*val{p, f.tupleOf(sizes), f.constant(int64(at))}, nil, nil)
			if isErr(places.T) || f.dead {
				return errVal()
			}
			parts = append(parts, f.partsOf(places)...)
		case p.T == types.Ellipsis:
			parts = append(parts, p)
			at += rank - used
		default:
			parts = append(parts, p)
		}
		at += axesOf(p.T)
	}
	return f.tupleOf(parts)
}

// axesOf is the number of axes that a part of an index takes.
func axesOf(t types.Type) int {
	switch {
	case t == types.None || t == types.Ellipsis:
		return 0
	case isBools(t):
		return len(t.(types.Array).Dims)
	}
	return 1
}
