package infer

import (
	"slices"

	"github.com/myia-lang/myia/types"
)

// itemOfArray turns an index expression into the primitive array.index.
func (f *frame) itemOfArray(x, i *val) *val {
	i = f.listsAsArrays(i)
	if t, ok := x.T.(types.Array); ok && isMask(t, i.T) {
		return f.masked(x, i)
	}
	return f.prim("array.index", x, i)
}

// listsAsArrays makes the lists of numbers in an index expression arrays.
func (f *frame) listsAsArrays(i *val) *val {
	switch t := i.T.(type) {
	case types.List:
		return f.prim("np.array", i, f.none())
	case types.Tuple:
		if !slices.ContainsFunc(t.Elems, func(e types.Type) bool { _, ok := e.(types.List); return ok }) {
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
