package own

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Vecs and arrays are updated in place after a test whether the reference is the only one. What an update gives has been
// tested; a loop whose trips update what it carries is given it tested; so most updates need no test (Sole).

// updates reports whether a node gives its first operand, with a part replaced, and as the only reference.
func updates(n *ir.Node) bool {
	switch op := n.Op.(type) {
	case ops.VecSet, ops.VecSwap, ops.VecTrunc, ops.VecPush:
		return true
	case ops.IndexSet:
		return len(op.Axes) == len(n.Args[0].Type.(types.Array).Dims)
	}
	return false
}

// update rewrites an update, without a test where none is needed. That of vec.push looks for room, too.
func (w *inserter) update(n *ir.Node) {
	if _, push := n.Op.(ops.VecPush); push || !w.isSole(n.Args[0]) {
		w.emit(n, n.Op, nil)
		return
	}
	outer := w.Env[n.Args[0]]
	w.Env[n.Args[0]] = w.B.Emit1(Sole{}, outer)
	w.emit(n, n.Op, nil)
	w.Env[n.Args[0]] = outer
}

// once reports whether v is given to somebody at one place on each path. Reading it gives it to nobody.
func (w *inserter) once(v *ir.Value) bool {
	if isUpdated(v.Type) {
		return w.given[v] == 1
	}
	return w.times[v] == 1
}

// steady follows v back to p, which a loop carries: ok if v is p, or p after updates on each path, and nobody else is given it
// on the way; changed if there are any that need a test.
func (w *inserter) steady(v, p *ir.Value) (changed, ok bool) {
	key := [2]*ir.Value{v, p}
	found, known := w.steadily[key]
	if !known {
		found.changed, found.ok = w.findSteady(v, p)
		w.steadily[key] = found
	}
	return found.changed, found.ok
}

// steadiness is what is found of a value that a loop carries.
type steadiness struct{ changed, ok bool }

func (w *inserter) findSteady(v, p *ir.Value) (changed, ok bool) {
	for v != p {
		n := v.Def
		if n == nil || !w.once(v) {
			return false, false
		}
		i := -1
		for k, r := range n.Results {
			if r == v {
				i = k
			}
		}
		at := 0
		switch n.Op.(type) {
		case ops.If:
			yes, both := w.steady(n.Regions[0].Results[i], p)
			no, also := w.steady(n.Regions[1].Results[i], p)
			return changed || yes || no, both && also
		case ops.For:
			body := n.Regions[0]
			inner, steady := w.steady(body.Results[i], body.Params[1+i])
			if !steady {
				return false, false
			}
			changed, at = changed || inner, 1+i
		case ops.While:
			k, inner, steady := w.whileSteady(n, i)
			if !steady {
				return false, false
			}
			changed, at = changed || inner, k
		default:
			if !updates(n) {
				return false, false
			}
			_, push := n.Op.(ops.VecPush)
			changed = changed || !push
		}
		v = n.Args[at]
	}
	return changed, true
}

// whileSteady is steady for result i of a while loop, which is what it carries as the k-th.
func (w *inserter) whileSteady(n *ir.Node, i int) (k int, changed, ok bool) {
	cond, body := n.Regions[0], n.Regions[1]
	for k, p := range cond.Params {
		first, steady := w.steady(cond.Results[1+i], p)
		if !steady {
			continue
		}
		second, also := w.steady(body.Results[k], body.Params[i])
		return k, first || second, also && w.once(p) && w.once(body.Params[i])
	}
	return 0, false, false
}

// ready makes what a loop updates ready ahead of it, unless it is so already.
func (w *inserter) ready(x *ir.Value, already bool, trips *ir.Value) *ir.Value {
	if already {
		return x
	}
	if trips == nil {
		trips = w.B.Emit1(ops.Const{Value: int64(1)})
	}
	return w.B.Emit1(Ready{}, x, trips)
}

// givenIn counts on how many places of one path each value of a function, or a view of it, is given to somebody: to what
// consumes it, or to what may keep it.
func (w *inserter) givenIn(body *ir.Region) map[*ir.Value]int {
	all := map[*ir.Value]int{}
	for v, k := range w.countGiven(body, all) {
		all[v] = k
	}
	return all
}

func (w *inserter) countGiven(r *ir.Region, all map[*ir.Value]int) map[*ir.Value]int {
	given := map[*ir.Value]int{}
	give := func(v *ir.Value) {
		if root, inside := w.loans.root(v); root != nil && !inside {
			given[root]++
		}
	}
	for _, n := range r.Nodes {
		for i, a := range n.Args {
			if isHeap(a) && (w.consumption.consumes(n, i) || keeps(w.declared, n)) {
				give(a)
			}
		}
		inside := map[*ir.Value]int{}
		_, either := n.Op.(ops.If)
		for _, sub := range n.Regions {
			for v, k := range w.countGiven(sub, all) {
				if either {
					inside[v] = max(inside[v], k)
				} else {
					inside[v] += k
				}
			}
		}
		for v, k := range inside {
			given[v] += k
		}
	}
	for _, v := range r.Results {
		give(v)
	}
	settle := func(vs []*ir.Value) {
		for _, v := range vs {
			if k, ok := given[v]; ok {
				all[v] = k
				delete(given, v)
			}
		}
	}
	settle(r.Params)
	for _, n := range r.Nodes {
		settle(n.Results)
	}
	return given
}

// keeps reports whether a node may give what it borrows to somebody.
func keeps(declared *ops.Registry, n *ir.Node) bool {
	switch n.Op.(type) {
	case Move, Take:
		return false
	}
	heap := false
	for _, v := range n.Results {
		heap = heap || isHeap(v)
	}
	of, _ := borrows(declared, n)
	return heap && of == nil
}
