package compiler

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// layout knows how values of typed IR lie in the leaves of core IR (see
// ARCHITECTURE.md, "Core and opt: types"). It follows package lower, and
// TestLayout checks the two against each other.
type layout struct {
	m *ir.Module // the typed module: its classes and recursive types
}

// leaves gives the core types of the leaves of t. The fields of recursive
// types are not expanded.
func (l layout) leaves(t types.Type) []types.Type {
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
			return []types.Type{types.Vec{Elems: l.leaves(t.Elems[0])}}
		}
	case types.Named:
		return []types.Type{types.Node{Name: t.Name}}
	case types.Union:
		return l.union(t).types()
	}
	var out []types.Type
	for _, p := range typed.Parts(t) {
		out = append(out, l.leaves(p)...)
	}
	return out
}

var basicLeaves = map[types.Basic][]types.Type{
	types.Int: {types.CoreI64}, types.Float: {types.CoreF64}, types.Bool: {types.CoreBool}, types.Str: {types.Str},
}

func (l layout) count(t types.Type) int { return len(l.leaves(t)) }

// union is a tag and slots that the members share.
type union struct {
	members  []types.Type
	nullable int // the union of None and one recursive type: that member, or -1
	slots    []types.Type
	at       [][]int // for each member, the slots of its leaves
}

func (u *union) types() []types.Type {
	if u.nullable >= 0 {
		return u.slots
	}
	return append([]types.Type{types.CoreI64}, u.slots...)
}

func (l layout) union(t types.Union) *union {
	u := &union{members: t.Members, nullable: -1}
	if len(t.Members) == 2 {
		for i, m := range t.Members {
			if _, ok := m.(types.Named); ok && t.Members[1-i] == types.None {
				u.nullable, u.slots = i, l.leaves(m)
				return u
			}
		}
	}
	for _, m := range t.Members {
		u.at = append(u.at, u.place(l.leaves(m)))
	}
	return u
}

// place finds a slot for each leaf, adding slots where the members so far have
// too few of its kind.
func (u *union) place(leaves []types.Type) []int {
	used := map[int]bool{}
	at := make([]int, len(leaves))
	for i, t := range leaves {
		at[i] = u.free(used, t)
		used[at[i]] = true
	}
	return at
}

func (u *union) free(used map[int]bool, t types.Type) int {
	for s, st := range u.slots {
		if !used[s] && eraseDims(st) == eraseDims(t) {
			return s
		}
	}
	u.slots = append(u.slots, t)
	return len(u.slots) - 1
}

// eraseDims is the key of a type without its sizes, which core does not
// compare.
func eraseDims(t types.Type) string {
	return types.MapDims(t, func(types.Dim) types.Dim { return types.N("?") }).Key()
}
