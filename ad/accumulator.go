package ad

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// accumulator differentiates the operations on accumulators of vecs and nodes,
// which stand in backward code: second order. All are linear. It reports
// whether n is one.
func (g *backward) accumulator(n *ir.Node) bool {
	switch op := n.Op.(type) {
	case ops.AccRow:
		g.accRow(n)
	case ops.RowGet:
		g.rowGet(n)
	case ops.RowTake:
		g.rowTake(n)
	case ops.RowTrunc:
		g.add(n.Args[0], g.b.Emit1(ops.RowTrunc{}, g.take(n.Results[0]), g.primal(n.Args[1])))
	case ops.RowShift:
		g.add(n.Args[0], g.b.Emit1(ops.RowUnshift{}, g.take(n.Results[0]), g.primal(n.Args[1])))
	case ops.RowUnshift:
		g.add(n.Args[0], g.b.Emit1(ops.RowShift{}, g.take(n.Results[0]), g.primal(n.Args[1])))
	case ops.FieldGet:
		acc := n.Args[0].Type.(types.Node)
		v := g.take(n.Results[0])
		g.cts[n.Args[0]] = g.b.Emit1(ops.AccField{Name: acc.Name, K: op.K}, g.take(n.Args[0]), v)
	case ops.AccField:
		z := g.take(n.Results[0])
		if g.wants(n.Args[1]) {
			g.add(n.Args[1], g.b.Emit1(ops.FieldGet{Type: n.Args[1].Type, K: op.K}, z))
		}
		g.add(n.Args[0], z)
	case ops.FieldTake:
		g.fieldTake(n, op)
	case ops.AccDup:
		g.add(n.Args[0], g.take(n.Results[0]))
		g.add(n.Args[0], g.take(n.Results[1]))
	case ops.AccMerge:
		return g.accMerge(n)
	default:
		return false
	}
	return true
}

// accMerge: both receive the cotangent.
func (g *backward) accMerge(n *ir.Node) bool {
	if o, ok := n.Args[0].Type.(types.Opt); ok && isArray(o.Elem) {
		return false // the primitive's rule
	}
	z := g.take(n.Results[0])
	if g.wants(n.Args[0]) && g.wants(n.Args[1]) {
		both := g.b.Emit(ops.AccDup{}, z)
		g.add(n.Args[0], both[0])
		g.add(n.Args[1], both[1])
		return true
	}
	g.add(n.Args[0], z)
	g.add(n.Args[1], z)
	return true
}

// accRow: the leaves receive row i of the cotangent, which moves on.
func (g *backward) accRow(n *ir.Node) {
	z := g.take(n.Results[0])
	leaves := n.Args[3:]
	cts := g.b.Emit(ops.RowGet{Elems: ir.Types(leaves)}, z, g.primal(n.Args[2]))
	for k, v := range leaves {
		g.add(v, cts[k])
	}
	g.add(n.Args[0], z)
}

// rowGet: row i receives the leaves' cotangents.
func (g *backward) rowGet(n *ir.Node) {
	v := n.Args[0]
	cts := g.takes(n.Results)
	zero := g.b.Emit1(ops.Const{Value: int64(0)})
	g.cts[v] = g.b.Emit1(ops.AccRow{}, append([]*ir.Value{g.take(v), zero, g.primal(n.Args[1])}, cts...)...)
}

// rowTake: row i of the rest is zero, so its cotangent goes; the leaves' take
// its place.
func (g *backward) rowTake(n *ir.Node) {
	rest := g.take(n.Results[0])
	cts := g.takes(n.Results[1:])
	i := g.primal(n.Args[1])
	zero := g.b.Emit1(ops.Const{Value: int64(0)})
	cleared := g.b.Emit(ops.RowTake{Elems: ir.Types(cts)}, rest, i)[0]
	g.add(n.Args[0], g.b.Emit1(ops.AccRow{}, append([]*ir.Value{cleared, zero, i}, cts...)...))
}

// fieldTake: the field of the rest is zero, so its cotangent goes; that of what
// was taken takes its place.
func (g *backward) fieldTake(n *ir.Node, op ops.FieldTake) {
	rest := g.take(n.Results[0])
	v := g.take(n.Results[1])
	cleared := g.b.Emit(op, rest)[0]
	g.add(n.Args[0], g.b.Emit1(ops.AccField{Name: n.Args[0].Type.(types.Node).Name, K: op.K}, cleared, v))
}

// lender is a field of a node.
type lender struct {
	node  *ir.Value
	field int
}

// start gives the accumulator of a value that has none yet. For a field that
// was read from a node it is that of the field, moved out until the backward
// code of the read puts it back: one of zeros would have to be added there,
// each time the field is read.
func (g *backward) start(v *ir.Value) *ir.Value {
	n := v.Def
	if n == nil || isScalar(v.Type) {
		return g.t.zeroAcc(g.b, v.Type)
	}
	get, ok := n.Op.(ops.NodeGet)
	if !ok || !g.wants(n.Args[0]) || g.region == nil || !slices.Contains(g.region.Nodes, n) {
		return g.t.zeroAcc(g.b, v.Type)
	}
	key := lender{n.Args[0], get.Field}
	last := g.lent[key]
	if g.lent == nil {
		g.lent = map[lender]*ir.Value{}
	}
	g.lent[key] = v
	if last != nil && last != v && g.cts[last] != nil {
		return g.take(last)
	}
	k := g.floatIndex(n.Args[0].Type.(types.Node).Name, get.Field)
	out := g.b.Emit(ops.FieldTake{Type: ops.AccLeaf(g.t.m, v.Type), K: k}, g.take(n.Args[0]))
	g.cts[n.Args[0]] = out[0]
	return out[1]
}
