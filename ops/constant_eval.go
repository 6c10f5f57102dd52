package ops

import (
	"math"
	"math/big"
	"strconv"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// Eval gives the constant.
func (o Const) Eval(*Env, *ir.Node, []Value) ([]Value, error) { return []Value{o.value()}, nil }

// ConstOf gives the constant of a number. There are those of Python's types and
// of f32; of other types there are casts of them.
func ConstOf(d dtype.Type, v Value) (Const, bool) {
	if d.Compute() != d || d == dtype.U64 {
		return Const{}, false
	}
	return Const{Value: d.Host(v.Bits)}, true
}

func (o Const) value() Value {
	switch x := o.Value.(type) {
	case int64:
		return I(x)
	case float64:
		return F64(x)
	case float32:
		return F32(x)
	case bool:
		return B(x)
	}
	return S(o.Value.(string))
}

// Eval is served by the machine, which has the pool.
func (o Pool) Eval(env *Env, _ *ir.Node, _ []Value) ([]Value, error) {
	return []Value{T(env.Pool.Get(o.Key))}, nil
}

// Eval gives zero of the type.
func (o Poison) Eval(*Env, *ir.Node, []Value) ([]Value, error) { return []Value{Zero(o.Type)}, nil }

// Zero is a value of a type that is never observed: 0, "", an empty array or
// vec, null.
func Zero(t types.Type) Value {
	switch t := t.(type) {
	case types.Array:
		return T(tensor.New(t.DType, make([]int, len(t.Dims))...))
	case types.Vec:
		return Value{Ref: &Vec{Width: len(t.Elems)}}
	case types.Basic:
		return S("")
	}
	return Value{}
}

// Eval gives null.
func (Null) Eval(*Env, *ir.Node, []Value) ([]Value, error) { return []Value{{}}, nil }

// Eval tests.
func (OptIsNull) Eval(_ *Env, _ *ir.Node, args []Value) ([]Value, error) {
	return []Value{B(args[0].IsNull())}, nil
}

// Eval is the operand.
func (GradientStop) Eval(_ *Env, _ *ir.Node, args []Value) ([]Value, error) { return args[:1], nil }

// Eval converts.
func (o Cast) Eval(env *Env, n *ir.Node, args []Value) ([]Value, error) {
	from := mustDType(n.Args[0].Type)
	if _, ok := n.Args[0].Type.(types.Scalar); ok {
		return []Value{convert(args[0], from, o.To)}, nil
	}
	x := args[0].Tensor()
	if err := env.TakeArray(o.To, x.Shape); err != nil {
		return nil, err
	}
	return []Value{T(tensor.Convert(x, o.To))}, nil
}

func convert(v Value, from, to dtype.Type) Value { return Value{Bits: dtype.Convert(v.Bits, from, to)} }

// Eval chooses.
func (Select) Eval(_ *Env, n *ir.Node, args []Value) ([]Value, error) {
	if _, ok := n.Args[0].Type.(types.Scalar); ok {
		if args[0].B() {
			return args[1:2], nil
		}
		return args[2:3], nil
	}
	return []Value{T(tensor.Select(args[0].Tensor(), args[1].Tensor(), args[2].Tensor()))}, nil
}

// Eval rounds an int or a float.
func (o Round) Eval(_ *Env, n *ir.Node, args []Value) ([]Value, error) {
	d := mustDType(n.Args[0].Type)
	k := args[1].I()
	if d == dtype.I64 {
		return []Value{I(roundInt(args[0].I(), -k))}, nil
	}
	x := convert(args[0], d, dtype.F64).F64()
	switch {
	case x != x || math.IsInf(x, 0) || k > 400:
	case o.NumPy:
		x = roundScaled(x, k)
	default:
		x = roundExact(x, k)
	}
	return []Value{convert(F64(x), dtype.F64, d)}, nil
}

// roundInt rounds x half to even to a multiple of 10**k.
func roundInt(x, k int64) int64 {
	switch {
	case k <= 0:
		return x
	case k > 19:
		return 0
	}
	p := new(big.Int).Exp(big.NewInt(10), big.NewInt(k), nil)
	q := nearest(new(big.Rat).SetFrac(big.NewInt(x), p))
	low := q.Mul(q, p).And(q, new(big.Int).SetUint64(math.MaxUint64))
	return int64(low.Uint64())
}

// roundExact rounds the exact value of x to k decimal digits, as CPython does.
func roundExact(x float64, k int64) float64 {
	if k >= 0 {
		x, _ = strconv.ParseFloat(strconv.FormatFloat(x, 'f', int(k), 64), 64)
		return x
	}
	if k < -310 {
		return math.Copysign(0, x)
	}
	p := new(big.Int).Exp(big.NewInt(10), big.NewInt(-k), nil)
	r := new(big.Rat).SetFloat64(math.Abs(x))
	q := nearest(r.Quo(r, new(big.Rat).SetInt(p)))
	y, _ := new(big.Rat).SetInt(q.Mul(q, p)).Float64()
	return math.Copysign(y, x)
}

// roundScaled rounds x * 10**k, as NumPy does.
func roundScaled(x float64, k int64) float64 {
	p := math.Pow10(int(min(max(k, -k), 400)))
	if k < 0 {
		return math.RoundToEven(x/p) * p
	}
	return math.RoundToEven(x*p) / p
}

// nearest is the int nearest to r, of two the even one.
func nearest(r *big.Rat) *big.Int {
	two := big.NewInt(2)
	q := new(big.Int).Div(r.Num(), r.Denom()) // downwards
	rest := new(big.Rat).Sub(r, new(big.Rat).SetInt(q))
	half := rest.Cmp(big.NewRat(1, 2))
	if half > 0 || half == 0 && new(big.Int).Mod(q, two).Sign() != 0 {
		q.Add(q, big.NewInt(1))
	}
	return q
}
