package own

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// An accumulator that was added to has one owner until somebody else is given it. Where it is added to again at once, or
// in each trip of a loop, its count is not looked at again.

// accOwn rewrites the making ready of an accumulator, or of an array: nothing is left to do where it has been added to.
func (w *inserter) accOwn(n *ir.Node) {
	if !w.isSole(n.Args[0]) {
		w.emit(n, n.Op, nil)
		return
	}
	acc := w.consume(n.Args[0])
	if _, null := n.Args[0].Type.(types.Opt); !null {
		w.Bind(n.Results, []*ir.Value{acc})
		return
	}
	w.Bind(n.Results, w.B.Emit(Move{}, w.B.Emit1(ops.OptGet{}, acc), acc))
}

// accGet takes the array of an accumulator, which is the only reference if the accumulator was.
func (w *inserter) accGet(n *ir.Node) {
	w.sole[n.Results[0]] = w.isSole(n.Args[0])
	w.emit(n, n.Op, nil)
}

// accIndex rewrites the adding of an element, without a test if the accumulator has been added to.
func (w *inserter) accIndex(n *ir.Node, op ops.AccIndex) {
	t, _ := Accumulated(n.Args[0].Type)
	if len(op.Axes) == len(t.Dims) && w.isSole(n.Args[0]) {
		w.emit(n, Add{}, nil)
		return
	}
	w.emit(n, n.Op, nil)
}

// isSole reports whether the current node is given the one reference to an accumulator, which is not null.
func (w *inserter) isSole(v *ir.Value) bool {
	_, moved := w.takes(v)
	return moved && w.addedTo(v)
}

// addedTo reports whether v is what adding to an accumulator gave, and nobody else was given it on the way.
func (w *inserter) addedTo(v *ir.Value) bool { return w.addedOf(v, map[*ir.Value]bool{}) }

// addedOf is addedTo; seen holds what was found of the results of branches.
func (w *inserter) addedOf(v *ir.Value, seen map[*ir.Value]bool) bool {
	for w.once(v) && !w.kept[v] {
		switch {
		case w.sole[v]:
			return true
		case v.Def == nil:
			return false
		}
		if _, ok := v.Def.Op.(ops.If); ok {
			found, known := seen[v]
			if !known {
				i := slices.Index(v.Def.Results, v)
				found = w.addedOf(v.Def.Regions[0].Results[i], seen) && w.addedOf(v.Def.Regions[1].Results[i], seen)
				seen[v] = found
			}
			return found
		}
		if lives := w.declared.Of(v.Def.Op).Memory.Lives(v.Def); lives != ops.Alias {
			return isSole(w.declared, v.Def) || updates(v.Def)
		}
		v = v.Def.Args[0]
	}
	return false
}

// isSole reports whether a node gives the one reference to what it updated in place. What package kernels puts others in the
// place of is no such node: of a row that it reads, the container has a reference, too.
func isSole(declared *ops.Registry, n *ir.Node) bool {
	t := declared.Of(n.Op)
	return t.Memory.Lives(n) == ops.Sole && t.Where != ops.Lowered
}

// addsTo follows v back to p, an accumulator: ok if v is p, or p with something added on each path, and nobody else is
// given it on the way. sizes are those of the array, nil if nothing is added. Over operations that are not listed it is not
// followed, so the accumulator is looked at in each trip.
func (w *inserter) addsTo(v, p *ir.Value) (sizes []*ir.Value, ok bool) {
	for v != p {
		n := v.Def
		if n == nil || !w.once(v) {
			return nil, false
		}
		i := slices.Index(n.Results, v)
		at := 0
		switch op := n.Op.(type) {
		case ops.OptSome:
		case ops.IndexSet:
			if !updates(n) {
				return nil, false
			}
		case ops.AccGet:
			sizes = n.Args[1:]
		case ops.AccIndex:
			sizes = n.Args[1 : 1+len(types.DimsOf(v.Type.(types.Opt).Elem))]
		case kernels.AccOwn:
			sizes = n.Args[1:]
		case kernels.Kernel:
			if !op.InPlace() {
				return nil, false
			}
		case ops.If:
			yes, both := w.addsTo(n.Regions[0].Results[i], p)
			no, also := w.addsTo(n.Regions[1].Results[i], p)
			return slices.MaxFunc([][]*ir.Value{yes, no, sizes}, longer), both && also
		case ops.For:
			body := n.Regions[0]
			inner, steady := w.addsTo(body.Results[i], body.Params[1+i])
			if !steady {
				return nil, false
			}
			sizes, at = slices.MaxFunc([][]*ir.Value{inner, sizes}, longer), 1+i
		default:
			return nil, false
		}
		v = n.Args[at]
	}
	return sizes, true
}

func longer(a, b []*ir.Value) int { return len(a) - len(b) }

// timesIn counts how often each value of a function is an operand or a region's result on one path.
func timesIn(body *ir.Region) map[*ir.Value]int {
	all := map[*ir.Value]int{}
	for v, k := range countTimes(body, all) {
		all[v] = k
	}
	return all
}

// countTimes adds the counts of what r defines to all, and gives those of what it reads from around it: only these have to
// be joined with what the regions beside it read.
func countTimes(r *ir.Region, all map[*ir.Value]int) map[*ir.Value]int {
	times := map[*ir.Value]int{}
	for _, n := range r.Nodes {
		for _, a := range n.Args {
			times[a]++
		}
		for v, k := range timesInside(n, all) {
			times[v] += k
		}
	}
	for _, v := range r.Results {
		times[v]++
	}
	settle := func(v *ir.Value) {
		if k, ok := times[v]; ok {
			all[v] = k
			delete(times, v)
		}
	}
	for _, v := range r.Params {
		settle(v)
	}
	for _, n := range r.Nodes {
		for _, v := range n.Results {
			settle(v)
		}
	}
	return times
}

// timesInside counts what the regions of a node read from around them; of the sides of an if, one runs.
func timesInside(n *ir.Node, all map[*ir.Value]int) map[*ir.Value]int {
	inside := map[*ir.Value]int{}
	_, either := n.Op.(ops.If)
	for _, sub := range n.Regions {
		for v, k := range countTimes(sub, all) {
			if either {
				inside[v] = max(inside[v], k)
			} else {
				inside[v] += k
			}
		}
	}
	return inside
}

// ownCarried makes the accumulators that the trips of a loop add to ready before the first trip; init is what the loop
// starts from. Of those that it found so, it marks the results too.
func (w *inserter) ownCarried(n *ir.Node, already []bool, init []*ir.Value) []*ir.Value {
	body := n.Regions[0]
	for k, p := range body.Params[1:] {
		if isUpdated(p.Type) {
			if changed, ok := w.steady(body.Results[k], p); changed && ok && w.once(p) {
				w.sole[p], w.sole[n.Results[k]] = true, already[k]
				init[k] = w.ready(init[k], already[k], w.Env[n.Args[0]])
			}
			continue
		}
		if _, ok := Accumulated(p.Type); !ok {
			continue
		}
		sizes, ok := w.addsTo(body.Results[k], p)
		if !ok {
			continue
		}
		at, ok := w.known(sizes)
		if !ok {
			continue
		}
		if w.sole[p] = true; already[k] {
			w.sole[n.Results[k]] = true
			continue
		}
		init[k] = w.B.Emit1(Ready{}, append([]*ir.Value{init[k], w.Env[n.Args[0]]}, at...)...)
	}
	return init
}

// known gives values that exist here already, or are constants; not ok if there are others, or none.
func (w *inserter) known(vs []*ir.Value) (out []*ir.Value, ok bool) {
	for _, v := range vs {
		x := w.Env[v]
		if x == nil {
			if v.Def == nil {
				return nil, false
			}
			if _, ok := v.Def.Op.(ops.Const); !ok {
				return nil, false
			}
			x = w.B.Emit1(v.Def.Op)
		}
		out = append(out, x)
	}
	return out, len(out) > 0
}
