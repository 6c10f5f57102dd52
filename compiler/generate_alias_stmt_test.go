package compiler_test

import (
	"strings"
)

// statementOf is a kind of statement, with how often it is drawn and what writes it.
type statementOf struct {
	of     string
	weight int
	write  func(g *aliases, depth int)
}

// aliasStatements are the kinds of statements.
func aliasStatements() []statementOf {
	return []statementOf{
		{"name", 8, func(g *aliases, _ int) { g.naming() }},
		{"assign again", 4, func(g *aliases, _ int) { g.again() }},
		{"list", 12, func(g *aliases, _ int) { g.changeList() }},
		{"grid", 7, func(g *aliases, _ int) { g.changeGrid() }},
		{"swap", 3, func(g *aliases, _ int) { g.swap() }},
		{"array", 6, func(g *aliases, _ int) { g.changeArray() }},
		{"view", 4, func(g *aliases, _ int) { g.view() }},
		{"matrix", 4, func(g *aliases, _ int) { g.changeMatrix() }},
		{"dict", 4, func(g *aliases, _ int) { g.changeTable() }},
		{"dict of lists", 4, func(g *aliases, _ int) { g.changeShelf() }},
		{"set", 2, func(g *aliases, _ int) { g.changeSet() }},
		{"object", 7, func(g *aliases, _ int) { g.changeObject() }},
		{"tuple", 3, func(g *aliases, _ int) { g.unpack() }},
		{"call", 5, func(g *aliases, _ int) { g.callIt() }},
		{"function", 5, func(g *aliases, depth int) { g.function(depth) }},
		{"closure", 2, func(g *aliases, _ int) { g.closure() }},
		{"if", 5, func(g *aliases, depth int) { g.branch(depth) }},
		{"for", 5, func(g *aliases, depth int) { g.loop(depth) }},
		{"while", 2, func(g *aliases, depth int) { g.while(depth) }},
		{"collect", 3, func(g *aliases, _ int) { g.collect() }},
		{"print", 4, func(g *aliases, _ int) { g.line("print(%s)", g.shown(oneOf(g, g.scope...))) }},
	}
}

// statement writes one statement, with blocks inside blocks depth deep.
func (g *aliases) statement(depth int) {
	total := 0
	for _, s := range g.drawn {
		total += s.weight
	}
	n := g.IntN(total)
	for _, s := range g.drawn {
		if n -= s.weight; n < 0 {
			before := g.now
			g.now = s.of
			s.write(g, depth)
			g.now = before
			return
		}
	}
}

// naming gives an object another name, or makes one.
func (g *aliases) naming() {
	if vs := g.scope; g.chance(75) && len(vs) > 0 {
		m := oneOf(g, vs...).made
		if g.chance(40) {
			m = made{form: listForm}
		}
		if m.form != callForm {
			g.define(m, g.there(m))
			return
		}
	}
	m := g.sized(form(g.IntN(int(callForm))))
	g.define(m, g.fresh(m))
}

// again assigns to a name.
func (g *aliases) again() {
	v := g.a(oneOf(g, listForm, listForm, gridForm, numberForm, boxForm, tableForm, pairForm))
	if v.fixed {
		g.naming()
		return
	}
	if g.chance(30) {
		g.line("%s = %s", v.name, g.fresh(v.made))
		return
	}
	g.line("%s = %s", v.name, g.there(v.made))
}

// longer writes a statement that makes the list $1 longer, in a loop not without end.
func (g *aliases) longer(text string, args ...string) {
	g.grows = true
	if g.loops > 0 || g.inside && strings.HasPrefix(text, "$1 += $1") {
		g.line("if len(%s) < 12:", args[0])
		g.indent++
		defer func() { g.indent-- }()
	}
	g.line("%s", filled(text, args...))
}

// cut writes a statement that makes the list $1, of more than least elements, shorter.
func (g *aliases) cut(least int, text string, args ...string) {
	if g.shorter > 0 && g.loops == 0 && !g.inside && g.chance(60) {
		g.shorter--
	} else {
		g.line("if len(%s) > %d:", args[0], least)
		g.indent++
		defer func() { g.indent-- }()
	}
	g.line("%s", filled(text, args...))
}

func (g *aliases) changeList() {
	xs := g.list(1)
	if strings.HasSuffix(xs, ")") { // a call, or one list or another
		xs = g.define(made{form: listForm}, xs).name
	}
	switch i := g.index(xs); g.IntN(17) {
	case 0, 1:
		g.line("%s[%s] = %s", xs, i, g.number())
	case 2, 3:
		g.line("%s[%s] %s %s", xs, i, oneOf(g, "+=", "-="), g.number())
	case 4, 5, 6:
		g.longer("$1.append($2)", xs, g.number())
	case 7:
		g.longer("$1.insert($2, $3)", xs, i, g.number())
	case 8:
		g.longer(oneOf(g, "$1.extend($2)", "$1 += $2", "$1 += $1", "$1[1:1] = $2", "$1[:0] = $2"), xs, g.list(1))
	case 9:
		g.cut(4, oneOf(g, "$1.pop()", "$1.pop(0)", "del $1[$2]", "del $1[:1]", "print($1.pop($2))"), xs, i)
	case 10:
		g.line("%s.%s()", xs, oneOf(g, "reverse", "sort"))
	case 11:
		g.line("%s[:] = %s", xs, oneOf(g, g.list(1), g.literal(), "[v * 2 % 50 for v in "+xs+"]"))
	case 12:
		g.line("%s[1:3] = [%s, %s]", xs, g.number(), g.number())
	case 13:
		g.line("%s[0], %s[1] = %[2]s[1], %[1]s[0]", xs, xs)
	case 14:
		g.line("%s[0], %[1]s[-1] = %[1]s[-1], %[1]s[0]", xs)
	case 15:
		v := g.number()
		g.line("if %s in %s and len(%[2]s) > 4:", v, xs)
		g.line("    %s.remove(%s)", xs, v)
	default:
		g.line("%s.clear()", xs)
		g.line("%s.extend(%s)", xs, g.literal())
	}
}

func (g *aliases) changeGrid() {
	v := g.a(gridForm).name
	if g.chance(15) {
		if bs := g.have(boardForm); len(bs) > 0 {
			v = oneOf(g, bs...).name + ".rows"
		}
	}
	i, j := g.index(v), g.index(v)
	switch g.IntN(15) {
	case 0, 1:
		g.line("%s[%s][%s] = %s", v, i, oneOf(g, "0", "1", "-1"), g.number())
	case 2:
		g.line("%s[%s] = %s", v, i, oneOf(g, g.list(1), g.literal()))
	case 3, 4:
		g.line("%s[%s], %[1]s[%[3]s] = %[1]s[%[3]s], %[1]s[%[2]s]", v, i, j)
	case 5:
		if g.chance(50) {
			g.line("%s[%s] = %[1]s[%[3]s]", v, i, j)
			return
		}
		a, b := g.define(made{form: listForm}, v+"["+i+"]").name, g.define(made{form: listForm}, v+"["+j+"]").name
		g.line("%s[%s] = %s", v, i, b)
		g.line("%s[%s] = %s", v, j, a)
	case 6:
		g.longer("$1.append($2)", v, g.list(1))
	case 7:
		g.longer("$1.insert($2, $3)", v, i, g.list(1))
	case 8:
		if g.chance(50) {
			g.cut(3, oneOf(g, "$1.pop()", "del $1[$2]", "$1.pop($2)"), v, i)
			return
		}
		g.line("%s = %s.pop() if len(%[2]s) > 3 else %[2]s[0]", g.assignable(listForm), v)
	case 9:
		g.line("%s.reverse()", v)
	case 10:
		g.line("%s[%s] += [%s]", v, i, g.number())
	case 11:
		g.line("%s[1:] = %s", v, oneOf(g, v+"[:1]", "["+g.list(1)+", "+g.literal()+"]"))
	case 12, 13:
		row := g.define(made{form: listForm}, v+"["+i+"]").name
		g.line("%s[%s] += %s", row, oneOf(g, "0", "1", "-1"), g.number())
	default:
		g.line("%s[%s], %s = %[3]s, %[1]s[%[2]s]", v, i, g.assignable(listForm))
	}
}

// assignable is a name that can be assigned again.
func (g *aliases) assignable(f form) string {
	for _, i := range g.Perm(len(g.scope)) {
		if v := g.scope[i]; v.form == f && !v.fixed {
			return v.name
		}
	}
	m := g.sized(f)
	return g.define(m, g.fresh(m)).name
}

// swap exchanges two names, or what is in two objects.
func (g *aliases) swap() {
	f := oneOf(g, listForm, listForm, gridForm, boxForm)
	switch g.IntN(3) {
	case 0:
		a, b := g.assignable(f), g.assignable(f)
		g.line("%s, %s = %[2]s, %[1]s", a, b)
	case 1:
		a, b := g.a(boxForm).name, g.a(boxForm).name
		g.line("%s", filled(oneOf(g, "$1.xs, $2.xs = $2.xs, $1.xs", "$1.trade($2)"), a, b))
	default:
		xs := g.list(1)
		g.line("%s, %s = %s, %s", g.assignable(listForm), g.assignable(listForm), g.list(1), xs)
	}
}

// unpack makes or takes apart a tuple.
func (g *aliases) unpack() {
	a, b := g.name("xs"), g.name("xs")
	switch t := g.a(pairForm); g.IntN(4) {
	case 0:
		g.line("%s, %s = %s", a, b, t.name)
	case 1:
		g.line("%s, *%s = %s", a, b, g.a(gridForm).name)
		g.scope = append(g.scope, named{name: a, made: made{form: listForm}})
		return
	case 2:
		g.line("(%s, %s), %s = %s, %s", a, b, g.assignable(numberForm), t.name, g.number())
	default:
		g.line("%s, %s = %s, %s", a, b, g.list(1), g.list(1))
	}
	for _, n := range []string{a, b} {
		g.scope = append(g.scope, named{name: n, made: made{form: listForm}})
	}
}

func (g *aliases) callIt() {
	if fs := g.have(callForm); len(fs) > 0 && g.chance(50) && g.weight*8+g.cost < mostAliasCost {
		g.grows = true
		g.line("%s(%s)", oneOf(g, fs...).name, g.number())
		return
	}
	if len(g.methods) == 0 {
		g.changeObject()
		return
	}
	f := oneOf(g, g.methods...)
	e, ok := g.call(f.result)
	switch {
	case !ok:
		g.changeList()
	case f.result.form == numberForm && g.chance(50):
		g.line("%s", e)
	default:
		g.define(f.result, e)
	}
}

// branch writes an if, with an else or an elif or neither.
func (g *aliases) branch(depth int) {
	if depth == 0 {
		g.changeList()
		return
	}
	arm := func() {
		for range 1 + g.IntN(2) {
			g.statement(depth - 1)
		}
	}
	g.line("if %s:", g.truth())
	g.block(arm)
	if vs := g.have(numberForm); len(vs) > 0 && g.chance(25) {
		g.line("elif %s > 2:", oneOf(g, vs...).name)
		g.block(arm)
	}
	if g.chance(50) {
		g.line("else:")
		g.block(arm)
	}
}
