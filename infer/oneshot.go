package infer

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/types"
)

// Iterators of Python are used up by the first loop over them. Here they are values that could be read again, so what
// may read one twice is refused.

// oneShot names the iterators that the first loop uses up; a range may be read again.
var oneShot = map[string]bool{"map": true, "zip": true, "filter": true, "enumerate": true, "reversed": true, "iter": true}

// once passes a value on unless it is an iterator that the function may read more than once.
func (f *frame) once(v *ir.Value, x *val) *val {
	name := usedUp(x.T)
	if name == "" {
		return x
	}
	if f.reads == nil {
		f.reads = map[*ir.Value]int{}
		countReads(f.c.fn.Body, 0, map[*ir.Value]int{}, f.reads)
	}
	if f.reads[v] < 2 {
		return x
	}
	noteEntry(f, f.reads, v, 0) // once is enough
	return f.limit(diag.IteratorReused, "a list of it can be read again",
		"this %s is read more than once, and the first loop over it uses it up", name)
}

// usedUp names the iterator that a value of type t is, or may be; "" if none.
func usedUp(t types.Type) string {
	for _, m := range types.Members(t) {
		if it, ok := m.(types.Iter); ok && oneShot[it.Name()] {
			return it.Name()
		}
	}
	return ""
}

// countReads counts the reads of each value in a region with so many loops around; made notes how many there are where each
// value is made. A read in a loop of what comes from outside counts twice. The parameters of a function are made in it.
func countReads(r *ir.Region, loops int, made, reads map[*ir.Value]int) {
	read := func(v *ir.Value) {
		reads[v]++
		if made[v] < loops {
			reads[v]++
		}
	}
	for _, v := range r.Params {
		made[v] = loops
	}
	for _, n := range r.Nodes {
		for _, a := range n.Args {
			read(a)
		}
		inner := loops
		if isLoop(n.Op) {
			inner++
		}
		for _, s := range n.Regions {
			countReads(s, inner, made, reads)
		}
		for _, v := range n.Results {
			made[v] = loops
		}
	}
	for _, v := range r.Results {
		read(v)
	}
}

func isLoop(op ir.Op) bool {
	switch op.(type) {
	case ops.For, ops.While, surface.ForEach:
		return true
	}
	return false
}
