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
		switch op := v.Def.Op.(type) {
		case ops.AccIndex, kernels.Own:
			return true
		case ops.OptSome:
		case kernels.Kernel:
			if op.Kind != "scatter" {
				return false
			}
		default:
			return false
		}
		v = v.Def.Args[0]
	}
	return false
}

// addsTo follows a loop's result k back to the same carried value: if every trip adds to it, and nobody else is given it
// on the way, it gives the sizes of the array.
func (f *fn) addsTo(body *ir.Region, k int) (sizes []*ir.Value) {
	for v := body.Results[k]; v != body.Params[1+k]; {
		n := v.Def
		if n == nil || f.timesUsed(v) != 1 {
			return nil
		}
		at := 0
		switch op := n.Op.(type) {
		case ops.OptSome:
		case ops.AccIndex:
			sizes = n.Args[1 : 1+len(types.DimsOf(v.Type.(types.Opt).Elem))]
		case kernels.Own:
			sizes = n.Args[1:]
		case kernels.Kernel:
			if op.Kind != "scatter" {
				return nil
			}
		case ops.For:
			i := slices.Index(n.Results, v)
			if sizes = f.addsTo(n.Regions[0], i); sizes == nil {
				return nil
			}
			at = 1 + i
		default:
			return nil
		}
		v = n.Args[at]
	}
	return sizes
}

// timesUsed is how often a value is an operand or a region's result.
func (f *fn) timesUsed(v *ir.Value) int {
	if f.times == nil {
		f.times = map[*ir.Value]int{}
		f.countUses(f.f.Body)
	}
	return f.times[v]
}

func (f *fn) countUses(r *ir.Region) {
	for _, n := range r.Nodes {
		for _, a := range n.Args {
			f.times[a]++
		}
		for _, sub := range n.Regions {
			f.countUses(sub)
		}
	}
	for _, v := range r.Results {
		f.times[v]++
	}
}

// ownCarried makes the accumulators that each trip of a loop adds to the loop's own before its first trip; init are the
// components of what it starts from. Of those that it found so, it marks the results too.
func (f *fn) ownCarried(n *ir.Node, already []bool, init val) val {
	body := n.Regions[0]
	out := append(val{}, init...)
	at := 0
	for k, p := range body.Params[1:] {
		first := at
		at += len(comps(p.Type))
		t, ok := accumulated(p.Type)
		if !ok {
			continue
		}
		sizes, ok := f.known(f.addsTo(body, k))
		if !ok {
			continue
		}
		if f.sole[p] = true; already[k] {
			f.sole[n.Results[k]] = true
			continue
		}
		copy(out[first:at], f.own(append(val{}, init[first:at]...), t, sizes))
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
