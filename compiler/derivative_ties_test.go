package compiler_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/tensor"
)

// TestDerivativesAtKinks states the derivative where there is none: ties of
// extremes share it equally, abs and sign give 0 at 0, steps give 0, and a
// branch or choice that is not taken gives nothing, not even nan.
func TestDerivativesAtKinks(t *testing.T) {
	t.Parallel()
	inf := math.Inf(1)
	cases := []struct {
		expr string // of the array x
		x    []float64
		want []float64
	}{
		{"np.max(x)", []float64{1, 3, 3, 2}, []float64{0, 0.5, 0.5, 0}},
		{"np.max(x)", []float64{3, 3, 3}, []float64{1. / 3, 1. / 3, 1. / 3}},
		{"np.min(x)", []float64{1, 3, 1, 2}, []float64{0.5, 0, 0.5, 0}},
		{"np.max(x)", []float64{math.Copysign(0, -1), 0, -1}, []float64{0.5, 0.5, 0}},
		{"np.max(x)", []float64{inf, inf, 1}, []float64{0.5, 0.5, 0}},
		{"np.max(x.reshape(2, 2), axis=1)", []float64{5, 5, 1, 2}, []float64{0.5, 0.5, 0, 1}},
		{"np.maximum(x, 1.0)", []float64{0, 1, 2}, []float64{0, 0.5, 1}},
		{"np.minimum(x, 1.0)", []float64{0, 1, 2}, []float64{1, 0.5, 0}},
		{"np.maximum(x, x[::-1])", []float64{1, 2, 1}, []float64{1, 1, 1}},
		{"np.clip(x, 0.0, 1.0)", []float64{-1, 0, 0.5, 1, 2}, []float64{0, 0.5, 1, 0.5, 0}},
		{"max(x[0], x[1])", []float64{2, 2}, []float64{0.5, 0.5}},
		{"min(x[0], x[1])", []float64{2, 2}, []float64{0.5, 0.5}},
		{"max(x[0], x[1])", []float64{1, 2}, []float64{0, 1}},
		{"np.abs(x)", []float64{-2, 0, math.Copysign(0, -1), 3}, []float64{-1, 0, 0, 1}},
		{"np.sign(x)", []float64{-2, 0, 3}, []float64{0, 0, 0}},
		{"np.floor(x) + np.ceil(x) + np.trunc(x) + np.rint(x)", []float64{-2.5, 0, 1.5}, []float64{0, 0, 0}},
		{"x // 1.0", []float64{0.5, 1}, []float64{0, 0}},
		{"x % 1.5", []float64{0.5, 2}, []float64{1, 1}},
		{"np.sqrt(x)", []float64{0, 4}, []float64{inf, 0.25}},
		{"x ** 0", []float64{0, 2}, []float64{0, 0}},
		{"x ** 1", []float64{0, 2}, []float64{1, 1}},
		{"x ** 2", []float64{0, -2}, []float64{0, -4}},
		{"x ** 0.5", []float64{4}, []float64{0.25}},
		{"np.array([0.0, 2.0]) ** x", []float64{2, 2}, []float64{0, 4 * math.Log(2)}},
		{"np.where(x > 0.0, x, 0.0)", []float64{-1, 0, 1}, []float64{0, 0, 1}},
		{"np.log(np.where(x > 0.0, x, 1.0))", []float64{-1, 0, 2}, []float64{0, 0, 0.5}},
		{"np.where(x > 0.0, np.sqrt(x), x)", []float64{4, -1}, []float64{0.25, 1}}, // both sides are computed, one counts
		{"math.sqrt(x[0]) if x[0] > 0.0 else x[0]", []float64{0}, []float64{1}},
		{"np.prod(x)", []float64{0, 2, 3}, []float64{6, 0, 0}},
		{"np.prod(x)", []float64{0, 2, 0}, []float64{0, 0, 0}},
		{"x[[0, 0, 1]]", []float64{1, 2, 3}, []float64{2, 1, 0}},
		{"np.exp(x)", []float64{-inf, 0}, []float64{0, 1}},
		{"np.tanh(x)", []float64{inf, 0}, []float64{0, 1}},
		{"x * 0.0", []float64{1}, []float64{0}},
	}
	var sb strings.Builder
	sb.WriteString(strings.Replace(conformHead, "import one_hot", "import grad", 1))
	var names, results []string
	inputs := map[string]compiler.Value{}
	for i, k := range cases {
		fmt.Fprintf(&sb, "def f%d(x):\n    return np.sum(%s)\n\n\n", i, k.expr)
		x := fmt.Sprintf("x%d", i)
		names = append(names, x)
		results = append(results, fmt.Sprintf("grad(f%d)(%s)", i, x))
		inputs[x] = tensor.FromF64(k.x, len(k.x))
	}
	fmt.Fprintf(&sb, "def run(%s):\n    return (%s)\n", strings.Join(names, ", "), strings.Join(results, ", "))
	for conf, c := range conformConfigs() {
		c.inputs = inputs
		v, problem := c.call(sb.String(), names)
		if problem != "" {
			t.Fatalf("%s: %s", conf, problem)
		}
		for i, k := range cases {
			got := tensor.Of[float64](v.(compiler.Tuple)[i].(*tensor.Tensor))
			if !slices.EqualFunc(got, k.want, func(a, b float64) bool {
				return a == b || a != a && b != b || math.Abs(a-b) < 1e-15
			}) {
				t.Errorf("%s: the derivative of %s at %v is %v, want %v", conf, k.expr, k.x, got, k.want)
			}
		}
	}
}
