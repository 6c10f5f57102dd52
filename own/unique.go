package own

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/ops"
)

// fact is what is proved of an owned accumulator or array: that it is not null and that its reference is the only one.
type fact struct {
	sole  bool
	trips *ir.Value // if a loop of so many trips has one
}

// factOf gives what is known of a result that is owned. What is borrowed of the result's memory afterwards is no reference.
func (c *checker) factOf(n *ir.Node, i int) fact {
	switch n.Op.(type) {
	case Move:
		return c.facts[n.Args[1]]
	case ops.AccGet:
		return fact{sole: c.facts[n.Args[0]].sole}
	case Ready:
		one, known := n.Args[1].Def, false
		if one != nil {
			known = one.Op == ir.Op(ops.Const{Value: int64(1)})
		}
		return fact{known || c.facts[n.Args[0]].sole, n.Args[1]}
	case ops.If:
		return fact{sole: c.facts[n.Regions[0].Results[i]].sole && c.facts[n.Regions[1].Results[i]].sole}
	case ops.For:
		return fact{sole: c.facts[n.Args[1+i]].sole && c.facts[n.Regions[0].Results[i]].sole}
	case ops.While:
		return fact{sole: c.facts[n.Regions[0].Results[1+i]].sole}
	}
	return fact{sole: isSole(c.declared, n) || updates(n)}
}

// forLoop walks a counted loop. What it carries is sole in each trip if it is so before the first and after each.
func (c *checker) forLoop(n *ir.Node) {
	body := n.Regions[0]
	taken := make([]bool, len(body.Params)-1)
	for k, p := range body.Params[1:] {
		f := c.facts[n.Args[1+k]]
		taken[k] = (f.sole || f.trips != nil && f.trips == n.Args[0]) && !c.shared[p]
		c.facts[p] = fact{sole: taken[k]}
	}
	c.repeated(func() { c.region(body, body.Params[1:]) })
	for k, p := range body.Params[1:] {
		if taken[k] && !c.facts[body.Results[k]].sole {
			c.shared[p] = true
		}
	}
}

// whileLoop walks a loop whose end nobody knows ahead; so is what it carries.
func (c *checker) whileLoop(n *ir.Node) {
	cond, body := n.Regions[0], n.Regions[1]
	for k, p := range cond.Params {
		c.facts[p] = fact{sole: c.facts[n.Args[k]].sole && !c.shared[p]}
	}
	c.repeated(func() {
		c.region(cond, cond.Params)
		for k, p := range body.Params {
			c.facts[p] = fact{sole: c.facts[cond.Results[1+k]].sole}
		}
		c.region(body, body.Params)
	})
	for k, p := range cond.Params {
		if c.facts[p].sole && !c.facts[body.Results[k]].sole {
			c.shared[p] = true
		}
	}
}

// keeps forgets of r, which a node borrows, that it is sole, if the node may give it to somebody.
func (c *checker) keeps(n *ir.Node, r *ir.Value) {
	if keeps(c.declared, n) {
		delete(c.facts, r)
	}
}

// writes demands that what a node writes in place without a test is sole.
func (c *checker) writes(n *ir.Node) {
	switch op := n.Op.(type) {
	case Add, Sole:
	case kernels.Kernel:
		if !op.InPlace() {
			return
		}
	default:
		return
	}
	if !c.facts[n.Args[0]].sole {
		c.fault("%%%d is written in place, and others may see it", n.Args[0].ID)
	}
}

// reuse walks the kernel of an own.reuse, and demands that it reads the operand, and what has its memory, at the element
// that it makes and nowhere else.
func (c *checker) reuse(n *ir.Node) {
	x, k := n.Args[0], Reuse{}.Kernel(n)
	if k == nil || !fits(k.Op.(kernels.Kernel), x) {
		c.fault("own.reuse runs no kernel that makes an array like %%%d", x.ID)
		return
	}
	other := func(a *ir.Value) bool { return a != x && isHeap(a) && c.root[a] == x }
	if !readsOwn(k, x) || slices.ContainsFunc(k.Args, other) {
		c.fault("the kernel does not read %%%d at the element that it makes, or reads it elsewhere", x.ID)
	}
	c.region(n.Regions[0], nil)
	c.at = n.Loc
	c.consume(x)
}
