package typed

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
	"strconv"
)

// advanced describes indexing by several integer arrays, or an array beside
// integers (NumPy, Advanced indexing): the arrays are broadcast together and
// take the place of their axes, or stand in front if the axes are not
// adjacent.
type advanced struct {
	axes  []int // of x, in order
	args  []Arg
	dims  []types.Dim // the broadcast shape
	front bool
}

// advancedOf finds the arrays and integers among the steps; nil if there is at
// most one array and no integer beside it.
func advancedOf(ss []step) (*advanced, *Error) {
	a := &advanced{}
	arrays := 0
	var shapes [][]types.Dim
	last := -1
	for pos, s := range ss {
		if s.kind != "array" && s.kind != "int" {
			continue
		}
		if s.kind == "array" {
			arrays++
		}
		a.front = a.front || last >= 0 && pos != last+1
		last = pos
		a.axes = append(a.axes, s.axis)
		a.args = append(a.args, s.arg)
		shapes = append(shapes, types.DimsOf(s.arg.T))
	}
	if arrays == 0 || len(a.axes) == 1 {
		return nil, nil
	}
	dims, err := BroadcastDims(shapes...)
	if err != nil {
		return nil, Errorf(diag.Broadcast, 1, "shape mismatch: indexing arrays could not be broadcast together with shapes %s", ShapesText(shapes))
	}
	a.dims = dims
	return a, nil
}

// isOne reports whether there is one array, whose axes stand where it is among
// those that are left: then the integers are taken first.
func (a *advanced) isOne(ss []step) bool {
	arrays := 0
	for _, s := range ss {
		if s.kind == "array" {
			arrays++
		}
	}
	return arrays == 1 && !a.front
}

// place gives the result's dims from those of the steps that are no part of
// the advanced index.
func (a *advanced) place(ss []step, dims func(s step) types.Dim) []types.Dim {
	var out []types.Dim
	done := false
	if a.front {
		out, done = append(out, a.dims...), true
	}
	for _, s := range ss {
		if s.kind == "array" || s.kind == "int" {
			if !done {
				out, done = append(out, a.dims...), true
			}
			continue
		}
		out = append(out, dims(s))
	}
	return out
}

// lowerAdvanced brings the indexed axes to the front, merges them into one,
// and gathers rows at the flat index.
func (l *Lowering) lowerAdvanced(x *ir.Value, ss []step, a *advanced) *ir.Value {
	rank := len(types.DimsOf(x.Type))
	var perm, rest []int
	perm = append(perm, a.axes...)
	for i := 0; i < rank; i++ {
		if !hasInt(a.axes, i) {
			rest = append(rest, i)
		}
	}
	perm = append(perm, rest...)
	flat := l.flatIndex(x, a)
	k := len(a.axes)
	if !inOrder(perm) {
		x = l.One(ops.Transpose{Perm: perm}, x)
	}
	dims, sizes := types.DimsOf(x.Type), l.Sizes(x)
	rows := types.N("?")
	if allConst(dims[:k]) {
		n := int64(1)
		for _, d := range dims[:k] {
			n *= d.Const
		}
		rows = types.C(n)
	}
	merged := append([]types.Dim{rows}, dims[k:]...)
	x = l.Reshape(x, merged, append([]*ir.Value{l.count(sizes[:k])}, sizes[k:]...))
	x = l.One(ops.Gather{}, x, flat)
	if at := a.position(ss); at > 0 {
		x = l.One(ops.Transpose{Perm: moveBlock(len(types.DimsOf(x.Type)), len(a.dims), at)}, x)
	}
	return x
}

// position is the number of the remaining axes that stand before the arrays.
func (a *advanced) position(ss []step) int {
	n := 0
	for _, s := range ss {
		if a.front || s.kind == "array" || s.kind == "int" {
			break
		}
		if s.kind != "new" {
			n++
		}
	}
	return n
}

func inOrder(perm []int) bool {
	for i, p := range perm {
		if i != p {
			return false
		}
	}
	return true
}

func hasInt(xs []int, x int) bool {
	for _, y := range xs {
		if x == y {
			return true
		}
	}
	return false
}

// flatIndex is ((i0·n1) + i1)·n2 + …, each index checked.
func (l *Lowering) flatIndex(x *ir.Value, a *advanced) *ir.Value {
	var idx []*ir.Value
	for i, arg := range a.args {
		n := l.Size(x, a.axes[i])
		v := l.Int(arg.Leaves[0])
		if len(types.DimsOf(v.Type)) == 0 {
			v = l.indexInto(v, n, "index {0} is out of bounds for axis "+strconv.Itoa(a.axes[i])+" with size {1}")
		} else {
			v = l.checkIndices(v, n, a.axes[i])
		}
		idx = append(idx, v)
	}
	idx = l.broadcastOr("IndexError", "shape mismatch: indexing arrays", idx...)
	flat := idx[0]
	for i, v := range idx[1:] {
		n := l.Broadcast(flat, l.Size(x, a.axes[i+1]))[1]
		flat = l.One(ops.Add, l.One(ops.Mul, flat, n), v)
	}
	return flat
}

// advancedAxes inserts the axes of size 1 around an advanced index.
func (l *Lowering) advancedAxes(x *ir.Value, ss []step, a *advanced) *ir.Value {
	dims := types.DimsOf(l.Res)
	if len(dims) == len(types.DimsOf(x.Type)) {
		return x
	}
	own := l.Sizes(x)
	sizes := make([]*ir.Value, len(dims))
	at := 0
	for i, d := range dims {
		if at < len(own) && !(d.Is(1) && !types.DimsOf(x.Type)[at].Is(1)) {
			sizes[i] = own[at]
			at++
		} else {
			sizes[i] = l.I64(1)
		}
	}
	return l.toShape(x, dims, sizes)
}
