package typed

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Reductions lists sums and their kin. mean, var and std are in the library.
func Reductions() []*Prim {
	return []*Prim{
		reduction("np.sum", "sum", "sum", "Sum over axes."),
		reduction("np.prod", "prod", "prod", "Product over axes."),
		reduction("np.max", "max", "max", "Maximum over axes; ties share the derivative."),
		reduction("np.min", "min", "min", "Minimum over axes; ties share the derivative."),
		reduction("np.any", "any", "max", "Whether any element holds."),
		reduction("np.all", "all", "min", "Whether all elements hold."),
		{Name: "np.argmax", Method: "argmax", On: "array", Sig: "x, axis!=None", Doc: "Index of the first maximum.", Type: argType("argmax"), Lower: lowerArg(false)},
		{Name: "np.argmin", Method: "argmin", On: "array", Sig: "x, axis!=None", Doc: "Index of the first minimum.", Type: argType("argmin"), Lower: lowerArg(true)},
		{Name: "myia.count", Sig: "x, axis!=None", Doc: "Number of elements along axes, as the divisor of a mean.", Type: countType, Lower: lowerCount},
		{Name: "myia.terms", Sig: "x", Doc: "x in the element type in which a mean is computed: of ints float64, of floats of 16 bits float32.", Type: termsType, Lower: lowerSameCast},
		{Name: "myia.rounded", Sig: "a, b", Doc: "a in the element type of b, if that is one of floats.", Type: roundedType, Lower: lowerSameCast},
	}
}

// axesOf gives the axes that a known axis argument names; all for None.
func axesOf(a Arg, rank int) ([]int, *Error) {
	if a.T == types.None {
		out := make([]int, rank)
		for i := range out {
			out[i] = i
		}
		return out, nil
	}
	ks, ok := a.Known.([]any)
	if !ok {
		ks = []any{a.Known}
	}
	in := make([]bool, rank)
	for _, k := range ks {
		i, err := axisOf(k, rank)
		if err != nil {
			return nil, err
		}
		if in[i] {
			return nil, Errorf(diag.BadAxis, 1, "duplicate value in 'axis'")
		}
		in[i] = true
	}
	var out []int
	for i, yes := range in {
		if yes {
			out = append(out, i)
		}
	}
	return out, nil
}

func reduction(name, method, kind, doc string) *Prim {
	logical := method == "any" || method == "all"
	return &Prim{Name: name, Also: also(name), Method: method, On: "array", Sig: "x, axis!=None, *, keepdims!=False", Doc: doc,
		Type:  func(c *CallInfo) (types.Type, error) { return reduceType(c, name, kind, logical) },
		Lower: func(l *Lowering) []*ir.Value { return l.reduce(kind, logical) }}
}

func also(name string) []string {
	switch name {
	case "np.max":
		return []string{"np.amax"}
	case "np.min":
		return []string{"np.amin"}
	}
	return nil
}

func reduceType(c *CallInfo, name, kind string, logical bool) (types.Type, error) {
	x, err := numberArray(c, name)
	if err != nil {
		return nil, err
	}
	axes, err := axesOf(c.Args[1], len(x.Dims))
	if err != nil {
		return nil, err
	}
	d := x.DType
	switch {
	case logical:
		d = dtype.Bool
	case !ops.Reductions()[kind].Bools: // NumPy adds up ints in 64 bits
		d = summed(d)
	}
	if !ops.Reductions()[kind].Empty {
		for _, a := range axes {
			if x.Dims[a].Is(0) && !logical {
				return nil, Errorf(diag.EmptyReduction, 0, "zero-size array to reduction operation %s which has no identity", ops.Reductions()[kind].NumPy)
			}
		}
	}
	return types.Array{DType: d, Dims: reducedDims(x.Dims, axes, c.Args[2].Known == true)}, nil
}

// numberArray takes the first argument as an array; lists of numbers count as
// arrays in NumPy, here they are made with np.array.
func numberArray(c *CallInfo, name string) (types.Array, *Error) {
	if isSeq(c.Args[0].T) {
		return types.Array{}, Errorf(diag.BadOperand, 0, "%s needs an array, not a %s", name, PyName(c.Args[0].T)).WithHelp("np.array makes an array of a sequence")
	}
	return arrayArg(c, 0, name)
}

func isSeq(t types.Type) bool {
	switch t.(type) {
	case types.List, types.Tuple:
		return true
	}
	return false
}

func reducedDims(dims []types.Dim, axes []int, keep bool) []types.Dim {
	in := map[int]bool{}
	for _, a := range axes {
		in[a] = true
	}
	var out []types.Dim
	for i, d := range dims {
		switch {
		case !in[i]:
			out = append(out, d)
		case keep:
			out = append(out, types.C(1))
		}
	}
	return out
}

func (l *Lowering) reduce(kind string, logical bool) []*ir.Value {
	x := l.Leaf(0)
	if logical {
		x = l.Cast(x, dtype.Bool)
	} else {
		x = l.Cast(x, l.resDType())
	}
	own := types.DimsOf(x.Type)
	axes, _ := axesOf(l.Args[1], len(own))
	if len(own) == 0 || len(axes) == 0 {
		return []*ir.Value{x}
	}
	if !logical && !ops.Reductions()[kind].Empty {
		l.nonEmpty(x, axes, "zero-size array to reduction operation "+ops.Reductions()[kind].NumPy+" which has no identity")
	}
	y := l.One(ops.Reduce{Kind: kind, Axes: axes}, x)
	if l.Args[2].Known != true {
		return []*ir.Value{y}
	}
	return []*ir.Value{l.keepDims(y, x, axes)}
}

// keepDims puts axes of size 1 back where a reduction dropped them.
func (l *Lowering) keepDims(y, x *ir.Value, axes []int) *ir.Value {
	own := types.DimsOf(x.Type)
	dims := reducedDims(own, axes, true)
	sizes := make([]*ir.Value, len(dims))
	for i, d := range dims {
		if !d.IsConst() {
			sizes[i] = l.Size(x, i)
		}
	}
	return l.toShape(y, dims, sizes)
}

func (l *Lowering) nonEmpty(x *ir.Value, axes []int, message string) {
	for _, a := range axes {
		if !types.DimsOf(x.Type)[a].IsConst() {
			l.Check(l.One(ops.Gt, l.Size(x, a), l.I64(0)), "ValueError", message)
		}
	}
}

func argType(name string) func(c *CallInfo) (types.Type, error) {
	return func(c *CallInfo) (types.Type, error) {
		x, err := numberArray(c, name)
		if err != nil {
			return nil, err
		}
		if c.Args[1].T == types.None {
			return types.Array{DType: dtype.I64}, nil
		}
		a, err := axisOf(c.Args[1].Known, len(x.Dims))
		if err != nil {
			return nil, err
		}
		if x.Dims[a].Is(0) {
			return nil, Errorf(diag.EmptyReduction, 0, "attempt to get %s of an empty sequence", name)
		}
		return types.Array{DType: dtype.I64, Dims: reducedDims(x.Dims, []int{a}, false)}, nil
	}
}

func lowerArg(low bool) func(l *Lowering) []*ir.Value {
	return func(l *Lowering) []*ir.Value {
		x := l.Leaf(0)
		dims := types.DimsOf(x.Type)
		if len(dims) == 0 {
			return []*ir.Value{l.I64(0)}
		}
		axis := 0
		if l.Args[1].T == types.None {
			x = l.toShape(x, []types.Dim{types.N("?")}, []*ir.Value{l.count(l.Sizes(x))})
		} else {
			axis, _ = axisOf(l.Args[1].Known, len(dims))
		}
		l.nonEmpty(x, []int{axis}, "attempt to get arg"+map[bool]string{false: "max", true: "min"}[low]+" of an empty sequence")
		return []*ir.Value{l.One(ops.ArgMax{Axis: axis, Low: low}, x)}
	}
}

func countType(c *CallInfo) (types.Type, error) {
	x, err := numberArray(c, "mean")
	if err != nil {
		return nil, err
	}
	if _, err := axesOf(c.Args[1], len(x.Dims)); err != nil {
		return nil, err
	}
	return types.Int, nil
}

func lowerCount(l *Lowering) []*ir.Value {
	x := l.Leaf(0)
	axes, _ := axesOf(l.Args[1], len(types.DimsOf(x.Type)))
	n := l.I64(1)
	for _, a := range axes {
		n = l.One(ops.Mul, n, l.Size(x, a))
	}
	return []*ir.Value{n}
}

// summed is the element type of sums and products.
func summed(d dtype.Type) dtype.Type {
	switch d.Class() {
	case dtype.Truth, dtype.Int:
		return dtype.I64
	case dtype.Uint:
		return dtype.U64
	}
	return d
}

// termsType: a mean of floats is computed as they are, of ints in f64.
func termsType(c *CallInfo) (types.Type, error) {
	x, err := numberArray(c, "mean")
	if err != nil {
		return nil, err
	}
	if x.DType = x.DType.Compute(); !x.DType.IsFloat() {
		x.DType = dtype.F64
	}
	return x, nil
}

func roundedType(c *CallInfo) (types.Type, error) {
	y, err := numberArray(c, "mean")
	if err != nil {
		return nil, err
	}
	if x, ok := AsNumber(c.Args[1].T); ok && x.DType.IsFloat() {
		y.DType = x.DType
	}
	return y, nil
}

// lowerSameCast gives the first argument in the element type of the result.
func lowerSameCast(l *Lowering) []*ir.Value { return []*ir.Value{l.Cast(l.Leaf(0), l.resDType())} }
