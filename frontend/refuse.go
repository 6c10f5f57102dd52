package frontend

import (
	"fmt"
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/source"
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

// fieldStore is a place where a field is assigned.
type fieldStore struct {
	field string
	at    source.Span
}

// refuseStore reports an assignment to a field: the first of a statement.
func (c *compiler) refuseStore(t syntax.Expr, at syntax.Node) {
	if _, element := t.(*syntax.Subscript); element {
		return
	}
	if k := (said{diag.Mutation, at.Span()}); !c.said[k] {
		c.said[k] = true
		c.mutation(t, t, "assignment to %s", partOf(t))
	}
}

func partOf(t syntax.Expr) string {
	if a, ok := t.(*syntax.Attribute); ok {
		return "the field '" + a.Attr + "'"
	}
	return "an element"
}

// refuseDelete reports del of a field or a variable.
func (c *compiler) refuseDelete(st *syntax.Delete) {
	for _, t := range st.Targets {
		switch t.(type) {
		case *syntax.Subscript:
		case *syntax.Attribute:
			c.mutation(st, t, "del of %s", partOf(t))
			return
		default:
			c.postpone(diag.Limitf(diag.UnsupportedStatement, st.Span(), "'del' is not taken yet").
				WithRepair("write %s: what is read no more is freed", diag.Edit{Span: st.Span(), Text: "pass"}))
			return
		}
	}
}

// refuseAug reports an operation in place on a field.
func (c *compiler) refuseAug(st *syntax.AugAssign) {
	if _, element := st.Target.(*syntax.Subscript); element {
		return
	}
	c.mutation(st, st.Target, "%s= on %s", st.Op, partOf(st.Target))
}

// mutation reports a change of part, which n makes.
func (c *compiler) mutation(n syntax.Node, part syntax.Expr, format string, args ...any) {
	if a, ok := part.(*syntax.Attribute); ok {
		c.stores = append(c.stores, fieldStore{a.Attr, n.Span()})
	}
	c.later(diag.Mutation, n.Span(), diag.MutationHelp, "mutation is not taken yet: %s", fmt.Sprintf(format, args...))
}

// unreported leaves out what a refused class explains.
func (c *compiler) unreported(d *diag.Diagnostic) bool {
	return slices.ContainsFunc(c.classes, func(cl *class) bool { return cl.explains(d) || cl.mutable && c.storesField(d, cl) })
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
	case diag.UnsupportedBuiltin:
		return cl.refused && text == "super"
	}
	return false
}

// storesField reports whether a diagnostic is of an assignment to a field of a
// class.
func (c *compiler) storesField(d *diag.Diagnostic, cl *class) bool {
	return d.Code == diag.Mutation && slices.ContainsFunc(c.stores, func(s fieldStore) bool { return s.at == d.Span && cl.hasField(s.field) })
}
