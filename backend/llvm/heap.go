package llvm

import (
	"fmt"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// nodeNew stores the fields.
func (f *fn) nodeNew(n *ir.Node) val {
	nt := f.p.m.NodeType(n.Op.(ops.NodeNew).Name)
	l := f.p.record(nt)
	p := f.need(f.Call(rtNodeNew, f.ctx, f.nodeDesc(l)))
	for i, a := range n.Args {
		f.storeLeaf(p, l, i, nt.Fields[i], f.consume(a))
	}
	return val{p}
}

// nodeGet reads a field; of null it is zero (total, like the VM).
func (f *fn) nodeGet(n *ir.Node) error {
	nt, field := f.p.m.NodeType(n.Args[0].Type.(types.Node).Name), n.Op.(ops.NodeGet).Field
	l := f.p.record(nt)
	f.bind(n.Results[0], f.loadLeaf(f.readable(n.Args[0], l), l, field, nt.Fields[field]))
	return nil
}

// nodeSet replaces a field, in place if nobody else sees the node.
func (f *fn) nodeSet(n *ir.Node) val {
	nt, field := f.p.m.NodeType(n.Args[0].Type.(types.Node).Name), n.Op.(ops.NodeSet).Field
	l := f.p.record(nt)
	v := f.consume(n.Args[1])
	p := f.need(f.Call(rtNodeOwn, f.ctx, f.consume(n.Args[0])[0]))
	f.release(nt.Fields[field], f.loadLeaf(p, l, field, nt.Fields[field]))
	f.storeLeaf(p, l, field, nt.Fields[field], v)
	return val{p}
}

func (f *fn) nodeDesc(l layout) ins.Value { return f.desc(l, descNode) }

func (f *fn) vecDesc(l layout) ins.Value {
	if len(l.owners) == 0 {
		return ins.Null
	}
	return f.desc(l, descVec)
}

func (f *fn) desc(l layout, kind int) ins.Value {
	return f.p.global("desc", "private unnamed_addr "+l.descriptor(kind)).At(0)
}

// readable is the address of a node to read fields from, asked for once in a region and those in it.
func (f *fn) readable(v *ir.Value, l layout) ins.Value {
	for s := f.scope; s != nil; s = s.outer {
		if p := s.readable[v]; p.Valid() {
			return p
		}
	}
	p := f.orZero(f.vals[v][0], max(l.size, 8))
	f.scope.readable[v] = p
	return p
}

// orZero is an address to read so many bytes from: that of zeros in the place of null. Reading it needs no branch, so that it can
// be done ahead of a loop.
func (f *fn) orZero(p ins.Value, size int) ins.Value {
	zero := f.p.global("zero", fmt.Sprintf("private unnamed_addr constant [%d x i8] zeroinitializer, align 16", size))
	return f.Select(f.isNullPtr(p), zero.At(0), p)
}

// selectHeap chooses one of two heap values; the result has a reference of its own.
func (f *fn) selectHeap(n *ir.Node) error {
	var x val
	for k, a := range f.vals[n.Args[1]] {
		x = append(x, f.Select(f.vals[n.Args[0]][0], a, f.vals[n.Args[2]][k]))
	}
	f.bind(n.Results[0], x)
	f.retain(n.Results[0].Type, x)
	return nil
}

// Rows of vecs stand inline.

// leavesOf gives the leaves of a row of a node's vec, and where they lie.
func leavesOf(n *ir.Node) ([]types.Type, layout) {
	leaves := n.Args[0].Type.(types.Vec).Elems
	return leaves, layoutOf(leaves)
}

// row is the address of row i.
func (f *fn) row(v, i ins.Value, l layout) ins.Value { return f.Call(rtiVecAt, v, i, ins.Size(l.size)) }

// ownVec is the first operand, which nobody else sees.
func (f *fn) ownVec(n *ir.Node) ins.Value {
	if isSole(n) {
		return f.consume(n.Args[0])[0]
	}
	return f.need(f.Call(rtiVecOwn, f.ctx, f.consume(n.Args[0])[0]))
}

func (f *fn) vecNew(n *ir.Node) val {
	l := layoutOf(n.Op.(ops.VecNew).Elems)
	return val{f.need(f.Call(rtVecNew, f.ctx, ins.Size(l.size), f.room(n, l), f.vecDesc(l)))}
}

func (f *fn) vecPush(n *ir.Node) val {
	leaves, l := leavesOf(n)
	parts := f.consumeEach(n.Args[1:])
	out := f.need(f.Call(rtiVecPushSlot, f.ctx, f.consume(n.Args[0])[0]))
	last := f.Binary(ins.Sub, f.Load(ins.I64, out), ins.Size(1))
	p := f.row(out, last, l)
	for i, v := range parts {
		f.storeLeaf(p, l, i, leaves[i], v)
	}
	return val{out}
}

func (f *fn) vecGet(n *ir.Node) error {
	leaves, l := leavesOf(n)
	p := f.row(f.vals[n.Args[0]][0], f.vals[n.Args[1]][0], l)
	for i, v := range n.Results {
		f.bind(v, f.loadLeaf(p, l, i, leaves[i]))
	}
	return nil
}

func (f *fn) vecSet(n *ir.Node) val {
	leaves, l := leavesOf(n)
	parts := f.consumeEach(n.Args[2:])
	out := f.ownVec(n)
	p := f.row(out, f.vals[n.Args[1]][0], l)
	for i, v := range parts {
		switch {
		case ownerComp(leaves[i]) >= 0:
			f.release(leaves[i], f.loadLeaf(p, l, i, leaves[i]))
		case isThere(n, i):
			continue
		}
		f.storeLeaf(p, l, i, leaves[i], v)
	}
	return val{out}
}

// isThere reports whether a vec.set replaces a leaf by itself: it was read of the same row of the same vec.
func isThere(n *ir.Node, leaf int) bool {
	get, v := n.Args[2+leaf].Def, n.Args[0]
	if get == nil {
		return false
	}
	if isSole(n) {
		v = v.Def.Args[0]
	}
	_, ok := get.Op.(ops.VecGet)
	return ok && get.Args[0] == v && get.Args[1] == n.Args[1] && get.Results[leaf] == n.Args[2+leaf]
}

// vecSwap exchanges what stands in two rows. Nothing is counted.
func (f *fn) vecSwap(n *ir.Node) val {
	leaves, l := leavesOf(n)
	out := f.ownVec(n)
	p, q := f.row(out, f.vals[n.Args[1]][0], l), f.row(out, f.vals[n.Args[2]][0], l)
	for i, t := range leaves {
		a, b := f.loadLeaf(p, l, i, t), f.loadLeaf(q, l, i, t)
		f.storeLeaf(p, l, i, t, b)
		f.storeLeaf(q, l, i, t, a)
	}
	return val{out}
}

func (f *fn) vecConcat(n *ir.Node) val {
	return val{f.need(f.Call(rtVecConcat, f.ctx, f.consume(n.Args[0])[0], f.vals[n.Args[1]][0]))}
}

func (f *fn) vecSlice(n *ir.Node) val {
	x := f.scalars(n.Args)
	return val{f.need(f.Call(rtVecSlice, f.ctx, x[0], x[1], x[2], x[3]))}
}

// vecTrunc releases the rows that go.
func (f *fn) vecTrunc(n *ir.Node) val {
	_, l := leavesOf(n)
	out, count := f.ownVec(n), f.vals[n.Args[1]][0]
	if len(l.owners) > 0 {
		f.loopBy(count, f.Load(ins.I64, out), 1, func(i ins.Value) {
			p := f.row(out, i, l)
			for _, o := range l.owners {
				f.Call(rtRelease, f.ctx, f.Load(ins.Ptr, f.Offset(p, o)))
			}
		})
	}
	f.StoreOf(ins.Header, count, out)
	return val{out}
}

// vecToArray stacks rows of scalars by a loop; rows of arrays are left to the host.
func (f *fn) vecToArray(n *ir.Node) error {
	leaves, l := leavesOf(n)
	v, t := f.vals[n.Args[0]][0], n.Results[0].Type.(types.Array)
	if len(leaves) == 0 {
		f.bind(n.Results[0], f.newArray(t, f.constDims(t)))
		return nil
	}
	if _, ok := leaves[0].(types.Scalar); !ok {
		f.evaluate(n)
		return nil
	}
	count := f.Load(ins.I64, v)
	x := f.newArray(t, []ins.Value{count})
	f.loopBy(ins.Size(0), count, 1, func(i ins.Value) { f.storeElem(t.DType, x[0], i, f.loadLeaf(f.row(v, i, l), l, 0, leaves[0])[0]) })
	f.bind(n.Results[0], x)
	return nil
}

// vecLen reads the length of a vec. That of a poison is 0: a derivative asks
// for it where it does not know which branch was taken.
func (f *fn) vecLen(n *ir.Node) val {
	return val{f.LoadOf(ins.Header, ins.I64, f.orZero(f.vals[n.Args[0]][0], 8))}
}
