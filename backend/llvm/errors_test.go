package llvm

import (
	"fmt"
	"strings"
	"testing"

	"github.com/myia-lang/myia/golden"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/own"
	"github.com/myia-lang/myia/types"
)

// What has no native code is an error wherever it stands: in each region of a function, and in each kind of kernel.
func TestUnsupportedInside(t *testing.T) {
	const bad = "%90 = iota{Dim=n} %0.n : i64[n]"
	regions := map[string]string{
		"then": "%1 = if %2 {\n BAD\n yield %0\n } {\n yield %0\n } : i64",
		"else": "%1 = if %2 {\n yield %0\n } {\n BAD\n yield %0\n } : i64",
		"for":  "%1 = for %0, %0 { (%4: i64, %5: i64) ->\n BAD\n yield %5\n } : i64",
		"cond": "%1 = while %0 { (%4: i64) ->\n BAD\n yield %2, %4\n } { (%5: i64) ->\n yield %5\n } : i64",
		"body": "%1 = while %0 { (%4: i64) ->\n yield %2, %4\n } { (%5: i64) ->\n BAD\n yield %5\n } : i64",
	}
	for name, node := range regions {
		text := "module opt entry @f\n\nfunc @f(%0.n: i64, %2: bool) -> (i64) {\n " + node + "\n return %1\n}\n"
		wantUnsupported(t, name, strings.Replace(text, "BAD", bad, 1))
	}
	for _, k := range []struct{ kind, result, axes, give string }{
		{"map", "f64[n,k]", "[]", "%7"}, {"map", "f64[n,k]", "[]", "%8"}, {"sum", "f64[n]", "[1]", "%7"}, {"sum", "f64[k]", "[0]", "%7"},
		{"sum", "f64", "[0, 1]", "%8"}, {"max", "f64[n]", "[1]", "%7"}, {"argmax", "i64[k]", "[0]", "%7"},
	} {
		wantUnsupported(t, k.kind+k.axes, fmt.Sprintf(`module opt entry @f

func @f(%%0.n: i64, %%1.k: i64, %%2.x: f64[n,k]) -> (%s) {
  %%3 = kernel{Kind=%q, DType=%s, Dims=%s, Axes=%s, Rank=2} %%0.n, %%1.k, %%2.x { (%%4: i64, %%5: i64, %%6: f64[n,k]) ->
    %%7 = elem %%6, %%4, %%5 : f64
    %%8 = elem %%6, %%5, %%4 : f64
    %%9 = iota{Dim=n} %%4 : i64[n]
    yield %s
  } : %s
  return %%3
}
`, k.result, k.kind, k.result[:3], dimsOf(k.result), k.axes, k.give, k.result))
	}
}

// What is written in the place of an array, by a scatter, or alone is no exception.
func TestUnsupportedKernels(t *testing.T) {
	const made = `%5 = kernel{Kind="map", DType=f64, Dims=[n], Axes=[], Rank=1} %0.n, %1 { (%2: i64, %3: f64[n]) ->
    %4 = elem %3, %2 : f64
    %9 = iota{Dim=n} %2 : i64[n]
    yield %4
  } : f64[n]`
	const scatter = `%5 = kernel{Kind="scatter", DType=f64, Dims=[n], Axes=[], Rank=1} %1, %0.n { (%2: i64) ->
    %4 = const{Value=1e+00} : f64
    %9 = iota{Dim=n} %2 : i64[n]
    yield %4, %2
  } : f64[n]`
	for name, node := range map[string]string{"alone": made, "scatter": scatter, "reuse": "%6 = own.reuse %1 {\n" + made + "\nyield %5\n} : f64[n]"} {
		result := "%5"
		if name == "reuse" {
			result = "%6"
		}
		text := "module opt entry @f\n\nfunc @f(%0.n: i64, %1: owned f64[n]) -> (f64[n]) {\n " + node + "\n return " + result + "\n}\n"
		wantUnsupported(t, name, text)
		if name == "alone" {
			m := golden.Read(t, text, kernels.Declarations()...)
			if _, err := EmitKernel(kernels.UnitOf(m.Funcs[0].Body.Nodes[0]), Options{}); err == nil || !strings.Contains(err.Error(), "does not support iota") {
				t.Errorf("a kernel alone: %v", err)
			}
		}
	}
}

// A function that is not there is an error, called or entered.
func TestMissing(t *testing.T) {
	m := ir.NewModule(ir.Opt)
	b := ir.NewFunc(m, "f")
	b.Finish(b.Emit1(ops.Call{Fn: "g", Results: []types.Type{types.CoreI64}}))
	for name, want := range map[string]string{"f": "call of g, which is not in the module", "h": "no function h"} {
		if _, err := Emit(m, Options{Entries: []string{name}}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// dimsOf is what stands in the brackets of an array.
func dimsOf(array string) string {
	_, dims, ok := strings.Cut(array, "[")
	if !ok {
		return "[]"
	}
	return "[" + dims
}

func wantUnsupported(t *testing.T, name, text string) {
	t.Helper()
	m := golden.Read(t, text, append(kernels.Declarations(), own.Declarations()...)...)
	o := Options{}.complete()
	if _, err := emitCounted(m, o); err == nil || !strings.Contains(err.Error(), "does not support iota") {
		t.Errorf("%s: %v", name, err)
	}
}
