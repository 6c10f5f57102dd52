package compiler_test

import (
	"context"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/tensor"
)

// The derivative test differentiates the sum of each float expression of the
// table times fixed weights, with respect to all its f64 inputs, at a smooth
// point: g. Beside it stands d, the sum of g times fixed directions v, and its
// gradient h. Differences of the value give g, differences of d give h.

const (
	derivStep = 1e-5 // of central differences
	derivTol  = 1e-6 // relative to the largest element, at least to 1
)

// derivCase is an expression to differentiate.
type derivCase struct {
	expr   string
	names  []string // inputs, the active ones first
	active int
	weight string // input or number that the result is multiplied with
}

// derivFamilies are those whose expressions can carry derivatives.
var derivFamilies = []string{"arith", "power", "choice", "unary", "reduce", "matmul", "shape", "index", "create"}

// TestDerivatives compares first and second derivatives with differences.
func TestDerivatives(t *testing.T) {
	t.Parallel()
	known := readGaps(t, filepath.Join(conformHome, "known.txt"))
	met := map[string]bool{}
	count := 0
	for _, name := range derivFamilies {
		var fam conformFamily
		readJSON(t, name, &fam)
		for positive, cases := range map[bool][]derivCase{true: derivCases(fam, name, true), false: derivCases(fam, name, false)} {
			base := smoothInputs(fam, name, positive)
			count += len(cases)
			for chunk := range slices.Chunk(cases, 40) {
				for _, problem := range checkDerivatives(chunk, base) {
					id := "derivative:" + strings.ReplaceAll(problem.expr, " ", "")
					if met[id] = true; known[id] == "" {
						t.Errorf("%s: %s: %s", name, problem.expr, problem.text)
					}
				}
			}
		}
	}
	fmt.Printf("cases: derivatives n=%d\n", count)
}

// derivCases lists the float expressions of f64 inputs; those that need
// positive numbers apart. f32 follows the same rules, and bools those of ints
// where they do not choose.
func derivCases(fam conformFamily, name string, positive bool) []derivCase {
	var out []derivCase
	c := &conformer{inputs: map[string]compiler.Value{}}
	for k, v := range fam.Inputs {
		c.inputs[k] = inputValue(v)
	}
	for _, k := range fam.Cases {
		kind, _, _ := strings.Cut(k.Want, " ")
		needs := strings.Contains(k.Expr, "log") || strings.Contains(k.Expr, "sqrt") || strings.Contains(k.Expr, "**") || strings.Contains(k.Expr, "power")
		if kind != "float" && !strings.HasPrefix(kind, "f64") || needs != positive || strings.Contains(k.Expr, "inf") || strings.Contains(k.Expr, "nan") || strings.Contains(k.Expr, "float32") || k.Expr == "pyn ** fr" {
			continue
		}
		d := derivCase{expr: k.Expr, weight: "0.7"}
		names := c.used([]string{k.Expr})
		if slices.ContainsFunc(names, func(n string) bool { return n[0] == 'g' || n[0] == 'b' && name != "choice" || n == "f90" }) {
			continue
		}
		for _, n := range names {
			if isActive(c.inputs[n]) {
				d.names = append(d.names, n)
			}
		}
		d.active = len(d.names)
		for _, n := range names {
			if !isActive(c.inputs[n]) {
				d.names = append(d.names, n)
			}
		}
		if shape := strings.TrimSuffix(strings.TrimPrefix(kind, "f64["), "]"); shape != "float" && shape != "" {
			d.weight = "w_" + strings.ReplaceAll(shape, ",", "_")
			d.names = append(d.names, d.weight)
		}
		if d.active > 0 {
			out = append(out, d)
		}
	}
	return out
}

func isActive(v compiler.Value) bool {
	if x, ok := v.(*tensor.Tensor); ok {
		return x.DType == dtype.F64
	}
	_, ok := v.(float64)
	return ok
}

// smoothInputs replaces floats by numbers of no pattern away from 0, and ints
// by small ones; bools and indices stay. It adds directions and weights.
func smoothInputs(fam conformFamily, name string, positive bool) map[string]compiler.Value {
	r := rand.New(rand.NewPCG(7, 9))
	number := func() float64 {
		x := 0.3 + 1.7*r.Float64()
		if !positive && r.IntN(2) == 0 {
			return -x
		}
		return x
	}
	fill := func(x *tensor.Tensor) *tensor.Tensor {
		out := tensor.New(dtype.F64, x.Shape...)
		for i := range tensor.Of[float64](out) {
			tensor.Of[float64](out)[i] = number()
		}
		return out
	}
	out := map[string]compiler.Value{}
	for _, k := range slices.Sorted(maps.Keys(fam.Inputs)) {
		v := inputValue(fam.Inputs[k])
		switch x := v.(type) {
		case float64:
			v = number()
			out["v_"+k] = number()
		case *tensor.Tensor:
			switch {
			case x.DType == dtype.F64:
				v = fill(x)
				out["v_"+k] = fill(x)
			case x.DType == dtype.I64 && !slices.Contains([]string{"ix", "jx"}, k):
				for i := range tensor.Of[int64](x) {
					tensor.Of[int64](x)[i] = int64(i%4) + 1
				}
			}
		}
		out[k] = v
	}
	for _, k := range fam.Cases {
		kind, _, _ := strings.Cut(k.Want, " ")
		if shape, ok := strings.CutPrefix(kind, "f64["); ok {
			x := inputValue(kind).(*tensor.Tensor)
			out["w_"+strings.ReplaceAll(strings.TrimSuffix(shape, "]"), ",", "_")] = fill(x)
		}
	}
	return out
}

// derivProblem is what is wrong with the derivative of an expression.
type derivProblem struct{ expr, text string }

// checkDerivatives checks a chunk; if its program fails, each half.
func checkDerivatives(cases []derivCase, base map[string]compiler.Value) []derivProblem {
	names := derivNames(cases)
	problem := ""
	full := map[string][][]float64{}
	confs := conformConfigs()
	for conf := range confs {
		if problem == "" && conf != "native sizes" { // for time
			full[conf], problem = runDerivatives(conf, cases, names, base)
		}
	}
	if problem != "" {
		if len(cases) == 1 {
			return []derivProblem{{cases[0].expr, problem}}
		}
		half := len(cases) / 2
		return append(checkDerivatives(cases[:half], base), checkDerivatives(cases[half:], base)...)
	}
	var out []derivProblem
	for i, want := range differences(cases, names, base) {
		if slices.ContainsFunc(want, notFinite) {
			continue // not a smooth point: std of one number, the logarithm of a negative one
		}
		for _, conf := range slices.Sorted(maps.Keys(full)) {
			if text := compareDerivatives(want, full[conf][i]); text != "" {
				out = append(out, derivProblem{cases[i].expr, conf + ": " + text})
			}
		}
		vm, native := full["vm"][i], full["native"]
		if native != nil && !product.MatchString(cases[i].expr) && !slices.EqualFunc(vm, native[i], sameBits) {
			out = append(out, derivProblem{cases[i].expr, fmt.Sprintf("vm and native differ: %v %v", vm, native[i])})
		}
	}
	return out
}

// derivNames are the inputs of cases and their directions.
func derivNames(cases []derivCase) []string {
	used := map[string]bool{}
	for _, d := range cases {
		for i, n := range d.names {
			used[n] = true
			if i < d.active {
				used["v_"+n] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(used))
}

// product finds expressions with matrix products, whose order of additions is
// free.
var product = regexp.MustCompile(`@|matmul|dot`)

func sameBits(x, y float64) bool { return math.Float64bits(x) == math.Float64bits(y) }

func notFinite(x float64) bool { return x != x || math.IsInf(x, 0) }

// runDerivatives gives for each case the numbers of (g…, h…).
func runDerivatives(conf string, cases []derivCase, names []string, inputs map[string]compiler.Value) ([][]float64, string) {
	c := conformConfigs()[conf]
	c.inputs = inputs
	comp, args, problem := c.compile(derivProgram(cases, names, true), names)
	if problem != "" {
		return nil, problem
	}
	return callDerivatives(comp, args)
}

func callDerivatives(comp *compiler.Compiled, args []compiler.Value) ([][]float64, string) {
	v, err := comp.Call(context.Background(), args...)
	if err != nil {
		return nil, errorText(err)
	}
	var out [][]float64
	for _, x := range v.(compiler.Tuple) {
		out = append(out, flatten(nil, x))
	}
	return out, ""
}

func flatten(out []float64, v compiler.Value) []float64 {
	switch v := v.(type) {
	case float64:
		return append(out, v)
	case *tensor.Tensor:
		return append(out, tensor.Of[float64](v)...)
	case compiler.Tuple:
		for _, x := range v {
			out = flatten(out, x)
		}
		return out
	}
	panic(fmt.Sprintf("%T is no derivative", v))
}

func derivProgram(cases []derivCase, names []string, full bool) string {
	var sb strings.Builder
	sb.WriteString(strings.Replace(conformHead, "import one_hot", "import grad, one_hot", 1))
	results := ""
	for i, d := range cases {
		wrt, vs, sum := "", "", ""
		for k, n := range d.names[:d.active] {
			wrt += fmt.Sprintf(", %d", k)
			vs += ", v_" + n
			g := "g"
			if d.active > 1 {
				g = fmt.Sprintf("g[%d]", k)
			}
			sum += fmt.Sprintf(" + np.sum(%s * v_%s)", g, n)
		}
		args := strings.Join(d.names, ", ")
		fmt.Fprintf(&sb, "def value%d(%s):\n    return np.sum((%s) * %s)\n\n\n", i, args, d.expr, d.weight)
		fmt.Fprintf(&sb, "def slope%d(%s%s):\n    g = grad(value%d%s)(%s)\n    return %s\n\n\n", i, args, vs, i, wrt, args, sum[3:])
		if full {
			results += fmt.Sprintf("        (grad(value%d%s)(%s), grad(slope%d%s)(%s%s)),\n", i, wrt, args, i, wrt, args, vs)
		} else {
			results += fmt.Sprintf("        (value%d(%s), slope%d(%s%s)),\n", i, args, i, args, vs)
		}
	}
	fmt.Fprintf(&sb, "def run(%s):\n    return (\n%s    )\n", strings.Join(names, ", "), results)
	return sb.String()
}
