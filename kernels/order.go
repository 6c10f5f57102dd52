package kernels

import (
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
