package ops

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// operand says what an operand may be.
type operand struct {
	what string
	ok   func(t types.Type) bool
}

// The kinds of operands that rules name.
var (
	aString  = operand{"str", func(t types.Type) bool { return t == types.Str }}
	anI64    = operand{"i64", func(t types.Type) bool { return t == types.CoreI64 }}
	aNumber  = operand{"a scalar or an array", func(t types.Type) bool { _, ok := types.ElemDType(t); return ok }}
	anArray  = operand{"an array", func(t types.Type) bool { _, ok := t.(types.Array); return ok }}
	summed   = operand{"an array of elements that are computed in their own type", func(t types.Type) bool { a, ok := t.(types.Array); return ok && a.DType == a.DType.Compute() }}
	aVec     = operand{"a vec", func(t types.Type) bool { _, ok := t.(types.Vec); return ok }}
	aPrinted = operand{"a scalar, an array or str", func(t types.Type) bool { return aNumber.ok(t) || aString.ok(t) }}
	nullable = operand{"an optional or a node", func(t types.Type) bool {
		switch t.(type) {
		case types.Opt, types.Node:
			return true
		}
		return false
	}}
	anything = operand{"a value", func(types.Type) bool { return true }}
)

// takes checks that a node has exactly the operands that are named.
func takes(n *ir.Node, want ...operand) error {
	if len(n.Args) != len(want) {
		return fmt.Errorf("has %d operands, want %d", len(n.Args), len(want))
	}
	for i, a := range n.Args {
		if err := want[i].check(i, a); err != nil {
			return err
		}
	}
	return nil
}

// takesRest is takes for a node with any number of operands of kind rest after
// those that are named.
func takesRest(n *ir.Node, rest operand, want ...operand) error {
	if len(n.Args) < len(want) {
		return fmt.Errorf("has %d operands, want %d at least", len(n.Args), len(want))
	}
	for len(want) < len(n.Args) {
		want = append(want, rest)
	}
	return takes(n, want...)
}

func (o operand) check(i int, a *ir.Value) error {
	if !o.ok(a.Type) {
		return fmt.Errorf("operand %d is %s, not %s", i, a.Type, o.what)
	}
	return nil
}

// given is a rule whose one result is known: err says why operands do not fit.
func given(t types.Type, err error) ([]types.Type, error) { return []types.Type{t}, err }
