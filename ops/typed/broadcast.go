package typed

import (
	"fmt"
	"math"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

func broadcastType(c *CallInfo) (types.Type, error) {
	x, err := arrayArg(c, 0, "broadcast_to")
	if err != nil {
		return nil, err
	}
	args, err := c.shapeArgs(1)
	if err != nil {
		return nil, err
	}
	dims, err := c.dimsOf(args)
	if err != nil {
		return nil, err
	}
	got, err := BroadcastDims(x.Dims, dims)
	if err != nil || len(got) != len(dims) {
		return nil, Errorf(diag.Broadcast, -1, "the shape %s could not be broadcast to the requested %s", ShapeText(x.Dims), ShapeText(dims))
	}
	return types.Array{DType: x.DType, Dims: dims}, nil
}

// remapped are NumPy's words.
func remapped(own, asked string) string {
	return "operands could not be broadcast together with remapped shapes [original->remapped]: " + own + "  and requested shape " + asked
}

func lowerBroadcastTo(l *Lowering) []*ir.Value {
	x := l.Leaf(0)
	args, _ := l.shapeArgs(1)
	dims := types.DimsOf(l.Res)
	sizes := l.sizeLeaves(args, dims)
	own := types.DimsOf(x.Type)
	for i, d := range own {
		k := i + len(dims) - len(own)
		if d.Is(1) || d.IsConst() && dims[k].IsConst() {
			continue
		}
		n := l.Size(x, i)
		all := append(l.Sizes(x), sizes...)
		l.Check(l.One(ops.Eq, n, sizes[k]), "ValueError", remapped(placeholders(0, len(own)), placeholders(len(own), len(dims))), all...)
	}
	return []*ir.Value{l.BroadcastTo(x, dims, sizes)}
}

// placeholders is the text of a shape whose n sizes are operands of a check from the given one on.
func placeholders(from, n int) string {
	out := "("
	for i := range n {
		if i > 0 {
			out += ","
		}
		out += fmt.Sprintf("{%d}", from+i)
	}
	if n == 1 {
		out += ","
	}
	return out + ")"
}

// sizeLeaves gives the i64 of each size argument and checks that it is not
// negative, and that 63 bits count the bytes of the result.
func (l *Lowering) sizeLeaves(args []Arg, dims []types.Dim) []*ir.Value {
	out := make([]*ir.Value, len(dims))
	for i, d := range dims {
		if d.IsConst() {
			out[i] = l.I64(d.Const)
			continue
		}
		out[i] = l.Int(args[i].Leaves[0])
		l.Check(l.One(ops.Ge, out[i], l.I64(0)), "ValueError", "negative dimensions are not allowed")
	}
	l.checkBytes(out, dims)
	return out
}

// checkBytes raises NumPy's error for an array of 2^63 bytes or more, where sizes of 0 count as 1. The bytes are computed as
// floats, which do not wrap; what they round is more than any machine has.
func (l *Lowering) checkBytes(sizes []*ir.Value, dims []types.Dim) {
	each, bytes := float64(l.resDType().Size()), (*ir.Value)(nil)
	for i, d := range dims {
		if d.IsConst() && d.Const < 1<<40 {
			each *= float64(max(d.Const, 1))
			continue
		}
		n := l.Cast(l.One(ops.Maximum, sizes[i], l.I64(1)), dtype.F64)
		if bytes != nil {
			n = l.One(ops.Mul, bytes, n)
		}
		bytes = n
	}
	if bytes == nil && each >= math.MaxInt64 {
		bytes = l.F(1, dtype.F64)
	}
	if bytes != nil {
		l.Check(l.One(ops.Lt, bytes, l.F(math.MaxInt64/each, dtype.F64)), "ValueError",
			"array is too big; `arr.size * arr.dtype.itemsize` is larger than the maximum possible size.")
	}
}

func expandType(c *CallInfo) (types.Type, error) {
	x, err := arrayArg(c, 0, "expand_dims")
	if err != nil {
		return nil, err
	}
	ks, many := c.Args[1].Known.([]any)
	if !many {
		ks = []any{c.Args[1].Known}
	}
	rank := len(x.Dims) + len(ks)
	added := map[int]bool{}
	for _, k := range ks {
		at, err := axisOf(k, rank)
		if err != nil {
			return nil, err
		}
		if added[at] {
			return nil, Errorf(diag.BadAxis, 1, "repeated axis")
		}
		added[at] = true
	}
	var dims []types.Dim
	at := 0
	for i := range rank {
		if added[i] {
			dims = append(dims, types.C(1))
			continue
		}
		dims = append(dims, x.Dims[at])
		at++
	}
	return types.Array{DType: x.DType, Dims: dims}, nil
}

// squeezed gives the axes that a squeeze drops.
func squeezed(c *CallInfo, x types.Array) (map[int]bool, *Error) {
	drop := map[int]bool{}
	ks, many := c.Args[1].Known.([]any)
	if !many && c.Args[1].T != types.None {
		ks = []any{c.Args[1].Known}
	}
	for _, k := range ks {
		a, err := axisOf(k, len(x.Dims))
		if err != nil {
			return nil, err
		}
		if x.Dims[a].IsConst() && !x.Dims[a].Is(1) {
			return nil, Errorf(diag.BadSqueeze, 1, "cannot select an axis to squeeze out which has size not equal to one")
		}
		drop[a] = true
	}
	for i, d := range x.Dims {
		drop[i] = drop[i] || c.Args[1].T == types.None && d.Is(1)
	}
	return drop, nil
}

func squeezeType(c *CallInfo) (types.Type, error) {
	x, err := arrayArg(c, 0, "squeeze")
	if err != nil {
		return nil, err
	}
	drop, err := squeezed(c, x)
	if err != nil {
		return nil, err
	}
	var dims []types.Dim
	for i, d := range x.Dims {
		if !drop[i] {
			dims = append(dims, d)
		}
	}
	return types.Array{DType: x.DType, Dims: dims}, nil
}

// lowerSqueeze checks that sizes which are known at run time only are 1.
func lowerSqueeze(l *Lowering) []*ir.Value {
	x := l.Leaf(0)
	n, _ := AsNumber(l.Args[0].T)
	drop, _ := squeezed(l.CallInfo, types.Array{DType: n.DType, Dims: n.Dims})
	var sizes []*ir.Value
	for i, d := range n.Dims {
		size := l.Size(x, i)
		if !drop[i] {
			sizes = append(sizes, size)
		} else if !d.IsConst() {
			l.Check(l.One(ops.Eq, size, l.I64(1)), "ValueError", "cannot select an axis to squeeze out which has size not equal to one")
		}
	}
	return []*ir.Value{l.toShape(x, types.DimsOf(l.Res), sizes)}
}

// lowerToRes reshapes to the result type, whose named sizes are the operand's
// in order.
func lowerToRes(l *Lowering) []*ir.Value {
	x := l.Leaf(0)
	dims := types.DimsOf(l.Res)
	var run []*ir.Value
	for i, d := range types.DimsOf(x.Type) {
		if !d.IsConst() {
			run = append(run, l.Size(x, i))
		}
	}
	sizes := make([]*ir.Value, len(dims))
	for i, d := range dims {
		if !d.IsConst() {
			sizes[i], run = run[0], run[1:]
		}
	}
	return []*ir.Value{l.toShape(x, dims, sizes)}
}
