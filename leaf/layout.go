package leaf

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// Layout gives the leaves of typed values.
type Layout struct {
	M *ir.Module // the typed module: its classes and recursive types
}

// Leaves gives the core types of the leaves of t. The fields of recursive
// types are not expanded.
func (l Layout) Leaves(t types.Type) []types.Type {
	switch t := t.(type) {
	case types.Basic:
		return basicLeaves[t]
	case types.Array:
		if len(t.Dims) == 0 {
			return []types.Type{types.Scalar(t.DType)}
		}
		return []types.Type{t}
	case types.List:
		if !t.Exact {
			return []types.Type{types.Vec{Elems: l.Leaves(t.Elems[0])}}
		}
	case types.Named:
		return []types.Type{types.Node{Name: t.Name}}
	case types.Union:
		return l.Union(t).types()
	}
	var out []types.Type
	for _, p := range typed.Parts(t) {
		out = append(out, l.Leaves(p)...)
	}
	return out
}

var basicLeaves = map[types.Basic][]types.Type{
	types.Int: {types.CoreI64}, types.Float: {types.CoreF64}, types.Bool: {types.CoreBool}, types.Str: {types.Str},
}

// Count is the number of leaves of t.
func (l Layout) Count(t types.Type) int { return len(l.Leaves(t)) }

// Union is a tag and slots that the members share.
type Union struct {
	Members  []types.Type
	Nullable int // the union of None and one recursive type: that member, or -1
	Slots    []types.Type
	At       [][]int // for each member, the slots of its leaves
}

func (u *Union) types() []types.Type {
	if u.Nullable >= 0 {
		return u.Slots
	}
	return append([]types.Type{types.CoreI64}, u.Slots...)
}

// Union lays a union out.
func (l Layout) Union(t types.Union) *Union {
	u := &Union{Members: t.Members, Nullable: types.Nullable(t)}
	if u.Nullable >= 0 {
		u.Slots = l.Leaves(t.Members[u.Nullable])
		return u
	}
	for _, m := range t.Members {
		u.At = append(u.At, u.place(l.Leaves(m)))
	}
	return u
}

// place finds a slot for each leaf, adding slots where the members so far have
// too few of its kind.
func (u *Union) place(leaves []types.Type) []int {
	used := map[int]bool{}
	at := make([]int, len(leaves))
	for i, t := range leaves {
		at[i] = u.free(used, t)
		used[at[i]] = true
	}
	return at
}

func (u *Union) free(used map[int]bool, t types.Type) int {
	for s, st := range u.Slots {
		if !used[s] && types.Equal(types.WithoutSizes(st), types.WithoutSizes(t)) {
			return s
		}
	}
	u.Slots = append(u.Slots, t)
	return len(u.Slots) - 1
}
