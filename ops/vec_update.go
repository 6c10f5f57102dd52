package ops

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// What updates a vec gives another version of it, in place where the operand is the only reference.

// VecSet replaces row i, in range. Operands: vec, i, leaves….
type VecSet struct{ pure }

// VecSwap exchanges rows i and j, in range. What they hold moves: nothing gets another reference. Operands: vec, i, j.
type VecSwap struct{ pure }

// VecTrunc keeps the first n rows; there are as many. Operands: vec, n.
type VecTrunc struct{ pure }

func (VecSet) OpName() string   { return "vec.set" }
func (VecSwap) OpName() string  { return "vec.swap" }
func (VecTrunc) OpName() string { return "vec.trunc" }

// Infer gives the vector's type.
func (VecSet) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := takesRest(n, anything, aVec, anI64); err != nil {
		return nil, err
	}
	return rowArgs(n, 2)
}

// Infer gives the vector's type.
func (VecSwap) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := takes(n, aVec, anI64, anI64); err != nil {
		return nil, err
	}
	return single(n.Args[0].Type)
}

// Infer gives the vector's type.
func (VecTrunc) Infer(_ *ir.Module, n *ir.Node) ([]types.Type, error) {
	if err := takes(n, aVec, anI64); err != nil {
		return nil, err
	}
	return single(n.Args[0].Type)
}

// Eval replaces the row.
func (VecSet) Eval(env *Env, _ *ir.Node, args []Value) ([]Value, error) {
	v := args[0].Vec()
	if err := env.takeChange(v); err != nil {
		return nil, err
	}
	return []Value{{Ref: v.Set(int(args[1].I()), args[2:])}}, nil
}

// Eval exchanges the rows.
func (VecSwap) Eval(env *Env, _ *ir.Node, args []Value) ([]Value, error) {
	v := args[0].Vec()
	if err := env.takeChange(v); err != nil {
		return nil, err
	}
	return []Value{{Ref: v.Swap(int(args[1].I()), int(args[2].I()))}}, nil
}

// Eval leaves the rows where they are.
func (VecTrunc) Eval(_ *Env, _ *ir.Node, args []Value) ([]Value, error) {
	return []Value{{Ref: args[0].Vec().First(int(args[1].I()))}}, nil
}

// takeChange is Take for what replacing a row of a vec needs.
func (e *Env) takeChange(v *Vec) error {
	if v.rewritable() {
		return e.takeRows(1, v.Width)
	}
	return e.takeRows(v.n, v.Width)
}
