package compiler

import (
	"fmt"

	"github.com/myia-lang/myia/types"
)

// NameSizes gives the types of arguments with a name for each size but 0 and 1, which broadcast or are empty: what is
// compiled for them takes arrays of any size. The names are n0, n1, … in the order of the sizes; an array in a list of
// run-time length has sizes of its own in each element.
func NameSizes(ts []types.Type) []types.Type {
	n := &sizeNamer{}
	out := make([]types.Type, len(ts))
	for i, t := range ts {
		out[i] = n.name(t)
	}
	return out
}

type sizeNamer struct{ count int }

func (n *sizeNamer) name(t types.Type) types.Type {
	if l, ok := t.(types.List); ok {
		if elem, alike := listElement(l); alike {
			return types.List{Elems: []types.Type{elem}}
		}
	}
	if parts := types.PartsOf(t); parts != nil {
		out := make([]types.Type, len(parts))
		for i, p := range parts {
			out[i] = n.name(p)
		}
		return types.WithParts(t, out)
	}
	return types.MapDims(t, n.size)
}

func (n *sizeNamer) size(d types.Dim) types.Dim {
	if !d.IsConst() || d.Const <= 1 {
		return d
	}
	n.count++
	return types.N(fmt.Sprint("n", n.count-1))
}

// listElement is the type of the elements of a list if they differ in sizes only. Then the sizes have no names.
func listElement(l types.List) (elem types.Type, alike bool) {
	for i, e := range l.Elems {
		e = types.WithoutSizes(e)
		if i > 0 && !types.Equal(e, elem) {
			return nil, false
		}
		elem = e
	}
	return elem, elem != nil
}
