package infer

import (
	"strconv"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// contextKey is the key of a context: a tuple of the IDs of a function, of the canonical types of its arguments, and of what
// is known of those that are static.
type contextKey types.ID

func (e *engine) contextKey(fn *ir.Func, canon []types.Type, known []any) contextKey {
	key := e.ids.Text(fn.Name)
	for i, t := range canon {
		if e.static[fn.Name][i] {
			key = e.ids.Tuple(key, e.ids.ID(t), typed.KnownID(&e.ids, known[i]))
		} else {
			key = e.ids.Tuple(key, e.ids.ID(t))
		}
	}
	return contextKey(key)
}

// canonical gives the sizes in types names in the order in which they come, so that calls that differ in nothing but the
// names are calls of one context.
func canonical(ts []types.Type) []types.Type {
	names := map[string]types.Dim{}
	out := make([]types.Type, len(ts))
	for i, t := range ts {
		out[i] = types.MapDims(t, func(d types.Dim) types.Dim {
			if d.IsConst() {
				return d
			}
			if _, ok := names[d.Name]; !ok {
				names[d.Name] = types.N("n" + strconv.Itoa(len(names)))
			}
			return names[d.Name]
		})
	}
	return out
}

// loopKey names a loop of a frame, or one of its copies where a loop around it is unrolled.
type loopKey struct {
	prefix string
	result int // the ID of the first result, -1 if there is none
	start  int // of its text
}

func (f *frame) loopKey(n *ir.Node) loopKey {
	result := -1
	if len(n.Results) > 0 {
		result = n.Results[0].ID
	}
	return loopKey{f.prefix, result, n.Loc.Span.Start}
}
