package compiler_test

import (
	"strings"
	"testing"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/types"
)

// fusions are expressions of a 4 by 8 array x, and the loop nests that they
// become.
var fusions = []struct {
	expr  string
	nests int
}{
	{"np.exp(x * 2.0 + 1.0)", 1},
	{"np.sum(np.exp(x[:, ::-1]), axis=1)", 1},
	{"np.max(x * 2.0) + np.sum(x * 2.0)", 2},                                             // light: computed twice
	{"np.max(np.exp(x)) + np.sum(np.exp(x))", 3},                                         // not light: stored
	{"np.max(x * 2.0) + np.sum(x * 2.0) + np.min(x * 2.0) + np.mean(x * 2.0)", 3},        // mean reads the sum
	{"np.max(y) + np.sum(y) + np.min(y) + np.prod(y)", 5},                                // too many read it
	{"np.sum(x - np.max(x, axis=1, keepdims=True))", 2},                                  // through a reshape of unit axes
	{"np.sum(x[::-1, :][:, None, :] * 3.0)", 1},                                          // the same of what is not stored
	{"np.sum(x * np.reshape(np.sum(x, axis=1), (4, 1)), axis=0).reshape((2, 4)) + 1", 3}, // a true reshape is not fused
	{"(np.sum(x, axis=1)[:, None], np.sum(x[:, None, 1]))", 2},
}

// TestFusion counts the loop nests that array programs become.
func TestFusion(t *testing.T) {
	for _, c := range fusions {
		p := compiler.FromText("fusion.py", "import numpy as np\ndef f(x):\n    y = x * 2.0\n    return "+c.expr+"\n")
		call := compiler.Call{Func: "f", Args: []types.Type{types.A(dtype.F64, types.C(4), types.C(8))}}
		text, _, err := compiler.NativeText(p, call, compiler.Kernels, compiler.Options{Opt: 1})
		if err != nil {
			t.Error(err)
			continue
		}
		if n := strings.Count(text, " = kernel{"); n != c.nests {
			t.Errorf("%s becomes %d loop nests, want %d:\n%s", c.expr, n, c.nests, text)
		}
	}
}
