package dynamic

import (
	"cmp"
	"slices"
	"strings"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/tensor"
)

// arrayMethods are the methods of arrays and the functions of NumPy that change an array.
func arrayMethods() map[string]served {
	return map[string]served{
		".array.fill": func(st *step, x *value, a []*value) (answer, error) { return none0(st.all(x, a[0])) },
		".array.sort": func(st *step, x *value, a []*value) (answer, error) { return none0(sortAxis(x, a[0])) },
		"np.copyto":   func(st *step, _ *value, a []*value) (answer, error) { return none0(st.all(a[0], a[1])) },
		"np.fill_diagonal": func(st *step, _ *value, a []*value) (answer, error) {
			return none0(st.fillDiagonal(a[0], a[1]))
		},
		"np.put":         put,
		"np.add.at":      unbuffered("+"),
		"np.subtract.at": unbuffered("-"),
	}
}

// unbuffered does ufunc.at: each element in turn, so that an index that stands twice counts twice.
func unbuffered(op string) served {
	return func(st *step, _ *value, a []*value) (answer, error) {
		x := a[0]
		sel, err := selected(x, a[1])
		if err != nil {
			return answer{}, err
		}
		vals, err := st.elements(a[2], x.leaf.Tensor().DType)
		if err != nil {
			return answer{}, err
		}
		if !broadcasts(vals.Shape, sel.shape) {
			return answer{}, raise("ValueError", "array is not broadcastable to correct shape")
		}
		vals = tensor.BroadcastTo(vals, sel.shape)
		for i, p := range sel.at {
			old := arrayOf(scalarAt(x.current(), p))
			r, err := st.apply(surface.Binary{Op: op}, old, arrayOf(scalarAt(vals, i)))
			if err != nil {
				return answer{}, err
			}
			if err := x.write([]int{p}, nil, scalar(x.leaf.Tensor().DType, r.leaf)); err != nil {
				return answer{}, err
			}
		}
		return give(none())
	}
}

func scalarAt(t *tensor.Tensor, i int) *tensor.Tensor {
	out := tensor.New(t.DType)
	out.SetBits(0, t.Bits(i))
	return out
}

// put sets elements by their places in the flattened array; values are repeated.
func put(st *step, _ *value, a []*value) (answer, error) {
	x := a[0]
	flat := part(x, upTo(x.current().Len()), []int{x.current().Len()}, true)
	sel, err := selected(flat, a[1])
	if err != nil {
		return answer{}, err
	}
	vals, err := st.elements(a[2], x.leaf.Tensor().DType)
	if err != nil {
		return answer{}, err
	}
	repeated := tensor.New(vals.DType, len(sel.at))
	for i := range sel.at {
		repeated.SetBits(i, vals.Bits(i%vals.Len()))
	}
	return none0(flat.write(sel.at, []int{len(sel.at)}, repeated))
}

// fillDiagonal sets the elements whose indices are equal.
func (st *step) fillDiagonal(x, v *value) error {
	shape := x.current().Shape
	if len(shape) < 2 {
		return raise("ValueError", "array must be at least 2-d")
	}
	if len(shape) > 2 && slices.Max(shape) != slices.Min(shape) {
		return raise("ValueError", "All dimensions of input must be of equal length")
	}
	step := 0
	for _, s := range tensor.Strides(shape) {
		step += s
	}
	var at []int
	for k := range slices.Min(shape) {
		at = append(at, k*step)
	}
	vals, err := st.elements(v, x.leaf.Tensor().DType)
	if err != nil {
		return err
	}
	repeated := tensor.New(vals.DType, len(at))
	for i := range at {
		repeated.SetBits(i, vals.Bits(i%vals.Len()))
	}
	return x.write(at, []int{len(at)}, repeated)
}

// sortAxis sorts along an axis; nan comes last.
func sortAxis(x, axis *value) error {
	t := x.current()
	k, _ := axis.index()
	if k < 0 {
		k += int64(len(t.Shape))
	}
	if k < 0 || k >= int64(len(t.Shape)) {
		return raise("numpy.exceptions.AxisError", "axis %s is out of bounds for array of dimension %d", "", len(t.Shape))
	}
	n, stride := t.Shape[k], tensor.Strides(t.Shape)[k]
	out := t.Clone()
	for i := range t.Len() {
		if i/stride%n != 0 {
			continue
		}
		row := make([]uint64, n)
		for j := range row {
			row[j] = t.Bits(i + j*stride)
		}
		slices.SortStableFunc(row, func(a, b uint64) int { return order(t.DType, a, b) })
		for j, b := range row {
			out.SetBits(i+j*stride, b)
		}
	}
	return x.write(upTo(t.Len()), t.Shape, out)
}

// order compares two elements of a type.
func order(d dtype.Type, a, b uint64) int {
	switch {
	case d.Class() == dtype.Int:
		return cmp.Compare(int64(a), int64(b))
	case !d.IsFloat():
		return cmp.Compare(a, b)
	}
	x, y := scalar(d, ops.Value{Bits: a}).Float(0), scalar(d, ops.Value{Bits: b}).Float(0)
	switch {
	case x < y || x == x && y != y:
		return -1
	case x > y || x != x && y == y:
		return 1
	}
	return 0
}

// viewMakers are the functions and methods whose result shows the elements of their first argument. Those that reshape
// give a copy where steps through memory do not allow a view.
var viewMakers = map[string]bool{"transpose": false, "swapaxes": false, "squeeze": false, "expand_dims": false, "broadcast_to": false,
	"reshape": true, "ravel": true}

// viewing calls a function of NumPy whose result is a view, or the argument itself; ok is false for others.
func (st *step) viewing(name string, x *value, call func(x *value) (*value, error)) (v *value, ok bool, err error) {
	if x.array() == nil {
		return nil, false, nil
	}
	name = name[strings.LastIndexByte(name, '.')+1:]
	reshapes, ok := viewMakers[name]
	if !ok {
		return nil, false, nil
	}
	v, err = call(x)
	if err != nil || v.array() == nil {
		return v, true, err
	}
	n := x.current().Len()
	places, err := call(arrayOf(tensor.FromI64(ints(upTo(n)), x.current().Shape...)))
	if err != nil {
		return nil, true, err
	}
	if reshapes && !x.reshapes(v.current().Shape) {
		return v, true, nil
	}
	at := make([]int, places.current().Len())
	for i, p := range tensor.Of[int64](places.current()) {
		at[i] = int(p)
	}
	return v.showing(x, at), true, nil
}

func ints(xs []int) []int64 {
	out := make([]int64, len(xs))
	for i, x := range xs {
		out[i] = int64(x)
	}
	return out
}

// reshapes reports whether NumPy gives a view of x in another shape (_attempt_nocopy_reshape in multiarray/shape.c).
func (x *value) reshapes(to []int) bool {
	shape, strides := x.steps()
	oi, oj, ni, nj := 0, 1, 0, 1
	to = slices.DeleteFunc(slices.Clone(to), func(n int) bool { return n == 1 })
	for ni < len(to) && oi < len(shape) {
		np, op := to[ni], shape[oi]
		for np != op {
			if np < op {
				np *= to[nj]
				nj++
			} else {
				op *= shape[oj]
				oj++
			}
		}
		for k := oi; k < oj-1; k++ {
			if strides[k] != shape[k+1]*strides[k+1] {
				return false
			}
		}
		oi, ni = oj, nj
		oj, nj = oj+1, nj+1
	}
	return true
}

// steps are the axes of more than one element with the distance from one to the next in the base.
func (x *value) steps() (shape, strides []int) {
	_, at := x.root()
	dims := x.current().Shape
	for k, s := range tensor.Strides(dims) {
		if dims[k] != 1 && len(at) > s {
			shape, strides = append(shape, dims[k]), append(strides, at[s]-at[0])
		}
	}
	return shape, strides
}
