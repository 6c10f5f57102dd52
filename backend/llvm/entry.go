package llvm

import (
	"fmt"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// entry writes the function that the host calls: operands and results in 8-byte slots, one for each component.
func (p *emitter) entry(f *ir.Func) {
	p.export(ir.Types(f.Params))
	c := newCode("e."+f.Name, ins.I32)
	in, out := c.Param("in", ins.Ptr), c.Param("out", ins.Ptr)
	var args val
	for slot, ty := range allComps(ir.Types(f.Params)) {
		args = append(args, c.slotLoad(in, slot, ty))
	}
	rets := allComps(f.Results)
	r := c.invoke(p.callee(f), rets, out, args)
	if !inMemory(rets) {
		for i, ty := range rets {
			c.slotStore(out, i, c.result(rets, r, out, i, ty))
		}
	}
	c.Ret(c.status(rets, r))
	c.Linkage = ins.Exported
	p.add(unit{fn: c.Func, with: symbol(f)})
	p.out.Entries[f.Name] = &Entry{Symbol: c.Name, Func: f}
}

// export makes the descriptors of the vecs and nodes in types known to the host, which builds such values.
func (p *emitter) export(ts []types.Type) {
	for _, t := range ts {
		switch t := t.(type) {
		case types.Opt:
			p.export([]types.Type{t.Elem})
		case types.Vec:
			p.exportDesc(t.String(), t.Elems, descVec)
		case types.Node:
			p.exportDesc(t.String(), p.m.NodeType(t.Name).Fields, descNode)
		}
	}
}

func (p *emitter) exportDesc(key string, leaves []types.Type, kind int) {
	if _, ok := p.out.Descs[key]; ok {
		return
	}
	l := layoutOf(leaves)
	p.out.Descs[key] = ""
	if kind == descNode || len(l.owners) > 0 {
		name := fmt.Sprintf("desc.x%d", len(p.out.Descs))
		p.out.Descs[key] = name
		p.exports = append(p.exports, &ins.Global{Name: name, Def: l.descriptor(kind)})
	}
	p.export(leaves)
}

// slotLoad reads an 8-byte slot.
func (c *code) slotLoad(base ins.Value, slot int, ty ins.Type) ins.Value {
	p := c.Offset(base, 8*slot)
	if ty == ins.I1 {
		return c.Cmp(ins.NE, c.Load(ins.I8, p), ins.Int(ins.I8, 0))
	}
	return c.Load(ty, p)
}

// slotStore writes an 8-byte slot; what a component leaves free is zero.
func (c *code) slotStore(base ins.Value, slot int, x ins.Value) {
	p := c.Offset(base, 8*slot)
	switch x.Type() {
	case ins.I1:
		x = c.Cast(ins.ZExt, x, ins.I64)
	case ins.Float:
		x = c.Cast(ins.ZExt, c.Cast(ins.Bitcast, x, ins.I32), ins.I64)
	}
	c.Store(x, p)
}

// Slots is the number of 8-byte slots of a leaf.
func Slots(t types.Type) int { return len(comps(t)) }

// Layout gives the offset of each component of each leaf of a record, and its size, for hosts that read vecs and nodes.
func Layout(leaves []types.Type) (offsets [][]int, size int) {
	l := layoutOf(leaves)
	return l.offsets, l.size
}

// SlotTypes are the types of a leaf's components.
func SlotTypes(t types.Type) []ins.Type { return comps(t) }
