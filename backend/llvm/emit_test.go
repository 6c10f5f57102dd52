package llvm

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

var update = flag.Bool("update", false, "rewrite testdata")

// golden compares text with a file of testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := "testdata/" + name
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s differs:\n%s", file, got)
	}
}

func emitText(t *testing.T, m *ir.Module) string {
	t.Helper()
	p, err := Emit(m, Options{Runtime: Runtime{Interrupt: 304, RngSeed: 696, RngCounter: 704, Consts: 712}})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, x := range p.Texts {
		b.WriteString(x.IR)
	}
	return b.String()
}

// A scalar loop keeps its values in phi nodes, tests the interrupt word at its back edge, and a failed check fills the
// context and leaves through the common exit.
func TestScalarLoop(t *testing.T) {
	m := ir.NewModule(ir.Opt)
	b := ir.NewFunc(m, "f")
	n, x := b.Param("n", types.CoreI64), b.Param("x", types.CoreF64)
	body := b.Region([]types.Type{types.CoreI64, types.CoreF64}, func(ps []*ir.Value) []*ir.Value {
		b.Emit(ops.Check{Class: "ValueError", Msg: "no"}, b.Emit1(ops.Gt, ps[1], x), ps[0])
		return []*ir.Value{b.Emit1(ops.Mul, ps[1], x)}
	})
	b.Finish(b.EmitRegions(ops.For{}, []*ir.Region{body}, n, x)...)
	m.Entry = "f"
	golden(t, "loop.ll", emitText(t, m))
}

// A chain of elementwise operations is one kernel: a vector loop and a scalar one for the rest, in the place of the
// operand that dies.
func TestKernelText(t *testing.T) {
	m := ir.NewModule(ir.Opt)
	b := ir.NewFunc(m, "f")
	x := b.Param("x", types.A(types.F32, types.N("n")))
	y := b.Emit1(ops.Mul, x, x)
	v := b.Emit1(ops.Index{Axis: 0}, y, b.Emit1(ops.Const{Value: int64(0)}))
	b.Finish(b.Emit1(ops.Sub, b.Emit1(ops.Add, y, x), ops.Fill(b, v, x)))
	m.Entry = "f"
	text := emitText(t, m)
	if strings.Count(text, "@k.") < 2 || !strings.Contains(text, "@myia_take") {
		t.Error("want two kernels, the second in place")
	}
	golden(t, "kernel.ll", text)
}

// What has no native code is an error that names the operation.
func TestUnsupported(t *testing.T) {
	m := ir.NewModule(ir.Opt)
	b := ir.NewFunc(m, "f")
	x := b.Param("x", types.CoreF64)
	b.Finish(b.Emit(ops.VJP{Fn: "g", Results: []types.Type{types.CoreF64}}, x)...)
	m.Entry = "f"
	if _, err := Emit(m, Options{}); err == nil || !strings.Contains(err.Error(), "does not support vjp") {
		t.Errorf("got %v", err)
	}
}

// A small kernel that runs once stands with the straight code; a large one, or one in a function that repeats, apart.
func TestSmallKernels(t *testing.T) {
	for _, c := range []struct {
		name string
		size int64
		loop bool
		want []Kind
	}{
		{"small", small, false, []Kind{Straight}},
		{"large", small + 1, false, []Kind{Straight, Kernels}},
		{"small in a loop", small, true, []Kind{Loops}},
	} {
		m := ir.NewModule(ir.Opt)
		b := ir.NewFunc(m, "f")
		x := b.Param("x", types.A(types.F64, types.C(c.size)))
		y := b.Emit1(ops.Exp, x)
		if c.loop {
			n := b.Param("n", types.CoreI64)
			body := b.Region([]types.Type{types.CoreI64, x.Type}, func(ps []*ir.Value) []*ir.Value {
				return []*ir.Value{b.Emit1(ops.Exp, ps[1])}
			})
			y = b.EmitRegions(ops.For{}, []*ir.Region{body}, n, y)[0]
		}
		b.Finish(y)
		m.Entry = "f"
		p, err := Emit(m, Options{})
		if err != nil {
			t.Fatal(err)
		}
		var got []Kind
		for _, x := range p.Texts {
			got = append(got, x.Kind)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: modules of the kinds %v, want %v", c.name, got, c.want)
		}
	}
}

// Two emissions give the same bytes.
func TestDeterministic(t *testing.T) {
	make := func() string {
		m := ir.NewModule(ir.Opt)
		b := ir.NewFunc(m, "f")
		x := b.Param("x", types.A(types.F64, types.N("n"), types.N("k")))
		b.Finish(b.Emit1(ops.Exp, x), b.Emit1(ops.Reduce{Kind: "sum", Axes: []int{1}}, b.Emit1(ops.Tanh, x)))
		m.Entry = "f"
		return emitText(t, m)
	}
	if make() != make() {
		t.Error("texts differ")
	}
}
