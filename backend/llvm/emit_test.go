package llvm

import (
	"slices"
	"strings"
	"testing"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

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

// A small kernel that runs once stands with the straight code; a large one, one of unknown size, one that calls a loop
// for each element, and one in a function that repeats stand apart.
func TestSmallKernels(t *testing.T) {
	exp := func(b *ir.Builder, x *ir.Value) *ir.Value { return b.Emit1(ops.Exp, x) }
	for _, c := range []struct {
		name string
		size types.Dim
		op   func(b *ir.Builder, x *ir.Value) *ir.Value
		loop bool
		want []Kind
	}{
		{"small", types.C(small / 2), exp, false, []Kind{Straight}},
		{"large", types.C(small/2 + 1), exp, false, []Kind{Straight, Kernels}},
		{"unknown", types.N("n"), exp, false, []Kind{Straight, Kernels}},
		{"remainder", types.C(8), func(b *ir.Builder, x *ir.Value) *ir.Value { return b.Emit1(ops.Mod, x, x) }, false, []Kind{Straight, Kernels}},
		{"in a loop", types.C(8), exp, true, []Kind{Loops}},
	} {
		m := ir.NewModule(ir.Opt)
		b := ir.NewFunc(m, "f")
		x := b.Param("x", types.A(dtype.F64, c.size))
		y := c.op(b, x)
		if c.loop {
			y = repeat(b, y, c.op)
		}
		b.Finish(y)
		m.Entry = "f"
		if got := kinds(t, m); !slices.Equal(got, c.want) {
			t.Errorf("%s: modules of the kinds %v, want %v", c.name, got, c.want)
		}
	}
}

// A kernel that straight code and a loop share is compiled for the loop, wherever it was met first.
func TestSharedKernel(t *testing.T) {
	m := ir.NewModule(ir.Opt)
	exp := func(b *ir.Builder, x *ir.Value) *ir.Value { return b.Emit1(ops.Exp, x) }
	b := ir.NewFunc(m, "f")
	x := b.Param("x", types.A(dtype.F64, types.C(8)))
	n := b.Param("n", types.CoreI64)
	b.Finish(b.Emit(ops.Call{Fn: "hot", Results: []types.Type{x.Type}}, exp(b, x), n)...)
	b = ir.NewFunc(m, "hot")
	z := b.Param("x", x.Type)
	b.Finish(repeat(b, z, exp))
	m.Entry = "f"
	p, err := Emit(m, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range p.Texts {
		if defines := strings.Contains(text.IR, "define hidden i32 @k.0("); defines != (text.Kind == Loops) {
			t.Errorf("module of kind %v defines the kernel: %v", text.Kind, defines)
		}
	}
}

// A vec that the next loop pushes a row to in each trip is made with room for them; no other.
func TestRoomForTrips(t *testing.T) {
	for _, c := range []struct {
		name string
		push func(b *ir.Builder, ps []*ir.Value) *ir.Value
		want bool
	}{
		{"each trip", func(b *ir.Builder, ps []*ir.Value) *ir.Value { return b.Emit1(ops.VecPush{}, ps[1], ps[0]) }, true},
		{"no trip", func(b *ir.Builder, ps []*ir.Value) *ir.Value { return ps[1] }, false},
		{"to another", func(b *ir.Builder, ps []*ir.Value) *ir.Value {
			return b.Emit1(ops.VecPush{}, b.Emit1(ops.VecNew{Elems: []types.Type{types.CoreI64}}), ps[0])
		}, false},
	} {
		m := ir.NewModule(ir.Opt)
		b := ir.NewFunc(m, "f")
		n := b.Param("n", types.CoreI64)
		v := b.Emit1(ops.VecNew{Elems: []types.Type{types.CoreI64}})
		b.Emit1(ops.Neg, n) // behind which the loop is found, too
		body := b.Region([]types.Type{types.CoreI64, v.Type}, func(ps []*ir.Value) []*ir.Value { return []*ir.Value{c.push(b, ps)} })
		b.Finish(b.EmitRegions(ops.For{}, []*ir.Region{body}, n, v)[0])
		m.Entry = "f"
		if got := strings.Contains(emitText(t, m), "@rti_trips("); got != c.want {
			t.Errorf("a push in %s: room is made: %v", c.name, got)
		}
	}
}

// repeat applies op n times, for a new parameter n.
func repeat(b *ir.Builder, x *ir.Value, op func(b *ir.Builder, x *ir.Value) *ir.Value) *ir.Value {
	n := b.Param("n", types.CoreI64)
	body := b.Region([]types.Type{types.CoreI64, x.Type}, func(ps []*ir.Value) []*ir.Value {
		return []*ir.Value{op(b, ps[1])}
	})
	return b.EmitRegions(ops.For{}, []*ir.Region{body}, n, x)[0]
}

// kinds are those of the texts of a module.
func kinds(t *testing.T, m *ir.Module) []Kind {
	t.Helper()
	p, err := Emit(m, Options{})
	if err != nil {
		t.Fatal(err)
	}
	var out []Kind
	for _, x := range p.Texts {
		out = append(out, x.Kind)
	}
	return out
}

// Two emissions give the same bytes.
func TestDeterministic(t *testing.T) {
	make := func() string {
		m := ir.NewModule(ir.Opt)
		b := ir.NewFunc(m, "f")
		x := b.Param("x", types.A(dtype.F64, types.N("n"), types.N("k")))
		b.Finish(b.Emit1(ops.Exp, x), b.Emit1(ops.Reduce{Kind: "sum", Axes: []int{1}}, b.Emit1(ops.Tanh, x)))
		m.Entry = "f"
		return emitText(t, m)
	}
	if make() != make() {
		t.Error("texts differ")
	}
}
