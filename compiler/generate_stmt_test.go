package compiler_test

import (
	"fmt"
	"strings"
)

// anyType is a random type, most often a float.
func (g *generator) anyType() typ {
	all := []typ{float, float, float, integer, boolean, tupleOf(float, integer), tupleOf(float, floats), floats, floats,
		integers, couples, array, array, matrix, cell, tree, function, tupleOf(boolean, tupleOf(float, cell))}
	if !g.smooth {
		all = append(all, single)
	}
	return oneOf(g, all...)
}

func (g *generator) statements(depth int) {
	for range 2 + g.IntN(4) {
		g.statement(depth)
	}
}

// statement writes one statement, with blocks inside blocks depth deep.
func (g *generator) statement(depth int) {
	n := g.IntN(21)
	if depth == 0 && n >= 9 && n < 16 {
		n -= 9
	}
	switch {
	case n < 5:
		t := g.anyType()
		g.define(t, g.expr(t, 2), t.kind == funcKind || g.chance(50))
	case n < 9:
		g.update()
	case n < 11:
		g.branch(depth - 1)
	case n < 13:
		g.loop(depth - 1)
	case n < 14:
		g.while(depth - 1)
	case n < 16:
		g.closure(depth - 1)
	case n < 17:
		g.unpack()
	case n < 18:
		g.throughFunctions()
	case n == 20:
		g.notion()
	case !g.smooth:
		g.effect()
	default:
		g.update()
	}
}

// variables gives those in scope that satisfy ok.
func (g *generator) variables(ok func(v variable) bool) []variable {
	var out []variable
	for _, v := range g.scope {
		if ok(v) {
			out = append(out, v)
		}
	}
	return out
}

// update assigns to a variable again. In loops most floats are kept small.
func (g *generator) update() {
	vs := g.variables(func(v variable) bool { return !v.fixed })
	if len(vs) == 0 {
		g.define(float, g.expr(float, 2), false)
		return
	}
	v := oneOf(g, vs...)
	e := g.expr(v.typ, 2)
	switch {
	case v.typ.kind == floatKind && g.loops > 0 && g.chance(70):
		e = rule{"math.sin(a)", "(A * math.cos(a))"}.apply(e)
	case v.typ.kind == floatKind && g.chance(50):
		op := oneOf(g, "+", "-")
		both := rule{"a " + op + " b", "A " + op + " B"}.apply(v.expr(), bracketed(e))
		g.lines(fmt.Sprintf("%s %s= %s", v.name, op, e.v), twins([]variable{v})+" = "+pair(v.typ, both))
		return
	}
	g.assign(v, e)
}

// branch writes an if, with an elif or an else or neither.
func (g *generator) branch(depth int) {
	g.line("if %s:", g.expr(boolean, 2).v)
	g.block(func() { g.arm(depth) })
	if g.chance(30) {
		g.pure = true
		p := g.expr(boolean, 2).v
		g.pure = false
		g.line("elif %s:", p)
		g.block(func() { g.arm(depth) })
	}
	if g.chance(60) {
		g.line("else:")
		g.block(func() { g.arm(depth) })
	}
}

// arm writes what a branch does: statements, perhaps a jump at the end.
func (g *generator) arm(depth int) {
	g.statements(depth)
	switch n := g.IntN(10); {
	case n < 2 && g.loops > 0:
		g.line("%s", oneOf(g, "break", "continue"))
	case n == 2 && g.result != nil:
		g.returns()
	}
}

func (g *generator) returns() {
	e := g.expr(*g.result, 2)
	g.lines("return "+e.v, "return "+pair(*g.result, e))
}

// body writes the block of a loop that runs a few times.
func (g *generator) body(depth int, more ...variable) {
	weight := g.weight
	g.weight, g.loops = weight*4, g.loops+1
	g.block(func() {
		g.scope = append(g.scope, more...)
		g.statements(depth)
	})
	g.weight, g.loops = weight, g.loops-1
	if g.chance(25) {
		g.line("else:")
		g.block(func() { g.update() })
	}
}

func (g *generator) loop(depth int) {
	i, x := variable{g.name("i"), integer, true}, variable{g.name("y"), float, true}
	switch g.IntN(6) {
	case 0:
		xs := g.name1(floats, 1)
		g.lines(fmt.Sprintf("for %s in %s:", x.name, xs.v), fmt.Sprintf("for %s, %s_d in zip(%s, %s):", x.name, x.name, xs.v, xs.d))
		g.body(depth, x)
	case 1:
		xs := g.name1(array, 1)
		g.lines(fmt.Sprintf("for %s in range(len(%s)):", i.name, xs.v), fmt.Sprintf("for %s in range(len(%s)):", i.name, xs.v))
		g.body(depth, i)
	case 2:
		xs := g.name1(couples, 1)
		g.lines(fmt.Sprintf("for %s, %s in %s:", x.name, i.name, xs.v),
			fmt.Sprintf("for (%s, %s), (%s_d, _) in zip(%s, %s):", x.name, i.name, x.name, xs.v, xs.d))
		g.body(depth, x, i)
	case 3:
		xs := g.name1(floats, 1)
		g.lines(fmt.Sprintf("for %s, %s in enumerate(%s):", i.name, x.name, xs.v),
			fmt.Sprintf("for %s, (%s, %s_d) in enumerate(zip(%s, %s)):", i.name, x.name, x.name, xs.v, xs.d))
		g.body(depth, i, x)
	default:
		n := fmt.Sprint(g.IntN(5))
		if g.chance(30) {
			n = bracketed(g.expr(integer, 1)).v + " % 4"
		}
		g.line("for %s in range(%s):", i.name, n)
		g.body(depth, i)
	}
}

// while counts a variable of its own to a limit. The count comes first, so that
// continue cannot skip it.
func (g *generator) while(depth int) {
	n := variable{g.name("n"), integer, false}
	g.line("%s = 0", n.name)
	p := ""
	if g.chance(60) {
		g.pure = true
		p = " and " + g.bool0(1)
		g.pure = false
	}
	g.line("while %s < %d%s:", n.name, 1+g.IntN(4), p)
	g.indent++
	g.line("%s += 1", n.name)
	g.indent--
	n.fixed = true // nothing else assigns to it; functions inside do not outlive the trip
	g.body(depth, n)
}

// unpack takes a tuple apart, or swaps two variables.
func (g *generator) unpack() {
	vs := g.variables(func(v variable) bool { return !v.fixed && v.typ.kind == floatKind })
	if len(vs) > 1 && g.chance(50) {
		a, b := vs[0], vs[len(vs)-1]
		ab, ba := []variable{a, b}, []variable{b, a}
		g.lines(namesOf(ab)+" = "+namesOf(ba), twins(ab)+" = "+twins(ba))
		return
	}
	e := g.name1(tupleOf(float, integer), 2)
	a, b := variable{g.name("x"), float, g.chance(50)}, variable{g.name("x"), integer, g.chance(50)}
	g.lines(fmt.Sprintf("%s, %s = %s", a.name, b.name, e.v),
		fmt.Sprintf("(%s, %s), (%s_d, _) = %s, %s", a.name, b.name, a.name, e.v, e.d))
	g.scope = append(g.scope, a, b)
}

// throughFunctions takes a float through a tuple of functions.
func (g *generator) throughFunctions() {
	x := g.define(float, g.expr(float, 1), false)
	h := g.name("h")
	f, k := g.expr(function, 2), g.expr(function, 2)
	g.lines(fmt.Sprintf("for %s in (%s, %s):", h, f.v, k.v), fmt.Sprintf("for %s in (%s, %s):", h, f.d, k.d))
	g.lines(fmt.Sprintf("    %s = %s(%s)", x.name, h, x.name), fmt.Sprintf("    %s, %s_d = %s(%s, %s_d)", x.name, x.name, h, x.name, x.name))
}

// effect prints or checks something.
func (g *generator) effect() {
	switch {
	case g.chance(15):
		g.line("assert %s, \"%s\"", g.expr(boolean, 1).v, g.name("claim"))
	case g.chance(50) && len(g.scope) > 0:
		g.print(oneOf(g, g.scope...))
	default:
		g.line("print(%s, %s)", g.expr(integer, 2).v, g.expr(boolean, 2).v)
	}
}

// closure defines a function of a float inside what is around.
func (g *generator) closure(depth int) {
	u := variable{g.name("u"), float, true}
	f := variable{g.name("f"), function, true}
	outer, result, loops := g.scope, g.result, g.loops
	g.scope, g.result, g.loops = append(g.fixed(), u), &float, 0
	g.lines(fmt.Sprintf("def %s(%s):", f.name, u.name), fmt.Sprintf("def %s(%s, %s_d):", f.name, u.name, u.name))
	weight := g.weight
	g.weight *= 4
	g.block(func() {
		g.statements(min(depth, 1))
		g.returns()
	})
	g.weight = weight
	g.scope, g.result, g.loops = append(outer[:len(outer):len(outer)], f), result, loops
}

// function defines a function at module level.
func (g *generator) function() {
	f := callee{name: g.name("f"), result: oneOf(g, float, float, float, array, floats, tupleOf(float, integer), function, cell)}
	switch g.IntN(4) {
	case 0:
		g.counted(f)
		return
	case 1:
		g.walk(f)
		return
	}
	for range 1 + g.IntN(3) {
		f.params = append(f.params, g.anyType())
	}
	f.params = append(f.params, float)
	g.enter(&f, func([]variable) {
		g.statements(2)
		g.returns()
	})
}

// enter writes a function with a body over its parameters.
func (g *generator) enter(f *callee, body func(params []variable)) {
	outer, cost, weight := g.scope, g.cost, g.weight
	g.scope, g.result, g.cost, g.weight = g.fixed(), &f.result, 1, 1
	var params []variable
	for i, t := range f.params {
		descends := i == 0 && (f.depth > 0 || t.kind == treeKind)
		params = append(params, variable{g.name("p"), t, descends || t.kind == funcKind || g.chance(60)})
	}
	g.scope = append(g.scope, params...)
	g.lines(fmt.Sprintf("def %s(%s):", f.name, namesOf(params)), fmt.Sprintf("def %s(%s):", f.name, twins(params)))
	g.block(func() { body(params) })
	f.cost = g.cost
	g.scope, g.result, g.cost, g.weight = outer, nil, cost, weight
	g.funcs = append(g.funcs, *f)
}

// counted defines a recursion on a counter.
func (g *generator) counted(f callee) {
	for f.result.kind == funcKind {
		f.result = float
	}
	f.depth = 5
	f.params = []typ{integer, float, g.anyType()}
	binary := g.chance(25)
	again := f
	again.depth = 0
	g.enter(&f, func(ps []variable) {
		g.weight = 6
		if binary {
			g.weight = 16
		}
		g.line("if %s <= 0:", ps[0].name)
		g.block(g.returns)
		g.statements(1)
		g.recurse(again, ps[0].name+" - 1")
		if binary {
			g.recurse(again, ps[0].name+" - 2")
		}
		g.returns()
	})
}

// recurse calls a function with a first argument that is given.
func (g *generator) recurse(f callee, first string) {
	g.pure = true
	args, both := []string{first}, []string{first}
	for _, t := range f.params[1:] {
		e := g.leaf(t)
		args, both = append(args, e.v), append(both, pair(t, e))
	}
	g.pure = false
	v := variable{g.name("x"), f.result, true}
	g.lines(fmt.Sprintf("%s = %s(%s)", v.name, f.name, strings.Join(args, ", ")),
		fmt.Sprintf("%s = %s(%s)", twins([]variable{v}), f.name, strings.Join(both, ", ")))
	g.scope = append(g.scope, v)
}

// walk defines a recursion on a tree.
func (g *generator) walk(f callee) {
	for f.result.kind == funcKind {
		f.result = float
	}
	f.params = []typ{tree, float}
	g.enter(&f, func(ps []variable) {
		t := ps[0].name
		g.weight = 12
		all := g.scope
		g.scope = ps[1:2:2]
		g.lines(fmt.Sprintf("if %s is None:", t), fmt.Sprintf("if %s is None or %s_d is None:", t, t))
		g.block(g.returns)
		g.scope = all
		for _, side := range []string{"l", "r"} {
			s := g.leaf(float)
			v := variable{g.name("x"), f.result, true}
			g.lines(fmt.Sprintf("%s = %s(%s.%s, %s)", v.name, f.name, t, side, s.v),
				fmt.Sprintf("%s = %s(%s.%s, %s_d.%s, %s, %s)", twins([]variable{v}), f.name, t, side, t, side, s.v, s.d))
			g.scope = append(g.scope, v)
		}
		g.statements(1)
		g.returns()
	})
}
