package compiler_test

import (
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/myia-lang/myia/ad"
	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
	"github.com/myia-lang/myia/vm"
)

// model is a generated function of floats, in the forms that check its
// derivatives: each program prints one float a line.
type model struct {
	leaves    int
	model     string // the function flat of all leaves
	point     []float64
	gradients string // the value; the gradient, of one array and of the arguments apart; the second derivative along weights
	tangents  string // the derivative in each direction, by the tangent form; the gradient of that along the weights
	quotients string // central differences of the value, then of the slope along the weights, with a step and with half of it
}

// newModel generates the programs of a seed.
func newModel(seed uint64) *model {
	g := modelGenerator(seed)
	f := g.funcs[len(g.funcs)-1]
	m := &model{}
	var args, both, paths []string
	for i, t := range f.params {
		e := g.build(t, fmt.Sprintf("gs[%d]", i), &paths)
		args, both = append(args, e.v), append(both, pair(t, e))
	}
	m.leaves = len(paths)
	g.lines("def flat(p):", "def flat(p, p_d):")
	g.lines("    return model("+strings.Join(args, ", ")+")", "    return model("+strings.Join(both, ", ")+")")
	m.write(g, args, paths)
	return m
}

// modelGenerator has generated the function to differentiate, the last one.
func modelGenerator(seed uint64) *generator {
	g := newGenerator(seed)
	g.smooth = true
	g.define(float, g.literal(float), true)
	for range 1 + g.IntN(2) {
		g.function()
	}
	f := callee{name: "model", result: float}
	for range 1 + g.IntN(3) {
		f.params = append(f.params, oneOf(g, float, float, tupleOf(float, integer), floats, floats, couples, array, array, matrix, cell, tree))
	}
	g.enter(&f, func([]variable) {
		g.statements(2)
		g.returns()
	})
	return g
}

// build makes an argument of leaves of the array p, and notes where its leaves
// stand in a gradient.
func (g *generator) build(t typ, path string, paths *[]string) expr {
	parts := func(form string, ts []typ, at func(i int) string) expr {
		var v, d []string
		for i, t := range ts {
			e := g.build(t, path+at(i), paths)
			v, d = append(v, e.v), append(d, e.d)
		}
		return expr{fmt.Sprintf(form, strings.Join(v, ", ")), fmt.Sprintf(form, strings.Join(d, ", "))}
	}
	item := func(i int) string { return fmt.Sprintf("[%d]", i) }
	switch t.kind {
	case floatKind:
		i := len(*paths)
		*paths = append(*paths, path)
		return expr{fmt.Sprintf("float(p[%d])", i), fmt.Sprintf("float(p_d[%d])", i)}
	case tupleKind:
		return parts("(%s,)", t.parts, item)
	case listKind:
		return parts("[%s]", slices.Repeat(t.parts, 1+g.IntN(3)), item)
	case arrayKind:
		return parts("np.array([%s])", []typ{float, float, float}, item)
	case matrixKind:
		return parts("np.stack((%s))", []typ{array, array, array}, item)
	case cellKind:
		return parts("Cell(%s)", fields, func(i int) string { return "." + fieldNames[i] })
	case treeKind:
		return g.buildTree(path, 2, paths)
	}
	return g.literal(t)
}

func (g *generator) buildTree(path string, depth int, paths *[]string) expr {
	e := g.build(float, "value("+path+")", paths)
	sub := [2]expr{still("None"), still("None")}
	for i, side := range []string{"left", "right"} {
		if depth > 0 && g.chance(60) {
			sub[i] = g.buildTree(side+"("+path+")", depth-1, paths)
		}
	}
	return expr{fmt.Sprintf("Tree(%s, %s, %s)", e.v, sub[0].v, sub[1].v), fmt.Sprintf("Tree(%s, %s, %s)", e.d, sub[0].d, sub[1].d)}
}

// treeParts reads trees that may be None.
const treeParts = `def value(t):
    return 0.0 if t is None else t.v
def left(t):
    return None if t is None else t.l
def right(t):
    return None if t is None else t.r
`

// write puts the programs together.
func (m *model) write(g *generator, args, paths []string) {
	point, weights := make([]string, m.leaves), make([]string, m.leaves)
	for i := range point {
		point[i], weights[i] = fmt.Sprintf("%.3f", g.Float64()*3-1.5), fmt.Sprintf("%.2f", g.Float64()+0.5)
	}
	k := m.leaves
	head := g.declarations()
	given := fmt.Sprintf("P = np.array([%s])\nW = np.array([%s])\n", strings.Join(point, ", "), strings.Join(weights, ", "))
	for _, x := range point {
		v, err := strconv.ParseFloat(x, 64)
		if err != nil {
			panic(err)
		}
		m.point = append(m.point, v)
	}
	show := func(array string) string { return fmt.Sprintf("for i in range(%d):\n    print(%s[i])\n", k, array) }
	primal, tangent := strings.Join(g.primal, "\n")+"\n", strings.Join(g.tangent, "\n")+"\n"
	slope := "def slope(p):\n    return np.sum(grad(flat)(p) * W)\n"
	var leaves strings.Builder
	for _, path := range paths {
		fmt.Fprintf(&leaves, "print(%s)\n", path)
	}
	apart := fmt.Sprintf("def apart(p):\n    return grad(model, \"*\")(%s)\ngs = apart(P)\n", strings.Join(args, ", "))
	m.model = head + primal
	m.gradients = head + treeParts + primal + slope + given + "print(flat(P))\ng = grad(flat)(P)\n" + show("g") + apart + leaves.String() +
		"h = grad(slope)(P)\n" + show("h")
	m.tangents = head + unionParts + tangent + given + "def along(p):\n    return flat(p, W)[1]\n" +
		fmt.Sprintf("for i in range(%d):\n    print(flat(P, np.eye(%d)[i])[1])\n", k, k) + "h = grad(along)(P)\n" + show("h")
	quotient := "def quotient(f, i, h):\n" +
		fmt.Sprintf("    e = np.eye(%d)[i] * h\n", k) + "    return (f(P + e) - f(P - e)) / (2.0 * h)\n"
	m.quotients = head + primal + slope + given + quotient
	for _, f := range []string{"flat", "slope"} {
		m.quotients += fmt.Sprintf("for i in range(%d):\n    print(quotient(%s, i, 2e-4))\n    print(quotient(%[2]s, i, 1e-4))\n", k, f)
	}
}

// gradientConfigs has the ways to run opt IR at a level, which give the same
// bits.
func gradientConfigs(opt int) []config {
	return slices.DeleteFunc(configs(), func(c config) bool { return c.stage != compiler.Opt || c.opt != opt })
}

// problem says what is wrong with the derivatives, "" if nothing is.
func (m *model) problem() string {
	confs := gradientConfigs(1)
	for _, cs := range [][]config{gradientConfigs(0), confs} {
		if p := disagreement(m.gradients, cs); p == slow {
			return p
		} else if p != "" {
			return "gradients: " + p + m.gradients
		}
	}
	got, ok := printed(m.gradients, confs[0])
	if !ok || slices.ContainsFunc(got, tooLarge) {
		return ""
	}
	if plain, _ := printed(m.gradients, gradientConfigs(0)[0]); furthest(got, plain, 1e-10) >= 0 {
		return fmt.Sprintf("%v without optimisation, %v with it\n%s", plain, got, m.gradients)
	}
	k := m.leaves
	first, apart, second := got[1:k+1], got[k+1:2*k+1], got[2*k+1:3*k+1]
	if i := furthest(first, apart, 1e-9); i >= 0 {
		return fmt.Sprintf("gradient %d of one array is %v, of the arguments apart %v\n%s", i, first[i], apart[i], m.gradients)
	}
	if p := m.forward(first); p != "" {
		return p
	}
	if want, ok := printed(m.tangents, confs[0]); ok {
		for order, g := range [][]float64{first, second} {
			if i := furthest(g, want[order*k:(order+1)*k], 1e-7); i >= 0 {
				return fmt.Sprintf("derivative %d of order %d is %v, by tangents %v\n%s\n%s", i, order+1, g[i], want[order*k+i], m.gradients, m.tangents)
			}
		}
	} else {
		return "tangents: " + attempt(m.tangents, confs[0]).stderr + m.tangents
	}
	want, _ := printed(m.quotients, confs[len(confs)-1])
	for i := range len(want) / 2 {
		wide, narrow, g := want[2*i], want[2*i+1], append(first[:k:k], second...)[i]
		size := 1 + math.Abs(narrow)
		if math.Abs(wide-narrow) < 1e-5*size && !(math.Abs(g-narrow) < 1e-4*size) {
			return fmt.Sprintf("derivative %d of order %d is %v, by differences %v\n%s", i%k, i/k+1, g, narrow, m.quotients)
		}
	}
	return ""
}

// forward compares the gradient with forward mode along each axis.
func (m *model) forward(gradient []float64) string {
	call := compiler.Call{Func: "flat", Args: []types.Type{types.A(dtype.F64, types.C(int64(m.leaves)))}}
	b, errs := compiler.FromText("model.py", m.model).Build(call, compiler.Opt, compiler.Options{Opt: 1})
	if len(errs) > 0 {
		return describe(errs) + m.model
	}
	module := b.Modules[compiler.Opt]
	name, err := ad.Tangents(module, module.Entry)
	if err != nil {
		return "forward mode: " + err.Error() + m.model
	}
	machine := vm.New(module, &ops.Env{Pool: module.Pool})
	got := make([]float64, m.leaves)
	for i := range got {
		axis := make([]float64, m.leaves)
		axis[i] = 1
		out, err := machine.Call(context.Background(), name, []ops.Value{ops.T(vectorOf(m.point)), ops.T(vectorOf(axis))})
		if err != nil {
			return "forward mode: " + err.Error() + m.model
		}
		got[i] = math.Float64frombits(out[1].Bits)
	}
	if i := furthest(gradient, got, 1e-9); i >= 0 {
		return fmt.Sprintf("derivative %d is %v, by forward mode %v\n%s", i, gradient[i], got[i], m.gradients)
	}
	return ""
}

func tooLarge(x float64) bool { return !(math.Abs(x) < 1e6) }

// furthest is a place where the vectors differ, relative to their size, or -1.
func furthest(xs, ys []float64, tolerance float64) int {
	size := 1.0
	for _, x := range xs {
		size = max(size, math.Abs(x))
	}
	for i, x := range xs[:min(len(xs), len(ys))] {
		if !(math.Abs(x-ys[i]) <= tolerance*size) {
			return i
		}
	}
	return -1
}

// printed gives the floats that a program prints, if it ends well.
func printed(text string, conf config) (out []float64, ok bool) {
	got := attempt(text, conf)
	for _, s := range strings.Fields(got.stdout) {
		x, err := strconv.ParseFloat(s, 64)
		if err != nil {
			return nil, false
		}
		out = append(out, x)
	}
	return out, got.status == 0
}

// Gradients of generated functions, of first and second order, agree with
// those of their tangent forms and with central differences.
func TestGradients(t *testing.T) {
	t.Parallel()
	seeds(t, 6, checkGradient)
}

func FuzzGradients(f *testing.F) {
	f.Add(uint64(1))
	f.Fuzz(func(t *testing.T, seed uint64) { checkGradient(t, seed) })
}

func checkGradient(t *testing.T, seed uint64) {
	if p := newModel(seed).problem(); p != "" && (p != slow || !fuzzing()) {
		t.Errorf("seed %d: %s", seed, p)
	}
}
