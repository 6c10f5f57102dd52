package typed

import (
	"math"
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Arithmetic lists the operators on numbers and arrays, and those of + and *
// on strings.
func Arithmetic() []*Prim {
	return slices.Concat(
		withUfunc(binary("+", ops.Add, foldAdd), "np.add"),
		withUfunc(binary("-", ops.Sub, foldInts(func(a, b int64) (int64, bool) {
			c := a - b
			return c, (c < a) == (b > 0)
		}, func(a, b float64) float64 { return a - b })), "np.subtract"),
		withUfunc(binary("*", ops.Mul, foldInts(mulInts, func(a, b float64) float64 { return a * b })), "np.multiply"),
		withUfunc(&Prim{Name: "op./", Sig: "a, b", Doc: "True division.", Type: divType, Lower: lowerDiv, Fold: foldDiv},
			"np.divide", "np.true_divide"),
		withUfunc(&Prim{Name: "op.//", Sig: "a, b", Doc: "Floor division.",
			Type: arithType("//", false), Lower: lowerFloor(ops.FloorDiv, "integer division or modulo by zero", "float floor division by zero"),
			Fold: foldInts(floorDiv, nil)}, "np.floor_divide"),
		withUfunc(&Prim{Name: "op.%", Sig: "a, b", Doc: "Remainder with the sign of the divisor.",
			Type: arithType("%", false), Lower: lowerFloor(ops.Mod, "integer modulo by zero", "float modulo"),
			Fold: foldInts(floorMod, nil)}, "np.mod", "np.remainder"),
		withUfunc(unaryOp("neg", ops.Neg, func(x int64) int64 { return -x }, func(x float64) float64 { return -x }), "np.negative"),
		withUfunc(unaryOp("pos", nil, func(x int64) int64 { return x }, func(x float64) float64 { return x }), "np.positive"),
		withUfunc(&Prim{Name: "op.invert", Sig: "a", Doc: "Bitwise not.", Type: bitsType1, Lower: lowerInvert}, "np.invert", "np.bitwise_not", "np.bitwise_invert"),
		withUfunc(bits("&", ops.And), "np.bitwise_and"), withUfunc(bits("|", ops.Or), "np.bitwise_or"), withUfunc(bits("^", ops.Xor), "np.bitwise_xor"),
		withUfunc(shift("<<", ops.Shl), "np.left_shift", "np.bitwise_left_shift"), withUfunc(shift(">>", ops.Shr), "np.right_shift", "np.bitwise_right_shift"),
	)
}

// twoNumbers views both arguments as numbers.
func twoNumbers(c *CallInfo, op string) (Number, Number, *Error) {
	a, ok1 := AsNumber(c.Args[0].T)
	b, ok2 := AsNumber(c.Args[1].T)
	if !ok1 || !ok2 {
		return a, b, unsupported(op, c.Args[0].T, c.Args[1].T)
	}
	return a, b, nil
}

func unsupported(op string, a, b types.Type) *Error {
	if op == "%" && a == types.Str {
		return Limitf(diag.NotProvided, -1, "%% of a string, which formats, is not taken yet").WithHelp("an f-string formats values")
	}
	return Errorf(diag.BadOperand, -1, "unsupported operand type(s) for %s: '%s' and '%s'", op, PyName(a), PyName(b)).
		WithHelp("%s", operandHelp(op, a, b))
}

// arithType is the result type of an arithmetic operator: promoted and
// broadcast; Python's bools count as ints.
func arithType(op string, boolOK bool) func(c *CallInfo) (types.Type, error) {
	return func(c *CallInfo) (types.Type, error) {
		if op == "+" && c.Args[0].T == types.Str && c.Args[1].T == types.Str {
			return types.Str, nil
		}
		if op == "*" && (c.Args[0].T == types.Str && IsIndex(c.Args[1].T) || IsIndex(c.Args[0].T) && c.Args[1].T == types.Str) {
			return types.Str, nil
		}
		a, b, err := twoNumbers(c, op)
		if err != nil {
			return nil, err
		}
		d, err := Promote(a, b)
		if err != nil {
			return nil, err
		}
		if op == "-" && d == dtype.Bool && !(a.Py && b.Py) {
			return nil, Errorf(diag.BadOperand, -1, "numpy boolean subtract, the `-` operator, is not supported").WithHelp("^ tells which of two bools differ")
		}
		if d == dtype.Bool && (a.Py && b.Py || !boolOK) {
			d = boolsAsInts(a, b)
		}
		return resultType(a, b, d)
	}
}

// boolsAsInts is the element type of bools where they count as ints: NumPy takes the least one.
func boolsAsInts(a, b Number) dtype.Type {
	if a.Py && b.Py {
		return dtype.I64
	}
	return dtype.I8
}

// resultType broadcasts the shapes of two numbers.
func resultType(a, b Number, d dtype.Type) (types.Type, error) {
	if a.Py && b.Py {
		return types.PyType(d), nil
	}
	dims, err := BroadcastDims(a.Dims, b.Dims)
	if err != nil {
		return nil, err
	}
	return types.Array{DType: d, Dims: dims}, nil
}

// resDType is the element type of the result.
func (l *Lowering) resDType() dtype.Type {
	n, _ := AsNumber(l.Res)
	return n.DType
}

// operands casts and broadcasts the two arguments to element type d.
func (l *Lowering) operands(d dtype.Type) (*ir.Value, *ir.Value) {
	vs := l.Broadcast(l.As(0, d), l.As(1, d))
	return vs[0], vs[1]
}

func binary(op string, core ir.Op, fold func(*CallInfo) (any, bool)) *Prim {
	return &Prim{Name: "op." + op, Sig: "a, b", Doc: "Python's " + op + ".",
		Type: arithType(op, op != "-"), Fold: fold,
		Lower: func(l *Lowering) []*ir.Value {
			if l.Res == types.Str {
				return l.stringOp(op)
			}
			a, b := l.operands(l.resDType())
			if l.resDType() == dtype.Bool {
				return []*ir.Value{l.One(map[string]ir.Op{"+": ops.Or, "*": ops.And}[op], a, b)}
			}
			if l.Res == types.Int {
				return []*ir.Value{l.checkedInt(op, core, a, b)}
			}
			return []*ir.Value{l.One(core, a, b)}
		}}
}

// checkedInt is Python's int arithmetic in 64 bits: overflow raises.
func (l *Lowering) checkedInt(op string, core ir.Op, a, b *ir.Value) *ir.Value {
	c := l.One(core, a, b)
	ok := l.One(ops.NoOverflow(op), a, b)
	l.Check(ok, "OverflowError", "int too large for 64 bits: {0} "+op+" {1}", a, b)
	return c
}

func (l *Lowering) stringOp(op string) []*ir.Value {
	if op == "+" {
		return []*ir.Value{l.One(ops.StrConcat{}, l.Leaf(0), l.Leaf(1))}
	}
	s, n := l.Leaf(0), l.Leaf(1)
	if l.Args[1].T == types.Str {
		s, n = n, s
	}
	n = l.One(ops.Maximum, l.Int(n), l.I64(0))
	l.Check(l.One(ops.FitsMul, l.One(ops.StrLen{}, s), n), "OverflowError", "repeated string is too long")
	return []*ir.Value{l.One(ops.StrRepeat{}, s, n)}
}

func divType(c *CallInfo) (types.Type, error) {
	a, b, err := twoNumbers(c, "/")
	if err != nil {
		return nil, err
	}
	d, err := Promote(a, b)
	if err != nil {
		return nil, err
	}
	if !d.IsFloat() {
		d = dtype.F64
	}
	return resultType(a, b, d)
}

func lowerDiv(l *Lowering) []*ir.Value {
	a, b := l.operands(l.resDType())
	if l.Res == types.Float {
		l.Check(l.One(ops.Ne, b, l.F(0, dtype.F64)), "ZeroDivisionError", l.divMessage())
	}
	return []*ir.Value{l.One(ops.Div, a, b)}
}

// divMessage is Python 3.11's: it tells ints from floats.
func (l *Lowering) divMessage() string {
	if l.Args[0].T == types.Float || l.Args[1].T == types.Float {
		return "float division by zero"
	}
	return "division by zero"
}

// lowerFloor lowers // and %: Python's numbers raise on zero, NumPy's do not.
func lowerFloor(core ir.Op, intMsg, floatMsg string) func(l *Lowering) []*ir.Value {
	return func(l *Lowering) []*ir.Value {
		d := l.resDType()
		a, b := l.operands(d)
		switch l.Res {
		case types.Int:
			l.Check(l.One(ops.Ne, b, l.I64(0)), "ZeroDivisionError", intMsg)
			if core == ir.Op(ops.FloorDiv) {
				wraps := l.One(ops.And, l.One(ops.Eq, a, l.I64(math.MinInt64)), l.One(ops.Eq, b, l.I64(-1)))
				l.Check(l.One(ops.Not, wraps), "OverflowError", "int too large for 64 bits: {0} // {1}", a, b)
			}
		case types.Float:
			l.Check(l.One(ops.Ne, b, l.F(0, d)), "ZeroDivisionError", floatMsg)
		}
		return []*ir.Value{l.One(core, a, b)}
	}
}

func unaryOp(name string, core ir.Op, ints func(int64) int64, floats func(float64) float64) *Prim {
	return &Prim{Name: "op." + name, Sig: "a", Doc: "Unary " + name + ".",
		Type: func(c *CallInfo) (types.Type, error) {
			n, ok := AsNumber(c.Args[0].T)
			if !ok || n.DType == dtype.Bool && !n.Py {
				return nil, Errorf(diag.BadOperand, 0, "bad operand type for unary %s: '%s'", map[string]string{"neg": "-", "pos": "+"}[name], PyName(c.Args[0].T))
			}
			if n.DType == dtype.Bool {
				return types.Int, nil
			}
			return c.Args[0].T, nil
		},
		Fold: func(c *CallInfo) (any, bool) {
			switch x := c.Args[0].Known.(type) {
			case int64:
				return ints(x), x != math.MinInt64
			case float64:
				return floats(x), true
			}
			return nil, false
		},
		Lower: func(l *Lowering) []*ir.Value {
			x := l.Cast(l.Leaf(0), l.resDType())
			if core == nil {
				return []*ir.Value{x}
			}
			if l.Res == types.Int {
				l.Check(l.One(ops.Ne, x, l.I64(math.MinInt64)), "OverflowError", "int too large for 64 bits: -({0})", x)
			}
			return []*ir.Value{l.One(core, x)}
		}}
}

func bitsType1(c *CallInfo) (types.Type, error) {
	n, ok := AsNumber(c.Args[0].T)
	if !ok || n.DType.IsFloat() {
		return nil, Errorf(diag.BadOperand, 0, "bad operand type for unary ~: '%s'", PyName(c.Args[0].T))
	}
	if n.Py {
		return types.Int, nil
	}
	return c.Args[0].T, nil
}

func lowerInvert(l *Lowering) []*ir.Value {
	return []*ir.Value{l.One(ops.Not, l.Cast(l.Leaf(0), l.resDType()))}
}

func bitsType(op string, keepBool bool) func(c *CallInfo) (types.Type, error) {
	return func(c *CallInfo) (types.Type, error) {
		a, b, err := twoNumbers(c, op)
		if err != nil {
			return nil, err
		}
		d, err := Promote(a, b)
		if err != nil {
			return nil, err
		}
		if d.IsFloat() {
			return nil, unsupported(op, c.Args[0].T, c.Args[1].T)
		}
		if d == dtype.Bool && !keepBool {
			d = boolsAsInts(a, b)
		}
		return resultType(a, b, d)
	}
}

func bits(op string, core ir.Op) *Prim {
	return &Prim{Name: "op." + op, Sig: "a, b", Doc: "Bitwise " + op + ".", Type: bitsType(op, true),
		Lower: func(l *Lowering) []*ir.Value {
			a, b := l.operands(l.resDType())
			return []*ir.Value{l.One(core, a, b)}
		}}
}

func shift(op string, core ir.Op) *Prim {
	return &Prim{Name: "op." + op, Sig: "a, b", Doc: "Shift " + op + ".", Type: bitsType(op, false),
		Lower: func(l *Lowering) []*ir.Value {
			a, b := l.operands(l.resDType())
			if l.Res != types.Int {
				return []*ir.Value{l.One(core, a, b)}
			}
			l.Check(l.One(ops.Ge, b, l.I64(0)), "ValueError", "negative shift count")
			c := l.One(core, a, b)
			if op == "<<" {
				l.Check(l.One(ops.Eq, l.One(ops.Shr, c, b), a), "OverflowError", "int too large for 64 bits: {0} << {1}", a, b)
			}
			return []*ir.Value{c}
		}}
}

// foldInts folds two known ints, or two known numbers if floats is given.
func foldInts(ints func(a, b int64) (int64, bool), floats func(a, b float64) float64) func(*CallInfo) (any, bool) {
	return func(c *CallInfo) (any, bool) {
		a, ok1 := c.Args[0].Known.(int64)
		b, ok2 := c.Args[1].Known.(int64)
		if ok1 && ok2 {
			r, ok := ints(a, b)
			return r, ok
		}
		x, ok1 := knownFloat(c.Args[0].Known)
		y, ok2 := knownFloat(c.Args[1].Known)
		if ok1 && ok2 && floats != nil {
			return floats(x, y), true
		}
		return nil, false
	}
}

func knownFloat(k any) (float64, bool) {
	switch k := k.(type) {
	case int64:
		return float64(k), true
	case float64:
		return k, true
	}
	return 0, false
}

func foldAdd(c *CallInfo) (any, bool) {
	if a, ok := c.Args[0].Known.(string); ok {
		b, ok := c.Args[1].Known.(string)
		return a + b, ok
	}
	return foldInts(func(a, b int64) (int64, bool) {
		s := a + b
		return s, (s > a) == (b > 0)
	}, func(a, b float64) float64 { return a + b })(c)
}

func foldDiv(c *CallInfo) (any, bool) {
	x, ok1 := knownFloat(c.Args[0].Known)
	y, ok2 := knownFloat(c.Args[1].Known)
	return x / y, ok1 && ok2 && y != 0
}

func mulInts(a, b int64) (int64, bool) {
	if a == 0 || b == 0 {
		return 0, true
	}
	c := a * b
	return c, c/b == a && !(a == -1 && b == math.MinInt64) && !(b == -1 && a == math.MinInt64)
}

func floorDiv(a, b int64) (int64, bool) {
	if b == 0 || b == -1 && a == math.MinInt64 {
		return 0, false
	}
	q := a / b
	if a%b != 0 && (a < 0) != (b < 0) {
		q--
	}
	return q, true
}

func floorMod(a, b int64) (int64, bool) {
	if b == 0 {
		return 0, false
	}
	r := a % b
	if r != 0 && (r < 0) != (b < 0) {
		r += b
	}
	return r, true
}
