package opt

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// assume notes what a condition and the comparisons that it is made of are where it has a value, behind a check or in a side of
// an if:
//
//	before  %1 = ge %i, %zero;  check %1;  %2 = lt %i, %zero;  %3 = select %2, %x, %i
//	after   %3 is %i
func (s *simplifier) assume(b *ir.Builder, c *ir.Value, value bool) {
	if _, known := s.truths[c]; known || c.Type != types.CoreBool {
		return
	}
	s.truths[c], s.noted = value, append(s.noted, entry{cond: c})
	if c.Def == nil {
		return
	}
	args := c.Def.Args
	known := func(op ir.Op, value bool) { s.note(keyOf(op, args), []*ir.Value{b.Emit1(ops.Const{Value: value})}) }
	if op, ok := c.Def.Op.(ops.Elementwise); ok {
		switch {
		case op == ops.And && value || op == ops.Or && !value:
			s.assume(b, args[0], value)
			s.assume(b, args[1], value)
		case op == ops.Not:
			s.assume(b, args[0], !value)
		case opposite[op] != nil && (value || args[0].Type == types.CoreI64): // of a nan both are false
			known(opposite[op], !value)
		}
	}
}

// opposite are the comparisons of which one holds, if there is no nan.
var opposite = map[ops.Elementwise]ir.Op{ops.Lt: ops.Ge, ops.Ge: ops.Lt, ops.Gt: ops.Le, ops.Le: ops.Gt}

// settle puts constants in the place of operands that are known.
func (s *simplifier) settle(b *ir.Builder, args []*ir.Value) {
	for i, a := range args {
		if value, known := s.truths[a]; known {
			args[i] = b.Emit1(ops.Const{Value: value})
		}
	}
}
