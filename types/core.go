package types

import "github.com/myia-lang/myia/dtype"

// IsHeap reports whether a core value of type t lives on the heap: an array,
// vec, string, node, or one of these made optional.
func IsHeap(t Type) bool {
	switch t := t.(type) {
	case Array:
		return len(t.Dims) > 0
	case Vec, Opt, Node:
		return true
	case Basic:
		return t == Str
	}
	return false
}

// ElemDType returns the element type of a core scalar or array.
func ElemDType(t Type) (dtype.Type, bool) {
	switch t := t.(type) {
	case Scalar:
		return dtype.Type(t), true
	case Array:
		return t.DType, true
	}
	return 0, false
}

// WithDType replaces the element type of a core scalar or array.
func WithDType(t Type, d dtype.Type) Type {
	if a, ok := t.(Array); ok {
		return Array{d, a.Dims}
	}
	return Scalar(d)
}

// DimsOf returns the dimensions of an array, none for a scalar.
func DimsOf(t Type) []Dim {
	if a, ok := t.(Array); ok {
		return a.Dims
	}
	return nil
}
