package typed

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// arc is a function that NumPy calls by another name, such as arcsin, and by that of module math, too.
type arc struct {
	np string
	function
}

func arcs() []arc {
	row := func(np, name string, core ir.Op, domain, result domain) arc {
		return arc{np, function{name: name, core: core, domain: domain, result: result}}
	}
	return []arc{
		row("arcsin", "asin", ops.Asin, withinOne, nil),
		row("arccos", "acos", ops.Acos, withinOne, nil),
		row("arctan", "atan", ops.Atan, nil, nil),
		row("arcsinh", "asinh", ops.Asinh, nil, nil),
		row("arccosh", "acosh", ops.Acosh, fromOne, nil),
		row("arctanh", "atanh", ops.Atanh, belowOne, nil),
		row("sinh", "sinh", ops.Sinh, nil, overflows),
		row("cosh", "cosh", ops.Cosh, nil, overflows),
		row("exp2", "exp2", ops.Exp2, nil, overflows),
		row("expm1", "expm1", ops.Expm1, nil, overflows),
		row("log2", "log2", ops.Log2, positive, nil),
		row("log10", "log10", ops.Log10, positive, nil),
		row("log1p", "log1p", ops.Log1p, aboveMinusOne, nil),
		row("cbrt", "cbrt", ops.Cbrt, nil, nil),
		row("", "erf", ops.Erf, nil, nil),
		row("", "erfc", ops.Erfc, nil, nil),
	}
}

// failsWhere raises where an operand of a function, or its size, has a relation to a number; nan has none.
func failsWhere(relation ir.Op, size bool, bound float64) domain {
	return mathDomain(func(l *Lowering, x *ir.Value) *ir.Value {
		if size {
			x = l.One(ops.Abs, x)
		}
		return l.One(ops.Not, l.One(relation, x, l.F(bound, dtype.F64)))
	})
}

var (
	withinOne     = failsWhere(ops.Gt, true, 1)
	belowOne      = failsWhere(ops.Ge, true, 1)
	fromOne       = failsWhere(ops.Lt, false, 1)
	aboveMinusOne = failsWhere(ops.Le, false, -1)
)

// elementary lists the elementary functions beside the commonest.
func elementary() []*Prim {
	var ps []*Prim
	for _, fn := range arcs() {
		ps = append(ps, mathPrim(fn.function))
		switch fn.np {
		case "":
			ps = append(ps, npUnary("scipy.special."+fn.name, fn.core, true))
		default:
			p := npUnary("np."+fn.np, fn.core, true)
			if fn.np != fn.name {
				p.Also = []string{"np." + fn.name}
			}
			ps = append(ps, p)
		}
	}
	return append(ps,
		floatBinary("np.arctan2", "Angle of the point (b, a); the derivative at (0, 0) is 0.", ops.Atan2, "np.atan2"),
		floatBinary("np.hypot", "√(a² + b²); the derivative at (0, 0) is 0.", ops.Hypot),
		floatBinary("np.copysign", "|a| with the sign of b; the derivative at 0 is 0.", ops.Copysign),
		changed(npBinary("np.fmod", "Remainder with the sign of the dividend.", ops.Fmod), func(c *CallInfo, d dtype.Type) (dtype.Type, error) {
			if d == dtype.Bool {
				return dtype.I8, nil
			}
			return d, nil
		}),
		changed(npBinary("np.gcd", "Greatest common divisor of ints.", ops.Gcd), func(c *CallInfo, d dtype.Type) (dtype.Type, error) {
			switch d.Class() {
			case dtype.Int, dtype.Uint:
				return d, nil
			}
			return d, Errorf(diag.BadOperand, -1, "np.gcd needs ints, not %s and %s", PyName(c.Args[0].T), PyName(c.Args[1].T))
		}),
		npTest("np.signbit", ops.Signbit),
		mathBinary("math.atan2", "y, x", "Angle of the point (x, y); the derivative at (0, 0) is 0.", ops.Atan2, nil),
		mathBinary("math.copysign", "x, y", "|x| with the sign of y; the derivative at 0 is 0.", ops.Copysign, nil),
		mathBinary("math.fmod", "x, y", "Remainder with the sign of the dividend.", ops.Fmod, func(l *Lowering, x, y *ir.Value) {
			bad := l.One(ops.Or, l.One(ops.IsInf, x), l.One(ops.Eq, y, l.F(0, dtype.F64)))
			nan := l.One(ops.Or, l.One(ops.IsNan, x), l.One(ops.IsNan, y))
			l.Check(l.One(ops.Or, nan, l.One(ops.Not, bad)), "ValueError", "math domain error")
		}),
	)
}

// floatBinary is a function of two numbers that gives floats.
func floatBinary(name, doc string, core ir.Op, also ...string) *Prim {
	p := npBinary(name, doc, core)
	p.Also = also
	return changed(p, func(_ *CallInfo, d dtype.Type) (dtype.Type, error) { return floatOf(Number{DType: d}), nil })
}

// changed gives the result of a primitive another element type.
func changed(p *Prim, to func(*CallInfo, dtype.Type) (dtype.Type, error)) *Prim {
	promoted := p.Type
	p.Type = func(c *CallInfo) (types.Type, error) {
		t, err := promoted(c)
		if err != nil {
			return nil, err
		}
		a := t.(types.Array)
		a.DType, err = to(c, a.DType)
		return a, err
	}
	return p
}

// mathBinary is a function of module math of two numbers.
func mathBinary(name, sig, doc string, core ir.Op, domain domain) *Prim {
	return &Prim{Name: name, Sig: sig, Doc: doc, Type: floats(name), Lower: func(l *Lowering) []*ir.Value {
		x, y := l.Cast(l.Leaf(0), dtype.F64), l.Cast(l.Leaf(1), dtype.F64)
		if domain != nil {
			domain(l, x, y)
		}
		return []*ir.Value{l.One(core, x, y)}
	}}
}
