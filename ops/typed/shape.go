package typed

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
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
		{Name: "np.reshape", View: mayCopy, Sig: "x, *shape", Doc: "x in another shape; one size may be -1.", Type: reshapeType, Lower: lowerReshape, Method: "reshape", On: "array"},
		{Name: "np.ravel", View: mayCopy, Sig: "x, order!='C'", Doc: "x with one axis, row by row, or by columns if the order is F.", Type: ravelType, Lower: lowerRavel, Method: "ravel", On: "array"},
		{Name: "array.flatten", Sig: "x, order!='C'", Doc: "x with one axis, row by row, or by columns if the order is F.", Type: ravelType, Lower: lowerRavel, Method: "flatten", On: "array"},
		{Name: "np.transpose", View: always, Sig: "x, *axes!", Doc: "Axes permuted; reversed if none are named.", Type: transposeType, Lower: lowerTranspose, Method: "transpose", On: "array"},
		{Name: "np.swapaxes", View: always, Sig: "a, axis1!, axis2!", Doc: "Two axes exchanged.", Type: swapType, Lower: lowerSwap, Method: "swapaxes", On: "array"},
		{Name: "np.broadcast_to", View: always, Sig: "x, shape", Doc: "x repeated to a shape.", Type: broadcastType, Lower: lowerBroadcastTo},
		{Name: "np.expand_dims", View: always, Sig: "x, axis!", Doc: "A new axis of size 1, or several.", Type: expandType, Lower: lowerToRes},
		{Name: "np.squeeze", View: always, Sig: "x, axis!=None", Doc: "Axes of size 1 dropped.", Type: squeezeType, Lower: lowerSqueeze, Method: "squeeze", On: "array"},
		{Name: "np.concatenate", Sig: "xs, axis!=0", Doc: "Arrays joined along an axis.", Type: concatType, Lower: lowerConcat},
		{Name: "np.stack", Sig: "xs, axis!=0", Doc: "Arrays joined along a new axis.", Type: stackType, Lower: lowerStack},
		{Name: "np.matmul", Also: []string{"op.@", "np.dot"}, Sig: "a, b", Doc: "Matrix product.", Type: matmulType, Lower: lowerMatmul, Method: "dot", On: "array"},
		einsum(),
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
	tree, _ := a.Tree.([]any)
	var out []Arg
	leaves := a.Leaves
	for i, t := range Parts(a.T) {
		e := Arg{T: t}
		if a.IsKnown {
			e.Known, e.IsKnown = ks[i], true
		}
		if tree != nil {
			e.Tree = tree[i]
			if !e.IsKnown && settled(tree[i]) {
				e.Known, e.IsKnown = tree[i], true
			}
		}
		if leaves != nil {
			n := leafCount(t)
			e.Leaves, leaves = leaves[:n], leaves[n:]
		}
		out = append(out, e)
	}
	return out, nil
}

// settled reports whether all parts of what is known of a value are known.
func settled(k any) bool {
	if parts, ok := k.([]any); ok {
		return !slices.ContainsFunc(parts, func(p any) bool { return !settled(p) })
	}
	return k != Unknown{}
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
		case k < 0 && minus >= 0:
			return nil, Errorf(diag.BadReshape, -1, "can only specify one unknown dimension")
		case k < 0:
			minus = i
		default:
			dims[i] = types.C(k)
			prod = boundedProduct(prod, k)
		}
	}
	switch {
	case minus >= 0 && !runtime && 0 < prod && prod < math.MaxInt64 && total%prod == 0:
		dims[minus] = types.C(total / prod)
	case minus >= 0 && runtime:
		dims[minus] = c.FreshDim()
	case minus >= 0 || !runtime && prod != total:
		return nil, Errorf(diag.BadReshape, 0, "%s", reshapeMismatch(fmt.Sprint(total), args, nil))
	}
	return types.Array{DType: x.DType, Dims: dims}, nil
}

// boundedProduct multiplies a product of sizes by one more; what has left 63 bits stays the largest int.
func boundedProduct(product, size int64) int64 {
	if product == math.MaxInt64 || product > 0 && size > math.MaxInt64/product {
		return math.MaxInt64
	}
	return product * size
}

func hasZero(dims []types.Dim) bool {
	for _, d := range dims {
		if d.Is(0) {
			return true
		}
	}
	return false
}

// reshapeMismatch are NumPy's words, which leave -1 out. size is the text of the number of elements, sizes those of
// sizes that are not known.
func reshapeMismatch(size string, args []Arg, sizes []string) string {
	var dims []string
	for i, a := range args {
		switch k, ok := a.Known.(int64); {
		case ok && k >= 0:
			dims = append(dims, fmt.Sprint(k))
		case !ok && sizes != nil:
			dims = append(dims, sizes[i])
		}
	}
	return "cannot reshape array of size " + size + " into shape (" + strings.Join(dims, ",") + ")"
}

// lowerReshape finds the size that is negative, which NumPy takes for the unknown one, and checks the sizes.
func lowerReshape(l *Lowering) []*ir.Value {
	x := l.Leaf(0)
	args, _ := l.shapeArgs(1)
	dims := types.DimsOf(l.Res)
	if allConst(types.DimsOf(x.Type)) && allConst(dims) {
		return []*ir.Value{l.toShape(x, dims, l.constants(dims))}
	}
	total := l.count(l.Sizes(x))
	sizes, unknown, rest := l.askedSizes(args)
	fill := l.One(ops.FloorDiv, total, rest)
	product := l.F(1, dtype.F64) // does not wrap
	for i := range sizes {
		sizes[i] = l.One(ops.Select{}, unknown[i], fill, sizes[i])
		product = l.One(ops.Mul, product, l.Cast(sizes[i], dtype.F64))
	}
	whole := l.count(sizes)
	fits := l.One(ops.And, l.One(ops.Eq, whole, total), l.One(ops.Lt, product, l.F(1<<62, dtype.F64)))
	operands, texts := []*ir.Value{total}, make([]string, len(args))
	for i := range args {
		texts[i] = fmt.Sprintf("{%d}", len(operands))
		operands = append(operands, sizes[i])
	}
	l.Check(fits, "ValueError", reshapeMismatch("{0}", args, texts), operands...)
	return []*ir.Value{l.toShape(x, dims, sizes)}
}

// askedSizes gives the sizes that a reshape asks for, for each whether it is the unknown one, and the product of the
// others. It checks that one at most is unknown.
func (l *Lowering) askedSizes(args []Arg) (sizes, unknown []*ir.Value, rest *ir.Value) {
	rest = l.I64(1)
	unknowns := l.I64(0)
	for _, a := range args {
		var size, isUnknown *ir.Value
		if k, known := a.Known.(int64); known {
			size, isUnknown = l.I64(k), l.Bool(k < 0)
		} else {
			size = l.Int(a.Leaves[0])
			isUnknown = l.One(ops.Lt, size, l.I64(0))
		}
		sizes, unknown = append(sizes, size), append(unknown, isUnknown)
		unknowns = l.One(ops.Add, unknowns, l.Cast(isUnknown, dtype.I64))
		rest = l.One(ops.Mul, rest, l.One(ops.Select{}, isUnknown, l.I64(1), size))
	}
	l.Check(l.One(ops.Le, unknowns, l.I64(1)), "ValueError", "can only specify one unknown dimension")
	return sizes, unknown, rest
}

// constants are constant dims as values.
func (l *Lowering) constants(dims []types.Dim) []*ir.Value {
	out := make([]*ir.Value, len(dims))
	for i, d := range dims {
		out[i] = l.I64(d.Const)
	}
	return out
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
	if len(c.Args) > 1 && c.Args[1].Known != "C" && c.Args[1].Known != "F" {
		return nil, Limitf(diag.BadShape, 1, "an order is 'C' or 'F' here")
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
	if rank := len(types.DimsOf(x.Type)); rank > 1 && len(l.Args) > 1 && l.Args[1].Known == "F" {
		perm := make([]int, rank)
		for i := range perm {
			perm[i] = rank - 1 - i
		}
		x = l.One(ops.Transpose{Perm: perm}, x)
	}
	return []*ir.Value{l.toShape(x, types.DimsOf(l.Res), []*ir.Value{l.count(l.Sizes(x))})}
}
