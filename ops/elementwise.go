package ops

import (
	"errors"
	"fmt"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/emit"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// Elementwise is a primitive that works element by element on operands of one
// shape, scalars or arrays. Its row says everything about it.
type Elementwise struct{ row *row }

// row declares an elementwise primitive in one place. A nil function means
// that the element type is refused.
type row struct {
	name  string
	arity int
	class class
	// light says that it is about one instruction: computing it again costs no
	// more than storing and loading the result.
	light bool
	// python says that of ints it takes Python's alone, which are i64.
	python bool

	f1 func(x float64) float64
	s1 func(x float32) float32 // f32 where rounding f1's result is not right
	i1 func(x int64) int64
	u1 func(x uint64) uint64 // of uint64; smaller ints are computed in i1
	b1 func(x bool) bool
	t1 func(x float64) bool

	f2 func(x, y float64) float64
	s2 func(x, y float32) float32
	i2 func(x, y int64) int64
	u2 func(x, y uint64) uint64
	b2 func(x, y bool) bool
	c2 func(x, y float64) bool
	k2 func(x, y int64) bool
	v2 func(x, y uint64) bool

	// l2 is the loop of f2 spelled out, for what programs do most: a call for
	// each element takes several times as long. A test compares the two.
	l2 func(out, x, y []float64)

	deriv derivative // of a number
}

// class says what a row gives.
type class int

const (
	numbers class = 1 + iota // as its operands; of floats there is a derivative
	tests                    // bools
	bits                     // bools or ints, of no others
)

// elementwise declares all rows.
func elementwise() []Decl {
	out := make([]Decl, len(table))
	for i, r := range table {
		out[i] = r.decl()
	}
	return out
}

func (r *row) decl() Decl {
	cost := CostDear
	if r.light {
		cost = CostCheap
	}
	return Decl{Elementwise{r}, Traits{r.declared(), Pointwise, borrowing, FusePointwise, Native, cost}}
}

// declared is the derivative in the words of the registry, none if the row leaves it out or has one beside its class.
func (r *row) declared() Deriv {
	switch given := r.deriv.zero != "" || r.deriv.by != nil; {
	case r.class == tests && !given:
		return ZeroBecause("a truth value")
	case r.class == bits && !given:
		return ZeroBecause("bits are not changed a little")
	case r.class != numbers:
		return Deriv{}
	case r.deriv.by != nil:
		return Rule
	case given:
		return ZeroBecause(r.deriv.zero)
	}
	return Deriv{}
}

// OpName is the row's name.
func (e Elementwise) OpName() string { return e.row.name }

// Effects: none.
func (Elementwise) Effects() ir.Effects { return 0 }

// Infer checks that the operands agree in type and gives the result's.
func (e Elementwise) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	r := e.row
	if len(n.Args) != r.arity {
		return nil, fmt.Errorf("has %d operands, want %d", len(n.Args), r.arity)
	}
	t := n.Args[0].Type
	d, ok := types.ElemDType(t)
	if !ok {
		return nil, fmt.Errorf("operand is %s", t)
	}
	if !r.takes(d) {
		return nil, fmt.Errorf("does not take %s", d)
	}
	for _, a := range n.Args[1:] {
		if !SameKind(t, a.Type) {
			return nil, fmt.Errorf("operands are %s and %s", t, a.Type)
		}
	}
	if r.class == tests {
		t = types.WithDType(t, dtype.Bool)
	}
	return []types.Type{t}, nil
}

// whole reports what a row lacks that computes ints.
func (r *row) whole() error {
	if (r.i1 != nil) != (r.u1 != nil) || (r.i2 != nil) != (r.u2 != nil) || !r.python && (r.k2 != nil) != (r.v2 != nil) {
		return errors.New("takes ints, but not those of 64 bits with and without a sign")
	}
	return nil
}

// takes reports whether the row has a function of the type in which d is computed.
func (r *row) takes(d dtype.Type) bool {
	switch {
	case r.python:
		return d == dtype.I64
	case d.Small() != nil && r.deriv.by != nil: // Compute brings operands to f32
		return false
	}
	switch d.Compute() {
	case dtype.Bool:
		return r.b1 != nil || r.b2 != nil
	case dtype.I64:
		return r.i1 != nil || r.i2 != nil || r.k2 != nil
	case dtype.U64:
		return r.u1 != nil || r.u2 != nil || r.v2 != nil
	}
	return r.f1 != nil || r.f2 != nil || r.t1 != nil || r.c2 != nil
}

// Eval applies the row's function to scalars or to each element, in the type in
// which theirs is computed.
func (e Elementwise) Eval(env *Env, n *ir.Node, args []Value) ([]Value, error) {
	d, _ := types.ElemDType(n.Args[0].Type)
	to := mustDType(n.Results[0].Type)
	if _, ok := n.Args[0].Type.(types.Scalar); ok {
		if e.row.arity == 1 {
			return []Value{e.row.eval1(d, args[0])}, nil
		}
		return []Value{e.row.eval2(d, args[0], args[1])}, nil
	}
	x := args[0].Tensor()
	if err := env.TakeArray(to, x.Shape); err != nil {
		return nil, err
	}
	out := tensor.New(to.Compute(), x.Shape...)
	x = tensor.Convert(x, d.Compute())
	if e.row.arity == 1 {
		e.row.map1(out, x)
	} else {
		e.row.map2(out, x, tensor.Convert(args[1].Tensor(), d.Compute()))
	}
	return []Value{T(tensor.Convert(out, to))}, nil
}

func mustDType(t types.Type) dtype.Type {
	d, _ := types.ElemDType(t)
	return d
}

func (r *row) eval1(d dtype.Type, x Value) Value {
	switch d {
	case dtype.Bool:
		return B(r.b1(x.B()))
	case dtype.I64:
		return I(r.i1(x.I()))
	case dtype.U64:
		return Value{Bits: r.u1(x.Bits)}
	case dtype.F32:
		if r.class == tests {
			return B(r.t1(float64(x.F32())))
		}
		return F32(r.single1(x.F32()))
	case dtype.F64:
		if r.class == tests {
			return B(r.t1(x.F64()))
		}
		return F64(r.f1(x.F64()))
	}
	return r.wrap(d, r.eval1(d.Compute(), x))
}

// wrap brings what was computed of numbers of type d back to it.
func (r *row) wrap(d dtype.Type, v Value) Value {
	if r.class != tests {
		v.Bits = d.Wrap(v.Bits)
	}
	return v
}

func (r *row) single1(x float32) float32 {
	if r.s1 != nil {
		return r.s1(x)
	}
	return float32(r.f1(float64(x)))
}

func (r *row) single2(x, y float32) float32 {
	if r.s2 != nil {
		return r.s2(x, y)
	}
	return float32(r.f2(float64(x), float64(y)))
}

func (r *row) eval2(d dtype.Type, x, y Value) Value {
	switch d {
	case dtype.Bool:
		return B(r.b2(x.B(), y.B()))
	case dtype.I64:
		if r.class == tests {
			return B(r.k2(x.I(), y.I()))
		}
		return I(r.i2(x.I(), y.I()))
	case dtype.U64:
		if r.class == tests {
			return B(r.v2(x.Bits, y.Bits))
		}
		return Value{Bits: r.u2(x.Bits, y.Bits)}
	case dtype.F32:
		if r.class == tests {
			return B(r.c2(float64(x.F32()), float64(y.F32())))
		}
		return F32(r.single2(x.F32(), y.F32()))
	case dtype.F64:
		if r.class == tests {
			return B(r.c2(x.F64(), y.F64()))
		}
		return F64(r.f2(x.F64(), y.F64()))
	}
	return r.wrap(d, r.eval2(d.Compute(), x, y))
}

func (r *row) map1(out, x *tensor.Tensor) {
	switch x.DType {
	case dtype.Bool:
		each1(out, x, func(v byte) byte { return bit(r.b1(v != 0)) })
	case dtype.I64:
		each1(out, x, r.i1)
	case dtype.U64:
		each1(out, x, r.u1)
	case dtype.F32:
		if r.class == tests {
			each1(out, x, func(v float32) byte { return bit(r.t1(float64(v))) })
			return
		}
		each1(out, x, r.single1)
	default:
		if r.class == tests {
			each1(out, x, func(v float64) byte { return bit(r.t1(v)) })
			return
		}
		each1(out, x, r.f1)
	}
}

// each1 is the loop of all functions of one operand.
func each1[T, R emit.Element](out, x *tensor.Tensor, f func(T) R) {
	to := tensor.Of[R](out)
	for i, v := range tensor.Of[T](x) {
		to[i] = f(v)
	}
}

func (r *row) map2(out, x, y *tensor.Tensor) {
	switch x.DType {
	case dtype.Bool:
		each2(out, x, y, func(v, w byte) byte { return bit(r.b2(v != 0, w != 0)) })
	case dtype.I64:
		if r.class == tests {
			each2(out, x, y, func(v, w int64) byte { return bit(r.k2(v, w)) })
			return
		}
		each2(out, x, y, r.i2)
	case dtype.U64:
		if r.class == tests {
			each2(out, x, y, func(v, w uint64) byte { return bit(r.v2(v, w)) })
			return
		}
		each2(out, x, y, r.u2)
	case dtype.F32:
		if r.class == tests {
			each2(out, x, y, func(v, w float32) byte { return bit(r.c2(float64(v), float64(w))) })
			return
		}
		each2(out, x, y, r.single2)
	default:
		if r.class == tests {
			each2(out, x, y, func(v, w float64) byte { return bit(r.c2(v, w)) })
			return
		}
		if r.l2 != nil {
			r.l2(tensor.Of[float64](out), tensor.Of[float64](x), tensor.Of[float64](y))
			return
		}
		each2(out, x, y, r.f2)
	}
}

// each2 is the loop of all functions of two operands.
func each2[T, R emit.Element](out, x, y *tensor.Tensor, f func(x, y T) R) {
	to, ys := tensor.Of[R](out), tensor.Of[T](y)
	for i, v := range tensor.Of[T](x) {
		to[i] = f(v, ys[i])
	}
}

func bit(x bool) byte {
	if x {
		return 1
	}
	return 0
}

// Scalar1 applies a unary op to a scalar of element type d.
func (e Elementwise) Scalar1(d dtype.Type, x Value) Value { return e.row.eval1(d, x) }

// Scalar2 applies a binary op to scalars of element type d.
func (e Elementwise) Scalar2(d dtype.Type, x, y Value) Value { return e.row.eval2(d, x, y) }
