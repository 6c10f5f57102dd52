package typed

import (
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/types"
)

// DTypeOf gives the element type that an argument of np.dtype stands for.
func DTypeOf(a Arg) (dtype.Type, *Error) { return dtypeOf(a, dtype.F64) }

// dtypeOf reads a dtype argument: None gives the default.
func dtypeOf(a Arg, def dtype.Type) (dtype.Type, *Error) {
	switch t := a.T.(type) {
	case types.Static:
		if d, ok := dtypeNamed(t.Name); ok {
			return d, nil
		}
	case types.Basic:
		if t == types.None {
			return def, nil
		}
		if s, ok := a.Known.(string); ok {
			if d, ok := dtype.ByDescription(s); ok {
				return d, nil
			}
			return 0, Limitf(diag.BadDType, -1, "the dtype '%s' is not taken yet", s)
		}
	}
	return 0, Errorf(diag.BadDType, -1, "the dtype must be a type such as float or np.int64, not %s", a.T)
}

// IsDType reports whether values of t are a dtype, as x.dtype is.
func IsDType(t types.Type) bool {
	s, ok := t.(types.Static)
	return ok && s.Kind == "dtype"
}

// EqualDTypes compares what NumPy takes for dtypes: a dtype, a class or a
// name. What is none equals no dtype.
func EqualDTypes(a, b Arg) bool {
	x, errX := dtypeOf(a, 0)
	y, errY := dtypeOf(b, 0)
	return errX == nil && errY == nil && a.T != types.None && b.T != types.None && x == y
}

// Element gives the element type that a class such as np.int8 is.
func Element(class string) (dtype.Type, bool) {
	module, name, _ := strings.Cut(class, ".")
	return dtype.InModule(module, name)
}

// dtypeNamed finds the element type that a class of Python or NumPy or a dtype
// stands for.
func dtypeNamed(name string) (dtype.Type, bool) {
	if d, ok := Element(name); ok {
		return d, true
	}
	for _, py := range types.PyNumbers {
		if py.String() == name {
			return types.PyElem(py)
		}
	}
	return dtype.ByName(name)
}
