package native

import (
	"context"
	"testing"
	"time"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// step is the value and gradient of a network of one hidden layer, x/(1+|x|), with a squared loss, written out by hand.
func step(batch, in, hidden, out int64) *ir.Module {
	f32 := func(dims ...int64) types.Type {
		var ds []types.Dim
		for _, d := range dims {
			ds = append(ds, types.C(d))
		}
		return types.A(dtype.F32, ds...)
	}
	params := []types.Type{f32(batch, in), f32(batch, out), f32(in, hidden), f32(hidden), f32(hidden, out), f32(out)}
	return one(params, func(b *ir.Builder, p []*ir.Value) []*ir.Value {
		like := func(v *ir.Value, x float64) *ir.Value { return ops.Like(b, v, x) }
		wide := func(v *ir.Value, dims ...int64) *ir.Value {
			return b.Emit1(ops.Broadcast{Dims: types.DimsOf(f32(dims...))}, v)
		}
		z := b.Emit1(ops.Add, b.Emit1(ops.Matmul{}, p[0], p[2]), wide(p[3], batch, hidden))
		den := b.Emit1(ops.Add, like(z, 1), b.Emit1(ops.Abs, z))
		h := b.Emit1(ops.Div, z, den)
		y := b.Emit1(ops.Add, b.Emit1(ops.Matmul{}, h, p[4]), wide(p[5], batch, out))
		top := b.Emit1(ops.Reduce{Kind: "max", Axes: []int{1}}, y)
		col := b.Emit1(ops.Reshape{Dims: []types.Dim{types.C(batch), types.C(1)}}, top)
		d := b.Emit1(ops.Sub, b.Emit1(ops.Sub, y, wide(col, batch, out)), p[1])
		loss := b.Emit1(ops.Reduce{Kind: "sum", Axes: []int{0, 1}}, b.Emit1(ops.Mul, d, d))
		dy := b.Emit1(ops.Mul, d, like(d, 2))
		db2 := b.Emit1(ops.Reduce{Kind: "sum", Axes: []int{0}}, dy)
		dw2 := b.Emit1(ops.Matmul{TransA: true}, h, dy)
		dh := b.Emit1(ops.Matmul{TransB: true}, dy, p[4])
		dz := b.Emit1(ops.Div, dh, b.Emit1(ops.Mul, den, den))
		db1 := b.Emit1(ops.Reduce{Kind: "sum", Axes: []int{0}}, dz)
		return []*ir.Value{loss, b.Emit1(ops.Matmul{TransA: true}, p[0], dz), db1, dw2, db2}
	})
}

func stepArgs(batch, in, hidden, out int) []ops.Value {
	mk := func(shape ...int) ops.Value {
		x := tensor.New(dtype.F32, shape...)
		for i := range tensor.Of[float32](x) {
			tensor.Of[float32](x)[i] = float32(i%17-8) / 64
		}
		return ops.T(x)
	}
	return []ops.Value{mk(batch, in), mk(batch, out), mk(in, hidden), mk(hidden), mk(hidden, out), mk(out)}
}

func BenchmarkCompileStep(b *testing.B) {
	lib := library(b)
	m := step(32, 784, 128, 10)
	for _, passes := range []string{"", "always-inline,function(sroa,early-cse)", "default<O1>"} {
		b.Run(passes[:min(len(passes), 40)], func(b *testing.B) {
			var sum Times
			var size int
			for b.Loop() {
				p, err := Load(lib, m, Options{Passes: passes})
				if err != nil {
					b.Fatal(err)
				}
				sum.Emit += p.Times.Emit
				sum.LLVM += p.Times.LLVM
				size = len(p.Texts())
			}
			b.ReportMetric(float64(sum.Emit/time.Microsecond)/float64(b.N), "emit-µs")
			b.ReportMetric(float64(sum.LLVM/time.Microsecond)/float64(b.N), "llvm-µs")
			b.ReportMetric(float64(size), "modules")
		})
	}
}

func BenchmarkStep(b *testing.B) {
	m := step(32, 784, 128, 10)
	args := stepArgs(32, 784, 128, 10)
	for _, passes := range []string{"", "always-inline,function(sroa,early-cse)", "default<O2>"} {
		b.Run(passes[:min(len(passes), 40)], func(b *testing.B) {
			p := load(b, m, Options{Passes: passes})
			for b.Loop() {
				if _, err := p.Call(context.Background(), "f", args); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
