package typed

import (
	"fmt"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Lists whose length is known only at run time, joined into one array: their elements have one type.

// listArray gives the type of the elements of a list of arrays or numbers.
func listArray(c *CallInfo) (types.Array, bool) {
	list, ok := c.Args[0].T.(types.List)
	if !ok || list.Exact {
		return types.Array{}, false
	}
	n, ok := AsNumber(list.Elems[0])
	return types.Array{DType: n.DType, Dims: n.Dims}, ok
}

// freshUnknown names the sizes that are not constant anew: rows may differ in them until they are checked.
func freshUnknown(c *CallInfo, dims []types.Dim) []types.Dim {
	out := append([]types.Dim{}, dims...)
	for i, d := range out {
		if !d.IsConst() {
			out[i] = c.FreshDim()
		}
	}
	return out
}

func stackListType(c *CallInfo, row types.Array) (types.Type, error) {
	axis, err := axisOf(c.Args[1].Known, len(row.Dims)+1)
	if err != nil {
		return nil, err
	}
	dims := freshUnknown(c, row.Dims)
	dims = append(append(append([]types.Dim{}, dims[:axis]...), c.FreshDim()), dims[axis:]...)
	return types.Array{DType: row.DType, Dims: dims}, nil
}

// notEmpty checks that a list has elements, and gives its length.
func (l *Lowering) notEmpty(xs *ir.Value, name string) *ir.Value {
	n := l.One(ops.VecLen{}, xs)
	l.Check(l.One(ops.Gt, n, l.I64(0)), "ValueError", "need at least one array to "+name)
	return n
}

// stackList stacks along a first axis, which then moves.
func (l *Lowering) stackList(axis int) *ir.Value {
	xs, dims := l.Leaf(0), types.DimsOf(l.Res)
	l.notEmpty(xs, "stack")
	first := append([]types.Dim{dims[axis]}, dims[:axis]...)
	v := l.One(ops.VecToArray{Dims: append(first, dims[axis+1:]...)}, xs)
	if axis == 0 {
		return v
	}
	perm := make([]int, len(dims))
	for i := range perm {
		switch {
		case i < axis:
			perm[i] = i + 1
		case i > axis:
			perm[i] = i
		}
	}
	return l.One(ops.Transpose{Perm: perm}, v)
}

func concatListType(c *CallInfo, row types.Array) (types.Type, error) {
	if len(row.Dims) == 0 {
		return nil, Errorf(diag.UnlikeParts, 0, "zero-dimensional arrays cannot be concatenated")
	}
	axis, err := axisOf(c.Args[1].Known, len(row.Dims))
	if err != nil {
		return nil, err
	}
	dims := freshUnknown(c, row.Dims)
	dims[axis] = c.FreshDim()
	return types.Array{DType: row.DType, Dims: dims}, nil
}

// concatList appends one array after another.
func (l *Lowering) concatList(axis int) *ir.Value {
	xs, dims := l.Leaf(0), types.DimsOf(l.Res)
	n := l.notEmpty(xs, "concatenate")
	first := l.One(ops.VecGet{}, xs, l.I64(0))
	sizes := l.Sizes(first)
	start := l.toShape(first, dims, sizes)
	body := l.B.Region([]types.Type{types.CoreI64, start.Type}, func(ps []*ir.Value) []*ir.Value {
		row := l.One(ops.VecGet{}, xs, l.One(ops.Add, ps[0], l.I64(1)))
		return []*ir.Value{l.concat([]*ir.Value{ps[1], row}, axis, func(i, _ int) string {
			return fmt.Sprintf(joinMismatch+"{0} and a later one has size {1}", i, 0)
		})}
	})
	return l.B.EmitRegions(ops.For{}, []*ir.Region{body}, l.One(ops.Sub, n, l.I64(1)), start)[0]
}
