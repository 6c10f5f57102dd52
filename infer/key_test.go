package infer

import (
	"testing"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// TestContextKeys checks which calls are of one context: those of a function with types that differ in nothing but what sizes
// are called, and with the same known values of static parameters.
func TestContextKeys(t *testing.T) {
	e := &engine{static: map[string]map[int]bool{"f": {1: true}}}
	type call struct {
		fn     string
		sizes  [2]string
		first  any // is not static
		second any
	}
	key := func(c call) contextKey {
		args := []types.Type{types.A(dtype.F64, types.N(c.sizes[0])), types.A(dtype.F64, types.N(c.sizes[1]), types.C(3))}
		return e.contextKey(&ir.Func{Name: c.fn}, canonical(args), []any{c.first, c.second})
	}
	is := call{"f", [2]string{"a", "b"}, typed.Unknown{}, int64(1)}
	for _, same := range []call{{"f", [2]string{"b", "a"}, typed.Unknown{}, int64(1)}, {"f", [2]string{"n1", "n0"}, 0.5, int64(1)}} {
		if key(same) != key(is) {
			t.Errorf("%v is no call of the context of %v", same, is)
		}
	}
	for _, other := range []call{
		{"g", is.sizes, is.first, is.second}, {"f", [2]string{"a", "a"}, is.first, is.second}, {"f", is.sizes, is.first, int64(2)}, {"f", is.sizes, is.first, 1.0},
	} {
		if key(other) == key(is) {
			t.Errorf("%v is a call of the context of %v", other, is)
		}
	}
}
