package llvm

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/myia-lang/myia/backend/llvm/ins"
)

// stringConst makes an immortal string and gives its address.
func (c *fn) stringConst(s string) ins.Value {
	var b strings.Builder
	for i := range len(s) {
		if ch := s[i]; ch < 32 || ch > 126 || ch == '"' || ch == '\\' {
			fmt.Fprintf(&b, "\\%02X", ch)
		} else {
			b.WriteByte(ch)
		}
	}
	ty := fmt.Sprintf("{ i64, ptr, i64, i64, [%d x i8] }", len(s))
	g := c.p.global("str", fmt.Sprintf("private unnamed_addr constant %s { i64 -1, ptr null, i64 %d, i64 %d, [%d x i8] c\"%s\" }, align 16",
		ty, len(s), utf8.RuneCountInString(s), len(s), b.String()))
	return g.At(16)
}
