package ad

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Accumulators stand in backward code: their rules are for second order. All are linear.

// accMerge: both receive the cotangent.
func (g *backward) accMerge(n *ir.Node) {
	z := g.take(n.Results[0])
	if g.wants(n.Args[0]) && g.wants(n.Args[1]) {
		both := g.b.Emit(ops.AccDup{}, z)
		g.add(n.Args[0], both[0])
		g.add(n.Args[1], both[1])
		return
	}
	g.add(n.Args[0], z)
	g.add(n.Args[1], z)
}

// accDup: the cotangents of both are added.
func (g *backward) accDup(n *ir.Node) {
	g.add(n.Args[0], g.take(n.Results[0]))
	g.add(n.Args[0], g.take(n.Results[1]))
}

// moveRows gives the rows that an operation kept, dropped or put in front back by op.
func moveRows(op ir.Op) func(g *backward, n *ir.Node) {
	return func(g *backward, n *ir.Node) {
		g.add(n.Args[0], g.b.Emit1(op, g.take(n.Results[0]), g.primal(n.Args[1])))
	}
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
func (g *backward) fieldTake(n *ir.Node) {
	op := n.Op.(ops.FieldTake)
	rest := g.take(n.Results[0])
	v := g.take(n.Results[1])
	cleared := g.b.Emit(op, rest)[0]
	g.add(n.Args[0], g.b.Emit1(ops.AccField{Name: n.Args[0].Type.(types.Node).Name, K: op.K}, cleared, v))
}

// fieldGet: the field receives the cotangent.
func (g *backward) fieldGet(n *ir.Node) {
	op, acc := n.Op.(ops.FieldGet), n.Args[0].Type.(types.Node)
	v := g.take(n.Results[0])
	g.cts[n.Args[0]] = g.b.Emit1(ops.AccField{Name: acc.Name, K: op.K}, g.take(n.Args[0]), v)
}

// accField: what was added receives the field of the cotangent, which moves on.
func (g *backward) accField(n *ir.Node) {
	z, op := g.take(n.Results[0]), n.Op.(ops.AccField)
	if g.wants(n.Args[1]) {
		g.add(n.Args[1], g.b.Emit1(ops.FieldGet{Type: n.Args[1].Type, K: op.K}, z))
	}
	g.add(n.Args[0], z)
}
