package compiler_test

import "fmt"

// changeArray changes an array with one axis.
func (g *aliases) changeArray() {
	v := g.a(arrayForm)
	x, i := v.name, oneOf(g, "0", "1", "-1", g.a(numberForm).name+" % 2")
	switch g.IntN(15) {
	case 0, 1:
		g.line("%s[%s] = %s", x, i, g.number())
	case 2, 3:
		g.line("%s[%s] += %s", x, i, oneOf(g, g.number(), "0.5"))
	case 4:
		g.line("%s %s", x, oneOf(g, "+= 1", "*= 0.5", "-= 2.0", "+= "+x))
	case 5:
		g.line("%s[:] = %s", x, oneOf(g, fmt.Sprint(g.IntN(9)), x+"[::-1]", x+" + 1", g.alike(v)))
	case 6:
		g.line("%s[1:] %s %[1]s[:-1]", x, oneOf(g, "=", "+="))
	case 7:
		g.line("%s[%[1]s > %d] %s %s", x, g.IntN(4), oneOf(g, "=", "+=", "*="), oneOf(g, "0", "2", "0.5"))
	case 8:
		g.line("%s", filled(oneOf(g, "$1.fill(2)", "$1.sort()", "np.add.at($1, np.array([0, 0, 1]), 1.0)", "$1[[0, -1]] = $1[[-1, 0]]", "np.copyto($1, 3.0)"), x))
	case 9:
		g.line("np.%s(%s, %s, out=%[2]s)", oneOf(g, "add", "subtract", "maximum"), x, g.alike(v))
	case 10:
		g.line("for %[1]s in range(%d):", g.name("i"), v.n)
		g.line("    %s[i%d] += i%[2]d", x, g.names)
	case 11:
		g.line("%s[0], %[1]s[1] = %[1]s[1], %[1]s[0]", x)
	case 12:
		g.line("%s %s %s", x, oneOf(g, "+=", "-="), g.alike(v))
	case 13:
		y := g.define(v.made, g.alike(v)).name
		g.line("%s[%s] = %s", y, i, g.number())
	default:
		if name := g.assignable(arrayForm); name == x {
			g.line("%s = %[1]s + 1", x)
		}
	}
}

// alike is an array of the size of another.
func (g *aliases) alike(v named) string {
	for _, i := range g.Perm(len(g.scope)) {
		switch w := g.scope[i]; {
		case w.made == v.made:
			return w.name
		case w.form == matrixForm && w.m == v.n:
			return w.name + oneOf(g, "[0]", "[-1]", "[1, :]")
		case w.form == matrixForm && w.n == v.n:
			return w.name + oneOf(g, "[:, 0]", ".T[1]")
		}
	}
	return v.name
}

// view gives a name to a part of an array.
func (g *aliases) view() {
	if g.chance(50) {
		v := g.a(arrayForm)
		switch k := g.IntN(6); {
		case k == 0 && v.n > 2:
			g.define(made{arrayForm, v.n - 1, 0}, v.name+oneOf(g, "[1:]", "[:-1]"))
		case k == 1 && v.n > 2:
			g.define(made{arrayForm, (v.n + 1) / 2, 0}, v.name+"[::2]")
		case k == 2 && v.n == 4:
			g.define(made{matrixForm, 2, 2}, v.name+".reshape(2, 2)")
		default:
			g.define(v.made, v.name+oneOf(g, "[:]", "[::-1]", "[...]", ".reshape(-1)", ".ravel()"))
		}
		return
	}
	w := g.a(matrixForm)
	switch g.IntN(8) {
	case 0, 1:
		g.define(made{arrayForm, w.m, 0}, w.name+"["+oneOf(g, "0", "1", "-1", g.a(numberForm).name+" % 2")+"]")
	case 2, 3:
		g.define(made{arrayForm, w.n, 0}, w.name+oneOf(g, "[:, 0]", "[:, -1]", ".T[1]"))
	case 4:
		g.define(made{matrixForm, w.m, w.n}, w.name+".T")
	case 5:
		g.define(w.made, w.name+oneOf(g, "[::-1]", "[:, ::-1]", "[:]"))
	case 6:
		if w.n > 2 {
			g.define(made{matrixForm, w.n - 1, w.m}, w.name+oneOf(g, "[1:]", "[:-1]"))
		}
	default:
		g.define(made{arrayForm, w.n * w.m, 0}, w.name+oneOf(g, ".reshape(-1)", ".ravel()", ".flatten()"))
	}
}

func (g *aliases) changeMatrix() {
	w := g.a(matrixForm)
	x, i := w.name, oneOf(g, "0", "1", "-1", g.a(numberForm).name+" % 2")
	switch g.IntN(11) {
	case 0, 1:
		g.line("%s[%s, %s] %s %s", x, i, oneOf(g, "0", "-1"), oneOf(g, "=", "+="), g.number())
	case 2:
		g.line("%s[%s] %s", x, i, oneOf(g, "= 1", "+= 1", "*= 2.0"))
	case 3:
		g.line("%s[:, %s] %s", x, oneOf(g, "0", "1", "-1"), oneOf(g, "= 5", "+= 0.5"))
	case 4:
		g.line("%s %s", x, oneOf(g, "+= 1", "*= 0.5", "-= "+x, "+= "+x+"[0]"))
	case 5:
		g.line("%s[[0, 1]] = %[1]s[[1, 0]]", x)
	case 6:
		g.line(oneOf(g, "%s[0], %[1]s[1] = %[1]s[1].copy(), %[1]s[0].copy()", "%s[0], %[1]s[1] = %[1]s[1], %[1]s[0]"), x)
	case 7:
		g.line("%s[%[1]s > %d] = %s", x, g.IntN(5), oneOf(g, "0", "-1.0"))
	case 8:
		row := g.name("x")
		g.line("for %s in %s:", row, x)
		g.line("    %s", filled(oneOf(g, "$1 += 1", "$1[0] = 2", "$1[:] = $1[::-1]"), row))
	case 9:
		g.line("%s[1:, :] %s %[1]s[:-1, :]", x, oneOf(g, "=", "-="))
	default:
		g.line("np.fill_diagonal(%s, %d)", x, g.IntN(9))
	}
}

func (g *aliases) changeTable() {
	d := g.a(tableForm).name
	switch g.IntN(9) {
	case 0, 1:
		g.line("%s[%s] = %s", d, g.number(), g.number())
	case 2:
		g.line("%s[0] += %s", d, g.number())
	case 3:
		g.line("%s[%[2]s] = %[1]s.get(%[2]s, 0) + 1", d, g.a(numberForm).name)
	case 4:
		g.line("print(%s.pop(%s, 5))", d, oneOf(g, "7", "2", "1"))
		g.line("%s.setdefault(2, 6)", d)
	case 5:
		k := g.name("k")
		g.line("for %s in %s:", k, d)
		g.line("    %s[%s] += 1", d, k)
	case 6:
		e := g.define(made{form: tableForm}, "{0: 1}").name
		g.line("for k, v in %s.items():", d)
		g.line("    %s[v %% 5 + 1] = k", e)
	case 7:
		g.line("%s.update(%s)", d, oneOf(g, "{4: 4}", g.a(tableForm).name))
	default:
		k := g.a(numberForm).name
		g.line("if %s in %s and %[1]s != 0:", k, d)
		g.line("    del %s[%s]", d, k)
	}
}

func (g *aliases) changeShelf() {
	d := g.a(shelfForm).name
	switch g.IntN(9) {
	case 0:
		g.line(`%s["%s"] = %s`, d, oneOf(g, "a", "b", "c"), g.list(1))
	case 1, 2:
		g.longer("$1.append($2)", d+oneOf(g, `["a"]`, `["b"]`), g.number())
	case 3:
		g.longer(`$2.setdefault($3, $4).append($5)`, d+`["a"]`, d, oneOf(g, `"a"`, `"c"`), oneOf(g, "[]", g.literal()), g.number())
	case 4:
		k := g.a(numberForm).name
		g.line("for v in %s.values():", d)
		g.line("    v[0] += %s", k)
	case 5:
		g.line("for k, v in %s.items():", d)
		g.line("    v[0] = len(k)")
	case 6:
		g.line(`%s["a"], %[1]s["b"] = %[1]s["b"], %[1]s["a"]`, d)
	case 7:
		key := oneOf(g, `"a" if `+g.truth()+` else "b"`, `"b"`)
		xs := g.define(made{form: listForm}, fmt.Sprintf("%s[%s]", d, key)).name
		g.line("%s[0] = %s", xs, g.number())
	default:
		g.line(`%s["a"] += [%s]`, d, g.number())
	}
}

func (g *aliases) changeSet() {
	s := g.a(setForm).name
	g.line("%s", filled(oneOf(g, "$1.add($2)", "$1.discard($2)", "$1 |= {$2}", "$1.update([$2, 4])", "print($2 in $1)"), s, g.number()))
}

func (g *aliases) changeObject() {
	f := oneOf(g, boxForm, boxForm, boxForm, duoForm, duoForm, boardForm, sharedForm)
	b := g.a(f).name
	switch {
	case f == sharedForm:
		g.grows = true
		g.line("%s", filled(oneOf(g, "$1.note($2)", "$1.note($2).note(3)", "$1.log = $3", "Shared.log = $3", "Shared.made += 2", "$1.own += Shared.made", "Shared.log.append($2)"), b, g.number(), g.list(1)))
	case f == duoForm:
		g.line("%s", filled(oneOf(g, "$1.turn()", "$1.a = $1.b", "$1.first().n = $2", "$1.b.xs[0] = $2", "$1.a.trade($1.b)", "$1.a, $1.b = $1.b, $1.a"), b, g.number()))
	case f == boardForm:
		g.line("%s", filled(oneOf(g, "$1.row($2)[0] = $3", "$1.set($2, 1, $3)", "$1.last[0] += $3", "$1.rows[0], $1.last = $1.last, $1.rows[1]"), b, oneOf(g, "0", "1", "-1"), g.number()))
	case g.chance(40):
		g.grows = true
		e := filled(oneOf(g, "$1.add($2)", "$1.add($2).add(2)"), b, g.number())
		if g.chance(30) {
			g.define(made{form: boxForm}, e)
			return
		}
		g.line("%s", e)
	case g.chance(30):
		g.define(made{form: listForm}, b+".put("+g.list(1)+")")
	default:
		g.line("%s", filled(oneOf(g, "$1.n = $2", "$1.n += $2", "$1.xs = $3", "$1.xs[0] = $2", "$1.take()[1] += 1", "$1.xs[0], $1.n = $1.n, $1.xs[0]"), b, g.number(), g.list(1)))
	}
}
