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
	return w.remember(v, idx, func() *ir.Value { return w.placeOf(v.Def).at(w, v.Def, idx) })
}

// each does the operation of scalars on the elements at one index.
func (w *fuser) each(n *ir.Node, idx []*ir.Value) *ir.Value {
	args := make([]*ir.Value, len(n.Args))
	for i, a := range n.Args {
		args[i] = w.at(a, idx)
	}
	return w.b.Emit1(n.Op, args...)
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
func (w *fuser) atBroadcast(n *ir.Node, idx []*ir.Value) *ir.Value {
	src, op := n.Args[0], n.Op.(ops.Broadcast)
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
			from[i] = w.b.Emit1(ops.Select{}, one, w.int(0), idx[k])
		}
	}
	return w.at(src, from)
}

// atReshape reads the operand of a reshape of unit axes.
func (w *fuser) atReshape(n *ir.Node, idx []*ir.Value) *ir.Value {
	var long []*ir.Value
	for i, d := range n.Op.(ops.Reshape).Dims {
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
	return w.at(n.Args[0], from)
}

func (w *fuser) atTranspose(n *ir.Node, idx []*ir.Value) *ir.Value {
	from := make([]*ir.Value, len(idx))
	for i, p := range n.Op.(ops.Transpose).Perm {
		from[p] = idx[i]
	}
	return w.at(n.Args[0], from)
}

func (w *fuser) atIndex(n *ir.Node, idx []*ir.Value) *ir.Value {
	return w.at(n.Args[0], w.within(ops.PartsOf(n.Op.(ops.Index), n.Args), idx))
}

func (w *fuser) atGather(n *ir.Node, idx []*ir.Value) *ir.Value {
	return w.at(n.Args[0], w.gathered(n.Op.(ops.Gather).Lead, n.Args[1:], idx))
}

// sizes gives the size of each axis of v.
func (w *fuser) sizes(v *ir.Value) []*ir.Value {
	out := make([]*ir.Value, len(types.DimsOf(v.Type)))
	for i := range out {
		out[i] = w.size(v, i)
	}
	return out
}

// size gives the size of an axis without storing v.
func (w *fuser) size(v *ir.Value, axis int) *ir.Value {
	if d := types.DimsOf(v.Type)[axis]; d.IsConst() {
		return w.int(d.Const)
	}
	if !w.lazy[v] && w.env[v] != nil && !isReshape(v) {
		return w.b.Emit1(ops.Dim{Axis: axis}, w.env[v])
	}
	return w.placeOf(v.Def).size(w, v.Def, axis)
}

// isReshape reports whether v has its sizes from operands, which may be known where v's are not.
func isReshape(v *ir.Value) bool {
	if v.Def == nil {
		return false
	}
	_, ok := v.Def.Op.(ops.Reshape)
	return ok
}

// sizeDeclared is the operand for an axis of Dims: those behind the first are for the named ones, in order.
func (w *fuser) sizeDeclared(n *ir.Node, axis int) *ir.Value {
	k := 1
	for _, d := range types.DimsOf(n.Results[0].Type)[:axis] {
		if !d.IsConst() {
			k++
		}
	}
	return w.env[n.Args[k]]
}

func (w *fuser) sizeIndex(n *ir.Node, axis int) *ir.Value {
	size, x, k := ops.SizeBelow(n.Results[0], axis)
	if size != nil {
		return w.env[size]
	}
	return w.size(x, k)
}

func (w *fuser) sizeGather(n *ir.Node, axis int) *ir.Value {
	lead := n.Op.(ops.Gather).Lead
	indices := n.Args[1+lead]
	r := len(types.DimsOf(indices.Type))
	if axis < r {
		return w.size(indices, axis)
	}
	return w.size(n.Args[0], axis-r+1+lead)
}
