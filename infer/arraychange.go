package infer

import (
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// arrayChange infers what changes an array, its first argument; the arguments are in the order of the signature.
type arrayChange func(f *frame, x *val, args []*val) *val

// arrayChanges are methods of arrays and functions of NumPy, by their names.
var arrayChanges map[string]arrayChange

func init() {
	arrayChanges = map[string]arrayChange{
		".array.fill": func(f *frame, x *val, args []*val) *val {
			return f.changeTo(x, f.arraySet(x, f.unit(types.Ellipsis), args[0]))
		},
		".array.sort": func(f *frame, x *val, args []*val) *val {
			return f.changeTo(x, f.call(f.library("sort_axis"), []*val{x, args[0]}, nil, nil))
		},
		"np.copyto":        (*frame).copyTo,
		"np.put":           (*frame).putElements,
		"np.fill_diagonal": (*frame).fillDiagonal,
		"np.add.at": func(f *frame, x *val, args []*val) *val {
			return f.changeTo(x, f.addAt(x, args[0], f.asOperand(args[1]), "add"))
		},
		"np.subtract.at": func(f *frame, x *val, args []*val) *val {
			return f.changeTo(x, f.addAt(x, args[0], f.unary("-", f.asOperand(args[1])), "subtract"))
		},
	}
}

// changeTo makes an array what nv is.
func (f *frame) changeTo(x, nv *val) *val {
	if isErr(nv.T) || f.dead {
		return nv
	}
	f.assign(x, nv, 0)
	return f.none()
}

// changeArray binds the arguments of a call and infers it.
func (f *frame) changeArray(name string, pos []*val, keywords []string, kw []*val) *val {
	if anyErr(pos) || anyErr(kw) {
		return errVal()
	}
	sig := f.e.opts.Names.Lookup(name).Signature()
	method := name[0] == '.'
	var x *val
	if method {
		x, pos = pos[0], pos[1:]
	}
	args, ok := f.bindForm(name, sig, pos, keywords, kw)
	if !ok {
		return errVal()
	}
	if !method {
		x, args = args[0], args[1:]
	}
	if u, ok := x.T.(types.Union); ok {
		return f.distribute(x, u, func(m *val) *val { return arrayChanges[name](f, f.present(m), args) }, name)
	}
	if !isArrayOfAxes(x.T) {
		if isErr(x.T) {
			return x
		}
		return f.errorf(diag.BadOperand, "%s changes an array, not %s", name, f.describe(x.T))
	}
	return arrayChanges[name](f, f.present(x), args)
}

func isArrayOfAxes(t types.Type) bool {
	a, ok := t.(types.Array)
	return ok && len(a.Dims) > 0
}

// copyTo infers np.copyto(x, v).
func (f *frame) copyTo(x *val, args []*val) *val {
	v, to := f.asOperand(args[0]), x.T.(types.Array).DType
	if from, ok := elementType(v, to); ok && !dtype.SameKind(from, to) {
		return f.castError("copyto", from, to)
	}
	return f.changeTo(x, f.arraySet(x, f.unit(types.Ellipsis), v))
}

// elementType is NumPy's type of a value that goes into an array of another; an int goes into all but bools.
func elementType(v *val, to dtype.Type) (d dtype.Type, ok bool) {
	if t, ok := v.T.(types.Array); ok {
		return t.DType, true
	}
	switch v.T {
	case types.Bool:
		return dtype.Bool, true
	case types.Int:
		return dtype.I64, to == dtype.Bool
	case types.Float:
		return dtype.F64, true
	}
	return d, false
}

// putElements infers np.put(x, places, v): places are those in x with one axis; what is put is repeated.
func (f *frame) putElements(x *val, args []*val) *val {
	places := f.prim("np.ravel", f.prim("np.array", args[0], f.none()))
	v := f.repeated(f.asOperand(args[1]), f.sizeOf(places))
	if isErr(places.T) || isErr(v.T) {
		return errVal()
	}
	flat := f.prim("array.set", f.prim("np.ravel", x), places, v)
	return f.changeTo(x, f.shapedAs(flat, x))
}

// repeated gives as many elements of v as there are places, from the first on again; a number is the same for all.
func (f *frame) repeated(v, places *val) *val {
	if !isArrayOfAxes(v.T) {
		return v
	}
	flat := f.prim("np.ravel", v)
	at := f.prim("op.%", f.prim("np.arange", places, f.none(), f.none(), f.none()), f.sizeOf(flat))
	return f.prim("array.index", flat, at)
}

// sizeOf is the number of elements of an array with one axis.
func (f *frame) sizeOf(x *val) *val {
	if !isArrayOfAxes(x.T) {
		return errVal()
	}
	return f.size(x, 0)
}

// shapedAs gives v in the shape of an array.
func (f *frame) shapedAs(v, x *val) *val {
	shape, _ := f.arrayAttr(x, x.T.(types.Array), "shape")
	return f.prim("np.reshape", append([]*val{v}, f.partsOf(shape)...)...)
}

// fillDiagonal infers np.fill_diagonal(x, v).
func (f *frame) fillDiagonal(x *val, args []*val) *val {
	dims := x.T.(types.Array).Dims
	if len(dims) < 2 {
		return f.errorf(diag.BadOperand, "np.fill_diagonal needs an array of two axes or more")
	}
	n := f.size(x, 0)
	for k := range dims[1:] {
		n = f.prim("np.minimum", n, f.size(x, 1+k))
	}
	if len(dims) > 2 && !f.allEqual(dims) {
		return f.errorf(diag.BadOperand, "np.fill_diagonal needs axes of one size here")
	}
	n = f.prim("operator.index", n)
	at := f.prim("np.arange", n, f.none(), f.none(), f.none())
	index := f.tupleOf(slices.Repeat([]*val{at}, len(dims)))
	v := f.repeated(f.asOperand(args[0]), n)
	if isErr(v.T) || isErr(index.T) {
		return errVal()
	}
	return f.changeTo(x, f.prim("array.set", x, index, v))
}

// allEqual reports whether axes are known to be of one size.
func (f *frame) allEqual(dims []types.Dim) bool {
	return !slices.ContainsFunc(dims, func(d types.Dim) bool { return d != dims[0] })
}

// addAt infers np.add.at and np.subtract.at.
func (f *frame) addAt(x, i, v *val, ufunc string) *val {
	if isErr(v.T) {
		return v
	}
	to := x.T.(types.Array).DType
	if from, ok := elementType(v, to); ok && !dtype.SameKind(from, to) {
		return f.castError(ufunc, from, to)
	}
	if i = f.listsAsArrays(i); isMask(x.T.(types.Array), i.T) || !typed.IndexesByArray(i.T) { // each element once
		return f.arraySet(x, i, f.binop("+", f.itemOfArray(x, i), v))
	}
	return f.prim("array.add_at", x, i, v)
}
