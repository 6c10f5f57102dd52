package own

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
)

// What is read out of a vec, changed and put back into its place has two references meanwhile, so that changing it copies it.
// Where nobody reads the vec until it is back it is taken out instead, and leaves a hole:
//
//	before  %r = vec.get %v, %i;  %s = vec.set %r, %j, %x;  %w = vec.set %v, %i, %s
//	after   %r = own.take %v, %i;  %s = vec.set %r, %j, %x;  %w = vec.set %v, %i, %s
//
// What is read of %r before is read of %v still. A row of a row is taken out of its row, which is taken out first.

// takeParts gives a function in which that is done.
func takeParts(out *ir.Module, f *ir.Func, declared *ops.Registry) *ir.Func {
	t := &taker{placesIn(f, declared), map[*ir.Node][]part{}}
	t.region(f.Body)
	return t.rewrite(out, f)
}

// part is a leaf of a row, which a vec.get gives.
type part struct {
	v    *ir.Value
	leaf int
}

// taker finds what to take ahead of nodes.
type taker struct {
	*places
	takes map[*ir.Node][]part
}

func (t *taker) region(r *ir.Region) {
	for k, n := range r.Nodes {
		for _, s := range n.Regions {
			t.region(s)
		}
		if _, set := n.Op.(ops.VecSet); set && len(t.above(n.Args[0])) == 1 && t.ends(n.Args[0], r, k) {
			t.findEach(r, k, nil)
		}
	}
}

// findEach looks for each leaf that a vec.set puts back, and reports whether there is any; for the first one, where rows above
// are taken with it.
func (t *taker) findEach(r *ir.Region, k int, above []part) (found bool) {
	for leaf := range r.Nodes[k].Args[2:] {
		if found && len(above) > 0 {
			break
		}
		found = t.find(r, k, leaf, above) || found
	}
	return found
}

// find looks for the row of which a leaf is put back by node k of a region, a vec.set of a vec that dies there. above are the
// rows in which that vec lies, the outermost first, which are taken with it.
func (t *taker) find(r *ir.Region, k, leaf int, above []part) bool {
	set := r.Nodes[k]
	for _, get := range t.gets[set.Args[0]] {
		row := get.Results[leaf]
		if !isHeap(row) || !samePlace(set.Args[1], get.Args[1]) {
			continue
		}
		at, used := t.last[row][r]
		if !used || at >= k || !t.ends(row, r, at) || !t.quiet(r, at, k, set.Args[0]) || !t.mayChange(r.Nodes[at], row) {
			continue
		}
		chain := append(slices.Clone(above), part{row, leaf})
		c := r.Nodes[at]
		if _, inner := c.Op.(ops.VecSet); !inner || c.Args[0] != row || !t.findEach(r, at, chain) {
			t.takes[c] = append(t.takes[c], chain...)
		}
		return true
	}
	return false
}

// quiet reports whether between two nodes of a region, and at the first of them but for one operand, a vec and what it lies
// in are asked for their lengths at most.
func (t *taker) quiet(r *ir.Region, from, to int, v *ir.Value) bool {
	all := t.above(v)
	for _, x := range all {
		if t.count[r.Nodes[from]][x] > 1 {
			return false
		}
		for _, n := range r.Nodes[from+1 : to] {
			if _, length := n.Op.(ops.VecLen); t.count[n][x] > 0 && !(length && slices.Contains(all, n.Args[0])) {
				return false
			}
		}
	}
	return true
}

// mayChange reports whether a node may change what it is given.
func (t *taker) mayChange(n *ir.Node, v *ir.Value) bool {
	every := consumption{declared: t.declared, calls: true}
	for i, a := range n.Args {
		if a == v && every.consumes(n, i) {
			return true
		}
	}
	return len(n.Regions) > 0
}

// samePlace reports whether i is the index k, which is in range; it may have been made one from the start, as an index that may
// be negative is.
func samePlace(i, k *ir.Value) bool {
	if i == k {
		return true
	}
	if i.Def == nil || len(i.Def.Args) != 3 || i.Def.Args[2] != k {
		return false
	}
	less := i.Def.Args[0].Def
	if _, choice := i.Def.Op.(ops.Select); !choice || less == nil || less.Op != ir.Op(ops.Lt) || less.Args[0] != k || less.Args[1].Def == nil {
		return false
	}
	zero, ok := less.Args[1].Def.Op.(ops.Const)
	return ok && zero.Value == int64(0)
}

// rewrite puts the takes in. From there on they stand for what they take, to the end of the region.
func (t *taker) rewrite(out *ir.Module, f *ir.Func) *ir.Func {
	was := map[*ir.Value]*ir.Value{}
	return ir.CopyFunc(out, f, func(c *ir.Copier, n *ir.Node, args []*ir.Value) ([]*ir.Value, bool) {
		if parts := t.takes[n]; len(parts) > 0 {
			for _, p := range parts {
				get := p.v.Def
				was[p.v] = c.Env[p.v]
				c.Env[p.v] = c.B.Emit1(Take{Leaf: p.leaf}, c.Get(get.Args[0]), c.Get(get.Args[1]))
			}
			delete(t.takes, n)
			c.Node(n)
			return nil, true
		}
		if len(n.Regions) == 0 {
			return nil, false
		}
		var regions []*ir.Region
		for _, r := range n.Regions {
			regions = append(regions, c.Region(r))
			for v, w := range was {
				c.Env[v] = w
			}
		}
		c.B.Loc = n.Loc
		return c.B.EmitRegions(n.Op, regions, args...), true
	})
}

// takes demands that nobody reads a vec out of which something has been taken before that is back, and that it is put back where
// it was.
func (c *checker) takes(n *ir.Node) {
	for i, a := range n.Args {
		if !isHeap(a) || c.holes[c.root[a]] == nil {
			continue
		}
		v, take := c.root[a], c.holes[c.root[a]]
		switch n.Op.(type) {
		case ops.VecLen:
			if a == v {
				continue
			}
		case Take:
			if a == v && samePlace(n.Args[1], take.Args[1]) {
				continue
			}
		case Sole:
			delete(c.holes, v)
			c.holes[n.Results[0]] = take
			continue
		case ops.VecSet:
			if a == v && i == 0 && samePlace(n.Args[1], take.Args[1]) {
				delete(c.holes, v)
				continue
			}
		}
		c.fault("%%%d is used, and something has been taken out of %%%d", a.ID, v.ID)
	}
	if _, take := n.Op.(Take); take {
		v := n.Args[0]
		if !c.owned[v] || !c.live[v] {
			c.fault("something is taken out of %%%d, which is borrowed", v.ID)
			return
		}
		c.holes[v] = n
	}
}
