package dynamic

import (
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// decode makes the value of type t from its leaves.
func (b border) decode(leaves []ops.Value, t types.Type) *value {
	switch t := t.(type) {
	case types.Union:
		return b.decodeMember(leaves, t)
	case types.Named:
		return &value{t: headOf(t), parts: b.decodeAll(leaves[0].Record().Fields, b.M.NamedParts(t))}
	case types.List:
		if !t.Exact {
			return b.decodeVec(leaves[0].Vec(), t.Elems[0])
		}
	}
	if d, ok := t.(types.Dict); ok {
		return record(d.Names, b.decodeAll(leaves, d.Elems))
	}
	if head, ok := without(t); ok {
		return &value{t: head, parts: b.decodeAll(leaves, typed.Parts(t))}
	}
	if len(leaves) == 0 {
		return unit(t)
	}
	return &value{t: t, leaf: leaves[0], lent: true}
}

func (b border) decodeAll(leaves []ops.Value, ts []types.Type) []*value {
	out := make([]*value, len(ts))
	for i, t := range ts {
		n := b.Count(t)
		out[i] = b.decode(leaves[:n], t)
		leaves = leaves[n:]
	}
	return out
}

// record makes a dict whose keys are strings.
func record(names []string, vals []*value) *value {
	d := dict()
	for i, name := range names {
		key := text(name)
		hash, _ := hashBasic(key, types.Str)
		e := d.table
		e.at[hash] = append(e.at[hash], i)
		e.keys, e.vals, e.live = append(e.keys, key), append(e.vals, vals[i]), e.live+1
	}
	return d
}

func (b border) decodeVec(v *ops.Vec, elem types.Type) *value {
	parts := make([]*value, v.Len())
	for i := range parts {
		parts[i] = b.decode(v.Row(i), elem)
	}
	return list(parts)
}

func (b border) decodeMember(leaves []ops.Value, t types.Union) *value {
	u := b.Union(t)
	if u.Nullable >= 0 {
		if leaves[0].IsNull() {
			return none()
		}
		return b.decode(leaves, u.Members[u.Nullable])
	}
	tag := leaves[0].I()
	own := make([]ops.Value, len(u.At[tag]))
	for i, s := range u.At[tag] {
		own[i] = leaves[1+s]
	}
	return b.decode(own, u.Members[tag])
}

// headOf is a recursive type as values have it.
func headOf(t types.Named) types.Type {
	switch t.Kind {
	case "class":
		return types.Object{Class: t.Name}
	case "func":
		return types.Func{Name: t.Name}
	}
	return types.Tuple{}
}

// without gives a type without the types of its parts, if it has parts.
func without(t types.Type) (types.Type, bool) {
	switch t := t.(type) {
	case types.Tuple:
		return types.Tuple{}, true
	case types.List:
		return types.List{Exact: true}, true
	case types.Dict:
		return types.Dict{}, true
	case types.Object:
		return types.Object{Class: t.Class}, true
	case types.Func:
		return types.Func{Name: t.Name}, true
	case types.Bound:
		return types.Bound{By: t.By}, true
	case types.Iter:
		return types.Iter{Kind: t.Kind}, true
	}
	return t, false
}
