package infer

import (
	"testing"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// TestSettle checks, for what the runs of a context return in turn, what it is known to return then, and whether its
// readers and it itself run again.
func TestSettle(t *testing.T) {
	prims := typed.All(noFiles{})
	one, two := &val{T: types.Int, known: int64(1), isK: true}, &val{T: types.Int, known: int64(2), isK: true}
	rows := func(name string) *val {
		return &val{T: types.Tuple{Elems: []types.Type{types.A(dtype.F64, types.N(name)), types.A(dtype.F64, types.N("n0"))}}}
	}
	for _, c := range []struct {
		claim   string
		runs    []*val
		want    string // the type
		known   bool
		readers bool // run again after the last
		itself  bool
	}{
		{"the first result is news", []*val{one}, "int", true, true, false},
		{"the same is not", []*val{one, one}, "int", true, false, false},
		{"another value is not known", []*val{one, two}, "int", false, true, false},
		{"nor is the first one then", []*val{one, two, one}, "int", false, false, false},
		{"a value after none is known", []*val{{T: types.Never}, one}, "int", true, true, false},
		{"types are joined", []*val{one, {T: types.Str}}, "int | str", false, true, true},
		{"and stay so", []*val{one, {T: types.Str}, one}, "int | str", false, false, true},
		{"an error is news", []*val{one, errVal()}, "int", true, true, false},
		{"once", []*val{one, errVal(), errVal()}, "int", true, false, false},
		{"and so is its end", []*val{one, errVal(), one}, "int", true, true, false},
		{"the names of sizes that are not the arguments' are not", []*val{rows("s1"), rows("s2")}, "tuple[f64[r.1], f64[n0]]", false, false, false},
	} {
		e := newEngine(ir.NewModule(ir.Surface), Options{Prims: prims})
		fn := &ir.Func{Name: "f", Body: &ir.Region{}}
		at := e.context(fn, []types.Type{types.A(dtype.F64, types.N("m"))}, []any{nil})
		reader := e.context(fn, []types.Type{types.Str}, []any{nil})
		at.done, reader.done, at.serial, reader.serial = true, true, 1, 2
		at.readers[reader] = true
		for _, ret := range c.runs {
			e.dequeue(at)
			e.dequeue(reader)
			e.settle(at, ret)
		}
		if got := at.ret.T.String(); got != c.want {
			t.Errorf("%s: it returns %s, not %s", c.claim, got, c.want)
		}
		if _, known := at.ret.known.(int64); known != c.known {
			t.Errorf("%s: it is known to return %v", c.claim, at.ret.known)
		}
		if reader.queued != c.readers || at.queued != c.itself {
			t.Errorf("%s: queued are the reader %t, it itself %t", c.claim, reader.queued, at.queued)
		}
	}
}
