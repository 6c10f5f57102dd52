package opt

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// rows lets a loop that changes one row of a vec carry the row instead, so that its trips neither take it out of the vec nor put
// it back:
//
//	before  %w = for %n, %v { (%k, %p) -> %r = vec.get %p, %i;  %s = vec.set %r, %k, %x;  %q = vec.set %p, %i, %s;  yield %q }
//	after   %w = if 0 <= %i < len(%v) {
//	          %r = vec.get %v, %i;  %h = vec.set %v, %i, poison
//	          %t = for %n, %r { (%k, %r) -> %s = vec.set %r, %k, %x;  yield %s }
//	          %q = vec.set %h, %i, %t;  yield %q
//	        } { the loop as it was }
//
// Other rows are read of %h, if they are others, which the condition asks too. A loop that has loops in it stays as it is, since
// what is rewritten is there twice.
func rows(m *ir.Module) *ir.Module {
	out := m.Like()
	for _, f := range m.Funcs {
		ir.CopyFunc(out, f, rowLoop)
	}
	return out
}

// rowLoop rewrites a loop.
func rowLoop(c *ir.Copier, n *ir.Node, args []*ir.Value) ([]*ir.Value, bool) {
	if _, counted := n.Op.(ops.For); !counted {
		return nil, false
	}
	for k := range n.Results {
		if r := rowOf(n, k); r != nil {
			return r.rewrite(c, n, args), true
		}
	}
	return nil, false
}

// maxRows is how many other rows a loop may read.
const maxRows = 4

// carriedRow is a row that a loop changes of a vec that it carries.
type carriedRow struct {
	at       int // among what the loop carries
	versions map[*ir.Value]bool
	inside   map[*ir.Value]bool // what the trips make
	updated  bool
	index    *ir.Value // of the row
	others   []*ir.Value
	known    map[*ir.Value]bool    // whether values are steady
	alike    map[[2]*ir.Value]bool // whether two are computed alike
}

// rowOf finds the row of what a loop carries as the k-th of which alone the trips make another version; nil: there is none.
func rowOf(loop *ir.Node, k int) *carriedRow {
	body := loop.Regions[0]
	p := body.Params[1+k]
	if vec, ok := p.Type.(types.Vec); !ok || !slices.ContainsFunc(vec.Elems, changesInPlace) || slices.ContainsFunc(vec.Elems, sized) {
		return nil
	}
	r := &carriedRow{at: k, versions: map[*ir.Value]bool{p: true}, inside: map[*ir.Value]bool{},
		known: map[*ir.Value]bool{}, alike: map[[2]*ir.Value]bool{}}
	if !r.region(body) || !r.updated {
		return nil
	}
	for i, v := range body.Results {
		if r.versions[v] != (i == k) {
			return nil
		}
	}
	return r
}

// changesInPlace reports whether a leaf is a container of its own.
func changesInPlace(leaf types.Type) bool {
	switch leaf.(type) {
	case types.Vec, types.Node:
		return true
	}
	return false
}

// sized reports whether a leaf has sizes, so that no poison can be written for it.
func sized(leaf types.Type) bool {
	_, array := leaf.(types.Array)
	return array
}

// region looks through what a trip does; false if it does more with the vec than to read rows and to change the one.
func (r *carriedRow) region(body *ir.Region) bool {
	for _, v := range body.Params {
		r.inside[v] = true
	}
	for _, n := range body.Nodes {
		for _, v := range n.Results {
			r.inside[v] = true
		}
		if !r.node(n) {
			return false
		}
	}
	return true
}

func (r *carriedRow) node(n *ir.Node) bool {
	switch n.Op.(type) {
	case ops.For, ops.While:
		return false
	case ops.If:
		return !r.isVersion(n.Args) && r.region(n.Regions[0]) && r.region(n.Regions[1]) && r.joins(n)
	}
	if !r.isVersion(n.Args) {
		return len(n.Regions) == 0
	}
	if !r.versions[n.Args[0]] || r.isVersion(n.Args[1:]) {
		return false
	}
	switch n.Op.(type) {
	case ops.VecGet:
		return r.reads(n.Args[1])
	case ops.VecSet:
		r.versions[n.Results[0]] = true
		return r.changes(n.Args[1])
	}
	return false
}

func (r *carriedRow) isVersion(vs []*ir.Value) bool {
	return slices.ContainsFunc(vs, func(v *ir.Value) bool { return r.versions[v] })
}

// joins makes versions of the results of an if that are versions on both sides; false if one is on one side only.
func (r *carriedRow) joins(n *ir.Node) bool {
	for i, v := range n.Results {
		a, b := r.versions[n.Regions[0].Results[i]], r.versions[n.Regions[1].Results[i]]
		if a != b {
			return false
		}
		if a {
			r.versions[v] = true
		}
	}
	return true
}

// changes notes the index of the row that is changed.
func (r *carriedRow) changes(i *ir.Value) bool {
	if !r.steady(i) || r.updated && !r.same(i, r.index) {
		return false
	}
	r.index, r.updated = i, true
	r.others = slices.DeleteFunc(r.others, func(k *ir.Value) bool { return r.same(k, i) })
	return true
}

// reads notes the index of a row that is read.
func (r *carriedRow) reads(i *ir.Value) bool {
	if !r.steady(i) {
		return false
	}
	if r.updated && r.same(i, r.index) || slices.ContainsFunc(r.others, func(k *ir.Value) bool { return r.same(k, i) }) {
		return true
	}
	r.others = append(r.others, i)
	return len(r.others) <= maxRows+1 // one of them may be the one that is changed
}

// steady reports whether an index is the same in all trips and can be computed before them.
func (r *carriedRow) steady(i *ir.Value) bool {
	if !r.inside[i] {
		return true
	}
	if i.Def == nil {
		return false
	}
	is, known := r.known[i]
	if known {
		return is
	}
	switch i.Def.Op.(type) {
	case ops.Const, ops.Elementwise, ops.Select, ops.VecLen:
		is = !slices.ContainsFunc(i.Def.Args, func(a *ir.Value) bool { return !r.steady(a) })
	}
	r.known[i] = is
	return is
}

// same reports whether two steady values are computed alike.
func (r *carriedRow) same(a, b *ir.Value) bool {
	if a == b {
		return true
	}
	if !r.inside[a] || !r.inside[b] || len(a.Def.Args) != len(b.Def.Args) {
		return false
	}
	is, known := r.alike[[2]*ir.Value{a, b}]
	if known {
		return is
	}
	is = keyOf(a.Def.Op, nil) == keyOf(b.Def.Op, nil)
	for i, x := range a.Def.Args {
		is = is && r.same(x, b.Def.Args[i])
	}
	r.alike[[2]*ir.Value{a, b}] = is
	return is
}
