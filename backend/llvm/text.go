package llvm

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// stringConst makes an immortal string and gives its address.
func (c *fn) stringConst(s string) string {
	var b strings.Builder
	for i := range len(s) {
		if ch := s[i]; ch < 32 || ch > 126 || ch == '"' || ch == '\\' {
			fmt.Fprintf(&b, "\\%02X", ch)
		} else {
			b.WriteByte(ch)
		}
	}
	ty := fmt.Sprintf("{ i64, ptr, i64, i64, [%d x i8] }", len(s))
	g := c.p.global(&c.needs, "str", fmt.Sprintf("private unnamed_addr constant %s { i64 -1, ptr null, i64 %d, i64 %d, [%d x i8] c\"%s\" }, align 16",
		ty, len(s), utf8.RuneCountInString(s), len(s), b.String()))
	return "getelementptr (i8, ptr " + g + ", i64 16)"
}

// stringOp writes operations on strings.
func (f *fn) stringOp(n *ir.Node) (bool, error) {
	x := func(i int) string { return f.vals[n.Args[i]][0] }
	set := func(v string) (bool, error) {
		f.vals[n.Results[0]] = val{v}
		return true, nil
	}
	switch op := n.Op.(type) {
	case ops.StrConcat:
		return set(f.need(f.ins("call ptr @rt_str_concat(ptr %%ctx, ptr %s, ptr %s)", f.consume(n.Args[0])[0], x(1))))
	case ops.Format:
		if n.Args[0].Type != types.CoreI64 || op.Kind != "py" {
			return false, nil
		}
		return set(f.need(f.ins("call ptr @rt_str_int(ptr %%ctx, i64 %s)", x(0))))
	case ops.StrEq:
		return set(f.ins("call i1 @rt_str_eq(ptr %s, ptr %s)", x(0), x(1)))
	case ops.StrLt:
		return set(f.ins("icmp slt i32 %s, 0", f.ins("call i32 @rt_str_cmp(ptr %s, ptr %s)", x(0), x(1))))
	case ops.StrLen:
		return set(f.ins("load i64, ptr %s", f.offset(x(0), 8)))
	case ops.StrIndex:
		return set(f.need(f.ins("call ptr @rt_str_slice(ptr %%ctx, ptr %s, i64 %s, i64 1, i64 1)", x(0), x(1))))
	case ops.StrSlice:
		return set(f.need(f.ins("call ptr @rt_str_slice(ptr %%ctx, ptr %s, i64 %s, i64 %s, i64 %s)", x(0), x(1), x(2), x(3))))
	case ops.StrRepeat:
		return set(f.need(f.ins("call ptr @rt_str_repeat(ptr %%ctx, ptr %s, i64 %s)", x(0), x(1))))
	case ops.StrContains:
		return set(f.ins("call i1 @rt_str_contains(ptr %s, ptr %s)", x(0), x(1)))
	}
	return false, nil
}
