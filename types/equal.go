package types

import "slices"

// Equal reports whether a and b are the same type, names of sizes included.
func Equal(a, b Type) bool {
	switch x := a.(type) {
	case Array:
		y, ok := b.(Array)
		return ok && x.DType == y.DType && slices.Equal(x.Dims, y.Dims)
	case Tuple:
		y, ok := b.(Tuple)
		return ok && equalParts(x.Elems, y.Elems)
	case List:
		y, ok := b.(List)
		return ok && x.Exact == y.Exact && equalParts(x.Elems, y.Elems)
	case Dict:
		y, ok := b.(Dict)
		return ok && slices.Equal(x.Names, y.Names) && equalParts(x.Elems, y.Elems)
	case Object:
		y, ok := b.(Object)
		return ok && x.Class == y.Class && equalParts(x.Fields, y.Fields)
	case Iter:
		y, ok := b.(Iter)
		return ok && x.Kind == y.Kind && equalParts(x.Parts, y.Parts)
	case Func:
		y, ok := b.(Func)
		return ok && x.Name == y.Name && equalParts(x.Captures, y.Captures)
	case Bound:
		y, ok := b.(Bound)
		return ok && SameBinding(x.By, y.By) && equalParts(x.Parts, y.Parts)
	case Union:
		y, ok := b.(Union)
		return ok && equalParts(x.Members, y.Members)
	case Vec:
		y, ok := b.(Vec)
		return ok && equalParts(x.Elems, y.Elems)
	case Opt:
		y, ok := b.(Opt)
		return ok && Equal(x.Elem, y.Elem)
	}
	return a == b
}

func equalParts(a, b []Type) bool { return one(a, b) || slices.EqualFunc(a, b, Equal) }

// one reports whether two lists are the same in memory, as those of types that were handed on mostly are: then they need no
// comparison, since nothing in a type changes.
func one(a, b []Type) bool { return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0]) }
