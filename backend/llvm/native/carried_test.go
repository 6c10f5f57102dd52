package native

import (
	"testing"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Accumulators that loops add to at places, some trips or none, on top of what
// others hold: their owners see none of it.
func TestCarriedAccumulators(t *testing.T) {
	acc := types.Opt{Elem: arr(dtype.F64, "n", "k")}
	m := one([]types.Type{arr(dtype.F64, "n", "k"), types.CoreI64}, func(b *ir.Builder, xs []*ir.Value) []*ir.Value {
		n, k := b.Emit1(ops.Dim{Axis: 0}, xs[0]), b.Emit1(ops.Dim{Axis: 1}, xs[0])
		start := b.Emit1(ops.AccAdd{}, b.Emit1(ops.Null{Type: acc}), xs[0])
		add := func(a, i, j *ir.Value, x float64) *ir.Value {
			return b.Emit1(ops.AccIndex{Axes: []int{0, 1}}, a, n, k, i, j, c(b, x))
		}
		row := func(a, i *ir.Value) *ir.Value {
			part := ops.At(b, xs[0], i)
			return b.Emit1(ops.AccIndex{Axes: []int{0}}, a, n, k, i, part)
		}
		some := func(a, i *ir.Value, f func() *ir.Value) *ir.Value {
			yes := b.Region(nil, func([]*ir.Value) []*ir.Value { return []*ir.Value{f()} })
			no := b.Region(nil, func([]*ir.Value) []*ir.Value { return []*ir.Value{a} })
			return b.EmitRegions(ops.If{}, []*ir.Region{yes, no}, b.Emit1(ops.Eq, i, c(b, int64(1))))[0]
		}
		loop := func(init []*ir.Value, f func(i *ir.Value, accs []*ir.Value) []*ir.Value) []*ir.Value {
			body := b.Region(append([]types.Type{types.CoreI64}, ir.Types(init)...), func(ps []*ir.Value) []*ir.Value {
				return f(ps[0], ps[1:])
			})
			return b.EmitRegions(ops.For{}, []*ir.Region{body}, append([]*ir.Value{xs[1]}, init...)...)
		}
		null := b.Emit1(ops.Null{Type: acc})
		out := loop([]*ir.Value{start, null, null}, func(i *ir.Value, accs []*ir.Value) []*ir.Value {
			a := loop(accs[:1], func(j *ir.Value, accs []*ir.Value) []*ir.Value {
				return []*ir.Value{add(row(accs[0], i), i, j, 0.5)}
			})[0]
			p := some(accs[1], i, func() *ir.Value { return add(row(accs[1], i), i, i, 2) })
			both := b.Emit(ops.AccDup{}, add(accs[2], i, i, 3))
			held := b.Emit1(ops.AccGet{}, both[0], n, k)
			last := add(both[1], i, c(b, int64(0)), 1)
			return []*ir.Value{b.Emit1(ops.AccAdd{}, a, held), add(p, i, i, 1), last}
		})
		results := []*ir.Value{xs[0]}
		for _, a := range out {
			results = append(results, b.Emit1(ops.AccGet{}, a, n, k))
		}
		return results
	})
	for _, times := range []int64{0, 1, 3} {
		agree(t, m, ramp(3, 4), ops.I(times))
	}
}
