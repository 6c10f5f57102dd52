package typed

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Random lists np.random. The numbers come from Philox: NumPy's
// distributions, not NumPy's numbers.
func Random() []*Prim {
	return []*Prim{
		{Name: "np.random.seed", Sig: "seed", Doc: "Starts the random stream.", Type: seedType, Effects: ir.RNG, Lower: func(l *Lowering) []*ir.Value {
			l.B.Emit(ops.RNGSeed{}, l.Int(l.Leaf(0)))
			return nil
		}},
		{Name: "np.random.normal", Sig: "loc=0.0, scale=1.0, size=None", Doc: "Normal numbers.", Type: randomType(2), Effects: ir.RNG,
			Lower: func(l *Lowering) []*ir.Value {
				x := l.draw(ops.PhiloxNormal{Dims: types.DimsOf(l.Res)}, l.Args[2])
				return []*ir.Value{l.affine(x, l.Leaf(0), l.Leaf(1))}
			}},
		{Name: "np.random.uniform", Sig: "low=0.0, high=1.0, size=None", Doc: "Uniform numbers in [low, high).", Type: randomType(2), Effects: ir.RNG,
			Lower: func(l *Lowering) []*ir.Value {
				x := l.draw(ops.PhiloxUniform{Dims: types.DimsOf(l.Res)}, l.Args[2])
				lo, hi := l.Cast(l.Leaf(0), dtype.F64), l.Cast(l.Leaf(1), dtype.F64)
				return []*ir.Value{l.affine(x, lo, l.One(ops.Sub, hi, lo))}
			}},
		{Name: "np.random.randn", Sig: "*size", Doc: "Standard normal numbers.", Type: randType, Effects: ir.RNG, Lower: lowerRand(true)},
		{Name: "np.random.rand", Sig: "*size", Doc: "Uniform numbers in [0, 1).", Type: randType, Effects: ir.RNG, Lower: lowerRand(false)},
		{Name: "np.random.permutation", Sig: "n", Doc: "A random order of 0 … n-1, or of the rows of an array.", Type: permType, Effects: ir.RNG, Lower: lowerPermutation},
		{Name: "np.random.randint", Sig: "low, high=None, size=None", Doc: "Integers in [low, high).", Type: randintType, Effects: ir.RNG, Lower: lowerRandint},
	}
}

// sizeType gives the dims of a size argument: None is a Python float.
func sizeDims(c *CallInfo, a Arg) ([]types.Dim, bool, *Error) {
	if a.T == types.None {
		return nil, true, nil
	}
	args := []Arg{a}
	if _, ok := AsNumber(a.T); !ok {
		var err *Error
		if args, err = elements(a); err != nil {
			return nil, false, err
		}
	}
	dims, err := c.dimsOf(args)
	return dims, false, err
}

func randomType(size int) func(c *CallInfo) (types.Type, error) {
	return func(c *CallInfo) (types.Type, error) {
		for i, a := range c.Args[:size] {
			n, ok := AsNumber(a.T)
			if !ok || len(n.Dims) > 0 {
				return nil, notNumeric(c.Prim.Name, i, a.T)
			}
		}
		dims, scalar, err := sizeDims(c, c.Args[size])
		if err != nil {
			return nil, err
		}
		if scalar {
			return types.Float, nil
		}
		return types.Array{DType: dtype.F64, Dims: dims}, nil
	}
}

// draw reserves counters of the stream and computes the numbers.
func (l *Lowering) draw(op ir.Op, size Arg) *ir.Value {
	dims := types.DimsOf(l.Res)
	var sizes []*ir.Value
	if len(dims) > 0 {
		args := []Arg{size}
		if _, ok := AsNumber(size.T); !ok {
			args, _ = elements(size)
		}
		sizes = l.sizeLeaves(args, dims)
	}
	return l.drawSizes(op, dims, sizes)
}

func (l *Lowering) drawSizes(op ir.Op, dims []types.Dim, sizes []*ir.Value) *ir.Value {
	n := l.count(sizes)
	sc := l.B.Emit(ops.RNGNext{}, n)
	return l.One(op, append([]*ir.Value{sc[0], sc[1]}, named(dims, sizes)...)...)
}

// affine is loc + scale*x.
func (l *Lowering) affine(x, loc, scale *ir.Value) *ir.Value {
	vs := l.Broadcast(x, l.Cast(loc, dtype.F64), l.Cast(scale, dtype.F64))
	return l.One(ops.Add, vs[1], l.One(ops.Mul, vs[2], vs[0]))
}

func randType(c *CallInfo) (types.Type, error) {
	if len(c.Args) == 0 {
		return types.Float, nil
	}
	dims, err := c.dimsOf(c.Args)
	if err != nil {
		return nil, err
	}
	return types.Array{DType: dtype.F64, Dims: dims}, nil
}

func lowerRand(normal bool) func(l *Lowering) []*ir.Value {
	return func(l *Lowering) []*ir.Value {
		dims := types.DimsOf(l.Res)
		sizes := l.sizeLeaves(l.Args, dims)
		if normal {
			return []*ir.Value{l.drawSizes(ops.PhiloxNormal{Dims: dims}, dims, sizes)}
		}
		return []*ir.Value{l.drawSizes(ops.PhiloxUniform{Dims: dims}, dims, sizes)}
	}
}

func seedType(c *CallInfo) (types.Type, error) {
	if !IsIndex(c.Args[0].T) {
		return nil, Errorf(diag.NotAnInteger, 0, "np.random.seed needs an int, not %s", PyName(c.Args[0].T))
	}
	return types.None, nil
}

func permType(c *CallInfo) (types.Type, error) {
	if a, ok := c.Args[0].T.(types.Array); ok && len(a.Dims) > 0 {
		return a, nil
	}
	if !IsIndex(c.Args[0].T) {
		return nil, Errorf(diag.NotAnInteger, 0, "np.random.permutation needs an int or an array, not %s", PyName(c.Args[0].T))
	}
	dims, err := c.dimsOf(c.Args[:1])
	if err != nil {
		return nil, err
	}
	return types.Array{DType: dtype.I64, Dims: dims}, nil
}

func lowerPermutation(l *Lowering) []*ir.Value {
	dims := types.DimsOf(l.Res)[:1]
	rows := isArrayType(l.Args[0].T)
	var n *ir.Value
	if rows {
		n = l.Size(l.Leaf(0), 0)
	} else {
		n = l.sizeLeaves(l.Args[:1], dims)[0]
	}
	perm := l.drawSizes(ops.PhiloxPermutation{Dims: dims}, dims, []*ir.Value{n})
	if rows {
		return []*ir.Value{l.One(ops.Gather{}, l.Leaf(0), perm)}
	}
	return []*ir.Value{perm}
}

func isArrayType(t types.Type) bool {
	a, ok := t.(types.Array)
	return ok && len(a.Dims) > 0
}

func randintType(c *CallInfo) (types.Type, error) {
	dims, scalar, err := sizeDims(c, c.Args[2])
	if err != nil {
		return nil, err
	}
	if scalar {
		return types.Int, nil
	}
	return types.Array{DType: dtype.I64, Dims: dims}, nil
}

// lowerRandint scales uniform numbers; the bounds must be less than 2^53
// apart.
func lowerRandint(l *Lowering) []*ir.Value {
	lo, hi := l.Int(l.Leaf(0)), l.I64(0)
	if l.Args[1].T == types.None {
		lo, hi = hi, lo
	} else {
		hi = l.Int(l.Leaf(1))
	}
	l.Check(l.One(ops.Lt, lo, hi), "ValueError", "low >= high")
	dims := types.DimsOf(l.Res)
	x := l.draw(ops.PhiloxUniform{Dims: dims}, l.Args[2])
	span := l.Cast(l.One(ops.Sub, hi, lo), dtype.F64)
	vs := l.Broadcast(x, span)
	k := l.Cast(l.One(ops.Floor, l.One(ops.Mul, vs[0], vs[1])), dtype.I64)
	ws := l.Broadcast(k, lo)
	return []*ir.Value{l.One(ops.Add, ws[0], ws[1])}
}
