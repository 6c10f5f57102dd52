package native

import (
	"math"
	"testing"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// products are expressions of products of derivatives: chains, sums, values that are read by steps and by others, more
// steps than are kept, and choices.
func products(b *ir.Builder, x, y, z *ir.Value) []*ir.Value {
	scale := func(u, v *ir.Value) *ir.Value { return b.Emit1(ops.Scale, u, v) }
	u := scale(x, y)
	v := scale(u, z)
	out := []*ir.Value{u, v, scale(y, v)}
	out = append(out, b.Emit1(ops.Add, scale(x, z), scale(y, z)), b.Emit1(ops.Sub, b.Emit1(ops.Neg, scale(z, x)), b.Emit1(ops.Mul, scale(x, x), z)))
	less := b.Emit1(ops.Lt, scale(y, x), z) // a comparison does not pass nan on
	out = append(out, b.Emit1(ops.Select{}, less, scale(x, z), scale(z, y)), b.Emit1(ops.Maximum, scale(x, z), y), b.Emit1(ops.Exp, scale(z, z)))
	long, sum := x, x
	for range 40 {
		long = scale(long, y)
		sum = b.Emit1(ops.Add, sum, scale(long, z))
	}
	return append(out, long, sum)
}

// TestScale compares products of derivatives at all combinations of awkward numbers with the VM's, in kernels and in
// scalar code.
func TestScale(t *testing.T) {
	special := []float64{0, math.Copysign(0, -1), 1, -2, 1e300, 5e-324, math.Inf(1), math.Inf(-1), math.NaN()}
	n := len(special)
	var args []ops.Value
	for k := range 3 {
		x := tensor.New(dtype.F64, n*n*n)
		for i := range tensor.Of[float64](x) {
			tensor.Of[float64](x)[i] = special[i/[]int{1, n, n * n}[k]%n]
		}
		args = append(args, ops.T(x))
	}
	for _, d := range []dtype.Type{dtype.F64, dtype.F32} {
		a := arr(dtype.F64, "n")
		agree(t, one([]types.Type{a, a, a}, func(b *ir.Builder, xs []*ir.Value) []*ir.Value {
			for i, x := range xs {
				xs[i] = b.Emit1(ops.Cast{To: d}, x)
			}
			var out []*ir.Value
			for _, v := range products(b, xs[0], xs[1], xs[2]) {
				out = append(out, clean(b, v))
			}
			return append(out, scalars(b, xs, d), clean(b, b.Emit1(ops.Reduce{Kind: "sum", Axes: []int{0}}, b.Emit1(ops.Scale, xs[0], xs[1]))))
		}), args...)
	}
}

// clean puts a number in the place of nan, whose bits are free.
func clean(b *ir.Builder, v *ir.Value) *ir.Value {
	return b.Emit1(ops.Select{}, b.Emit1(ops.IsNan, v), ops.Like(b, v, 7), v)
}

// scalars computes the products element by element, and carries some from one to the next.
func scalars(b *ir.Builder, xs []*ir.Value, d dtype.Type) *ir.Value {
	s := types.Scalar(d)
	row := func(i, carried *ir.Value) (leaves []*ir.Value, next *ir.Value) {
		var at []*ir.Value
		for _, x := range xs {
			at = append(at, b.Emit1(ops.Index{Axes: []int{0}}, x, i))
		}
		out := products(b, at[0], at[1], at[2])
		next = b.Emit1(ops.Add, at[0], b.Emit1(ops.Scale, carried, at[1]))
		for _, v := range append(out, next) {
			leaves = append(leaves, clean(b, v))
		}
		return leaves, next
	}
	var elems []types.Type
	for range 11 {
		elems = append(elems, s)
	}
	empty := b.Emit1(ops.VecNew{Elems: elems})
	start := b.Emit1(ops.Cast{To: d}, c(b, 0.0))
	body := b.Region([]types.Type{types.CoreI64, s, empty.Type}, func(ps []*ir.Value) []*ir.Value {
		leaves, next := row(ps[0], ps[1])
		return []*ir.Value{next, b.Emit1(ops.VecPush{}, append([]*ir.Value{ps[2]}, leaves...)...)}
	})
	return b.EmitRegions(ops.For{}, []*ir.Region{body}, b.Emit1(ops.Dim{Axis: 0}, xs[0]), start, empty)[1]
}
