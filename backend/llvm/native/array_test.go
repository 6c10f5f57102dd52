package native

import (
	"context"
	"math"
	"testing"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// ramp fills an array with awkward numbers.
func ramp(shape ...int) ops.Value {
	x := tensor.New(dtype.F64, shape...)
	for i := range tensor.Of[float64](x) {
		tensor.Of[float64](x)[i] = math.Sin(float64(i)*1.7) * float64(i%13-4)
	}
	return ops.T(x)
}

func arr(d dtype.Type, names ...string) types.Type {
	dims := make([]types.Dim, len(names))
	for i, n := range names {
		dims[i] = types.N(n)
	}
	return types.A(d, dims...)
}

// one builds a function of arrays.
func one(params []types.Type, f func(b *ir.Builder, xs []*ir.Value) []*ir.Value) *ir.Module {
	return module(func(m *ir.Module) {
		b := ir.NewFunc(m, "f")
		var xs []*ir.Value
		for _, p := range params {
			xs = append(xs, b.Param("", p))
		}
		b.Finish(f(b, xs)...)
	})
}

// Elementwise chains, shapes and broadcasts, in f64, f32, i64 and bool.
func TestMaps(t *testing.T) {
	for _, d := range []dtype.Type{dtype.F64, dtype.F32, dtype.I64} {
		m := one([]types.Type{arr(dtype.F64, "n", "k"), arr(dtype.F64, "k")}, func(b *ir.Builder, xs []*ir.Value) []*ir.Value {
			x, y := b.Emit1(ops.Cast{To: d}, xs[0]), b.Emit1(ops.Cast{To: d}, xs[1])
			n, k := b.Emit1(ops.Dim{Axis: 0}, xs[0]), b.Emit1(ops.Dim{Axis: 1}, xs[0])
			wide := b.Emit1(ops.Broadcast{Dims: []types.Dim{types.N("n"), types.N("k")}}, y, n, k)
			s := b.Emit1(ops.Add, x, wide)
			tr := b.Emit1(ops.Transpose{Perm: []int{1, 0}}, s)
			lt := b.Emit1(ops.Lt, x, wide)
			sel := b.Emit1(ops.Select{}, lt, s, b.Emit1(ops.Neg, x))
			flat := b.Emit1(ops.Reshape{Dims: []types.Dim{types.N("m")}}, sel, b.Emit1(ops.Mul, n, k))
			rev := b.Emit1(ops.Index{Slices: []int{1}, Dims: []types.Dim{types.N("k")}}, sel, b.Emit1(ops.Sub, k, c(b, int64(1))), c(b, int64(-1)), k)
			row := b.Emit1(ops.Index{Axes: []int{0}}, s, c(b, int64(1)))
			col := b.Emit1(ops.Index{Axes: []int{1}}, s, c(b, int64(1)))
			idx := b.Emit1(ops.Iota{Dim: types.N("n")}, n)
			gat := b.Emit1(ops.Gather{}, s, idx)
			cat := b.Emit1(ops.Concat{Axis: 1, Dim: types.N("q")}, s, tr2(b, tr))
			return []*ir.Value{s, tr, lt, sel, flat, rev, row, col, gat, cat, b.Emit1(ops.Not, lt), b.Emit1(ops.Mul, s, s), idx}
		})
		for _, shape := range [][2]int{{3, 5}, {2, 64}, {7, 33}, {3, 2}} {
			agree(t, m, ramp(shape[0], shape[1]), ramp(shape[1]))
		}
	}
}

func tr2(b *ir.Builder, x *ir.Value) *ir.Value { return b.Emit1(ops.Transpose{Perm: []int{1, 0}}, x) }

// A chain over a dying array runs in its place, and an array that others see is left alone.
func TestInPlace(t *testing.T) {
	m := one([]types.Type{arr(dtype.F64, "n")}, func(b *ir.Builder, xs []*ir.Value) []*ir.Value {
		body := b.Region([]types.Type{types.CoreI64, arr(dtype.F64, "n")}, func(ps []*ir.Value) []*ir.Value {
			y := b.Emit1(ops.Mul, ps[1], ps[1])
			return []*ir.Value{b.Emit1(ops.Sub, y, b.Emit1(ops.Mul, xs[0], ps[1]))}
		})
		out := b.EmitRegions(ops.For{}, []*ir.Region{body}, c(b, int64(5)), xs[0])
		return append(out, xs[0])
	})
	agree(t, m, ramp(100))
}

func TestMatmul(t *testing.T) {
	m := one([]types.Type{arr(dtype.I64, "n", "k"), arr(dtype.I64, "k", "m")}, func(b *ir.Builder, xs []*ir.Value) []*ir.Value {
		at := b.Emit1(ops.Transpose{Perm: []int{1, 0}}, xs[0])
		bt := b.Emit1(ops.Transpose{Perm: []int{1, 0}}, xs[1])
		return []*ir.Value{b.Emit1(ops.Matmul{}, xs[0], xs[1]), b.Emit1(ops.Matmul{TransA: true}, at, xs[1]),
			b.Emit1(ops.Matmul{TransB: true}, xs[0], bt), b.Emit1(ops.Matmul{}, bt, at)}
	})
	a, b := tensor.New(dtype.I64, 5, 7), tensor.New(dtype.I64, 7, 3)
	for i := range tensor.Of[int64](a) {
		tensor.Of[int64](a)[i] = int64(i*i%17 - 5)
	}
	for i := range tensor.Of[int64](b) {
		tensor.Of[int64](b)[i] = int64(i*5%13 - 3)
	}
	agree(t, m, ops.T(a), ops.T(b))
}

// Accumulators: zeros when null, in place when alone, copies when shared.
func TestAccumulators(t *testing.T) {
	acc := types.Opt{Elem: arr(dtype.F64, "n", "k")}
	acc1 := types.Opt{Elem: arr(dtype.F64, "n")}
	m := one([]types.Type{arr(dtype.F64, "n", "k"), arr(dtype.F64, "k"), types.CoreI64}, func(b *ir.Builder, xs []*ir.Value) []*ir.Value {
		n, k := b.Emit1(ops.Dim{Axis: 0}, xs[0]), b.Emit1(ops.Dim{Axis: 1}, xs[0])
		body := b.Region([]types.Type{types.CoreI64, acc, acc1}, func(ps []*ir.Value) []*ir.Value {
			a := b.Emit1(ops.AccIndex{Axes: []int{0}}, ps[1], n, k, c(b, int64(1)), xs[1])
			a = b.Emit1(ops.AccAdd{}, a, xs[0])
			v := b.Emit1(ops.Index{Axes: []int{0}}, xs[1], c(b, int64(0)))
			return []*ir.Value{a, b.Emit1(ops.AccIndex{Axes: []int{0}}, ps[2], n, c(b, int64(2)), v)}
		})
		out := b.EmitRegions(ops.For{}, []*ir.Region{body}, xs[2], b.Emit1(ops.Null{Type: acc}), b.Emit1(ops.Null{Type: acc1}))
		idx := b.Emit1(ops.Iota{Dim: types.N("n")}, n)
		a := b.Emit1(ops.AccGather{}, out[0], n, k, idx, xs[0])
		a = b.Emit1(ops.AccIndex{Slices: []int{1}}, a, n, k, c(b, int64(1)), c(b, int64(2)),
			b.Emit1(ops.Index{Slices: []int{1}, Dims: []types.Dim{types.C(2)}}, xs[0], c(b, int64(0)), c(b, int64(1)), c(b, int64(2))))
		first := b.Emit1(ops.AccAdd{}, b.Emit1(ops.Null{Type: acc}), xs[0])
		merged := b.Emit1(ops.AccMerge{}, first, a)
		return []*ir.Value{b.Emit1(ops.AccGet{}, merged, n, k), b.Emit1(ops.AccGet{}, out[1], n),
			b.Emit1(ops.AccGet{}, b.Emit1(ops.Null{Type: acc1}), n)}
	})
	for _, times := range []int64{0, 1, 3} {
		agree(t, m, ramp(3, 4), ramp(4), ops.I(times))
	}
}

// Additions to parts of an accumulator that are longer than a vector: places side by side, in steps, and, of an index
// array, in any order and several times, so that the order of the sums shows.
func TestScatter(t *testing.T) {
	for _, d := range []dtype.Type{dtype.F64, dtype.F32} {
		acc := types.Opt{Elem: arr(d, "n", "k")}
		m := one([]types.Type{arr(dtype.F64, "n", "k"), arr(dtype.I64, "m")}, func(b *ir.Builder, xs []*ir.Value) []*ir.Value {
			x := b.Emit1(ops.Cast{To: d}, xs[0])
			n, k := b.Emit1(ops.Dim{Axis: 0}, x), b.Emit1(ops.Dim{Axis: 1}, x)
			zero, one, two := c(b, int64(0)), c(b, int64(1)), c(b, int64(2))
			null := b.Emit1(ops.Null{Type: acc})
			to := func(a *ir.Value, op ops.AccIndex, args ...*ir.Value) *ir.Value {
				return b.Emit1(op, append([]*ir.Value{a, n, k}, args...)...)
			}
			row, column := ops.At(b, x, one), b.Emit1(ops.Index{Axes: []int{1}}, x, two)
			a := to(to(null, ops.AccIndex{Axes: []int{0}}, two, row), ops.AccIndex{Axes: []int{0}}, zero, row)
			a = to(to(a, ops.AccIndex{Axes: []int{1}}, one, column), ops.AccIndex{Axes: []int{1}}, two, b.Emit1(ops.Exp, column))
			half := b.Emit1(ops.FloorDiv, k, two)
			odd := b.Emit1(ops.Index{Slices: []int{1}, Dims: []types.Dim{types.N("h")}}, x, one, two, half)
			a = to(a, ops.AccIndex{Slices: []int{1}}, one, two, odd)
			rows := b.Emit1(ops.Gather{}, x, xs[1])
			g := b.Emit1(ops.AccGather{}, null, n, k, xs[1], b.Emit1(ops.Mul, rows, rows))
			e := b.Emit1(ops.AccGather{Lead: 1}, a, n, k, one, xs[1], b.Emit1(ops.Gather{Lead: 1}, x, two, xs[1]))
			return []*ir.Value{b.Emit1(ops.AccGet{}, g, n, k), b.Emit1(ops.AccGet{}, e, n, k)}
		})
		for _, shape := range [][2]int{{50, 50}, {67, 33}, {40, 40}} {
			at := make([]int64, 45)
			for i := range at {
				at[i] = int64(i*i) % 7 * int64(i%5)
			}
			agree(t, m, ramp(shape[0], shape[1]), ops.T(tensor.FromI64(at, len(at))))
		}
	}
}

// Arrays without elements go through everything.
func TestEmpty(t *testing.T) {
	m := one([]types.Type{arr(dtype.F64, "n", "k"), arr(dtype.F64, "k", "n")}, func(b *ir.Builder, xs []*ir.Value) []*ir.Value {
		x := xs[0]
		n, k := b.Emit1(ops.Dim{Axis: 0}, x), b.Emit1(ops.Dim{Axis: 1}, x)
		out := []*ir.Value{b.Emit1(ops.Mul, x, x), b.Emit1(ops.Concat{Axis: 0, Dim: types.N("q")}, x, x), b.Emit1(ops.Matmul{}, x, xs[1]),
			b.Emit1(ops.Transpose{Perm: []int{1, 0}}, x), b.Emit1(ops.Reshape{Dims: []types.Dim{types.N("k"), types.N("n")}}, x, k, n)}
		for _, kind := range []string{"sum", "prod", "max"} {
			for _, axes := range [][]int{{0}, {1}, {0, 1}} {
				out = append(out, b.Emit1(ops.Reduce{Kind: kind, Axes: axes}, x))
			}
		}
		return out
	})
	for _, shape := range [][2]int{{0, 3}, {3, 0}, {0, 0}, {1, 1}} {
		agree(t, m, ramp(shape[0], shape[1]), ramp(shape[1], shape[0]))
	}
}

// Matrix products of floats agree up to the order of their sums.
func TestMatmulFloat(t *testing.T) {
	m := one([]types.Type{arr(dtype.F64, "b", "n", "k"), arr(dtype.F64, "b", "k", "m")}, func(b *ir.Builder, xs []*ir.Value) []*ir.Value {
		return []*ir.Value{b.Emit1(ops.Matmul{}, xs[0], xs[1])}
	})
	x, y := ramp(3, 17, 40), ramp(3, 40, 9)
	got, err := load(t, m, Options{}).Call(context.Background(), "f", []ops.Value{x, y})
	if err != nil {
		t.Fatal(err)
	}
	want := tensor.MatMul(x.Tensor(), y.Tensor(), false, false, false)
	for i, w := range tensor.Of[float64](want) {
		if g := tensor.Of[float64](got[0].Tensor())[i]; math.Abs(g-w) > 1e-11 {
			t.Fatalf("element %d is %g, want %g", i, g, w)
		}
	}
}

// Pool constants, random numbers and arrays of rows cross the boundary.
func TestHostArrays(t *testing.T) {
	m := module(func(m *ir.Module) {
		key := m.Pool.Put(tensor.FromF64([]float64{1, 2, 3}, 3))
		b := ir.NewFunc(m, "f")
		seed := b.Param("seed", types.CoreI64)
		b.Emit(ops.RNGSeed{}, seed)
		k := b.Emit1(ops.Pool{Key: key, Type: types.A(dtype.F64, types.C(3))})
		draw := b.Emit(ops.RNGNext{}, c(b, int64(3)))
		u := b.Emit1(ops.PhiloxUniform{Dims: []types.Dim{types.C(3)}}, draw...)
		draw = b.Emit(ops.RNGNext{}, c(b, int64(1)))
		v := b.Emit1(ops.VecNew{Elems: []types.Type{types.A(dtype.F64, types.C(3))}})
		v = b.Emit1(ops.VecPush{}, b.Emit1(ops.VecPush{}, v, u), k)
		b.Finish(b.Emit1(ops.Add, u, k), draw[1], b.Emit1(ops.VecToArray{Dims: []types.Dim{types.N("n"), types.C(3)}}, v))
	})
	agree(t, m, ops.I(42))
}

// An array that is also read elsewhere than at the element being made is not overwritten, though it dies.
func TestNotInPlace(t *testing.T) {
	m := one([]types.Type{arr(dtype.F64, "n")}, func(b *ir.Builder, xs []*ir.Value) []*ir.Value {
		n := b.Emit1(ops.Dim{Axis: 0}, xs[0])
		y := b.Emit1(ops.Mul, xs[0], xs[0])
		rev := b.Emit1(ops.Index{Slices: []int{0}, Dims: []types.Dim{types.N("n")}}, y, b.Emit1(ops.Sub, n, c(b, int64(1))), c(b, int64(-1)), n)
		return []*ir.Value{b.Emit1(ops.Sub, y, rev)}
	})
	agree(t, m, ramp(100))
}
