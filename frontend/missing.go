package frontend

import (
	"slices"
	"sort"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/syntax"
)

// undefined reports a name that nothing binds: a built-in that is not taken,
// one that an import would bind, a field without its object, or one that is
// nearly right.
func (c *compiler) undefined(w use) {
	name := w.name.Id
	at := w.name.Span()
	if names.IsBuiltin(name) {
		c.limit(diag.UnsupportedBuiltin, at, names.Instead(name), "the built-in '%s' is not taken yet", name)
		return
	}
	d := diag.Errorf(diag.UndefinedName, at, "name '%s' is not defined", name)
	if self := c.selfOf(w); self != "" {
		c.report(d.WithRepair("write %s", diag.Edit{Span: at, Text: self + "." + name}))
		return
	}
	if np := c.numpy(w.scope.mod); np != "" && slices.Contains(c.provided("numpy"), name) && len(name) > 1 {
		c.report(d.WithRepair("write %s", diag.Edit{Span: at, Text: np + "." + name}))
		return
	}
	if t := c.prog.Names; t != nil && t.ImportLine(name) != "" {
		c.missingImport(w, d, t.ImportLine(name))
		return
	}
	if name == "null" || name == "nil" {
		c.report(d.WithRepair("write %s", diag.Edit{Span: at, Text: "None"}))
		return
	}
	if help := names.Instead(name); help != "" {
		c.report(d.WithHelp("%s", help))
		return
	}
	if best := diag.Nearest(name, c.visible(w.scope)...); best != "" {
		d.WithRepair("did you mean %s?", diag.Edit{Span: at, Text: best})
	}
	c.report(d)
}

// visible lists the names that a scope sees, its own first, each in order.
func (c *compiler) visible(s *scope) [][]string {
	var known [][]string
	for ; s != nil; s = s.parent {
		known = append(known, c.namesOf(s))
	}
	if c.offered == nil {
		c.offered = append(c.builtinNames(), "True", "False", "None")
		sort.Strings(c.offered)
	}
	return append(known, c.offered)
}

// namesOf lists the variables of a scope, of which all are known.
func (c *compiler) namesOf(s *scope) []string {
	list, known := c.sorted[s]
	if !known {
		list = keys(s.vars)
		c.sorted[s] = list
	}
	return list
}

// missingImport reports a name that an import would bind, once for each file.
func (c *compiler) missingImport(w use, d *diag.Diagnostic, line string) {
	m := w.scope.mod
	if m.missing[w.name.Id] {
		return
	}
	if m.missing == nil {
		m.missing = map[string]bool{}
	}
	m.missing[w.name.Id] = true
	c.report(d.WithRepair("add the line %s", m.insertion(line)))
}

// insertion adds an import to a file: before its first statement that is
// neither its docstring nor an import from __future__.
func (m *module) insertion(line string) diag.Edit {
	at := source.Span{File: m.file, Start: len(m.file.Text), End: len(m.file.Text)}
	for i, st := range m.tree.Body {
		if e, ok := st.(*syntax.ExprStmt); ok && i == 0 && isText(e.Value) {
			continue
		}
		if f, ok := st.(*syntax.ImportFrom); ok && f.Module == "__future__" {
			continue
		}
		at.Start = lineStart(whole(st))
		at.End = at.Start
		break
	}
	return diag.Edit{Span: at, Text: line + "\n"}
}

func lineStart(s source.Span) int {
	return s.File.Offset(source.Pos{Line: s.File.Position(s.Start).Line})
}

// numpy is the name that a file has bound NumPy to, or "".
func (c *compiler) numpy(m *module) string {
	if name, known := c.numpyAs[m]; known {
		return name
	}
	c.numpyAs[m] = ""
	for _, name := range c.namesOf(m.scope) {
		for _, b := range m.scope.vars[name].binds {
			if def, ok := b.def.(staticModule); ok && def.name == "numpy" && c.numpyAs[m] == "" {
				c.numpyAs[m] = name
			}
		}
	}
	return c.numpyAs[m]
}

// selfOf is the first parameter of the method around a name, if the class has
// a field or method of that name.
func (c *compiler) selfOf(w use) string {
	u := w.scope.unit
	for u != nil && u.method == nil {
		u = u.parent
	}
	if u == nil || len(u.params) == 0 || u.method.ir.Kinds[u.display] == "static" || !u.method.has(w.name.Id) {
		return ""
	}
	return u.params[0].name
}

// has reports whether objects of a class have an attribute.
func (cl *class) has(name string) bool {
	return cl.scope.vars[name] != nil || cl.hasField(name)
}

func (cl *class) hasField(name string) bool {
	return slices.ContainsFunc(cl.fields, func(f classField) bool { return f.name == name })
}

// starImport is from MODULE import *, with what the file uses of it.
type starImport struct {
	at    *syntax.ImportFrom
	mod   *module
	known []string
	used  []string
}

// importStar refuses import *, once it is known what it was to bring.
func (c *compiler) importStar(p place, st *syntax.ImportFrom) {
	known := c.provided(st.Module)
	if !names.IsModule(st.Module) {
		if m := c.neighbour(p, st, st.Module); m != nil {
			known = keys(m.scope.vars)
		}
	}
	c.stars = append(c.stars, &starImport{at: st, mod: p.s.mod, known: known})
}

// starred reports whether an import * stands for a name that nothing else in
// the program binds. Where it does, a built-in of the name is hidden too.
func (c *compiler) starred(w use) bool {
	for _, s := range c.stars {
		if s.mod != w.scope.mod {
			continue
		}
		name := w.name.Id
		if slices.Contains(s.known, name) {
			if !slices.Contains(s.used, name) {
				s.used = append(s.used, name)
			}
			return true
		}
		if has, _ := names.PythonHas(s.at.Module, name); has {
			c.limit(diag.NotProvided, w.name.Span(), instead(s.at.Module, name), "%s.%s is not taken yet", s.at.Module, name)
			return true
		}
	}
	return false
}

// refuseStars reports the import * statements with what to write for them.
func (c *compiler) refuseStars() {
	for _, s := range c.stars {
		d := diag.Limitf(diag.UnsupportedImport, s.at.Span(), "'import *' is not taken yet")
		if len(s.used) > 0 {
			d.WithRepair("write %s", diag.Edit{Span: s.at.Span(), Text: "from " + s.at.Module + " import " + strings.Join(s.used, ", ")})
		}
		c.report(d)
	}
}
