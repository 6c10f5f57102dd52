package types

import (
	"cmp"
	"slices"
	"strings"
)

// Compare orders types by kind, then by what is said of the kind (a class, an element type), then part by part. Names of
// sizes come last: types that differ in nothing else are ordered by them, so that a union has one order on both sides of a
// call, whose names differ. Compare gives 0 for types that are Equal, and for no others.
func Compare(a, b Type) int {
	if c := compare(a, b, bareDims); c != 0 {
		return c
	}
	return compare(a, b, dims)
}

// order compares the sizes of two arrays.
type order func(a, b []Dim) int

func compare(a, b Type, sizes order) int {
	if c := cmp.Compare(a.kind(), b.kind()); c != 0 {
		return c
	}
	return cmp.Or(compareHeads(a, b, sizes), compareParts(partsOf(a), partsOf(b), sizes))
}

func compareParts(a, b []Type, sizes order) int {
	if one(a, b) {
		return 0
	}
	return slices.CompareFunc(a, b, func(x, y Type) int { return compare(x, y, sizes) })
}

// compareHeads compares what two types of one kind are beside their parts.
func compareHeads(a, b Type, sizes order) int {
	switch x := a.(type) {
	case Basic:
		return strings.Compare(x.String(), b.(Basic).String())
	case Scalar:
		return cmp.Compare(x, b.(Scalar))
	case Array:
		y := b.(Array)
		return cmp.Or(strings.Compare(x.DType.String(), y.DType.String()), sizes(x.Dims, y.Dims))
	case List:
		return cmp.Compare(bit(!x.Exact), bit(!b.(List).Exact)) // exact ones first
	case Dict:
		return slices.Compare(x.Names, b.(Dict).Names)
	case Object:
		return strings.Compare(x.Class, b.(Object).Class)
	case Iter:
		return strings.Compare(x.Kind, b.(Iter).Kind)
	case Static:
		y := b.(Static)
		return cmp.Or(strings.Compare(x.Kind, y.Kind), strings.Compare(x.Name, y.Name))
	case Func:
		return strings.Compare(x.Name, b.(Func).Name)
	case Bound:
		return compareBindings(x.By, b.(Bound).By)
	case Named:
		y := b.(Named)
		return cmp.Or(strings.Compare(x.Kind, y.Kind), strings.Compare(x.Name, y.Name))
	case Node:
		return strings.Compare(x.Name, b.(Node).Name)
	}
	return 0
}

// bareDims takes all names of sizes for one, which comes after the constants.
func bareDims(a, b []Dim) int {
	return slices.CompareFunc(a, b, func(x, y Dim) int {
		return cmp.Or(cmp.Compare(bit(!x.IsConst()), bit(!y.IsConst())), cmp.Compare(x.Const, y.Const))
	})
}

func dims(a, b []Dim) int {
	return slices.CompareFunc(a, b, func(x, y Dim) int { return cmp.Or(cmp.Compare(x.Const, y.Const), strings.Compare(x.Name, y.Name)) })
}

// partsOf is PartsOf of core types, too.
func partsOf(t Type) []Type {
	switch t := t.(type) {
	case Vec:
		return t.Elems
	case Opt:
		return []Type{t.Elem}
	}
	return PartsOf(t)
}
