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

// sizesFirst moves the sizes of arrays right behind what they are the sizes of, out of regions, too, so that an array that is
// read no further has one owner when it is updated.
func sizesFirst(f *ir.Func) {
	behind := map[*ir.Node][]*ir.Node{}   // by what defines the array
	within := map[*ir.Region][]*ir.Node{} // by the region whose parameter it is
	params := map[*ir.Value]*ir.Region{}
	var take func(r *ir.Region)
	take = func(r *ir.Region) {
		for _, p := range r.Params {
			params[p] = r
		}
		r.Nodes = slices.DeleteFunc(r.Nodes, func(n *ir.Node) bool {
			if _, kernel := n.Op.(Kernel); !kernel {
				for _, s := range n.Regions {
					take(s)
				}
			}
			if _, size := n.Op.(ops.Dim); !size {
				return false
			}
			if def := n.Args[0].Def; def != nil {
				behind[def] = append(behind[def], n)
			} else {
				r := params[n.Args[0]]
				within[r] = append(within[r], n)
			}
			return true
		})
	}
	for _, p := range f.Params {
		params[p] = f.Body
	}
	take(f.Body)
	var put func(r *ir.Region)
	put = func(r *ir.Region) {
		nodes := within[r]
		for _, n := range r.Nodes {
			nodes = append(append(nodes, n), behind[n]...)
			for _, s := range n.Regions {
				put(s)
			}
		}
		r.Nodes = nodes
	}
	put(f.Body)
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
