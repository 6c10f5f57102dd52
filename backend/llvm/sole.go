package llvm

import (
	"fmt"
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// An accumulator that was added to has one owner until somebody else is given it. Where it is added to again at once, or
// in each trip of a loop, its count is not looked at again.

// owned gives the accumulator v of an array, that nobody else sees.
func (f *fn) owned(v *ir.Value, t types.Array, sizes []string) val {
	sole := f.isSole(v)
	x := f.consume(v)
	if sole {
		return append(val{x[0], x[1]}, sizes...)
	}
	return f.own(x, t, sizes)
}

// isSole reports whether the current node is given the one reference to an accumulator, which is not null.
func (f *fn) isSole(v *ir.Value) bool {
	_, moved := f.takes(v)
	return moved && f.addedTo(v)
}

// addedTo reports whether v is what adding to an accumulator gave, and nobody else was given it on the way.
func (f *fn) addedTo(v *ir.Value) bool {
	for f.timesUsed(v) == 1 {
		switch {
		case f.sole[v]:
			return true
		case v.Def == nil:
			return false
		}
		if _, ok := v.Def.Op.(ops.If); ok {
			i := slices.Index(v.Def.Results, v)
			return f.addedTo(v.Def.Regions[0].Results[i]) && f.addedTo(v.Def.Regions[1].Results[i])
		}
		lives := f.p.o.Declared.Of(v.Def.Op).Memory.Lives(v.Def)
		if lives != ops.Alias {
			return lives == ops.Sole
		}
		v = v.Def.Args[0]
	}
	return false
}

// addsTo follows v back to p, an accumulator: ok if v is p, or p with something added on each path, and nobody else is
// given it on the way. sizes are those of the array, nil if nothing is added. Over operations that are not listed it is not
// followed, so the accumulator is looked at in each trip.
func (f *fn) addsTo(v, p *ir.Value) (sizes []*ir.Value, ok bool) {
	for v != p {
		n := v.Def
		if n == nil || f.timesUsed(v) != 1 {
			return nil, false
		}
		i := slices.Index(n.Results, v)
		at := 0
		switch op := n.Op.(type) {
		case ops.OptSome:
		case ops.AccIndex:
			sizes = n.Args[1 : 1+len(types.DimsOf(v.Type.(types.Opt).Elem))]
		case kernels.AccOwn:
			sizes = n.Args[1:]
		case kernels.Kernel:
			if op.Kind != kernels.Scatter {
				return nil, false
			}
		case ops.If:
			yes, both := f.addsTo(n.Regions[0].Results[i], p)
			no, also := f.addsTo(n.Regions[1].Results[i], p)
			return slices.MaxFunc([][]*ir.Value{yes, no, sizes}, longer), both && also
		case ops.For:
			body := n.Regions[0]
			inner, steady := f.addsTo(body.Results[i], body.Params[1+i])
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

// timesUsed is how often a value is an operand or a region's result on one path.
func (f *fn) timesUsed(v *ir.Value) int {
	if f.times == nil {
		f.times = timesIn(f.f.Body)
	}
	return f.times[v]
}

func timesIn(r *ir.Region) map[*ir.Value]int {
	times := map[*ir.Value]int{}
	for _, n := range r.Nodes {
		for _, a := range n.Args {
			times[a]++
		}
		inside := map[*ir.Value]int{}
		_, either := n.Op.(ops.If)
		for _, sub := range n.Regions {
			for v, k := range timesIn(sub) {
				if either {
					inside[v] = max(inside[v], k)
				} else {
					inside[v] += k
				}
			}
		}
		for v, k := range inside {
			times[v] += k
		}
	}
	for _, v := range r.Results {
		times[v]++
	}
	return times
}

// ownCarried makes the accumulators that the trips of a loop add to the loop's own before its first trip; init are the
// components of what it starts from. Of those that it found so, it marks the results too.
func (f *fn) ownCarried(n *ir.Node, already []bool, init val) val {
	body := n.Regions[0]
	out := append(val{}, init...)
	end := 0
	for k, p := range body.Params[1:] {
		first := end
		end += len(comps(p.Type))
		t, ok := accumulated(p.Type)
		if !ok {
			continue
		}
		sizes, ok := f.addsTo(body.Results[k], p)
		if !ok {
			continue
		}
		at, ok := f.known(sizes)
		if !ok {
			continue
		}
		if f.sole[p] = true; already[k] {
			f.sole[n.Results[k]] = true
			continue
		}
		copy(out[first:end], f.own(append(val{}, init[first:end]...), t, at))
	}
	return out
}

// accumulated is the array of an array's accumulator.
func accumulated(t types.Type) (types.Array, bool) {
	o, ok := t.(types.Opt)
	if !ok {
		return types.Array{}, false
	}
	a, ok := o.Elem.(types.Array)
	return a, ok
}

// known gives the registers of values that exist here already, or are constants; not ok if there are others, or none.
func (f *fn) known(vs []*ir.Value) (xs []string, ok bool) {
	for _, v := range vs {
		if x := f.vals[v]; x != nil {
			xs = append(xs, x[0])
			continue
		}
		if v.Def == nil {
			return nil, false
		}
		c, is := v.Def.Op.(ops.Const)
		if !is {
			return nil, false
		}
		xs = append(xs, fmt.Sprint(c.Value))
	}
	return xs, len(xs) > 0
}
