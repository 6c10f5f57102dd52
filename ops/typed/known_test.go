package typed

import (
	"math"
	"testing"

	"github.com/myia-lang/myia/types"
)

// TestKnown checks that known values are the same exactly if they have one ID: those of other types or bits, or with other
// parts, are not.
func TestKnown(t *testing.T) {
	var u types.Universe
	nans := uint64(0) // each with other bits
	parts := func(xs ...any) any { return append([]any{}, xs...) }
	values := []func() any{
		func() any { return nil }, func() any { return Unknown{} }, func() any { return true }, func() any { return false },
		func() any { return int64(0) }, func() any { return int64(1) }, func() any { return int64(-1) }, func() any { return int64(math.MinInt64) },
		func() any { return 0.0 }, func() any { return math.Copysign(0, -1) }, func() any { return 1.0 }, func() any { return math.Inf(1) },
		func() any { nans++; return math.Float64frombits(math.Float64bits(math.NaN()) + nans) },
		func() any { return "" }, func() any { return "1" }, func() any { return "none" },
		func() any { return parts() }, func() any { return parts(nil) }, func() any { return parts(parts()) }, func() any { return parts(int64(1)) },
		func() any { return parts(int64(1), 0.5) }, func() any { return parts(parts(int64(1)), 0.5) }, func() any { return parts(int64(1), Unknown{}) },
	}
	for i, x := range values {
		for k, y := range values {
			a, b := x(), y()
			if same := i == k; SameKnown(a, b) != same || (KnownID(&u, a) == KnownID(&u, b)) != same {
				t.Errorf("%v and %v: SameKnown says %v, their IDs are %d and %d", a, b, SameKnown(a, b), KnownID(&u, a), KnownID(&u, b))
			}
		}
	}
}
