package infer

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// cursor makes an iterator over x for a loop that may end early.
func (f *frame) cursor(x *val) *val {
	x = f.likeElements(x)
	if isErr(x.T) {
		return x
	}
	start := f.constant(int64(0))
	return f.product(types.Iter{Kind: "cursor", Parts: []types.Type{x.T, types.Int}}, []*val{x, start})
}

// likeElements makes a list of one element type of a sequence whose elements
// differ in type, unless that would make floats of ints.
func (f *frame) likeElements(x *val) *val {
	switch t := x.T.(type) {
	case types.Union, types.Tuple, types.List, types.Dict:
	case types.Iter:
		if k := t.Name(); k != "zip" && k != "enumerate" && k != "reversed" {
			return x
		}
	default:
		return x
	}
	s, ok := f.sequence(x)
	_, isUnion := x.T.(types.Union)
	if !ok {
		return errVal()
	}
	if s.static > maxUnroll || !s.unlike && !isUnion {
		return x
	}
	list := f.listOf(x)
	if isErr(list.T) {
		return list
	}
	if t := list.T.(types.List); t.Exact && mergesNumbers(t.Elems) {
		return x
	}
	return f.runList(list)
}

// mergesNumbers reports whether the one type of a list's elements would make floats of ints.
func mergesNumbers(ts []types.Type) bool {
	anySize := func() types.Dim { return types.N("?") }
	j := &types.Joiner{Fresh: anySize}
	var ids types.Universe
	seen, joined := map[types.ID]bool{}, types.Type(types.Never)
	for _, t := range ts {
		t = types.WithoutSizes(t)
		seen[ids.ID(t)] = true
		joined = j.Join(joined, t)
	}
	return len(types.Members(joined)) < len(seen)
}

// walkIterNext takes the next element of a cursor, if there is one.
func (f *frame) walkIterNext(n *ir.Node) {
	it := f.get(n.Args[0])
	if isErr(it.T) {
		f.errResults(n)
		return
	}
	parts := f.partsOf(it)
	if f.asks(parts[0]) {
		f.askCursor(n, it, parts)
		return
	}
	s, ok := f.sequence(parts[0])
	if !ok {
		f.errResults(n)
		return
	}
	if s.unlike && !alike(f.partTypes(parts[0].T)) {
		f.report(diag.Limitf(diag.EarlyExit, f.spanOf(parts[0]), "a loop over elements of unlike types or lengths may not end early yet").
			WithHelp("with elements of one type and length it may"))
		f.errResults(n)
		return
	}
	if s.unlike {
		run := f.coerce(parts[0], types.List{Elems: oneOf(f.partTypes(parts[0].T))})
		s, _ = f.sequence(run)
	}
	has := f.prim("int.lt", parts[1], s.length())
	item := f.cond(has,
		func() *val { return f.fresh1(s.at(parts[1])) },
		func() *val { f.ended(s); return &val{T: types.Never} })
	next := f.prim("int.succ", parts[1])
	cursor := f.product(it.T, []*val{parts[0], next})
	f.set(n, has, item, cursor)
}

func oneOf(ts []types.Type) []types.Type {
	if len(ts) == 0 {
		return []types.Type{types.Never}
	}
	return ts[:1]
}
