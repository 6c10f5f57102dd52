package types

import (
	"slices"
	"strings"
)

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
		case Never:
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
		return Bound{Cotangents{t.Name}, list(t.Captures)}
	case Bound:
		return Bound{Cotangents{t.By.word()}, list(t.Parts)}
	case Iter:
		switch t.Kind {
		case RunTuple:
			return Iter{RunTuple, list(t.Parts)}
		case Map, DefaultMap: // of the same keys, which have no cotangents
			return Iter{Map, append(slices.Clone(t.Parts[:ValuePart]), Ct(t.Parts[ValuePart]))}
		case CounterMap:
			return Iter{CounterMap, append(slices.Clone(t.Parts[:ValuePart]), Ct(t.Parts[ValuePart]))}
		case Set:
			return NoTangent
		}
		return Bound{Cotangents{t.Kind}, list(t.Parts)}
	case Union:
		return UnionOf(list(t.Members))
	}
	return NoTangent
}

// Weighs reports whether a value of type t can be given as a cotangent of type ct: made as the result is, of numbers
// that become floats, of anything without floats where there is NoTangent, and of the result's own recursive classes.
func Weighs(t, ct Type, named func(Named) []Type) bool {
	each := func(ts, cts []Type) bool {
		for i := range ts {
			if !Weighs(ts[i], cts[min(i, len(cts)-1)], named) {
				return false
			}
		}
		return true
	}
	if ct == NoTangent {
		return !HasFloat(t, named)
	}
	if u, ok := t.(Union); ok {
		for _, m := range u.Members {
			if !Weighs(m, ct, named) {
				return false
			}
		}
		return true
	}
	switch c := ct.(type) {
	case Union:
		return MemberWeighed(t, c, named) >= 0
	case Named:
		n, ok := t.(Named)
		return ok && n.Kind == c.Kind && (n == c || n.Name+CtSuffix == c.Name)
	case List:
		l, ok := t.(List)
		if ok && !c.Exact {
			return each(l.Elems, c.Elems)
		}
	}
	ts, cts := PartsOf(t), PartsOf(ct)
	if len(cts) > 0 {
		return len(ts) == len(cts) && Equal(WithParts(t, cts), WithParts(ct, cts)) && each(ts, cts)
	}
	j := &Joiner{Fresh: func() Dim { return N("?") }}
	return Equal(j.Join(t, ct), ct)
}

// MemberWeighed gives the member of a union of cotangents that a value of type t can be given as, or -1.
func MemberWeighed(t Type, ct Union, named func(Named) []Type) int {
	for i, m := range ct.Members {
		if Weighs(t, m, named) {
			return i
		}
	}
	return -1
}

// CtSuffix marks the name of a recursive class's cotangent class.
const CtSuffix = "'"

// BaseClass removes the marks of cotangent classes from a name.
func BaseClass(name string) string { return strings.TrimRight(name, CtSuffix) }

// IsNothing reports whether t is None or its cotangent: what ends a tree, and the tree of its cotangents.
func IsNothing(t Type) bool { return t == None || t == NoTangent }

// Nullable gives the member of a union of one recursive type and None, or its cotangent, which is the recursive one;
// -1 for other unions.
func Nullable(u Union) int {
	if len(u.Members) != 2 {
		return -1
	}
	for i, m := range u.Members {
		if _, ok := m.(Named); ok && IsNothing(u.Members[1-i]) {
			return i
		}
	}
	return -1
}

// HasFloat reports whether t holds a float, or an empty list, which could; named
// gives the parts of recursive types.
func HasFloat(t Type, named func(Named) []Type) bool { return hasFloat(t, named, map[Named]bool{}) }

func hasFloat(t Type, named func(Named) []Type, seen map[Named]bool) bool {
	switch t := t.(type) {
	case Basic:
		return t == Float
	case Array:
		return t.DType.IsFloat()
	case List:
		if len(t.Elems) == 0 || t.Elems[0] == Never {
			return true
		}
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
