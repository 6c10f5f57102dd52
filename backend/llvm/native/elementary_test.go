package native

import (
	"context"
	"testing"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/emit"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// Elementary functions give package emit's bits, one number at a time and in vectors.
func TestElementary(t *testing.T) {
	unary := []ops.Elementwise{ops.Exp, ops.Log, ops.Sin, ops.Cos, ops.Tan, ops.Tanh}
	m := one([]types.Type{arr(dtype.F64, "n"), arr(dtype.F32, "n")}, func(b *ir.Builder, xs []*ir.Value) []*ir.Value {
		var out []*ir.Value
		for _, op := range unary {
			out = append(out, b.Emit1(op, xs[0]), b.Emit1(op, xs[1]), b.Emit1(op, b.Emit1(ops.Index{Axes: []int{0}}, xs[0], c(b, int64(3)))))
		}
		return append(out, b.Emit1(ops.Pow, xs[0], xs[0]))
	})
	x := ramp(37).Tensor()
	y := tensor.New(dtype.F32, 37)
	for i := range tensor.Of[float32](y) {
		tensor.Of[float32](y)[i] = float32(tensor.Of[float64](x)[i])
	}
	got, err := load(t, m, Options{}).Call(context.Background(), "f", []ops.Value{ops.T(x), ops.T(y)})
	if err != nil {
		t.Fatal(err)
	}
	for k, op := range unary {
		f := emit.Unary[op.OpName()]
		for i := range 37 {
			a, b := tensor.Of[float64](got[3*k].Tensor())[i], f.F64(tensor.Of[float64](x)[i])
			if a != b && (a == a || b == b) {
				t.Errorf("%s(%g) = %g, want %g", op.OpName(), tensor.Of[float64](x)[i], a, b)
			}
			p, q := tensor.Of[float32](got[3*k+1].Tensor())[i], f.F32(tensor.Of[float32](y)[i])
			if p != q && (p == p || q == q) {
				t.Errorf("%s(%g) = %g, want %g in f32", op.OpName(), tensor.Of[float32](y)[i], p, q)
			}
		}
	}
}

// bench loops of the issue: sin, and an array read from both ends with checked indices.
func sines(m *ir.Module) {
	b := ir.NewFunc(m, "f")
	n, h := b.Param("n", types.CoreI64), b.Param("h", types.CoreF64)
	body := b.Region([]types.Type{types.CoreI64, types.CoreF64}, func(ps []*ir.Value) []*ir.Value {
		i := b.Emit1(ops.Cast{To: dtype.F64}, ps[0])
		q := b.Emit1(ops.Div, b.Emit1(ops.Sin, b.Emit1(ops.Mul, i, h)), b.Emit1(ops.Add, c(b, 1.0), i))
		return []*ir.Value{b.Emit1(ops.Add, ps[1], q)}
	})
	b.Finish(b.EmitRegions(ops.For{}, []*ir.Region{body}, n, c(b, 0.0))...)
}

func ends(m *ir.Module) {
	b := ir.NewFunc(m, "f")
	x := b.Param("x", arr(dtype.F64, "n"))
	n := b.Emit1(ops.Dim{Axis: 0}, x)
	read := func(i *ir.Value) *ir.Value {
		ok := b.Emit1(ops.And, b.Emit1(ops.Ge, i, b.Emit1(ops.Neg, n)), b.Emit1(ops.Lt, i, n))
		b.Emit(ops.Check{Class: "IndexError", Msg: "index {0} is out of bounds"}, ok, i)
		at := b.Emit1(ops.Select{}, b.Emit1(ops.Lt, i, c(b, int64(0))), b.Emit1(ops.Add, i, n), i)
		return b.Emit1(ops.Index{Axes: []int{0}}, x, at)
	}
	body := b.Region([]types.Type{types.CoreI64, types.CoreF64}, func(ps []*ir.Value) []*ir.Value {
		one := c(b, int64(1))
		a := b.Emit1(ops.Sub, n, one)
		b.Emit(ops.Check{Class: "OverflowError"}, b.Emit1(ops.FitsSub, a, ps[0]))
		return []*ir.Value{b.Emit1(ops.Add, ps[1], b.Emit1(ops.Mul, read(ps[0]), read(b.Emit1(ops.Sub, a, ps[0]))))}
	})
	b.Finish(b.EmitRegions(ops.For{}, []*ir.Region{body}, n, c(b, 0.0))...)
}

func BenchmarkSines(b *testing.B) {
	p := load(b, module(sines), Options{})
	for b.Loop() {
		p.Call(context.Background(), "f", []ops.Value{ops.I(1e7), ops.F64(1e-3)})
	}
}

func BenchmarkEnds(b *testing.B) {
	p := load(b, module(ends), Options{})
	x := ops.T(tensor.New(dtype.F64, 1e7))
	for b.Loop() {
		if _, err := p.Call(context.Background(), "f", []ops.Value{x}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFib(b *testing.B) {
	p := load(b, module(fib), Options{})
	for b.Loop() {
		p.Call(context.Background(), "fib", []ops.Value{ops.I(32)})
	}
}
