package llvm

import (
	"math"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// lane is what the rules for elementwise operations see: w lanes of operands of one element type.
type lane struct {
	*code
	d    dtype.Type
	w    int
	args []ins.Value
	n    *ir.Node // nil in helpers
}

func (l lane) ty() ins.Type                 { return ins.Vec(elemType(l.d), l.w) }
func (l lane) k(x float64) ins.Value        { return ins.Real(l.ty(), x) }
func (l lane) i(x int64) ins.Value          { return ins.Int(ins.Vec(ins.I64, l.w), x) }
func (l lane) float() bool                  { return l.d.IsFloat() }
func (l lane) signed() bool                 { return l.d.Class() == dtype.Int }
func (l lane) op2(op ins.Op) ins.Value      { return l.Binary(op, l.args[0], l.args[1]) }
func (l lane) or(a, b ins.Value) ins.Value  { return l.Binary(ins.Or, a, b) }
func (l lane) and(a, b ins.Value) ins.Value { return l.Binary(ins.And, a, b) }
func (l lane) sub(a, b ins.Value) ins.Value { return l.Binary(ins.Sub, a, b) }

// laneRule gives the rule of an operation on machine scalars: that of the table, or a function of package emit; nil if
// there is none.
func laneRule(op ir.Op) func(l lane) ins.Value {
	name := op.OpName()
	if rule := laneRules[name]; rule != nil {
		return rule
	}
	if isElementary(name) {
		return func(l lane) ins.Value { return l.elementary(name) }
	}
	return nil
}

// hasLanes reports whether an operation on machine scalars has a rule.
func hasLanes(op ir.Op) bool { return laneRule(op) != nil }

// laneOp writes an operation on machine scalars, w lanes of them.
func (c *code) laneOp(n *ir.Node, w int, args []ins.Value) ins.Value {
	if c.plain.takes(n) {
		return c.plainStep(n, w, args)
	}
	return c.lanes(n, w, args)
}

// lanes writes it as it stands, in the type in which its operands are computed.
func (c *code) lanes(n *ir.Node, w int, args []ins.Value) ins.Value {
	to, _ := types.ElemDType(n.Results[0].Type)
	d := to
	if len(n.Args) > 0 {
		d, _ = types.ElemDType(n.Args[0].Type)
	}
	x := laneRule(n.Op)(lane{c, d.Compute(), w, args, n})
	if _, ok := n.Op.(ops.Elementwise); ok {
		x = c.wrap(to, x)
	}
	return x
}

// by gives the name of what is done with the sign of ints ("smax", "sdiv") for uint64, which has none.
func (l lane) by(name string) string {
	if l.signed() {
		return name
	}
	return "u" + name[1:]
}

// arith picks the instruction by the kind of element.
func arith(float, int ins.Op) func(l lane) ins.Value {
	return func(l lane) ins.Value {
		if l.float() {
			return l.op2(float)
		}
		return l.op2(int)
	}
}

// only is an instruction that floats, or ints and bools, do not have.
func only(op ins.Op) func(l lane) ins.Value { return arith(op, op) }

// compare picks it for comparisons; bools are ordered as uint64 are.
func compare(float, int, unsigned ins.Pred) func(l lane) ins.Value {
	return func(l lane) ins.Value {
		p := int
		switch {
		case l.float():
			p = float
		case !l.signed():
			p = unsigned
		}
		return l.Cmp(p, l.args[0], l.args[1])
	}
}

// rounding is an intrinsic of one operand.
func rounding(name string) func(l lane) ins.Value {
	return func(l lane) ins.Value { return l.intrinsic(name, l.args[0]) }
}

// extreme is numpy's: the first operand if it is nan or wins or ties, else the second.
func extreme(float ins.Pred, int string, bool ins.Op) func(l lane) ins.Value {
	return func(l lane) ins.Value {
		x, y := l.args[0], l.args[1]
		switch {
		case l.d == dtype.Bool:
			return l.op2(bool)
		case !l.float():
			return l.intrinsic(l.by(int), x, y)
		}
		return l.Select(l.or(l.Cmp(ins.UNO, x, x), l.Cmp(float, x, y)), x, y)
	}
}

// pyExtreme is Python's: the second operand only if it truly wins.
func pyExtreme(float ins.Pred, int string, bool ins.Op) func(l lane) ins.Value {
	return func(l lane) ins.Value {
		x, y := l.args[0], l.args[1]
		switch {
		case l.d == dtype.Bool:
			return l.op2(bool)
		case !l.float():
			return l.intrinsic(l.by(int), x, y)
		}
		return l.Select(l.Cmp(float, y, x), y, x)
	}
}

// noOverflow tests with LLVM's arithmetic with overflow.
func noOverflow(op string) func(l lane) ins.Value {
	return func(l lane) ins.Value {
		r := l.Call(withOverflow(op, l.ty()), l.args...)
		return l.Not(l.Extract(r, 1))
	}
}

// withOverflow is the intrinsic that gives the wrapped result and whether it wrapped.
func withOverflow(op string, t ins.Type) *ins.Callee {
	return ins.LLVM(op+".with.overflow", []ins.Type{t}, ins.Struct(t, ins.Vec(ins.I1, t.Lanes())), t, t)
}

// laneRules says how each operation on machine scalars is made. All are total: nothing is undefined or poison.
var laneRules = map[string]func(l lane) ins.Value{
	"add": arith(ins.FAdd, ins.Add), "sub": arith(ins.FSub, ins.Sub), "mul": arith(ins.FMul, ins.Mul), "div": only(ins.FDiv),
	"scale": scale, "floordiv": floorDiv, "mod": modulo, "fmod": remainder, "gcd": divisorOf,
	"neg": func(l lane) ins.Value {
		if l.float() {
			return l.Neg(l.args[0])
		}
		return l.sub(l.i(0), l.args[0])
	},
	"abs": func(l lane) ins.Value {
		if l.float() {
			return l.intrinsic("fabs", l.args[0])
		}
		if !l.signed() {
			return l.args[0]
		}
		return l.intrinsic("smax", l.args[0], l.sub(l.i(0), l.args[0]))
	},
	"sign":    sign,
	"sqrt":    rounding("sqrt"),
	"floor":   rounding("floor"),
	"ceil":    rounding("ceil"),
	"trunc":   rounding("trunc"),
	"rint":    rounding("roundeven"),
	"maximum": extreme(ins.OGE, "smax", ins.Or), "minimum": extreme(ins.OLE, "smin", ins.And),
	"pymax": pyExtreme(ins.OGT, "smax", ins.Or), "pymin": pyExtreme(ins.OLT, "smin", ins.And),
	"lt": compare(ins.OLT, ins.SLT, ins.ULT), "le": compare(ins.OLE, ins.SLE, ins.ULE),
	"gt": compare(ins.OGT, ins.SGT, ins.UGT), "ge": compare(ins.OGE, ins.SGE, ins.UGE),
	"eq": compare(ins.OEQ, ins.EQ, ins.EQ), "ne": compare(ins.UNE, ins.NE, ins.NE),
	"isnan": func(l lane) ins.Value { return l.Cmp(ins.UNO, l.args[0], l.args[0]) },
	"isinf": func(l lane) ins.Value {
		return l.Cmp(ins.OEQ, l.intrinsic("fabs", l.args[0]), l.k(math.Inf(1)))
	},
	"copysign": func(l lane) ins.Value { return l.intrinsic("copysign", l.args[0], l.args[1]) },
	"signbit": func(l lane) ins.Value {
		return l.Cmp(ins.OLT, l.intrinsic("copysign", l.k(1), l.args[0]), l.k(0))
	},
	"and": only(ins.And), "or": only(ins.Or), "xor": only(ins.Xor),
	"not": func(l lane) ins.Value {
		if l.d == dtype.Bool {
			return l.Not(l.args[0])
		}
		return l.Binary(ins.Xor, l.args[0], l.i(-1))
	},
	"shl": func(l lane) ins.Value {
		r := l.Binary(ins.Shl, l.args[0], l.and(l.args[1], l.i(63)))
		return l.Select(l.Cmp(ins.UGT, l.args[1], l.i(63)), l.i(0), r)
	},
	"shr": func(l lane) ins.Value {
		if l.signed() {
			return l.Binary(ins.AShr, l.args[0], l.intrinsic("umin", l.args[1], l.i(63)))
		}
		beyond := l.Cmp(ins.UGT, l.args[1], l.i(63))
		return l.Select(beyond, l.i(0), l.Binary(ins.LShr, l.args[0], l.and(l.args[1], l.i(63))))
	},
	"fits.add": noOverflow("sadd"), "fits.sub": noOverflow("ssub"), "fits.mul": noOverflow("smul"),
	"fits.pow": func(l lane) ins.Value { return l.helperCall(powFits) },
	"pow": func(l lane) ins.Value {
		switch {
		case l.float():
			return l.elementary("pow")
		case l.signed():
			return l.helperCall(intPow)
		}
		return l.helperCall(uintPow)
	},
	"const":  func(l lane) ins.Value { return constant(l.n.Op.(ops.Const).Value).Splat(l.w) },
	"poison": func(l lane) ins.Value { return nullOf(l.ty()) },
	"cast": func(l lane) ins.Value {
		from, _ := types.ElemDType(l.n.Args[0].Type)
		return l.cast(l.args[0], from, l.n.Op.(ops.Cast).To)
	},
	"gradient.stop": func(l lane) ins.Value { return l.args[0] },
	"select":        func(l lane) ins.Value { return l.Select(l.args[0], l.args[1], l.args[2]) },
}

func sign(l lane) ins.Value {
	x := l.args[0]
	if !l.float() && !l.signed() {
		return l.intrinsic("umin", x, l.i(1))
	}
	if !l.float() {
		pos := l.Cast(ins.ZExt, l.Cmp(ins.SGT, x, l.i(0)), l.ty())
		neg := l.Cast(ins.ZExt, l.Cmp(ins.SLT, x, l.i(0)), l.ty())
		return l.sub(pos, neg)
	}
	rest := l.Select(l.Cmp(ins.UNO, x, x), x, l.k(0)) // ±0 give 0
	neg := l.Select(l.Cmp(ins.OLT, x, l.k(0)), l.k(-1), rest)
	return l.Select(l.Cmp(ins.OGT, x, l.k(0)), l.k(1), neg)
}

// helperCall calls a function of scalars for each lane.
func (l lane) helperCall(c *ins.Callee) ins.Value {
	return l.perLane(c.Result, func(args []ins.Value) ins.Value { return l.Call(c, args...) })
}

// throughDouble computes in f64, as the VM does for f32.
func (l lane) throughDouble(c *ins.Callee) ins.Value {
	if l.d != dtype.F32 {
		return l.helperCall(c)
	}
	wide := l
	wide.args = make([]ins.Value, len(l.args))
	for i, a := range l.args {
		wide.args[i] = l.cast(a, dtype.F32, dtype.F64)
	}
	return l.cast(wide.helperCall(c), dtype.F64, dtype.F32)
}

// perLane applies f to each lane; it gives lanes of a type.
func (l lane) perLane(to ins.Type, f func(args []ins.Value) ins.Value) ins.Value {
	if l.w == 1 {
		return f(l.args)
	}
	out := ins.Poison(ins.Vec(to, l.w))
	for k := range l.w {
		args := make([]ins.Value, len(l.args))
		for i, a := range l.args {
			args[i] = l.Lane(a, k)
		}
		out = l.SetLane(out, f(args), k)
	}
	return out
}

// constant is a scalar constant.
func constant(x any) ins.Value {
	switch x := x.(type) {
	case int64:
		return ins.Int(ins.I64, x)
	case float64:
		return ins.Real(ins.Double, x)
	case float32:
		return ins.Real(ins.Float, float64(x))
	}
	return ins.Bool(x.(bool))
}
