package typed

import (
	"math"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// domain says where math.f raises ValueError or OverflowError; NumPy gives nan or inf
// there.
type domain func(l *Lowering, x, y *ir.Value)

// function is a row of the table of elementary functions: one core op serves
// math.f on Python's floats and np.f on arrays.
type function struct {
	name   string
	core   ir.Op
	go_    func(float64) float64
	domain domain // of the operand, before
	result domain // of the result, after
	np     bool
	py     bool
}

func functions() []function {
	return []function{
		{"exp", ops.Exp, nil, nil, overflows, true, true},
		{"log", ops.Log, nil, positive, nil, true, false},
		{"sin", ops.Sin, nil, finite, nil, true, true},
		{"cos", ops.Cos, nil, finite, nil, true, true},
		{"tan", ops.Tan, nil, finite, nil, true, true},
		{"tanh", ops.Tanh, nil, nil, nil, true, true},
		{"sqrt", ops.Sqrt, math.Sqrt, notNegative, nil, true, true},
	}
}

func mathDomain(cond func(l *Lowering, x *ir.Value) *ir.Value) domain {
	return func(l *Lowering, x, y *ir.Value) { l.Check(cond(l, x), "ValueError", "math domain error") }
}

var positive = mathDomain(func(l *Lowering, x *ir.Value) *ir.Value {
	return l.One(ops.Not, l.One(ops.Le, x, l.F(0, dtype.F64)))
})

var notNegative = mathDomain(func(l *Lowering, x *ir.Value) *ir.Value {
	return l.One(ops.Not, l.One(ops.Lt, x, l.F(0, dtype.F64)))
})

var finite = mathDomain(func(l *Lowering, x *ir.Value) *ir.Value { return l.One(ops.Not, l.One(ops.IsInf, x)) })

func overflows(l *Lowering, x, y *ir.Value) {
	ok := l.One(ops.Or, l.One(ops.Not, l.One(ops.IsInf, y)), l.One(ops.IsInf, x))
	l.Check(ok, "OverflowError", "math range error")
}

// Numeric lists the elementary functions of math and NumPy.
func Numeric() []*Prim {
	var ps []*Prim
	for _, fn := range functions() {
		if fn.py {
			ps = append(ps, mathPrim(fn))
		}
		ps = append(ps, npUnary("np."+fn.name, fn.core, true))
	}
	ps = append(ps, elementary()...)
	ps = append(ps, withUfunc(&Prim{Name: "op.**", Sig: "a, b", Doc: "Power.", Type: powType, Lower: lowerPow, Fold: foldPow}, "np.power", "np.pow")...)
	ps = append(ps, withUfunc(&Prim{Name: "abs", Sig: "x", Doc: "Absolute value; the derivative at 0 is 0.", Type: absType, Lower: lowerAbs}, "np.abs", "np.absolute")...)
	return append(ps,
		&Prim{Name: "math.log", Sig: "x, base=None", Doc: "Natural logarithm, or that to a base.", Type: floats("math.log"), Lower: lowerLog},
		&Prim{Name: "math.pow", Sig: "x, y", Doc: "x to the power y, as floats.", Type: floats("math.pow"), Lower: func(l *Lowering) []*ir.Value {
			return []*ir.Value{l.floatPow(l.Cast(l.Leaf(0), dtype.F64), l.Cast(l.Leaf(1), dtype.F64), powErrors{
				"ValueError", "math domain error", "math domain error", "math range error",
			})}
		}},
		&Prim{Name: "math.floor", Sig: "x", Doc: "The largest int not above x.", Type: floatToInt("math.floor"), Lower: toInt(ops.Floor)},
		&Prim{Name: "math.ceil", Sig: "x", Doc: "The smallest int not below x.", Type: floatToInt("math.ceil"), Lower: toInt(ops.Ceil)},
		&Prim{Name: "math.trunc", Sig: "x", Doc: "x towards zero.", Type: floatToInt("math.trunc"), Lower: toInt(ops.Trunc)},
		&Prim{Name: "math.fabs", Sig: "x", Doc: "|x| as a float.", Type: floats("math.fabs"), Lower: func(l *Lowering) []*ir.Value {
			return []*ir.Value{l.One(ops.Abs, l.Cast(l.Leaf(0), dtype.F64))}
		}},
		&Prim{Name: "math.isnan", Sig: "x", Doc: "Whether x is nan.", Type: fixed(types.Bool), Lower: floatTest(ops.IsNan)},
		&Prim{Name: "math.isinf", Sig: "x", Doc: "Whether x is infinite.", Type: fixed(types.Bool), Lower: floatTest(ops.IsInf)},
		npUnary("np.floor", ops.Floor, false), npUnary("np.ceil", ops.Ceil, false), npUnary("np.trunc", ops.Trunc, false), npUnary("np.rint", ops.Rint, true),
		&Prim{Name: "np.sign", Sig: "x", Doc: "Sign; the derivative is 0.", Type: sameNumber("np.sign"), Lower: lowerOps(ops.Sign)},
		&Prim{Name: "np.square", Sig: "x", Doc: "x * x.", Type: squareType, Lower: func(l *Lowering) []*ir.Value {
			x := l.Cast(l.Leaf(0), l.resDType())
			return []*ir.Value{l.One(ops.Mul, x, x)}
		}},
		npTest("np.isnan", ops.IsNan), npTest("np.isinf", ops.IsInf),
		npBinary("np.maximum", "np.maximum, elementwise; nan wins; ties share the derivative.", ops.Maximum),
		npBinary("np.minimum", "np.minimum, elementwise; nan wins; ties share the derivative.", ops.Minimum),
		pyExtreme("py.max", ops.Gt), pyExtreme("py.min", ops.Lt),
		&Prim{Name: "np.where", Sig: "c, a, b", Doc: "a where c holds, else b.", Type: whereType, Lower: lowerWhere},
		&Prim{Name: "np.clip", Method: "clip", On: "array", Sig: "x, a, b", Doc: "x brought between a and b.", Type: clipType, Lower: lowerClip},
		&Prim{Name: "np.round", Also: []string{"np.around"}, Method: "round", On: "array", Sig: "x, decimals!=0", Doc: "Rounding half to even to decimals.", Type: npRoundType, Lower: lowerNpRound},
		&Prim{Name: "round", Sig: "x, n=None", Doc: "Rounding half to even.", Type: roundType, Lower: lowerRound},
		&Prim{Name: "myia.stop_gradient", Sig: "x", Doc: "x, a value of any type, with derivative 0.", Type: func(c *CallInfo) (types.Type, error) { return c.Args[0].T, nil }, Lower: lowerOps(ops.GradientStop{})},
	)
}

// mathHelp says what there is for an argument of a function of module math.
func mathHelp(name string, t types.Type) string {
	if _, ok := t.(types.Array); ok {
		return strings.Replace(name, "math.", "np.", 1) + " takes arrays"
	}
	if t == types.Str {
		return "float makes a number of a string"
	}
	return ""
}

// floats: every argument is a number, the result a float.
func floats(name string) func(*CallInfo) (types.Type, error) {
	return func(c *CallInfo) (types.Type, error) {
		for i, a := range c.Args {
			if a.T == types.None && i > 0 { // an optional argument
				continue
			}
			if n, ok := AsNumber(a.T); !ok || len(n.Dims) > 0 {
				return nil, Errorf(diag.BadOperand, i, "%s: must be real number, not %s", name, PyName(a.T)).WithHelp("%s", mathHelp(name, a.T))
			}
		}
		return types.Float, nil
	}
}

func mathPrim(fn function) *Prim {
	return &Prim{Name: "math." + fn.name, Sig: "x", Doc: fn.name + " of a float.", Type: floats("math." + fn.name),
		Lower: func(l *Lowering) []*ir.Value {
			x := l.Cast(l.Leaf(0), dtype.F64)
			if fn.domain != nil {
				fn.domain(l, x, nil)
			}
			y := l.One(fn.core, x)
			if fn.result != nil {
				fn.result(l, x, y)
			}
			return []*ir.Value{y}
		}}
}

// floatOf is the element type that NumPy's float functions give: the least float
// with the values of a NumPy number, which is what ints and float16 have in common.
func floatOf(n Number) dtype.Type {
	if n.DType.IsFloat() {
		return n.DType
	}
	d, _ := dtype.Promote(n.DType, dtype.F16)
	return d
}

// npUnary applies a function elementwise; integers and bools become f64 if
// float, else they stay what they are.
func npUnary(name string, core ir.Op, float bool) *Prim {
	return &Prim{Name: name, Sig: "x", Doc: name + ", elementwise.", Type: func(c *CallInfo) (types.Type, error) {
		n, ok := AsNumber(c.Args[0].T)
		if !ok {
			return nil, notNumeric(name, 0, c.Args[0].T)
		}
		d := floatOf(n)
		if !float {
			d = n.DType
		}
		return types.Array{DType: d, Dims: n.Dims}, nil
	}, Lower: func(l *Lowering) []*ir.Value {
		x := l.Cast(l.Leaf(0), l.resDType())
		if !l.resDType().IsFloat() {
			return []*ir.Value{x}
		}
		return []*ir.Value{l.One(core, x)}
	}}
}

// squareType is that of x * x, of bools as ints.
func squareType(c *CallInfo) (types.Type, error) {
	n, ok := AsNumber(c.Args[0].T)
	if !ok {
		return nil, notNumeric("np.square", 0, c.Args[0].T)
	}
	if n.Py = false; n.DType == dtype.Bool {
		n.DType = boolsAsInts(n, n)
	}
	return n.Type(n.DType), nil
}

func notNumeric(name string, i int, t types.Type) *Error {
	return Errorf(diag.BadOperand, i, "%s needs a number or an array, not %s", name, PyName(t))
}

func lowerLog(l *Lowering) []*ir.Value {
	log := func(v *ir.Value) *ir.Value {
		x := l.Cast(v, dtype.F64)
		positive(l, x, nil)
		return l.One(ops.Log, x)
	}
	y := log(l.Leaf(0))
	if l.Args[1].T == types.None {
		return []*ir.Value{y}
	}
	b := log(l.Leaf(1))
	l.Check(l.One(ops.Ne, b, l.F(0, dtype.F64)), "ZeroDivisionError", "float division by zero")
	return []*ir.Value{l.One(ops.Div, y, b)}
}

// allTrue reduces a bool scalar or array.
func (l *Lowering) allTrue(v *ir.Value) *ir.Value {
	rank := len(types.DimsOf(v.Type))
	if rank == 0 {
		return v
	}
	axes := make([]int, rank)
	for i := range axes {
		axes[i] = i
	}
	return l.One(ops.Reduce{Kind: "min", Axes: axes}, v)
}

func floatToInt(name string) func(*CallInfo) (types.Type, error) {
	f := floats(name)
	return func(c *CallInfo) (types.Type, error) {
		if _, err := f(c); err != nil {
			return nil, err
		}
		return types.Int, nil
	}
}

func toInt(core ir.Op) func(l *Lowering) []*ir.Value {
	return func(l *Lowering) []*ir.Value {
		if d, _ := types.ElemDType(l.Leaf(0).Type); !d.IsFloat() {
			return []*ir.Value{l.Int(l.Leaf(0))}
		}
		inner := *l.CallInfo
		inner.Args = []Arg{{T: types.Float, Leaves: []*ir.Value{l.One(core, l.Cast(l.Leaf(0), dtype.F64))}}}
		return lowerInt(&Lowering{CallInfo: &inner, B: l.B, Res: types.Int})
	}
}

func floatTest(core ir.Op) func(l *Lowering) []*ir.Value {
	return func(l *Lowering) []*ir.Value { return []*ir.Value{l.One(core, l.Cast(l.Leaf(0), dtype.F64))} }
}

func npTest(name string, core ir.Op) *Prim {
	return &Prim{Name: name, Sig: "x", Doc: name + ", elementwise.", Type: func(c *CallInfo) (types.Type, error) {
		n, ok := AsNumber(c.Args[0].T)
		if !ok {
			return nil, notNumeric(name, 0, c.Args[0].T)
		}
		return types.Array{DType: dtype.Bool, Dims: n.Dims}, nil
	}, Lower: func(l *Lowering) []*ir.Value {
		x := l.Leaf(0)
		if d, _ := types.ElemDType(x.Type); !d.IsFloat() {
			x = l.Cast(x, dtype.F64)
		}
		return []*ir.Value{l.One(core, x)}
	}}
}

func absType(c *CallInfo) (types.Type, error) {
	n, ok := AsNumber(c.Args[0].T)
	if !ok {
		return nil, Errorf(diag.BadOperand, 0, "bad operand type for abs(): '%s'", PyName(c.Args[0].T))
	}
	if n.Py && n.DType == dtype.Bool {
		return types.Int, nil
	}
	return c.Args[0].T, nil
}

func lowerAbs(l *Lowering) []*ir.Value {
	x := l.Cast(l.Leaf(0), l.resDType())
	if l.resDType() == dtype.Bool {
		return []*ir.Value{x}
	}
	if l.Res == types.Int {
		l.Check(l.One(ops.Ne, x, l.I64(math.MinInt64)), "OverflowError", "int too large for 64 bits: abs({0})", x)
	}
	return []*ir.Value{l.One(ops.Abs, x)}
}

func sameNumber(name string) func(*CallInfo) (types.Type, error) {
	return func(c *CallInfo) (types.Type, error) {
		n, ok := AsNumber(c.Args[0].T)
		if !ok || n.DType == dtype.Bool && name == "np.sign" {
			return nil, notNumeric(name, 0, c.Args[0].T)
		}
		if n.Py && name == "np.sign" {
			return types.Array{DType: n.DType}, nil
		}
		return c.Args[0].T, nil
	}
}

// npBinary applies a function of two numbers elementwise.
func npBinary(name, doc string, core ir.Op) *Prim {
	return &Prim{Name: name, Sig: "a, b", Doc: doc,
		Type: func(c *CallInfo) (types.Type, error) {
			a, b, err := twoNumbers(c, name)
			if err != nil {
				return nil, err
			}
			d, err := Promote(a, b)
			if err != nil {
				return nil, err
			}
			if a.Py && b.Py {
				return types.Array{DType: d}, nil
			}
			return resultType(a, b, d)
		},
		Lower: func(l *Lowering) []*ir.Value {
			a, b := l.operands(l.resDType())
			return []*ir.Value{l.One(core, a, b)}
		}}
}

// pyExtreme is Python's max and min of two numbers: the first wins at ties and
// where a comparison with nan is false, but ties share the derivative.
func pyExtreme(name string, better ir.Op) *Prim {
	core := map[string]ir.Op{"py.max": ops.PyMax, "py.min": ops.PyMin}[name]
	return &Prim{Name: name, Sig: "a, b", Doc: "Python's " + name[3:] + " of two numbers; ties share the derivative.",
		Type: func(c *CallInfo) (types.Type, error) {
			a, b, err := twoNumbers(c, name)
			if err != nil {
				return nil, err
			}
			d, err := Promote(a, b)
			if err != nil {
				return nil, err
			}
			return resultType(a, b, d)
		},
		Fold: func(c *CallInfo) (any, bool) {
			a, ok1 := c.Args[0].Known.(int64)
			b, ok2 := c.Args[1].Known.(int64)
			if name == "py.max" {
				return max(a, b), ok1 && ok2
			}
			return min(a, b), ok1 && ok2
		},
		Lower: func(l *Lowering) []*ir.Value {
			a, b := l.operands(l.resDType())
			return []*ir.Value{l.One(core, a, b)}
		}}
}

func roundType(c *CallInfo) (types.Type, error) {
	n, ok := AsNumber(c.Args[0].T)
	if !ok || len(n.Dims) > 0 {
		return nil, Errorf(diag.BadOperand, 0, "type %s doesn't define __round__ method", PyName(c.Args[0].T))
	}
	if k := c.Args[1].T; k != types.None && !IsIndex(k) {
		return nil, Errorf(diag.NotAnInteger, 1, "round() needs an int as the number of digits, not %s", PyName(k))
	}
	if _, numpy := c.Args[0].T.(types.Array); c.Args[1].T == types.None || !n.DType.IsFloat() && !numpy {
		return types.Int, nil
	}
	return c.Args[0].T, nil
}

func lowerRound(l *Lowering) []*ir.Value {
	x := l.Leaf(0)
	d, _ := types.ElemDType(x.Type)
	if l.Args[1].T == types.None {
		if d.IsFloat() {
			return toInt(ops.Rint)(l)
		}
		return []*ir.Value{l.Int(x)}
	}
	digits := l.Int(l.Leaf(1))
	_, numpy := l.Args[0].T.(types.Array)
	if d.IsFloat() {
		return []*ir.Value{l.One(ops.Round{NumPy: numpy}, x, digits)}
	}
	x = l.Int(x)
	y := l.One(ops.Round{}, x, digits)
	zero := l.I64(0)
	above, below := l.One(ops.And, l.One(ops.Gt, x, zero), l.One(ops.Lt, y, zero)), l.One(ops.And, l.One(ops.Lt, x, zero), l.One(ops.Gt, y, zero))
	l.Check(l.One(ops.Not, l.One(ops.Or, above, below)), "OverflowError", "int too large for 64 bits: round({0}, {1})", x, digits)
	return []*ir.Value{l.Cast(y, l.resDType())}
}

// npRoundType: the type of the argument, ints included.
func npRoundType(c *CallInfo) (types.Type, error) {
	n, ok := AsNumber(c.Args[0].T)
	if !ok || n.DType == dtype.Bool {
		return nil, notNumeric("np.round", 0, c.Args[0].T)
	}
	if _, ok := c.Args[1].Known.(int64); !ok {
		return nil, Errorf(diag.NotAnInteger, 1, "np.round() needs an int as the number of digits, not %s", PyName(c.Args[1].T))
	}
	return types.Array{DType: n.DType, Dims: n.Dims}, nil
}

// lowerNpRound rounds x * 10**decimals.
func lowerNpRound(l *Lowering) []*ir.Value {
	x, d := l.Leaf(0), l.resDType()
	k, _ := l.Args[1].Known.(int64)
	if !d.IsFloat() && k >= 0 {
		return []*ir.Value{x}
	}
	work := d
	if !d.IsFloat() {
		work = dtype.F64
	}
	x = l.Cast(x, work)
	if k == 0 {
		return []*ir.Value{l.One(ops.Rint, x)}
	}
	first, last := ops.Mul, ops.Div
	if k < 0 {
		first, last = ops.Div, ops.Mul
	}
	vs := l.Broadcast(x, l.Number(math.Pow10(int(min(max(k, -k), 400))), work))
	x = l.One(last, l.One(ops.Rint, l.One(first, vs...)), vs[1])
	return []*ir.Value{l.Cast(x, d)}
}
