package ad

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// lender is a field of a node.
type lender struct {
	node  *ir.Value
	field int
}

// start gives the accumulator of a value that has none yet. For a field that
// was read from a node, or a row from a vec, it is that of the field or row,
// moved out until the backward code of the read puts it back: one of zeros
// would have to be added there, each time it is read. So k reads of a tree of n
// floats cost O(k + n). Of other operations nothing is lent, which is right, too.
func (g *backward) start(v *ir.Value) *ir.Value {
	if n := v.Def; n != nil && !isScalar(v.Type) && g.region != nil && slices.Contains(g.region.Nodes, n) {
		switch op := n.Op.(type) {
		case ops.NodeGet:
			if g.wants(n.Args[0]) {
				return g.lendField(v, n.Args[0], op.Field)
			}
		case ops.VecGet:
			if g.wants(n.Args[0]) {
				return g.lendRow(v, n)
			}
		case ops.If:
			if acc := g.lendBranch(v, n); acc != nil {
				return acc
			}
		}
	}
	return g.t.zeroAcc(g.b, v.Type)
}

// lendField moves the accumulator of a field to v, from the node's or from
// that of another value that has it.
func (g *backward) lendField(v, node *ir.Value, field int) *ir.Value {
	key := lender{node, field}
	last := g.lent[key]
	if g.lent == nil {
		g.lent = map[lender]*ir.Value{}
	}
	g.lent[key] = v
	if last != nil && last != v && g.cts[last] != nil {
		return g.take(last)
	}
	rest, acc := g.fieldOf(node, g.take(node), field, v.Type)
	g.cts[node] = rest
	return acc
}

// lendRow moves the accumulators of the row that n reads out of the vec's: that
// of the leaf v is given back.
func (g *backward) lendRow(v *ir.Value, n *ir.Node) (acc *ir.Value) {
	vec := n.Args[0]
	row := g.t.rowAccs(vec.Type.(types.Vec))
	out := g.b.Emit(ops.RowTake{Elems: row}, g.take(vec), g.primal(n.Args[1]))
	g.cts[vec] = out[0]
	for k, leaf := range g.floatLeaves(n.Results) {
		if leaf == v {
			acc = out[1+k]
		} else {
			g.add(leaf, out[1+k])
		}
	}
	return acc
}

// fieldOf moves a field of type t out of the accumulator of a node.
func (g *backward) fieldOf(node, acc *ir.Value, field int, t types.Type) (rest, part *ir.Value) {
	k := g.t.floatIndex(node.Type.(types.Node).Name, field)
	out := g.b.Emit(ops.FieldTake{Type: ops.AccLeaf(g.t.m, t), K: k}, acc)
	return out[0], out[1]
}

// lendBranch moves the accumulator of what a branch gave to the result v of
// the if n, nil if no branch read it from a value outside.
func (g *backward) lendBranch(v *ir.Value, n *ir.Node) *ir.Value {
	j := slices.Index(n.Results, v)
	var owners []*ir.Value
	paths := make([][]*ir.Value, len(n.Regions))
	for i, r := range n.Regions {
		paths[i] = g.path(r, r.Results[j])
		if len(paths[i]) > 0 && !slices.Contains(owners, paths[i][0]) {
			owners = append(owners, paths[i][0])
		}
	}
	if len(owners) == 0 {
		return nil
	}
	accs := g.takes(owners)
	cond := g.primal(n.Args[0])
	var regions []*ir.Region
	for _, path := range paths {
		regions = append(regions, g.b.Region(nil, func([]*ir.Value) []*ir.Value {
			out := append([]*ir.Value{}, accs...)
			if len(path) == 0 {
				return append(out, g.t.zeroAcc(g.b, v.Type))
			}
			at := slices.Index(owners, path[0])
			rest, acc := g.along(path, accs[at])
			out[at] = rest
			return append(out, acc)
		}))
	}
	out := g.b.EmitRegions(ops.If{}, regions, cond)
	g.restore(owners, out)
	return out[len(owners)]
}

// path is how a region comes to y by reading fields: a value from outside, then
// what is read from each value before; nil if it does not.
func (g *backward) path(r *ir.Region, y *ir.Value) []*ir.Value {
	path := []*ir.Value{y}
	for y.Def != nil && slices.Contains(r.Nodes, y.Def) {
		if _, ok := y.Def.Op.(ops.NodeGet); !ok {
			return nil
		}
		y = y.Def.Args[0]
		path = slices.Insert(path, 0, y)
	}
	if !g.wants(y) || slices.Contains(r.Params, y) {
		return nil
	}
	return path
}

// along moves what is at the end of a path out of the accumulator of what is
// at its start.
func (g *backward) along(path []*ir.Value, acc *ir.Value) (rest, end *ir.Value) {
	if len(path) == 1 {
		return g.t.zeroAcc(g.b, path[0].Type), acc
	}
	field := path[1].Def.Op.(ops.NodeGet).Field
	rest, part := g.fieldOf(path[0], acc, field, path[1].Type)
	if len(path) == 2 {
		return rest, part
	}
	part, end = g.along(path[1:], part)
	name := rest.Type.(types.Node).Name
	return g.b.Emit1(ops.AccField{Name: name, K: g.t.floatIndex(path[0].Type.(types.Node).Name, field)}, rest, part), end
}

// zeros gives accumulators to the values that have none: to results whose node
// is at work, which lend nothing.
func (g *backward) zeros(vs []*ir.Value) {
	for _, v := range vs {
		if g.cts[v] == nil {
			g.cts[v] = g.t.zeroAcc(g.b, v.Type)
		}
	}
}
