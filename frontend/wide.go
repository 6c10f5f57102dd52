package frontend

import (
	"math/big"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/syntax"
)

// isWide reports whether e is an int literal that fits 64 bits without a sign
// only, and so is no int of Myia's.
func isWide(e syntax.Expr) bool {
	c, ok := e.(*syntax.Constant)
	if !ok {
		return false
	}
	v, ok := c.Value.(*big.Int)
	return ok && v.IsUint64()
}

// refuseWide reports the wide literals that are not the argument of np.uint64.
// There they stand for their texts, which it reads as the same numbers.
func (c *compiler) refuseWide() {
	for _, e := range c.wide {
		a, _ := c.memberOf(e.Func)
		if d, ok := dtype.InModule(names.Canonical(a.module), a.name); !ok || d.Class() != dtype.Uint || d.Bits() != 64 {
			c.constant(e.Args[0].(*syntax.Constant))
		}
	}
}

// memberOf is what an expression names of a module that is not a file's.
func (c *compiler) memberOf(e syntax.Expr) (staticAttr, bool) {
	switch e := e.(type) {
	case *syntax.Name:
		a, ok := resolved(c.names[e]).(staticAttr)
		return a, ok
	case *syntax.Attribute:
		if n, ok := e.Value.(*syntax.Name); ok && c.names[n] != nil {
			m, ok := c.names[n].def.(staticModule)
			return staticAttr{m.name, e.Attr}, ok
		}
	}
	return staticAttr{}, false
}
