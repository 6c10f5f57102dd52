package frontend

import (
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/syntax"
)

// refuseStmt reports a statement that is not taken.
func (c *compiler) refuseStmt(st syntax.Stmt) {
	what := "this statement"
	switch st := st.(type) {
	case *syntax.Delete:
		c.refuseDelete(st)
		return
	case *syntax.Match:
		c.limit(diag.UnsupportedStatement, firstLine(st), "if and elif can tell the cases apart", "'match' is not taken yet")
		return
	case *syntax.With:
		c.later(diag.UnsupportedStatement, firstLine(st), "", "'with' is not taken yet")
		return
	case *syntax.Try:
		c.later(diag.UnsupportedStatement, firstLine(st), "", "'try' is not taken yet")
		return
	case *syntax.AsyncWith:
		what = "'with'"
	case *syntax.TryStar:
		what = "'try'"
	case *syntax.AsyncFunctionDef:
		what = "'async def'"
	case *syntax.AsyncFor:
		what = "'async for'"
	}
	c.limit(diag.UnsupportedStatement, firstLine(st), "", "%s is not taken yet", what)
}

// refuseExpr reports an expression that is not taken; others pass.
func (c *compiler) refuseExpr(e syntax.Expr) {
	what := ""
	switch e := e.(type) {
	case *syntax.Yield, *syntax.YieldFrom:
		what = "'yield'"
	case *syntax.Await:
		c.limit(diag.UnsupportedExpression, e.Span(), "", "'await' is not taken yet")
		return
	default:
		return
	}
	c.later(diag.UnsupportedExpression, e.Span(), "", "%s is not taken yet", what)
}

func isText(e syntax.Expr) bool {
	k, ok := e.(*syntax.Constant)
	if !ok {
		return false
	}
	_, ok = k.Value.(string)
	return ok
}

// refuseDelete reports del of a field.
func (c *compiler) refuseDelete(st *syntax.Delete) {
	for _, t := range st.Targets {
		if t, ok := t.(*syntax.Attribute); ok {
			c.later(diag.Mutation, st.Span(), diag.MutationHelp, "mutation is not taken yet: del of the field '%s'", t.Attr)
			return
		}
	}
}

// unreported leaves out what a refused class explains.
func (c *compiler) unreported(d *diag.Diagnostic) bool {
	return slices.ContainsFunc(c.classes, func(cl *class) bool { return cl.explains(d) })
}

// explains reports whether the refusal of a class, or of its method __init__,
// is the reason of a diagnostic: for other methods of the kind, what they
// assign to self, and super.
func (cl *class) explains(d *diag.Diagnostic) bool {
	if !within(d.Span, cl.def.Span()) || d.Span == cl.def.NameSpan {
		return false
	}
	text := strings.TrimPrefix(d.Span.Text(), "del ")
	switch d.Code {
	case diag.UnsupportedClass, diag.UnsupportedDecorator, diag.BadClass:
		return cl.refused
	case diag.Mutation:
		return (cl.refused || within(d.Span, cl.init)) && strings.HasPrefix(text, "self.")
	}
	return false
}
