package dynamic

import (
	"fmt"
	"strings"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// window says that an array shows elements of another one, its base, which is no view.
type window struct {
	base *value
	at   []int // their places in the base
	seen int   // the changes of the base up to which the tensor shows them
}

// current is the tensor of an array, with what was assigned to its base.
func (v *value) current() *tensor.Tensor {
	t := v.leaf.Tensor()
	if v.view == nil || v.view.seen == v.view.base.changes {
		return t
	}
	base, out := v.view.base.leaf.Tensor(), tensor.New(t.DType, t.Shape...)
	for i, p := range v.view.at {
		out.SetBits(i, base.Bits(p))
	}
	v.leaf, v.view.seen = ops.T(out), v.view.base.changes
	return out
}

// root is the array that owns the elements of v, and their places in it.
func (v *value) root() (*value, []int) {
	if v.view != nil {
		return v.view.base, v.view.at
	}
	at := make([]int, v.leaf.Tensor().Len())
	for i := range at {
		at[i] = i
	}
	return v, at
}

// arrayOf is an array value, or a NumPy scalar if there are no axes.
func arrayOf(t *tensor.Tensor) *value {
	typ := types.Array{DType: t.DType}
	if len(t.Shape) == 0 {
		return &value{t: typ, leaf: ops.Elem(t, 0)}
	}
	for _, n := range t.Shape {
		typ.Dims = append(typ.Dims, usual.dim(n))
	}
	return &value{t: typ, leaf: ops.T(t)}
}

// part is the array of the elements of x at some places: a view of them if basic, else a copy.
func part(x *value, at, shape []int, basic bool) *value {
	t := x.current()
	out := tensor.New(t.DType, shape...)
	for i, p := range at {
		out.SetBits(i, t.Bits(p))
	}
	v := arrayOf(out)
	if basic && len(shape) > 0 {
		v.showing(x, at)
	}
	return v
}

// showing makes v a view of x, of which it has the elements at some places.
func (v *value) showing(x *value, at []int) *value {
	base, of := x.root()
	places := make([]int, len(at))
	for i, p := range at {
		places[i] = of[p]
	}
	v.view = &window{base, places, base.changes}
	return v
}

// element does x[i] of an array, or of what inference resolves.
func (st *step) element(x, i *value) (*value, error) {
	if !st.of.open || x.array() == nil {
		return st.apply(surface.GetItem{}, x, i)
	}
	sel, err := selected(x, i)
	if err != nil {
		return nil, err
	}
	return part(x, sel.at, sel.shape, sel.basic), nil
}

// setElements does x[i] = v of an array.
func (st *step) setElements(x, i, v *value) error {
	sel, err := selected(x, i)
	if err != nil {
		return err
	}
	vals, err := st.elements(v, x.leaf.Tensor().DType)
	if err != nil {
		return err
	}
	return x.write(sel.at, sel.shape, vals)
}

// elements gives a number, an array or a sequence as elements of a type.
func (st *step) elements(v *value, d dtype.Type) (*tensor.Tensor, error) {
	if t := v.array(); t != nil {
		return tensor.Convert(t, d), nil
	}
	switch t := v.t.(type) {
	case types.Array:
		return tensor.Convert(scalar(t.DType, v.leaf), d), nil
	case types.Basic:
		from := map[types.Type]dtype.Type{types.Int: dtype.I64, types.Float: dtype.F64, types.Bool: dtype.Bool}
		if of, ok := from[t]; ok {
			if x := v.leaf.F64(); of == dtype.F64 && x != x && !d.IsFloat() {
				return nil, raise("ValueError", "cannot convert float NaN to integer")
			}
			return tensor.Convert(scalar(of, v.leaf), d), nil
		}
	case types.Tuple, types.List:
		a, err := st.await(st.callPrimitive(builtin("np.array"), arguments{pos: []*value{v}}))
		if err != nil {
			return nil, err
		}
		return st.elements(a, d)
	}
	return nil, raise("TypeError", "float() argument must be a string or a real number, not '%s'", show(v))
}

func scalar(d dtype.Type, leaf ops.Value) *tensor.Tensor {
	t := tensor.New(d)
	t.SetBits(0, leaf.Bits)
	return t
}

// write assigns values, which are broadcast to a shape, to the elements at some places.
func (x *value) write(at, shape []int, vals *tensor.Tensor) error {
	for len(vals.Shape) > len(shape) && vals.Shape[0] == 1 {
		vals = vals.Reshape(vals.Shape[1:]...)
	}
	if !broadcasts(vals.Shape, shape) {
		return raise("ValueError", "could not broadcast input array from shape %s into shape %s", shapeText(vals.Shape), shapeText(shape))
	}
	vals = tensor.BroadcastTo(vals, shape)
	base, of := x.root()
	if base.lent {
		base.leaf, base.lent = ops.T(base.leaf.Tensor().Clone()), false
	}
	t := base.leaf.Tensor()
	for i, p := range at {
		t.SetBits(of[p], vals.Bits(i))
	}
	base.changes++
	return nil
}

func broadcasts(from, to []int) bool {
	if len(from) > len(to) {
		return false
	}
	for i, n := range from {
		if n != 1 && n != to[len(to)-len(from)+i] {
			return false
		}
	}
	return true
}

func shapeText(shape []int) string {
	var parts []string
	for _, n := range shape {
		parts = append(parts, fmt.Sprint(n))
	}
	if len(parts) == 1 {
		return "(" + parts[0] + ",)"
	}
	return "(" + strings.Join(parts, ",") + ")"
}

// all assigns a value to all elements.
func (st *step) all(x, v *value) error {
	return st.setElements(x, unit(types.Ellipsis), v)
}

// ufuncs are the names of the operators in NumPy's messages.
var ufuncs = map[string]string{"+": "add", "-": "subtract", "*": "multiply", "/": "divide", "//": "floor_divide", "%": "remainder",
	"**": "power", "@": "matmul", "&": "bitwise_and", "|": "bitwise_or", "^": "bitwise_xor", "<<": "left_shift", ">>": "right_shift"}

// operate does x op= y of an array: the result is of NumPy's type, and must be of the same kind as x, or a lesser one.
func (st *step) operate(op string, x, y *value) error {
	r, err := st.apply(surface.Binary{Op: op}, x, y)
	if err != nil {
		return err
	}
	return st.into(ufuncs[op], x, r)
}

// into puts the result of a ufunc into an array.
func (st *step) into(ufunc string, x, r *value) error {
	to, shape := x.leaf.Tensor().DType, x.leaf.Tensor().Shape
	t, ok := r.t.(types.Array)
	if ok && rank(t.DType) > rank(to) {
		return raise(castingError, "Cannot cast ufunc '%s' output from dtype('%s') to dtype('%s') with casting rule 'same_kind'", ufunc, t.DType.String(), to.String())
	}
	if a := r.array(); a != nil && (!broadcasts(a.Shape, shape) || len(a.Shape) > len(shape)) {
		return raise("ValueError", "non-broadcastable output operand with shape %s doesn't match the broadcast shape %s", shapeText(shape), shapeText(a.Shape))
	}
	return st.all(x, r)
}

// rank orders the kinds of element types: a ufunc's result goes into those of its own or a greater one.
func rank(d dtype.Type) int {
	switch d.Class() {
	case dtype.Truth:
		return 0
	case dtype.Float:
		return 2
	}
	return 1
}
