package infer

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/types"
)

// inPlace infers x op= y. A list or an array is changed itself, which others may hold.
func (f *frame) inPlace(op string, a, b *val) *val {
	if u, ok := a.T.(types.Union); ok && f.carries(u) {
		return f.distribute(a, u, func(m *val) *val { return f.inPlace(op, m, b) }, op+"=")
	}
	switch t := a.T.(type) {
	case types.List:
		if v, ok := f.listInPlace(op, a, b); ok {
			return v
		}
	case types.Array:
		if len(t.Dims) > 0 {
			return f.arrayInPlace(op, a, t, b)
		}
	}
	if m, ok := f.method(a, names.Binary(op).InPlace); ok {
		return f.call(m, []*val{b}, nil, nil)
	}
	return f.binop(op, a, b)
}

// listInPlace infers += and *= of a list.
func (f *frame) listInPlace(op string, a, b *val) (*val, bool) {
	var nv *val
	switch op {
	case "+":
		nv = f.concat(a, f.listOf(b))
	case "*":
		var ok bool
		if nv, ok = f.repeat(a, b); !ok {
			return nil, false
		}
	default:
		return nil, false
	}
	if isErr(nv.T) || f.dead {
		return nv, true
	}
	f.assign(a, nv, resizes)
	return f.present(a), true
}

// arrayInPlace infers an operation that writes its result into the array: its shape and element type stay.
func (f *frame) arrayInPlace(op string, a *val, t types.Array, b *val) *val {
	nv := f.binop(op, a, b)
	if isErr(nv.T) || f.dead {
		return nv
	}
	r, ok := nv.T.(types.Array)
	if !ok {
		return nv
	}
	if r.DType != t.DType {
		if !dtype.SameKind(r.DType, t.DType) {
			return f.errorf(diag.BadOperand, "the result of '%s' is %s, which an array of %s does not take", ufuncs[op], r.DType.NumPy(), t.DType.NumPy())
		}
		nv = f.prim("array.astype", nv, f.dtypeUnit(t.DType))
	}
	if !types.Equal(types.Array{DType: t.DType, Dims: r.Dims}, t) {
		nv = f.prim("array.set", a, f.unit(types.Ellipsis), nv)
	}
	if isErr(nv.T) || f.dead {
		return nv
	}
	f.assign(a, nv, 0)
	return f.present(a)
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

// ufuncs are NumPy's names of operators.
var ufuncs = map[string]string{"+": "add", "-": "subtract", "*": "multiply", "/": "divide", "//": "floor_divide", "%": "remainder",
	"**": "power", "@": "matmul", "<<": "left_shift", ">>": "right_shift", "&": "bitwise_and", "|": "bitwise_or", "^": "bitwise_xor"}
