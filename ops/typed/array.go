package typed

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// arrayType: the array of a number, an array, or nested sequences of numbers
// or arrays of one shape.
func arrayType(c *CallInfo) (types.Type, error) {
	a, err := arrayOf(c, c.Args[0].T)
	if err != nil {
		return nil, err
	}
	if a.DType, err = dtypeOf(c.Args[1], a.DType); err != nil {
		return nil, err
	}
	return a, nil
}

func arrayOf(c *CallInfo, t types.Type) (types.Array, *Error) {
	if n, ok := AsNumber(t); ok {
		return types.Array{DType: n.DType, Dims: n.Dims}, nil
	}
	if l, ok := t.(types.List); ok && !l.Exact {
		e, err := arrayOf(c, l.Elems[0])
		if err != nil {
			return e, err
		}
		return types.Array{DType: e.DType, Dims: append([]types.Dim{c.FreshDim()}, e.Dims...)}, nil
	}
	if !isSeq(t) {
		return types.Array{}, Errorf(diag.BadOperand, 0, "np.array needs numbers or sequences of numbers, not %s", PyName(t))
	}
	parts := Parts(t)
	if len(parts) == 0 {
		return types.Array{DType: dtype.F64, Dims: []types.Dim{types.C(0)}}, nil
	}
	first, err := arrayOf(c, parts[0])
	if err != nil {
		return first, err
	}
	for _, p := range parts[1:] {
		e, err := arrayOf(c, p)
		if err != nil {
			return e, err
		}
		if len(e.Dims) != len(first.Dims) || !sameConsts(e.Dims, first.Dims) {
			return e, Errorf(diag.RaggedArray, 0, "an array needs parts of one shape, not %s and %s", ShapeText(first.Dims), ShapeText(e.Dims))
		}
		if first.DType, err = Promote(Number{DType: first.DType}, Number{DType: e.DType}); err != nil {
			return e, err
		}
	}
	return types.Array{DType: first.DType, Dims: append([]types.Dim{types.C(int64(len(parts)))}, first.Dims...)}, nil
}

func sameConsts(a, b []types.Dim) bool {
	for i := range a {
		if a[i].IsConst() && b[i].IsConst() && a[i] != b[i] {
			return false
		}
	}
	return true
}

func lowerArray(l *Lowering) []*ir.Value {
	v := l.build(l.Args[0].T, l.Args[0].Leaves, types.DimsOf(l.Res), l.resDType())
	return []*ir.Value{v}
}

// build makes the array of nested sequences: of scalars at once, of arrays by
// joining them along a new first axis.
func (l *Lowering) build(t types.Type, leaves []*ir.Value, dims []types.Dim, d dtype.Type) *ir.Value {
	if _, ok := AsNumber(t); ok {
		return l.elementAs(leaves[0], t, d)
	}
	if list, ok := t.(types.List); ok && !list.Exact {
		xs := leaves[0]
		if _, ok := AsNumber(list.Elems[0]); !ok {
			xs = l.buildEach(list.Elems[0], xs, dims[1:], d)
		}
		xs = l.One(ops.VecToArray{Dims: dims}, xs)
		if inner := list.Elems[0]; len(types.DimsOf(inner)) == 0 {
			return l.elementAs(xs, inSequence(inner, d), d)
		}
		return l.Cast(xs, d)
	}
	if all := l.scalars(t, leaves, d); all != nil {
		return l.One(ops.Array{Dims: dims, DType: d}, all...)
	}
	var rows []*ir.Value
	for _, p := range Parts(t) {
		n := leafCount(p)
		row := l.build(p, leaves[:n], dims[1:], d)
		leaves = leaves[n:]
		own := append([]types.Dim{types.C(1)}, types.DimsOf(row.Type)...)
		rows = append(rows, l.toShape(row, own, append([]*ir.Value{l.I64(1)}, l.Sizes(row)...)))
	}
	return l.One(ops.Concat{Axis: 0, Dim: dims[0]}, rows...)
}

// buildEach makes an array of each sequence in a list.
func (l *Lowering) buildEach(elem types.Type, xs *ir.Value, dims []types.Dim, d dtype.Type) *ir.Value {
	empty := l.One(ops.VecNew{Elems: []types.Type{types.Array{DType: d, Dims: dims}}})
	body := l.B.Region([]types.Type{types.CoreI64, empty.Type}, func(ps []*ir.Value) []*ir.Value {
		row := l.build(elem, l.B.Emit(ops.VecGet{}, xs, ps[0]), dims, d)
		return []*ir.Value{l.One(ops.VecPush{}, ps[1], row)}
	})
	return l.B.EmitRegions(ops.For{}, []*ir.Region{body}, l.One(ops.VecLen{}, xs), empty)[0]
}

// scalars flattens nested sequences of numbers, or returns nil if some part is
// an array or a list of run-time length.
func (l *Lowering) scalars(t types.Type, leaves []*ir.Value, d dtype.Type) []*ir.Value {
	out := []*ir.Value{}
	for _, v := range leaves {
		if _, ok := v.Type.(types.Scalar); !ok {
			return nil
		}
	}
	for i, t := range numbersOf(t) {
		out = append(out, l.elementAs(leaves[i], inSequence(t, d), d))
	}
	return out
}

// numbersOf lists the types of the numbers in nested sequences.
func numbersOf(t types.Type) []types.Type {
	if _, ok := AsNumber(t); ok {
		return []types.Type{t}
	}
	var out []types.Type
	for _, p := range Parts(t) {
		out = append(out, numbersOf(p)...)
	}
	return out
}

// inSequence is how np.array sees a number of type t in a sequence: for ints with a sign NumPy takes its ints as Python's.
func inSequence(t types.Type, d dtype.Type) types.Type {
	if a, ok := t.(types.Array); ok && len(a.Dims) == 0 && isInt(a.DType) && d.Class() == dtype.Int {
		return types.Int
	}
	return t
}

// elementAs makes a number of type t, or an array of such numbers, elements of type d. Python's floats become ints by way
// of Python's ints, so that what does not fit raises.
func (l *Lowering) elementAs(v *ir.Value, t types.Type, d dtype.Type) *ir.Value {
	switch {
	case !isInt(d) || t != types.Int && t != types.Float:
		return l.Cast(v, d)
	case d == dtype.U64 && t == types.Float: // of which half is beyond an int64
		low, _ := l.extremes(v)
		l.Check(l.One(ops.Gt, low, l.F(-1, dtype.F64)), "OverflowError", "Python integer {0} out of bounds for uint64", l.Cast(low, dtype.I64))
		return l.Cast(v, d)
	case t == types.Float:
		v = l.wholes(v)
	case len(types.DimsOf(v.Type)) == 0:
		v = l.Int(v)
	}
	if least, most, bounded := d.Bounds(); bounded {
		v = l.Cast(v, dtype.I64)
		low, high := l.extremes(v)
		beyond := l.One(ops.Select{}, l.One(ops.Lt, low, l.I64(least)), low, high)
		fits := l.One(ops.And, l.One(ops.Ge, low, l.I64(least)), l.One(ops.Le, high, l.I64(most)))
		l.Check(fits, "OverflowError", "Python integer {0} out of bounds for "+d.NumPy(), beyond)
	}
	return l.Cast(v, d)
}

// wholes truncates floats to ints, which must fit 64 bits.
func (l *Lowering) wholes(v *ir.Value) *ir.Value {
	whole := func(x *ir.Value) {
		inner := *l.CallInfo
		inner.Args = []Arg{{T: types.Float, Leaves: []*ir.Value{x}}}
		lowerInt(&Lowering{CallInfo: &inner, B: l.B, Res: types.Int})
	}
	low, high := l.extremes(v)
	empty := l.One(ops.Gt, low, high)
	for _, x := range []*ir.Value{low, high} {
		whole(l.One(ops.Select{}, empty, l.F(0, dtype.F64), x))
	}
	return l.Cast(v, dtype.I64)
}

// extremes gives the least and the greatest of an array's elements, nan if one is; of no elements they cross.
func (l *Lowering) extremes(v *ir.Value) (low, high *ir.Value) {
	rank := len(types.DimsOf(v.Type))
	if rank == 0 {
		return v, v
	}
	axes := make([]int, rank)
	for i := range axes {
		axes[i] = i
	}
	return l.One(ops.Reduce{Kind: "min", Axes: axes}, v), l.One(ops.Reduce{Kind: "max", Axes: axes}, v)
}
