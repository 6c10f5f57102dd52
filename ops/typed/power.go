package typed

import (
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// powType: int ** int is an int; whether a negative known exponent makes it a
// float is known from the constant.
func powType(c *CallInfo) (types.Type, error) {
	a, b, err := twoNumbers(c, "** or pow()")
	if err != nil {
		return nil, err
	}
	d, err := Promote(a, b)
	if err != nil {
		return nil, err
	}
	if d == dtype.Bool {
		d = boolsAsInts(a, b)
	}
	if k, ok := c.Args[1].Known.(int64); ok && k < 0 && a.Py && b.Py {
		d = dtype.F64
	}
	return resultType(a, b, d)
}

func lowerPow(l *Lowering) []*ir.Value {
	d := l.resDType()
	a, b := l.operands(d)
	switch {
	case l.Res == types.Int:
		l.Check(l.One(ops.Ge, b, l.I64(0)), "ValueError", "an int to the negative power {1} is a float: write float(a) ** b", a, b)
		l.Check(l.One(ops.NoOverflow("**"), a, b), "OverflowError", "int too large for 64 bits: {0} ** {1}", a, b)
	case l.Res == types.Float:
		return []*ir.Value{l.floatPow(a, b, powErrors{
			"ZeroDivisionError", "0.0 cannot be raised to a negative power",
			"negative number cannot be raised to a fractional power", "(34, 'Numerical result out of range')",
		})}
	case l.Prim.Name == "op.**" && d.IsFloat() && l.Args[1].Known == 0.5 && len(types.DimsOf(l.Res)) > 0:
		return []*ir.Value{l.One(ops.Sqrt, a)} // as NumPy: -0.0 stays, -inf gives nan
	case d.Class() == dtype.Int:
		ok := l.One(ops.Ge, b, l.Broadcast(b, l.Number(0, d))[1])
		l.Check(l.allTrue(ok), "ValueError", "Integers to negative integer powers are not allowed.")
	}
	return []*ir.Value{l.One(ops.Pow, a, b)}
}

// powErrors are the words for 0 to a negative power, of the class zeroClass; for a negative base to a fractional power, a
// ValueError; and for overflow, an OverflowError.
type powErrors struct{ zeroClass, zero, fraction, overflow string }

// floatPow is Python's float power.
func (l *Lowering) floatPow(a, b *ir.Value, e powErrors) *ir.Value {
	zero := l.F(0, dtype.F64)
	bad := l.One(ops.And, l.One(ops.Eq, a, zero), l.One(ops.And, l.One(ops.Lt, b, zero), l.One(ops.Not, l.One(ops.IsInf, b))))
	l.Check(l.One(ops.Not, bad), e.zeroClass, e.zero)
	whole := l.One(ops.Or, l.One(ops.Eq, l.One(ops.Floor, b), b), l.One(ops.Or, l.One(ops.IsInf, a), l.One(ops.IsNan, b)))
	ok := l.One(ops.Or, l.One(ops.Not, l.One(ops.Lt, a, zero)), whole)
	l.Check(ok, "ValueError", e.fraction)
	y := l.One(ops.Pow, a, b)
	fine := l.One(ops.Or, l.One(ops.Not, l.One(ops.IsInf, y)), l.One(ops.Or, l.One(ops.IsInf, a), l.One(ops.IsInf, b)))
	l.Check(fine, "OverflowError", e.overflow)
	return y
}

func foldPow(c *CallInfo) (any, bool) {
	a, ok1 := c.Args[0].Known.(int64)
	b, ok2 := c.Args[1].Known.(int64)
	if !ok1 || !ok2 || b < 0 {
		return nil, false
	}
	r, ok := int64(1), true
	for i := int64(0); i < b && ok && i < 64; i++ {
		r, ok = mulInts(r, a)
	}
	return r, ok && b < 64
}
