package ad

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// Vecs and nodes thread accumulators.

// floatIndices gives the position of each field of a record among those that hold floats.
func floatIndices(m *ir.Module, name string) []int {
	var at []int
	k := 0
	for _, t := range m.NodeType(name).Fields {
		at = append(at, k)
		if ops.HoldsFloat(m, t) {
			k++
		}
	}
	return at
}

// floatIndex is the position of a field among those that hold floats.
func (t *transform) floatIndex(name string, field int) int {
	if t.floats[name] == nil {
		t.floats[name] = floatIndices(t.m, name)
	}
	return t.floats[name][field]
}

// floatLeaves are those of leaves that hold floats.
func (g *backward) floatLeaves(leaves []*ir.Value) []*ir.Value {
	var out []*ir.Value
	for _, v := range leaves {
		if ops.HoldsFloat(g.t.m, v.Type) {
			out = append(out, v)
		}
	}
	return out
}

// giveLeaves adds the accumulators of a row's float leaves.
func (g *backward) giveLeaves(leaves, accs []*ir.Value) {
	for i, v := range g.floatLeaves(leaves) {
		g.add(v, accs[i])
	}
}

// vecPush: the leaves receive the last row, the vec the rest.
func (g *backward) vecPush(n *ir.Node) {
	z := g.take(n.Results[0])
	i := g.length(n.Args[0])
	row := g.t.rowAccs(n.Results[0].Type.(types.Vec))
	out := g.b.Emit(ops.RowTake{Elems: row}, z, i)
	g.giveLeaves(n.Args[1:], out[1:])
	g.add(n.Args[0], g.b.Emit1(ops.RowTrunc{}, out[0], i))
}

// vecGet: row i receives the leaves' cotangents.
func (g *backward) vecGet(n *ir.Node) {
	v := n.Args[0]
	leaves := g.floatLeaves(n.Results)
	g.zeros(leaves)
	cts := g.takes(leaves)
	i := g.primal(n.Args[1])
	length := g.length(v)
	g.cts[v] = g.b.Emit1(ops.AccRow{}, append([]*ir.Value{g.take(v), length, i}, cts...)...)
}

// vecConcat: the first vec receives the first rows, the second the rest.
func (g *backward) vecConcat(n *ir.Node) {
	z := g.take(n.Results[0])
	length := g.length(n.Args[0])
	if g.wants(n.Args[1]) {
		g.add(n.Args[1], g.b.Emit1(ops.RowShift{}, z, length))
	}
	if g.wants(n.Args[0]) {
		g.add(n.Args[0], g.b.Emit1(ops.RowTrunc{}, z, length))
	}
}

// vecSlice: row start + i·step receives row i, in a loop.
func (g *backward) vecSlice(n *ir.Node) {
	v := n.Args[0]
	z := g.take(n.Results[0])
	start, step, count := g.primal(n.Args[1]), g.primal(n.Args[2]), g.primal(n.Args[3])
	length := g.length(v)
	acc := g.take(v)
	row := g.t.rowAccs(v.Type.(types.Vec))
	body := g.b.Region([]types.Type{types.CoreI64, acc.Type}, func(ps []*ir.Value) []*ir.Value {
		at := g.b.Emit1(ops.Add, start, g.b.Emit1(ops.Mul, ps[0], step))
		leaves := g.b.Emit(ops.RowGet{Elems: row}, z, ps[0])
		return []*ir.Value{g.b.Emit1(ops.AccRow{}, append([]*ir.Value{ps[1], length, at}, leaves...)...)}
	})
	g.cts[v] = g.b.EmitRegions(ops.For{}, []*ir.Region{body}, count, acc)[0]
}

// vecToArray: each row receives its part of the array's cotangent.
func (g *backward) vecToArray(n *ir.Node) {
	v := n.Args[0]
	ct := g.dense(n.Results[0])
	length := g.length(v)
	acc := g.take(v)
	body := g.b.Region([]types.Type{types.CoreI64, acc.Type}, func(ps []*ir.Value) []*ir.Value {
		part := ops.At(g.b, ct, ps[0])
		if isArray(part.Type) {
			null := g.b.Emit1(ops.Null{Type: types.Opt{Elem: part.Type}})
			part = g.b.Emit1(ops.AccAdd{}, null, part)
		}
		return []*ir.Value{g.b.Emit1(ops.AccRow{}, ps[1], length, ps[0], part)}
	})
	g.cts[v] = g.b.EmitRegions(ops.For{}, []*ir.Region{body}, length, acc)[0]
}

// nodeNew: the fields receive those of the accumulator.
func (g *backward) nodeNew(n *ir.Node) {
	z := g.take(n.Results[0])
	for k, v := range g.floatLeaves(n.Args) {
		if g.wants(v) {
			g.add(v, g.b.Emit1(ops.FieldGet{Type: ops.AccLeaf(g.t.m, v.Type), K: k}, z))
		}
	}
}

// vecSet: the leaves receive row i, which is then zero.
func (g *backward) vecSet(n *ir.Node) {
	row := g.t.rowAccs(n.Args[0].Type.(types.Vec))
	out := g.b.Emit(ops.RowTake{Elems: row}, g.take(n.Results[0]), g.primal(n.Args[1]))
	g.giveLeaves(n.Args[2:], out[1:])
	g.add(n.Args[0], out[0])
}

// nodeGet: the field of the accumulator receives the cotangent.
func (g *backward) nodeGet(n *ir.Node) {
	k := g.t.floatIndex(n.Args[0].Type.(types.Node).Name, n.Op.(ops.NodeGet).Field)
	acc := ops.AccLeaf(g.t.m, n.Args[0].Type).(types.Node)
	v := g.take(n.Results[0])
	g.cts[n.Args[0]] = g.b.Emit1(ops.AccField{Name: acc.Name, K: k}, g.take(n.Args[0]), v)
}

// nodeSet: the field receives its cotangent, the rest moves on.
func (g *backward) nodeSet(n *ir.Node) {
	z, v := g.take(n.Results[0]), n.Args[1]
	if ops.HoldsFloat(g.t.m, v.Type) {
		rest, part := g.fieldOf(n.Args[0], z, n.Op.(ops.NodeSet).Field, v.Type)
		g.add(v, part)
		z = rest
	}
	g.add(n.Args[0], z)
}

// vecSwap: the rows change places again.
func (g *backward) vecSwap(n *ir.Node) {
	row := g.t.rowAccs(n.Args[0].Type.(types.Vec))
	i, j := g.primal(n.Args[1]), g.primal(n.Args[2])
	first := g.b.Emit(ops.RowTake{Elems: row}, g.take(n.Results[0]), i)
	second := g.b.Emit(ops.RowTake{Elems: row}, first[0], j)
	zero := g.b.Emit1(ops.Const{Value: int64(0)})
	acc := g.b.Emit1(ops.AccRow{}, append([]*ir.Value{second[0], zero, i}, second[1:]...)...)
	g.add(n.Args[0], g.b.Emit1(ops.AccRow{}, append([]*ir.Value{acc, zero, j}, first[1:]...)...))
}

// vecTrunc: the rows that went receive nothing.
func (g *backward) vecTrunc(n *ir.Node) { g.add(n.Args[0], g.take(n.Results[0])) }
