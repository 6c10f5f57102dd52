package compiler_test

import (
	"context"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/myia-lang/myia/ad"
	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/vm"
)

// TestZeroAnnihilates differentiates the expressions of the derivative test where all numbers are infinite, nan or 0.
// With a cotangent of 0 the gradient is 0, and so is that of the gradient; along a tangent of 0 the tangent is 0. Their
// backward code multiplies by Scale alone.
func TestZeroAnnihilates(t *testing.T) {
	t.Parallel()
	count, refused := 0, 0
	for _, name := range derivFamilies {
		var fam conformFamily
		readJSON(t, name, &fam)
		for _, positive := range []bool{true, false} {
			base := awkward(smoothInputs(fam, name, positive))
			cases := derivCases(fam, name, positive)
			for chunk := range slices.Chunk(cases, 40) {
				count += len(chunk)
				for _, problem := range checkZero(chunk, base) {
					if strings.HasPrefix(problem.text, "raises ") {
						refused++
						continue
					}
					t.Errorf("%s: %s: %s", name, problem.expr, problem.text)
				}
			}
		}
	}
	fmt.Printf("cases: zero cotangents n=%d, without %d that raise there\n", count-refused, refused)
	if refused*4 > count {
		t.Errorf("%d of %d raise", refused, count)
	}
}

// awkward replaces the numbers of inputs, but not directions and weights.
func awkward(base map[string]compiler.Value) map[string]compiler.Value {
	special := []float64{math.Inf(1), 0, math.NaN(), math.Inf(-1), math.Copysign(0, -1)}
	k := 0
	next := func() float64 { k++; return special[k%len(special)] }
	out := map[string]compiler.Value{"off": 0.0}
	for name, v := range base {
		out[name] = v
	}
	for _, name := range slices.Sorted(maps.Keys(base)) {
		if name[1:] == "" || name[1] == '_' {
			continue
		}
		switch x := base[name].(type) {
		case float64:
			out[name] = next()
		case *tensor.Tensor:
			if x.DType == dtype.F64 {
				y := tensor.New(dtype.F64, x.Shape...)
				for i := range tensor.Of[float64](y) {
					tensor.Of[float64](y)[i] = next()
				}
				out[name] = y
			}
		}
	}
	return out
}

// checkZero checks a chunk, and looks for the cases to blame one by one.
func checkZero(cases []derivCase, base map[string]compiler.Value) []derivProblem {
	problem := zeroProblem(cases, base)
	switch {
	case problem == "":
		return nil
	case len(cases) == 1:
		return []derivProblem{{cases[0].expr, problem}}
	}
	half := len(cases) / 2
	return append(checkZero(cases[:half], base), checkZero(cases[half:], base)...)
}

func zeroProblem(cases []derivCase, base map[string]compiler.Value) string {
	off := make([]derivCase, len(cases))
	for i, d := range cases {
		off[i] = derivCase{"np.where(off > 0.0, " + d.expr + ", 0.0)", append(slices.Clone(d.names), "off"), d.active, d.weight}
	}
	names := append(derivNames(off), "off")
	names = slices.Compact(slices.Sorted(slices.Values(names)))
	full, problem := runDerivatives("vm", off, names, base)
	if problem != "" {
		return "raises " + problem
	}
	for i, g := range full {
		if !allZero(g) {
			return fmt.Sprintf("the gradients for the cotangent 0 of %s are %v", cases[i].expr, g)
		}
	}
	return zeroTangent(cases, base)
}

func allZero(xs []float64) bool {
	return !slices.ContainsFunc(xs, func(x float64) bool { return x != 0 })
}

// zeroTangent runs forward mode along 0, and looks at the backward code.
func zeroTangent(cases []derivCase, base map[string]compiler.Value) string {
	names := derivNames(cases)
	c := conformConfigs()["vm"]
	c.inputs = base
	ts, vs := c.arguments(names)
	b, errs := compiler.FromText("zero.py", derivProgram(cases, names, false)).Build(compiler.Call{Func: "run", Args: ts}, compiler.Opt, compiler.Options{})
	if len(errs) > 0 {
		return describe(errs)
	}
	m := b.Modules[compiler.Opt]
	for _, f := range m.Funcs {
		if problem := multiplies(f); problem != "" {
			return problem
		}
	}
	name, err := ad.Tangents(m, m.Entry)
	if err != nil {
		return err.Error()
	}
	still := map[string]compiler.Value{}
	out, err := vm.New(m, &ops.Env{Pool: m.Pool}).Call(context.Background(), name, directed(names, vs, still))
	if err != nil {
		return "raises " + err.Error()
	}
	if run := numbersOf(out); !allZero(run[len(run)/2:]) {
		return fmt.Sprintf("the tangents along 0 are %v", run[len(run)/2:])
	}
	return ""
}

// multiplies says where a backward function computes with a cotangent by anything but operations that are linear in it.
func multiplies(f *ir.Func) string {
	if !strings.HasSuffix(f.Name, ".d.bwd") {
		return ""
	}
	cotangents := map[*ir.Value]bool{}
	for _, p := range f.Params {
		cotangents[p] = p.Name == "dout" || p.Name == "acc"
	}
	problem := ""
	var walk func(r *ir.Region)
	walk = func(r *ir.Region) {
		for _, n := range r.Nodes {
			if !slices.ContainsFunc(n.Args, func(v *ir.Value) bool { return cotangents[v] }) && len(n.Regions) == 0 {
				continue
			}
			if e, ok := n.Op.(ops.Elementwise); ok && e != ops.Scale && e != ops.Add && e != ops.Sub && e != ops.Neg {
				problem = fmt.Sprintf("%s of a cotangent in @%s", n.Op.OpName(), f.Name)
			}
			if e, ok := n.Op.(ops.Reduce); ok && e.Kind != "sum" {
				problem = fmt.Sprintf("%s of cotangents in @%s", e.Kind, f.Name)
			}
			for _, v := range n.Results {
				cotangents[v] = ops.HoldsFloat(nil, v.Type)
			}
		}
	}
	walk(f.Body)
	return problem
}
