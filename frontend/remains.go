package frontend

import (
	"slices"
	"strings"
	"unicode"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/syntax"
)

// RefusedName stands for a value that nothing is known of, since what makes it was refused. No program can write it.
const RefusedName = "<refused>"

// Remains is what is left of a program when the statements are taken out in which Build found something: their variables,
// and what functions that hold them return, are of no known type. Inference finds there what else is wrong, so that one
// run tells all.
type Remains struct {
	found diag.List
	stale map[string]bool // variables that a refused statement would have changed, and that still have a value
}

// NewRemains makes the remains of a program in which these were found.
func NewRemains(found diag.List) *Remains { return &Remains{found: found, stale: map[string]bool{}} }

// Follows reports whether a diagnostic of the remains may come of what was taken out, or tells nothing of the program.
func (r *Remains) Follows(d *diag.Diagnostic) bool {
	if d.Kind == diag.Warning || d.Kind == diag.Bug || !d.Span.IsValid() || r.hit(d.Span) {
		return true
	}
	for _, word := range strings.FieldsFunc(d.Span.Text(), func(c rune) bool { return c != '_' && !unicode.IsLetter(c) && !unicode.IsDigit(c) }) {
		if r.stale[word] {
			return true
		}
	}
	return strings.Contains(d.Message, RefusedName)
}

// hit reports whether a diagnostic is at a place, at least in part.
func (r *Remains) hit(at source.Span) bool {
	for _, d := range r.found {
		if d.Kind != diag.Warning && d.Span.File == at.File && d.Span.Start < at.End && at.Start < max(d.Span.End, d.Span.Start+1) {
			return true
		}
	}
	return false
}

// cut takes refused statements out of a list. fn is the function that holds it, or nil.
func (r *Remains) cut(body []syntax.Stmt, fn *syntax.FunctionDef) []syntax.Stmt {
	var out []syntax.Stmt
	for _, st := range body {
		switch {
		case !r.hit(whole(st)):
			out = append(out, st)
		case r.within(st, fn):
			out = append(out, st)
		default:
			out = append(out, r.unknown(st, fn)...)
		}
	}
	return out
}

// whole is the place of a statement with its decorators, which stand before it.
func whole(st syntax.Stmt) source.Span {
	at := st.Span()
	var decorators []syntax.Expr
	switch st := st.(type) {
	case *syntax.FunctionDef:
		decorators = st.DecoratorList
	case *syntax.ClassDef:
		decorators = st.DecoratorList
	}
	for _, d := range decorators {
		at.Start = min(at.Start, d.Span().Start)
	}
	return at
}

// within cuts the statements in a compound one, if no more of it was refused.
func (r *Remains) within(st syntax.Stmt, fn *syntax.FunctionDef) bool {
	switch st := st.(type) {
	case *syntax.If:
		if r.hit(st.Test.Span()) {
			return false
		}
		st.Body, st.Orelse = r.cut(st.Body, fn), r.cut(st.Orelse, fn)
	case *syntax.For:
		if r.hit(st.Target.Span()) || r.hit(st.Iter.Span()) {
			return false
		}
		st.Body, st.Orelse = r.cut(st.Body, fn), r.cut(st.Orelse, fn)
	case *syntax.While:
		if r.hit(st.Test.Span()) {
			return false
		}
		st.Body, st.Orelse = r.cut(st.Body, fn), r.cut(st.Orelse, fn)
	case *syntax.FunctionDef:
		if head := whole(st); r.hit(source.Span{File: head.File, Start: head.Start, End: st.Body[0].Span().Start}) {
			return false
		}
		st.Body = append(r.cut(st.Body, st), &syntax.Return{})
		forget(st)
	default:
		return false
	}
	return true
}

// unknown stands for a statement that is taken out: what it binds or changes has no known value.
func (r *Remains) unknown(st syntax.Stmt, fn *syntax.FunctionDef) []syntax.Stmt {
	var out []syntax.Stmt
	bind := func(name string) {
		out = append(out, &syntax.Assign{Targets: []syntax.Expr{named(st, name, syntax.Store)}, Value: named(st, RefusedName, syntax.Load)})
	}
	for _, name := range bound(st) {
		bind(name)
	}
	if name := mutated(st); name != "" {
		if fn == nil || binds(fn, name) {
			bind(name)
		} else {
			r.stale[name] = true
		}
	}
	for _, s := range out {
		s.(*syntax.Assign).At = st.Span()
	}
	if len(out) == 0 {
		pass := &syntax.Pass{}
		pass.At = st.Span()
		out = append(out, pass)
	}
	return out
}

func named(at syntax.Node, id string, ctx syntax.Ctx) *syntax.Name {
	n := &syntax.Name{Id: id, Ctx: ctx}
	n.At = at.Span()
	return n
}

// bound lists what a statement binds in the scope that it stands in.
func bound(st syntax.Stmt) []string {
	var out []string
	syntax.Inspect(st, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Name:
			if n.Ctx == syntax.Store {
				out = append(out, n.Id)
			}
		case *syntax.FunctionDef:
			out = append(out, n.Name)
			return false
		case *syntax.AsyncFunctionDef:
			out = append(out, n.Name)
			return false
		case *syntax.ClassDef:
			out = append(out, n.Name)
			return false
		case *syntax.Alias:
			name := n.Name
			if n.Asname != "" {
				name = n.Asname
			}
			out = append(out, name)
		case *syntax.ExceptHandler:
			if n.Name != "" {
				out = append(out, n.Name)
			}
		case *syntax.Lambda, *syntax.ListComp, *syntax.SetComp, *syntax.DictComp, *syntax.GeneratorExp:
			return false
		}
		return true
	})
	return out
}

// mutated is the variable of which a statement changes a part, or "".
func mutated(st syntax.Stmt) string {
	var targets []syntax.Expr
	switch st := st.(type) {
	case *syntax.Assign:
		targets = st.Targets
	case *syntax.AugAssign:
		targets = []syntax.Expr{st.Target}
	case *syntax.Delete:
		targets = st.Targets
	case *syntax.ExprStmt:
		if call, ok := st.Value.(*syntax.Call); ok {
			targets = []syntax.Expr{call.Func}
		}
	}
	for _, t := range targets {
		if name, ok := root(t).(*syntax.Name); ok && name != t {
			return name.Id
		}
	}
	return ""
}

// root is what an element or a field is of.
func root(e syntax.Expr) syntax.Expr {
	for {
		switch x := e.(type) {
		case *syntax.Attribute:
			e = x.Value
		case *syntax.Subscript:
			e = x.Value
		default:
			return e
		}
	}
}

// binds reports whether a name is a variable of the function.
func binds(fn *syntax.FunctionDef, name string) bool {
	return slices.Contains(parameters(fn.Args), name) ||
		slices.ContainsFunc(fn.Body, func(st syntax.Stmt) bool { return slices.Contains(bound(st), name) })
}

func parameters(args *syntax.Arguments) []string {
	var out []string
	syntax.Inspect(args, func(n syntax.Node) bool {
		if a, ok := n.(*syntax.Arg); ok {
			out = append(out, a.Arg)
		}
		return true
	})
	return out
}

// forget makes what a function returns unknown. What the returns compute is still looked at: it is passed to a call of the
// unknown.
func forget(fn *syntax.FunctionDef) {
	for _, st := range fn.Body {
		syntax.Inspect(st, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.FunctionDef, *syntax.Lambda:
				return false
			case *syntax.Return:
				if !n.At.IsValid() {
					n.At = fn.Span()
				}
				call := &syntax.Call{Func: named(n, RefusedName, syntax.Load)}
				if call.At = n.At; n.Value != nil {
					call.Args = []syntax.Expr{n.Value}
				}
				n.Value = call
			}
			return true
		})
	}
}
