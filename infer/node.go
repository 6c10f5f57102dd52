package infer

import (
	"fmt"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// nodeFunc is the name of the function that holds a node that is inferred
// alone.
const nodeFunc = "<node>"

// Operand is what is known of an operand of a node: its type, and its value
// (typed.Unknown{} for what is not known) if the node must know it, or from the
// start if Static.
type Operand struct {
	T      types.Type
	Known  any
	Static bool
}

// Node infers one operation of a surface module alone, at the types that its
// operands have at run time. The typed module's entry function takes the
// operands and gives the one result. Static says of which operands the value
// was used.
func Node(src *ir.Module, op ir.Op, loc ir.Loc, operands []Operand, o Options) (m *ir.Module, static map[int]bool, diags diag.List) {
	b := ir.NewFunc(ir.NewModule(ir.Surface), nodeFunc)
	b.F.Loc, b.Loc = loc, loc
	b.F.Sig = &ir.Signature{}
	e := newEngine(src, o)
	static = map[int]bool{}
	e.static[nodeFunc] = static
	var params []*ir.Value
	var args []types.Type
	var known []any
	for i, a := range operands {
		name := fmt.Sprint("x", i)
		b.F.Sig.Names = append(b.F.Sig.Names, name)
		params, args, known = append(params, b.Param(name, types.Any)), append(args, a.T), append(known, a.Known)
		if a.Static {
			static[i] = true
		}
	}
	m, diags = e.infer(b.Done(b.Emit1(op, params...)), args, known)
	return m, static, diags
}
