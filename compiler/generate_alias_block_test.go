package compiler_test

import (
	"fmt"
	"slices"
)

// looped writes the block of a loop that runs a few times. What limit says, if it is not "", ends a loop over what the
// block may make longer.
func (g *aliases) looped(depth int, limit string, more ...named) {
	weight, grew := g.weight, g.grows
	g.weight, g.grows, g.loops = weight*4, false, g.loops+1
	g.indent++
	at := len(g.text)
	g.indent--
	g.block(func() {
		g.scope = append(g.scope, more...)
		for range 1 + g.IntN(2) {
			g.statement(depth - 1)
		}
		if g.grows && limit != "" {
			g.line("if %s:", limit)
			g.line("    break")
			n := len(g.text)
			head := slices.Clone(g.text[n-2:])
			g.text = slices.Insert(g.text[:n-2], at, head...)
			g.of = slices.Insert(g.of[:n-2], at, g.now, g.now)
		}
	})
	g.weight, g.loops, g.grows = weight, g.loops-1, grew || g.grows
}

// over gives a name of the form that is not assigned to in the loop that goes over it.
func (g *aliases) over(f form) (name string, done func()) {
	name = g.a(f).name
	i := slices.IndexFunc(g.scope, func(v named) bool { return v.name == name })
	before := g.scope[i].fixed
	g.scope[i].fixed = true
	return name, func() { g.scope[i].fixed = before }
}

func (g *aliases) loop(depth int) {
	if depth == 0 {
		g.changeList()
		return
	}
	i, x := named{name: g.name("i"), made: made{form: numberForm}, fixed: true}, named{name: g.name("v"), made: made{form: numberForm}, fixed: true}
	f := listForm
	row := g.chance(40)
	if row {
		f = gridForm
		x.form = listForm
	}
	xs, done := g.over(f)
	defer done()
	limit := fmt.Sprintf("len(%s) > 16", xs)
	switch g.IntN(7) {
	case 0, 1:
		g.line("for %s in range(%d):", i.name, 2+g.IntN(3))
		g.looped(depth, "", i)
	case 2:
		g.line("for %s in range(len(%s)):", i.name, xs)
		if row {
			g.line("    %s[%s][0] += 1", xs, i.name)
		} else {
			g.line("    %s[%s] += 1", xs, i.name)
		}
		g.looped(depth, "", i)
	case 3, 4:
		g.line("for %s in %s:", x.name, xs)
		g.looped(depth, limit, x)
	case 5:
		g.line("for %s, %s in enumerate(%s):", i.name, x.name, xs)
		g.looped(depth, limit, i, x)
	default:
		ys := g.a(listForm).name
		g.line("for %s, %s in zip(%s, %s):", x.name, i.name, xs, ys)
		g.looped(depth, limit, x, i)
	}
}

func (g *aliases) while(depth int) {
	if depth == 0 {
		g.changeGrid()
		return
	}
	n := named{name: g.name("n"), made: made{form: numberForm}, fixed: true}
	g.line("%s = 0", n.name)
	g.line("while %s < %d%s:", n.name, 2+g.IntN(3), oneOf(g, "", "", " and len("+g.a(listForm).name+") < 9"))
	g.line("    %s += 1", n.name)
	g.looped(depth, "", n)
}

// collect makes a container in a loop.
func (g *aliases) collect() {
	c, v := g.name("g"), g.name("v")
	switch g.IntN(5) {
	case 0:
		in := g.a(gridForm).name
		g.line("%s = []", c)
		g.line("for %s in %s:", v, in)
		g.line("    %s.append(%s)", c, oneOf(g, v, v+"[:]", v+" + [1]", "["+v+"[0]] * 3"))
	case 1:
		e := oneOf(g, g.list(1), "["+v+", 1, 2, 3]")
		g.line("%s = []", c)
		g.line("for %s in range(3):", v)
		g.line("    %s.append(%s)", c, e)
	case 2:
		g.line("%s = [%s for %s in %s]", c, oneOf(g, v, v+"[:]", "sorted("+v+")"), v, g.a(gridForm).name)
	case 3:
		b := g.name("c")
		g.line("%s = [Box(%s) for %s in %s]", b, oneOf(g, v, v+"[:]"), v, g.a(gridForm).name)
		g.line("%s[0].add(%s)", b, g.number())
		g.line("%s[-1].trade(%[1]s[0])", b)
		g.line("%s = [b.xs for b in %s]", c, b)
	default:
		d, in := g.name("d"), g.a(gridForm).name
		g.line("%s = {}", d)
		g.line("for %s in %s:", v, in)
		g.line("    %s[%s[0] %% 2] = %[2]s", d, v)
		g.line("%s = [[0, 1, 2, 3]] + list(%s.values())", c, d)
	}
	g.scope = append(g.scope, named{name: c, made: made{form: gridForm}})
}

// parameter is a form that functions take and give.
func (g *aliases) parameter() made {
	m := g.sized(oneOf(g, listForm, listForm, listForm, gridForm, numberForm, boxForm, tableForm, arrayForm, pairForm, duoForm))
	return m
}

// function defines a function, which may read what is around it.
func (g *aliases) function(depth int) {
	if g.inside || g.loops > 0 || depth < 2 {
		g.changeObject()
		return
	}
	f := method{name: g.name("f")}
	scope, cost, shown := g.scope, g.cost, ""
	g.scope, g.cost, g.weight, g.inside = nil, 0, 1, true
	for range 1 + g.IntN(3) {
		m := g.parameter()
		if len(f.params) > 0 && g.chance(40) {
			m = f.params[len(f.params)-1]
		}
		f.params = append(f.params, m)
		v := named{name: g.name("p"), made: m}
		g.scope = append(g.scope, v)
		shown += ", " + v.name
	}
	if g.chance(15) {
		v := named{name: g.name("p"), made: made{form: listForm}}
		g.scope, shown = append(g.scope, v), shown+", "+v.name+"=[1, 2, 3]"
		g.now = "default"
	}
	g.line("def %s(%s):", f.name, shown[2:])
	g.block(func() {
		for range 1 + g.IntN(3) {
			g.statement(1)
		}
		f.result = oneOf(g, g.scope...).made
		if f.result.form == callForm {
			f.result = made{form: numberForm}
		}
		g.now = "return"
		if g.chance(15) && f.result.form == listForm {
			early := g.there(f.result)
			g.line("if %s:", g.truth())
			g.line("    return %s", early)
		}
		g.line("return %s", g.there(f.result))
	})
	f.cost = g.cost
	g.scope, g.cost, g.inside = scope, cost, false
	g.methods = append(g.methods, f)
}

// closure defines a function of an int that changes what is around it.
func (g *aliases) closure() {
	if g.inside || g.loops > 0 {
		g.changeList()
		return
	}
	if g.chance(20) {
		g.counter()
		return
	}
	g.a(listForm)
	f := named{name: g.name("f"), made: made{form: callForm}, fixed: true}
	v := named{name: g.name("v"), made: made{form: numberForm}, fixed: true}
	if g.chance(90) {
		for i := range g.scope {
			g.scope[i].fixed = true
		}
	} else {
		g.now = "late binding"
	}
	scope, cost := g.scope, g.cost
	g.scope, g.cost, g.inside = slices.Clone(scope), 0, true
	g.line("def %s(%s):", f.name, v.name)
	g.block(func() {
		g.scope = append(g.scope, v)
		for range 1 + g.IntN(2) {
			g.capturing()
		}
	})
	g.scope, g.cost, g.inside = append(scope, f), cost, false
}

// counter defines a function of an int that assigns a variable of what is around it.
func (g *aliases) counter() {
	f := named{name: g.name("f"), made: made{form: callForm}, fixed: true}
	defer func() { g.scope = append(g.scope, f) }()
	if g.chance(40) {
		g.now = "counter"
		maker := g.name("make")
		g.line("def %s(n):", maker)
		g.line("    def add(v):")
		g.line("        nonlocal n")
		g.line("        n += v")
		g.line("        return n")
		g.line("    return add")
		g.line("%s = %s(%s)", f.name, maker, g.number())
		return
	}
	g.now = "nonlocal"
	n := g.assignable(numberForm)
	g.line("def %s(v):", f.name)
	g.line("    %s %s", map[bool]string{true: "nonlocal", false: "global"}[g.main], n)
	g.line("    %s += v", n)
	g.line("    return %s", n)
}

// capturing writes a statement that assigns no name of what is around.
func (g *aliases) capturing() {
	xs := g.a(listForm).name
	switch g.IntN(4) {
	case 0:
		g.longer("$1.append($2)", xs, g.number())
	case 1:
		g.changeObject()
	case 2:
		g.line("%s[%s] += %s", xs, g.index(xs), g.number())
	default:
		g.changeTable()
	}
}
