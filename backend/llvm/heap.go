package llvm

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/kernels"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// heapOp writes operations on vecs, nodes and optional values.
func (f *fn) heapOp(n *ir.Node) (bool, error) {
	switch op := n.Op.(type) {
	case kernels.Trunc, ops.VecNew, ops.VecPush, ops.VecGet, ops.VecSet, ops.VecLen, ops.VecConcat, ops.VecSlice, ops.VecToArray:
		return f.vecOp(n)
	case ops.NodeNew:
		nt := f.p.m.NodeType(op.Name)
		l := f.p.record(nt)
		p := f.need(f.ins("call ptr @rt_node_new(ptr %%ctx, ptr %s)", f.nodeDesc(l)))
		for i, a := range n.Args {
			f.storeLeaf(p, l, i, nt.Fields[i], f.consume(a))
		}
		f.vals[n.Results[0]] = val{p}
	case ops.NodeGet:
		nt := f.p.m.NodeType(n.Args[0].Type.(types.Node).Name)
		f.bind(n.Results[0], f.nodeGet(n, nt, op.Field))
		f.keep(n)
	case ops.NodeSet:
		nt := f.p.m.NodeType(n.Args[0].Type.(types.Node).Name)
		l := f.p.record(nt)
		v := f.consume(n.Args[1])
		p := f.need(f.ins("call ptr @rt_node_own(ptr %%ctx, ptr %s)", f.consume(n.Args[0])[0]))
		f.release(nt.Fields[op.Field], f.loadLeaf(p, l, op.Field, nt.Fields[op.Field]))
		f.storeLeaf(p, l, op.Field, nt.Fields[op.Field], v)
		f.vals[n.Results[0]] = val{p}
	case ops.OptSome:
		x := f.vals[n.Args[0]]
		if !types.IsHeap(n.Args[0].Type) {
			x = append(val{"true"}, x...)
		}
		f.vals[n.Results[0]] = x
	case ops.OptGet:
		x := f.vals[n.Args[0]]
		if !types.IsHeap(n.Results[0].Type) {
			x = x[1:]
		}
		f.bind(n.Results[0], x)
	case ops.StopGradient:
		f.bind(n.Results[0], f.vals[n.Args[0]])
	case ops.IsNull:
		x := f.vals[n.Args[0]][0]
		if comps(n.Args[0].Type)[0] == "i1" {
			f.vals[n.Results[0]] = val{f.ins("xor i1 %s, true", x)}
		} else {
			f.vals[n.Results[0]] = val{f.ins("icmp eq ptr %s, null", x)}
		}
	case ops.Select_:
		return true, f.selectHeap(n)
	default:
		return false, nil
	}
	return true, nil
}

// keep gives what was read out of a container references of its own, unless it borrows the container's.
func (f *fn) keep(n *ir.Node) {
	for _, v := range n.Results {
		if r, _ := f.aliases.root(v); r == v {
			f.retain(v.Type, f.vals[v])
		}
	}
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

// nodeGet reads a field; of null it is zero (total, like the VM).
func (f *fn) nodeGet(n *ir.Node, nt *ir.NodeType, field int) val {
	l := f.p.record(nt)
	return f.loadLeaf(f.readable(n.Args[0], l), l, field, nt.Fields[field])
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

// vecOp writes operations on vecs, whose rows stand inline.
func (f *fn) vecOp(n *ir.Node) (bool, error) {
	var leaves []types.Type
	if op, ok := n.Op.(ops.VecNew); ok {
		leaves = op.Elems
	} else {
		leaves = n.Args[0].Type.(types.Vec).Elems
	}
	l := layoutOf(leaves)
	row := func(v, i string) string { return f.ins("call ptr @rti_vec_at(ptr %s, i64 %s, i64 %d)", v, i, l.size) }
	x := func(i int) string { return f.vals[n.Args[i]][0] }
	var out string
	switch n.Op.(type) {
	case ops.VecNew:
		out = f.need(f.ins("call ptr @rt_vec_new(ptr %%ctx, i64 %d, i64 %s, ptr %s)", l.size, f.room(n, l), f.vecDesc(l)))
	case ops.VecPush:
		var parts []val
		for _, a := range n.Args[1:] {
			parts = append(parts, f.consume(a))
		}
		out = f.need(f.ins("call ptr @rti_vec_push_slot(ptr %%ctx, ptr %s)", f.consume(n.Args[0])[0]))
		last := f.ins("sub i64 %s, 1", f.ins("load i64, ptr %s", out))
		p := row(out, last)
		for i, v := range parts {
			f.storeLeaf(p, l, i, leaves[i], v)
		}
	case ops.VecGet:
		p := row(x(0), x(1))
		for i, v := range n.Results {
			f.bind(v, f.loadLeaf(p, l, i, leaves[i]))
		}
		f.keep(n)
		return true, nil
	case ops.VecSet:
		var parts []val
		for _, a := range n.Args[2:] {
			parts = append(parts, f.consume(a))
		}
		out = f.need(f.ins("call ptr @rt_vec_own(ptr %%ctx, ptr %s)", f.consume(n.Args[0])[0]))
		p := row(out, x(1))
		for i, v := range parts {
			if ownerComp(leaves[i]) >= 0 {
				f.release(leaves[i], f.loadLeaf(p, l, i, leaves[i]))
			}
			f.storeLeaf(p, l, i, leaves[i], v)
		}
	case ops.VecLen:
		out = f.vecLen(x(0))
	case ops.VecConcat:
		out = f.need(f.ins("call ptr @rt_vec_concat(ptr %%ctx, ptr %s, ptr %s)", f.consume(n.Args[0])[0], x(1)))
	case ops.VecSlice:
		out = f.need(f.ins("call ptr @rt_vec_slice(ptr %%ctx, ptr %s, i64 %s, i64 %s, i64 %s)", x(0), x(1), x(2), x(3)))
	case kernels.Trunc:
		out = f.need(f.ins("call ptr @rt_vec_own(ptr %%ctx, ptr %s)", f.consume(n.Args[0])[0]))
		if len(l.owners) > 0 {
			f.loop(x(1), f.ins("load i64, ptr %s", out), func(i string) {
				p := row(out, i)
				for _, o := range l.owners {
					f.do("call void @rt_release(ptr %%ctx, ptr %s)", f.ins("load ptr, ptr %s", f.offset(p, o)))
				}
			})
		}
		f.do("store i64 %s, ptr %s", x(1), out)
	case ops.VecToArray:
		return f.vecToArray(n, leaves, l)
	}
	f.vals[n.Results[0]] = val{out}
	return true, nil
}

// vecToArray stacks rows of scalars by a loop; rows of arrays are left to the host.
func (f *fn) vecToArray(n *ir.Node, leaves []types.Type, l layout) (bool, error) {
	v, t := f.vals[n.Args[0]][0], n.Results[0].Type.(types.Array)
	count := f.ins("load i64, ptr %s", v)
	if len(leaves) == 0 {
		f.bind(n.Results[0], f.newArray(t, f.constDims(t)))
		return true, nil
	}
	if _, ok := leaves[0].(types.Scalar); !ok {
		f.evaluate(n)
		return true, nil
	}
	x := f.newArray(t, []string{count})
	f.loop("0", count, func(i string) {
		p := f.ins("call ptr @rti_vec_at(ptr %s, i64 %s, i64 %d)", v, i, l.size)
		f.storeElem(t.DType, x[0], i, f.loadLeaf(p, l, 0, leaves[0])[0])
	})
	f.bind(n.Results[0], x)
	return true, nil
}

// loop writes a counted loop from lo to below hi around body.
func (c *code) loop(lo, hi string, body func(i string)) { c.loopBy(lo, hi, 1, body) }

// vecLen reads the length of a vec. That of a poison is 0: a derivative asks
// for it where it does not know which branch was taken.
func (f *fn) vecLen(v string) string {
	some, done := f.label("vec"), f.label("len")
	from := f.block
	f.branch(f.ins("icmp eq ptr %s, null", v), done, some)
	f.start(some)
	n := f.ins("load i64, ptr %s", v)
	f.jump(done)
	f.start(done)
	return f.phi("i64", "0", from, n, some)
}
