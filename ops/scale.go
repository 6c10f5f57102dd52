package ops

import "github.com/myia-lang/myia/ir"

// A zero cotangent annihilates: what a where, a max or a zero factor keeps out of a result keeps its infinities and
// nans out of the gradient, too. The product of a cotangent and a partial derivative is therefore an operation of its
// own. As floats, 0·inf and 0·nan are nan; here they are 0.

// Scale is the product of a cotangent (or a tangent) and a partial derivative: 0 if either is 0, else the product. A 0
// has the sign that the product has; where the product would be nan it is positive. So it is mul wherever that is a
// number, to the bit. Its derivative by a factor is the other factor, through Scale again, which makes every order
// right; one that chooses, select(ct == 0, 0, ct·p), would have none where ct is 0.
var (
	Scale = numeric(row{name: "scale", arity: 2, light: true, f2: scaleF[float64], l2: scaleEach})
	_     = Scale.derivative(partials(func(r Residuals, i int) partial { return by(r.Arg(1 - i)) }))
)

func scaleF[F float32 | float64](ct, p F) F {
	product := ct * p
	if product != product && (ct == 0 || p == 0) {
		return 0
	}
	return product
}

// partial is a partial derivative. The rules of rows can say no more than this, so a cotangent is multiplied by Scale
// whatever the row, but where the rule states that the derivative is 1 or -1 everywhere: then it is passed on, at nan and
// infinities, too.
type partial struct {
	sign int       // 1 or -1
	v    *ir.Value // times this; nil: times 1
}

func one() partial              { return partial{sign: 1} }
func minusOne() partial         { return partial{sign: -1} }
func by(v *ir.Value) partial    { return partial{1, v} }
func minus(v *ir.Value) partial { return partial{-1, v} }

// scaled is the product of a cotangent, or of a tangent, and a partial derivative.
func scaled(r Residuals, t *ir.Value, p partial) *ir.Value {
	if p.v != nil {
		t = r.B().Emit1(Scale, t, p.v)
	}
	if p.sign < 0 {
		t = r.B().Emit1(Neg, t)
	}
	return t
}
