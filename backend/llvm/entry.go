package llvm

import (
	"fmt"
	"strings"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// entry writes the function that the host calls: operands and results in 8-byte slots, one for each component.
func (p *emitter) entry(f *ir.Func) {
	var c code
	p.export(ir.Types(f.Params))
	var args []string
	slot := 0
	for _, v := range f.Params {
		for _, ty := range comps(v.Type) {
			args = append(args, ty+" "+c.slotLoad("%in", slot, ty))
			slot++
		}
	}
	rets := allComps(f.Results)
	r := c.invoke(symbol("f", f.Name), rets, "%out", args)
	if !inMemory(rets) {
		for i, ty := range rets {
			c.slotStore("%out", i, ty, c.result(rets, r, "%out", i, ty))
		}
	}
	c.do("ret i32 %s", c.status(rets, r))
	name := symbol("e", f.Name)
	p.add(unit{name: name, head: fmt.Sprintf("i32 %s(ptr %%ctx, ptr %%in, ptr %%out)", name), needs: c.needs,
		text: c.body.String(), exported: true, with: symbol("f", f.Name)})
	p.out.Entries[f.Name] = &Entry{Symbol: "e." + f.Name, Func: f}
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
		p.exports = append(p.exports, "@"+name+" = "+strings.TrimPrefix(l.descriptor(kind), "private unnamed_addr ")+"\n")
	}
	p.export(leaves)
}

// slotLoad reads an 8-byte slot.
func (c *code) slotLoad(base string, slot int, ty string) string {
	p := c.offset(base, 8*slot)
	if ty == "i1" {
		return c.ins("icmp ne i8 %s, 0", c.ins("load i8, ptr %s", p))
	}
	return c.ins("load %s, ptr %s", ty, p)
}

// slotStore writes an 8-byte slot; what a component leaves free is zero.
func (c *code) slotStore(base string, slot int, ty, x string) {
	p := c.offset(base, 8*slot)
	switch ty {
	case "i1":
		ty, x = "i64", c.ins("zext i1 %s to i64", x)
	case "float":
		ty, x = "i64", c.ins("zext i32 %s to i64", c.ins("bitcast float %s to i32", x))
	}
	c.do("store %s %s, ptr %s", ty, x, p)
}

// Slots is the number of 8-byte slots of a leaf.
func Slots(t types.Type) int { return len(comps(t)) }

// Layout gives the offset of each component of each leaf of a record, and its size, for hosts that read vecs and nodes.
func Layout(leaves []types.Type) (offsets [][]int, size int) {
	l := layoutOf(leaves)
	return l.offsets, l.size
}

// SlotTypes are the LLVM types of a leaf's components: i1, i64, float, double, ptr.
func SlotTypes(t types.Type) []string { return comps(t) }
