package compiler_test

import (
	"fmt"
	"strings"
)

func (g *generator) float(depth int) expr {
	switch n := g.IntN(20); {
	case n < 5:
		return oneOf(g, unaryRules...).apply(g.operand(depth))
	case n < 11:
		return oneOf(g, binaryRules...).apply(g.operand(depth), g.operand(depth))
	case n < 12:
		p, a, b := g.bool(depth), g.expr(float, depth), g.expr(float, depth)
		return expr{fmt.Sprintf("(%s if %s else %s)", a.v, p.v, b.v), fmt.Sprintf("(%s if %s else %s)", a.d, p.v, b.d)}
	case n < 14:
		return oneOf(g, reductions...).apply(g.name1(array, depth))
	case n < 15:
		k := g.expr(integer, depth)
		return expr{"float(" + k.v + ")", "0.0"}
	case n < 16 && !g.smooth:
		return oneOf(g, rule{"(a / b)", ""}, rule{"(a // (1.5 + abs(b)))", ""}, rule{"(a % 1.7)", ""}).apply(g.expr(float, depth), g.expr(float, depth))
	case n < 16:
		xs := g.leaf(floats)
		return expr{"sum(" + xs.v + ")", "sum(" + xs.d + ")"}
	case n < 17:
		c := g.leaf(cell)
		return expr{c.v + ".square()", fmt.Sprintf("(2.0 * %s.v * %s.v)", c.v, c.d)}
	}
	return g.call(float, depth)
}

// operand is an expression that may stand more than once in a text.
func (g *generator) operand(depth int) expr { return g.name1(float, depth) }

// name1 is an expression with a name if a statement can go here, so that texts
// do not double with each level.
func (g *generator) name1(t typ, depth int) expr {
	e := g.expr(t, depth)
	if g.pure || len(e.d) < 24 && len(e.v) < 24 {
		return bracketed(e)
	}
	return g.define(t, e, true).expr()
}

// bracketed keeps a sign or an operator from binding to what stands around.
func bracketed(e expr) expr {
	for _, s := range []*string{&e.v, &e.d} {
		if strings.ContainsAny(*s, " -") && !strings.HasPrefix(*s, "(") || strings.Contains(*s, ") ") {
			*s = "(" + *s + ")"
		}
	}
	return e
}

func (g *generator) int(depth int) expr {
	a, b := g.expr(integer, depth).v, g.expr(integer, depth).v
	switch g.IntN(8) {
	case 0:
		return still("(%s + %s) %% 1009", a, b)
	case 1:
		return still("(%s - %s)", a, oneOf(g, "1", "2", "3"))
	case 2:
		return still("(%s * %s) %% 101", a, b)
	case 3:
		return still("(%s // %s)", a, oneOf(g, "2", "3", "-2", "5"))
	case 4:
		return still("(%s if %s else %s)", a, g.bool(depth).v, b)
	case 5:
		return still("len(%s)", g.leaf(oneOf(g, floats, integers, couples)).v)
	case 6:
		return still(oneOf(g, "max(%s, %s)", "min(%s, %s)", "abs(%s - %s)", "(%s ^ %s) %% 64", "(%s & %s)"), a, b)
	}
	return still("int(10.0 * math.sin(%s))", g.expr(float, depth).v)
}

func (g *generator) bool(depth int) expr {
	switch g.IntN(6) {
	case 0:
		return still("%s %% %d == %d", bracketed(g.expr(integer, depth)).v, 2+g.IntN(2), g.IntN(2))
	case 1:
		return still("(%s %s %s)", g.bool0(depth), oneOf(g, "and", "or"), g.bool0(depth))
	case 2:
		return still("(not %s)", g.bool0(depth))
	case 3:
		return still("%s %s %s", bracketed(g.expr(integer, depth)).v, oneOf(g, "<", "<=", ">", ">=", "==", "!="), bracketed(g.expr(integer, depth)).v)
	case 4:
		return still("-1.0 < %s < 1.0", bracketed(g.expr(float, depth)).v)
	}
	return still("%s %s %s", bracketed(g.expr(float, depth)).v, oneOf(g, "<", ">"), bracketed(g.expr(float, depth)).v)
}

func (g *generator) bool0(depth int) string {
	if depth <= 0 {
		return g.leaf(boolean).v
	}
	return bracketed(g.bool(depth - 1)).v
}

func (g *generator) list(t typ, depth int) expr {
	part := t.parts[0]
	switch g.IntN(4) {
	case 0:
		return g.comprehension(part, depth)
	case 1:
		a, b := g.leaf(t), g.expr(part, depth)
		return expr{fmt.Sprintf("%s + [%s]", a.v, b.v), fmt.Sprintf("%s + [%s]", a.d, b.d)}
	case 2:
		a, b := g.leaf(t), g.expr(part, depth)
		return expr{fmt.Sprintf("[%s] + %s[1:]", b.v, a.v), fmt.Sprintf("[%s] + %s[1:]", b.d, a.d)}
	}
	return g.parts([]typ{part, part, part, part}[:1+g.IntN(4)], depth, "[%s]")
}

// comprehension makes a list over a range or a list of floats.
func (g *generator) comprehension(part typ, depth int) expr {
	if depth > 1 {
		depth = 1
	}
	over := g.leaf(floats)
	n, pure := len(g.scope), g.pure
	outer := g.scope
	g.scope, g.pure = outer[:n:n], true
	defer func() { g.scope, g.pure = outer, pure }()
	if g.chance(50) {
		i := g.name("i")
		g.scope = append(g.scope, variable{i, integer, true})
		e := g.expr(part, depth)
		tail := fmt.Sprintf("for %s in range(%d)", i, 1+g.IntN(4))
		return expr{fmt.Sprintf("[%s %s]", e.v, tail), fmt.Sprintf("[%s %s]", e.d, tail)}
	}
	x := variable{g.name("y"), float, true}
	g.scope = append(g.scope, x)
	e := g.expr(part, depth)
	return expr{fmt.Sprintf("[%s for %s in %s]", e.v, x.name, over.v),
		fmt.Sprintf("[%s for %s, %s_d in zip(%s, %s)]", e.d, x.name, x.name, over.v, over.d)}
}

func (g *generator) array(t typ, depth int) expr {
	if t.kind == singleKind {
		return oneOf(g, arrayBinary...).apply(g.name1(t, depth), g.name1(t, depth))
	}
	switch n := g.IntN(12); {
	case n < 4:
		return oneOf(g, arrayUnary...).apply(g.name1(t, depth))
	case n < 7:
		return oneOf(g, arrayBinary...).apply(g.name1(t, depth), g.name1(t, depth))
	case n < 9:
		return oneOf(g, arrayBinary...).apply(g.name1(t, depth), g.name1(float, depth))
	case n < 10:
		return oneOf(g, rule{"(a @ b)", "(A @ b + a @ B)"}, rule{"(b @ a)", "(B @ a + b @ A)"}).apply(g.name1(matrix, depth), g.name1(t, depth))
	case n < 11:
		return oneOf(g, rule{"np.sum(a, axis=0)", "np.sum(A, axis=0)"}, rule{"np.mean(a, axis=1)", "np.mean(A, axis=1)"}).apply(g.name1(matrix, depth))
	}
	return g.call(array, depth)
}

func (g *generator) matrix(depth int) expr {
	switch g.IntN(4) {
	case 0:
		return rule{"(a @ b)", "(A @ b + a @ B)"}.apply(g.name1(matrix, depth), g.name1(matrix, depth))
	case 1:
		return rule{"np.transpose(a)", "np.transpose(A)"}.apply(g.name1(matrix, depth))
	case 2:
		return oneOf(g, arrayBinary...).apply(g.name1(matrix, depth), g.name1(oneOf(g, matrix, array, float), depth))
	}
	return rule{"np.outer(a, b)", "(np.outer(A, b) + np.outer(a, B))"}.apply(g.name1(array, depth), g.name1(array, depth))
}

func (g *generator) tree(depth int) expr {
	v, l, r := g.expr(float, depth), still("None"), still("None")
	if g.chance(60) {
		l = g.expr(tree, depth)
	}
	if g.chance(60) {
		r = g.expr(tree, depth)
	}
	return expr{fmt.Sprintf("Tree(%s, %s, %s)", v.v, l.v, r.v), fmt.Sprintf("Tree(%s, %s, %s)", v.d, l.d, r.d)}
}

// call calls a function that gives a value of the type, if there is one and a
// statement can go here: in tangent form a call gives a pair.
func (g *generator) call(t typ, depth int) expr {
	var found []callee
	for _, f := range g.funcs {
		if f.result.String() == t.String() && g.cost+g.weight*f.cost < maxCost {
			found = append(found, f)
		}
	}
	if t.kind == floatKind {
		for _, v := range g.scope {
			if v.typ.kind == funcKind {
				found = append(found, callee{name: v.name, params: []typ{float}, result: float, cost: 4})
			}
		}
	}
	if g.pure || len(found) == 0 {
		return g.leaf(t)
	}
	return g.callOf(oneOf(g, found...), depth)
}

func (g *generator) callOf(f callee, depth int) expr {
	var args, both []string
	for i, t := range f.params {
		e := g.expr(t, depth)
		if i == 0 && f.depth > 0 {
			e = still("%d", g.IntN(f.depth)+1)
			if g.loops == 0 && g.chance(40) {
				e = still("%s %% %d", bracketed(g.expr(integer, 1)).v, f.depth+1)
			}
		}
		args, both = append(args, e.v), append(both, pair(t, e))
	}
	g.cost += g.weight * f.cost
	v := variable{g.name("x"), f.result, true}
	g.lines(fmt.Sprintf("%s = %s(%s)", v.name, f.name, strings.Join(args, ", ")),
		fmt.Sprintf("%s = %s(%s)", twins([]variable{v}), f.name, strings.Join(both, ", ")))
	g.scope = append(g.scope, v)
	return v.expr()
}
