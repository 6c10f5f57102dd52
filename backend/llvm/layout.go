package llvm

import (
	"fmt"
	"strings"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// val is a value's components: registers or literals.
type val []string

// comps gives the LLVM types of a core type's components.
func comps(t types.Type) []string {
	switch t := t.(type) {
	case types.Scalar:
		return []string{elemType(t.DType())}
	case types.Array:
		out := []string{"ptr", "ptr"}
		for range t.Dims {
			out = append(out, "i64")
		}
		return out
	case types.Opt:
		if types.IsHeap(t.Elem) {
			return comps(t.Elem)
		}
		return append([]string{"i1"}, comps(t.Elem)...)
	}
	return []string{"ptr"}
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
		switch c {
		case "ptr":
			v = append(v, "null")
		case "i1":
			v = append(v, "false")
		case "i64":
			v = append(v, "0")
		default:
			v = append(v, "0x0000000000000000")
		}
	}
	return v
}

// allComps concatenates the components of several types.
func allComps(ts []types.Type) []string {
	var out []string
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

func sizeOf(comp string) int {
	switch comp {
	case "i1":
		return 1
	case "float":
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
	fmt.Fprintf(&b, "private unnamed_addr constant { i32, i32, i64, [%d x i32] } { i32 %d, i32 %d, i64 %d, [%d x i32] [",
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
func (c *code) loadLeaf(p string, l layout, i int, t types.Type) val {
	var v val
	for k, ty := range comps(t) {
		at := c.offset(p, l.offsets[i][k])
		if ty == "i1" {
			v = append(v, c.ins("trunc i8 %s to i1", c.ins("load i8, ptr %s", at)))
			continue
		}
		v = append(v, c.ins("load %s, ptr %s", ty, at))
	}
	return v
}

// storeLeaf writes the components of leaf i.
func (c *code) storeLeaf(p string, l layout, i int, t types.Type, v val) {
	for k, ty := range comps(t) {
		at := c.offset(p, l.offsets[i][k])
		if ty == "i1" {
			c.do("store i8 %s, ptr %s", c.ins("zext i1 %s to i8", v[k]), at)
			continue
		}
		c.do("store %s %s, ptr %s", ty, v[k], at)
	}
}
