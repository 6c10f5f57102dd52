package ops

import (
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// derivative is that of a row of numbers: 0 for a reason, or partial derivatives.
type derivative struct {
	zero string
	by   func(r Residuals, i int) partial // by operand i
}

// zero is the derivative of a function that does not change, almost everywhere.
func zero(why string) derivative { return derivative{zero: why} }

// partials gives the derivative by each operand.
func partials(by func(r Residuals, i int) partial) derivative { return derivative{by: by} }

// Residuals is what a derivative rule may ask for, forward or reverse.
type Residuals interface {
	B() *ir.Builder
	Arg(i int) *ir.Value
	Result(j int) *ir.Value
}

// derivative sets the row's rule.
func (e Elementwise) derivative(d derivative) struct{} {
	e.row.deriv = d
	return struct{}{}
}

// smooth is an elementwise primitive with partial derivatives.
type smooth struct{ Elementwise }

// JVP is the sum of partial derivatives times tangents.
func (e smooth) JVP(g Forward) {
	var sum *ir.Value
	for i := 0; i < e.row.arity; i++ {
		t := g.Tangent(i)
		if t == nil {
			continue
		}
		sum = plus(g.B(), sum, scaled(g, t, e.row.deriv.by(g, i)))
	}
	if sum != nil {
		g.SetTangent(0, sum)
	}
}

// VJP gives each active operand the cotangent times the partial derivative.
func (e smooth) VJP(g Reverse) {
	ct := g.Ct(0)
	if ct == nil {
		return
	}
	for i := 0; i < e.row.arity; i++ {
		if g.Active(i) {
			g.Add(i, scaled(g, ct, e.row.deriv.by(g, i)))
		}
	}
}

func plus(b *ir.Builder, a, c *ir.Value) *ir.Value {
	if a == nil {
		return c
	}
	return b.Emit1(Add, a, c)
}

// Like makes the constant x in the type and shape of v.
func Like(b *ir.Builder, v *ir.Value, x float64) *ir.Value {
	return Fill(b, Number(b, mustDType(v.Type), x), v)
}

// Number makes the constant x of element type d.
func Number(b *ir.Builder, d dtype.Type, x float64) *ir.Value {
	at := d
	if _, ok := ConstOf(d, Value{}); !ok {
		at, _ = types.PyElem(types.PyType(d))
	}
	k, _ := ConstOf(at, convert(F64(x), dtype.F64, at))
	v := b.Emit1(k)
	if at != d {
		v = b.Emit1(Cast{To: d}, v)
	}
	return v
}

// Fill repeats a scalar in the shape of v.
func Fill(b *ir.Builder, s, v *ir.Value) *ir.Value {
	dims := types.DimsOf(v.Type)
	if len(dims) == 0 {
		return s
	}
	args := []*ir.Value{s}
	for i, d := range dims {
		if !d.IsConst() {
			args = append(args, b.Emit1(Dim{Axis: i}, v))
		}
	}
	return b.Emit1(Broadcast{Dims: dims}, args...)
}
