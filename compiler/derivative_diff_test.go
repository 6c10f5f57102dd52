package compiler_test

import (
	"fmt"
	"maps"
	"math"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/tensor"
)

// differences gives for each case the numbers of g, then of h, by central
// differences of (value, d) in each element of each active input.
func differences(cases []derivCase, names []string, base map[string]compiler.Value) [][]float64 {
	c := conformConfigs()["vm"]
	c.inputs = base
	comp, _, problem := c.compile(derivProgram(cases, names, false), names)
	if problem != "" {
		panic(problem)
	}
	at := func(name string, i int, step float64) [][]float64 {
		moved := maps.Clone(base)
		moved[name] = shifted(base[name], i, step)
		c.inputs = moved
		_, args := c.arguments(names)
		out, problem := callDerivatives(comp, args)
		if problem != "" {
			panic(problem)
		}
		return out
	}
	slopes := map[string][][2][]float64{} // by input: for each case, the slopes of the value and of d
	for _, n := range names {
		if n[1] == '_' || !isActive(base[n]) {
			continue
		}
		of := make([][2][]float64, len(cases))
		for i := range size(base[n]) {
			up, down := at(n, i, derivStep), at(n, i, -derivStep)
			for k := range cases {
				for j := range 2 {
					of[k][j] = append(of[k][j], (up[k][j]-down[k][j])/(2*derivStep))
				}
			}
		}
		slopes[n] = of
	}
	out := make([][]float64, len(cases))
	for k, d := range cases {
		for j := range 2 {
			for _, n := range d.names[:d.active] {
				out[k] = append(out[k], slopes[n][k][j]...)
			}
		}
	}
	return out
}

func size(v compiler.Value) int {
	if x, ok := v.(*tensor.Tensor); ok {
		return x.Len()
	}
	return 1
}

// shifted adds a step to one element.
func shifted(v compiler.Value, i int, step float64) compiler.Value {
	x, ok := v.(*tensor.Tensor)
	if !ok {
		return v.(float64) + step
	}
	out := tensor.New(dtype.F64, x.Shape...)
	copy(tensor.Of[float64](out), tensor.Of[float64](x))
	tensor.Of[float64](out)[i] += step
	return out
}

// compareDerivatives says where derivatives differ from differences.
func compareDerivatives(want, got []float64) string {
	if len(want) != len(got) {
		return fmt.Sprintf("%d numbers, want %d", len(got), len(want))
	}
	scale := 1.0
	for _, x := range want {
		scale = max(scale, math.Abs(x))
	}
	for i, x := range want {
		if !(math.Abs(x-got[i]) <= derivTol*scale) {
			order := "first"
			if i >= len(want)/2 {
				order = "second"
			}
			return fmt.Sprintf("%s derivative %v, by differences %v", order, got, want)
		}
	}
	return ""
}
