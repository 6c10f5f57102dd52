package ad

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// packedWeight is how many leaves, those inside vecs included, a function's
// residuals may have before fwd puts them into a record. Without records the
// residuals of a function would hold those of all it calls: where each function
// of a program calls two others, twice as many on each level.
const packedWeight = 12

// isPacked reports whether the residuals are in a record.
func (d *deriv) isPacked() bool { return weight(slotTypes(d.slots(d.fn.Body))) > packedWeight }

func weight(ts []types.Type) int {
	total := 0
	for _, t := range ts {
		total++
		if o, ok := t.(types.Opt); ok {
			t = o.Elem
		}
		if v, ok := t.(types.Vec); ok {
			total += weight(v.Elems)
		}
	}
	return total
}

// record is the type of the record of the residuals.
func (d *deriv) record() types.Node {
	name := d.name + ".tape"
	if d.t.m.NodeType(name) == nil {
		d.t.m.Nodes = append(d.t.m.Nodes, &ir.NodeType{Name: name, Fields: slotTypes(d.slots(d.fn.Body))})
	}
	return types.Node{Name: name}
}

// packed puts the residuals of the function into a record if they are many.
func (f *forward) packed(row []*ir.Value) []*ir.Value {
	if !f.isPacked() {
		return row
	}
	return f.c.B.Emit(ops.NodeNew{Name: f.record().Name}, row...)
}

// unpacked gives the residuals that the parameters of bwd hold.
func (g *backward) unpacked() []*ir.Value {
	var out []*ir.Value
	for _, t := range g.residualTypes() {
		out = append(out, g.b.Param("", t))
	}
	if !g.isPacked() {
		return out
	}
	record := out[0]
	out = nil
	for i := range g.slots(g.fn.Body) {
		out = append(out, g.b.Emit1(ops.NodeGet{Field: i}, record))
	}
	return out
}
