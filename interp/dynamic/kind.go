package dynamic

import "github.com/myia-lang/myia/types"

// ownKind is the kind of the types of values that inference has no types for. Their names are Python's.
const ownKind = "own"

// The types.
var (
	setKind      = types.Static{Kind: ownKind, Name: "set"}
	cellKind     = types.Static{Kind: ownKind, Name: "cell"}
	propertyKind = types.Static{Kind: ownKind, Name: "property"}
	staticKind   = types.Static{Kind: ownKind, Name: "staticmethod"}
	classKind    = types.Static{Kind: ownKind, Name: "classmethod"}
	superKind    = types.Static{Kind: ownKind, Name: "super"}
	nativeKind   = types.Static{Kind: ownKind, Name: "builtin_function_or_method"}
	viewKind     = types.Static{Kind: ownKind, Name: "dict view"}
)

// foreign reports whether inference has no type for a value.
func (v *value) foreign() bool {
	t, ok := v.t.(types.Static)
	return ok && t.Kind == ownKind
}

// inferred reports whether inference has types for a value and all its parts. A list that holds itself has none.
func (v *value) inferred() bool { return v.inferredIn(nil) }

func (v *value) inferredIn(outer []*value) bool {
	switch t := v.t.(type) {
	case types.Static:
		return t.Kind != ownKind && v.class == nil
	case types.Iter:
		return t.Kind != generator && t.Kind != custom
	}
	if v.obj != nil && !v.isTuple() || v.table != nil && !v.table.texts() {
		return false
	}
	parts := v.parts
	if v.table != nil {
		_, vals := v.table.items()
		parts = append(vals, parts...)
	}
	if len(parts) == 0 {
		return true
	}
	for _, o := range outer {
		if o == v {
			return false
		}
	}
	outer = append(outer, v)
	for _, p := range parts {
		if !p.inferredIn(outer) {
			return false
		}
	}
	return true
}

// Kinds of iterators that inference has not: what a generator function gives, and an object with the method __next__.
const (
	generator = "generator"
	custom    = "iterator"
)
