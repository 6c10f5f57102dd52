package compiler_test

import (
	"fmt"
	"strings"
)

// rule is a smooth function of one or two arguments: a and b stand for the
// values, A and B for the tangents.
type rule struct{ v, d string }

var unaryRules = []rule{
	{"math.sin(a)", "(A * math.cos(a))"},
	{"math.cos(a)", "(-A * math.sin(a))"},
	{"math.tanh(a)", "(A * (1.0 - math.tanh(a) ** 2))"},
	{"math.exp(-a * a)", "(A * (-2.0 * a) * math.exp(-a * a))"},
	{"math.exp(math.sin(a))", "(A * math.cos(a) * math.exp(math.sin(a)))"},
	{"math.sqrt(1.0 + a * a)", "(A * a / math.sqrt(1.0 + a * a))"},
	{"math.log(1.5 + a * a)", "(A * 2.0 * a / (1.5 + a * a))"},
	{"math.tan(math.tanh(a))", "(A * (1.0 - math.tanh(a) ** 2) * (1.0 + math.tan(math.tanh(a)) ** 2))"},
	{"(-a)", "(-A)"},
	{"a ** 2", "(A * 2.0 * a)"},
	{"(0.1 * a) ** 3", "(A * 0.3 * (0.1 * a) ** 2)"},
	{"abs(a)", "(A if a > 0 else (-A if a < 0 else 0.0 * A))"},
	{"(1.0 + a * a) ** 0.5", "(A * a * (1.0 + a * a) ** -0.5)"},
	{"float(np.exp(-np.abs(a)))", "(-math.exp(-abs(a)) * (A if a > 0 else (-A if a < 0 else 0.0 * A)))"},
}

var binaryRules = []rule{
	{"(a + b)", "(A + B)"},
	{"(a - b)", "(A - B)"},
	{"(a * b)", "(A * b + a * B)"},
	{"(a / (1.0 + b * b))", "(A / (1.0 + b * b) - a * 2.0 * b * B / (1.0 + b * b) / (1.0 + b * b))"},
	{"max(a, b)", "(A if a > b else (B if a < b else 0.5 * A + 0.5 * B))"},
	{"min(a, b)", "(A if a < b else (B if a > b else 0.5 * A + 0.5 * B))"},
	{"(1.0 + a * a) ** math.sin(b)", "((1.0 + a * a) ** math.sin(b) * (A * 2.0 * a * math.sin(b) / (1.0 + a * a) + B * math.cos(b) * math.log(1.0 + a * a)))"},
}

// arrayUnary and arrayBinary work on arrays and, by broadcasting, on scalars
// as the second argument.
var (
	arrayUnary = []rule{
		{"np.sin(a)", "(A * np.cos(a))"},
		{"np.tanh(a)", "(A * (1.0 - np.tanh(a) ** 2))"},
		{"np.exp(-a * a)", "(A * (-2.0) * a * np.exp(-a * a))"},
		{"np.sqrt(1.0 + a * a)", "(A * a / np.sqrt(1.0 + a * a))"},
		{"np.abs(a)", "(A * np.sign(a))"},
		{"(-a)", "(-A)"},
		{"(a * a)", "(2.0 * a * A)"},
		{"a[::-1]", "A[::-1]"},
		{"np.where(a > 0.25, a, 2.0 * a)", "np.where(a > 0.25, A, 2.0 * A)"},
		{"np.concatenate((a[1:], a[:1]))", "np.concatenate((A[1:], A[:1]))"},
	}
	arrayBinary = []rule{
		{"(a + b)", "(A + B)"},
		{"(a - b)", "(A - B)"},
		{"(a * b)", "(A * b + a * B)"},
		{"(a / (1.0 + b * b))", "(A / (1.0 + b * b) - a * 2.0 * b * B / (1.0 + b * b) / (1.0 + b * b))"},
		{"np.maximum(a, b)", "np.where(a > b, A, np.where(a < b, B, 0.5 * A + 0.5 * B))"},
		{"np.minimum(a, b)", "np.where(a < b, A, np.where(a > b, B, 0.5 * A + 0.5 * B))"},
	}
	reductions = []rule{
		{"float(np.sum(a))", "float(np.sum(A))"},
		{"float(np.mean(a * a))", "float(np.mean(2.0 * a * A))"},
		{"float(a @ a)", "float(2.0 * (a @ A))"},
		{"float(np.prod(a[:2]))", "float(A[0] * a[1] + a[0] * A[1])"},
	}
)

// apply puts expressions in the places of a, b, A and B. Values go in brackets
// when the text could bind otherwise.
func (r rule) apply(args ...expr) expr {
	put := func(text string) string {
		var sb strings.Builder
		for i, c := range text {
			alone := (i == 0 || !isWord(text[i-1])) && (i+1 == len(text) || !isWord(text[i+1]))
			at := strings.IndexRune("abAB", c)
			if !alone || at < 0 || at%2 >= len(args) {
				sb.WriteRune(c)
			} else if at < 2 {
				sb.WriteString(args[at].v)
			} else {
				sb.WriteString(args[at-2].d)
			}
		}
		return sb.String()
	}
	return expr{put(r.v), put(r.d)}
}

func isWord(c byte) bool {
	return c == '_' || c == '.' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}

// expr makes an expression of a type.
func (g *generator) expr(t typ, depth int) expr {
	if depth <= 0 || g.chance(25) {
		return g.leaf(t)
	}
	switch t.kind {
	case floatKind:
		return g.float(depth - 1)
	case intKind:
		return g.int(depth - 1)
	case boolKind:
		return g.bool(depth - 1)
	case tupleKind:
		return g.parts(t.parts, depth-1, "(%s,)")
	case listKind:
		return g.list(t, depth-1)
	case arrayKind, singleKind:
		return g.array(t, depth-1)
	case matrixKind:
		return g.matrix(depth - 1)
	case cellKind:
		return g.parts(fields, depth-1, "Cell(%s)")
	case treeKind:
		return g.tree(depth - 1)
	}
	if g.chance(50) {
		return g.lambda(depth - 1)
	}
	return g.call(t, depth-1)
}

// leaf is a variable, a part of one, or a literal.
func (g *generator) leaf(t typ) expr {
	var found []expr
	for _, v := range g.scope {
		found = g.reach(found, v.typ, v.expr(), t, 2)
	}
	if len(found) > 0 && (g.chance(85) || t.kind == funcKind || t.kind == treeKind) {
		return oneOf(g, found...)
	}
	return g.literal(t)
}

// reach adds the ways from a value to values of a type.
func (g *generator) reach(found []expr, from typ, e expr, to typ, depth int) []expr {
	if from.String() == to.String() {
		return append(found, e)
	}
	if depth == 0 {
		return found
	}
	sub := func(t typ, path string) { found = g.reach(found, t, expr{e.v + path, e.d + path}, to, depth-1) }
	switch from.kind {
	case tupleKind:
		for i, p := range from.parts {
			sub(p, fmt.Sprintf("[%d]", i))
		}
	case listKind:
		sub(from.parts[0], fmt.Sprintf("[%d %% len(%s)]", g.IntN(5), e.v))
		sub(from.parts[0], "[-1]")
	case arrayKind:
		if to.kind == floatKind {
			at := g.index()
			found = append(found, expr{fmt.Sprintf("float(%s[%s])", e.v, at), fmt.Sprintf("float(%s[%s])", e.d, at)})
		}
	case matrixKind:
		sub(array, fmt.Sprintf("[%s]", g.index()))
		sub(array, "[:, 1]")
	case cellKind:
		for i, f := range fields {
			sub(f, "."+fieldNames[i])
		}
	case treeKind:
		sub(float, ".v")
	}
	return found
}

// index is a place in something 3 long.
func (g *generator) index() string {
	for _, v := range g.scope {
		if v.typ.kind == intKind && g.chance(20) {
			return v.name + " % 3"
		}
	}
	return fmt.Sprint(g.IntN(6) - 3)
}

// parts makes a value of its parts.
func (g *generator) parts(ts []typ, depth int, form string) expr {
	v, d := make([]string, len(ts)), make([]string, len(ts))
	for i, t := range ts {
		e := g.expr(t, depth)
		v[i], d[i] = e.v, e.d
	}
	return expr{fmt.Sprintf(form, strings.Join(v, ", ")), fmt.Sprintf(form, strings.Join(d, ", "))}
}

// literal makes a value without variables. Its tangent is zero.
func (g *generator) literal(t typ) expr {
	switch t.kind {
	case floatKind:
		return expr{fmt.Sprintf("%.2f", g.Float64()*4-2), "0.0"}
	case intKind:
		return still("%d", g.IntN(9)-2)
	case boolKind:
		return still("%s", oneOf(g, "True", "False"))
	case tupleKind:
		return g.parts(t.parts, 0, "(%s,)")
	case listKind:
		return g.parts([]typ{t.parts[0], t.parts[0], t.parts[0]}[:1+g.IntN(3)], 0, "[%s]")
	case arrayKind:
		return g.parts([]typ{float, float, float}, 0, "np.array([%s])")
	case singleKind:
		return g.parts([]typ{float, float, float}, 0, "np.array([%s], dtype=np.float32)")
	case matrixKind:
		return g.parts([]typ{array, array, array}, 0, "np.stack((%s))")
	case cellKind:
		return g.parts(fields, 0, "Cell(%s)")
	case treeKind:
		return g.parts([]typ{float}, 0, "Tree(%s)")
	}
	return g.lambda(0)
}

// lambda makes a function of a float. Its tangent form takes and gives pairs,
// and goes where the value does.
func (g *generator) lambda(depth int) expr {
	name, n, pure := g.name("u"), len(g.scope), g.pure
	outer := g.scope
	g.scope = append(g.fixed(), variable{name, float, true})
	g.pure = true
	e := g.expr(float, depth)
	g.pure, g.scope = pure, outer[:n]
	return expr{fmt.Sprintf("(lambda %s: %s)", name, e.v), fmt.Sprintf("(lambda %s, %s_d: (%s, %s))", name, name, e.v, e.d)}
}

// fixed gives the variables that a function may capture, in a slice of its own.
func (g *generator) fixed() []variable {
	var out []variable
	for _, v := range g.scope {
		if v.fixed {
			out = append(out, v)
		}
	}
	return out
}
