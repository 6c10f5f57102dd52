package infer

import (
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/syntax"
	"github.com/myia-lang/myia/types"
)

// parsed reads the expression at hand again: its syntax, with spans that count
// from its start. It is nil where the place is no expression.
func (f *frame) parsed() syntax.Expr {
	at := f.span()
	if !at.IsValid() || inLibrary(at) {
		return nil
	}
	e, errs := syntax.ParseExpr(source.NewFile(at.File.Name, []byte(at.Text())))
	if len(errs) > 0 {
		return nil
	}
	return e
}

// placed moves a span of what parsed gives to its place in the program.
func (f *frame) placed(s source.Span) source.Span {
	at := f.span()
	return source.Span{File: at.File, Start: at.Start + s.Start, End: at.Start + s.End}
}

// iterable is the place of what the loop whose first line is s goes over, or s.
func (f *frame) iterable(s source.Span) source.Span {
	if !strings.HasPrefix(s.Text(), "for ") {
		return s
	}
	for _, text := range []string{s.Text() + "\n pass", s.Text() + ":\n pass", s.Text()} {
		tree, errs := syntax.Parse(source.NewFile(s.File.Name, []byte(text)))
		if len(errs) > 0 {
			continue
		}
		if loop, ok := tree.Body[0].(*syntax.For); ok {
			return f.placed(loop.Iter.Span())
		}
	}
	return s
}

// keyword is the place of the name of a keyword argument of the call at hand,
// or that of the call.
func (f *frame) keyword(name string) source.Span {
	if call, ok := f.parsed().(*syntax.Call); ok {
		for _, k := range call.Keywords {
			if k.Arg == name {
				s := f.placed(k.Span())
				s.End = s.Start + len(name)
				return s
			}
		}
	}
	return f.span()
}

// extra is the place of the first of the last n positional arguments of the
// call at hand, or that of the call.
func (f *frame) extra(n int) source.Span {
	call, ok := f.parsed().(*syntax.Call)
	if !ok || len(call.Args) < n || slices.ContainsFunc(call.Args, isStarred) {
		return f.span()
	}
	return f.placed(call.Args[len(call.Args)-n].Span())
}

func isStarred(e syntax.Expr) bool { _, ok := e.(*syntax.Starred); return ok }

// badKeyword is the diagnostic of a keyword argument that a function does not
// have, at its place.
func (f *frame) badKeyword(called, name string, known []string) *diag.Diagnostic {
	at := f.keyword(name)
	d := diag.Errorf(diag.BadArguments, at, "%s() got an unexpected keyword argument '%s'", called, name)
	if alias := torchKeywords[name]; slices.Contains(known, alias) {
		return d.WithRepair("write %s", diag.Edit{Span: at, Text: alias})
	}
	return suggest(d, at, name, known)
}

// givenTwice is the diagnostic of a keyword argument that a positional one has filled, at its place.
func (f *frame) givenTwice(called, name string) *diag.Diagnostic {
	return diag.Errorf(diag.BadArguments, f.keyword(name), "%s() got multiple values for argument '%s'", called, name)
}

// torchKeywords are NumPy's names for keyword arguments of other libraries.
var torchKeywords = map[string]string{"dim": "axis", "dims": "axis", "keepdim": "keepdims"}

// suggest offers the known name that is most like one, where the place ends
// with it.
func suggest(d *diag.Diagnostic, at source.Span, name string, known []string) *diag.Diagnostic {
	best := diag.Nearest(name, known)
	if best == "" || !strings.HasSuffix(at.Text(), name) {
		return d
	}
	at.Start = at.End - len(name)
	return d.WithRepair("did you mean %s?", diag.Edit{Span: at, Text: best})
}

// methodsHelp says what there is instead of a method that Myia lacks.
func (f *frame) methodsHelp(t types.Type, name string) string {
	kind := methodKind(t)
	switch help := names.Instead("." + kind + "." + name); {
	case help != "":
		return help
	case kind == "array":
		return diag.OpsHelp
	}
	return oneOfThese("method of "+kind, f.e.opts.Names.Of("."+kind))
}

func (f *frame) itemOfDict(x *val, t types.Dict, i *val) *val {
	name, ok := f.knownKey(t, i)
	if !ok {
		return f.itemOfMap(f.asMap(x), i)
	}
	for j, n := range t.Names {
		if n == name {
			return f.part(x, j)
		}
	}
	d := diag.Errorf(diag.NoKey, f.span(), "KeyError: '%s'", name).WithHelp("%s", oneOfThese("key", t.Names))
	if e, ok := f.parsed().(*syntax.Subscript); ok {
		if best := diag.Nearest(name, t.Names); best != "" && strings.Trim(e.Slice.Span().Text(), `"'`) == name {
			d.WithRepair("did you mean %s?", diag.Edit{Span: f.placed(e.Slice.Span()), Text: `"` + best + `"`})
		}
	}
	f.report(d)
	return errVal()
}

// hasKey reports whether t is a dict with a key.
func hasKey(t types.Type, key string) bool {
	d, ok := t.(types.Dict)
	return ok && slices.Contains(d.Names, key)
}

func fieldNames(c *ir.Class) []string {
	var names []string
	for _, fd := range c.Fields {
		names = append(names, fd.Name)
	}
	return names
}
