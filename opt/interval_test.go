package opt

import (
	"math"
	"testing"

	"github.com/myia-lang/myia/ir"

	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// TestIntervals checks that bounds hold what they are of, and that tests are decided as they come out.
func TestIntervals(t *testing.T) {
	edges := []int64{math.MinInt64, math.MinInt64 + 1, -1 << 32, -1, 0, 2, 1 << 31, math.MaxInt64 - 1, math.MaxInt64}
	var all []interval
	for i, lo := range edges {
		for _, hi := range edges[i:] {
			all = append(all, interval{lo, hi})
		}
	}
	tried := 0
	for _, a := range all {
		for _, b := range all {
			for op, fit := range fitting {
				x, fits := spanOf(op, a, b)
				each(edges, a, b, func(p, q int64) {
					tried++
					r, ok := evaluate(op, p, q), evaluate(fit, p, q) != 0
					if fits && !ok || ok && (r < x.lo || r > x.hi) {
						t.Fatalf("%s %d %d = %d (fits: %v); the bounds of %v and %v are %v (fit: %v)", op.OpName(), p, q, r, ok, a, b, x, fits)
					}
				})
			}
			for op, test := range decisions {
				value, known := test(a, b)
				each(edges, a, b, func(p, q int64) {
					if known && (evaluate(op, p, q) != 0) != value {
						t.Fatalf("%s %d %d of %v and %v is taken for %v", op.OpName(), p, q, a, b, value)
					}
				})
			}
		}
	}
	if tried < 20_000 {
		t.Fatalf("%d tries", tried)
	}
}

// each calls f with the edges within two intervals.
func each(edges []int64, a, b interval, f func(p, q int64)) {
	for _, p := range edges {
		for _, q := range edges {
			if a.lo <= p && p <= a.hi && b.lo <= q && q <= b.hi {
				f(p, q)
			}
		}
	}
}

// evaluate computes with two ints.
func evaluate(op ops.Elementwise, p, q int64) int64 {
	b := ir.NewFunc(ir.NewModule(ir.Opt), "f")
	v := b.Emit1(op, b.Param("p", types.CoreI64), b.Param("q", types.CoreI64))
	out, err := op.Eval(nil, v.Def, []ops.Value{ops.I(p), ops.I(q)})
	if err != nil {
		panic(err)
	}
	return out[0].I()
}
