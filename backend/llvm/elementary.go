package llvm

import (
	"fmt"
	"strings"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/emit"
)

// elementary calls a function of package emit, which modules have inline at the widths they use.
func (l lane) elementary(name string) string {
	symbol := fmt.Sprintf("myia_%s_%s_%d", name, l.d, l.w)
	l.needs.helper(symbol)
	args := make([]string, len(l.args))
	for i, a := range l.args {
		args[i] = l.ty() + " " + a
	}
	return l.ins("call %s @%s(%s)", l.ty(), symbol, strings.Join(args, ", "))
}

// elementaryHelper writes the helper of a symbol that elementary made.
func elementaryHelper(symbol string) (helper, error) {
	parts := strings.Split(symbol, "_")
	if len(parts) != 4 {
		return helper{}, fmt.Errorf("llvm: no helper %s", symbol)
	}
	name, w := parts[1], 1
	fmt.Sscan(parts[3], &w)
	prec, d := emit.Double, dtype.F64
	if parts[2] == "f32" {
		prec, d = emit.Single, dtype.F32
	}
	mod := &emit.Module{}
	wr := emit.NewWriter(mod, emit.Config{Prec: prec, Width: w, Block: "entry"})
	ty := vecType(elemType(d), w)
	var r emit.Value
	params := ty + " %x"
	if f, ok := emit.Unary[name]; ok {
		r = f.LLVM(wr, "%x")
	} else if f, ok := emit.Binary[name]; ok {
		params += ", " + ty + " %y"
		r = f.LLVM(wr, "%x", "%y")
	} else {
		return helper{}, fmt.Errorf("operation %s is not supported by the native backend", name)
	}
	text := fmt.Sprintf("define internal %s @%s(%s) nounwind {\nentry:\n%s  ret %s %s\n}\n", ty, symbol, params, wr.String(), ty, r)
	return helper{text: text, decls: mod.Lines()}, nil
}
