package compiler_test

import (
	"context"
	"fmt"
	"math"

	"github.com/myia-lang/myia/ad"
	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// tangentPrograms define functions of six floats, through control flow and
// heap values, and through gradients of such.
var tangentPrograms = []struct{ name, text string }{
	{"extremes of Python", `
def run(p):
    return max(p[0], p[1]) * min(p[2], p[3], 0.5) + abs(p[4])
`},
	{"a list that grows in a while with a break", `
def run(p):
    xs = [p[0]]
    i = 0
    while True:
        xs = xs + [math.sin(xs[-1] + p[i % 6])]
        i += 1
        if i > 9:
            break
    return sum(xs[1:]) * xs[4] + np.sum(np.stack(xs) ** 2)
`},
	{"a recursive tree", treeText + `
def run(p):
    return total(build(p, 0, 3), p[5])
`},
	{"a closure in a recursion", `
def run(p):
    def walk(n, f):
        return f(p[0]) if n == 0 else walk(n - 1, lambda x: f(x * p[n]) + math.cos(x))
    return walk(5, lambda x: x * x)
`},
	{"the gradient of a loop", `
def f(x, p):
    s = x
    for i in range(5):
        s = math.sin(s * p[i]) + s
    return s
def run(p):
    return grad(f)(p[5], p)
`},
	{"the gradient of a recursion by an array", `
def f(p, i):
    return 1.0 if i == 6 else p[i] * math.tanh(f(p, i + 1) + p[(i * 5) % 6])
def run(p):
    return np.sum(grad(f)(p, 0) * np.cos(p))
`},
	{"the second derivative of a product", `
def f(x):
    return np.prod(x)
def g(x, t):
    return np.sum(grad(f)(x) * t)
def run(p):
    return np.sum(grad(g)(np.arange(6.0) * 0.5 + 1.0, np.sin(p)) * np.arange(6.0))
`},
	{"the gradient of a list", `
def f(xs):
    ys = [x * x for x in xs] + xs[::2]
    s = 0.0
    for i in range(len(ys)):
        s += ys[i] * ys[(i * 3) % len(ys)]
    return s + np.sum(np.stack(ys) ** 3)
def run(p):
    return sum(grad(f)([math.sin(x) for x in p]))
`},
	{"the gradient of the gradient of a list", `
def f(xs, n):
    ys = xs + [x * x for x in xs]
    return sum([y * y * ys[1] for y in ys]) if n == 0 else f(ys[1:], n - 1) * xs[0]
def g(xs):
    return sum([x * x * x for x in grad(f)(xs, 1)])
def run(p):
    return sum(grad(g)([math.sin(x) for x in p[:3]])) * p[3]
`},
	{"the gradient of the gradient of two trees", treeText + `
def f(s, w):
    t = s if w > 0 else Tree(w, s, s)
    return total(t, w) * total(t, w * 2.0)
def g(s, w):
    d = grad(f)(s, w)
    return total(d, w) * total(s, w)
def run(p):
    return total(grad(g)(build(p, 0, 2), p[5]), p[1])
`},
	{"the gradient of a tree", treeText + `
def run(p):
    return total(grad(total)(build(p, 0, 3), p[5]), p[1])
`},
}

const treeText = `
@dataclass(frozen=True)
class Tree:
    v: float
    l: "Tree | None"
    r: "Tree | None"
def build(p, i, d):
    return None if d == 0 else Tree(math.sin(p[i]), build(p, (2 * i + 1) % 6, d - 1), build(p, (2 * i + 2) % 6, d - 1))
def total(t, w):
    return 0.0 if t is None else t.v * w + math.tanh(total(t.l, w * t.v)) * total(t.r, w) + t.v * t.v * t.v
`

// programTangent compares the tangent of run with differences, and with the
// gradient of run.
func programTangent(text string) string {
	point := []float64{0.3, -0.7, 1.1, 0.9, -1.3, 0.6}
	dir := []float64{0.5, 1.2, -0.8, 0.4, 0.7, -0.3}
	p := compiler.FromText("run.py", "from dataclasses import dataclass\nimport math\nimport numpy as np\nfrom myia import grad\n"+text)
	call := compiler.Call{Func: "run", Args: []types.Type{types.A(dtype.F64, types.C(6))}}
	b, errs := p.Build(call, compiler.Opt, compiler.Options{Opt: 1})
	if len(errs) > 0 {
		return describe(errs)
	}
	m := b.Modules[compiler.Opt]
	name, err := ad.Tangents(m, m.Entry)
	if err == nil {
		err = ir.Verify(m)
	}
	if err != nil {
		return err.Error()
	}
	runs, err := runTangents(m, name, []ops.Value{ops.T(vectorOf(point)), ops.T(vectorOf(dir))})
	if err != nil {
		return err.Error()
	}
	at := map[string]compiler.Value{"v_p": vectorOf(dir)}
	up, down := moved(m, []string{"p"}, []compiler.Value{vectorOf(point)}, at, derivStep), moved(m, []string{"p"}, []compiler.Value{vectorOf(point)}, at, -derivStep)
	call.Transform = "grad"
	comp, errs := p.Compile(call, compiler.Options{Opt: 1, Backend: compiler.VM})
	if len(errs) > 0 {
		return describe(errs)
	}
	g, err := comp.Call(context.Background(), vectorOf(point))
	if err != nil {
		return err.Error()
	}
	along := 0.0
	for i, x := range tensor.Of[float64](g.(*tensor.Tensor)) {
		along += x * dir[i]
	}
	quotient := (up[0] - down[0]) / (2 * derivStep)
	for _, run := range runs {
		scale := 1 + math.Abs(run[0]) + math.Abs(along)
		if !(math.Abs(run[1]-along) <= transposeTol*scale) || !(math.Abs(run[1]-quotient) <= 10*derivTol*scale) {
			return fmt.Sprintf("the tangent is %v, the gradient along it %v, differences %v", run[1], along, quotient)
		}
	}
	return ""
}

func vectorOf(xs []float64) *tensor.Tensor {
	x := tensor.New(dtype.F64, len(xs))
	copy(tensor.Of[float64](x), xs)
	return x
}
