package typed

import (
	"fmt"
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// sequenceArrays takes the arrays of a tuple or exact list.
func sequenceArrays(c *CallInfo, name string) ([]Arg, []types.Array, dtype.Type, *Error) {
	args, err := elements(c.Args[0])
	if err != nil {
		return nil, nil, 0, Errorf(diag.UnlikeParts, 0, "%s needs a tuple or list of arrays, not %s", name, PyName(c.Args[0].T))
	}
	if len(args) == 0 {
		return nil, nil, 0, Errorf(diag.UnlikeParts, 0, "need at least one array to %s", name)
	}
	var arrays []types.Array
	d := Number{}
	for i, a := range args {
		n, ok := AsNumber(a.T)
		if !ok {
			return nil, nil, 0, notNumeric(name, 0, a.T)
		}
		if i == 0 {
			d = n
		} else {
			var err *Error
			if d.DType, err = Promote(d, n); err != nil {
				return nil, nil, 0, err
			}
			d.Py = d.Py && n.Py
		}
		arrays = append(arrays, types.Array{DType: n.DType, Dims: n.Dims})
	}
	return args, arrays, d.DType, nil
}

func concatType(c *CallInfo) (types.Type, error) {
	if row, ok := listArray(c); ok {
		return concatListType(c, row)
	}
	_, xs, d, err := sequenceArrays(c, "concatenate")
	if err != nil {
		return nil, err
	}
	rank := len(xs[0].Dims)
	if rank == 0 {
		return nil, Errorf(diag.UnlikeParts, 0, "zero-dimensional arrays cannot be concatenated")
	}
	axis, err := axisOf(c.Args[1].Known, rank)
	if err != nil {
		return nil, err
	}
	dims := append([]types.Dim{}, xs[0].Dims...)
	sum, known := int64(0), true
	for _, x := range xs {
		if len(x.Dims) != rank {
			return nil, Errorf(diag.UnlikeParts, 0, "arrays of %d and %d axes cannot be concatenated", rank, len(x.Dims)).WithHelp("np.expand_dims adds an axis")
		}
		for i, e := range x.Dims {
			if i == axis {
				sum += e.Const
				known = known && e.IsConst()
			} else if e.IsConst() && dims[i].IsConst() && e != dims[i] {
				return nil, Errorf(diag.UnlikeParts, 0, "joined along axis %d, the sizes %s and %s along axis %d differ", axis, sizeText(dims[i]), sizeText(e), i).WithHelp("the shapes are %s", shapesOf(xs))
			} else if e.IsConst() {
				dims[i] = e
			}
		}
	}
	dims[axis] = types.C(sum)
	if !known {
		dims[axis] = c.FreshDim()
	}
	return types.Array{DType: d, Dims: dims}, nil
}

// shapesOf prints the shapes of arrays.
func shapesOf(xs []types.Array) string {
	shapes := make([][]types.Dim, len(xs))
	for i, x := range xs {
		shapes[i] = x.Dims
	}
	return ShapesText(shapes)
}

func lowerConcat(l *Lowering) []*ir.Value {
	if _, ok := listArray(l.CallInfo); ok {
		return []*ir.Value{l.concatList(int(normal(l.Args[1].Known, len(types.DimsOf(l.Res)))))}
	}
	args, _ := elements(l.Args[0])
	var xs []*ir.Value
	for _, a := range args {
		xs = append(xs, l.Cast(a.Leaves[0], l.resDType()))
	}
	return []*ir.Value{l.concat(xs, int(normal(l.Args[1].Known, len(types.DimsOf(l.Res)))), func(i, k int) string {
		return fmt.Sprintf(joinMismatch+"{0} and the array at index %d has size {1}", i, 0, k)
	})}
}

// joinMismatch is the beginning of NumPy's words for arrays that cannot be joined.
const joinMismatch = "all the input array dimensions except for the concatenation axis must match exactly, but along dimension %d, the array at index %d has size "

func normal(k any, rank int) int64 {
	n := k.(int64)
	if n < 0 {
		n += int64(rank)
	}
	return n
}

// concat checks that the other sizes agree and joins; mismatch gives the words for axis i of part k.
func (l *Lowering) concat(xs []*ir.Value, axis int, mismatch func(i, k int) string) *ir.Value {
	dims := types.DimsOf(l.Res)
	for i := range dims {
		for k, x := range xs[1:] {
			a, b := types.DimsOf(xs[0].Type)[i], types.DimsOf(x.Type)[i]
			if i == axis || a.IsConst() && b.IsConst() || a == b && a.Name != "?" {
				continue
			}
			p, q := l.Size(xs[0], i), l.Size(x, i)
			l.Check(l.One(ops.Eq, p, q), "ValueError", mismatch(i, k+1), p, q)
		}
	}
	return l.One(ops.Concat{Axis: axis, Dim: dims[axis]}, xs...)
}

func stackType(c *CallInfo) (types.Type, error) {
	if row, ok := listArray(c); ok {
		return stackListType(c, row)
	}
	_, xs, d, err := sequenceArrays(c, "stack")
	if err != nil {
		return nil, err
	}
	rank := len(xs[0].Dims)
	axis, err := axisOf(c.Args[1].Known, rank+1)
	if err != nil {
		return nil, err
	}
	for _, x := range xs {
		if len(x.Dims) != rank {
			return nil, Errorf(diag.UnlikeParts, 0, "all input arrays must have the same shape, not %s", shapesOf(xs))
		}
		for i, e := range x.Dims {
			if e.IsConst() && xs[0].Dims[i].IsConst() && e != xs[0].Dims[i] {
				return nil, Errorf(diag.UnlikeParts, 0, "all input arrays must have the same shape, not %s", shapesOf(xs))
			}
		}
	}
	dims := append(append(append([]types.Dim{}, xs[0].Dims[:axis]...), types.C(int64(len(xs)))), xs[0].Dims[axis:]...)
	return types.Array{DType: d, Dims: dims}, nil
}

func lowerStack(l *Lowering) []*ir.Value {
	if _, ok := listArray(l.CallInfo); ok {
		return []*ir.Value{l.stackList(int(normal(l.Args[1].Known, len(types.DimsOf(l.Res)))))}
	}
	args, _ := elements(l.Args[0])
	axis := int(normal(l.Args[1].Known, len(types.DimsOf(l.Res))))
	var xs []*ir.Value
	for _, a := range args {
		x := l.Cast(a.Leaves[0], l.resDType())
		dims := slices.Insert(slices.Clone(types.DimsOf(x.Type)), axis, types.C(1))
		xs = append(xs, l.toShape(x, dims, slices.Insert(l.Sizes(x), axis, l.I64(1))))
	}
	return []*ir.Value{l.concat(xs, axis, func(int, int) string { return "all input arrays must have the same shape" })}
}
