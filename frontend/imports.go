package frontend

import (
	"cmp"
	"sort"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/syntax"
)

func (c *compiler) imports(p place, st *syntax.Import) {
	for _, a := range st.Names {
		root, _, dotted := strings.Cut(a.Name, ".")
		bound, full := root, root
		if a.Asname != "" {
			bound, full = a.Asname, a.Name
		}
		var def static
		switch {
		case c.isModule(a.Name):
			def = staticModule{full}
		case dotted:
			c.unknownModule(a, a.Name)
		default:
			if m := c.neighbour(p, a, a.Name); m != nil {
				def = staticFile{m}
			}
		}
		v := c.bindAt(p, bound, binding{node: a, span: a.Span(), def: def})
		if c.targets[a] = v; def == nil && names.IsForeign(full) {
			c.foreign[v] = full
		}
	}
}

func (c *compiler) importFrom(p place, st *syntax.ImportFrom) {
	if st.Names[0].Name == "*" {
		c.importStar(p, st)
		return
	}
	if st.Level > 1 || st.Level == 1 && st.Module == "" {
		c.refuseRelative(st)
	}
	if st.Module == "__future__" {
		return
	}
	m := (*module)(nil)
	if !c.isModule(st.Module) {
		m = c.neighbour(p, st, st.Module)
	}
	for _, a := range st.Names {
		name := a.Name
		if a.Asname != "" {
			name = a.Asname
		}
		def, typo := c.imported(st, a, m)
		v := c.bindAt(p, name, binding{node: a, span: a.Span(), def: def})
		c.targets[a] = v
		if typo != nil && a.Asname == "" {
			c.typos[v] = typo
		}
	}
}

// means reports whether an expression is what a module has under a name, as far as the imports before it tell.
func (s *scope) means(e syntax.Expr, module, name string) bool {
	is := func(at syntax.Expr, want static, otherwise string) bool {
		n, ok := at.(*syntax.Name)
		if !ok {
			return false
		}
		v := s.lookup(n.Id)
		if v == nil || len(v.binds) == 0 || v.binds[len(v.binds)-1].def == nil { // not imported, or refused
			return n.Id == otherwise
		}
		return v.binds[len(v.binds)-1].def == want
	}
	if a, ok := e.(*syntax.Attribute); ok {
		return a.Attr == name && is(a.Value, staticModule{module}, module)
	}
	return is(e, staticAttr{module, name}, name)
}

// isModule reports whether the program may import a module.
func (c *compiler) isModule(name string) bool {
	return names.IsModule(name) || c.prog.References && names.IsReferenceModule(name)
}

// refuseRelative reports from . import name: a file beside the program has a
// name of its own.
func (c *compiler) refuseRelative(st *syntax.ImportFrom) {
	d := diag.Limitf(diag.UnsupportedImport, st.Span(), "relative imports are not taken yet")
	if st.Level == 1 {
		at := st.Names[0].Span().To(st.Names[len(st.Names)-1].Span())
		d.WithRepair("write %s", diag.Edit{Span: st.Span(), Text: "import " + at.Text()})
	}
	c.report(d)
}

// imported is what one name of a from-import stands for, or the mistake in it.
func (c *compiler) imported(st *syntax.ImportFrom, a *syntax.Alias, m *module) (static, *diag.Diagnostic) {
	if c.isModule(st.Module) {
		if names.IsModule(st.Module + "." + a.Name) {
			return staticModule{st.Module + "." + a.Name}, nil
		}
		return staticAttr{st.Module, a.Name}, c.checkMember(st.Module, a)
	}
	if m == nil {
		return nil, nil
	}
	v := m.scope.vars[a.Name]
	if v == nil {
		return nil, c.noSuch(a.Span(), m.name, a.Name, keys(m.scope.vars))
	}
	return staticAlias{v}, nil
}

// notTaken is the code for a name of a module that is not taken.
func notTaken(module string) diag.Code {
	if names.Covered(module) {
		return diag.NotProvided
	}
	return diag.UnsupportedImport
}

// instead says what to write for a name of a module, or where to look.
func instead(module, name string) string {
	help := names.Instead(module + "." + name)
	if module == "myia" {
		help = names.Instead(name) // what others call theirs
	}
	if help != "" || !names.Covered(module) {
		return help
	}
	return diag.OpsHelp
}

// checkMember checks a name imported from a module.
func (c *compiler) checkMember(module string, a *syntax.Alias) *diag.Diagnostic {
	has, listed := names.PythonHas(module, a.Name)
	switch {
	case c.prog.References && names.OfReferences(module, a.Name):
	case c.prog.Names == nil || c.prog.Names.Has(module, a.Name):
	case has || !listed && names.Covered(module) && module != "myia" || module == "myia" && names.Instead(a.Name) != "":
		c.lacking[a.Name] = true
		c.limit(notTaken(module), a.Span(), instead(module, a.Name), "%s.%s is not taken yet", module, a.Name)
	case module == "numpy" && dtype.DefinedBy(a.Name) != "":
		d := diag.Errorf(diag.UnknownImport, a.Span(), "module 'numpy' has no '%s'", a.Name)
		c.report(d.WithHelp("%s has it", dtype.DefinedBy(a.Name)))
	case listed || module == "myia":
		return c.noSuch(a.Span(), module, a.Name, c.provided(module))
	}
	return nil
}

func keys[T any](m map[string]T) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

// noSuch reports a name that a module does not have, and gives the diagnostic
// if one is near.
func (c *compiler) noSuch(at source.Span, module, name string, known []string) *diag.Diagnostic {
	d := diag.Errorf(diag.UnknownImport, at, "module '%s' has no '%s'", module, name)
	c.report(d)
	best := diag.Nearest(name, known)
	if best == "" {
		return nil
	}
	at.End = at.Start + len(name)
	return d.WithRepair("did you mean %s?", diag.Edit{Span: at, Text: best})
}

func (c *compiler) unknownModule(n syntax.Node, name string) {
	at := n.Span()
	root, _, _ := strings.Cut(name, ".")
	if from, ok := n.(*syntax.ImportFrom); ok && c.refuseNames(from) {
		return
	}
	if names.IsForeign(name) || names.IsModule(root) {
		c.limit(diag.UnsupportedImport, at, cmp.Or(names.Instead(name), names.Instead(root)), "the module '%s' is not taken yet", name)
		return
	}
	d := diag.Errorf(diag.UnknownModule, at, "no module named '%s'", name)
	if best := diag.Nearest(name, names.Modules()); best != "" {
		start := at.Start + strings.Index(at.Text(), name)
		d.WithRepair("did you mean %s?", diag.Edit{Span: source.Span{File: at.File, Start: start, End: start + len(name)}, Text: best})
	} else {
		d.WithHelp("a file of your own, %s.py, must stand beside the program", name)
	}
	c.report(d)
}

// neighbour loads and collects a file beside the program.
func (c *compiler) neighbour(p place, at syntax.Node, name string) *module {
	if m := c.modules[name]; m != nil {
		if m.state == 0 {
			c.limit(diag.UnsupportedImport, at.Span(), "move what both files need into a third one", "the import of '%s' goes in a circle", name)
			return nil
		}
		return m
	}
	if c.prog.Load == nil {
		c.unknownModule(at, name)
		return nil
	}
	file, err := c.prog.Load(name)
	if err != nil {
		c.errorf(diag.UnknownModule, at.Span(), "", "cannot read module '%s': %v", name, err)
		return nil
	}
	if file == nil {
		c.unknownModule(at, name)
		return nil
	}
	if p.s.kind != moduleScope || p.cond {
		c.limit(diag.UnsupportedImport, at.Span(), "move the import to the top of the file", "a file is imported only at the top level")
	}
	tree, errs := c.prog.parse(file)
	c.diags = append(c.diags, errs...)
	m := &module{name: name, file: file, tree: tree}
	c.modules[name] = m
	c.collectModule(m)
	return m
}
