package typed

import (
	"math/big"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Comparisons lists comparisons, logic and truth.
func Comparisons() []*Prim {
	ps := []*Prim{
		{Name: "bool", Sig: "x", Doc: "Truth value.", Type: truthType, Lower: lowerTruth, Fold: foldTruth},
		{Name: "bool.not", Sig: "x", Doc: "Negation of a bool.", Type: fixed(types.Bool), Lower: lowerOps(ops.Not)},
		{Name: "bool.or", Sig: "a, b", Doc: "Disjunction of bools.", Type: fixed(types.Bool), Lower: lowerOps(ops.Or)},
		{Name: "int.lt", Sig: "a, b", Doc: "Comparison of counters.", Type: fixed(types.Bool), Lower: lowerOps(ops.Lt)},
		{Name: "int.min", Sig: "a, b", Doc: "The smaller counter.", Type: fixed(types.Int), Lower: lowerOps(ops.Minimum)},
		{Name: "int.succ", Sig: "a", Doc: "The next counter.", Type: fixed(types.Int), Lower: func(l *Lowering) []*ir.Value {
			return []*ir.Value{l.One(ops.Add, l.Leaf(0), l.I64(1))}
		}},
		logical("np.logical_and", ops.And), logical("np.logical_or", ops.Or),
		{Name: "np.logical_not", Sig: "x", Doc: "Elementwise not.", Type: func(c *CallInfo) (types.Type, error) {
			n, ok := AsNumber(c.Args[0].T)
			if !ok {
				return nil, Errorf(diag.BadOperand, 0, "np.logical_not of %s", PyName(c.Args[0].T))
			}
			return types.Array{DType: dtype.Bool, Dims: n.Dims}, nil
		}, Lower: func(l *Lowering) []*ir.Value { return []*ir.Value{l.One(ops.Not, l.Cast(l.Leaf(0), dtype.Bool))} }},
	}
	for _, r := range []struct {
		op, np string
		core   ir.Op
	}{{"<", "np.less", ops.Lt}, {"<=", "np.less_equal", ops.Le}, {"==", "np.equal", ops.Eq}, {"!=", "np.not_equal", ops.Ne}, {">", "np.greater", ops.Gt}, {">=", "np.greater_equal", ops.Ge}} {
		ps = append(ps, withUfunc(comparison(r.op, r.core), r.np)...)
	}
	return ps
}

func fixed(t types.Type) func(*CallInfo) (types.Type, error) {
	return func(*CallInfo) (types.Type, error) { return t, nil }
}

// lowerOps applies a core op to the leaves of the arguments.
func lowerOps(op ir.Op) func(l *Lowering) []*ir.Value {
	return func(l *Lowering) []*ir.Value {
		var vs []*ir.Value
		for _, a := range l.Args {
			vs = append(vs, a.Leaves...)
		}
		return []*ir.Value{l.One(op, vs...)}
	}
}

func logical(name string, core ir.Op) *Prim {
	return &Prim{Name: name, Sig: "a, b", Doc: "Elementwise logic.", Type: func(c *CallInfo) (types.Type, error) {
		a, b, err := twoNumbers(c, name)
		if err != nil {
			return nil, err
		}
		a.Py = false
		return resultType(a, b, dtype.Bool)
	}, Lower: func(l *Lowering) []*ir.Value {
		a, b := l.operands(dtype.Bool)
		return []*ir.Value{l.One(core, a, b)}
	}}
}

func comparison(op string, core ir.Op) *Prim {
	return &Prim{Name: "op." + op, Sig: "a, b", Doc: "Comparison " + op + ".",
		Type: func(c *CallInfo) (types.Type, error) {
			if c.Args[0].T == types.Str && c.Args[1].T == types.Str {
				return types.Bool, nil
			}
			a, ok1 := AsNumber(c.Args[0].T)
			b, ok2 := AsNumber(c.Args[1].T)
			if !ok1 || !ok2 {
				return nil, Errorf(diag.BadOperand, -1, "'%s' not supported between instances of '%s' and '%s'", op, PyName(c.Args[0].T), PyName(c.Args[1].T)).
					WithHelp("%s", operandHelp(op, c.Args[0].T, c.Args[1].T))
			}
			if _, err := comparedIn(a, b); err != nil {
				return nil, err
			}
			return resultType(a, b, dtype.Bool)
		},
		Fold: func(c *CallInfo) (any, bool) { return foldCompare(op, c.Args[0].Known, c.Args[1].Known) },
		Lower: func(l *Lowering) []*ir.Value {
			if l.Args[0].T == types.Str {
				return []*ir.Value{l.compareStrings(op)}
			}
			a, _ := AsNumber(l.Args[0].T)
			b, _ := AsNumber(l.Args[1].T)
			d, _ := comparedIn(a, b)
			vs := l.Broadcast(l.Cast(l.Leaf(0), d), l.Cast(l.Leaf(1), d))
			switch x, y := vs[0], vs[1]; {
			case a.Py && b.Py && a.DType != b.DType && d == dtype.F64:
				return []*ir.Value{l.compareExact(core, x, y)}
			case d == dtype.U64 && a.DType.Class() == dtype.Int:
				return []*ir.Value{l.compareSigned(core, x, y, 0)}
			case d == dtype.U64 && b.DType.Class() == dtype.Int:
				return []*ir.Value{l.compareSigned(core, x, y, 1)}
			}
			return []*ir.Value{l.One(core, vs...)}
		}}
}

// comparedIn is the element type in which two numbers are compared: ints by value, so in one of 64 bits.
func comparedIn(a, b Number) (dtype.Type, *Error) {
	d, err := Promote(a, b)
	switch {
	case a.DType.IsFloat() || b.DType.IsFloat():
		return d, err
	case a.DType == dtype.U64 || b.DType == dtype.U64:
		return dtype.U64, nil
	}
	return dtype.I64, nil
}

// compareSigned compares a number of uint64 with operand i, which had a sign: below 0 it is the smaller one.
func (l *Lowering) compareSigned(core ir.Op, x, y *ir.Value, i int) *ir.Value {
	s := l.Leaf(i)
	d, _ := types.ElemDType(s.Type)
	below := l.One(ops.Lt, s, l.Broadcast(s, l.Number(0, d))[1])
	sides := [2]*ir.Value{l.I64(1), l.I64(1)}
	sides[i] = l.I64(0)
	vs := l.Broadcast(below, l.One(core, sides[0], sides[1]), l.One(core, x, y))
	return l.One(ops.Select{}, vs...)
}

// compareExact compares Python's int with a float by value: where the int
// rounds to the float, as ints. Of those that round to 2**63, which is no int
// of 64 bits, the int is the smaller one.
func (l *Lowering) compareExact(core ir.Op, x, y *ir.Value) *ir.Value {
	rounded := l.One(ops.Eq, x, y)
	beyond := l.One(ops.Ge, x, l.F(9223372036854775808, dtype.F64))
	toInt := func(i int, v *ir.Value) *ir.Value {
		if d, _ := types.ElemDType(l.Leaf(i).Type); !d.IsFloat() {
			return l.One(ops.Select{}, beyond, l.I64(0), l.Cast(l.Leaf(i), dtype.I64))
		}
		return l.One(ops.Select{}, beyond, l.I64(1), l.Cast(v, dtype.I64))
	}
	asInts := l.One(core, toInt(0, x), toInt(1, y))
	return l.One(ops.Select{}, rounded, asInts, l.One(core, x, y))
}

func (l *Lowering) compareStrings(op string) *ir.Value {
	a, b := l.Leaf(0), l.Leaf(1)
	switch op {
	case "==":
		return l.One(ops.StrEq{}, a, b)
	case "!=":
		return l.One(ops.Not, l.One(ops.StrEq{}, a, b))
	case "<":
		return l.One(ops.StrLt{}, a, b)
	case ">":
		return l.One(ops.StrLt{}, b, a)
	case "<=":
		return l.One(ops.Not, l.One(ops.StrLt{}, b, a))
	}
	return l.One(ops.Not, l.One(ops.StrLt{}, a, b))
}

func foldCompare(op string, a, b any) (any, bool) {
	if s, ok := a.(string); ok {
		t, ok := b.(string)
		return order(op, s < t, s == t), ok
	}
	if x, ok := a.(int64); ok {
		if y, ok := b.(int64); ok {
			return order(op, x < y, x == y), true
		}
	}
	x, ok1 := exact(a)
	y, ok2 := exact(b)
	if !ok1 || !ok2 {
		return nil, false
	}
	c := x.Cmp(y)
	return order(op, c < 0, c == 0), true
}

// exact is the value of a known number that is not nan.
func exact(k any) (*big.Float, bool) {
	switch k := k.(type) {
	case int64:
		return new(big.Float).SetInt64(k), true
	case float64:
		if k == k {
			return big.NewFloat(k), true
		}
	}
	return nil, false
}

func order(op string, less, equal bool) bool {
	switch op {
	case "<":
		return less
	case "<=":
		return less || equal
	case "==":
		return equal
	case "!=":
		return !equal
	case ">":
		return !less && !equal
	}
	return !less
}

func truthType(c *CallInfo) (types.Type, error) {
	t := c.Args[0].T
	if l, ok := t.(types.List); ok && !l.Exact || t == types.Str {
		return types.Bool, nil
	}
	n, ok := AsNumber(t)
	if !ok {
		return nil, Errorf(diag.NoTruthValue, 0, "%s is neither true nor false", Show(t))
	}
	for _, d := range n.Dims {
		if !d.Is(1) {
			return nil, Errorf(diag.AmbiguousTruth, 0, "the truth value of an array with more than one element is ambiguous").
				WithHelp("np.any asks whether one element holds, np.all whether all do")
		}
	}
	return types.Bool, nil
}

func lowerTruth(l *Lowering) []*ir.Value {
	x := l.Leaf(0)
	switch {
	case l.Args[0].T == types.Str:
		return []*ir.Value{l.One(ops.Ne, l.One(ops.StrLen{}, x), l.I64(0))}
	case isVec(x.Type):
		return []*ir.Value{l.One(ops.Ne, l.One(ops.VecLen{}, x), l.I64(0))}
	}
	x = l.Reshape(x, nil, nil)
	return []*ir.Value{l.Cast(x, dtype.Bool)}
}

func isVec(t types.Type) bool { _, ok := t.(types.Vec); return ok }

func foldTruth(c *CallInfo) (any, bool) {
	switch k := c.Args[0].Known.(type) {
	case bool:
		return k, true
	case int64:
		return k != 0, true
	case float64:
		return k != 0, true
	case string:
		return k != "", true
	}
	return nil, false
}
