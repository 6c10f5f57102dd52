package kernels

import (
	"fmt"
	"strings"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// int makes an i64 constant.
func (w *fuser) int(x int64) *ir.Value { return w.b.Emit1(ops.Const{Value: x}) }

// at gives element idx of v, a value of the old function: computed here if v is not stored.
func (w *fuser) at(v *ir.Value, idx []*ir.Value) *ir.Value {
	if _, ok := v.Type.(types.Array); !ok {
		return w.env[v]
	}
	if w.lazy[v] {
		return w.compute(v, idx)
	}
	return w.remember(v, idx, func() *ir.Value {
		return w.b.Emit1(Elem{}, append([]*ir.Value{w.env[v]}, idx...)...)
	})
}

// remember computes an element once per kernel.
func (w *fuser) remember(v *ir.Value, idx []*ir.Value, f func() *ir.Value) *ir.Value {
	var key strings.Builder
	fmt.Fprintf(&key, "%d", v.ID)
	for _, i := range idx {
		fmt.Fprintf(&key, ",%d", i.ID)
	}
	k := key.String()
	if w.memo[k] == nil {
		w.memo[k] = f()
	}
	return w.memo[k]
}

// compute gives element idx of what v's operation makes.
func (w *fuser) compute(v *ir.Value, idx []*ir.Value) *ir.Value {
	return w.remember(v, idx, func() *ir.Value { return w.element1(v.Def, idx) })
}

// element1 is the scalar meaning of each operation that kindOf knows.
func (w *fuser) element1(n *ir.Node, idx []*ir.Value) *ir.Value {
	b := w.b
	switch op := n.Op.(type) {
	case ops.Broadcast:
		return w.atBroadcast(n, op, idx)
	case ops.Iota:
		return idx[0]
	case ops.Transpose:
		from := make([]*ir.Value, len(idx))
		for i, p := range op.Perm {
			from[p] = idx[i]
		}
		return w.at(n.Args[0], from)
	case ops.Index:
		return w.at(n.Args[0], w.within(ops.PartsOf(op, n.Args), idx))
	case ops.Reshape:
		return w.at(n.Args[0], w.atReshape(n, op, idx))
	case ops.Gather:
		return w.at(n.Args[0], w.gathered(op.Lead, n.Args[1:], idx))
	}
	args := make([]*ir.Value, len(n.Args))
	for i, a := range n.Args {
		args[i] = w.at(a, idx)
	}
	return b.Emit1(n.Op, args...)
}

// within gives the index into an array of element idx of the parts that are taken of it.
func (w *fuser) within(ps []ops.Part, idx []*ir.Value) []*ir.Value {
	out := make([]*ir.Value, len(ps))
	for k, p := range ps {
		if p.Start != nil && p.Step == nil {
			out[k] = w.env[p.Start]
			continue
		}
		out[k], idx = idx[0], idx[1:]
		if p.Start != nil {
			out[k] = w.b.Emit1(ops.Add, w.env[p.Start], w.scaled(out[k], p.Step))
		}
	}
	return out
}

// gathered gives the index into an array of element idx of the rows that are taken of it: at holds the elements of the
// first axes, then the indices.
func (w *fuser) gathered(lead int, at, idx []*ir.Value) []*ir.Value {
	r := len(types.DimsOf(at[lead].Type))
	out := append(w.all(at[:lead]), w.at(at[lead], idx[:r]))
	return append(out, idx[r:]...)
}

func (w *fuser) scaled(i, step *ir.Value) *ir.Value {
	if isOne(step) {
		return i
	}
	return w.b.Emit1(ops.Mul, i, w.env[step])
}

// atBroadcast reads axes of size 1 at 0.
func (w *fuser) atBroadcast(n *ir.Node, op ops.Broadcast, idx []*ir.Value) *ir.Value {
	src := n.Args[0]
	dims := types.DimsOf(src.Type)
	from := make([]*ir.Value, len(dims))
	for i, d := range dims {
		k := i + len(op.Dims) - len(dims)
		to := op.Dims[k]
		switch {
		case d.Is(1):
			from[i] = w.int(0)
		case d.IsConst() || d == to:
			from[i] = idx[k]
		default:
			one := w.b.Emit1(ops.Eq, w.size(src, i), w.int(1))
			from[i] = w.b.Emit1(ops.Select, one, w.int(0), idx[k])
		}
	}
	return w.at(src, from)
}

// atReshape gives the index into the operand of a reshape of unit axes.
func (w *fuser) atReshape(n *ir.Node, op ops.Reshape, idx []*ir.Value) []*ir.Value {
	var long []*ir.Value
	for i, d := range op.Dims {
		if !d.Is(1) {
			long = append(long, idx[i])
		}
	}
	from := make([]*ir.Value, len(types.DimsOf(n.Args[0].Type)))
	for i, d := range types.DimsOf(n.Args[0].Type) {
		if d.Is(1) {
			from[i] = w.int(0)
		} else {
			from[i], long = long[0], long[1:]
		}
	}
	return from
}

// sizes gives the size of each axis of v.
func (w *fuser) sizes(v *ir.Value) []*ir.Value {
	out := make([]*ir.Value, len(types.DimsOf(v.Type)))
	for i := range out {
		out[i] = w.size(v, i)
	}
	return out
}

// named gives the operand for a dim: the operands after first are those of the named ones, in order.
func (w *fuser) named(n *ir.Node, first int, dims []types.Dim, axis int) *ir.Value {
	for _, d := range dims[:axis] {
		if !d.IsConst() {
			first++
		}
	}
	return w.env[n.Args[first]]
}

// size gives the size of an axis without storing v.
func (w *fuser) size(v *ir.Value, axis int) *ir.Value {
	if d := types.DimsOf(v.Type)[axis]; d.IsConst() {
		return w.int(d.Const)
	}
	if !w.lazy[v] && w.env[v] != nil {
		return w.b.Emit1(ops.Dim{Axis: axis}, w.env[v])
	}
	n := v.Def
	switch op := n.Op.(type) {
	case ops.Broadcast:
		return w.named(n, 1, op.Dims, axis)
	case ops.Reshape:
		return w.named(n, 1, op.Dims, axis)
	case ops.Iota:
		return w.env[n.Args[0]]
	case ops.Transpose:
		return w.size(n.Args[0], op.Perm[axis])
	case ops.Index:
		size, x, k := ops.SizeBelow(v, axis)
		if size != nil {
			return w.env[size]
		}
		return w.size(x, k)
	case ops.Gather:
		indices := n.Args[1+op.Lead]
		r := len(types.DimsOf(indices.Type))
		if axis < r {
			return w.size(indices, axis)
		}
		return w.size(n.Args[0], axis-r+1+op.Lead)
	case ops.Select_:
		return w.size(n.Args[1], axis)
	}
	return w.size(n.Args[0], axis)
}
