package types

import "strings"

// Ct is the type of the cotangent of a value of type t (design: Cotangent
// types). Recursive classes get a class of their own, marked by CtSuffix.
func Ct(t Type) Type {
	list := func(ts []Type) []Type {
		out := make([]Type, len(ts))
		for i, p := range ts {
			out[i] = Ct(p)
		}
		return out
	}
	switch t := t.(type) {
	case Basic:
		switch t {
		case Float:
			return Float
		case None, Never:
			return t
		}
		return NoTangent
	case Array:
		if t.DType.IsFloat() {
			return t
		}
		return NoTangent
	case Tuple:
		return Tuple{Elems: list(t.Elems)}
	case List:
		return List{t.Exact, list(t.Elems)}
	case Dict:
		return Dict{t.Names, list(t.Elems)}
	case Object:
		return Object{t.Class, list(t.Fields)}
	case Named:
		return Named{t.Kind, t.Name + CtSuffix}
	case Func:
		return Bound{"ct", t.Name, list(t.Captures)}
	case Bound:
		return Bound{"ct", t.Kind, list(t.Parts)}
	case Iter:
		return Bound{"ct", t.Kind, list(t.Parts)}
	case Union:
		return UnionOf(list(t.Members))
	}
	return NoTangent
}

// CtSuffix marks the name of a recursive class's cotangent class.
const CtSuffix = "'"

// BaseClass removes the marks of cotangent classes from a name.
func BaseClass(name string) string { return strings.TrimRight(name, CtSuffix) }

// HasFloat reports whether t holds a float at compile time's knowledge; named
// gives the parts of recursive types.
func HasFloat(t Type, named func(Named) []Type) bool { return hasFloat(t, named, map[Named]bool{}) }

func hasFloat(t Type, named func(Named) []Type, seen map[Named]bool) bool {
	switch t := t.(type) {
	case Basic:
		return t == Float
	case Array:
		return t.DType.IsFloat()
	case Named:
		if seen[t] {
			return false
		}
		seen[t] = true
		for _, p := range named(t) {
			if hasFloat(p, named, seen) {
				return true
			}
		}
		return false
	}
	for _, p := range PartsOf(t) {
		if hasFloat(p, named, seen) {
			return true
		}
	}
	return false
}
