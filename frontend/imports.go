package frontend

import (
	"slices"
	"sort"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/syntax"
)

// knownModules are the modules that inference knows, with the modules inside.
var knownModules = set("math", "numpy", "numpy.random", "functools", "os", "os.path", "myia", "dataclasses", "typing",
	"collections.abc", "__future__", "sys")

// stdlib lists modules that programs of this kind import, to tell a limit from
// a mistake.
var stdlib = set("time", "random", "re", "json", "csv", "itertools", "collections", "operator", "copy", "abc",
	"enum", "pathlib", "string", "struct", "subprocess", "threading", "io", "logging", "pickle", "statistics", "cmath",
	"fractions", "decimal", "datetime", "contextlib", "types", "heapq", "bisect", "warnings", "argparse", "scipy", "torch",
	"jax", "pandas", "matplotlib", "sklearn", "tqdm")

func (c *compiler) imports(p place, st *syntax.Import) {
	for _, a := range st.Names {
		root, _, dotted := strings.Cut(a.Name, ".")
		bound, full := root, root
		if a.Asname != "" {
			bound, full = a.Asname, a.Name
		}
		var def static
		switch {
		case knownModules[a.Name]:
			def = staticModule{full}
		case dotted:
			c.unknownModule(a.Span(), a.Name)
		default:
			if m := c.neighbour(p, a, a.Name); m != nil {
				def = staticFile{m}
			}
		}
		c.targets[a] = c.bindAt(p, bound, binding{node: a, span: a.Span(), def: def})
	}
}

func (c *compiler) importFrom(p place, st *syntax.ImportFrom) {
	for _, a := range st.Names {
		if a.Name == "*" {
			c.limit(diag.UnsupportedImport, st.Span(), "name what you import: from "+st.Module+" import a, b", "'import *' is not taken yet")
			return
		}
	}
	if st.Level > 1 || st.Level == 1 && st.Module == "" {
		c.limit(diag.UnsupportedImport, st.Span(), "put the file beside the program and write import "+st.Names[0].Name, "relative imports are not taken yet")
	}
	if st.Module == "__future__" {
		return
	}
	m := (*module)(nil)
	if !knownModules[st.Module] {
		m = c.neighbour(p, st, st.Module)
	}
	for _, a := range st.Names {
		name := a.Name
		if a.Asname != "" {
			name = a.Asname
		}
		c.targets[a] = c.bindAt(p, name, binding{node: a, span: a.Span(), def: c.imported(st, a, m)})
	}
}

// imported is what one name of a from-import stands for.
func (c *compiler) imported(st *syntax.ImportFrom, a *syntax.Alias, m *module) static {
	if knownModules[st.Module] {
		if knownModules[st.Module+"."+a.Name] {
			return staticModule{st.Module + "." + a.Name}
		}
		c.checkMember(st.Module, a)
		return staticAttr{st.Module, a.Name}
	}
	if m == nil {
		return nil
	}
	v := m.scope.vars[a.Name]
	if v == nil {
		c.noSuchName(a.Span(), m, a.Name)
		return nil
	}
	return staticAlias{v}
}

// members lists what the small modules of Python have: true if Myia takes it.
// Inference knows the names of the others.
var members = map[string]map[string]bool{
	"functools": {"reduce": true, "partial": true, "cache": false, "lru_cache": false, "wraps": false, "cmp_to_key": false,
		"partialmethod": false, "cached_property": false, "singledispatch": false, "total_ordering": false},
	"dataclasses": {"dataclass": true, "field": true, "replace": true, "asdict": false, "astuple": false, "fields": false,
		"is_dataclass": false, "KW_ONLY": false},
	"sys": {"argv": true, "exit": false, "stdin": false, "stdout": false, "stderr": false, "maxsize": false, "path": false,
		"float_info": false, "version": false, "version_info": false, "platform": false, "modules": false,
		"setrecursionlimit": false, "getsizeof": false, "executable": false},
}

// checkedModules are the modules all of whose names inference knows.
var checkedModules = set("math", "numpy", "numpy.random", "myia")

// checkName checks a name imported from one of them.
func (c *compiler) checkName(module string, a *syntax.Alias) {
	known := c.prog.Names(module)
	if slices.Contains(known, a.Name) {
		return
	}
	help := "docs/ops.md lists what there is"
	if best := diag.Nearest(a.Name, known); best != "" {
		help = "did you mean '" + best + "'?"
	}
	c.limit(diag.NotProvided, a.Span(), help, "module '%s' has no '%s' here", module, a.Name)
}

// checkMember checks a name imported from a module in members.
func (c *compiler) checkMember(module string, a *syntax.Alias) {
	if checkedModules[module] && c.prog.Names != nil {
		c.checkName(module, a)
		return
	}
	all := members[module]
	taken, ok := all[a.Name]
	switch {
	case all == nil || taken:
	case ok:
		c.limit(diag.UnsupportedImport, a.Span(), "", "%s.%s is not taken yet", module, a.Name)
	default:
		c.noSuch(a.Span(), module, a.Name, keys(all))
	}
}

func keys[T any](m map[string]T) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}

func (c *compiler) noSuchName(at source.Span, m *module, name string) {
	c.noSuch(at, m.name, name, keys(m.scope.vars))
}

func (c *compiler) noSuch(at source.Span, module, name string, known []string) {
	help := ""
	if best := diag.Nearest(name, known); best != "" {
		help = "did you mean '" + best + "'?"
	}
	c.errorf(diag.UnknownImport, at, help, "module '%s' has no '%s'", module, name)
}

func (c *compiler) unknownModule(at source.Span, name string) {
	root, _, _ := strings.Cut(name, ".")
	if stdlib[root] || knownModules[root] {
		c.limit(diag.UnsupportedImport, at, "leave the import out, or compute what it gives before the compiled program", "the module '%s' is not taken yet", name)
		return
	}
	known := keys(knownModules)
	help := "a file " + name + ".py must stand beside the program"
	if best := diag.Nearest(name, known); best != "" {
		help = "did you mean '" + best + "'?"
	}
	c.errorf(diag.UnknownModule, at, help, "no module named '%s'", name)
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
	if stdlib[name] || c.prog.Load == nil {
		c.unknownModule(at.Span(), name)
		return nil
	}
	if p.s.kind != moduleScope || p.cond {
		c.limit(diag.UnsupportedImport, at.Span(), "move the import to the top of the file", "a file is imported only at the top level")
	}
	file, err := c.prog.Load(name)
	if err != nil {
		c.errorf(diag.UnknownModule, at.Span(), "", "cannot read module '%s': %v", name, err)
		return nil
	}
	if file == nil {
		c.unknownModule(at.Span(), name)
		return nil
	}
	tree, errs := syntax.Parse(file)
	c.diags = append(c.diags, errs...)
	m := &module{name: name, file: file, tree: tree}
	c.modules[name] = m
	c.collectModule(m)
	return m
}
