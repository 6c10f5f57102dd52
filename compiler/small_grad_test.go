package compiler_test

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// smallGrads are functions of x[64] and w[8,8], in which T is the element type of both. What is stored is rounded to T;
// what is added up in backward code is not, so that no gradient loses more than the values it is computed from.
var smallGrads = map[string]string{
	"elementwise":      "np.sum(np.tanh(x * x + 0.5) / (1.0 + np.exp(-x)))",
	"sum":              "np.sum(x) * np.sum(x * x)",
	"broadcast":        "np.sum((x.reshape(8, 8) + w[0]) * w)",
	"mean":             "np.mean(x * x) + np.std(x) + np.var(w[0] * x[:8])",
	"extremes":         "np.max(x) + np.min(w) + np.sum(np.maximum(x, 0.25)) + np.sum(np.clip(x, -0.5, 0.5)) + np.prod(x[:6])",
	"where":            "np.sum(np.where(x > 0.0, np.log(np.abs(x) + 1.0), np.sqrt(np.abs(x))))",
	"parts":            "np.sum(x[3:40] * x[::-1][3:40]) + x[2] * x[-1] + np.sum(x[np.array([0, 0, 0, 7])])",
	"matrix product":   "np.sum(np.tanh(x.reshape(8, 8) @ w) @ w)",
	"vector product":   "x @ x + x[:8] @ w @ x[8:16]",
	"astype":           "np.sum((x.astype(np.float32) * 3.0).astype('T') * x.astype(np.float64))",
	"beside f32":       "np.sum(x * np.linspace(0.0, 1.0, 64).astype(np.float32) * x)",
	"second order":     "np.sum(grad(lambda z: np.sum(np.tanh(z * z) * z))(x) * x)",
	"third order":      "np.sum(grad(lambda z: np.sum(grad(lambda u: np.sum(u * u * u * u))(z) * z))(x))",
	"used many times":  "many(x, w)",
	"many small parts": "rows(x, w)",
	"while":            "until(x, w)",
	"recursion":        "powers(x[0], 12) * np.sum(w[0])",
}

const smallDefs = `import numpy as np
from myia import grad, value_and_grad


def many(x, w):
    s = np.float32(0.0)
    for i in range(5000):
        s = s + (w[0, 0] * x[i % 64]).astype(np.float32) * 0.01 + (x[0] * 0.01).astype(np.float32)
    return s


def rows(x, w):
    s = np.zeros(8, dtype=np.float32)
    for i in range(3000):
        s = s + (w[i % 8] * x[1]).astype(np.float32)
    return np.sum(s)


def until(x, w):
    y = x[0] * 0.0 + 1.0
    n = 0
    while n < 20 and y > 0.01:
        y = 0.5 * (y + (x[1] * x[1] + 1.0) / y)
        n = n + 1
    return y + np.sum(w) * 0.0


def powers(x, n):
    return x * 0.0 + 1.0 if n == 0 else x * powers(x, n - 1)


def run(x, w):
    return grad(lambda x, w: EXPR, "*")(x, w)
`

// TestSmallGradients compares gradients by small floats with those of the same program in float64, at the same operands.
func TestSmallGradients(t *testing.T) {
	t.Parallel()
	for _, d := range dtype.All() {
		if d.Small() == nil {
			continue
		}
		for name, expr := range smallGrads {
			want := smallGradient(t, "vm", expr, d, dtype.F64)
			for conf := range conformConfigs() {
				if strings.Contains(conf, "sizes") {
					continue
				}
				if p := farFrom(want, smallGradient(t, conf, expr, d, d), d); p != "" {
					t.Errorf("%s of %s on %s: %s", name, d, conf, p)
				}
			}
		}
	}
}

// smallGradient runs an expression with x and w of numbers of type d, stored as type as.
func smallGradient(t *testing.T, conf, expr string, d, as dtype.Type) []*tensor.Tensor {
	t.Helper()
	text := strings.ReplaceAll(smallDefs, "EXPR", strings.ReplaceAll(expr, "'T'", "'"+as.NumPy()+"'"))
	if as == dtype.F64 {
		text = strings.ReplaceAll(text, "np.float32", "np.float64")
	}
	var args []compiler.Value
	var ts []types.Type
	for k, shape := range [][]int{{64}, {8, 8}} {
		x := tensor.New(as, shape...)
		for i := range x.Len() {
			v := math.Float64bits(math.Sin(float64(3*i+k+1)) * (1 + float64(k)))
			x.SetBits(i, dtype.Convert(dtype.Convert(v, dtype.F64, d), d, as))
		}
		ty, _ := compiler.TypeOf(x)
		args, ts = append(args, x), append(ts, ty)
	}
	c, errs := compiler.FromText("main.py", text).Compile(compiler.Call{Func: "run", Args: ts}, conformConfigs()[conf].opts)
	if len(errs) > 0 {
		t.Fatalf("%s of %s: %v", expr, as, errs)
	}
	v, err := c.Call(context.Background(), args...)
	if err != nil {
		t.Fatalf("%s of %s: %v", expr, as, err)
	}
	var out []*tensor.Tensor
	for _, g := range v.(compiler.Tuple) {
		if out = append(out, g.(*tensor.Tensor)); out[len(out)-1].DType != as {
			t.Errorf("%s: the gradient by %s is %s", expr, as, out[len(out)-1].DType)
		}
	}
	return out
}

// farFrom says where gradients are not as exact as numbers of type d of the largest one's size.
func farFrom(want, got []*tensor.Tensor, d dtype.Type) string {
	for k := range want {
		size := 0.0
		for i := range want[k].Len() {
			size = max(size, math.Abs(want[k].Float(i)))
		}
		_, exp := math.Frexp(size)
		for i := range want[k].Len() {
			w, g := want[k].Float(i), got[k].Float(i)
			if !(math.Abs(w-g) <= smallUlps*math.Ldexp(ulpOf(d), exp-1)) {
				return fmt.Sprintf("element %d of gradient %d is %v, in float64 %v", i, k, g, w)
			}
		}
	}
	return ""
}

// smallUlps is how many units in the last place of the largest one a gradient may be off: each value that it is computed
// from was rounded.
const smallUlps = 1.5
