package infer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/types"
)

// Functions that stand between grad and what it differentiates. Their names
// are none that a program can give.

// applier makes the function that calls its first parameter with the rest,
// those of the given names by name.
func (e *engine) applier(names []string) *ir.Func {
	name := strings.Join(append([]string{"grad..apply"}, names...), ".")
	if fn := e.made.Func(name); fn != nil {
		return fn
	}
	b := ir.NewFunc(e.made, name)
	b.F.Sig = &ir.Signature{Names: []string{"f"}, KwOnly: names, VarArgs: "args"}
	callee := b.Param("f", types.Any)
	var kw []*ir.Value
	for _, n := range names {
		kw = append(kw, b.Param(n, types.Any))
	}
	operands := append([]*ir.Value{callee, b.Param("args", types.Any)}, kw...)
	return b.Finish(b.Emit1(surface.Invoke{Names: names, Stars: []bool{true}}, operands...))
}

// checked makes the function that calls fn and makes of its result what grad
// can take: without None, which raises, with aux a pair, and with real a float
// of an int.
func (e *engine) checked(fn *ir.Func, aux, real bool) *ir.Func {
	name := fmt.Sprintf("%s..value.%t.%t", fn.Name, aux, real)
	if made := e.made.Func(name); made != nil {
		return made
	}
	b := ir.NewFunc(e.made, name)
	b.F.Sig = fn.Sig
	params := make([]*ir.Value, len(fn.Params))
	for i, p := range fn.Params {
		params[i] = b.Param(p.Name, types.Any)
	}
	parts := []*ir.Value{b.Emit1(ops.Call{Fn: fn.Name, Results: []types.Type{types.Any}}, params...)}
	if aux {
		parts = slices.Clone(b.Emit(surface.Unpack{Before: 2}, parts[0]))
	}
	refuseNone(b, parts[0], display(fn))
	if real {
		parts[0] = b.Emit1(surface.Invoke{}, b.Emit1(surface.Builtin{Name: "float"}), parts[0])
	}
	if aux {
		return b.Finish(b.Emit1(surface.Tuple{}, parts...))
	}
	return b.Finish(parts[0])
}

// refuseNone raises a TypeError where v is None.
func refuseNone(b *ir.Builder, v *ir.Value, name string) {
	test := b.Emit1(surface.Is{}, v, b.Emit1(surface.None{}))
	then := b.Region(nil, func([]*ir.Value) []*ir.Value {
		msg := b.Emit1(surface.Literal{Value: "grad() needs one real number, but " + name + "() returned None"})
		b.Emit(surface.Throw{}, b.Emit1(surface.Invoke{}, b.Emit1(surface.Builtin{Name: "TypeError"}), msg))
		return nil
	})
	els := b.Region(nil, func([]*ir.Value) []*ir.Value { return nil })
	b.EmitRegions(ops.If{}, []*ir.Region{then, els}, test)
}
