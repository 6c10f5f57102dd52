package compiler_test

import (
	"fmt"
	"strings"
)

// number is an expression of an int.
func (g *aliases) number() string {
	switch g.IntN(14) {
	case 0, 1, 2:
		if vs := g.have(numberForm); len(vs) > 0 {
			return oneOf(g, vs...).name
		}
	case 3, 4:
		xs := g.list(1)
		return xs + "[" + g.index(xs) + "]"
	case 5:
		return oneOf(g, "len(", "max(", "sum(") + g.list(1) + ")"
	case 6:
		if vs := g.have(gridForm); len(vs) > 0 {
			v := oneOf(g, vs...).name
			return fmt.Sprintf("%s[%s][%s]", v, g.index(v), oneOf(g, "0", "1", "-1"))
		}
	case 7:
		if vs := g.have(boxForm); len(vs) > 0 {
			return oneOf(g, vs...).name + ".n"
		}
	case 8:
		if vs := g.have(tableForm); len(vs) > 0 {
			return oneOf(g, vs...).name + oneOf(g, "[0]", ".get(3, 4)")
		}
	case 9:
		if vs := g.have(arrayForm); len(vs) > 0 {
			return "int(" + oneOf(g, vs...).name + oneOf(g, "[0]", "[-1]", ".sum()") + ") % 50"
		}
	case 10:
		return "(" + g.number() + oneOf(g, " + ", " * ") + g.number() + ") % 50"
	}
	return fmt.Sprint(g.IntN(10))
}

// truth is an expression of a bool, which most often is not known before the program runs.
func (g *aliases) truth() string {
	switch g.IntN(7) {
	case 0, 1, 2:
		return g.a(numberForm).name + oneOf(g, " > ", " < ", " % 2 == ", " != ") + fmt.Sprint(g.IntN(4))
	case 3:
		xs := g.list(1)
		return fmt.Sprintf("%s[%s] %s %s", xs, g.index(xs), oneOf(g, ">", "<=", "=="), g.number())
	case 4:
		return "len(" + g.list(1) + ") > " + fmt.Sprint(3+g.IntN(3))
	case 5:
		return fmt.Sprint(g.IntN(9)) + " in " + g.list(1)
	}
	return g.list(1) + " == " + g.list(1)
}

// index is the text of an index that a list or grid, of which the text is given, has.
func (g *aliases) index(of string) string {
	if vs := g.have(numberForm); len(vs) > 0 && len(of) < 8 && g.chance(40) {
		return oneOf(g, vs...).name + " % len(" + of + ")"
	}
	return oneOf(g, "0", "0", "1", "-1")
}

// list is an expression of a list that there is, perhaps under other names; depth bounds expressions in it.
func (g *aliases) list(depth int) string {
	vs := g.have(listForm)
	if depth == 0 || len(vs) > 0 && g.chance(50) {
		return g.a(listForm).name
	}
	f := oneOf(g, gridForm, gridForm, boxForm, boxForm, shelfForm, shelfForm, pairForm, duoForm, boardForm, sharedForm, listForm, listForm)
	if f == listForm {
		if e, ok := g.call(made{form: listForm}); ok && g.chance(60) {
			return e
		}
		if len(vs) > 1 {
			return fmt.Sprintf("(%s if %s else %s)", oneOf(g, vs...).name, g.truth(), oneOf(g, vs...).name)
		}
		return g.a(listForm).name
	}
	in := g.have(f)
	if len(in) == 0 {
		return g.a(listForm).name
	}
	v := oneOf(g, in...).name
	return v + g.listIn(f, v)
}

// listIn is what stands behind an object v to name a list in it.
func (g *aliases) listIn(f form, v string) string {
	switch f {
	case gridForm:
		return "[" + g.index(v) + "]"
	case boxForm:
		return oneOf(g, ".xs", ".xs", ".take()")
	case shelfForm:
		return oneOf(g, `["a"]`, `["b"]`, `.get("a", [1, 2, 3])`)
	case duoForm:
		return oneOf(g, ".a.xs", ".b.xs", ".first().xs")
	case sharedForm:
		return ".log"
	case boardForm:
		return oneOf(g, ".last", ".rows[0]", ".row(1)", ".rows[-1]")
	}
	return oneOf(g, "[0]", "[1]", "[-1]")
}

// there is an expression of an object that there is.
func (g *aliases) there(m made) string {
	if m.form == numberForm {
		return g.number()
	}
	if m.form == listForm {
		return g.list(2)
	}
	if e, ok := g.call(m); ok && g.chance(25) {
		return e
	}
	if m.form == boxForm && g.chance(40) {
		if vs := g.have(duoForm); len(vs) > 0 {
			return oneOf(g, vs...).name + oneOf(g, ".a", ".b", ".first()")
		}
	}
	if m.form == gridForm && g.chance(30) {
		if vs := g.have(boardForm); len(vs) > 0 {
			return oneOf(g, vs...).name + ".rows"
		}
	}
	var same []string
	for _, v := range g.scope {
		if v.made == m {
			same = append(same, v.name)
		}
	}
	switch {
	case len(same) == 0:
		return g.fresh(m)
	case len(same) > 1 && g.chance(15):
		return fmt.Sprintf("(%s if %s else %s)", oneOf(g, same...), g.truth(), oneOf(g, same...))
	}
	return oneOf(g, same...)
}

// literal is the text of a list of four or five ints.
func (g *aliases) literal() string {
	out := make([]string, 4+g.IntN(2))
	for i := range out {
		out[i] = fmt.Sprint(g.IntN(10))
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// fresh is an expression of a new object, though what it holds may be old.
func (g *aliases) fresh(m made) string {
	some := func() string {
		if len(g.have(listForm)) > 0 && g.chance(60) {
			return g.list(1)
		}
		return g.literal()
	}
	box := func() string {
		if vs := g.have(boxForm); len(vs) > 0 && g.chance(60) {
			return oneOf(g, vs...).name
		}
		return oneOf(g, "Box(", "Box(", "Bag(") + some() + ")"
	}
	switch m.form {
	case listForm:
		return g.freshList()
	case gridForm:
		return g.freshGrid(some)
	case arrayForm:
		return g.freshArray(m)
	case matrixForm:
		return fmt.Sprintf("np.arange(%d.0).reshape(%d, %d)", m.n*m.m, m.n, m.m) + oneOf(g, "", " + 1", ".copy()")
	case tableForm:
		return oneOf(g, "{0: 1, 2: 3}", "{i: i for i in range(3)}", "{0: 5}")
	case shelfForm:
		return fmt.Sprintf(`{"a": %s, "b": %s}`, some(), some())
	case setForm:
		return oneOf(g, "{1, 2, 3}", "set("+g.list(1)+")", "{v for v in "+g.list(1)+"}")
	case boxForm:
		return oneOf(g, "Box(", "Box(", "Bag(") + some() + oneOf(g, ")", ", 2)")
	case duoForm:
		return "Duo(" + box() + ", " + box() + ")"
	case boardForm:
		return "Board(" + g.there(made{form: gridForm}) + ")"
	case pairForm:
		return "(" + some() + ", " + some() + ")"
	case sharedForm:
		return "Shared()"
	}
	return g.number()
}

func (g *aliases) freshList() string {
	if len(g.have(listForm)) == 0 || g.chance(50) {
		return g.literal()
	}
	xs := g.list(1)
	return filled(oneOf(g, "$1[:]", "list($1)", "$1.copy()", "[v + 1 for v in $1]", "$1 + [7, 8]", "sorted($1)", "$1[1:] + $1[:1]", "[v for v in $1]"), xs)
}

func (g *aliases) freshGrid(some func() string) string {
	rows := []string{some(), some(), some()}
	literal := "[" + strings.Join(rows, ", ") + "]"
	vs := g.have(gridForm)
	if len(vs) == 0 || g.chance(50) {
		return oneOf(g, literal, literal, literal, "[[0] * 4 for _ in range(3)]", "[[i, i + 1, i + 2, i + 3] for i in range(3)]", "["+rows[0]+"] * 3")
	}
	return filled(oneOf(g, "$1[:]", "list($1)", "$1.copy()", "[r[:] for r in $1]", "[r for r in $1]", "$1 + [[7, 8, 9, 1]]"), oneOf(g, vs...).name)
}

func (g *aliases) freshArray(m made) string {
	for _, v := range g.have(arrayForm) {
		if v.n == m.n && g.chance(60) {
			return v.name + oneOf(g, ".copy()", " * 2", "[::-1].copy()", " + 1")
		}
	}
	return oneOf(g, fmt.Sprintf("np.arange(%d.0)", m.n), fmt.Sprintf("np.ones(%d)", m.n), fmt.Sprintf("np.array([float(v) for v in range(%d)])", m.n))
}

// call is a call of a function that gives an object of the form, if there is one.
func (g *aliases) call(result made) (string, bool) {
	var fs []method
	for _, f := range g.methods {
		if f.result == result && g.weight*f.cost+g.cost <= mostAliasCost {
			fs = append(fs, f)
		}
	}
	if len(fs) == 0 {
		return "", false
	}
	f := oneOf(g, fs...)
	g.cost += g.weight * f.cost
	g.grows = true
	var args []string
	for i, p := range f.params {
		if i > 0 && f.params[i-1] == p && g.chance(50) {
			args = append(args, args[i-1])
			continue
		}
		if p.form == listForm {
			args = append(args, g.list(1))
			continue
		}
		args = append(args, g.plain(p))
	}
	return f.name + "(" + strings.Join(args, ", ") + ")", true
}

// plain is an expression without a call: a name or what is new.
func (g *aliases) plain(m made) string {
	for _, i := range g.Perm(len(g.scope)) {
		if g.scope[i].made == m {
			return g.scope[i].name
		}
	}
	if m.form == numberForm {
		return fmt.Sprint(g.IntN(9))
	}
	return g.fresh(m)
}
