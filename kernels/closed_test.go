package kernels_test

import (
	"strings"
	"testing"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/source"
)

const closedText = `module opt entry @f

func @f(%0.x: f64[n], %1.k: f64, %2.d: f64[m], %3.v: vec<f64>) -> (f64[n], i64, f64[m]) {
  %4 = dim{Axis=0} %0.x : i64
  %9 = kernel{Kind="map", DType=f64, Dims=[n], Axes=[], Rank=1} %4, %0.x, %1.k { (%5: i64, %6: f64[n], %7: f64) ->
    %8 = elem %6, %5 : f64
    %10 = mul %8, %7 : f64
    yield %10
  } : f64[n]
  %14 = kernel{Kind="argmax", DType=i64, Dims=[], Axes=[0], Rank=1} %4, %9 { (%11: i64, %12: f64[n]) ->
    %13 = elem %12, %11 : f64
    yield %13
  } : i64
  %18 = kernel{Kind="scatter", DType=f64, Dims=[m], Axes=[], Rank=1} %2.d, %4, %9 { (%15: i64, %16: f64[n]) ->
    %17 = elem %16, %15 : f64
    yield %17, %15
  } : f64[m]
  return %9, %14, %18
}
`

// A kernel's node says all that the kernel reads; what is wrong about that is found by the verifier.
func TestClosed(t *testing.T) {
	known := ops.MustRegistry(append(ops.Declarations(), kernels.Declarations())...)
	verify := func(text string) error {
		m, err := ir.Parse(source.NewFile("in.ir", []byte(text)), known.Known)
		if err != nil {
			t.Fatal(err)
		}
		return ir.Verify(m)
	}
	if err := verify(closedText); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ old, new, want string }{
		{"mul %8, %7", "mul %8, %1.k", "the region reads %1, which is not captured"},
		{"yield %10", "yield %1.k", "the region reads %1, which is not captured"},
		{"elem %6, %5", "elem %0.x, %5", "the region reads %0, which is not captured"},
		{"mul %8, %7", "mul %8, %8", "not in the order in which the region reads them"},
		{"%4, %0.x, %1.k { (%5: i64, %6: f64[n], %7: f64)", "%4, %1.k, %0.x { (%5: i64, %7: f64, %6: f64[n])", "not in the order"},
		{"%4, %0.x, %1.k {", "%4, %0.x, %4 {", "captures i64 as f64"},
		{"%4, %0.x, %1.k {", "%4, %0.x {", "2 operands for a region of 3 parameters"},
		{"%1.k { (%5: i64, %6: f64[n], %7: f64) ->\n    %8 = elem %6, %5 : f64\n    %10 = mul %8, %7 : f64",
			"%3.v { (%5: i64, %6: f64[n], %7: vec<f64>) ->\n    %8 = vec.len %7 : i64\n    %10 = elem %6, %8 : f64", "captures vec<f64>"},
		{"%4, %9 { (%11: i64, %12: f64[n]) ->\n    %13 = elem %12, %11", "%4, %9, %9 { (%11: i64, %12: f64[n], %99: f64[n]) ->\n    %98 = elem %99, %11 : f64\n    %13 = elem %12, %11", "captures %9 twice"},
		{"Axes=[], Rank=1} %4, %0.x", "Axes=[], Rank=2} %4, %0.x", "Rank is 2"},
		{"Axes=[], Rank=1} %2.d", "Axes=[], Rank=0} %2.d", "Rank is 0"},
		{"Axes=[], Rank=1} %4, %0.x, %1.k { (%5: i64", "Axes=[], Rank=1} %1.k, %0.x, %4 { (%5: f64", "index 0 is f64"},
		{`Dims=[], Axes=[0]`, `Dims=[], Axes=[1]`, "there is no axis 1"},
		{`Dims=[n], Axes=[]`, `Dims=[n], Axes=[0]`, "map has the axes [0]"},
		{`Dims=[], Axes=[0], Rank=1`, `Dims=[n], Axes=[], Rank=1`, "argmax has the axes []"},
		{`Kind="argmax", DType=i64, Dims=[], Axes=[0], Rank=1} %4,`, `Kind="max", DType=f64, Dims=[n], Axes=[0, 2], Rank=3} %4, %4, %4,`, "the axes [0 2] follow two rules"},
		{`Kind="argmax", DType=i64, Dims=[], Axes=[0], Rank=1} %4,`, `Kind="max", DType=f64, Dims=[n], Axes=[1, 0], Rank=3} %4, %4, %4,`, "the axes [1 0] are out of order"},
		{`Kind="argmax"`, `Kind="argsum"`, `Kind is "argsum"`},
		{`Kind="argmax", DType=i64`, `Kind="argmax", DType=f64`, "a place is no f64"},
		{`Kind="argmax"`, `Kind="max"`, "the region gives [f64], not [i64]"},
		{"yield %17, %15", "yield %17", "the region gives [f64], not [f64 i64]"},
		{"%2.d, %4, %9", "%1.k, %4, %9", "writes into f64"},
		{"yield %10", "%97 = const{Value=\"\"} : str\n    print %97\n    yield %10", "print stands in the region"},
	} {
		if strings.Count(closedText, c.old) != 1 {
			t.Fatalf("%q stands %d times", c.old, strings.Count(closedText, c.old))
		}
		err := verify(strings.Replace(closedText, c.old, c.new, 1))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q for %q: %v, want %q", c.new, c.old, err, c.want)
		}
	}
}
