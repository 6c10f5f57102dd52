package infer

import (
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// notTaken is what an operator's method returns for operands that it does not take.
var notTaken = types.Static{Kind: "builtin", Name: "NotImplemented"}

// callOperator infers an operator by the methods of its operands: that of the left one, or first that of the right one where
// its class derives from the left one's. other infers it where none takes the operands.
func (f *frame) callOperator(methods names.Operator, a, b *val, compares bool, other func() *val) *val {
	var calls []func() *val
	add := func(self, arg *val, name string) {
		if m, ok := f.method(self, name); ok {
			calls = append(calls, func() *val { return f.call(m, []*val{arg}, nil, nil) })
		}
	}
	x, okX := f.classOf(a.T)
	y, okY := f.classOf(b.T)
	add(a, b, methods.Left)
	if compares || !okX || !okY || x != y {
		add(b, a, methods.Right)
	}
	if len(calls) == 2 && okX && okY && slices.Contains(y.After, x.Name) && f.e.methodOf(x, methods.Right) != f.e.methodOf(y, methods.Right) {
		slices.Reverse(calls)
	}
	return f.firstTaken(append(calls, other))
}

// firstTaken is the result of the first call that takes its operands.
func (f *frame) firstTaken(calls []func() *val) *val {
	v := calls[0]()
	if len(calls) == 1 || f.dead {
		return v
	}
	next := func() *val { return f.firstTaken(calls[1:]) }
	if types.Equal(v.T, notTaken) {
		return next()
	}
	u, ok := v.T.(types.Union)
	if !ok || len(u.Within(notTaken)) == 0 {
		return v
	}
	rest := types.UnionOf(slices.DeleteFunc(slices.Clone(u.Members), func(t types.Type) bool { return types.Equal(t, notTaken) }))
	left := &val{T: types.Bool, V: f.b.Emit1(typed.UnionHas{T: notTaken}, v.V)}
	return f.cond(left, next, func() *val { return &val{T: rest, V: f.b.Emit1(typed.Narrow{T: rest}, v.V)} })
}

func (f *frame) callNotTaken(_ []*val, _ []string, _ []*val) *val {
	return f.errorf(diag.NotCallable, "'NotImplementedType' object is not callable")
}
