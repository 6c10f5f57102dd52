package native

import (
	"fmt"
	"strings"
	"testing"

	"github.com/myia-lang/myia/backend/llvm"
	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/backend/llvm/rt"
)

// What programs call of the run-time library is there, with the types that they call it with.
func TestRuntimeSignatures(t *testing.T) {
	for _, c := range llvm.LibraryFuncs() {
		for ; c != nil; c = c.Outlined {
			if got := signature(c.Name); got != wanted(c) {
				t.Errorf("%s is called as %q, and is %q", c.Name, wanted(c), got)
			}
		}
	}
}

func wanted(c *ins.Callee) string {
	params := make([]string, len(c.Params))
	for i, p := range c.Params {
		params[i] = p.String()
	}
	return fmt.Sprintf("%s(%s)", c.Result, strings.Join(params, ", "))
}

// signature is the result and the parameters of a function of the library, "" if it has none of the name.
func signature(name string) string {
	for line := range strings.Lines(rt.Declarations()) {
		if result, params, ok := strings.Cut(line, " @"+name+"("); ok {
			params, _, _ = strings.Cut(params, ")")
			return strings.TrimPrefix(result, "declare ") + "(" + params + ")"
		}
	}
	for _, f := range rt.Functions() {
		if f.Name != name {
			continue
		}
		_, text, _ := strings.Cut(f.Text, "define internal ")
		result, rest, _ := strings.Cut(text, " @"+name+"(")
		rest, _, _ = strings.Cut(rest, ")")
		params := strings.Split(rest, ", ")
		for i, p := range params {
			params[i], _, _ = strings.Cut(p, " ")
		}
		return result + "(" + strings.Join(params, ", ") + ")"
	}
	return ""
}
