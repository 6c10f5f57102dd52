package frontend

import (
	"github.com/myia-lang/myia/syntax"
)

// plain is the statement that another one stands for: a class, of P = namedtuple("P", …), or an assignment, of
// setattr(x, "name", value).
func (c *compiler) plain(p place, st syntax.Stmt) syntax.Stmt {
	if def := c.namedTupleDef(p, st); def != nil {
		return def
	}
	e, ok := st.(*syntax.ExprStmt)
	if !ok {
		return st
	}
	call, ok := e.Value.(*syntax.Call)
	if !ok || len(call.Args) != 3 || len(call.Keywords) > 0 {
		return st
	}
	f, isName := call.Func.(*syntax.Name)
	k, isConstant := call.Args[1].(*syntax.Constant)
	if !isName || !isConstant || f.Id != "setattr" || p.s.lookup("setattr") != nil {
		return st
	}
	name, isText := k.Value.(string)
	if _, plain := call.Args[0].(*syntax.Name); !plain || !isText || word.FindString(name) != name || isStarred(call.Args[2]) {
		return st
	}
	target := &syntax.Attribute{Value: call.Args[0], Attr: name, AttrSpan: k.Span(), Ctx: syntax.Store}
	target.At = call.Args[0].Span()
	out := &syntax.Assign{Targets: []syntax.Expr{target}, Value: call.Args[2]}
	out.At = st.Span()
	return out
}
