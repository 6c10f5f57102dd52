package interp

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// maybe makes a module whose function f holds an int or None, tests it, and
// takes it for a member of the union.
func maybe(t *testing.T, from, member types.Type) *Typed {
	t.Helper()
	m := ir.NewModule(ir.Typed)
	b := ir.NewFunc(m, "f")
	x := b.Param("x", from)
	u := b.Emit1(typed.Coerce{T: types.UnionOf([]types.Type{types.Int, types.None})}, x)
	test := b.Emit1(typed.UnionHas{T: member}, u)
	b.Finish(test, b.Emit1(typed.Narrow{T: member}, u))
	return NewTyped(m, &ops.Env{})
}

// TestUnion checks that a union keeps what it holds.
func TestUnion(t *testing.T) {
	out, err := maybe(t, types.Int, types.Int).Call(context.Background(), "f", []ops.Value{ops.I(7)})
	if err != nil || len(out) != 2 || !out[0].B() || out[1].I() != 7 {
		t.Errorf("got %v, %v", out, err)
	}
}

// TestWrongNarrow checks that a narrowing that is wrong is caught, which core
// IR would take as it is.
func TestWrongNarrow(t *testing.T) {
	defer func() {
		if r, _ := recover().(string); !strings.Contains(r, "is taken for") {
			t.Errorf("the panic is %q", r)
		}
	}()
	_, err := maybe(t, types.None, types.Int).Call(context.Background(), "f", nil)
	t.Errorf("it runs: %v", err)
}

// TestRaised checks the place of an exception, and that it stands in the
// traceback once.
func TestRaised(t *testing.T) {
	m := ir.NewModule(ir.Typed)
	b := ir.NewFunc(m, "f")
	b.Loc.Func = "f"
	b.Emit(typed.PyRaise{Class: "ValueError"}, b.Emit1(typed.PyConst{T: types.Str, Value: "no"}))
	b.Finish()
	run := NewTyped(m, &ops.Env{})
	_, err := run.Call(context.Background(), "f", nil)
	var e *ops.Raised
	if !errors.As(err, &e) || e.Error() != "ValueError: no" || len(e.Trace) != 1 || e.Trace[0].Func != "f" {
		t.Errorf("got %v", err)
	}
}

// TestGradRefused checks that derivatives are a limit of the stage.
func TestGradRefused(t *testing.T) {
	m := ir.NewModule(ir.Typed)
	b := ir.NewFunc(m, "f")
	x := b.Param("x", types.Float)
	b.Finish(b.Emit(typed.Grad{Fn: "f", Wrt: []int{0}, Out: []types.Type{types.Float, types.Float}}, x, x)...)
	if refused := Derivative(m, ir.Typed); refused == nil || refused.Kind != diag.Limit {
		t.Errorf("got %v", refused)
	}
}
