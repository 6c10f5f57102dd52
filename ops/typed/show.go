package typed

import (
	"strings"

	"github.com/myia-lang/myia/types"
)

// Show prints a type for users: as in annotations, with shapes of arrays and
// without what only Myia knows. A size that is not known is a question mark.
func Show(t types.Type) string {
	switch t := t.(type) {
	case types.Array:
		if len(t.Dims) == 0 {
			return t.DType.String()
		}
		sizes := make([]string, len(t.Dims))
		for i, d := range t.Dims {
			sizes[i] = sizeText(d)
		}
		return t.DType.String() + "[" + strings.Join(sizes, ", ") + "]"
	case types.Tuple:
		if len(t.Elems) == 0 {
			return "an empty tuple"
		}
		return "tuple[" + showAll(t.Elems) + "]"
	case types.List:
		return showList(t)
	case types.Dict:
		if len(t.Names) == 0 {
			return "an empty dict"
		}
		parts := make([]string, len(t.Names))
		for i, n := range t.Names {
			parts[i] = "'" + n + "': " + Show(t.Elems[i])
		}
		return "dict[" + strings.Join(parts, ", ") + "]"
	case types.Object:
		return types.BaseClass(t.Class)
	case types.Named:
		if t.Kind == "class" {
			return types.BaseClass(t.Name)
		}
		return map[string]string{"tuple": "a nested tuple", "func": "a function"}[t.Kind]
	case types.Iter:
		switch t.Kind {
		case types.RunTuple:
			return "tuple[" + Show(types.PartsOf(t.Parts[0])[0]) + ", ...]"
		case types.Map, types.DefaultMap, types.CounterMap:
			return t.Name() + "[" + Show(types.PartsOf(t.Parts[0])[0]) + ", " + Show(types.PartsOf(t.Parts[4])[0]) + "]"
		case types.Set:
			return "set[" + Show(types.PartsOf(t.Parts[0])[0]) + "]"
		}
		return "a " + t.Name()
	case types.Static:
		return showStatic(t)
	case types.Func:
		return "a function"
	case types.Bound:
		return showBound(t)
	case types.Union:
		parts := make([]string, len(t.Members))
		for i, m := range t.Members {
			parts[i] = Show(m)
		}
		return strings.Join(parts, " or ")
	}
	if t == types.Error {
		return "a value of unknown type"
	}
	return t.String()
}

func showAll(ts []types.Type) string {
	parts := make([]string, len(ts))
	for i, t := range ts {
		parts[i] = Show(t)
	}
	return strings.Join(parts, ", ")
}

func showList(t types.List) string {
	for _, e := range t.Elems {
		if !types.Equal(e, t.Elems[0]) {
			return "list[" + showAll(t.Elems) + "]"
		}
	}
	if len(t.Elems) == 0 || t.Elems[0] == types.Never {
		return "an empty list"
	}
	return "list[" + Show(t.Elems[0]) + "]"
}

func showStatic(t types.Static) string {
	name := strings.Replace(t.Name, "np.", "numpy.", 1)
	switch t.Kind {
	case "builtin":
		if strings.Contains(" int float bool str list tuple dict object ", " "+name+" ") {
			return "the type " + name
		}
		return "the function " + name
	case "dtype":
		return "the dtype " + name
	}
	return "the " + t.Kind + " " + types.BaseClass(name)
}

func showBound(t types.Bound) string {
	switch by := t.By.(type) {
	case types.Raisable:
		return "the exception " + by.Class
	case types.Method, types.PrimMethod:
		return "a method"
	}
	return "a function"
}

// sizeText prints a size; the names that inference makes mean nothing to users.
func sizeText(d types.Dim) string {
	if strings.ContainsAny(d.Name, "_.") {
		return "?"
	}
	return d.String()
}

// ShapeText prints a shape as NumPy does.
func ShapeText(dims []types.Dim) string {
	out := "("
	for i, d := range dims {
		if i > 0 {
			out += ","
		}
		out += sizeText(d)
	}
	if len(dims) == 1 {
		out += ","
	}
	return out + ")"
}

// PyName is the name of a type in Python's messages.
func PyName(t types.Type) string {
	switch t := t.(type) {
	case types.Basic:
		if t == types.None {
			return "NoneType"
		}
		return t.String()
	case types.Tuple:
		return "tuple"
	case types.List:
		return "list"
	case types.Dict:
		return "dict"
	case types.Object:
		return types.BaseClass(t.Class)
	case types.Named:
		return types.BaseClass(t.Name)
	case types.Func, types.Bound:
		return "function"
	case types.Iter:
		return t.Name()
	case types.Static:
		if name := map[string]string{"builtin": "builtin_function_or_method", "module": "module"}[t.Kind]; name != "" {
			return name
		}
		return "type"
	case types.Array:
		if len(t.Dims) > 0 {
			return "numpy.ndarray"
		}
		return "numpy." + t.DType.NumPy()
	}
	return t.String()
}

// operandHelp says what is usually meant by an operator on such operands.
func operandHelp(op string, a, b types.Type) string {
	one := func(is func(types.Type) bool) bool { return is(a) || is(b) }
	switch {
	case one(func(t types.Type) bool { return t == types.None }):
		return "test for None first"
	case op == "+" && one(func(t types.Type) bool { return t == types.Str }):
		return "str makes a text of the other operand, or an f-string of both"
	case op == "*" && one(func(t types.Type) bool { return t == types.Str }):
		return "a string is repeated by an int"
	case one(func(t types.Type) bool { return t == types.Str }):
		return "int or float makes a number of a string"
	case one(isFunction):
		return "one of the operands is a function that is not called"
	case one(isObject):
		return "the class has no method for the operator"
	case one(isSequence):
		return "np.array makes arrays, which compute element by element"
	}
	return ""
}

func isFunction(t types.Type) bool {
	switch t := t.(type) {
	case types.Func, types.Bound:
		return true
	case types.Static:
		return t.Kind == "builtin"
	}
	return false
}

func isObject(t types.Type) bool {
	switch t := t.(type) {
	case types.Object:
		return true
	case types.Named:
		return t.Kind == "class"
	}
	return false
}

func isSequence(t types.Type) bool {
	switch t.(type) {
	case types.List, types.Tuple, types.Iter:
		return true
	}
	return false
}
