package typed

import (
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Shapes lists what changes shapes and joins arrays.
func Shapes() []*Prim {
	return []*Prim{
		{Name: "array.size", Sig: "x, axis!", Doc: "Size of an axis.", Type: fixed(types.Int), Lower: func(l *Lowering) []*ir.Value {
			return []*ir.Value{l.Size(l.Leaf(0), int(l.Args[1].Known.(int64)))}
		}},
		{Name: "np.reshape", Sig: "x, *shape", Doc: "x in another shape; one size may be -1.", Type: reshapeType, Lower: lowerReshape, Method: "reshape", On: "array"},
		{Name: "np.ravel", Sig: "x", Doc: "x with one axis.", Type: ravelType, Lower: lowerRavel, Method: "ravel", On: "array"},
		{Name: "array.flatten", Sig: "x", Doc: "x with one axis.", Type: ravelType, Lower: lowerRavel, Method: "flatten", On: "array"},
		{Name: "np.transpose", Sig: "x, *axes!", Doc: "Axes permuted; reversed if none are named.", Type: transposeType, Lower: lowerTranspose, Method: "transpose", On: "array"},
		{Name: "np.swapaxes", Sig: "x, a!, b!", Doc: "Two axes exchanged.", Type: swapType, Lower: lowerSwap},
		{Name: "np.broadcast_to", Sig: "x, shape", Doc: "x repeated to a shape.", Type: broadcastType, Lower: lowerBroadcastTo},
		{Name: "np.expand_dims", Sig: "x, axis!", Doc: "A new axis of size 1.", Type: expandType, Lower: lowerToRes},
		{Name: "np.squeeze", Sig: "x, axis!=None", Doc: "Axes of size 1 dropped.", Type: squeezeType, Lower: lowerToRes, Method: "squeeze", On: "array"},
		{Name: "np.concatenate", Sig: "xs, axis!=0", Doc: "Arrays joined along an axis.", Type: concatType, Lower: lowerConcat},
		{Name: "np.stack", Sig: "xs, axis!=0", Doc: "Arrays joined along a new axis.", Type: stackType, Lower: lowerStack},
		{Name: "np.matmul", Also: []string{"op.@", "np.dot"}, Sig: "a, b", Doc: "Matrix product.", Type: matmulType, Lower: lowerMatmul, Method: "dot", On: "array"},
	}
}

func arrayArg(c *CallInfo, i int, name string) (types.Array, *Error) {
	if a, ok := c.Args[i].T.(types.Array); ok {
		return a, nil
	}
	if n, ok := AsNumber(c.Args[i].T); ok {
		return types.Array{DType: n.DType}, nil
	}
	return types.Array{}, Errorf(diag.BadOperand, i, "%s needs an array, not %s", name, PyName(c.Args[i].T))
}

// axisOf normalises a known axis.
func axisOf(k any, rank int) (int, *Error) {
	n, ok := k.(int64)
	if !ok {
		return 0, Errorf(diag.BadAxis, -1, "an axis must be an int")
	}
	if n < -int64(rank) || n >= int64(rank) {
		return 0, Errorf(diag.BadAxis, -1, "axis %d is out of bounds for array of dimension %d", n, rank)
	}
	if n < 0 {
		n += int64(rank)
	}
	return int(n), nil
}

// dimArg reads a size: known, or named at run time.
func (c *CallInfo) dimArg(k any, known bool) types.Dim {
	if n, ok := k.(int64); ok && known {
		return types.C(n)
	}
	return c.FreshDim()
}

// shapeArgs gives the elements of a shape given as one tuple or list, one
// int, or several arguments from position i on: the known sizes and, in
// Lower, their leaves.
func (c *CallInfo) shapeArgs(i int) ([]Arg, *Error) {
	if len(c.Args) == i+1 {
		if _, ok := AsNumber(c.Args[i].T); !ok {
			return elements(c.Args[i])
		}
	}
	return c.Args[i:], nil
}

// elements takes a tuple or exact list argument apart.
func elements(a Arg) ([]Arg, *Error) {
	switch a.T.(type) {
	case types.Tuple, types.List:
	default:
		return nil, Errorf(diag.BadShape, -1, "a shape must be an int or a tuple of ints, not %s", PyName(a.T))
	}
	if l, ok := a.T.(types.List); ok && !l.Exact {
		return nil, Errorf(diag.BadShape, -1, "the length of a shape must be known at compile time").WithHelp("write it as a tuple")
	}
	ks, _ := a.Known.([]any)
	var out []Arg
	leaves := a.Leaves
	for i, t := range Parts(a.T) {
		e := Arg{T: t}
		if a.IsKnown {
			e.Known, e.IsKnown = ks[i], true
		}
		if leaves != nil {
			n := leafCount(t)
			e.Leaves, leaves = leaves[:n], leaves[n:]
		}
		out = append(out, e)
	}
	return out, nil
}

// leafCount counts leaves of types without unions and recursion.
func leafCount(t types.Type) int {
	if parts := Parts(t); parts != nil {
		n := 0
		for _, p := range parts {
			n += leafCount(p)
		}
		return n
	}
	switch t := t.(type) {
	case types.Basic:
		switch t {
		case types.Int, types.Float, types.Bool, types.Str:
			return 1
		}
		return 0
	case types.Static:
		return 0
	}
	return 1
}

func notASize(t types.Type) *Error {
	return Errorf(diag.BadShape, -1, "a size must be an int, not %s", PyName(t))
}

// dimsOf turns shape arguments into dims.
func (c *CallInfo) dimsOf(args []Arg) ([]types.Dim, *Error) {
	var dims []types.Dim
	for _, a := range args {
		if !IsIndex(a.T) {
			return nil, notASize(a.T)
		}
		if k, ok := a.Known.(int64); ok && a.IsKnown && k < 0 {
			return nil, Errorf(diag.BadShape, -1, "negative dimensions are not allowed")
		}
		dims = append(dims, c.dimArg(a.Known, a.IsKnown))
	}
	return dims, nil
}

func reshapeType(c *CallInfo) (types.Type, error) {
	x, err := arrayArg(c, 0, "reshape")
	if err != nil {
		return nil, err
	}
	args, err := c.shapeArgs(1)
	if err != nil {
		return nil, err
	}
	total, runtime := int64(1), false
	for _, d := range x.Dims {
		total *= max(d.Const, 1)
		runtime = runtime || !d.IsConst()
	}
	if hasZero(x.Dims) {
		total = 0
	}
	dims := make([]types.Dim, len(args))
	minus, prod := -1, int64(1)
	for i, a := range args {
		k, ok := a.Known.(int64)
		switch {
		case !IsIndex(a.T):
			return nil, notASize(a.T)
		case !ok:
			dims[i], runtime = c.FreshDim(), true
		case k == -1 && minus >= 0:
			return nil, Errorf(diag.BadReshape, -1, "can only specify one unknown dimension")
		case k == -1:
			minus = i
		case k < 0:
			return nil, Errorf(diag.BadShape, -1, "negative dimensions not allowed")
		default:
			dims[i] = types.C(k)
			prod *= k
		}
	}
	switch {
	case minus >= 0 && !runtime && prod > 0 && total%prod == 0:
		dims[minus] = types.C(total / prod)
	case minus >= 0 && runtime:
		dims[minus] = c.FreshDim()
	case minus >= 0 || !runtime && prod != total:
		return nil, Errorf(diag.BadReshape, 0, "cannot reshape array of size %d into shape %s", total, shapeOfArgs(args))
	}
	return types.Array{DType: x.DType, Dims: dims}, nil
}

func hasZero(dims []types.Dim) bool {
	for _, d := range dims {
		if d.Is(0) {
			return true
		}
	}
	return false
}

func shapeOfArgs(args []Arg) string {
	dims := make([]types.Dim, len(args))
	for i, a := range args {
		dims[i] = types.N("?")
		if k, ok := a.Known.(int64); ok {
			dims[i] = types.C(k)
		}
	}
	return ShapeText(dims)
}

// asArray makes a rank-0 value into nothing special: core has scalars there.
func lowerReshape(l *Lowering) []*ir.Value {
	x := l.Leaf(0)
	args, _ := l.shapeArgs(1)
	dims := types.DimsOf(l.Res)
	total := l.count(l.Sizes(x))
	sizes := make([]*ir.Value, len(dims))
	minus := -1
	rest := l.I64(1)
	for i, a := range args {
		if k, ok := a.Known.(int64); ok && k == -1 {
			minus = i
			continue
		}
		if dims[i].IsConst() {
			sizes[i] = l.I64(dims[i].Const)
		} else {
			sizes[i] = l.Cast(a.Leaves[0], types.I64)
		}
		rest = l.One(ops.Mul, rest, sizes[i])
	}
	if minus >= 0 {
		sizes[minus] = l.One(ops.FloorDiv, total, rest)
		rest = l.One(ops.Mul, rest, sizes[minus])
	}
	if !allConst(types.DimsOf(x.Type)) || !allConst(dims) {
		l.Check(l.One(ops.Eq, rest, total), "ValueError", "cannot reshape array of size {0} into a shape of size {1}", total, rest)
	}
	return []*ir.Value{l.toShape(x, dims, sizes)}
}

func allConst(dims []types.Dim) bool {
	for _, d := range dims {
		if !d.IsConst() {
			return false
		}
	}
	return true
}

func (l *Lowering) count(sizes []*ir.Value) *ir.Value {
	n := l.I64(1)
	for _, s := range sizes {
		n = l.One(ops.Mul, n, s)
	}
	return n
}

// toShape reshapes a scalar or array.
func (l *Lowering) toShape(x *ir.Value, dims []types.Dim, sizes []*ir.Value) *ir.Value {
	if len(types.DimsOf(x.Type)) == 0 {
		if len(dims) == 0 {
			return x
		}
		return l.One(ops.Broadcast{Dims: dims}, append([]*ir.Value{x}, named(dims, sizes)...)...)
	}
	return l.Reshape(x, dims, sizes)
}

func ravelType(c *CallInfo) (types.Type, error) {
	x, err := arrayArg(c, 0, "ravel")
	if err != nil {
		return nil, err
	}
	if !allConst(x.Dims) {
		return types.Array{DType: x.DType, Dims: []types.Dim{c.FreshDim()}}, nil
	}
	n := int64(1)
	for _, d := range x.Dims {
		n *= d.Const
	}
	return types.Array{DType: x.DType, Dims: []types.Dim{types.C(n)}}, nil
}

func lowerRavel(l *Lowering) []*ir.Value {
	x := l.Leaf(0)
	return []*ir.Value{l.toShape(x, types.DimsOf(l.Res), []*ir.Value{l.count(l.Sizes(x))})}
}

func transposePerm(c *CallInfo, rank int) ([]int, *Error) {
	perm := make([]int, rank)
	var ks []any
	for _, a := range c.Args[1:] {
		if k, ok := a.Known.([]any); ok {
			ks = append(ks, k...)
		} else if a.T != types.None {
			ks = append(ks, a.Known)
		}
	}
	if ks == nil {
		for i := range perm {
			perm[i] = rank - 1 - i
		}
		return perm, nil
	}
	if len(ks) != rank {
		return nil, Errorf(diag.BadAxis, 1, "the array has %d axes, but %d are named", rank, len(ks)).WithHelp("name each axis once")
	}
	seen := map[int]bool{}
	for i, k := range ks {
		a, err := axisOf(k, rank)
		if err != nil {
			return nil, err
		}
		if seen[a] {
			return nil, Errorf(diag.BadAxis, 1, "repeated axis in transpose")
		}
		seen[a] = true
		perm[i] = a
	}
	return perm, nil
}

func transposeType(c *CallInfo) (types.Type, error) {
	x, err := arrayArg(c, 0, "transpose")
	if err != nil {
		return nil, err
	}
	perm, err := transposePerm(c, len(x.Dims))
	if err != nil {
		return nil, err
	}
	return types.Array{DType: x.DType, Dims: permuted(x.Dims, perm)}, nil
}

func permuted(dims []types.Dim, perm []int) []types.Dim {
	out := make([]types.Dim, len(perm))
	for i, p := range perm {
		out[i] = dims[p]
	}
	return out
}

func lowerTranspose(l *Lowering) []*ir.Value {
	x := l.Leaf(0)
	rank := len(types.DimsOf(x.Type))
	if rank < 2 {
		return []*ir.Value{x}
	}
	perm, _ := transposePerm(l.CallInfo, rank)
	return []*ir.Value{l.One(ops.Transpose{Perm: perm}, x)}
}

func swapPerm(c *CallInfo, rank int) ([]int, *Error) {
	a, err := axisOf(c.Args[1].Known, rank)
	if err != nil {
		return nil, err
	}
	b, err := axisOf(c.Args[2].Known, rank)
	if err != nil {
		return nil, err
	}
	perm := make([]int, rank)
	for i := range perm {
		perm[i] = i
	}
	perm[a], perm[b] = b, a
	return perm, nil
}

func swapType(c *CallInfo) (types.Type, error) {
	x, err := arrayArg(c, 0, "swapaxes")
	if err != nil {
		return nil, err
	}
	perm, err := swapPerm(c, len(x.Dims))
	if err != nil {
		return nil, err
	}
	return types.Array{DType: x.DType, Dims: permuted(x.Dims, perm)}, nil
}

func lowerSwap(l *Lowering) []*ir.Value {
	perm, _ := swapPerm(l.CallInfo, len(types.DimsOf(l.Res)))
	return []*ir.Value{l.One(ops.Transpose{Perm: perm}, l.Leaf(0))}
}

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
		return nil, Errorf(diag.Broadcast, -1, "operands could not be broadcast together with remapped shapes: %s and requested shape %s", ShapeText(x.Dims), ShapeText(dims))
	}
	return types.Array{DType: x.DType, Dims: dims}, nil
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
		l.Check(l.One(ops.Eq, n, sizes[k]), "ValueError", "operands could not be broadcast together: sizes {0} and {1} differ", n, sizes[k])
	}
	return []*ir.Value{l.BroadcastTo(x, dims, sizes)}
}

// sizeLeaves gives the i64 of each size argument and checks that it is not
// negative.
func (l *Lowering) sizeLeaves(args []Arg, dims []types.Dim) []*ir.Value {
	out := make([]*ir.Value, len(dims))
	for i, d := range dims {
		if d.IsConst() {
			out[i] = l.I64(d.Const)
			continue
		}
		out[i] = l.Cast(args[i].Leaves[0], types.I64)
		l.Check(l.One(ops.Ge, out[i], l.I64(0)), "ValueError", "negative dimensions are not allowed")
	}
	return out
}

func expandType(c *CallInfo) (types.Type, error) {
	x, err := arrayArg(c, 0, "expand_dims")
	if err != nil {
		return nil, err
	}
	at, err := axisOf(c.Args[1].Known, len(x.Dims)+1)
	if err != nil {
		return nil, err
	}
	dims := append(append(append([]types.Dim{}, x.Dims[:at]...), types.C(1)), x.Dims[at:]...)
	return types.Array{DType: x.DType, Dims: dims}, nil
}

func squeezeType(c *CallInfo) (types.Type, error) {
	x, err := arrayArg(c, 0, "squeeze")
	if err != nil {
		return nil, err
	}
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
		if !x.Dims[a].Is(1) {
			return nil, Errorf(diag.BadSqueeze, 1, "cannot select an axis to squeeze out which has size not equal to one")
		}
		drop[a] = true
	}
	var dims []types.Dim
	for i, d := range x.Dims {
		if !(drop[i] || c.Args[1].T == types.None && d.Is(1)) {
			dims = append(dims, d)
		}
	}
	return types.Array{DType: x.DType, Dims: dims}, nil
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

// sequenceArrays takes the arrays of a tuple or exact list.
func sequenceArrays(c *CallInfo, name string) ([]Arg, []types.Array, types.DType, *Error) {
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
			d.DType = Promote(d, n)
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
			return nil, Errorf(diag.UnlikeParts, 0, "arrays of %d and %d axes cannot be concatenated", rank, len(x.Dims)).WithHelp("add an axis with x[None] or x[:, None]")
		}
		for i, e := range x.Dims {
			if i == axis {
				sum += e.Const
				known = known && e.IsConst()
			} else if e.IsConst() && dims[i].IsConst() && e != dims[i] {
				return nil, Errorf(diag.UnlikeParts, 0, "along axis %d the sizes %s and %s differ; arrays of the shapes %s cannot be joined along axis %d", i, sizeText(dims[i]), sizeText(e), shapesOf(xs), axis).WithHelp("the sizes must be equal on all axes but the one along which they are joined; axis= names that one")
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
	return []*ir.Value{l.concat(xs, int(normal(l.Args[1].Known, len(types.DimsOf(l.Res)))))}
}

func normal(k any, rank int) int64 {
	n := k.(int64)
	if n < 0 {
		n += int64(rank)
	}
	return n
}

// concat checks that the other sizes agree and joins.
func (l *Lowering) concat(xs []*ir.Value, axis int) *ir.Value {
	dims := types.DimsOf(l.Res)
	for i := range dims {
		for _, x := range xs[1:] {
			a, b := types.DimsOf(xs[0].Type)[i], types.DimsOf(x.Type)[i]
			if i == axis || a.IsConst() && b.IsConst() || a == b && a.Name != "?" {
				continue
			}
			p, q := l.Size(xs[0], i), l.Size(x, i)
			l.Check(l.One(ops.Eq, p, q), "ValueError", "all the input array dimensions except for the concatenation axis must match exactly: sizes {0} and {1} differ", p, q)
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
			return nil, Errorf(diag.UnlikeParts, 0, "all arrays must have one shape, not %s", shapesOf(xs))
		}
		for i, e := range x.Dims {
			if e.IsConst() && xs[0].Dims[i].IsConst() && e != xs[0].Dims[i] {
				return nil, Errorf(diag.UnlikeParts, 0, "all arrays must have one shape, not %s", shapesOf(xs))
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
	return []*ir.Value{l.concat(xs, axis)}
}

func matmulType(c *CallInfo) (types.Type, error) {
	a, err := arrayArg(c, 0, "@")
	if err != nil {
		return nil, err
	}
	b, err := arrayArg(c, 1, "@")
	if err != nil {
		return nil, err
	}
	if len(a.Dims) == 0 || len(b.Dims) == 0 {
		return nil, Errorf(diag.ScalarProduct, 0, "@ needs arrays with at least one axis, not %s and %s", Show(c.Args[0].T), Show(c.Args[1].T)).WithHelp("use * for scalars")
	}
	x, y := a.Dims, b.Dims
	if len(x) == 1 {
		x = []types.Dim{types.C(1), x[0]}
	}
	if len(y) == 1 {
		y = []types.Dim{y[0], types.C(1)}
	}
	k1, k2 := x[len(x)-1], y[len(y)-2]
	if k1.IsConst() && k2.IsConst() && k1 != k2 {
		return nil, Errorf(diag.InnerSizes, -1, "the inner sizes of @ differ: %s @ %s", Show(a), Show(b)).WithHelp("the last axis of the left operand must be as long as the last but one of the right")
	}
	lead, err := BroadcastDims(x[:len(x)-2], y[:len(y)-2])
	if err != nil {
		return nil, err
	}
	dims := append([]types.Dim{}, lead...)
	if len(a.Dims) > 1 {
		dims = append(dims, x[len(x)-2])
	}
	if len(b.Dims) > 1 {
		dims = append(dims, y[len(y)-1])
	}
	d := promote(a.DType, b.DType)
	return types.Array{DType: d, Dims: dims}, nil
}

func lowerMatmul(l *Lowering) []*ir.Value {
	d := l.resDType()
	a, b := l.Cast(l.Leaf(0), d), l.Cast(l.Leaf(1), d)
	ra, rb := len(types.DimsOf(a.Type)), len(types.DimsOf(b.Type))
	if ra == 1 {
		a = l.Reshape(a, []types.Dim{types.C(1), types.DimsOf(a.Type)[0]}, []*ir.Value{l.I64(1), l.Size(a, 0)})
	}
	if rb == 1 {
		b = l.Reshape(b, []types.Dim{types.DimsOf(b.Type)[0], types.C(1)}, []*ir.Value{l.Size(b, 0), l.I64(1)})
	}
	da, db := types.DimsOf(a.Type), types.DimsOf(b.Type)
	k1, k2 := da[len(da)-1], db[len(db)-2]
	if !(k1.IsConst() && k2.IsConst()) && (k1 != k2 || k1.Name == "?") {
		p, q := l.Size(a, len(da)-1), l.Size(b, len(db)-2)
		l.Check(l.One(ops.Eq, p, q), "ValueError", "matmul: the inner sizes {0} and {1} differ", p, q)
	}
	a, b = l.batch(a, b)
	c := l.One(ops.Matmul{}, a, b)
	sizes := l.Sizes(c)
	dims := types.DimsOf(c.Type)
	if rb == 1 {
		dims, sizes = dims[:len(dims)-1], sizes[:len(sizes)-1]
		if ra > 1 {
			return []*ir.Value{l.toShape(c, dims, sizes)}
		}
	}
	if ra == 1 {
		at := len(dims) - 1
		if rb > 1 {
			at = len(dims) - 2
		}
		dims = append(append([]types.Dim{}, dims[:at]...), dims[at+1:]...)
		sizes = append(append([]*ir.Value{}, sizes[:at]...), sizes[at+1:]...)
	}
	if ra == 1 || rb == 1 {
		return []*ir.Value{l.toShape(c, dims, sizes)}
	}
	return []*ir.Value{c}
}

// batch brings the leading axes of two operands to one shape.
func (l *Lowering) batch(a, b *ir.Value) (*ir.Value, *ir.Value) {
	da, db := types.DimsOf(a.Type), types.DimsOf(b.Type)
	if len(da) == 2 && len(db) == 2 {
		return a, b
	}
	la, lb := da[:len(da)-2], db[:len(db)-2]
	lead, _ := BroadcastDims(la, lb)
	sa, sb := l.Sizes(a), l.Sizes(b)
	sizes := make([]*ir.Value, len(lead))
	for i, d := range lead {
		ka, kb := i-(len(lead)-len(la)), i-(len(lead)-len(lb))
		switch {
		case d.IsConst():
			sizes[i] = l.I64(d.Const)
		case ka >= 0 && !la[ka].Is(1):
			sizes[i] = sa[ka]
		default:
			sizes[i] = sb[kb]
		}
		if ka >= 0 && kb >= 0 && !la[ka].Is(1) && !lb[kb].Is(1) && (la[ka] != lb[kb]) && !(la[ka].IsConst() && lb[kb].IsConst()) {
			l.Check(l.One(ops.Eq, sa[ka], sb[kb]), "ValueError", "matmul: the batch sizes {0} and {1} differ", sa[ka], sb[kb])
		}
	}
	wide := func(v *ir.Value, own []types.Dim, sz []*ir.Value) *ir.Value {
		dims := append(append([]types.Dim{}, lead...), own[len(own)-2:]...)
		return l.BroadcastTo(v, dims, append(append([]*ir.Value{}, sizes...), sz[len(sz)-2:]...))
	}
	return wide(a, da, sa), wide(b, db, sb)
}
