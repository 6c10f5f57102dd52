package native

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
	"github.com/myia-lang/myia/vm"
)

// The order of reductions that package tensor states is kept by machine code: package tensor is checked against the
// statement, and here machine code against package tensor, to the bit.

// order builds reductions of one array, stored or as elements that are computed.
type order struct {
	r     *rand.Rand
	b     *ir.Builder
	shape []int
	x     *ir.Value
}

// dims are the sizes of the axes that perm selects, known or not.
func (o *order) dims(perm []int) (dims []types.Dim, sizes []*ir.Value) {
	for _, a := range perm {
		d := types.DimsOf(o.x.Type)[a]
		if dims = append(dims, d); !d.IsConst() {
			sizes = append(sizes, o.b.Emit1(ops.Dim{Axis: a}, o.x))
		}
	}
	return dims, sizes
}

// operand gives what is reduced.
func (o *order) operand() *ir.Value {
	b, rank := o.b, len(o.shape)
	all := make([]int, rank)
	for i := range all {
		all[i] = i
	}
	dims, sizes := o.dims(all)
	mul, sub, neg := ops.Mul, ops.Sub, ops.Neg
	if d, _ := types.ElemDType(o.x.Type); d == dtype.Bool {
		mul, sub, neg = ops.Or, ops.Ne, ops.Not
	}
	switch o.r.IntN(7) {
	case 0: // merged axes
		return b.Emit1(mul, o.x, o.x)
	case 1: // a broadcast operand
		row := b.Emit1(ops.Reduce{Kind: "max", Axes: all[:rank-1]}, o.x)
		if rank == 1 {
			row = b.Emit1(ops.Reduce{Kind: "min", Axes: all}, o.x)
		}
		return b.Emit1(sub, o.x, b.Emit1(ops.Broadcast{Dims: dims}, append([]*ir.Value{row}, sizes...)...))
	case 2: // other axes
		perm := o.r.Perm(rank)
		return b.Emit1(ops.Transpose{Perm: perm}, o.x)
	case 3: // an axis from behind
		n := b.Emit1(ops.Dim{Axis: rank - 1}, o.x)
		from := b.Emit1(ops.Sub, n, c(b, int64(1)))
		return b.Emit1(neg, b.Emit1(ops.Index{Slices: []int{rank - 1}, Dims: []types.Dim{dims[rank-1]}}, o.x, from, c(b, int64(-1)), n))
	}
	if d, _ := types.ElemDType(o.x.Type); d.IsFloat() && o.r.IntN(2) == 0 { // the last elements of a row at once
		return b.Emit1(ops.Tanh, b.Emit1(ops.Transpose{Perm: o.r.Perm(rank)}, o.x))
	}
	return o.x
}

// reductions are of all kinds, over random axes.
func (o *order) reductions() []*ir.Value {
	var out []*ir.Value
	for _, kind := range []string{"sum", "prod", "max", "min"} {
		v := o.operand()
		var axes []int
		for a := range o.shape {
			if o.r.IntN(2) == 0 {
				axes = append(axes, a)
			}
		}
		if len(axes) == 0 {
			axes = []int{o.r.IntN(len(o.shape))}
		}
		if d, _ := types.ElemDType(v.Type); d == dtype.Bool && (kind == "sum" || kind == "prod") {
			v = o.b.Emit1(ops.Cast{To: dtype.I64}, v)
		}
		out = append(out, o.b.Emit1(ops.Reduce{Kind: kind, Axes: axes}, v))
	}
	if slices.Contains(o.shape, 0) {
		return out
	}
	return append(out, o.b.Emit1(ops.ArgMax{Axis: o.r.IntN(len(o.shape)), Low: o.r.IntN(2) == 0}, o.operand()))
}

// data has ties, zeros of both signs and unlike exponents; products of its elements stay near 1.
func (o *order) data() ops.Value {
	x := tensor.New(dtype.F64, o.shape...)
	for i := range tensor.Of[float64](x) {
		switch v := o.r.Float64() - 0.5; o.r.IntN(12) {
		case 0:
			tensor.Of[float64](x)[i] = math.Copysign(0, v)
		case 1:
			tensor.Of[float64](x)[i] = math.Copysign(1, v)
		default:
			tensor.Of[float64](x)[i] = math.Copysign(1+v/16, float64(i%3)-1)
		}
	}
	return ops.T(x)
}

func (o *order) module(d dtype.Type) *ir.Module {
	dims := make([]types.Dim, len(o.shape))
	for i, n := range o.shape {
		if dims[i] = types.N(string(rune('a' + i))); o.r.IntN(3) == 0 {
			dims[i] = types.C(int64(n))
		}
	}
	return one([]types.Type{types.A(dtype.F64, dims...)}, func(b *ir.Builder, xs []*ir.Value) []*ir.Value {
		o.b, o.x = b, xs[0]
		if d != dtype.F64 {
			o.x = b.Emit1(ops.Cast{To: d}, xs[0])
		}
		return o.reductions()
	})
}

// Random shapes, axes, element types and operands.
func TestOrder(t *testing.T) {
	edges := []int{0, 1, 2, 3, 15, 16, 17, 63, 64, 65, 129, 1023, 1024, 1025, 2100}
	for seed := range uint64(40) {
		o := &order{r: rand.New(rand.NewPCG(seed, 7)), shape: make([]int, 1+seed%4)}
		for i := range o.shape {
			o.shape[i] = 1 + o.r.IntN(5)
		}
		o.shape[o.r.IntN(len(o.shape))] = edges[o.r.IntN(len(edges))]
		if seed%3 == 0 {
			o.shape[o.r.IntN(len(o.shape))] = edges[2+o.r.IntN(9)]
		}
		d := []dtype.Type{dtype.F64, dtype.F32, dtype.I64, dtype.Bool}[o.r.IntN(4)]
		agree(t, o.module(d), o.data())
		if t.Failed() {
			t.Fatalf("seed %d: %s%v", seed, d, o.shape)
		}
	}
}

// Trees of three levels.
func TestOrderOfMany(t *testing.T) {
	for _, d := range []dtype.Type{dtype.F64, dtype.F32} {
		for _, shape := range [][]int{{1<<20 - 1}, {1<<20 + 1}, {64*64*64 + 1, 2}, {64*64 + 1, 520}} {
			x := &order{r: rand.New(rand.NewPCG(5, 6)), shape: shape}
			m := one([]types.Type{arr(dtype.F64, []string{"a", "b"}[:len(shape)]...)}, func(b *ir.Builder, xs []*ir.Value) []*ir.Value {
				v := b.Emit1(ops.Cast{To: d}, xs[0])
				axes := []int{0}
				return []*ir.Value{b.Emit1(ops.Reduce{Kind: "sum", Axes: axes}, v), b.Emit1(ops.Reduce{Kind: "prod", Axes: axes}, v),
					b.Emit1(ops.Reduce{Kind: "max", Axes: axes}, v), b.Emit1(ops.ArgMax{Axis: axes[0]}, v)}
			})
			agree(t, m, x.data())
		}
	}
}

// A sum is never -0, of few elements or many, stored or computed, known or not.
func TestZeroSums(t *testing.T) {
	for _, n := range []int64{1, 3, 4, 5, 17} {
		for _, dim := range []types.Dim{types.N("n"), types.C(n)} {
			m := one([]types.Type{types.A(dtype.F64, dim, types.C(2))}, func(b *ir.Builder, xs []*ir.Value) []*ir.Value {
				x := b.Emit1(ops.Transpose{Perm: []int{1, 0}}, xs[0])
				var out []*ir.Value
				for _, v := range []*ir.Value{xs[0], x, b.Emit1(ops.Abs, x), b.Emit1(ops.Neg, b.Emit1(ops.Abs, x))} {
					out = append(out, b.Emit1(ops.Reduce{Kind: "sum", Axes: []int{0}}, v), b.Emit1(ops.Reduce{Kind: "sum", Axes: []int{1}}, v))
				}
				return out
			})
			x := tensor.New(dtype.F64, int(n), 2)
			for i := range tensor.Of[float64](x) {
				tensor.Of[float64](x)[i] = math.Copysign(0, -1)
			}
			agree(t, m, ops.T(x))
		}
	}
}

// Extremes give the first of equals and the first nan, stored or computed, wherever they stand.
func TestExtremes(t *testing.T) {
	m := one([]types.Type{arr(dtype.F64, "a", "b")}, func(b *ir.Builder, xs []*ir.Value) []*ir.Value {
		x := xs[0]
		y := b.Emit1(ops.Cast{To: dtype.F32}, x)
		var out []*ir.Value
		for axis := range 2 {
			for _, v := range []*ir.Value{x, y, b.Emit1(ops.Abs, b.Emit1(ops.Abs, x)), b.Emit1(ops.Neg, y)} {
				out = append(out, b.Emit1(ops.Reduce{Kind: "max", Axes: []int{axis}}, v), b.Emit1(ops.Reduce{Kind: "min", Axes: []int{axis}}, v),
					b.Emit1(ops.ArgMax{Axis: axis}, v), b.Emit1(ops.ArgMax{Axis: axis, Low: true}, v))
			}
		}
		return out
	})
	p := load(t, m, Options{})
	r := rand.New(rand.NewPCG(8, 9))
	for range 60 {
		x := tensor.New(dtype.F64, 1+r.IntN(3), 1+r.IntN(40))
		for i := range tensor.Of[float64](x) {
			tensor.Of[float64](x)[i] = []float64{0, math.Copysign(0, -1), -1, 1, math.Inf(-1)}[r.IntN(5)]
			if r.IntN(60) == 0 {
				tensor.Of[float64](x)[i] = math.Float64frombits(0x7ff8000000000000 | uint64(r.IntN(4))<<60 | uint64(r.IntN(9))<<32)
			}
		}
		want, err := vm.New(m, &ops.Env{}).Call(context.Background(), "f", []ops.Value{ops.T(x)})
		if err != nil {
			t.Fatal(err)
		}
		got, err := p.Call(context.Background(), "f", []ops.Value{ops.T(x)})
		if err != nil || !equal(got, want) {
			t.Fatalf("%v %v: native %s, vm %s (%v)", x.Shape, tensor.Of[float64](x), show(got), show(want), err)
		}
	}
}
