package infer_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/infer"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/types"
)

// TestNode infers operations alone: at known values of the operands that must be known, and says which these are.
func TestNode(t *testing.T) {
	unknown := func(t types.Type) infer.Operand { return infer.Operand{T: t, Known: typed.Unknown{}} }
	pair := types.Tuple{Elems: []types.Type{types.Int, types.Str}}
	x := types.A(dtype.F64, types.C(2), types.C(3))
	for _, c := range []struct {
		claim    string
		op       ir.Op
		operands []infer.Operand
		want     string
		static   string
		wrong    bool
	}{
		{"operands of any value", surface.Binary{Op: "-"}, []infer.Operand{unknown(x), unknown(types.Int)}, "%0.x0: f64[2,3], %1.x1: int) -> (f64[2,3])", "map[]", false},
		{"an index that must be known", surface.GetItem{}, []infer.Operand{unknown(pair), {T: types.Int, Known: int64(1)}}, "-> (str)", "map[1:true]", false},
		{"one that is known from the start", surface.GetItem{}, []infer.Operand{unknown(pair), {T: types.Int, Known: int64(-2), Static: true}}, "-> (int)", "map[1:true]", false},
		{"one that need not be", surface.GetItem{}, []infer.Operand{unknown(x), {T: types.Int, Known: int64(1)}}, "-> (f64[3])", "map[]", false},
		{"operands that do not fit", surface.Binary{Op: "-"}, []infer.Operand{unknown(types.Str), unknown(types.Int)}, "E0301", "map[]", true},
	} {
		src := ir.NewModule(ir.Surface)
		loc := ir.Loc{Span: source.Span{File: source.NewFile("main.py", []byte("a - b")), End: 5}}
		m, static, diags := infer.Node(src, c.op, loc, c.operands, infer.Options{Prims: typed.All(nil)})
		text := diags.Error()
		if len(diags) == 0 {
			if err := ir.Verify(m); err != nil {
				t.Errorf("%s: %v", c.claim, err)
			}
			text = ir.Print(m)
		}
		if !strings.Contains(text, c.want) || c.wrong != (len(diags) > 0) {
			t.Errorf("%s: no %q in\n%s", c.claim, c.want, text)
		}
		if got := fmt.Sprint(static); got != c.static {
			t.Errorf("%s: static are %s, not %s", c.claim, got, c.static)
		}
	}
}
