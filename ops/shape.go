package ops

import (
	"fmt"
	"slices"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// Broadcast repeats a scalar or array to the shape Dims, aligned at the last
// axis; constant sizes 1 repeat. Operands: x, an i64 for each named dim.
type Broadcast struct {
	pure
	Dims []types.Dim
}

// Reshape gives an array another shape of as many elements. Operands: x, an
// i64 for each named dim.
type Reshape struct {
	pure
	Dims []types.Dim
}

// Transpose permutes axes: axis i of the result is axis Perm[i] of x.
type Transpose struct {
	pure
	Perm []int
}

// Gather takes rows at an i64 array of indices in range: of x, or of what the
// elements of its first Lead axes leave. Operands: x, an i64 for each of these,
// the indices.
type Gather struct {
	pure
	Lead int
}

// Concat joins arrays along an axis, whose size is then Dim.
type Concat struct {
	pure
	Axis int
	Dim  types.Dim
}

// Dim is the size of an axis.
type Dim struct {
	pure
	Axis int
}

// Iota is 0 … n-1.
type Iota struct {
	pure
	Dim types.Dim
}

// Array makes an array of constant shape of scalars in row-major order.
type Array struct {
	pure
	Dims  []types.Dim
	DType dtype.Type
}

var shapes = []Decl{
	{Broadcast{}, Traits{Linear, Axes, borrowing, FuseFill, Lowered, CostFill}},
	{Reshape{}, Traits{Linear, Axes, lives(Alias, Borrow), FuseReshape, Native, CostView}},
	{Transpose{}, Traits{Linear, Axes, borrowing, FuseMove, Lowered, CostView}},
	{Index{}, Traits{Linear, Batched, Memory{[]Hold{Borrow}, Alias, IsView}, FuseMove, Native, CostView}},
	{Gather{}, Traits{Linear, Batched, borrowing, FuseGather, Lowered, CostDear}},
	{IndexSet{}, Traits{Linear, Batched, lives(Fresh, Consume, Borrow), Barrier, Native, CostDear}},
	{GatherSet{}, Traits{Linear, Batched, lives(Fresh, Consume, Borrow), Barrier, Lowered, CostDear}},
	{Concat{}, Traits{Linear, Axes, borrowing, Barrier, Native, CostDear}},
	{Dim{}, Traits{ZeroBecause("a size"), Axes, borrowing, Barrier, Native, CostCheap}},
	{Iota{}, Traits{ZeroBecause("numbers of places"), Unbatched("all members of a batch have one size"), borrowing, FuseFill, Lowered, CostCheap}},
	{Array{}, Traits{Linear, Batched, borrowing, Barrier, Native, CostDear}},
}

func (Broadcast) OpName() string { return "broadcast" }
func (Reshape) OpName() string   { return "reshape" }
func (Transpose) OpName() string { return "transpose" }
func (Gather) OpName() string    { return "gather" }
func (Concat) OpName() string    { return "concat" }
func (Dim) OpName() string       { return "dim" }
func (Iota) OpName() string      { return "iota" }
func (Array) OpName() string     { return "array" }

// arrayOf gives an array type, or a scalar of rank 0.
func arrayOf(d dtype.Type, dims []types.Dim) types.Type {
	if len(dims) == 0 {
		return types.Scalar(d)
	}
	return types.Array{DType: d, Dims: dims}
}

func elem(t types.Type) (dtype.Type, error) {
	d, ok := types.ElemDType(t)
	if !ok {
		return 0, fmt.Errorf("operand is %s", t)
	}
	return d, nil
}

func arrayArg(n *ir.Node, i int) (types.Array, error) {
	if i >= len(n.Args) {
		return types.Array{}, fmt.Errorf("has %d operands, want %d at least", len(n.Args), i+1)
	}
	a, _ := n.Args[i].Type.(types.Array)
	return a, anArray.check(i, n.Args[i])
}

// numNamed checks that there is an operand for each named dim after the first
// operands.
func numNamed(n *ir.Node, dims []types.Dim, first ...operand) error {
	for _, d := range dims {
		if !d.IsConst() {
			first = append(first, anI64)
		}
	}
	return takes(n, first...)
}

// axisOf checks that operand 0 is an array with the axis.
func axisOf(n *ir.Node, axis int) (types.Array, error) {
	a, err := arrayArg(n, 0)
	if err == nil && (axis < 0 || axis >= len(a.Dims)) {
		err = fmt.Errorf("axis %d of %s", axis, a)
	}
	return a, err
}

// Infer gives the declared shape.
func (o Broadcast) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := numNamed(n, o.Dims, aNumber); err != nil {
		return nil, err
	}
	d, err := elem(n.Args[0].Type)
	return []types.Type{arrayOf(d, o.Dims)}, err
}

// Infer gives the declared shape.
func (o Reshape) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	a, err := arrayArg(n, 0)
	if err == nil {
		err = numNamed(n, o.Dims, anArray)
	}
	return []types.Type{arrayOf(a.DType, o.Dims)}, err
}

// Infer permutes the dims.
func (o Transpose) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := takes(n, anArray); err != nil {
		return nil, err
	}
	a, _ := arrayArg(n, 0)
	if len(o.Perm) != len(a.Dims) {
		return nil, fmt.Errorf("%d axes for %s", len(o.Perm), a)
	}
	dims := make([]types.Dim, len(o.Perm))
	for i, p := range o.Perm {
		dims[i] = a.Dims[p]
	}
	return single(types.Array{DType: a.DType, Dims: dims})
}

// Infer puts the shape of the indices in the place of the axis of the rows.
func (o Gather) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	want := append([]operand{anArray}, slices.Repeat([]operand{anI64}, o.Lead)...)
	if err := takes(n, append(want, anArray)...); err != nil {
		return nil, err
	}
	a, _ := arrayArg(n, 0)
	i, err := arrayArg(n, 1+o.Lead)
	if err != nil || i.DType != dtype.I64 || len(a.Dims) <= o.Lead {
		return nil, fmt.Errorf("indices are %s, after %d of %s", n.Args[1+o.Lead].Type, o.Lead, a)
	}
	return single(types.Array{DType: a.DType, Dims: append(append([]types.Dim{}, i.Dims...), a.Dims[o.Lead+1:]...)})
}

// Infer gives the joined shape.
func (o Concat) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	a, err := axisOf(n, o.Axis)
	if err != nil {
		return nil, err
	}
	for _, b := range n.Args[1:] {
		if !SameKind(b.Type, a) {
			return nil, fmt.Errorf("joins %s and %s", a, b.Type)
		}
	}
	dims := append([]types.Dim{}, a.Dims...)
	dims[o.Axis] = o.Dim
	return single(types.Array{DType: a.DType, Dims: dims})
}

// Infer gives i64.
func (o Dim) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if _, err := axisOf(n, o.Axis); err != nil {
		return nil, err
	}
	return given(types.CoreI64, takes(n, anArray))
}

// Infer gives i64[Dim].
func (o Iota) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return given(types.Array{DType: dtype.I64, Dims: []types.Dim{o.Dim}}, takes(n, anI64))
}

// Infer gives the declared shape.
func (o Array) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	count := int64(1)
	for _, d := range o.Dims {
		count *= d.Const
	}
	if int64(len(n.Args)) != count {
		return nil, fmt.Errorf("%d scalars for %d elements", len(n.Args), count)
	}
	for _, a := range n.Args {
		if !types.Equal(a.Type, types.Scalar(o.DType)) {
			return nil, fmt.Errorf("%s among elements %s", a.Type, o.DType)
		}
	}
	return single(types.Array{DType: o.DType, Dims: o.Dims})
}
