package compiler_test

import (
	"context"
	"fmt"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/myia-lang/myia/ad"
	"github.com/myia-lang/myia/backend/llvm/jit"
	"github.com/myia-lang/myia/backend/llvm/native"
	"github.com/myia-lang/myia/backend/llvm/rt"
	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/vm"
)

// The tangent test runs forward mode over the programs of the derivative test,
// which give the value of each expression and d, its slope along v by reverse
// mode. Along v, the tangent of the value is d: reverse mode is the transpose
// of forward mode. The tangent of d is the second derivative along v twice,
// forward over reverse, and that of reverse over reverse. Differences along v
// give both.

const transposeTol = 1e-11 // relative to the largest term

// TestTangents compares forward mode with differences and with reverse mode.
func TestTangents(t *testing.T) {
	t.Parallel()
	known := readGaps(t, filepath.Join(conformHome, "known.txt"))
	count := 0
	for _, name := range derivFamilies {
		var fam conformFamily
		readJSON(t, name, &fam)
		for _, positive := range []bool{true, false} {
			base := smoothInputs(fam, name, positive)
			for chunk := range slices.Chunk(derivCases(fam, name, positive), 40) {
				chunk = slices.DeleteFunc(chunk, func(d derivCase) bool {
					return known["derivative:"+strings.ReplaceAll(d.expr, " ", "")] != ""
				})
				count += len(chunk)
				for _, problem := range checkTangents(chunk, base) {
					t.Errorf("%s: %s: %s", name, problem.expr, problem.text)
				}
			}
		}
	}
	for _, p := range tangentPrograms {
		count++
		if problem := programTangent(p.text); problem != "" {
			t.Errorf("%s: %s", p.name, problem)
		}
	}
	fmt.Printf("cases: tangents n=%d\n", count)
}

// checkTangents checks a chunk, and looks for the cases to blame one by one.
func checkTangents(cases []derivCase, base map[string]compiler.Value) []derivProblem {
	if len(cases) == 0 {
		return nil
	}
	problem := tangentProblem(cases, base)
	if problem == "" {
		return nil
	}
	if len(cases) == 1 {
		return []derivProblem{{cases[0].expr, problem}}
	}
	half := len(cases) / 2
	return append(checkTangents(cases[:half], base), checkTangents(cases[half:], base)...)
}

func tangentProblem(cases []derivCase, base map[string]compiler.Value) string {
	names := derivNames(cases)
	c := conformConfigs()["vm"]
	c.inputs = base
	ts, vs := c.arguments(names)
	b, errs := compiler.FromText("tangents.py", derivProgram(cases, names, false)).Build(compiler.Call{Func: "run", Args: ts}, compiler.Opt, compiler.Options{Opt: 1})
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
	args := directed(names, vs, base)
	runs, err := runTangents(m, name, args)
	if err != nil {
		return err.Error()
	}
	full, problem := runDerivatives("vm", cases, names, base)
	if problem != "" {
		return problem
	}
	up, down := moved(m, names, vs, base, derivStep), moved(m, names, vs, base, -derivStep)
	for _, run := range runs {
		half := len(run) / 2
		for i := range cases {
			value, d, slope, second := run[2*i], run[2*i+1], run[half+2*i], run[half+2*i+1]
			if notFinite(value) || notFinite(d) {
				continue // not a smooth point
			}
			twice := 0.0
			g := full[i]
			dirs := directions(cases[i], base)
			for k, v := range dirs {
				twice += g[len(dirs)+k] * v
			}
			for _, p := range []struct {
				what      string
				got, want float64
				tol       float64
			}{
				{"the tangent, and reverse mode along it", slope, d, transposeTol},
				{"the tangent, and differences along it", slope, (up[2*i] - down[2*i]) / (2 * derivStep), 10 * derivTol},
				{"the second tangent, and reverse over reverse", second, twice, 100 * transposeTol},
				{"the second tangent, and differences", second, (up[2*i+1] - down[2*i+1]) / (2 * derivStep), 100 * derivTol},
			} {
				if !(math.Abs(p.got-p.want) <= p.tol*(1+math.Abs(p.want)+math.Abs(value))) {
					return fmt.Sprintf("%s: %v and %v", p.what, p.got, p.want)
				}
			}
		}
	}
	return ""
}

// directions are the numbers of v, in the order of the gradient.
func directions(d derivCase, base map[string]compiler.Value) []float64 {
	var out []float64
	for _, n := range d.names[:d.active] {
		out = flatten(out, base["v_"+n])
	}
	return out
}

// directed puts tangents behind the arguments: v for what the expressions are
// differentiated by, zeros for the rest.
func directed(names []string, vs []compiler.Value, base map[string]compiler.Value) []ops.Value {
	var args, tangents []ops.Value
	for i, v := range vs {
		args = append(args, coreOf(v))
		if !isActive(v) {
			continue
		}
		if dir, ok := base["v_"+names[i]]; ok {
			tangents = append(tangents, coreOf(dir))
		} else if x, ok := v.(*tensor.Tensor); ok {
			tangents = append(tangents, coreOf(tensor.New(x.DType, x.Shape...)))
		} else {
			tangents = append(tangents, ops.F64(0))
		}
	}
	return append(args, tangents...)
}

func coreOf(v compiler.Value) ops.Value {
	switch v := v.(type) {
	case float64:
		return ops.F64(v)
	case int64:
		return ops.I(v)
	case bool:
		return ops.B(v)
	}
	x := v.(*tensor.Tensor)
	if len(x.Shape) == 0 {
		return ops.Elem(x, 0)
	}
	return ops.T(x)
}

// moved runs the module itself at the arguments moved along v.
func moved(m *ir.Module, names []string, vs []compiler.Value, base map[string]compiler.Value, step float64) []float64 {
	args := make([]ops.Value, len(vs))
	for i, v := range vs {
		dir, ok := base["v_"+names[i]]
		switch x := v.(type) {
		case float64:
			if ok {
				v = x + step*dir.(float64)
			}
		case *tensor.Tensor:
			if ok {
				y := tensor.New(x.DType, x.Shape...)
				for k := range tensor.Of[float64](y) {
					tensor.Of[float64](y)[k] = tensor.Of[float64](x)[k] + step*tensor.Of[float64](dir.(*tensor.Tensor))[k]
				}
				v = y
			}
		}
		args[i] = coreOf(v)
	}
	out, err := vm.New(m, &ops.Env{Pool: m.Pool}).Call(context.Background(), m.Entry, args)
	if err != nil {
		panic(err)
	}
	return numbersOf(out)
}

func numbersOf(vs []ops.Value) []float64 {
	out := make([]float64, len(vs))
	for i, v := range vs {
		out[i] = math.Float64frombits(v.Bits)
	}
	return out
}

// runTangents runs a function on the VM and, where it is there, natively.
func runTangents(m *ir.Module, name string, args []ops.Value) ([][]float64, error) {
	out, err := vm.New(m, &ops.Env{Pool: m.Pool}).Call(context.Background(), name, args)
	if err != nil {
		return nil, err
	}
	runs := [][]float64{numbersOf(out)}
	if _, ok := conformConfigs()["native"]; !ok {
		return runs, nil
	}
	path, _, err := jit.Find("")
	if err != nil {
		return nil, err
	}
	lib, err := native.Open(path, rt.Options{Poison: true})
	if err != nil {
		return nil, err
	}
	p, err := native.Load(lib, m, native.Options{Entries: []string{name}, Env: &ops.Env{Pool: m.Pool}})
	if err != nil {
		return nil, err
	}
	if out, err = p.Call(context.Background(), name, args); err != nil {
		return nil, err
	}
	return append(runs, numbersOf(out)), nil
}
