package llvm

import (
	"fmt"
	"math"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/emit"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// lane is what the rules for elementwise operations see: w lanes of operands of one element type.
type lane struct {
	*code
	d    dtype.Type
	w    int
	args []string
	n    *ir.Node // nil in helpers
}

func (l lane) ty() string                 { return vecType(elemType(l.d), l.w) }
func (l lane) bools() string              { return vecType("i1", l.w) }
func (l lane) k(x float64) string         { return lanesOf(elemType(l.d), floatText(l.d, x), l.w) }
func (l lane) i(x int64) string           { return lanesOf("i64", fmt.Sprint(x), l.w) }
func (l lane) bit(text string) string     { return lanesOf("i1", text, l.w) }
func (l lane) float() bool                { return l.d.IsFloat() }
func (l lane) signed() bool               { return l.d.Class() == dtype.Int }
func (l lane) op2(op string) string       { return l.ins("%s %s %s, %s", op, l.ty(), l.args[0], l.args[1]) }
func (l lane) or(a, b string) string      { return l.ins("or %s %s, %s", l.bools(), a, b) }
func (l lane) and(a, b string) string     { return l.ins("and %s %s, %s", l.bools(), a, b) }
func (l lane) cmp(op, a, b string) string { return l.ins("%s %s %s, %s", op, l.ty(), a, b) }

func (l lane) sel(c, a, b string) string {
	return l.ins("select %s %s, %s %s, %s %s", l.bools(), c, l.ty(), a, l.ty(), b)
}

// laneRule gives the rule of an operation on machine scalars: that of the table, or a function of package emit; nil if
// there is none.
func laneRule(op ir.Op) func(l lane) string {
	name := op.OpName()
	if rule := laneRules[name]; rule != nil {
		return rule
	}
	if isElementary(name) {
		return func(l lane) string { return l.elementary(name) }
	}
	return nil
}

// isElementary reports whether package emit has a function of a name.
func isElementary(name string) bool {
	_, unary := emit.Unary[name]
	_, binary := emit.Binary[name]
	return unary || binary
}

// hasLanes reports whether an operation on machine scalars has a rule.
func hasLanes(op ir.Op) bool { return laneRule(op) != nil }

// laneOp writes an operation on machine scalars, w lanes of them.
func (c *code) laneOp(n *ir.Node, w int, args []string) string {
	if c.plain.takes(n) {
		return c.plainStep(n, w, args)
	}
	return c.lanes(n, w, args)
}

// lanes writes it as it stands, in the type in which its operands are computed.
func (c *code) lanes(n *ir.Node, w int, args []string) string {
	to, _ := types.ElemDType(n.Results[0].Type)
	d := to
	if len(n.Args) > 0 {
		d, _ = types.ElemDType(n.Args[0].Type)
	}
	x := laneRule(n.Op)(lane{c, d.Compute(), w, args, n})
	if _, ok := n.Op.(ops.Elementwise); ok {
		x = c.wrap(to, x, w)
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
func arith(float, int string) func(l lane) string {
	return func(l lane) string {
		if l.float() {
			return l.op2(float)
		}
		return l.op2(int)
	}
}

// compare picks it for comparisons; bools are ordered as uint64 are.
func compare(float, int, unsigned string) func(l lane) string {
	return func(l lane) string {
		op := "icmp " + int
		switch {
		case l.float():
			op = "fcmp " + float
		case !l.signed():
			op = "icmp " + unsigned
		}
		return l.cmp(op, l.args[0], l.args[1])
	}
}

// rounding is an intrinsic of one operand.
func rounding(name string) func(l lane) string {
	return func(l lane) string { return l.intrinsic(name, l.d, l.w, l.args[0]) }
}

// extreme is numpy's: the first operand if it is nan or wins or ties, else the second.
func extreme(float, int, bool string) func(l lane) string {
	return func(l lane) string {
		x, y := l.args[0], l.args[1]
		switch {
		case l.d == dtype.Bool:
			return l.op2(bool)
		case !l.float():
			return l.intrinsic(l.by(int), l.d, l.w, x, y)
		}
		return l.sel(l.or(l.cmp("fcmp uno", x, x), l.cmp("fcmp "+float, x, y)), x, y)
	}
}

// pyExtreme is Python's: the second operand only if it truly wins.
func pyExtreme(float, int, bool string) func(l lane) string {
	return func(l lane) string {
		x, y := l.args[0], l.args[1]
		switch {
		case l.d == dtype.Bool:
			return l.op2(bool)
		case !l.float():
			return l.intrinsic(l.by(int), l.d, l.w, x, y)
		}
		return l.sel(l.cmp("fcmp "+float, y, x), y, x)
	}
}

// noOverflow tests with LLVM's arithmetic with overflow.
func noOverflow(op string) func(l lane) string {
	return func(l lane) string {
		pair := fmt.Sprintf("{%s, %s}", l.ty(), l.bools())
		name := fmt.Sprintf("@llvm.%s.with.overflow.%s", op, suffix(l.d, l.w))
		l.needs.decl(fmt.Sprintf("declare %s %s(%s, %s)", pair, name, l.ty(), l.ty()))
		r := l.ins("call %s %s(%s %s, %s %s)", pair, name, l.ty(), l.args[0], l.ty(), l.args[1])
		o := l.ins("extractvalue %s %s, 1", pair, r)
		return l.ins("xor %s %s, %s", l.bools(), o, l.bit("true"))
	}
}

// laneRules says how each operation on machine scalars is made. All are total: nothing is undefined or poison.
var laneRules = map[string]func(l lane) string{
	"add": arith("fadd", "add"), "sub": arith("fsub", "sub"), "mul": arith("fmul", "mul"), "div": arith("fdiv", ""),
	"scale": scale, "floordiv": floorDiv, "mod": modulo,
	"neg": func(l lane) string {
		if l.float() {
			return l.ins("fneg %s %s", l.ty(), l.args[0])
		}
		return l.ins("sub %s %s, %s", l.ty(), l.i(0), l.args[0])
	},
	"abs": func(l lane) string {
		if l.float() {
			return l.intrinsic("fabs", l.d, l.w, l.args[0])
		}
		if !l.signed() {
			return l.args[0]
		}
		return l.intrinsic("smax", l.d, l.w, l.args[0], l.ins("sub %s %s, %s", l.ty(), l.i(0), l.args[0]))
	},
	"sign":    sign,
	"sqrt":    rounding("sqrt"),
	"floor":   rounding("floor"),
	"ceil":    rounding("ceil"),
	"trunc":   rounding("trunc"),
	"rint":    rounding("roundeven"),
	"maximum": extreme("oge", "smax", "or"), "minimum": extreme("ole", "smin", "and"),
	"pymax": pyExtreme("ogt", "smax", "or"), "pymin": pyExtreme("olt", "smin", "and"),
	"lt": compare("olt", "slt", "ult"), "le": compare("ole", "sle", "ule"), "gt": compare("ogt", "sgt", "ugt"),
	"ge": compare("oge", "sge", "uge"), "eq": compare("oeq", "eq", "eq"), "ne": compare("une", "ne", "ne"),
	"isnan": func(l lane) string { return l.cmp("fcmp uno", l.args[0], l.args[0]) },
	"isinf": func(l lane) string {
		return l.cmp("fcmp oeq", l.intrinsic("fabs", l.d, l.w, l.args[0]), l.k(math.Inf(1)))
	},
	"and": arith("", "and"), "or": arith("", "or"), "xor": arith("", "xor"),
	"not": func(l lane) string {
		if l.d == dtype.Bool {
			return l.ins("xor %s %s, %s", l.ty(), l.args[0], l.bit("true"))
		}
		return l.ins("xor %s %s, %s", l.ty(), l.args[0], l.i(-1))
	},
	"shl": func(l lane) string {
		r := l.ins("shl %s %s, %s", l.ty(), l.args[0], l.ins("and %s %s, %s", l.ty(), l.args[1], l.i(63)))
		return l.sel(l.cmp("icmp ugt", l.args[1], l.i(63)), l.i(0), r)
	},
	"shr": func(l lane) string {
		if !l.signed() {
			return l.sel(l.cmp("icmp ugt", l.args[1], l.i(63)), l.i(0), l.ins("lshr %s %s, %s", l.ty(), l.args[0], l.ins("and %s %s, %s", l.ty(), l.args[1], l.i(63))))
		}
		return l.ins("ashr %s %s, %s", l.ty(), l.args[0], l.intrinsic("umin", l.d, l.w, l.args[1], l.i(63)))
	},
	"fits.add": noOverflow("sadd"), "fits.sub": noOverflow("ssub"), "fits.mul": noOverflow("smul"),
	"fits.pow": func(l lane) string { return l.helperCall("myia_pow_fits", dtype.Bool) },
	"pow": func(l lane) string {
		switch {
		case l.float():
			return l.elementary("pow")
		case l.signed():
			return l.helperCall("myia_ipow", l.d)
		}
		return l.helperCall("myia_upow", l.d)
	},
	"const": func(l lane) string {
		text, _ := constText(l.n.Op.(ops.Const).Value)
		return lanesOf(elemType(l.d), text, l.w)
	},
	"poison": func(l lane) string { return zeroOf(l.d, l.w) },
	"cast": func(l lane) string {
		from, _ := types.ElemDType(l.n.Args[0].Type)
		return l.cast(l.args[0], from, l.n.Op.(ops.Cast).To, l.w)
	},
	"gradient.stop": func(l lane) string { return l.args[0] },
	"select": func(l lane) string {
		l.d, _ = types.ElemDType(l.n.Results[0].Type)
		return l.sel(l.args[0], l.args[1], l.args[2])
	},
}

func sign(l lane) string {
	x := l.args[0]
	if !l.float() && !l.signed() {
		return l.intrinsic("umin", l.d, l.w, x, l.i(1))
	}
	if !l.float() {
		pos := l.ins("zext %s %s to %s", l.bools(), l.cmp("icmp sgt", x, l.i(0)), l.ty())
		neg := l.ins("zext %s %s to %s", l.bools(), l.cmp("icmp slt", x, l.i(0)), l.ty())
		return l.ins("sub %s %s, %s", l.ty(), pos, neg)
	}
	rest := l.sel(l.cmp("fcmp uno", x, x), x, l.k(0)) // ±0 give 0
	neg := l.sel(l.cmp("fcmp olt", x, l.k(0)), l.k(-1), rest)
	return l.sel(l.cmp("fcmp ogt", x, l.k(0)), l.k(1), neg)
}

// helperCall calls a helper of scalars of type d for each lane; it gives lanes of type to.
func (l lane) helperCall(name string, to dtype.Type) string {
	l.needs.helper(name)
	return l.perLane(to, func(args []string) string {
		text := ""
		for i, a := range args {
			if i > 0 {
				text += ", "
			}
			text += elemType(l.d) + " " + a
		}
		return l.ins("call %s @%s(%s)", elemType(to), name, text)
	})
}

// throughDouble computes in f64, as the VM does for f32.
func (l lane) throughDouble(name string) string {
	wide := l
	if l.d == dtype.F32 {
		wide.d = dtype.F64
		wide.args = make([]string, len(l.args))
		for i, a := range l.args {
			wide.args[i] = l.cast(a, dtype.F32, dtype.F64, l.w)
		}
	}
	r := wide.helperCall(name, dtype.F64)
	if l.d == dtype.F32 {
		r = l.cast(r, dtype.F64, dtype.F32, l.w)
	}
	return r
}

// perLane applies f to each lane.
func (l lane) perLane(to dtype.Type, f func(args []string) string) string {
	if l.w == 1 {
		return f(l.args)
	}
	out, ty := "poison", vecType(elemType(to), l.w)
	for k := range l.w {
		args := make([]string, len(l.args))
		for i, a := range l.args {
			args[i] = l.ins("extractelement %s %s, i32 %d", l.ty(), a, k)
		}
		out = l.ins("insertelement %s %s, %s %s, i32 %d", ty, out, elemType(to), f(args), k)
	}
	return out
}

func zeroOf(d dtype.Type, w int) string {
	text := map[string]string{"i1": "false", "i64": "0", "float": floatText(dtype.F32, 0), "double": floatText(dtype.F64, 0)}[elemType(d)]
	return lanesOf(elemType(d), text, w)
}

// constText writes a scalar constant.
func constText(x any) (string, bool) {
	switch x := x.(type) {
	case int64:
		return fmt.Sprint(x), true
	case float64:
		return floatText(dtype.F64, x), true
	case float32:
		return floatText(dtype.F32, float64(x)), true
	case bool:
		return fmt.Sprint(x), true
	}
	return "", false
}
