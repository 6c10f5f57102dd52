package typed

import (
	"math"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Creation lists what makes arrays.
func Creation() []*Prim {
	return []*Prim{
		filled("np.zeros", 0), filled("np.ones", 1), filled("np.empty", 0),
		filledLike("np.zeros_like", 0), filledLike("np.ones_like", 1), filledLike("np.empty_like", 0),
		{Name: "np.full", Sig: "shape, value, dtype!=None", Doc: "An array of one value.", Type: fullType, Lower: lowerFull},
		{Name: "np.full_like", Sig: "x, value, dtype!=None", Doc: "An array of one value in the shape of another.", Type: fullLikeType, Lower: lowerFullLike},
		{Name: "np.arange", Sig: "a, stop=None, step=None, *, dtype!=None", Doc: "Evenly spaced ints or floats.", Type: arangeType, Lower: lowerArange},
		{Name: "np.eye", Sig: "N, M=None, k=0, dtype!=None", Doc: "Ones on a diagonal, zeros elsewhere.", Type: eyeType, Lower: lowerEye},
		{Name: "np.array", Also: []string{"np.asarray"}, Sig: "x, dtype!=None", Doc: "An array of a number, a sequence or an array.", Type: arrayType, Lower: lowerArray},
		{Name: "array.astype", Method: "astype", On: "array", Sig: "x, dtype!", Doc: "Conversion of the elements.", Type: arrayType, Lower: lowerArray},
		{Name: "array.copy", Method: "copy", On: "array", Sig: "x", Doc: "The same values.", Type: func(c *CallInfo) (types.Type, error) { return c.Args[0].T, nil }, Lower: lowerSame},
		{Name: "myia.only", Sig: "x", Doc: "The only element, as a Python number.", Type: itemType, Lower: func(l *Lowering) []*ir.Value {
			return []*ir.Value{l.toCore(l.Reshape(l.Leaf(0), nil, nil))}
		}},
	}
}

func lowerSame(l *Lowering) []*ir.Value { return l.Args[0].Leaves }

// toCore makes a Python number of a NumPy scalar.
func (l *Lowering) toCore(v *ir.Value) *ir.Value {
	if l.Res == types.Int {
		return l.Int(v)
	}
	return l.Cast(v, l.resDType())
}

func itemType(c *CallInfo) (types.Type, error) {
	x := c.Args[0].T.(types.Array)
	for _, d := range x.Dims {
		if !d.Is(1) {
			return nil, notOneElement(0, x.Dims)
		}
	}
	return types.PyType(x.DType), nil
}

func notOneElement(arg int, dims []types.Dim) *Error {
	return Errorf(diag.NotOneElement, arg, "an array of shape %s is not one number", ShapeText(dims)).
		WithHelp("reduce it, for example with np.sum, or take an element")
}

func filled(name string, value float64) *Prim {
	return &Prim{Name: name, Sig: "shape, dtype!=None", Doc: "An array of " + name[3:] + ".", Type: func(c *CallInfo) (types.Type, error) {
		d, err := dtypeOf(c.Args[1], dtype.F64)
		if err != nil {
			return nil, err
		}
		return shapeType(c, d)
	}, Lower: func(l *Lowering) []*ir.Value { return l.fillShape(l.Number(value, l.resDType())) }}
}

// shapeArg gives the elements of the shape that argument 0 is.
func (c *CallInfo) shapeArg() ([]Arg, *Error) {
	if _, ok := AsNumber(c.Args[0].T); ok {
		return c.Args[:1], nil
	}
	return elements(c.Args[0])
}

func shapeType(c *CallInfo, d dtype.Type) (types.Type, error) {
	args, err := c.shapeArg()
	if err != nil {
		return nil, err
	}
	dims, err := c.dimsOf(args)
	if err != nil {
		return nil, err
	}
	return types.Array{DType: d, Dims: dims}, nil
}

func (l *Lowering) fillShape(v *ir.Value) []*ir.Value {
	args, _ := l.shapeArg()
	dims := types.DimsOf(l.Res)
	if len(dims) == 0 {
		return []*ir.Value{v}
	}
	sizes := l.sizeLeaves(args, dims)
	return []*ir.Value{l.One(ops.Broadcast{Dims: dims}, append([]*ir.Value{v}, named(dims, sizes)...)...)}
}

func filledLike(name string, value float64) *Prim {
	return &Prim{Name: name, Sig: "x, dtype!=None", Doc: name + ".", Type: func(c *CallInfo) (types.Type, error) {
		x, err := arrayArg(c, 0, name)
		if err != nil {
			return nil, err
		}
		d, err := dtypeOf(c.Args[1], x.DType)
		if err != nil {
			return nil, err
		}
		return types.Array{DType: d, Dims: x.Dims}, nil
	}, Lower: func(l *Lowering) []*ir.Value { return l.fillLike(l.Number(value, l.resDType())) }}
}

func (l *Lowering) fillLike(v *ir.Value) []*ir.Value {
	dims := types.DimsOf(l.Res)
	if len(dims) == 0 {
		return []*ir.Value{v}
	}
	return []*ir.Value{l.One(ops.Broadcast{Dims: dims}, append([]*ir.Value{v}, named(dims, l.Sizes(l.Leaf(0)))...)...)}
}

func valueDType(c *CallInfo, i int) (dtype.Type, *Error) {
	n, ok := AsNumber(c.Args[i].T)
	if !ok || len(n.Dims) > 0 {
		return 0, notNumeric("np.full", i, c.Args[i].T)
	}
	return n.DType, nil
}

func fullType(c *CallInfo) (types.Type, error) {
	d, err := valueDType(c, 1)
	if err != nil {
		return nil, err
	}
	if d, err = dtypeOf(c.Args[2], d); err != nil {
		return nil, err
	}
	return shapeType(c, d)
}

func lowerFull(l *Lowering) []*ir.Value { return l.fillShape(l.As(1, l.resDType())) }

func fullLikeType(c *CallInfo) (types.Type, error) {
	x, err := arrayArg(c, 0, "np.full_like")
	if err != nil {
		return nil, err
	}
	d, err := dtypeOf(c.Args[2], x.DType)
	if err != nil {
		return nil, err
	}
	return types.Array{DType: d, Dims: x.Dims}, nil
}

func lowerFullLike(l *Lowering) []*ir.Value { return l.fillLike(l.As(1, l.resDType())) }

// arangeType: ints give i64, a float among the bounds f64.
func arangeType(c *CallInfo) (types.Type, error) {
	d := dtype.I64
	for i, a := range c.Args[:3] {
		if a.T == types.None && i > 0 {
			continue
		}
		n, ok := AsNumber(a.T)
		if !ok || len(n.Dims) > 0 {
			return nil, notNumeric("np.arange", i, a.T)
		}
		if n.DType.IsFloat() {
			d = dtype.F64
		}
	}
	dim := c.FreshDim()
	if n, ok := c.arangeKnown(d); ok {
		dim = types.C(n)
	}
	d, err := dtypeOf(c.Args[3], d)
	if err != nil {
		return nil, err
	}
	return types.Array{DType: d, Dims: []types.Dim{dim}}, nil
}

// arangeKnown is the number of elements if start, stop and step are known: of
// ints as that of range, of floats ceil((b-a)/step), as lowerArange counts.
func (c *CallInfo) arangeKnown(d dtype.Type) (int64, bool) {
	at := [3]any{int64(0), int64(0), int64(1)}
	for i, a := range c.Args[:3] {
		if a.T != types.None {
			at[i] = a.Known
		}
	}
	if c.Args[1].T == types.None {
		at[0], at[1] = int64(0), at[0]
	}
	if d == dtype.I64 {
		a, ok1 := at[0].(int64)
		b, ok2 := at[1].(int64)
		s, ok3 := at[2].(int64)
		if !ok1 || !ok2 || !ok3 || s == 0 {
			return 0, false
		}
		n, _, huge := RangeLen(a, b, s)
		return n, !huge
	}
	var x [3]float64
	for i, v := range at {
		switch v := v.(type) {
		case int64:
			x[i] = float64(v)
		case float64:
			x[i] = v
		default:
			return 0, false
		}
	}
	n := math.Ceil((x[1] - x[0]) / x[2])
	if !(n < longestList) || x[2] == 0 {
		return 0, false
	}
	return int64(max(n, 0)), true
}

// lowerArange is a + i*step; the number of floats is ceil((b-a)/step).
func lowerArange(l *Lowering) []*ir.Value {
	d := dtype.I64
	for _, a := range l.Args[:3] {
		if n, ok := AsNumber(a.T); ok && n.DType.IsFloat() {
			d = dtype.F64
		}
	}
	get := func(i int, def float64) *ir.Value {
		if l.Args[i].T == types.None {
			return l.Number(def, d)
		}
		return l.Cast(l.Leaf(i), d)
	}
	a, b, s := get(0, 0), get(1, 0), get(2, 1)
	if l.Args[1].T == types.None {
		a, b = l.Number(0, d), a
	}
	l.Check(l.One(ops.Ne, s, l.Number(0, d)), "ZeroDivisionError", "division by zero")
	var n *ir.Value
	if d == dtype.I64 {
		n = l.rangeOf(a, b, s).size
	} else {
		x := l.One(ops.Ceil, l.One(ops.Div, l.One(ops.Sub, b, a), s))
		l.Check(l.One(ops.Eq, x, x), "ValueError", "arange: cannot compute length")
		l.Check(l.One(ops.Lt, x, l.F(1<<60, d)), "ValueError", "Maximum allowed size exceeded")
		n = l.Cast(l.One(ops.Maximum, x, l.F(0, d)), dtype.I64)
	}
	dims := types.DimsOf(l.Res)
	if d == dtype.I64 && !dims[0].IsConst() {
		l.Check(l.One(ops.Lt, n, l.I64(1<<60)), "ValueError", "Maximum allowed size exceeded")
	}
	if l.Args[1].T != types.None && l.Args[0].T == types.Int { // the first element is stored as a Python int is
		l.numberAs(l.One(ops.Select{}, l.One(ops.Gt, n, l.I64(0)), l.Leaf(0), l.I64(0)), types.Int, l.resDType())
	}
	i := l.Cast(l.One(ops.Iota{Dim: dims[0]}, n), d)
	if d == dtype.F64 {
		// NumPy computes the second element first, then steps by the difference.
		s = l.One(ops.Sub, l.One(ops.Add, a, s), a)
	}
	vs := l.Broadcast(i, s, a)
	return []*ir.Value{l.Cast(l.One(ops.Add, vs[2], l.One(ops.Mul, vs[0], vs[1])), l.resDType())}
}

// floatNumber is a number among floats: ints are float64s, Python's numbers are weak.
func floatNumber(t types.Type) Number {
	n, _ := AsNumber(t)
	if !n.DType.IsFloat() {
		n.DType = dtype.F64
	}
	return n
}

func eyeType(c *CallInfo) (types.Type, error) {
	d, err := dtypeOf(c.Args[3], dtype.F64)
	if err != nil {
		return nil, err
	}
	if !IsIndex(c.Args[2].T) {
		return nil, Errorf(diag.BadOperand, 2, "the diagonal is an int, not %s", PyName(c.Args[2].T))
	}
	args := []Arg{c.Args[0], c.Args[0]}
	if c.Args[1].T != types.None {
		args[1] = c.Args[1]
	}
	dims, err := c.dimsOf(args)
	if err != nil {
		return nil, err
	}
	if c.Args[1].T == types.None {
		dims[1] = dims[0]
	}
	return types.Array{DType: d, Dims: dims}, nil
}

func lowerEye(l *Lowering) []*ir.Value {
	args := []Arg{l.Args[0], l.Args[0]}
	if l.Args[1].T != types.None {
		args[1] = l.Args[1]
	}
	dims := types.DimsOf(l.Res)
	sizes := l.sizeLeaves(args, dims)
	row := l.One(ops.Iota{Dim: dims[0]}, sizes[0])
	col := l.One(ops.Iota{Dim: dims[1]}, sizes[1])
	row = l.Reshape(row, []types.Dim{dims[0], types.C(1)}, []*ir.Value{sizes[0], l.I64(1)})
	r := l.BroadcastTo(row, dims, sizes)
	c := l.BroadcastTo(col, dims, sizes)
	if k, known := l.Args[2].Known.(int64); !known || k != 0 {
		vs := l.Broadcast(r, l.Int(l.Leaf(2)))
		r = l.One(ops.Add, vs[0], vs[1])
	}
	return []*ir.Value{l.Cast(l.One(ops.Eq, r, c), l.resDType())}
}
