package llvm

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// nodeNew stores the fields.
func (f *fn) nodeNew(n *ir.Node) val {
	nt := f.p.m.NodeType(n.Op.(ops.NodeNew).Name)
	l := f.p.record(nt)
	p := f.need(f.ins("call ptr @rt_node_new(ptr %%ctx, ptr %s)", f.nodeDesc(l)))
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
	p := f.need(f.ins("call ptr @rt_node_own(ptr %%ctx, ptr %s)", f.consume(n.Args[0])[0]))
	f.release(nt.Fields[field], f.loadLeaf(p, l, field, nt.Fields[field]))
	f.storeLeaf(p, l, field, nt.Fields[field], v)
	return val{p}
}

func (f *fn) nodeDesc(l layout) string {
	return f.p.global(&f.needs, "desc", l.descriptor(descNode))
}

func (f *fn) vecDesc(l layout) string {
	if len(l.owners) == 0 {
		return "null"
	}
	return f.p.global(&f.needs, "desc", l.descriptor(descVec))
}

// readable is the address of a node to read fields from, asked for once in a region and those in it.
func (f *fn) readable(v *ir.Value, l layout) string {
	for s := f.scope; s != nil; s = s.outer {
		if p := s.readable[v]; p != "" {
			return p
		}
	}
	zero := f.p.global(&f.needs, "zero", fmt.Sprintf("private unnamed_addr constant [%d x i8] zeroinitializer, align 16", max(l.size, 8)))
	p := f.vals[v][0]
	p = f.ins("select i1 %s, ptr %s, ptr %s", f.ins("icmp eq ptr %s, null", p), zero, p)
	f.scope.readable[v] = p
	return p
}

// selectHeap chooses one of two heap values; the result has a reference of its own.
func (f *fn) selectHeap(n *ir.Node) error {
	var x val
	for k, ty := range comps(n.Results[0].Type) {
		x = append(x, f.ins("select i1 %s, %s %s, %s %s", f.vals[n.Args[0]][0], ty, f.vals[n.Args[1]][k], ty, f.vals[n.Args[2]][k]))
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
func (f *fn) row(v, i string, l layout) string {
	return f.ins("call ptr @rti_vec_at(ptr %s, i64 %s, i64 %d)", v, i, l.size)
}

// ownVec is the first operand, which nobody else sees.
func (f *fn) ownVec(n *ir.Node) string {
	return f.need(f.ins("call ptr @rt_vec_own(ptr %%ctx, ptr %s)", f.consume(n.Args[0])[0]))
}

func (f *fn) vecNew(n *ir.Node) val {
	l := layoutOf(n.Op.(ops.VecNew).Elems)
	return val{f.need(f.ins("call ptr @rt_vec_new(ptr %%ctx, i64 %d, i64 %s, ptr %s)", l.size, f.room(n, l), f.vecDesc(l)))}
}

func (f *fn) vecPush(n *ir.Node) val {
	leaves, l := leavesOf(n)
	parts := f.consumeEach(n.Args[1:])
	out := f.need(f.ins("call ptr @rti_vec_push_slot(ptr %%ctx, ptr %s)", f.consume(n.Args[0])[0]))
	last := f.ins("sub i64 %s, 1", f.ins("load i64, ptr %s", out))
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
		if ownerComp(leaves[i]) >= 0 {
			f.release(leaves[i], f.loadLeaf(p, l, i, leaves[i]))
		}
		f.storeLeaf(p, l, i, leaves[i], v)
	}
	return val{out}
}

func (f *fn) vecConcat(n *ir.Node) val {
	return val{f.need(f.ins("call ptr @rt_vec_concat(ptr %%ctx, ptr %s, ptr %s)", f.consume(n.Args[0])[0], f.vals[n.Args[1]][0]))}
}

func (f *fn) vecSlice(n *ir.Node) val {
	x := f.scalars(n.Args)
	return val{f.need(f.ins("call ptr @rt_vec_slice(ptr %%ctx, ptr %s, i64 %s, i64 %s, i64 %s)", x[0], x[1], x[2], x[3]))}
}

// vecTrunc releases the rows that go.
func (f *fn) vecTrunc(n *ir.Node) val {
	_, l := leavesOf(n)
	out, count := f.ownVec(n), f.vals[n.Args[1]][0]
	if len(l.owners) > 0 {
		f.loop(count, f.ins("load i64, ptr %s", out), func(i string) {
			p := f.row(out, i, l)
			for _, o := range l.owners {
				f.do("call void @rt_release(ptr %%ctx, ptr %s)", f.ins("load ptr, ptr %s", f.offset(p, o)))
			}
		})
	}
	f.do("store i64 %s, ptr %s", count, out)
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
	count := f.ins("load i64, ptr %s", v)
	x := f.newArray(t, []string{count})
	f.loop("0", count, func(i string) { f.storeElem(t.DType, x[0], i, f.loadLeaf(f.row(v, i, l), l, 0, leaves[0])[0]) })
	f.bind(n.Results[0], x)
	return nil
}

// loop writes a counted loop from lo to below hi around body.
func (c *code) loop(lo, hi string, body func(i string)) { c.loopBy(lo, hi, 1, body) }

// vecLen reads the length of a vec. That of a poison is 0: a derivative asks
// for it where it does not know which branch was taken.
func (f *fn) vecLen(n *ir.Node) val {
	v := f.vals[n.Args[0]][0]
	some, done := f.label("vec"), f.label("len")
	from := f.block
	f.branch(f.ins("icmp eq ptr %s, null", v), done, some)
	f.start(some)
	count := f.ins("load i64, ptr %s", v)
	f.jump(done)
	f.start(done)
	return val{f.phi("i64", "0", from, count, some)}
}
