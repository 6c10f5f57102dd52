package llvm

import (
	"fmt"
	"slices"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/own"
	"github.com/myia-lang/myia/types"
)

// The IR says who owns what (package own). The rules here write that as it stands.

// consume gives v, whose reference the rule of the current node takes.
func (f *fn) consume(v *ir.Value) val {
	if types.IsHeap(v.Type) {
		f.consumed = append(f.consumed, v)
	}
	return f.vals[v]
}

func (f *fn) consumeEach(vs []*ir.Value) []val {
	out := make([]val, len(vs))
	for i, v := range vs {
		out[i] = f.consume(v)
	}
	return out
}

func (f *fn) consumeAll(vs []*ir.Value) val {
	var out val
	for _, v := range vs {
		out = append(out, f.consume(v)...)
	}
	return out
}

// keepsClaims compares what the rule of a node did with the operands with what is declared, by which references are counted.
// An operand that stands twice is looked at where either place is consumed.
func (f *fn) keepsClaims(n *ir.Node) error {
	for i, a := range n.Args {
		if !types.IsHeap(a.Type) {
			continue
		}
		declared := false
		for k, b := range n.Args {
			declared = declared || a == b && own.Consumes(f.p.m, f.p.o.Declared, n, k)
		}
		if declared != slices.Contains(f.consumed, a) {
			return fmt.Errorf("llvm: %s does not do with operand %d what its declaration says", n.Op.OpName(), i)
		}
	}
	return nil
}

// ownRetain counts one reference more.
func (f *fn) ownRetain(n *ir.Node) val {
	x := f.vals[n.Args[0]]
	f.retain(n.Args[0].Type, x)
	return x
}

// ownRelease gives a reference back, once nobody waits to read what it is of.
func (f *fn) ownRelease(n *ir.Node) error {
	x := f.consume(n.Args[0])
	f.later(func() { f.release(n.Args[0].Type, x) })
	return nil
}

// ownMove is the view: it has the owner among its components.
func (f *fn) ownMove(n *ir.Node) val {
	f.consume(n.Args[1])
	return f.vals[n.Args[0]]
}

// ownReuse runs the kernel in the place of the operand.
func (f *fn) ownReuse(n *ir.Node) error {
	k := own.Reuse{}.Kernel(n)
	if err := f.runKernel(k, f.consume(n.Args[0])); err != nil {
		return err
	}
	f.vals[n.Results[0]] = f.vals[k.Results[0]]
	return nil
}

// ownReady makes an accumulator ready where the loop has a trip.
func (f *fn) ownReady(n *ir.Node) val {
	x := f.consume(n.Args[0])
	enter, done, from := f.NewBlock("ready"), f.NewBlock("loop"), f.At()
	some := f.Cmp(ins.SGT, f.vals[n.Args[1]][0], ins.Size(0))
	if _, vec := n.Args[0].Type.(types.Vec); vec { // a poison is null
		some = f.Binary(ins.And, some, f.Not(f.isNullPtr(x[0])))
	}
	f.Branch(some, enter, done)
	f.Start(enter)
	var y val
	switch t := n.Args[0].Type.(type) {
	case types.Vec:
		y = val{f.need(f.Call(rtiVecOwn, f.ctx, x[0]))}
	case types.Array:
		y = f.own(x, t, x[2:])
	default:
		t2, _ := own.Accumulated(t)
		y = f.own(x, t2, f.scalars(n.Args[2:]))
	}
	end := f.At()
	f.Jump(done)
	f.Start(done)
	part := func(k int) ins.Value { return f.Phi(ins.Ptr, x[k].From(from), y[k].From(end)) }
	if _, vec := n.Args[0].Type.(types.Vec); vec {
		return val{part(0)}
	}
	return append(val{part(0), part(1)}, y[2:]...)
}

// ownSole is the operand.
func (f *fn) ownSole(n *ir.Node) val { return f.consume(n.Args[0]) }

// isSole reports whether the first operand of a node is said to be the only reference.
func isSole(n *ir.Node) bool {
	if n.Args[0].Def == nil {
		return false
	}
	_, sole := n.Args[0].Def.Op.(own.Sole)
	return sole
}

// ownTake leaves null for the owner where the vec is the only reference.
func (f *fn) ownTake(n *ir.Node) val {
	leaves, l := leavesOf(n)
	leaf, v := n.Op.(own.Take).Leaf, f.vals[n.Args[0]][0]
	p, t := f.row(v, f.vals[n.Args[1]][0], l), leaves[leaf]
	x := f.loadLeaf(p, l, leaf, t)
	sole, shared, done := f.NewBlock("take"), f.NewBlock("share"), f.NewBlock("taken")
	f.Branch(f.Call(rtiUnique, v), sole, shared)
	f.Start(sole)
	f.StoreOf(ins.Element, ins.Null, f.Offset(p, l.offsets[leaf][ownerComp(t)]))
	f.Jump(done)
	f.Start(shared)
	f.retain(t, x)
	f.Jump(done)
	f.Start(done)
	return x
}

func (f *fn) retain(t types.Type, x val) {
	if o := ownerComp(t); o >= 0 && !x[o].IsConst() {
		f.Call(rtiRetain, x[o])
	}
}

func (f *fn) release(t types.Type, x val) {
	o := ownerComp(t)
	if o < 0 || x[o].IsConst() {
		return
	}
	if _, ok := t.(types.Array); ok {
		f.Call(rtRelease, f.ctx, x[o])
		return
	}
	f.Call(rtiRelease, f.ctx, x[o])
}
