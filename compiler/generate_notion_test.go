package compiler_test

import (
	"fmt"
	"strings"
	"testing"
)

// notion is what a statement of a generated program is about.
type notion uint8

const (
	classes notion = iota
	unions
	closuresInData
	runTimeSizes
	views
	raises
	secondOrder
	notions
)

var notionNames = [notions]string{"dataclasses", "unions", "closures in data", "sizes known at run time", "views", "raises", "second order"}

// notion writes statements about one thing, which define a float.
func (g *generator) notion() {
	n := notion(g.IntN(int(notions)))
	g.made[n]++
	a := g.define(float, g.expr(float, 1), true).expr()
	var x expr
	switch n {
	case classes:
		x = g.record(a)
	case unions:
		x = g.union(a)
	case closuresInData:
		x = g.closureInData(a)
	case runTimeSizes:
		x = g.sized(a)
	case views:
		x = g.view(a)
	case raises:
		x = g.raise(a)
	case secondOrder:
		x = g.derivative(a)
	}
	g.define(float, x, g.chance(50))
}

// record declares a class with a method of two fields and makes one.
func (g *generator) record(a expr) expr {
	class, r := g.name("R"), g.name("r")
	b, k, method := g.leaf(float), g.leaf(integer), oneOf(g, binaryRules...)
	own := method.apply(expr{"self.a", ""}, expr{"self.b", ""})
	g.classes = append(g.classes, "@dataclass(frozen=True)\nclass "+class+":\n    a: float\n    b: float\n    k: int = 1\n    inner: object = None\n"+
		"    def total(self):\n        return "+own.v)
	fields := func(a, b string) string { return fmt.Sprintf("%s(%s, %s, %s)", class, a, b, k.v) }
	v, d := fields(a.v, b.v), fields(a.d, b.d)
	if g.chance(40) {
		v, d = fmt.Sprintf("%s(%s, b=%s, inner=%s)", class, a.v, b.v, v), fmt.Sprintf("%s(%s, b=%s, inner=%s)", class, a.d, b.d, d)
	}
	g.lines(r+" = "+v, fmt.Sprintf("%s, %s_d = %s, %s", r, r, v, d))
	parts := method.apply(expr{r + ".a", r + "_d.a"}, expr{r + ".b", r + "_d.b"})
	return expr{fmt.Sprintf("%s.total() * %s.k", r, r), fmt.Sprintf("%s * %s.k", parts.d, r)}
}

// union makes a value of one type or another, and reads it where a test tells which.
func (g *generator) union(a expr) expr {
	if g.chance(40) {
		return g.gaps(a)
	}
	p, u, x := bracketed(g.expr(boolean, 1)).v, g.name("u"), g.name("x")
	b := g.leaf(float)
	other := oneOf(g, rule{"(" + b.v + ", 2)", "(" + b.d + ", 2)"}, rule{"None", "None"}, rule{`"text"`, `"text"`}, rule{"Cell(" + b.v + ", 2, (1.0, True))", "Cell(" + b.d + ", 2, (0.0, True))"})
	use := expr{"1.0", "0.0"}
	switch other.v[0] {
	case '(':
		use = expr{u + "[0] * " + u + "[1]", "second(" + u + "_d)[0] * 2"}
	case 'C':
		use = expr{u + ".v * " + u + ".k", "third(" + u + "_d).v * 2"}
	case '"':
		use = expr{"1.5 * len(" + u + ")", "0.0"}
	}
	v, d := fmt.Sprintf("%s if %s else %s", a.v, p, other.v), fmt.Sprintf("%s if %s else %s", a.d, p, other.d)
	g.lines(u+" = "+v, fmt.Sprintf("%s, %s_d = (%s), (%s)", u, u, v, d))
	is := oneOf(g, unaryRules...).apply(expr{u, "first(" + u + "_d)"})
	g.line("if isinstance(%s, float):", u)
	g.lines("    "+x+" = "+is.v, fmt.Sprintf("    %s, %s_d = %s, %s", x, x, is.v, is.d))
	g.line("else:")
	g.lines("    "+x+" = "+use.v, fmt.Sprintf("    %s, %s_d = %s, %s", x, x, use.v, use.d))
	return expr{x, x + "_d"}
}

// gaps makes a list with gaps and adds what is there.
func (g *generator) gaps(a expr) expr {
	u, us := g.name("u"), g.name("us")
	x := g.define(float, g.leaf(float), false)
	list := fmt.Sprintf("[%%s if i %% 2 == 0 else None for i in range(%d)]", g.IntN(5))
	v, d := strings.Replace(list, "%s", a.v, 1), strings.Replace(list, "%s", a.d, 1)
	g.lines(us+" = "+v, fmt.Sprintf("%s, %s_d = %s, %s", us, us, v, d))
	g.lines(fmt.Sprintf("for %s in %s:", u, us), fmt.Sprintf("for %s, %s_d in zip(%s, %s_d):", u, u, us, us))
	g.lines(fmt.Sprintf("    if %s is not None:", u), fmt.Sprintf("    if %s is not None and %s_d is not None:", u, u))
	next := rule{"math.sin(a + b)", "(A + B) * math.cos(a + b)"}.apply(x.expr(), expr{u, u + "_d"})
	g.lines(fmt.Sprintf("        %s = %s", x.name, next.v), fmt.Sprintf("        %s, %s_d = %s, %s", x.name, x.name, next.v, next.d))
	return x.expr()
}

// unionParts read what may be of another type; tangent forms cannot narrow the twin of what is tested.
const unionParts = `def first(u):
    return u if isinstance(u, float) else 0.0
def second(u):
    return (0.0, 0) if isinstance(u, float) else u
def third(u):
    return Cell(0.0, 0, (0.0, True)) if isinstance(u, float) else u
`

// closureInData puts functions into a dict, a tuple, a list or a field and calls them from there.
func (g *generator) closureInData(a expr) expr {
	f, h := g.expr(function, 2), g.expr(function, 1)
	t, x := g.name("t"), g.name("x")
	forms := []string{`{"f": %s, "g": %s}`, "(0, (%s, %s))", "Holder(%s, 1.0, %s)", "[%s, %s]"}
	at := [][2]string{{`["f"]`, `["g"]`}, {"[1][0]", "[1][1]"}, {".f", ".g"}, {"[0]", "[-1]"}}
	if g.chance(25) {
		n := 1 + g.IntN(3)
		g.lines(fmt.Sprintf("%s = [lambda u, k=i: math.sin(u) * k for i in range(%d)]", t, n),
			fmt.Sprintf("%s = [lambda u, d, k=i: (math.sin(u) * k, d * math.cos(u) * k) for i in range(%d)]", t, n))
		g.lines(fmt.Sprintf("%s = %s[-1](%s)", x, t, a.v), fmt.Sprintf("%s, %s_d = %s[-1](%s, %s)", x, x, t, a.v, a.d))
		return expr{x, x + "_d"}
	}
	i := g.IntN(len(forms))
	g.lines(t+" = "+fmt.Sprintf(forms[i], f.v, h.v), t+" = "+fmt.Sprintf(forms[i], f.d, h.d))
	g.lines(fmt.Sprintf("%s = %s%s(%s)", x, t, at[i][0], a.v), fmt.Sprintf("%s, %s_d = %s%s(%s, %s)", x, x, t, at[i][0], a.v, a.d))
	g.lines(fmt.Sprintf("%s = %s%s(%s)", x, t, at[i][1], x), fmt.Sprintf("%s, %s_d = %s%s(%s, %s_d)", x, x, t, at[i][1], x, x))
	return expr{x, x + "_d"}
}

// sized computes with arrays and lists whose size, of 2 to 5, is not known before the program runs.
func (g *generator) sized(a expr) expr {
	n := g.name("n")
	g.line("%s = int(10.0 * math.sin(%s)) %% 4 + 2", n, a.v)
	made := oneOf(g, rule{"(np.arange(N) * a)", "(np.arange(N) * A)"}, rule{"(np.ones(N) * a)", "(np.ones(N) * A)"}, rule{"np.array([a] * N)", "np.array([A] * N)"},
		rule{"np.array([a * i for i in range(N)])", "np.array([A * i for i in range(N)])"}, rule{"np.full(N, a)", "np.full(N, A)"})
	made = rule{strings.ReplaceAll(made.v, "N", n), strings.ReplaceAll(made.d, "N", n)}
	v := g.name("v")
	e := made.apply(bracketed(a))
	for _, r := range []rule{{}, oneOf(g, arrayUnary...), oneOf(g, arrayBinary...)} {
		if r.v != "" {
			e = r.apply(expr{v, v + "_d"}, bracketed(a))
		}
		g.lines(v+" = "+e.v, fmt.Sprintf("%s, %s_d = %s, %s", v, v, e.v, e.d))
	}
	last := oneOf(g, append([]rule{{"float(np.sum(a[:N - 1]))", "float(np.sum(A[:N - 1]))"}, {"float(a[N // 2])", "float(A[N // 2])"}}, reductions...)...)
	return rule{strings.ReplaceAll(last.v, "N", n), strings.ReplaceAll(last.d, "N", n)}.apply(expr{v, v + "_d"})
}

// view reads a matrix in another order or shape.
func (g *generator) view(a expr) expr {
	m, w := g.name1(matrix, 1), g.name("w")
	form := oneOf(g, "M.T", "M[:, 1]", "M[::-1, ::2]", "M[1:, :2].reshape(4)", "M.ravel()[::2]", "M[None, 1:]", "np.swapaxes(M, 0, 1)[0]",
		"M.T[1:].T", "np.broadcast_to(M[0], (4, 3))", "M.reshape(9)[2:8].reshape(2, 3).T")
	v := expr{strings.ReplaceAll(form, "M", m.v), strings.ReplaceAll(form, "M", m.d)}
	g.lines(w+" = "+v.v, fmt.Sprintf("%s, %s_d = %s, %s", w, w, v.v, v.d))
	r := oneOf(g, rule{"float(np.sum(np.sin(a) * b))", "float(np.sum(np.cos(a) * A * b + np.sin(a) * B))"}, rule{"(b * float(np.mean(a * a)))", "(B * float(np.mean(a * a)) + b * float(np.mean(2.0 * a * A)))"})
	return r.apply(expr{w, w + "_d"}, bracketed(a))
}

// raise raises in some case, in one that does not come if the program is for derivatives.
func (g *generator) raise(a expr) expr {
	limit, class := 1e9, oneOf(g, "ValueError", "RuntimeError", "IndexError", "ZeroDivisionError")
	if !g.smooth && g.chance(30) {
		limit = 2
	}
	g.line("if %s > %v:", bracketed(a).v, limit)
	g.line("    raise %s(f\"%s {%s > 0}\")", class, g.name("large"), a.v)
	if !g.smooth && g.chance(10) {
		g.line("print(100 // %s)", bracketed(g.expr(integer, 1)).v)
	}
	return oneOf(g, unaryRules...).apply(bracketed(a))
}

// derivative takes a derivative inside of the program: its value is of first order or second, its tangent one higher.
func (g *generator) derivative(a expr) expr {
	f := oneOf(g, unaryRules[:8]...)
	h, u := g.name("h"), g.name("u")
	g.line("%s = lambda %s: %s", h, u, f.apply(expr{u, u}).v)
	if g.smooth {
		return expr{fmt.Sprintf("grad(%s)(%s)", h, a.v), fmt.Sprintf("(%s * grad(grad(%s))(%s))", a.d, h, a.v)}
	}
	return expr{fmt.Sprintf("grad(grad(%s))(%s)", h, a.v), "0.0"}
}

// Each notion is in 2 in a hundred of the programs, and of the functions that are differentiated; second order is in all
// of the latter.
func TestNotions(t *testing.T) {
	t.Parallel()
	const count = 300
	for _, smooth := range []bool{false, true} {
		var in [notions]int
		for seed := range uint64(count) {
			g := newGenerator(seed)
			if smooth {
				g = modelGenerator(seed)
			} else {
				g.program()
			}
			for n, times := range g.made {
				in[n] += min(times, 1)
			}
		}
		var told []string
		for n, k := range in {
			share := 100 * float64(k) / count
			told = append(told, fmt.Sprintf("%s %.0f %%", notionNames[n], share))
			if share < 2 {
				t.Errorf("%s are in %.1f %%", notionNames[n], share)
			}
		}
		t.Logf("generated %s: %s", map[bool]string{false: "programs", true: "functions with derivatives"}[smooth], strings.Join(told, ", "))
	}
}
