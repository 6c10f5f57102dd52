package ops

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// Part says what an index takes of one axis: all of it, if it is zero; the
// element Start, if Step is nil; else a slice of size Len, which is Dim.
type Part struct {
	Start, Step, Len *ir.Value
	Dim              types.Dim
}

// At reads an element of x, or, with fewer indices than axes, what the first
// axes leave.
func At(b *ir.Builder, x *ir.Value, at ...*ir.Value) *ir.Value {
	ps := make([]Part, len(types.DimsOf(x.Type)))
	for k, i := range at {
		ps[k].Start = i
	}
	return Take(b, x, ps)
}

// Take reads a part of each axis of x. A part of what an index or a
// transposition made is taken of the array below, so that no row is made for
// the sake of an element.
func Take(b *ir.Builder, x *ir.Value, ps []Part) *ir.Value {
	if !slices.ContainsFunc(ps, func(p Part) bool { return p.Start != nil }) {
		return x
	}
	for x.Def != nil {
		switch op := x.Def.Op.(type) {
		case Index:
			ps = within(b, PartsOf(op, x.Def.Args), ps)
		case Transpose:
			below, ok := permuted(op, ps)
			if !ok {
				return take(b, x, ps)
			}
			ps = below
		default:
			return take(b, x, ps)
		}
		x = x.Def.Args[0]
	}
	return take(b, x, ps)
}

func take(b *ir.Builder, x *ir.Value, ps []Part) *ir.Value {
	var op Index
	var at, cuts []*ir.Value
	for k, p := range ps {
		switch {
		case p.Start == nil:
		case p.Step == nil:
			op.Axes, at = append(op.Axes, k), append(at, p.Start)
		default:
			op.Slices, op.Dims = append(op.Slices, k), append(op.Dims, p.Dim)
			cuts = append(cuts, p.Start, p.Step, p.Len)
		}
	}
	return b.Emit1(op, slices.Concat([]*ir.Value{x}, at, cuts)...)
}

// PartsOf gives the part of each axis that an index with these operands takes.
func PartsOf(op Index, args []*ir.Value) []Part {
	ps := make([]Part, len(types.DimsOf(args[0].Type)))
	for i, k := range op.Axes {
		ps[k].Start = args[1+i]
	}
	for i, k := range op.Slices {
		at := args[1+len(op.Axes)+3*i:]
		ps[k] = Part{Start: at[0], Step: at[1], Len: at[2], Dim: op.Dims[i]}
	}
	return ps
}

// within gives the parts that are taken of an array when ps are taken of what
// its parts below leave.
func within(b *ir.Builder, below, ps []Part) []Part {
	out := slices.Clone(below)
	at := 0
	for k, p := range below {
		if p.Start != nil && p.Step == nil {
			continue
		}
		q := ps[at]
		at++
		switch {
		case p.Start == nil:
			out[k] = q
		case q.Start != nil:
			out[k] = Part{Start: shifted(b, p.Start, times(b, q.Start, p.Step)), Len: q.Len, Dim: q.Dim}
			if q.Step != nil {
				out[k].Step = times(b, q.Step, p.Step)
			}
		}
	}
	return out
}

// permuted gives the parts that are taken of an array when ps are taken of its
// transposition; not ok if the axes that are left would be in another order.
func permuted(op Transpose, ps []Part) (below []Part, ok bool) {
	below = make([]Part, len(ps))
	last := -1
	for i, k := range op.Perm {
		below[k] = ps[i]
		if ps[i].Start != nil && ps[i].Step == nil {
			continue
		}
		if k < last {
			return nil, false
		}
		last = k
	}
	return below, true
}

// Rows reads the rows of x at an array of indices. Those of what an index of
// the first axes left are read of the array below.
func Rows(b *ir.Builder, x, idx *ir.Value) *ir.Value {
	if x.Def != nil {
		if op, ok := x.Def.Op.(Index); ok && leads(op) {
			return b.Emit1(Gather{Lead: len(op.Axes)}, append(slices.Clone(x.Def.Args), idx)...)
		}
	}
	return b.Emit1(Gather{}, x, idx)
}

// leads reports whether an index takes elements of the first axes.
func leads(op Index) bool {
	return len(op.Slices) == 0 && op.Axes[len(op.Axes)-1] == len(op.Axes)-1
}

// IsView reports whether an index gives a contiguous part: elements of the first axes, then at most one slice of step 1,
// then whole axes.
func IsView(n *ir.Node) bool {
	op, ok := n.Op.(Index)
	if !ok || len(op.Slices) > 1 || len(op.Axes) == len(types.DimsOf(n.Args[0].Type)) {
		return false
	}
	for i, a := range append(slices.Clone(op.Axes), op.Slices...) {
		if a != i {
			return false
		}
	}
	return len(op.Slices) == 0 || isConst(n.Args[2+len(op.Axes)], 1)
}

func isConst(v *ir.Value, x int64) bool {
	if v.Def == nil {
		return false
	}
	c, ok := v.Def.Op.(Const)
	return ok && c.Value == x
}

// times and shifted leave out factors of one and terms of zero.
func times(b *ir.Builder, x, y *ir.Value) *ir.Value {
	switch {
	case isConst(y, 1):
		return x
	case isConst(x, 1):
		return y
	}
	return b.Emit1(Mul, x, y)
}

func shifted(b *ir.Builder, x, y *ir.Value) *ir.Value {
	switch {
	case isConst(x, 0):
		return y
	case isConst(y, 0):
		return x
	}
	return b.Emit1(Add, x, y)
}

// SizeBelow says where the size of an axis of v, which is no constant, comes from, if an elementwise operation, one that moves
// elements, one that replaces some or one that is given the sizes made v: a value, or an axis of another array.
func SizeBelow(v *ir.Value, axis int) (size, x *ir.Value, k int) {
	if v.Def == nil {
		return nil, nil, 0
	}
	switch op := v.Def.Op.(type) {
	case Elementwise, Cast:
		return nil, v.Def.Args[0], axis
	case IndexSet, GatherSet:
		return nil, v.Def.Args[0], axis
	case Select:
		return nil, v.Def.Args[1], axis
	case Transpose:
		return nil, v.Def.Args[0], op.Perm[axis]
	case Broadcast:
		return v.Def.Args[1+namedBefore(op.Dims, axis)], nil, 0
	case Reshape:
		return v.Def.Args[1+namedBefore(op.Dims, axis)], nil, 0
	case Index:
		for k, p := range PartsOf(op, v.Def.Args) {
			switch {
			case p.Start != nil && p.Step == nil:
				continue
			case axis > 0:
				axis--
				continue
			}
			return p.Len, v.Def.Args[0], k
		}
	}
	return nil, nil, 0
}

// namedBefore counts the axes before one that have no constant size.
func namedBefore(dims []types.Dim, axis int) int {
	n := 0
	for _, d := range dims[:axis] {
		if !d.IsConst() {
			n++
		}
	}
	return n
}

// Size gives the size of an axis of v, without reading v where the size is
// that of what v was taken of.
func Size(b *ir.Builder, v *ir.Value, axis int) *ir.Value {
	for {
		if d := types.DimsOf(v.Type)[axis]; d.IsConst() {
			return b.Emit1(Const{Value: d.Const})
		}
		size, x, k := SizeBelow(v, axis)
		switch {
		case size != nil:
			return size
		case x == nil:
			return b.Emit1(Dim{Axis: axis}, v)
		}
		v, axis = x, k
	}
}
