package interp

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// conv turns a value of one type into one of another.
type conv func(v ops.Value) ops.Value

func same(v ops.Value) ops.Value { return v }

// coerce converts to a wider type.
func (t *Typed) coerce(from, to types.Type) conv {
	if types.Equal(from, to) {
		return same
	}
	if from == types.Never || from == types.Unset && memberOf(to, types.Unset) < 0 {
		zero := t.zero(to)
		return func(ops.Value) ops.Value { return zero }
	}
	if u, ok := from.(types.Union); ok {
		return t.perMember(u, func(m types.Type) conv { return t.coerce(m, to) })
	}
	if u, ok := to.(types.Union); ok {
		i := t.target(from, u)
		inner := t.coerce(from, u.Members[i])
		return func(v ops.Value) ops.Value { return ofMember(i, inner(v)) }
	}
	if l, ok := to.(types.List); ok && !l.Exact {
		return t.coerceList(from, l)
	}
	if n, ok := to.(types.Named); ok {
		return t.coerceNamed(from, n)
	}
	if d, ok := from.(types.Dict); ok && types.IsKeyed(to) {
		return t.coerceRecord(d, to)
	}
	if a, b := typed.Parts(from), typed.Parts(to); len(b) > 0 {
		return t.coerceParts(a, b)
	}
	return t.coerceLeaf(from, to)
}

// perMember converts a union by the member that it holds.
func (t *Typed) perMember(u types.Union, of func(m types.Type) conv) conv {
	convs := make([]conv, len(u.Members))
	for i, m := range u.Members {
		convs[i] = of(m)
	}
	return func(v ops.Value) ops.Value { return convs[v.Bits](v.Ref.(*payload).v) }
}

// memberOf finds a type among the members of a type, or -1.
func memberOf(t, m types.Type) int {
	for i, x := range types.Members(t) {
		if types.Equal(x, m) {
			return i
		}
	}
	return -1
}

// target finds the member that a value of type t becomes: t itself, t with
// other sizes, or the one that t widens to.
func (t *Typed) target(from types.Type, to types.Union) int {
	if i := memberOf(to, from); i >= 0 {
		return i
	}
	for i, m := range to.Members {
		if types.Equal(types.WithoutSizes(m), types.WithoutSizes(from)) {
			return i
		}
	}
	j := &types.Joiner{Fresh: func() types.Dim { return types.N("?") }}
	for i, m := range to.Members {
		if types.Equal(types.WithoutSizes(j.Join(from, m)), types.WithoutSizes(m)) {
			return i
		}
		if h, ok := types.Head(from); ok && types.Equal(h, m) {
			return i
		}
	}
	panic(fmt.Sprintf("interp: %s is no member of %s", from, to))
}

// coerceList makes a list of run-time length, or converts its elements.
func (t *Typed) coerceList(from types.Type, to types.List) conv {
	elem := t.get(to.Elems[0])
	l, ok := from.(types.List)
	if !ok || l.Exact {
		parts := typed.Parts(from)
		convs := make([]conv, len(parts))
		for i, p := range parts {
			convs[i] = t.coerce(p, to.Elems[0])
		}
		return func(v ops.Value) ops.Value {
			var leaves []ops.Value
			for i, c := range convs {
				leaves = elem.encode(leaves, c(v.Ref.(product)[i]))
			}
			return ops.Value{Ref: ops.VecOf(elem.count, len(convs), leaves)}
		}
	}
	own, c := t.get(l.Elems[0]), t.coerce(l.Elems[0], to.Elems[0])
	return func(v ops.Value) ops.Value {
		vec := v.Vec()
		var leaves []ops.Value
		for i := range vec.Len() {
			leaves = elem.encode(leaves, c(own.decode(vec.Row(i))))
		}
		return ops.Value{Ref: ops.VecOf(elem.count, vec.Len(), leaves)}
	}
}

// coerceNamed makes a record of a recursive type.
func (t *Typed) coerceNamed(from types.Type, to types.Named) conv {
	parts := t.coerceParts(typed.Parts(from), t.M.NamedParts(to))
	fields := t.all(t.M.NamedParts(to))
	return func(v ops.Value) ops.Value { return record(fields, parts(v).Ref.(product)) }
}

func record(fields []*codec, parts []ops.Value) ops.Value {
	return ops.Value{Ref: &ops.Record{Fields: encodeAll(nil, fields, parts)}}
}

// coerceRecord makes a dict of computed keys.
func (t *Typed) coerceRecord(from types.Dict, to types.Type) conv {
	hashes, index := typed.RecordTable(from.Names)
	numbers := func(ns []int64) ops.Value {
		out := make([]ops.Value, len(ns))
		for i, n := range ns {
			out[i] = ops.I(n)
		}
		return ofParts(out)
	}
	names := make([]ops.Value, len(from.Names))
	for i, name := range from.Names {
		names[i] = ops.S(name)
	}
	parts := t.coerceParts(typed.Keyed(from), typed.Parts(to))
	return func(v ops.Value) ops.Value {
		vals := ofParts(nil)
		if len(names) > 0 {
			vals = v
		}
		return parts(ofParts([]ops.Value{ofParts(names), numbers(hashes), numbers(index), ops.I(0), vals}))
	}
}

func (t *Typed) coerceParts(from, to []types.Type) conv {
	if len(from) != len(to) {
		panic(fmt.Sprintf("interp: conversion from %v to %v", from, to))
	}
	convs := make([]conv, len(from))
	for i := range from {
		convs[i] = t.coerce(from[i], to[i])
	}
	return func(v ops.Value) ops.Value {
		parts := make([]ops.Value, len(convs))
		for i, c := range convs {
			parts[i] = c(v.Ref.(product)[i])
		}
		return ofParts(parts)
	}
}

// coerceLeaf converts a number or an array, by core's own cast.
func (t *Typed) coerceLeaf(from, to types.Type) conv {
	a, b := t.Leaves(from), t.Leaves(to)
	if len(a) != len(b) {
		panic(fmt.Sprintf("interp: no conversion from %s to %s", from, to))
	}
	if len(a) == 0 {
		return same
	}
	x, ok := types.ElemDType(a[0])
	y, ok2 := types.ElemDType(b[0])
	if !ok || !ok2 || x == y {
		return same
	}
	n := &ir.Node{Op: typed.Coerce{T: to}, Args: []*ir.Value{{Type: from}}}
	n.Results = []*ir.Value{{Type: to, Def: n}}
	run := t.lowered(n)
	return func(v ops.Value) ops.Value {
		out, err := run([]ops.Value{v})
		if err != nil {
			panic(err)
		}
		return out[0]
	}
}

// narrow takes a union as the member or the smaller union that it holds.
func (t *Typed) narrow(from, to types.Type) conv {
	u, ok := from.(types.Union)
	if !ok || types.Equal(from, to) {
		return t.coerce(from, to)
	}
	return t.perMember(u, func(m types.Type) conv {
		i := t.narrowed(m, to)
		switch _, union := to.(types.Union); {
		case i < 0:
			return func(ops.Value) ops.Value { panic(fmt.Sprintf("interp: a %s is taken for a %s", m, to)) }
		case union:
			return func(v ops.Value) ops.Value { return ofMember(i, v) }
		}
		return same
	})
}

// narrowed gives the number of the member of t that a member of a larger union
// is, or -1.
func (t *Typed) narrowed(m, to types.Type) int {
	if i := memberOf(to, m); i >= 0 {
		return i
	}
	return memberOf(types.WithoutSizes(to), types.WithoutSizes(m))
}
