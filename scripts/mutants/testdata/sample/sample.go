// Package sample has each operator's sites, and beside them what it is to leave alone. It is checked and never runs.
package sample

import (
	"errors"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

func swap(b *ir.Builder, x, y *ir.Value, i, j int, s string) *ir.Value {
	_ = i - j
	_ = i + j
	_ = i - 2
	_ = j - j
	_ = s + "a" + s
	_ = struct{ Left, Right string }{Left: "(add x (neg y))", Right: "(sub x y)"}
	x = b.Emit1(ops.Mul, x, y)
	x = b.Emit1(ops.Select{}, x, x, y)
	return b.Emit1(ops.Sub, x, y)
}

type code struct{ *ins.Func }

func instructions(c code, x, y ins.Value) {
	c.Binary(ins.Sub, x, y)
	c.Binary(ins.Add, x, y)
	c.Cmp(ins.SLT, x, y)
	c.Select(x, x, y)
}

type rule struct{}

func (rule) add(v, x *ir.Value) {}

func dropTerm(r rule, b *ir.Builder, v, x *ir.Value) *ir.Value {
	r.add(v, x)
	return b.Emit1(ops.Add, v, x)
}

func cursor(xs []int, i int) int {
	_ = xs[len(xs)-1]
	_ = i + 2
	if i < len(xs) || float64(i) < 1 {
		i = i + 1
	}
	return i
}

func skipCheck(xs []int, err error) error {
	if err != nil {
		return err
	}
	if len(xs) == 0 {
		panic("none")
	}
	for _, x := range xs {
		if x == 1 {
			continue
		}
		if x == 2 {
			err = errors.New("two")
		}
	}
	return err
}

func axis(dims []types.Dim, names []string, axis, i int) any {
	_ = ops.Dim{Axis: axis}.Axis
	_ = names[i]
	_ = dims[axis]
	return dims[i]
}

func join(a, b types.Type) types.Type { return a }

func promotion(d dtype.Type, a, b types.Type) {
	_ = d.Compute()
	_ = join(a, b)
	_ = dtype.F64
	_ = types.Str
}

func coerce(x *ir.Value, t types.Type) *ir.Value { return x }

func memberFacts(x *ir.Value, truth bool) map[string]types.Type { return nil }

func dropNarrowing(x *ir.Value, t types.Type) map[string]types.Type {
	_ = coerce(x, t)
	return memberFacts(x, true)
}

func (code) retain(x ins.Value) {}

type (
	Retain  struct{}
	Release struct{}
)

func (code) Emit(op any, x ...ins.Value)            {}
func (code) Emit1(op any, x ...ins.Value) ins.Value { return ins.Value{} }

var rtRelease, rtFail *ins.Callee

func dropCount(c code, moved map[ins.Value]bool, s struct{ moved map[ins.Value]bool }, x ins.Value) {
	c.retain(x)
	c.Call(rtRelease, x)
	c.Call(rtFail, x)
	c.Emit(Release{}, x)
	_ = c.Emit1(Retain{}, x)
	s.moved[x] = true
	moved[x] = true
}
