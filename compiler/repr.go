package compiler

import (
	"strings"

	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/text"
)

// Str is what Python's print writes of a value.
func Str(v Value) string {
	switch v := v.(type) {
	case string:
		return v
	case *tensor.Tensor:
		return text.Str(v)
	}
	return Repr(v)
}

// Repr is Python's repr of a value.
func Repr(v Value) string {
	switch v := v.(type) {
	case Tuple:
		if len(v) == 1 {
			return "(" + Repr(v[0]) + ",)"
		}
		return "(" + reprs(v) + ")"
	case List:
		return "[" + reprs(v) + "]"
	case Dict:
		return "{" + pairs(v.Keys, v.Values, text.Quote, ": ") + "}"
	case Map:
		texts := make([]string, len(v.Keys))
		for i, k := range v.Keys {
			texts[i] = Repr(k) + ": " + Repr(v.Values[i])
		}
		return "{" + strings.Join(texts, ", ") + "}"
	case Set:
		if len(v) == 0 {
			return "set()"
		}
		return "{" + reprs(v) + "}"
	case Object:
		return v.Class + "(" + pairs(v.Names, v.Fields, func(s string) string { return s }, "=") + ")"
	case Opaque:
		return v.Text
	}
	return text.Repr(v)
}

func reprs(vs []Value) string {
	out := make([]string, len(vs))
	for i, v := range vs {
		out[i] = Repr(v)
	}
	return strings.Join(out, ", ")
}

func pairs(names []string, vs []Value, show func(string) string, sep string) string {
	out := make([]string, len(vs))
	for i, v := range vs {
		out[i] = show(names[i]) + sep + Repr(v)
	}
	return strings.Join(out, ", ")
}
