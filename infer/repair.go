package infer

import (
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/syntax"
	"github.com/myia-lang/myia/types"
)

// edit replaces a part of the expression at hand, as parsed gives it.
func (f *frame) edit(n syntax.Node, text string) diag.Edit {
	return diag.Edit{Span: f.placed(n.Span()), Text: text}
}

// repairOperator offers what the syntax of a binary operator and the types of
// its operands suggest.
func (f *frame) repairOperator(d *diag.Diagnostic, args []*val) {
	e, ok := f.parsed().(*syntax.BinOp)
	if !ok || len(args) != 2 || d.Code != diag.BadOperand {
		return
	}
	a, b := args[0].T, args[1].T
	switch {
	case e.Op == syntax.BitXor && isNumber(a) && isNumber(b):
		between := e.Left.Span()
		between.Start, between.End = between.End, e.Right.Span().Start
		d.WithRepair("write %s for a power", diag.Edit{Span: f.placed(between), Text: " ** "})
	case e.Op == syntax.Add && a == types.Str && isNumber(b):
		d.WithRepair("write %s", f.edit(e.Right, "str("+e.Right.Span().Text()+")"))
	case e.Op == syntax.Add && b == types.Str && isNumber(a):
		d.WithRepair("write %s", f.edit(e.Left, "str("+e.Left.Span().Text()+")"))
	case a == types.None && isCall(e.Left), b == types.None && isCall(e.Right):
		d.WithHelp("the function that is called gives None: it may lack a return")
	}
}

func isCall(e syntax.Expr) bool { _, ok := e.(*syntax.Call); return ok }

// repairDivision offers // for / where an int is needed: in an index, or in
// the one argument of a call.
func (f *frame) repairDivision(d *diag.Diagnostic) *diag.Diagnostic {
	var part syntax.Expr
	switch e := f.parsed().(type) {
	case *syntax.Subscript:
		part = e.Slice
	case *syntax.Call:
		if len(e.Args) == 1 {
			part = e.Args[0]
		}
	}
	if part != nil {
		d.Span = f.placed(part.Span())
	}
	if e, ok := part.(*syntax.BinOp); ok && e.Op == syntax.Div {
		d.WithRepair("write %s", f.edit(e, e.Left.Span().Text()+" // "+e.Right.Span().Text()))
	}
	return d
}

// repairShape offers a tuple where the sizes of an array are arguments of
// their own.
func (f *frame) repairShape(d *diag.Diagnostic, p *typed.Prim, args []*val) {
	e, ok := f.parsed().(*syntax.Call)
	if d.Code != diag.BadDType || !ok || len(e.Args) < 2 || len(args) < 2 || p.Signature().Params[0].Name != "shape" || args[1].T != types.Int {
		return
	}
	at := e.Args[0].Span().To(e.Args[len(e.Args)-1].Span())
	d.WithRepair("write %s for several axes", diag.Edit{Span: f.placed(at), Text: "(" + at.Text() + ")"})
}

// notCallable reports a call of a value that is none. Attributes that are
// methods elsewhere are read without a call.
func (f *frame) notCallable(callee *val) *val {
	d := diag.Errorf(diag.NotCallable, f.span(), "%s is not callable", f.show(callee.T))
	if e, ok := f.parsed().(*syntax.Call); ok {
		text := e.Func.Span().Text()
		switch _, attr := e.Func.(*syntax.Attribute); {
		case attr && len(e.Args) == 0:
			d.WithRepair("write %s", f.edit(e, text))
		case len(e.Args) == 1 && len(e.Keywords) == 0 && isIndexed(callee.T):
			d.WithRepair("write %s", f.edit(e, text+"["+e.Args[0].Span().Text()+"]"))
		}
	}
	f.report(d)
	return errVal()
}

// isIndexed reports whether a value of type t has elements.
func isIndexed(t types.Type) bool {
	a, array := t.(types.Array)
	return array && len(a.Dims) > 0 || t == types.Str || slices.Contains([]string{"list", "tuple", "dict"}, methodKind(t))
}

// repairParts offers a tuple where the arrays to join are arguments of their
// own.
func (f *frame) repairParts(d *diag.Diagnostic, p *typed.Prim, second types.Type) *diag.Diagnostic {
	e, ok := f.parsed().(*syntax.Call)
	if !ok || len(e.Args) < 2 || p.Signature().Params[0].Name != "xs" || !isArray(second) && !isSequence(second) {
		return d
	}
	at := e.Args[0].Span().To(e.Args[len(e.Args)-1].Span())
	return d.WithRepair("write %s", diag.Edit{Span: f.placed(at), Text: "(" + at.Text() + ")"})
}

// notAFunction reports grad of a value: often the function was called.
func (f *frame) notAFunction(name string, v *val) *val {
	d := diag.Errorf(diag.GradTarget, f.span(), "%s() needs a function, not %s", name, f.show(v.T)).WithHelp("name the function itself, without calling it")
	if e, ok := f.parsed().(*syntax.Call); ok && len(e.Args) == 1 && len(e.Keywords) == 0 {
		if inner, ok := e.Args[0].(*syntax.Call); ok {
			args := inner.Span()
			args.Start = inner.Func.Span().End
			d.WithRepair("write %s", f.edit(e, e.Func.Span().Text()+"("+inner.Func.Span().Text()+")"+args.Text()))
		}
	}
	f.report(d)
	return errVal()
}

// repairApplied offers a call of the gradient where its argument is given to
// grad itself.
func (f *frame) repairApplied(d *diag.Diagnostic, w *val) *diag.Diagnostic {
	if e, ok := f.parsed().(*syntax.Call); ok && len(e.Args) > 1 && len(e.Keywords) == 0 && (w.T == types.Float || isArray(w.T)) {
		rest := e.Args[1].Span().To(e.Args[len(e.Args)-1].Span())
		d.WithRepair("write %s", f.edit(e, e.Func.Span().Text()+"("+e.Args[0].Span().Text()+")("+rest.Text()+")"))
	}
	return d
}

// repairSelf offers the first parameter that a method lacks.
func (f *frame) repairSelf(d *diag.Diagnostic, fn *ir.Func) *diag.Diagnostic {
	at := header(fn.Loc.Span)
	i := strings.IndexByte(at.Text(), '(')
	if len(fn.Sig.Names) > 0 || i < 0 || !f.isMethod(fn) {
		return d
	}
	at.Start += i + 1
	at.End = at.Start
	return d.WithRepair("the first parameter of a method is its object: write %s", diag.Edit{Span: at, Text: "self"})
}

func (f *frame) isMethod(fn *ir.Func) bool {
	for _, c := range f.e.src.Classes {
		for _, name := range c.Order {
			if c.Methods[name] == fn.Name && c.Kinds[name] != "static" {
				return true
			}
		}
	}
	return false
}
