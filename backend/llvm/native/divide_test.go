package native

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
	"github.com/myia-lang/myia/vm"
)

// divisors are constants of each kind that is divided by in a way of its own, and some at random.
func divisors(r *rand.Rand) []int64 {
	ds := []int64{0, 1, -1, 2, -2, 3, -3, 7, 10, -10, 64, -64, 1000003, 1<<31 - 1, 1 << 31, 1<<32 + 1, -1 << 40,
		1 << 62, 1<<62 - 1, 1<<62 + 1, math.MaxInt64 - 1, math.MaxInt64, math.MinInt64, math.MinInt64 + 1}
	for range 6 {
		ds = append(ds, int64(r.Uint64())>>r.IntN(63))
	}
	return ds
}

// dividends are numbers around 0, the ends, and multiples of the divisors, and some at random.
func dividends(r *rand.Rand, ds []int64) []int64 {
	xs := []int64{0, 1, -1, 2, -2, math.MaxInt64, math.MaxInt64 - 1, math.MinInt64, math.MinInt64 + 1}
	for _, d := range ds {
		for _, k := range []int64{1, -1, int64(r.Uint64()) / max(d, 1)} {
			xs = append(xs, d*k-1, d*k, d*k+1)
		}
	}
	for range 100 {
		xs = append(xs, int64(r.Uint64())>>r.IntN(64))
	}
	return xs
}

// Quotient and rest by constants are the VM's to the bit: of scalars, in straight code and in loops, and of arrays.
func TestDivideByConstants(t *testing.T) {
	r := rand.New(rand.NewPCG(2, 3))
	ds := divisors(r)
	xs := dividends(r, ds)
	pairs := func(b *ir.Builder, x *ir.Value) (out []*ir.Value) {
		for _, d := range ds {
			by := c(b, d)
			if x.Type != types.CoreI64 {
				by = ops.Fill(b, by, x)
			}
			out = append(out, b.Emit1(ops.FloorDiv, x, by), b.Emit1(ops.Mod, x, by))
		}
		return out
	}
	array := one([]types.Type{arr(dtype.I64, "n")}, func(b *ir.Builder, ps []*ir.Value) []*ir.Value { return pairs(b, ps[0]) })
	agree(t, array, ops.T(tensor.FromI64(xs, len(xs))))
	scalar := one([]types.Type{types.CoreI64}, func(b *ir.Builder, ps []*ir.Value) []*ir.Value { return pairs(b, ps[0]) })
	looped := one([]types.Type{types.CoreI64}, func(b *ir.Builder, ps []*ir.Value) []*ir.Value {
		first := pairs(b, ps[0])
		body := b.Region(append([]types.Type{types.CoreI64}, ir.Types(first)...), func([]*ir.Value) []*ir.Value { return pairs(b, ps[0]) })
		return b.EmitRegions(ops.For{}, []*ir.Region{body}, append([]*ir.Value{c(b, int64(1))}, first...)...)
	})
	for _, m := range []*ir.Module{scalar, looped} {
		p, oracle := load(t, m, Options{}), vm.New(m, &ops.Env{})
		for _, x := range xs {
			want, err := oracle.Call(context.Background(), m.Entry, []ops.Value{ops.I(x)})
			if err != nil {
				t.Fatal(err)
			}
			got, err := p.Call(context.Background(), m.Entry, []ops.Value{ops.I(x)})
			if err != nil {
				t.Fatal(err)
			}
			for i := range want {
				if want[i].Bits != got[i].Bits {
					t.Errorf("%d by %d, rest %v: %d, want %d", x, ds[i/2], i%2 == 1, int64(got[i].Bits), int64(want[i].Bits))
				}
			}
		}
	}
}
