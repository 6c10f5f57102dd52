package llvm

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/dtype"
)

// code writes the blocks of one LLVM function.
type code struct {
	body    buffer
	allocas strings.Builder
	next    int
	block   string // the label of the current block
	needs   needs
	plain   plain
}

// needs lists what a function's text refers to: declarations, and helpers by name.
type needs struct{ decls, helpers distinct }

func (n *needs) decl(s string)   { n.decls.add(s) }
func (n *needs) helper(s string) { n.helpers.add(s) }

// distinct is a list without repetitions.
type distinct struct {
	list []string
	has  map[string]bool
}

func (d *distinct) add(s string) {
	if d.has[s] {
		return
	}
	if d.has == nil {
		d.has = map[string]bool{}
	}
	d.has[s] = true
	d.list = append(d.list, s)
}

func (c *code) tmp() string {
	c.next++
	return "%t" + strconv.Itoa(c.next)
}

// ins appends an instruction with a result.
func (c *code) ins(format string, args ...any) string {
	t := c.tmp()
	c.body.WriteString("  " + t + " = ")
	fmt.Fprintf(&c.body, format, args...)
	c.body.WriteByte('\n')
	return t
}

// do appends an instruction without a result.
func (c *code) do(format string, args ...any) {
	c.body.WriteString("  ")
	fmt.Fprintf(&c.body, format, args...)
	c.body.WriteByte('\n')
}

// label makes a fresh label.
func (c *code) label(name string) string {
	c.next++
	return name + strconv.Itoa(c.next)
}

// start begins a block.
func (c *code) start(label string) {
	c.body.WriteString(label + ":\n")
	c.block = label
}

func (c *code) jump(label string) { c.do("br label %%%s", label) }

func (c *code) branch(cond, yes, no string) { c.do("br i1 %s, label %%%s, label %%%s", cond, yes, no) }

// alloca reserves stack space in the entry block.
func (c *code) alloca(ty string, align int) string {
	t := c.tmp()
	fmt.Fprintf(&c.allocas, "  %s = alloca %s, align %d\n", t, ty, align)
	return t
}

// phi joins values that come from blocks.
func (c *code) phi(ty string, pairs ...string) string {
	var b strings.Builder
	for i := 0; i < len(pairs); i += 2 {
		if i > 0 {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "[ %s, %%%s ]", pairs[i], pairs[i+1])
	}
	return c.ins("phi %s %s", ty, b.String())
}

func (c *code) offset(p string, bytes int) string {
	if bytes == 0 {
		return p
	}
	return c.ins("getelementptr i8, ptr %s, i64 %d", p, bytes)
}

// elemType is the LLVM type of one element in a register.
func elemType(d dtype.Type) string { return d.Held() }

// memType is that in memory.
func memType(d dtype.Type) string { return d.Kept() }

// vecType is w lanes of an LLVM type.
func vecType(elem string, w int) string {
	if w == 1 {
		return elem
	}
	return fmt.Sprintf("<%d x %s>", w, elem)
}

// lanesOf repeats a scalar constant in w lanes.
func lanesOf(elem, text string, w int) string {
	if w == 1 {
		return text
	}
	if text == "0" || text == "false" {
		return "zeroinitializer"
	}
	one := elem + " " + text
	return "<" + strings.Repeat(one+", ", w-1) + one + ">"
}

// floatText is a float constant.
func floatText(d dtype.Type, x float64) string {
	if d == dtype.F32 {
		x = float64(float32(x)) // LLVM writes floats as the double of equal value
	}
	return fmt.Sprintf("0x%016X", math.Float64bits(x))
}

// splat repeats a run-time scalar in w lanes.
func (c *code) splat(elem, x string, w int) string {
	if w == 1 {
		return x
	}
	if x[0] != '%' {
		return lanesOf(elem, x, w)
	}
	ty := vecType(elem, w)
	one := c.ins("insertelement %s poison, %s %s, i32 0", ty, elem, x)
	return c.ins("shufflevector %s %s, %s poison, <%d x i32> zeroinitializer", ty, one, ty, w)
}

// suffix is the ending of an intrinsic's name for w lanes.
func suffix(d dtype.Type, w int) string { return suffixOf(elemType(d), w) }

// suffixOf is that for an LLVM type of one lane.
func suffixOf(elem string, w int) string {
	s := strings.NewReplacer("float", "f32", "double", "f64").Replace(elem)
	if w > 1 {
		return fmt.Sprintf("v%d%s", w, s)
	}
	return s
}

// intrinsic calls an LLVM intrinsic whose operands and result have one type.
func (c *code) intrinsic(name string, d dtype.Type, w int, args ...string) string {
	ty := vecType(elemType(d), w)
	full := fmt.Sprintf("@llvm.%s.%s", name, suffix(d, w))
	ins, tys := make([]string, len(args)), make([]string, len(args))
	for i, a := range args {
		ins[i], tys[i] = ty+" "+a, ty
	}
	c.needs.decl(fmt.Sprintf("declare %s %s(%s)", ty, full, strings.Join(tys, ", ")))
	return c.ins("call %s %s(%s)", ty, full, strings.Join(ins, ", "))
}
