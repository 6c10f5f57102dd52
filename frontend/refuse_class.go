package frontend

import (
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/syntax"
)

// refusePlain reports a class that is no dataclass. One without state and
// bases is the same as a dataclass without fields that compares and prints as
// objects do.
func (c *compiler) refusePlain(p place, cl *class) {
	cl.refused = true
	d := diag.Limitf(diag.UnsupportedClass, cl.def.NameSpan, "a class that is not a frozen dataclass is not taken yet")
	if len(cl.def.Bases)+len(cl.def.Keywords) == 0 && stateless(cl.def) {
		at := cl.def.Span()
		at.End = at.Start
		d.WithRepair("write %s above it",
			append([]diag.Edit{{Span: at, Text: "@dataclass(frozen=True, eq=False, repr=False)\n" + indentOf(at)}}, c.importing(p, "dataclass", "from dataclasses import dataclass")...)...)
	}
	c.postpone(d)
}

// stateless reports whether a class has methods and constants only, and none of
// its methods makes or changes objects in a way of its own.
func stateless(def *syntax.ClassDef) bool {
	ok := true
	syntax.Inspect(def, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.FunctionDef:
			ok = ok && !refusedMethods[n.Name] && takenDecorators(n)
		case *syntax.Attribute:
			ok = ok && n.Ctx == syntax.Load
		case *syntax.AnnAssign:
			ok = false
		}
		return n != nil
	})
	return ok
}

func takenDecorators(f *syntax.FunctionDef) bool {
	for _, d := range f.DecoratorList {
		if methodKinds[d.Span().Text()] == "" {
			return false
		}
	}
	return true
}

// indentOf is the white space before a place on its line.
func indentOf(at source.Span) string {
	pos := at.File.Position(at.Start)
	line := at.File.Line(pos.Line)[:pos.Col]
	return line[:len(line)-len(strings.TrimLeft(line, " \t"))]
}

// refuseUnfrozen reports the dataclasses that are not frozen. What is known of
// the whole program tells whether one might as well be.
func (c *compiler) refuseUnfrozen() {
	for _, cl := range c.classes {
		if cl.unfrozen == nil {
			continue
		}
		d := diag.Limitf(diag.UnsupportedClass, cl.def.NameSpan, "a dataclass that is not frozen is not taken yet")
		assigned := func(s fieldStore) bool { return cl.hasField(s.field) }
		if i := slices.IndexFunc(c.stores, assigned); i >= 0 {
			cl.mutable, cl.refused = true, true
			d.WithRelated(c.stores[i].at, "'%s' is assigned here", c.stores[i].field)
		} else {
			d.WithRepair("write %s: no field is assigned", diag.Edit{Span: withAt(cl.unfrozen.Span()), Text: frozen(cl.unfrozen)})
		}
		c.postpone(d)
	}
}

// withAt widens the span of a decorator by its @.
func withAt(s source.Span) source.Span {
	if s.Start > 0 && s.File.Text[s.Start-1] == '@' {
		s.Start--
	}
	return s
}

// frozen is the text of a decorator @dataclass with frozen=True.
func frozen(d syntax.Expr) string {
	call, ok := d.(*syntax.Call)
	if !ok {
		return "@" + d.Span().Text() + "(frozen=True)"
	}
	args := []string{"frozen=True"}
	for _, k := range call.Keywords {
		if k.Arg != "frozen" {
			args = append(args, k.Span().Text())
		}
	}
	return "@" + call.Func.Span().Text() + "(" + strings.Join(args, ", ") + ")"
}
