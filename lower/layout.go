package lower

import (
	"fmt"
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// layout knows how typed values are laid out in core leaves, and declares the
// heap records of recursive types in the core module.
type layout struct {
	src, out *ir.Module
	ids      types.Universe
	unions   map[types.ID]*unionLayout
	laid     map[types.ID][]types.Type // the leaves of types that have parts
	// pending are records whose fields are not laid out yet: a record may be
	// met while a type that it holds is being laid out.
	pending []pendingNode
	depth   int
}

type pendingNode struct {
	node *ir.NodeType
	t    types.Named
}

func newLayout(src, out *ir.Module) *layout {
	return &layout{src: src, out: out, unions: map[types.ID]*unionLayout{}, laid: map[types.ID][]types.Type{}}
}

// leaves gives the core types of the leaves of t.
func (l *layout) leaves(t types.Type) []types.Type {
	l.depth++
	out := l.lay(t)
	l.flush()
	return out
}

// flush ends a layout; after the outermost one it lays out the fields of the
// records that were met.
func (l *layout) flush() {
	l.depth--
	for l.depth == 0 && len(l.pending) > 0 {
		p := l.pending[0]
		l.pending = l.pending[1:]
		for _, part := range l.src.NamedParts(p.t) {
			fields := types.Unnamed(l.leaves(part)...)
			p.node.Fields = append(p.node.Fields, fields...)
		}
	}
}

func (l *layout) lay(t types.Type) []types.Type {
	switch t := t.(type) {
	case types.Basic:
		return basicLeaves(t)
	case types.Array:
		if len(t.Dims) == 0 {
			return []types.Type{types.Scalar(t.DType)}
		}
		return []types.Type{t}
	case types.List:
		if !t.Exact {
			return []types.Type{types.Vec{Elems: types.Unnamed(l.leaves(t.Elems[0])...)}}
		}
	case types.Named:
		l.declare(t)
		return []types.Type{types.Node{Name: l.nodeName(t)}}
	case types.Union:
		return l.union(t).types()
	}
	return l.parts(t)
}

// parts gives the leaves of a type's parts in order. They are kept, since types are deep.
func (l *layout) parts(t types.Type) []types.Type {
	id := l.ids.ID(t)
	if out, known := l.laid[id]; known {
		return out
	}
	var out []types.Type
	for _, p := range typed.Parts(t) {
		out = append(out, l.leaves(p)...)
	}
	l.laid[id] = slices.Clip(out)
	return l.laid[id]
}

func basicLeaves(t types.Basic) []types.Type {
	if d, ok := types.PyElem(t); ok {
		return []types.Type{types.Scalar(d)}
	}
	if t == types.Str {
		return []types.Type{types.Str}
	}
	return nil
}

// declare adds the record of a recursive type to the module.
func (l *layout) declare(t types.Named) {
	name := l.nodeName(t)
	if l.out.NodeType(name) != nil {
		return
	}
	nt := &ir.NodeType{Name: name}
	l.out.Nodes = append(l.out.Nodes, nt)
	l.pending = append(l.pending, pendingNode{nt, t})
}

// unionLayout is a tag and slots that the members share.
type unionLayout struct {
	members []types.Type
	// nullable: the union of None and one recursive type is a node that may
	// be null; there is no tag.
	nullable int // the member that is not None, or -1
	slots    []types.Type
	at       [][]int // for each member, the slots of its leaves
}

func (u *unionLayout) types() []types.Type {
	if u.nullable >= 0 {
		return u.slots
	}
	return append([]types.Type{types.CoreI64}, u.slots...)
}

// index finds a member: itself, or up to the names of sizes.
func (u *unionLayout) index(t types.Type) int {
	if i := u.find(t, 0); i >= 0 {
		return i
	}
	erased := eraseDims(t)
	for i, m := range u.members {
		if types.Equal(eraseDims(m), erased) {
			return i
		}
	}
	return -1
}

// eraseDims forgets sizes, which core does not compare.
func eraseDims(t types.Type) types.Type {
	return types.WithoutSizes(t)
}

func (l *layout) union(t types.Union) *unionLayout {
	key := l.ids.ID(t)
	if u := l.unions[key]; u != nil {
		return u
	}
	l.depth++
	defer l.flush()
	u := &unionLayout{members: t.Members, nullable: types.Nullable(t)}
	l.unions[key] = u
	if u.nullable >= 0 {
		u.slots = l.leaves(t.Members[u.nullable])
		u.at = make([][]int, 2)
		u.at[u.nullable] = []int{0}
		return u
	}
	for _, m := range t.Members {
		u.at = append(u.at, u.place(l.leaves(m)))
	}
	return u
}

// place finds a slot for each leaf, adding slots where the members so far
// have too few of its kind.
func (u *unionLayout) place(leaves []types.Type) []int {
	used := map[int]bool{}
	at := make([]int, len(leaves))
	for i, t := range leaves {
		at[i] = -1
		for s, st := range u.slots {
			if !used[s] && types.Equal(eraseDims(st), eraseDims(t)) {
				at[i] = s
				if !types.Equal(st, t) {
					u.slots[s] = eraseDims(st)
				}
				break
			}
		}
		if at[i] < 0 {
			at[i] = len(u.slots)
			u.slots = append(u.slots, t)
		}
		used[at[i]] = true
	}
	return at
}

func (l *layout) count(t types.Type) int { return len(l.leaves(t)) }

// split cuts leaves into those of each part.
func (l *layout) split(ts []types.Type, vs []*ir.Value) [][]*ir.Value {
	out := make([][]*ir.Value, len(ts))
	at := 0
	for i, t := range ts {
		n := l.count(t)
		if at+n > len(vs) {
			panic(fmt.Sprintf("lower: %v needs more leaves than %d", ts, len(vs)))
		}
		out[i] = vs[at : at+n]
		at += n
	}
	return out
}
