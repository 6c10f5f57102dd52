package llvm

import (
	"fmt"

	"github.com/myia-lang/myia/backend/llvm/ins"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/emit"
)

// isElementary reports whether package emit has a function of a name.
func isElementary(name string) bool {
	_, unary := emit.Unary[name]
	_, binary := emit.Binary[name]
	return unary || binary
}

// elementary calls a function of package emit, which modules have inline at the widths they use.
func (l lane) elementary(name string) ins.Value {
	return l.Call(elementary(name, l.d, l.w), l.args...)
}

func elementary(name string, d dtype.Type, w int) *ins.Callee {
	t := ins.Vec(elemType(d), w)
	params := []ins.Type{t}
	if _, ok := emit.Binary[name]; ok {
		params = append(params, t)
	}
	return held(fmt.Sprintf("myia_%s_%s_%d", name, d, w), "", t, params, func(c *code, _ ins.Host, x []ins.Value) {
		wr := emit.NewWriter(c.Func, emit.Config{Prec: precision(d), Width: w, Branches: true})
		if len(x) == 1 {
			c.Ret(emit.Unary[name].LLVM(wr, x[0]))
		} else {
			c.Ret(emit.Binary[name].LLVM(wr, x[0], x[1]))
		}
	})
}
