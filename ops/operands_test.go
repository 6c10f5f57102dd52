package ops

import (
	"fmt"
	"testing"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// TestRulesCountOperands checks that no type rule panics, or is content, when
// there are too few operands or odd ones too many: text may say anything. Only
// what an op's attributes declare is not asked for.
func TestRulesCountOperands(t *testing.T) {
	content := map[string]bool{"check": true, "call": true, "vjp": true, "concat": true, "prod.others": true}
	for _, d := range Core().All() {
		op := d.Op
		for _, args := range operandLists() {
			n := &ir.Node{Op: op, Args: args}
			err := inferred(n)
			if _, ok := err.(crash); ok {
				t.Errorf("%s on %v: %v", op.OpName(), ir.Types(args), err)
			}
			if len(args) == 7 && err == nil && !content[op.OpName()] {
				t.Errorf("%s takes %v", op.OpName(), ir.Types(args))
			}
		}
	}
}

type crash struct{ error }

func inferred(n *ir.Node) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = crash{fmt.Errorf("%v", p)}
		}
	}()
	_, err = n.Op.Infer(ir.NewModule(ir.Core), n)
	return err
}

// operandLists gives 0 to 3 and 7 operands of each type.
func operandLists() [][]*ir.Value {
	out := [][]*ir.Value{nil}
	array := types.A(dtype.F64, types.N("n"), types.C(2))
	vec := types.Vec{Elems: []types.Type{types.CoreF64}}
	for _, typ := range []types.Type{
		types.CoreBool, types.CoreI64, types.CoreF64, types.Str, array, types.A(dtype.I64, types.C(3)), vec, types.Vec{},
		types.Opt{Elem: array}, types.Opt{Elem: vec}, types.Opt{Elem: types.CoreF64}, types.Node{Name: "R"},
	} {
		for _, k := range []int{1, 2, 3, 7} {
			args := make([]*ir.Value, k)
			for i := range args {
				args[i] = &ir.Value{ID: i, Type: typ}
			}
			out = append(out, args)
		}
	}
	return out
}
