package ops

import (
	"math"
	"sort"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// PhiloxUniform gives f64 numbers in [0, 1), or one if Dims is empty. Operands:
// seed, counter, an i64 for each named dim.
type PhiloxUniform struct {
	pure
	Dims []types.Dim
}

// PhiloxNormal gives standard normal f64 numbers by Box and Muller (1958).
type PhiloxNormal struct {
	pure
	Dims []types.Dim
}

// PhiloxPermutation gives a random order of 0 … n-1: that of n random words.
type PhiloxPermutation struct {
	pure
	Dims []types.Dim
}

var draws = []Decl{
	{PhiloxUniform{}, Traits{RefusedBecause("a draw carries no derivative"), Batched, borrowing, Barrier, Host, CostDear}},
	{PhiloxNormal{}, Traits{RefusedBecause("a draw carries no derivative"), Batched, borrowing, Barrier, Host, CostDear}},
	{PhiloxPermutation{}, Traits{RefusedBecause("a draw carries no derivative"), Batched, borrowing, Barrier, Host, CostDear}},
}

func (PhiloxUniform) OpName() string     { return "philox.uniform" }
func (PhiloxNormal) OpName() string      { return "philox.normal" }
func (PhiloxPermutation) OpName() string { return "philox.permutation" }

// Infer gives the declared shape.
func (o PhiloxUniform) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return []types.Type{arrayOf(dtype.F64, o.Dims)}, numNamed(n, o.Dims, anI64, anI64)
}

// Infer gives the declared shape.
func (o PhiloxNormal) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return []types.Type{arrayOf(dtype.F64, o.Dims)}, numNamed(n, o.Dims, anI64, anI64)
}

// Infer gives the declared shape.
func (o PhiloxPermutation) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	return []types.Type{arrayOf(dtype.I64, o.Dims)}, numNamed(n, o.Dims, anI64, anI64)
}

// generate fills an array by counter.
func generate(env *Env, dims []types.Dim, args []Value, f func(seed, counter uint64) float64) ([]Value, error) {
	shape := shapeOf(dims, args[2:])
	if err := env.TakeArray(dtype.F64, shape); err != nil {
		return nil, err
	}
	x := tensor.New(dtype.F64, shape...)
	seed, c := uint64(args[0].I()), uint64(args[1].I())
	xs := tensor.Of[float64](x)
	for i := range xs {
		xs[i] = f(seed, c+uint64(i))
	}
	return fromTensor(x), nil
}

// Eval draws.
func (o PhiloxUniform) Eval(env *Env, _ *ir.Node, args []Value) ([]Value, error) {
	return generate(env, o.Dims, args, tensor.Uniform)
}

// Eval draws.
func (o PhiloxNormal) Eval(env *Env, _ *ir.Node, args []Value) ([]Value, error) {
	log, cos := elementary("log"), elementary("cos")
	return generate(env, o.Dims, args, func(seed, c uint64) float64 {
		u, v := tensor.Uniforms(seed, c)
		return math.Sqrt(-2*log(u)) * cos(2*math.Pi*v)
	})
}

// Eval sorts.
func (o PhiloxPermutation) Eval(env *Env, _ *ir.Node, args []Value) ([]Value, error) {
	shape := shapeOf(o.Dims, args[2:])
	if err := env.TakeArray(dtype.I64, append(shape, 2)); err != nil { // keys and result
		return nil, err
	}
	x := tensor.New(dtype.I64, shape...)
	seed, c := uint64(args[0].I()), uint64(args[1].I())
	xs := tensor.Of[int64](x)
	keys := make([]uint64, len(xs))
	for i := range keys {
		w := tensor.Philox(seed, c+uint64(i))
		keys[i] = uint64(w[0])<<32 | uint64(w[1])
		xs[i] = int64(i)
	}
	sort.Slice(xs, func(a, b int) bool {
		p, q := xs[a], xs[b]
		return keys[p] < keys[q] || keys[p] == keys[q] && p < q
	})
	return []Value{T(x)}, nil
}
