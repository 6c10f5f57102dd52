package kernels

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
)

// rule rewrites an operation that no backend knows (ops.Lowered) and no kernel computes elements of.
type rule struct {
	// write gives the results; a are the operands in the new function, nil where they are not stored. No results: the
	// node is fused or copied as others are.
	write func(w *fuser, n *ir.Node, a []*ir.Value) []*ir.Value
	// name names the function that does the same with accumulators of the same type; nil if the code is short.
	name func(n *ir.Node) string
}

// tables holds what is declared below, and which updates of accumulators are functions of the module at work.
type tables struct {
	rules    map[string]rule
	places   map[string]place
	outlined map[string]bool
}

// rules holds the rule of each such operation by name, and of some that a backend knows, too, but not as cheap.
func rules() map[string]rule {
	return map[string]rule{
		"dim": {write: func(w *fuser, n *ir.Node, _ []*ir.Value) []*ir.Value {
			return []*ir.Value{w.size(n.Args[0], n.Op.(ops.Dim).Axis)}
		}},
		"matmul": {write: (*fuser).matmul}, "reduce": {write: (*fuser).reduce}, "argmax": {write: (*fuser).argmax},

		"index.set": {write: (*fuser).indexSet}, "gather.set": {write: (*fuser).gatherSet},

		"acc.add": {write: (*fuser).accAdd}, "acc.merge": {write: (*fuser).accMerge}, "acc.dup": {write: (*fuser).accDup},
		"acc.index": {write: (*fuser).accIndex}, "acc.gather": {write: (*fuser).accGather},

		"acc.row": {(*fuser).accRow, ofType}, "row.get": {write: (*fuser).rowGet}, "row.take": {(*fuser).rowTake, ofType},
		"row.trunc": {(*fuser).rowTrunc, ofType}, "row.shift": {write: (*fuser).rowShift}, "row.unshift": {write: (*fuser).rowUnshift},
		"acc.field": {(*fuser).accField, func(n *ir.Node) string {
			return fmt.Sprintf("%s %s %d", ofType(n), n.Args[1].Type, n.Op.(ops.AccField).K)
		}},
		"field.get":  {write: (*fuser).fieldGet},
		"field.take": {(*fuser).fieldTake, func(n *ir.Node) string { return fmt.Sprintf("%s %d", ofType(n), n.Op.(ops.FieldTake).K) }},
	}
}

// ofType names an operation on accumulators of a type.
func ofType(n *ir.Node) string { return n.Op.OpName() + " " + n.Args[0].Type.String() }

// place says of an operation that gives an array what an element of it is, and where the size of an axis comes from.
type place struct {
	at   func(w *fuser, n *ir.Node, idx []*ir.Value) *ir.Value
	size func(w *fuser, n *ir.Node, axis int) *ir.Value
}

// places holds those of the operations that read or make elements at other places than their own (ops.Fuse), and of
// elementwise ones that are not like the others.
func places() map[string]place {
	return map[string]place{
		"broadcast": {(*fuser).atBroadcast, (*fuser).sizeDeclared},
		"iota": {func(_ *fuser, _ *ir.Node, idx []*ir.Value) *ir.Value { return idx[0] },
			func(w *fuser, n *ir.Node, _ int) *ir.Value { return w.env[n.Args[0]] }},
		"reshape": {(*fuser).atReshape, (*fuser).sizeDeclared},
		"transpose": {(*fuser).atTranspose,
			func(w *fuser, n *ir.Node, axis int) *ir.Value {
				return w.size(n.Args[0], n.Op.(ops.Transpose).Perm[axis])
			}},
		"index":  {(*fuser).atIndex, (*fuser).sizeIndex},
		"gather": {(*fuser).atGather, (*fuser).sizeGather},
		"select": {(*fuser).each, func(w *fuser, n *ir.Node, axis int) *ir.Value { return w.size(n.Args[1], axis) }},
	}
}

// placeOf gives what is declared of a node; elementwise operations have their elements where their operands have them.
func (t *tables) placeOf(n *ir.Node) place {
	if p, ok := t.places[n.Op.OpName()]; ok {
		return p
	}
	return place{(*fuser).each, func(w *fuser, n *ir.Node, axis int) *ir.Value { return w.size(n.Args[0], axis) }}
}
