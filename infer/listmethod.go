package infer

import (
	"slices"

	"github.com/myia-lang/myia/types"
)

// listMethods are the methods of lists.
func listMethods() map[string]method {
	return map[string]method{
		"append": func(f *frame, x *val, args []*val) *val {
			f.assign(x, f.instead(x, func() *val { return f.push(x, args[0]) }), resizes)
			return f.none()
		},
		"extend": func(f *frame, x *val, args []*val) *val {
			more := f.listOf(args[0])
			f.assign(x, f.instead(x, func() *val { return f.concat(x, more) }), resizes)
			return f.none()
		},
		"insert": (*frame).listInsert,
		"pop": func(f *frame, x *val, args []*val) *val {
			if l := x.T.(types.List); l.Exact && len(l.Elems) == 0 {
				return f.raiseText("IndexError", "pop from empty list")
			}
			return f.pull(x, args[0], emptied)
		},
		"clear": func(f *frame, x *val, _ []*val) *val {
			f.assign(x, f.product(types.List{Exact: true}, nil), resizes|moves)
			return f.none()
		},
		"reverse": func(f *frame, x *val, _ []*val) *val {
			if x.T.(types.List).Exact {
				parts := slices.Clone(f.partsOf(x))
				slices.Reverse(parts)
				f.assign(x, f.product(types.List{Exact: true, Elems: valTypes(parts)}, parts), resizes|moves)
				return f.none()
			}
			return f.changeList(x, "seq_reverse")
		},
		"remove": func(f *frame, x *val, args []*val) *val { return f.changeList(x, "seq_remove", args...) },
		"sort":   (*frame).listSort,
		"copy":   func(f *frame, x *val, _ []*val) *val { return f.copied(x) },
		"index": func(f *frame, x *val, args []*val) *val {
			return f.call(f.library("seq_index"), append([]*val{x}, append(args, f.constant(false))...), nil, nil)
		},
		"count": func(f *frame, x *val, args []*val) *val {
			return f.call(f.library("seq_count"), append([]*val{x}, args...), nil, nil)
		},
	}
}

// listInsert infers xs.insert(i, v).
func (f *frame) listInsert(x *val, args []*val) *val {
	if !f.inserted(x, args[1]) {
		return errVal()
	}
	l := x.T.(types.List)
	if k, ok := args[0].known.(int64); ok && args[0].isK && l.Exact {
		n := int64(len(l.Elems))
		if k < 0 {
			k = max(k+n, 0)
		}
		parts := slices.Insert(slices.Clone(f.partsOf(x)), int(min(k, n)), args[1])
		f.assign(x, f.product(types.List{Exact: true, Elems: valTypes(parts)}, parts), resizes|moves)
		return f.none()
	}
	return f.changeList(x, "seq_insert", args...)
}

// copied is a list of the same elements.
func (f *frame) copied(x *val) *val {
	if !f.e.tracks { // nobody can tell
		return x
	}
	if x.T.(types.List).Exact {
		return f.product(x.T, f.partsOf(x))
	}
	all := f.product(types.Iter{Kind: "slice", Parts: []types.Type{types.None, types.None, types.None}}, []*val{f.none(), f.none(), f.none()})
	return f.primAs("list.slice", x.T, x, all)
}

// listSort infers xs.sort(key=None, reverse=False).
func (f *frame) listSort(x *val, args []*val) *val {
	return f.changeList(x, "seq_sort", f.sortKey(args[0]), args[1])
}
