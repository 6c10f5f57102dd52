package ops

import (
	"fmt"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// VecNew is an empty vector whose rows have the given leaves.
type VecNew struct {
	pure
	Elems []types.Type
}

// VecPush appends a row. Operands: vec, leaves….
type VecPush struct{ pure }

// VecGet reads the leaves of row i, in range. Operands: vec, i.
type VecGet struct{ pure }

// VecLen is the number of rows.
type VecLen struct{ pure }

// VecConcat appends the rows of another vector.
type VecConcat struct{ pure }

// VecSlice takes rows. Operands: vec, start, step, len.
type VecSlice struct{ pure }

// VecToArray stacks the rows, each of one leaf, along a new first axis. Rows
// that are arrays have one shape. Dims is the shape of the result; an unknown
// first size is the length.
type VecToArray struct {
	pure
	Dims []types.Dim
}

var vecs = []Decl{
	{VecNew{}, Traits{ByAD, Batched, borrowing, Barrier, Native, CostDear}},
	{VecPush{}, Traits{ByAD, Batched, consuming, Barrier, Native, CostDear}},
	{VecGet{}, Traits{ByAD, Batched, lives(Inside, Borrow), Barrier, Native, CostView}},
	{VecSet{}, Traits{ByAD, Batched, consuming, Barrier, Native, CostDear}},
	{VecSwap{}, Traits{ByAD, Batched, consuming, Barrier, Native, CostDear}},
	{VecTrunc{}, Traits{ByAD, Batched, consuming, Barrier, Native, CostDear}},
	{VecLen{}, Traits{ZeroBecause("a size"), Batched, borrowing, Barrier, Native, CostCheap}},
	{VecConcat{}, Traits{ByAD, Batched, lives(Fresh, Consume, Borrow), Barrier, Native, CostDear}},
	{VecSlice{}, Traits{ByAD, Batched, borrowing, Barrier, Native, CostDear}},
	{VecToArray{}, Traits{ByAD, Batched, borrowing, Barrier, Native, CostDear}},
}

func (VecNew) OpName() string     { return "vec.new" }
func (VecPush) OpName() string    { return "vec.push" }
func (VecGet) OpName() string     { return "vec.get" }
func (VecLen) OpName() string     { return "vec.len" }
func (VecConcat) OpName() string  { return "vec.concat" }
func (VecSlice) OpName() string   { return "vec.slice" }
func (VecToArray) OpName() string { return "vec.to_array" }

func vecArg(n *ir.Node, i int) (types.Vec, error) {
	if i >= len(n.Args) {
		return types.Vec{}, fmt.Errorf("has %d operands, want %d at least", len(n.Args), i+1)
	}
	v, _ := n.Args[i].Type.(types.Vec)
	return v, aVec.check(i, n.Args[i])
}

// row checks the leaves from operand first on.
func rowArgs(n *ir.Node, first int) ([]types.Type, error) {
	v, err := vecArg(n, 0)
	if err != nil {
		return nil, err
	}
	return []types.Type{v}, sameKinds("row", v.Elems, ir.Types(n.Args[first:]))
}

// Infer gives the empty vector's type.
func (o VecNew) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return given(types.Vec{Elems: o.Elems}, takes(n))
}

// Infer gives the vector's type.
func (VecPush) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) { return rowArgs(n, 1) }

// Infer gives the leaves.
func (VecGet) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := takes(n, aVec, anI64); err != nil {
		return nil, err
	}
	v, err := vecArg(n, 0)
	return v.Elems, err
}

// Infer gives i64.
func (VecLen) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return given(types.CoreI64, takes(n, aVec))
}

// Infer gives the first vector's type.
func (VecConcat) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := takes(n, aVec, aVec); err != nil {
		return nil, err
	}
	t := n.Args[0].Type
	return given(t, sameKinds("vec", []types.Type{t}, ir.Types(n.Args[1:])))
}

// Infer gives the vector's type.
func (VecSlice) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := takes(n, aVec, anI64, anI64, anI64); err != nil {
		return nil, err
	}
	return single(n.Args[0].Type)
}

// Infer gives the stacked shape.
func (o VecToArray) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := takes(n, aVec); err != nil {
		return nil, err
	}
	v, _ := vecArg(n, 0)
	if len(v.Elems) == 0 { // the empty list
		return single(types.Array{DType: dtype.F64, Dims: o.Dims})
	}
	d, err := elem(v.Elems[0])
	return []types.Type{types.Array{DType: d, Dims: o.Dims}}, err
}

// Eval makes an empty vector.
func (o VecNew) Eval(*Env, *ir.Node, []Value) ([]Value, error) {
	return []Value{{Ref: (&Vec{Width: len(o.Elems)}).Copy()}}, nil
}

// Eval appends; rows that others see are never overwritten.
func (VecPush) Eval(env *Env, _ *ir.Node, args []Value) ([]Value, error) {
	if v := args[0].Vec(); !v.fits(1) && !v.covers() {
		if err := env.takeRows(v.room(1), v.Width); err != nil {
			return nil, err
		}
	}
	return []Value{{Ref: args[0].Vec().Push(args[1:])}}, nil
}

// Eval reads a row.
func (VecGet) Eval(_ *Env, _ *ir.Node, args []Value) ([]Value, error) {
	return args[0].Vec().Row(int(args[1].I())), nil
}

// Eval counts the rows.
func (VecLen) Eval(_ *Env, _ *ir.Node, args []Value) ([]Value, error) {
	return []Value{I(int64(args[0].Vec().Len()))}, nil
}

// Eval appends the rows of the second vector.
func (VecConcat) Eval(env *Env, _ *ir.Node, args []Value) ([]Value, error) {
	v, w := args[0].Vec(), args[1].Vec()
	if !v.fits(w.n) {
		if err := env.takeRows(v.room(w.n), v.Width); err != nil {
			return nil, err
		}
	}
	return []Value{{Ref: v.Append(w)}}, nil
}

// Eval copies rows.
func (VecSlice) Eval(env *Env, _ *ir.Node, args []Value) ([]Value, error) {
	src := args[0].Vec()
	at, step, n := int(args[1].I()), int(args[2].I()), int(args[3].I())
	if err := env.takeRows(n, src.Width); err != nil {
		return nil, err
	}
	leaves := make([]Value, 0, n*src.Width)
	for range n {
		leaves = append(leaves, src.Row(at)...)
		at += step
	}
	return []Value{{Ref: VecOf(src.Width, n, leaves).ours()}}, nil
}

// Eval stacks the rows.
func (o VecToArray) Eval(_ *Env, n *ir.Node, args []Value) ([]Value, error) {
	v := args[0].Vec()
	t := n.Results[0].Type.(types.Array)
	if v.Len() == 0 || v.Width == 0 {
		return []Value{T(tensor.New(t.DType, zeroDims(o.Dims)...))}, nil
	}
	elem := n.Args[0].Type.(types.Vec).Elems[0]
	if _, ok := elem.(types.Scalar); ok {
		x := tensor.New(t.DType, v.Len())
		for i := range v.Len() {
			setElem(x, i, v.Row(i)[0])
		}
		return []Value{T(x)}, nil
	}
	rows := make([]*tensor.Tensor, v.Len())
	for i := range rows {
		r := v.Row(i)[0].Tensor()
		if i > 0 && fmt.Sprint(r.Shape) != fmt.Sprint(v.Row(0)[0].Tensor().Shape) {
			return nil, &Raised{Class: "ValueError", Msg: "setting an array element with a sequence. The requested array has an inhomogeneous shape"}
		}
		rows[i] = r.Reshape(append([]int{1}, r.Shape...)...)
	}
	return []Value{T(tensor.Concat(0, rows))}, nil
}

func zeroDims(dims []types.Dim) []int {
	out := make([]int, len(dims))
	for i, d := range dims {
		out[i] = int(d.Const)
	}
	return out
}

// JVP stacks the tangents.
func (o VecToArray) JVP(g Forward) { linear(g, o, 1) }
