package ops

import (
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
	"slices"
)

// shapeOf turns dims into sizes: constants, and the operands for named ones.
func shapeOf(dims []types.Dim, sizes []Value) []int {
	out := make([]int, len(dims))
	for i, d := range dims {
		if d.IsConst() {
			out[i] = int(d.Const)
			continue
		}
		out[i], sizes = int(sizes[0].I()), sizes[1:]
	}
	return out
}

// asTensor views a scalar as a tensor of rank 0.
func asTensor(t types.Type, v Value) *tensor.Tensor {
	s, ok := t.(types.Scalar)
	if !ok {
		return v.Tensor()
	}
	x := tensor.New(dtype.Type(s))
	setElem(x, 0, v)
	return x
}

func setElem(x *tensor.Tensor, i int, v Value) { x.SetBits(i, v.Bits) }

// Elem is element i of a tensor as a scalar value.
func Elem(x *tensor.Tensor, i int) Value { return Value{Bits: x.Bits(i)} }

// fromTensor gives a scalar for rank 0.
func fromTensor(x *tensor.Tensor) []Value {
	if len(x.Shape) == 0 {
		return []Value{Elem(x, 0)}
	}
	return []Value{T(x)}
}

// Eval repeats the operand.
func (o Broadcast) Eval(env *Env, n *ir.Node, args []Value) ([]Value, error) {
	shape := shapeOf(o.Dims, args[1:])
	x := asTensor(n.Args[0].Type, args[0])
	if err := env.TakeArray(x.DType, shape); err != nil {
		return nil, err
	}
	return fromTensor(tensor.BroadcastTo(x, shape)), nil
}

// Eval shares the data under the new shape.
func (o Reshape) Eval(_ *Env, n *ir.Node, args []Value) ([]Value, error) {
	return fromTensor(args[0].Tensor().Reshape(shapeOf(o.Dims, args[1:])...)), nil
}

// Eval permutes the axes.
func (o Transpose) Eval(env *Env, n *ir.Node, args []Value) ([]Value, error) {
	if err := env.TakeArray(args[0].Tensor().DType, args[0].Tensor().Shape); err != nil {
		return nil, err
	}
	return []Value{T(tensor.Transpose(args[0].Tensor(), o.Perm))}, nil
}

// Eval copies the rows.
func (o Gather) Eval(env *Env, n *ir.Node, args []Value) ([]Value, error) {
	x, idx := under(args[0].Tensor(), args[1:1+o.Lead]), args[1+o.Lead].Tensor()
	if err := env.TakeArray(x.DType, slices.Concat(idx.Shape, x.Shape[1:])); err != nil {
		return nil, err
	}
	return []Value{T(tensor.Gather(x, idx))}, nil
}

// under is what elements of the first axes leave of x: it shares x's elements.
func under(x *tensor.Tensor, lead []Value) *tensor.Tensor {
	if len(lead) == 0 {
		return x
	}
	axes := make([]int, len(lead))
	for k := range axes {
		axes[k] = k
	}
	return tensor.Take(x, parts(x.Shape, axes, nil, lead, 0, nil))
}

// Eval joins the arrays.
func (o Concat) Eval(env *Env, n *ir.Node, args []Value) ([]Value, error) {
	bytes := 0
	ts := make([]*tensor.Tensor, len(args))
	for i, a := range args {
		ts[i] = a.Tensor()
		bytes += len(ts[i].Bytes())
	}
	if err := env.Take(bytes); err != nil {
		return nil, err
	}
	return []Value{T(tensor.Concat(o.Axis, ts))}, nil
}

// Eval reads the size.
func (o Dim) Eval(_ *Env, n *ir.Node, args []Value) ([]Value, error) {
	return []Value{I(int64(args[0].Tensor().Shape[o.Axis]))}, nil
}

// Eval counts.
func (o Iota) Eval(env *Env, n *ir.Node, args []Value) ([]Value, error) {
	k := int(args[0].I())
	if err := env.TakeArray(dtype.I64, []int{k}); err != nil {
		return nil, err
	}
	x := tensor.New(dtype.I64, k)
	xs := tensor.Of[int64](x)
	for i := range xs {
		xs[i] = int64(i)
	}
	return []Value{T(x)}, nil
}

// Eval stores the scalars.
func (o Array) Eval(_ *Env, n *ir.Node, args []Value) ([]Value, error) {
	x := tensor.New(o.DType, shapeOf(o.Dims, nil)...)
	for i, a := range args {
		setElem(x, i, a)
	}
	return []Value{T(x)}, nil
}
