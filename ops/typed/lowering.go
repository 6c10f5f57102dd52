package typed

import (
	"math"
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Number describes a numeric argument: its element type, its dims, and
// whether it is Python's (weak in promotion).
type Number struct {
	DType dtype.Type
	Dims  []types.Dim
	Py    bool
}

// AsNumber views a type as a number or an array; false if it is neither.
func AsNumber(t types.Type) (Number, bool) {
	switch t := t.(type) {
	case types.Basic:
		d, ok := types.PyElem(t)
		return Number{DType: d, Py: ok}, ok
	case types.Array:
		return Number{DType: t.DType, Dims: t.Dims}, true
	}
	return Number{}, false
}

// Type gives the number's type with another element type.
func (n Number) Type(d dtype.Type) types.Type {
	if n.Py {
		return types.PyType(d)
	}
	return types.Array{DType: d, Dims: n.Dims}
}

// Promote gives the element type of two operands by NEP 50: Python numbers
// are weak beside arrays and NumPy scalars.
func Promote(a, b Number) (dtype.Type, *Error) {
	if a.Py != b.Py {
		weak, strong := a, b
		if b.Py {
			weak, strong = b, a
		}
		return dtype.Weak(weak.DType, strong.DType), nil
	}
	d, ok := dtype.Promote(a.DType, b.DType)
	if !ok {
		return d, Errorf(diag.BadOperand, -1, "%s and %s have no common element type", a.DType.NumPy(), b.DType.NumPy()).
			WithHelp("astype brings one to the type of the other")
	}
	return d, nil
}

// BroadcastDims joins shapes by NumPy's rule; sizes whose equality is not
// known are checked by Lower. The error is NumPy's message.
func BroadcastDims(shapes ...[]types.Dim) ([]types.Dim, *Error) {
	rank := 0
	for _, s := range shapes {
		rank = max(rank, len(s))
	}
	out := make([]types.Dim, rank)
	for i := range out {
		out[i] = types.C(1)
		for _, s := range shapes {
			k := i - (rank - len(s))
			if k < 0 {
				continue
			}
			d, ok := broadcastDim(out[i], s[k])
			if !ok {
				return nil, Errorf(diag.Broadcast, -1, "operands could not be broadcast together with shapes %s", ShapesText(shapes)).
					WithHelp("from the last axis on, sizes must be equal, or one of them the constant 1")
			}
			out[i] = d
		}
	}
	return out, nil
}

func broadcastDim(a, b types.Dim) (types.Dim, bool) {
	switch {
	case a == b, b.Is(1):
		return a, true
	case a.Is(1):
		return b, true
	case a.IsConst() && b.IsConst():
		return a, false
	case a.IsConst():
		return a, true
	}
	if b.IsConst() {
		return b, true
	}
	return a, true
}

// ShapesText prints shapes as NumPy's messages do.
func ShapesText(shapes [][]types.Dim) string {
	out := ""
	for i, s := range shapes {
		if i > 0 {
			out += " "
		}
		out += ShapeText(s)
	}
	return out
}

// One emits a node with one result, computed as ops.Compute says.
func (l *Lowering) One(op ir.Op, args ...*ir.Value) *ir.Value { return ops.Compute(l.B, op, args...) }

// Leaf is the only leaf of argument i.
func (l *Lowering) Leaf(i int) *ir.Value { return l.Args[i].Leaves[0] }

// I64, F and Bool are constants.
func (l *Lowering) I64(n int64) *ir.Value { return l.One(ops.Const{Value: n}) }

// F is a float constant of element type d.
func (l *Lowering) F(x float64, d dtype.Type) *ir.Value {
	return ops.Number(l.B, d, x)
}

// Bool is a constant.
func (l *Lowering) Bool(x bool) *ir.Value { return l.One(ops.Const{Value: x}) }

// Str is a constant.
func (l *Lowering) Str(s string) *ir.Value { return l.One(ops.Const{Value: s}) }

// Number is a constant of element type d.
func (l *Lowering) Number(x float64, d dtype.Type) *ir.Value {
	return ops.Number(l.B, d, x)
}

// As gives argument i, a number or an array, with elements of type d.
func (l *Lowering) As(i int, d dtype.Type) *ir.Value { return l.numberAs(l.Leaf(i), l.Args[i].T, d) }

// numberAs converts a number of type t to elements of type d. A Python int that
// does not fit raises.
func (l *Lowering) numberAs(v *ir.Value, t types.Type, d dtype.Type) *ir.Value {
	if least, most, bounded := d.Bounds(); t == types.Int && bounded {
		ok := l.One(ops.Ge, v, l.I64(least))
		if most < math.MaxInt64 {
			ok = l.One(ops.And, ok, l.One(ops.Le, v, l.I64(most)))
		}
		l.Check(ok, "OverflowError", "Python integer {0} out of bounds for "+d.NumPy(), v)
	}
	return l.Cast(v, d)
}

// Int makes an int of an integer, as Python's int and operator.index do. An
// unsigned one may be beyond those of 64 bits, which is said, not wrapped; an
// array is cast, as NumPy casts an array of indices.
func (l *Lowering) Int(v *ir.Value) *ir.Value {
	x := l.Cast(v, dtype.I64)
	if d, _ := types.ElemDType(v.Type); len(types.DimsOf(v.Type)) == 0 && d.Class() == dtype.Uint && d.Bits() == dtype.I64.Bits() {
		l.Check(l.One(ops.Ge, x, l.I64(0)), "OverflowError", "int too large for 64 bits: {0}", v)
	}
	return x
}

// Cast converts the elements of a scalar or array to d.
func (l *Lowering) Cast(v *ir.Value, d dtype.Type) *ir.Value {
	if e, _ := types.ElemDType(v.Type); e == d {
		return v
	}
	return l.One(ops.Cast{To: d}, v)
}

// Check ends the run with a Python exception unless cond holds.
func (l *Lowering) Check(cond *ir.Value, class, msg string, operands ...*ir.Value) {
	l.B.Emit(ops.Check{Class: class, Msg: msg}, append([]*ir.Value{cond}, operands...)...)
}

// Size is the i64 size of an axis of an array.
func (l *Lowering) Size(v *ir.Value, axis int) *ir.Value {
	return ops.Size(l.B, v, axis)
}

// Broadcast brings scalars and arrays to one shape. Where two run-time sizes
// must be equal, it checks that.
func (l *Lowering) Broadcast(vs ...*ir.Value) []*ir.Value {
	return l.broadcastOr("ValueError", "operands", vs...)
}

// broadcastOr says what cannot be broadcast, and what is raised then.
func (l *Lowering) broadcastOr(class, what string, vs ...*ir.Value) []*ir.Value {
	var shapes [][]types.Dim
	for _, v := range vs {
		shapes = append(shapes, types.DimsOf(v.Type))
	}
	dims, err := BroadcastDims(shapes...)
	if err != nil {
		panic(err)
	}
	if len(dims) == 0 {
		return vs
	}
	sizes := l.checkSizes(dims, vs, class, what)
	out := make([]*ir.Value, len(vs))
	for i, v := range vs {
		out[i] = l.BroadcastTo(v, dims, sizes)
	}
	return out
}

// checkSizes emits the run-time checks of a broadcast and returns the size of
// each axis of the result.
func (l *Lowering) checkSizes(dims []types.Dim, vs []*ir.Value, class, what string) []*ir.Value {
	sizes := make([]*ir.Value, len(dims))
	for i, d := range dims {
		if d.IsConst() {
			sizes[i] = l.I64(d.Const)
		}
		for _, v := range vs {
			own := types.DimsOf(v.Type)
			k := i - (len(dims) - len(own))
			if k < 0 || own[k].Is(1) && !d.Is(1) || own[k].IsConst() && d.IsConst() {
				continue
			}
			n := l.Size(v, k)
			switch {
			case sizes[i] == nil:
				sizes[i] = n
			case own[k] != d || d.Name == "?":
				l.Check(l.One(ops.Eq, n, sizes[i]), class,
					what+" could not be broadcast together: sizes {0} and {1} differ (a size of 1 known only at run time does not broadcast)", n, sizes[i])
			}
		}
	}
	return sizes
}

// BroadcastTo brings v to the given dims, whose sizes are given for all axes.
func (l *Lowering) BroadcastTo(v *ir.Value, dims []types.Dim, sizes []*ir.Value) *ir.Value {
	own := types.DimsOf(v.Type)
	same := len(own) == len(dims)
	for i := 0; same && i < len(own); i++ {
		same = !own[i].Is(1) || dims[i].Is(1)
	}
	if same {
		return v
	}
	return l.One(ops.Broadcast{Dims: dims}, append([]*ir.Value{v}, named(dims, sizes)...)...)
}

// named keeps the sizes of the named dims.
func named(dims []types.Dim, sizes []*ir.Value) []*ir.Value {
	var out []*ir.Value
	for i, d := range dims {
		if !d.IsConst() {
			out = append(out, sizes[i])
		}
	}
	return out
}

// Sizes are all sizes of an array.
func (l *Lowering) Sizes(v *ir.Value) []*ir.Value {
	out := make([]*ir.Value, len(types.DimsOf(v.Type)))
	for i := range out {
		out[i] = l.Size(v, i)
	}
	return out
}

// Reshape changes the shape to dims; sizes are those of all axes.
func (l *Lowering) Reshape(v *ir.Value, dims []types.Dim, sizes []*ir.Value) *ir.Value {
	if len(dims) == 0 {
		return ops.At(l.B, v, slices.Repeat([]*ir.Value{l.I64(0)}, len(types.DimsOf(v.Type)))...)
	}
	return l.One(ops.Reshape{Dims: dims}, append([]*ir.Value{v}, named(dims, sizes)...)...)
}
