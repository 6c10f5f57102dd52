package lower

import (
	"fmt"
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// poison gives leaves that are never observed.
func (f *fn) poison(t types.Type) []*ir.Value {
	var out []*ir.Value
	for _, leaf := range f.leaves(t) {
		out = append(out, f.b.Emit1(ops.Poison{Type: leaf}))
	}
	return out
}

func (f *fn) i64(n int64) *ir.Value { return f.b.Emit1(ops.Const{Value: n}) }

// coerce converts the leaves of a value from one type to a wider one.
func (f *fn) coerce(vs []*ir.Value, from, to types.Type) []*ir.Value {
	if types.Equal(from, to) {
		return vs
	}
	if to == types.NoTangent {
		return nil
	}
	if from == types.Never || from == types.Unset && to != types.Unset && !hasUnset(to) {
		return f.poison(to)
	}
	if u, ok := from.(types.Union); ok {
		return f.coerceUnion(vs, u, to)
	}
	if u, ok := to.(types.Union); ok {
		return f.inject(vs, from, u)
	}
	if leaf, ok := f.coerceNumber(vs, from, to); ok {
		return leaf
	}
	if l, ok := to.(types.List); ok && !l.Exact {
		return f.coerceList(vs, from, l)
	}
	if n, ok := to.(types.Named); ok {
		if record, ok := from.(types.Named); ok {
			return f.b.Emit(ops.Call{Fn: f.weigher(record, n), Results: f.leaves(n)}, vs...)
		}
		parts := f.coerceParts(vs, typed.Parts(from), f.src.NamedParts(n))
		return []*ir.Value{f.b.Emit1(ops.NodeNew{Name: f.nodeName(n)}, parts...)}
	}
	if d, ok := from.(types.Dict); ok && types.IsKeyed(to) {
		return f.coerceParts(f.keyed(d, vs), typed.Keyed(d), typed.Parts(to))
	}
	if len(typed.Parts(to)) > 0 {
		return f.coerceParts(vs, typed.Parts(from), typed.Parts(to))
	}
	if len(f.leaves(from)) == len(f.leaves(to)) {
		return vs // equal up to sizes
	}
	panic(fmt.Sprintf("lower: no conversion from %s to %s", from, to))
}

func hasUnset(t types.Type) bool {
	for _, m := range types.Members(t) {
		if m == types.Unset {
			return true
		}
	}
	return false
}

// keyed gives the parts of a dict of computed keys that a record becomes, as typed.Keyed types them.
func (f *fn) keyed(d types.Dict, vs []*ir.Value) []*ir.Value {
	hashes, index := typed.RecordTable(d.Names)
	var out []*ir.Value
	for _, name := range d.Names {
		out = append(out, f.b.Emit1(ops.Const{Value: name}))
	}
	for _, n := range slices.Concat(hashes, index, []int64{0}) {
		out = append(out, f.i64(n))
	}
	return append(out, vs...)
}

func (f *fn) coerceParts(vs []*ir.Value, from, to []types.Type) []*ir.Value {
	if len(from) != len(to) {
		panic(fmt.Sprintf("lower: conversion from %v to %v", from, to))
	}
	var out []*ir.Value
	for i, part := range f.split(from, vs) {
		out = append(out, f.coerce(part, from[i], to[i])...)
	}
	return out
}

// coerceNumber casts machine scalars and arrays.
func (f *fn) coerceNumber(vs []*ir.Value, from, to types.Type) ([]*ir.Value, bool) {
	fl, tl := f.leaves(from), f.leaves(to)
	if len(fl) != 1 || len(tl) != 1 {
		return nil, false
	}
	a, ok1 := types.ElemDType(fl[0])
	b, ok2 := types.ElemDType(tl[0])
	if !ok1 || !ok2 {
		return nil, false
	}
	if a == b {
		return vs, true
	}
	return []*ir.Value{f.b.Emit1(ops.Cast{To: b}, vs[0])}, true
}

// inject makes a union of a member.
func (f *fn) inject(vs []*ir.Value, from types.Type, to types.Union) []*ir.Value {
	u := f.union(to)
	m := u.index(from)
	if m < 0 {
		m = f.memberFor(from, to)
		vs = f.coerce(vs, from, u.members[m])
	}
	if u.nullable >= 0 {
		if m == u.nullable {
			return vs
		}
		return []*ir.Value{f.b.Emit1(ops.Null{Type: u.slots[0]})}
	}
	out := make([]*ir.Value, 1+len(u.slots))
	out[0] = f.i64(int64(m))
	for i, s := range u.at[m] {
		out[1+s] = vs[i]
	}
	for i := range out {
		if out[i] == nil {
			out[i] = f.b.Emit1(ops.Poison{Type: u.slots[i-1]})
		}
	}
	return out
}

// memberFor finds the member that a value widens to.
func (f *fn) memberFor(from types.Type, to types.Union) int {
	j := &types.Joiner{Fresh: func() types.Dim { return types.N("?") }}
	for i, m := range to.Members {
		if _, isUnion := m.(types.Union); isUnion {
			continue
		}
		if t := j.Join(from, m); types.Equal(eraseDims(t), eraseDims(m)) {
			return i
		}
		if h, ok := types.Head(from); ok && types.Equal(h, m) {
			return i
		}
	}
	if i := types.MemberWeighed(from, to, f.src.NamedParts); i >= 0 {
		return i
	}
	panic(fmt.Sprintf("lower: %s is no member of %s", from, to))
}

// tagOf gives the tag of a union value that has one.
func (f *fn) isMember(vs []*ir.Value, u *unionLayout, m int) *ir.Value {
	if u.nullable >= 0 {
		null := f.b.Emit1(ops.OptIsNull{}, vs[0])
		if m == u.nullable {
			return f.b.Emit1(ops.Not, null)
		}
		return null
	}
	return f.b.Emit1(ops.Eq, vs[0], f.i64(int64(m)))
}

// take gives the leaves of member m.
func (f *fn) take(vs []*ir.Value, u *unionLayout, m int) []*ir.Value {
	off := 1
	if u.nullable >= 0 {
		off = 0
	}
	out := make([]*ir.Value, len(u.at[m]))
	for i, s := range u.at[m] {
		out[i] = vs[off+s]
	}
	return out
}

// coerceUnion converts member by member under the tag.
func (f *fn) coerceUnion(vs []*ir.Value, from types.Union, to types.Type) []*ir.Value {
	u := f.union(from)
	var target []int
	for i := range u.members {
		target = append(target, i)
	}
	if other, ok := to.(types.Union); ok {
		if out, ok := f.retag(vs, u, target, f.union(other)); ok {
			return out
		}
	}
	return f.perMember(vs, u, target, f.leaves(to), func(m int, leaves []*ir.Value) []*ir.Value {
		return f.coerce(leaves, u.members[m], to)
	})
}

// perMember emits if tag == m {g(m)} else {…} over the given members; the
// last one is taken without a test.
func (f *fn) perMember(vs []*ir.Value, u *unionLayout, ms []int, want []types.Type, g func(m int, leaves []*ir.Value) []*ir.Value) []*ir.Value {
	m := ms[0]
	if len(ms) == 1 {
		return g(m, f.take(vs, u, m))
	}
	c := f.isMember(vs, u, m)
	then := f.b.Region(nil, func([]*ir.Value) []*ir.Value { return g(m, f.take(vs, u, m)) })
	els := f.b.Region(nil, func([]*ir.Value) []*ir.Value { return f.perMember(vs, u, ms[1:], want, g) })
	return f.b.EmitRegions(ops.If{}, []*ir.Region{then, els}, c)
}

// narrow takes a union as a member or a smaller union.
func (f *fn) narrow(vs []*ir.Value, from, to types.Type) []*ir.Value {
	if types.Equal(from, to) {
		return vs
	}
	u, ok := from.(types.Union)
	if !ok {
		return f.coerce(vs, from, to)
	}
	lay := f.union(u)
	small, ok := to.(types.Union)
	if !ok {
		m := lay.index(to)
		if m < 0 {
			panic(fmt.Sprintf("lower: %s is no member of %s", to, from))
		}
		return f.take(vs, lay, m)
	}
	var ms []int
	for _, t := range small.Members {
		ms = append(ms, lay.index(t))
	}
	if out, ok := f.retag(vs, lay, ms, f.union(small)); ok {
		return out
	}
	return f.perMember(vs, lay, ms, f.leaves(to), func(m int, leaves []*ir.Value) []*ir.Value {
		return f.inject(leaves, lay.members[m], small)
	})
}

// equalButNames reports whether types differ at most in the names of sizes, which core does not compare.
func equalButNames(a, b types.Type) bool {
	if types.Equal(a, b) {
		return true
	}
	x, y := types.PartsOf(a), types.PartsOf(b)
	if len(x) == 0 || len(x) != len(y) {
		return types.Equal(types.Unnamed(a)[0], types.Unnamed(b)[0])
	}
	for i := range x {
		if !equalButNames(x[i], y[i]) {
			return false
		}
	}
	return types.Equal(eraseDims(a), eraseDims(b))
}

// coerceList makes a list of run-time length, or converts its elements.
func (f *fn) coerceList(vs []*ir.Value, from types.Type, to types.List) []*ir.Value {
	elem := to.Elems[0]
	vec := f.b.Emit1(ops.VecNew{Elems: types.Unnamed(f.leaves(elem)...)})
	if l, ok := from.(types.List); ok && !l.Exact {
		if l.Elems[0] == types.Never {
			return []*ir.Value{vec}
		}
		if equalButNames(l.Elems[0], elem) {
			return vs
		}
		n := f.b.Emit1(ops.VecLen{}, vs[0])
		body := f.b.Region([]types.Type{types.CoreI64, vec.Type}, func(ps []*ir.Value) []*ir.Value {
			row := f.coerce(f.b.Emit(ops.VecGet{}, vs[0], ps[0]), l.Elems[0], elem)
			return []*ir.Value{f.b.Emit1(ops.VecPush{}, append([]*ir.Value{ps[1]}, row...)...)}
		})
		return f.b.EmitRegions(ops.For{}, []*ir.Region{body}, n, vec)
	}
	parts := typed.Parts(from)
	for i, row := range f.split(parts, vs) {
		row = f.coerce(row, parts[i], elem)
		vec = f.b.Emit1(ops.VecPush{}, append([]*ir.Value{vec}, row...)...)
	}
	return []*ir.Value{vec}
}
