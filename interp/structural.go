package interp

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// prepare makes the evaluation of a typed node without regions.
func (t *Typed) prepare(n *ir.Node) func(args []ops.Value) ([]ops.Value, error) {
	switch op := n.Op.(type) {
	case typed.Apply, typed.PyRaise, typed.ListTable:
		return t.lowered(n)
	case typed.PyConst:
		return constant(leafOf(op.Value))
	case typed.Unit, typed.Dead:
		return constant(t.zero(n.Results[0].Type))
	case typed.Make:
		return t.makeProduct(op.T)
	case typed.Part:
		return one(t.part(n.Args[0].Type, op.I))
	case typed.Coerce:
		return one(t.coerce(n.Args[0].Type, op.T))
	case typed.Narrow:
		return one(t.narrow(n.Args[0].Type, op.T))
	case typed.UnionHas:
		return t.isMember(n.Args[0].Type, op.T)
	}
	panic(fmt.Sprintf("interp: typed op %s is not known", n.Op.OpName()))
}

// leafOf is a Python scalar.
func leafOf(x any) ops.Value {
	switch x := x.(type) {
	case int64:
		return ops.I(x)
	case float64:
		return ops.F64(x)
	case bool:
		return ops.B(x)
	}
	return ops.S(x.(string))
}

func constant(v ops.Value) func([]ops.Value) ([]ops.Value, error) {
	out := []ops.Value{v}
	return func([]ops.Value) ([]ops.Value, error) { return out, nil }
}

// one evaluates an op of one operand and one result.
func one(c conv) func([]ops.Value) ([]ops.Value, error) {
	return func(args []ops.Value) ([]ops.Value, error) { return []ops.Value{c(args[0])}, nil }
}

// makeProduct makes a value of its parts: a record of a recursive type.
func (t *Typed) makeProduct(of types.Type) func([]ops.Value) ([]ops.Value, error) {
	if n, ok := of.(types.Named); ok {
		fields := t.all(t.M.NamedParts(n))
		return func(args []ops.Value) ([]ops.Value, error) { return []ops.Value{record(fields, args)}, nil }
	}
	return func(args []ops.Value) ([]ops.Value, error) {
		return []ops.Value{ofParts(append([]ops.Value(nil), args...))}, nil
	}
}

// part takes part i of a product or a record.
func (t *Typed) part(of types.Type, i int) conv {
	n, ok := of.(types.Named)
	if !ok {
		return func(v ops.Value) ops.Value { return v.Ref.(product)[i] }
	}
	fields := t.all(t.M.NamedParts(n))
	at := 0
	for _, f := range fields[:i] {
		at += f.count
	}
	return func(v ops.Value) ops.Value {
		return fields[i].decode(v.Record().Fields[at : at+fields[i].count])
	}
}

// isMember tests what a union holds.
func (t *Typed) isMember(of, member types.Type) func([]ops.Value) ([]ops.Value, error) {
	if _, ok := of.(types.Union); !ok {
		return constant(ops.B(types.Equal(of, member)))
	}
	i := t.narrowed(member, of)
	return func(args []ops.Value) ([]ops.Value, error) {
		return []ops.Value{ops.B(i >= 0 && args[0].Bits == uint64(i))}, nil
	}
}
