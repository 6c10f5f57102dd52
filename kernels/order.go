package kernels

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
)

// lengthsFirst moves the lengths of vecs right behind what they are the lengths of, so that a vec that is read no
// further has one owner when it grows, and grows in place.
func lengthsFirst(r *ir.Region) {
	var first []*ir.Node
	after := map[*ir.Node][]*ir.Node{}
	here := map[*ir.Node]bool{}
	var rest []*ir.Node
	for _, n := range r.Nodes {
		here[n] = true
		for _, sub := range n.Regions {
			lengthsFirst(sub)
		}
		if _, ok := n.Op.(ops.VecLen); !ok {
			rest = append(rest, n)
			continue
		}
		if def := n.Args[0].Def; def != nil && here[def] {
			after[def] = append(after[def], n)
		} else {
			first = append(first, n)
		}
	}
	nodes := first
	for _, n := range rest {
		nodes = append(append(nodes, n), after[n]...)
	}
	r.Nodes = nodes
}

// dropConstants drops the constants that only kernels read, which have their own.
func dropConstants(r *ir.Region) {
	read := map[*ir.Value]bool{}
	var see func(r *ir.Region)
	see = func(r *ir.Region) {
		eachRead(r, func(v *ir.Value) { read[v] = true })
		for _, n := range r.Nodes {
			for _, sub := range n.Regions {
				see(sub)
			}
		}
	}
	see(r)
	var drop func(r *ir.Region)
	drop = func(r *ir.Region) {
		for _, n := range r.Nodes {
			for _, sub := range n.Regions {
				drop(sub)
			}
		}
		r.Nodes = slices.DeleteFunc(r.Nodes, func(n *ir.Node) bool {
			return len(n.Results) == 1 && isConstant(n.Results[0]) && !read[n.Results[0]]
		})
	}
	drop(r)
}
