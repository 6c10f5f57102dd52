package ad

import (
	"fmt"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// reverseRule emits what the operands of a node receive.
type reverseRule func(g *backward, n *ir.Node)

// reverseRules holds the rule of each operation that package ops leaves to this one (ops.ByAD).
func reverseRules() map[string]reverseRule {
	return map[string]reverseRule{
		"if": (*backward).ifNode, "for": (*backward).forNode, "while": (*backward).whileNode, "call": (*backward).call,
		"vjp": func(_ *backward, n *ir.Node) { panic("ad: a derivative is taken around one that is not taken yet") },

		"poison": nothing, "null": nothing, "vec.new": nothing,
		"vec.push": (*backward).vecPush, "vec.get": (*backward).vecGet, "vec.set": (*backward).vecSet,
		"vec.swap": (*backward).vecSwap, "vec.trunc": (*backward).vecTrunc,
		"vec.concat": (*backward).vecConcat, "vec.slice": (*backward).vecSlice, "vec.to_array": (*backward).vecToArray,
		"node.new": (*backward).nodeNew, "node.get": (*backward).nodeGet, "node.set": (*backward).nodeSet,

		"acc.merge": (*backward).accMerge, "acc.dup": (*backward).accDup,
		"acc.row": (*backward).accRow, "row.get": (*backward).rowGet, "row.take": (*backward).rowTake,
		"row.trunc": moveRows(ops.RowTrunc{}), "row.shift": moveRows(ops.RowUnshift{}), "row.unshift": moveRows(ops.RowShift{}),
		"acc.field": (*backward).accField, "field.get": (*backward).fieldGet, "field.take": (*backward).fieldTake,
	}
}

// flow says of an operation that runs regions or a function how the values and the residuals of these pass it.
type flow struct {
	vary    func(d *deriv, n *ir.Node)                                 // marks what depends on active parameters
	forward func(f *forward, n *ir.Node, args []*ir.Value) []*ir.Value // emits the node with its residuals, and gives its results
	tape    func(d *deriv, n *ir.Node) []types.Type                    // the types of these residuals
}

// flows holds that of each such operation by name.
func flows() map[string]flow {
	return map[string]flow{
		"if":    {(*deriv).varyIf, (*forward).ifNode, (*deriv).tapeIf},
		"for":   {(*deriv).varyFor, (*forward).forNode, (*deriv).tapeLoop},
		"while": {(*deriv).varyWhile, (*forward).whileNode, (*deriv).tapeWhile},
		"call":  {(*deriv).varyNode, (*forward).call, (*deriv).tapeCall},
	}
}

// nothing is the rule of an operation without operands.
func nothing(*backward, *ir.Node) {}

// refused is the error for a derivative that would have to pass an operation that has none.
func refused(n *ir.Node, why string) error {
	return diag.Bugf(n.Loc.Span, "no derivative passes %s: %s", n.Op.OpName(), why)
}

// tangentRule emits the results of a node, and their tangents.
type tangentRule func(g *tangent, n *ir.Node, args []*ir.Value) []*ir.Value

// tangentRules holds the rule of each operation that package ops leaves to this one (ops.ByAD).
func tangentRules() map[string]tangentRule {
	return map[string]tangentRule{
		"if": (*tangent).structured, "for": (*tangent).structured, "while": (*tangent).structured, "call": (*tangent).call,
		"vjp": func(_ *tangent, n *ir.Node, _ []*ir.Value) []*ir.Value {
			panic(fmt.Errorf("derivatives are taken before the tangents of what gives them"))
		},

		"poison": beside(func(g *tangent, n *ir.Node) ir.Op { return ops.Poison{Type: g.leaf(n.Results[0].Type)} }, 0, 0),
		"null":   beside(func(g *tangent, n *ir.Node) ir.Op { return ops.Null{Type: g.leaf(n.Results[0].Type)} }, 0, 0),
		"vec.new": beside(func(g *tangent, n *ir.Node) ir.Op {
			return ops.VecNew{Elems: g.leaf(n.Results[0].Type).(types.Vec).Elems}
		}, 0, 0),
		"vec.push":     beside(same, 1, 1),
		"vec.get":      beside(same, 1, 2),
		"vec.set":      beside(same, 1, 2),
		"vec.swap":     beside(same, 1, 3),
		"vec.trunc":    beside(same, 1, 2),
		"vec.concat":   beside(same, 1, 2),
		"vec.slice":    beside(same, 1, 4),
		"vec.to_array": beside(same, 1, 1),
		"node.new": beside(func(g *tangent, n *ir.Node) ir.Op {
			return ops.NodeNew{Name: g.leaf(n.Results[0].Type).(types.Node).Name}
		}, 0, 0),
		"node.get": beside(func(g *tangent, n *ir.Node) ir.Op {
			return ops.NodeGet{Field: g.field(n, n.Op.(ops.NodeGet).Field)}
		}, 1, 1),
		"node.set": (*tangent).nodeSet,

		"acc.merge": beside(same, 1, 2), "acc.dup": beside(same, 1, 1), "acc.row": beside(same, 1, 3),
		"row.get": beside(same, 1, 2), "row.take": beside(same, 1, 2), "row.trunc": beside(same, 1, 2),
		"row.shift": beside(same, 1, 2), "row.unshift": beside(same, 1, 2),
		"acc.field": beside(same, 1, 2), "field.get": beside(same, 1, 1), "field.take": beside(same, 1, 1),
	}
}

// same is the operation itself.
func same(_ *tangent, n *ir.Node) ir.Op { return n.Op }

// beside is the rule of an operation that only moves values: op does the same with the tangents. Operands from … to
// that hold no floats say where.
func beside(op func(g *tangent, n *ir.Node) ir.Op, from, to int) tangentRule {
	return func(g *tangent, n *ir.Node, args []*ir.Value) []*ir.Value {
		out := g.c.B.Emit(n.Op, args...)
		if floats := g.floats(n.Results); len(floats) > 0 {
			for i, t := range g.c.B.Emit(op(g, n), g.moved(n, from, to)...) {
				g.tan[floats[i]] = t
			}
		}
		return out
	}
}

// field is the place of a field of the first operand in its tangent.
func (g *tangent) field(n *ir.Node, field int) int {
	return floatIndices(g.m, n.Args[0].Type.(types.Node).Name)[field]
}

// nodeSet replaces the field in the tangent, too, if it holds floats.
func (g *tangent) nodeSet(n *ir.Node, args []*ir.Value) []*ir.Value {
	out := g.c.B.Emit(n.Op, args...)
	if t := g.tan[n.Args[0]]; t != nil {
		if ops.HoldsFloat(g.m, n.Args[1].Type) {
			t = g.c.B.Emit1(ops.NodeSet{Field: g.field(n, n.Op.(ops.NodeSet).Field)}, t, g.dense(n.Args[1]))
		}
		g.tan[n.Results[0]] = t
	}
	return out
}
