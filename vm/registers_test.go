package vm

import (
	"context"
	"testing"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/source"
)

// down calls itself: after the call it reads only the operand x, although many values are made before it and one
// side of the if makes its result before the call stands in the text.
const down = `module core entry @down

func @down(%0.x: f64, %1.n: i64) -> (f64) {
  %2 = const{Value=0} : i64
  %3 = eq %1.n, %2 : bool
  %12 = if %3 {
    yield %0.x
  } {
    %4 = const{Value=1} : i64
    %5 = sub %1.n, %4 : i64
    %6 = mul %0.x, %0.x : f64
    %7 = mul %6, %6 : f64
    %8 = mul %7, %7 : f64
    %9 = minimum %8, %0.x : f64
    %10 = call{Fn="down", Results=[f64]} %9, %5 : f64
    %11 = add %10, %0.x : f64
    yield %11
  } : f64
  return %12
}
`

// TestRegisters checks that values share registers and that a call keeps only what is read after it.
func TestRegisters(t *testing.T) {
	m, err := ir.Parse(source.NewFile("down.ir", []byte(down)), ops.Core().Known)
	if err != nil {
		t.Fatal(err)
	}
	c, err := compile(m.Func("down"))
	if err != nil {
		t.Fatal(err)
	}
	if c.regs > 5 {
		t.Errorf("%d registers", c.regs)
	}
	for _, in := range c.instrs {
		if in.kind == callOp && in.keep != 1 {
			t.Errorf("the call keeps %d registers, not only x", in.keep)
		}
	}
	out, err := New(m, &ops.Env{}).Call(context.Background(), "down", []ops.Value{ops.F64(1), ops.I(1000000)})
	if err != nil || out[0].F64() != 1000001 {
		t.Errorf("it gives %v, %v", out, err)
	}
}

// TestFrames checks that a recursion ends with its own error where there are too many frames or registers.
func TestFrames(t *testing.T) {
	m, err := ir.Parse(source.NewFile("down.ir", []byte(down)), ops.Core().Known)
	if err != nil {
		t.Fatal(err)
	}
	for _, limit := range []func(m *Machine){func(m *Machine) { m.MaxFrames = 1000 }, func(m *Machine) { m.MaxValues = 1000 }} {
		machine := New(m, &ops.Env{})
		limit(machine)
		_, err := machine.Call(context.Background(), "down", []ops.Value{ops.F64(1), ops.I(100000)})
		if e, ok := err.(*ops.Raised); !ok || e.Class != "RecursionError" || len(e.Trace) != 2*keep {
			t.Errorf("it ended with %v", err)
		}
	}
}
