package llvm

import (
	"fmt"
	"strings"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// val is a value's components: registers or constants.
type val []ins.Value

// comps gives the LLVM types of a core type's components.
func comps(t types.Type) []ins.Type {
	switch t := t.(type) {
	case types.Scalar:
		return []ins.Type{elemType(t.DType())}
	case types.Array:
		out := []ins.Type{ins.Ptr, ins.Ptr}
		for range t.Dims {
			out = append(out, ins.I64)
		}
		return out
	case types.Opt:
		if types.IsHeap(t.Elem) {
			return comps(t.Elem)
		}
		return append([]ins.Type{ins.I1}, comps(t.Elem)...)
	}
	return []ins.Type{ins.Ptr}
}

// ownerComp is the component that counts a value's references, or -1.
func ownerComp(t types.Type) int {
	switch t := t.(type) {
	case types.Scalar:
		return -1
	case types.Array:
		return 1
	case types.Opt:
		return ownerComp(t.Elem)
	}
	return 0
}

// nullVal is an absent value, or zeros.
func nullVal(t types.Type) val {
	var v val
	for _, c := range comps(t) {
		v = append(v, nullOf(c))
	}
	return v
}

// nullOf is null, false, or 0.
func nullOf(t ins.Type) ins.Value {
	switch {
	case t == ins.Ptr:
		return ins.Null
	case t.IsInt():
		return ins.Int(t, 0)
	}
	return ins.Real(t, 0)
}

// allComps concatenates the components of several types.
func allComps(ts []types.Type) []ins.Type {
	var out []ins.Type
	for _, t := range ts {
		out = append(out, comps(t)...)
	}
	return out
}

// layout is a record in memory: the offset of each leaf's components.
type layout struct {
	offsets [][]int // by leaf, by component
	owners  []int   // offsets of owners
	size    int
}

func sizeOf(comp ins.Type) int {
	switch comp {
	case ins.I1:
		return 1
	case ins.Float:
		return 4
	}
	return 8
}

// record is the layout of a node's fields.
func (p *emitter) record(nt *ir.NodeType) layout {
	l, ok := p.records[nt]
	if !ok {
		l = layoutOf(nt.Fields)
		p.records[nt] = l
	}
	return l
}

// layoutOf places leaves one after another.
func layoutOf(leaves []types.Type) layout {
	var l layout
	align := 1
	for _, t := range leaves {
		var at []int
		owner := ownerComp(t)
		for i, c := range comps(t) {
			s := sizeOf(c)
			align = max(align, s)
			l.size = (l.size + s - 1) / s * s
			if i == owner {
				l.owners = append(l.owners, l.size)
			}
			at = append(at, l.size)
			l.size += s
		}
		l.offsets = append(l.offsets, at)
	}
	l.size = (l.size + align - 1) / align * align
	return l
}

const (
	descNode = 1
	descVec  = 2
)

// descriptor writes the constant that package rt drops a record by.
func (l layout) descriptor(kind int) string {
	var b strings.Builder
	fmt.Fprintf(&b, "constant { i32, i32, i64, [%d x i32] } { i32 %d, i32 %d, i64 %d, [%d x i32] [",
		len(l.owners), kind, len(l.owners), l.size, len(l.owners))
	for i, o := range l.owners {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "i32 %d", o)
	}
	b.WriteString("] }, align 8")
	return b.String()
}

// loadLeaf reads the components of leaf i of a record at p.
func (c *code) loadLeaf(p ins.Value, l layout, i int, t types.Type) val {
	var v val
	for k, ty := range comps(t) {
		at := c.Offset(p, l.offsets[i][k])
		if ty == ins.I1 {
			v = append(v, c.Cast(ins.Trunc, c.LoadOf(ins.Element, ins.I8, at), ins.I1))
			continue
		}
		v = append(v, c.LoadOf(ins.Element, ty, at))
	}
	return v
}

// storeLeaf writes the components of leaf i.
func (c *code) storeLeaf(p ins.Value, l layout, i int, t types.Type, v val) {
	for k, ty := range comps(t) {
		at := c.Offset(p, l.offsets[i][k])
		x := v[k]
		if ty == ins.I1 {
			x = c.Cast(ins.ZExt, x, ins.I8)
		}
		c.StoreOf(ins.Element, x, at)
	}
}
