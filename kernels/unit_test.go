package kernels_test

import (
	"strings"
	"testing"

	"github.com/myia-lang/myia/golden"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
)

const unitText = `module opt

func @f(%0.x: f64[n,k], %1.d: f64[m], %2.a: f64, %3.size: i64) -> (f64[m]) {
  %4 = const{Value=8} : i64
  %5 = kernel{Kind="scatter", DType=f64, Dims=[m], Axes=[], Rank=2} %1.d, %3.size, %4, %0.x, %2.a { (%6: i64, %7: i64, %8.x: f64[n,k], %9.a: f64) ->
    %10 = const{Value=2e+00} : f64
    %11 = elem %8.x, %6, %7 : f64
    %12 = mul %11, %9.a : f64
    %13 = sub %12, %10 : f64
    yield %13, %7
  } : f64[m]
  return %5
}
`

// unitKey is the text by which code of the kernel is kept: what it says, all processes say.
const unitKey = `scatter f64 1 [] [-1 8]
 f64/2 f64
const{Value=2e+00} : f64
elem 0 2 3 : f64
mul 5 1 : f64
sub 6 4 : f64
yield 7 3`

func keyOf(t *testing.T, text string) string {
	t.Helper()
	var key string
	golden.Read(t, text, kernels.Declarations()...).Funcs[0].Body.Each(func(n *ir.Node) {
		if _, ok := n.Op.(kernels.Kernel); ok {
			key = kernels.UnitOf(n).Key()
		}
	})
	return key
}

// A key tells all kernels apart whose code differs, and no others.
func TestKey(t *testing.T) {
	if got := keyOf(t, unitText); got != unitKey {
		t.Errorf("got\n%s\nwant\n%s", got, unitKey)
	}
	for _, c := range []struct {
		old, new string
		same     bool
	}{
		{"%8.x", "%8.array", true},
		{"%12", "%40", true},
		{"[n,k]", "[5,k]", true},
		{"f64[m]", "f64[3]", true},
		{"Value=8", "Value=9", false},
		{"%1.d, %3.size, %4", "%1.d, %4, %3.size", false},
		{"Value=2e+00", "Value=3e+00", false},
		{"Value=2e+00", "Value=-2e+00", false},
		{"elem %8.x, %6, %7", "elem %8.x, %7, %6", false},
		{"mul %11, %9.a", "add %11, %9.a", false},
		{"sub %12, %10", "sub %10, %12", false},
		{"yield %13, %7", "yield %13, %6", false},
		{"yield %13, %7", "yield %12, %7", false},
	} {
		text := strings.ReplaceAll(unitText, c.old, c.new)
		if c.old == "f64[m]" {
			text = strings.ReplaceAll(text, "Dims=[m]", "Dims=[3]")
		}
		if got := keyOf(t, text); (got == unitKey) != c.same {
			t.Errorf("%q for %q: the keys are equal: %v", c.new, c.old, !c.same)
		}
	}
}

// Kernels that differ in their kind, axes, or element types alone have other keys.
func TestKeyOfSpace(t *testing.T) {
	const text = `module opt

func @f(%0.x: f64[n,n,n], %1.n: i64) -> (f64[n,n]) {
  %2 = kernel{Kind="sum", DType=f64, Dims=[n, n], Axes=[0], Rank=3} %1.n, %1.n, %1.n, %0.x { (%3: i64, %4: i64, %5: i64, %6: f64[n,n,n]) ->
    %7 = elem %6, %3, %4, %5 : f64
    yield %7
  } : f64[n,n]
  return %2
}
`
	keys := map[string]string{keyOf(t, text): "itself"}
	for _, change := range [][2]string{{`"sum"`, `"prod"`}, {"Axes=[0]", "Axes=[1]"}, {"Axes=[0]", "Axes=[2]"}, {"f64", "f32"}} {
		key := keyOf(t, strings.ReplaceAll(text, change[0], change[1]))
		if keys[key] != "" {
			t.Errorf("%s for %s has the key of %s", change[1], change[0], keys[key])
		}
		keys[key] = change[1]
	}
}
