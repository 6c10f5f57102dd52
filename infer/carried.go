package infer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// initTypes are the carried types to begin with: those of the initial values,
// joined with what earlier trials found.
func (f *frame) initTypes(n *ir.Node, init []*val) []types.Type {
	ts := valTypes(init)
	if old := f.carried[f.loopKey(n)]; old != nil && len(old) == len(ts) {
		for i := range ts {
			ts[i] = f.joinCarried(n, i, old[i], ts[i])
		}
	}
	return ts
}

// joinCarried joins with names of sizes that stay the same from trial to
// trial.
func (f *frame) joinCarried(n *ir.Node, i int, a, b types.Type) types.Type {
	if isErr(a) || isErr(b) {
		return errType
	}
	k := 0
	id := 0
	if len(n.Results) > 0 {
		id = n.Results[0].ID
	}
	prefix := fmt.Sprintf("c%s%d_%d_", f.prefix, id, i)
	j := &types.Joiner{Fresh: func() types.Dim {
		k++
		return types.N(fmt.Sprint(prefix, k))
	}}
	known := map[types.Dim]bool{}
	for _, d := range sizesOf(a) {
		known[d] = true
	}
	// What was made in one trip is there in the next, with the sizes of this one.
	t := types.MapDims(j.Join(a, b), func(d types.Dim) types.Dim {
		if d.IsConst() || known[d] || strings.HasPrefix(d.Name, prefix) {
			return d
		}
		return j.Fresh()
	})
	if h, ok := types.FindNested(t); ok {
		f.e.makeNominal(h)
	}
	if j.Widest > maxMembers {
		f.report(wideUnion(header(n.Loc.Span), t))
		return errType
	}
	return t
}

// widen joins the carried types with the body's results; false if nothing
// changed.
func (f *frame) widen(n *ir.Node, ts []types.Type, results []*val) ([]types.Type, bool) {
	out := make([]types.Type, len(ts))
	changed := false
	f.grew = make([]bool, len(ts))
	for i := range ts {
		out[i] = f.joinCarried(n, i, ts[i], results[i].T)
		f.grew[i] = !types.Equal(out[i], ts[i])
		changed = changed || f.grew[i]
	}
	if changed && !hasErr(out) { // what was diagnosed must be so again in the next trial
		noteEntry(f, f.carried, f.loopKey(n), out)
	}
	return out, changed
}

const maxTrials = 24

// unsettled reports a loop that changes the type of a variable at every trip.
func (f *frame) unsettled(n *ir.Node) {
	what := "a variable"
	if i := slices.Index(f.grew, true); i >= 0 {
		if name := n.Results[i].Name; name != "" {
			what = "'" + name + "'"
		}
	}
	d := diag.Limitf(diag.UnsettledType, header(n.Loc.Span), "the type of %s grows at every trip of this loop", what)
	f.report(d.WithHelp(oneTypeHelp))
}
