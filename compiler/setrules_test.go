package compiler_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/myia-lang/myia/ad"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/vm"
)

// setters are functions of x and y that put x·y into a place of a list, or of a record, of which no program makes one
// yet. Each gives x·(x·y).
const setters = `module core

node P(f64, f64)

func @vec(%0: f64, %1: f64) -> (f64) {
  %2 = vec.new{Elems=[f64]} : vec<f64>
  %3 = vec.push %2, %0 : vec<f64>
  %4 = vec.push %3, %1 : vec<f64>
  %5 = mul %0, %1 : f64
  %6 = const{Value=1} : i64
  %7 = const{Value=0} : i64
  %8 = vec.set %4, %6, %5 : vec<f64>
  %9 = vec.get %8, %7 : f64
  %10 = vec.get %8, %6 : f64
  %11 = mul %9, %10 : f64
  return %11
}

func @node(%0: f64, %1: f64) -> (f64) {
  %2 = node.new{Name="P"} %0, %1 : *P
  %3 = mul %0, %1 : f64
  %4 = node.set{Field=1} %2, %3 : *P
  %5 = node.get{Field=0} %4 : f64
  %6 = node.get{Field=1} %4 : f64
  %7 = mul %5, %6 : f64
  return %7
}

func @gvec(%0: f64, %1: f64, %2: f64) -> (f64, f64, f64) {
  %3, %4, %5 = vjp{Fn="vec", Wrt=[0, 1], Out=[0], Results=[f64, f64, f64]} %0, %1, %2 : f64, f64, f64
  return %3, %4, %5
}

func @gnode(%0: f64, %1: f64, %2: f64) -> (f64, f64, f64) {
  %3, %4, %5 = vjp{Fn="node", Wrt=[0, 1], Out=[0], Results=[f64, f64, f64]} %0, %1, %2 : f64, f64, f64
  return %3, %4, %5
}
`

// TestSetRules checks both rules of what replaces a row or a field.
func TestSetRules(t *testing.T) {
	m, err := ir.Parse(source.NewFile("set.ir", []byte(setters)), ops.Core().ByName)
	if err != nil {
		t.Fatal(err)
	}
	if m, err = ad.Run(m); err != nil {
		t.Fatal(err)
	}
	x, y := ops.F64(3), ops.F64(5)
	for _, name := range []string{"vec", "node"} {
		slope, err := ad.Tangents(m, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			fn   string
			args []ops.Value
			want []float64
		}{
			{"g" + name, []ops.Value{x, y, ops.F64(1)}, []float64{45, 30, 9}},
			{slope, []ops.Value{x, y, ops.F64(1), ops.F64(0)}, []float64{45, 30}},
			{slope, []ops.Value{x, y, ops.F64(0), ops.F64(1)}, []float64{45, 9}},
		} {
			out, err := vm.New(m, &ops.Env{}).Call(context.Background(), c.fn, c.args)
			if got := numbersOf(out); err != nil || fmt.Sprint(got) != fmt.Sprint(c.want) {
				t.Errorf("%s gives %v, want %v (%v)", c.fn, got, c.want, err)
			}
		}
	}
}
