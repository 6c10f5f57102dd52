package infer

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/types"
)

// inPlace infers x op= y. Where x may be a list or an array, Python changes the
// object itself, which others may hold; this is refused.
func (f *frame) inPlace(op string, a, b *val) *val {
	for _, m := range types.Members(a.T) {
		kind := ""
		switch m := m.(type) {
		case types.List:
			kind = "list"
		case types.Array:
			if len(m.Dims) > 0 {
				kind = "array"
			}
		}
		if kind == "" {
			continue
		}
		return f.limit(diag.Mutation, diag.MutationHelp, "mutation is not taken yet: %s= changes the %s in place", op, kind)
	}
	if m, ok := f.method(a, names.Binary(op).InPlace); ok {
		return f.call(m, []*val{b}, nil, nil)
	}
	return f.binop(op, a, b)
}

// methodKind names the kind of value that the methods of t are found by.
func methodKind(t types.Type) string {
	switch t := t.(type) {
	case types.Array:
		return "array"
	case types.List:
		return "list"
	case types.Tuple:
		return "tuple"
	case types.Iter:
		if types.IsRunTuple(t) {
			return "tuple"
		}
	case types.Dict:
		return "dict"
	case types.Basic:
		switch t {
		case types.Str:
			return "str"
		case types.Int:
			return "int"
		case types.Float:
			return "float"
		}
	}
	return ""
}

// mutates gives the kind of t if its method of that name changes it.
func mutates(t types.Type, name string) string {
	if kind := methodKind(t); names.Mutates(kind, name) {
		return kind
	}
	return ""
}
