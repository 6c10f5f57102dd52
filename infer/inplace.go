package infer

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/ops/typed"
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
	case types.Dict, types.Iter:
		if v, ok := f.keyedInPlace(op, a, b); ok {
			return v
		}
	case types.Array:
		if len(t.Dims) > 0 {
			return f.arrayInPlace(op, a, b)
		}
	}
	usual := func() *val { return f.binop(op, a, b) }
	if m, ok := f.method(a, names.Binary(op).InPlace); ok {
		return f.firstTaken([]func() *val{func() *val { return f.call(m, []*val{b}, nil, nil) }, usual})
	}
	return usual()
}

// listInPlace infers += and *= of a list.
func (f *frame) listInPlace(op string, a, b *val) (*val, bool) {
	var nv *val
	switch op {
	case "+":
		more := f.listOf(b)
		nv = f.instead(a, func() *val { return f.concat(a, more) })
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
func (f *frame) arrayInPlace(op string, a, b *val) *val {
	if u, ok := b.T.(types.Union); ok {
		return f.distribute(b, u, func(m *val) *val { return f.arrayInPlace(op, f.present(a), m) }, op+"=")
	}
	nv := f.binop(op, a, b)
	if isErr(nv.T) || f.dead {
		return nv
	}
	return f.writeInto(ufuncs[op], a, nv)
}

// writeInto writes the result of a function of NumPy into an array, which it gives.
func (f *frame) writeInto(ufunc string, a, nv *val) *val {
	t := a.T.(types.Array)
	r, ok := typed.AsNumber(nv.T)
	if !ok {
		if isErr(nv.T) || f.dead {
			return nv
		}
		return f.errorf(diag.BadOperand, "what is written into an array is a number or an array, not %s", f.describe(nv.T))
	}
	if r.DType != t.DType {
		if !dtype.SameKind(r.DType, t.DType) {
			return f.castError(ufunc, r.DType, t.DType)
		}
		nv = f.prim("array.astype", nv, f.dtypeUnit(t.DType))
	}
	if !types.Equal(types.Array{DType: t.DType, Dims: r.Dims}, t) {
		if !typed.BroadcastsInto(r.Dims, t.Dims) || len(r.Dims) > len(t.Dims) {
			return f.errorf(diag.Broadcast, "non-broadcastable output operand with shape %s doesn't match the broadcast shape %s", typed.ShapeText(t.Dims), typed.ShapeText(r.Dims))
		}
		nv = f.prim("array.set", a, f.unit(types.Ellipsis), nv)
	}
	if isErr(nv.T) || f.dead {
		return nv
	}
	f.assign(a, nv, 0)
	return f.present(a)
}

// castError says that a result does not fit the elements of an array.
func (f *frame) castError(ufunc string, from, to dtype.Type) *val {
	return f.errorf(diag.BadOperand, "the result of '%s' is %s, which an array of %s does not take", ufunc, from.NumPy(), to.NumPy())
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
		switch t.Kind {
		case types.RunTuple:
			return "tuple"
		case types.Map, types.DefaultMap, types.CounterMap:
			return "dict"
		case types.Set:
			return "set"
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

// ufuncs are NumPy's names of operators.
var ufuncs = map[string]string{"+": "add", "-": "subtract", "*": "multiply", "/": "divide", "//": "floor_divide", "%": "remainder",
	"**": "power", "@": "matmul", "<<": "left_shift", ">>": "right_shift", "&": "bitwise_and", "|": "bitwise_or", "^": "bitwise_xor"}
