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

// others are the modules of Python's standard library and some packages that
// programs of this kind import, to tell a limit from a mistake.
var others = set(strings.Fields("abc aifc antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii " +
	"bisect builtins bz2 cProfile calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys " +
	"compileall concurrent configparser contextlib contextvars copy copyreg crypt csv ctypes curses datetime " +
	"dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp " +
	"fileinput fnmatch fractions ftplib gc getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac " +
	"html http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 " +
	"linecache locale logging lzma mailbox mailcap marshal mimetypes mmap modulefinder multiprocessing netrc " +
	"nntplib ntpath numbers opcode operator optparse pathlib pdb pickle pickletools pipes pkgutil platform " +
	"plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc queue quopri random " +
	"re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal " +
	"site smtplib sndhdr socket socketserver sqlite3 ssl stat statistics string stringprep struct subprocess " +
	"sunau symtable sysconfig syslog tabnanny tarfile telnetlib tempfile termios textwrap this threading " +
	"time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle types unicodedata " +
	"unittest urllib uu uuid venv warnings wave weakref webbrowser wsgiref xml xmlrpc zipapp zipfile zipimport " +
	"zlib zoneinfo " +
	"autograd chex cupy cv2 equinox flax jax jaxlib keras matplotlib networkx numba numexpr optax pandas PIL " +
	"plotly pytest requests scipy seaborn sklearn statsmodels sympy tensorflow torch torchvision tqdm " +
	"transformers yaml")...)

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
	if !knownModules[st.Module] {
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
	if knownModules[st.Module] {
		if knownModules[st.Module+"."+a.Name] {
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
func (c *compiler) checkName(module string, a *syntax.Alias) *diag.Diagnostic {
	known := c.prog.Names(module)
	if slices.Contains(known, a.Name) {
		return nil
	}
	if has, listed := PythonHas(module, a.Name); has || !listed && module != "myia" {
		c.limit(diag.NotProvided, a.Span(), diag.OpsHelp, "%s.%s is not taken yet", module, a.Name)
		return nil
	}
	return c.noSuch(a.Span(), module, a.Name, known)
}

// checkMember checks a name imported from a module in members.
func (c *compiler) checkMember(module string, a *syntax.Alias) *diag.Diagnostic {
	if checkedModules[module] && c.prog.Names != nil {
		return c.checkName(module, a)
	}
	all := members[module]
	taken, ok := all[a.Name]
	switch {
	case all == nil || taken:
	case ok:
		c.lacking[a.Name] = true
		c.limit(diag.UnsupportedImport, a.Span(), "", "%s.%s is not taken yet", module, a.Name)
	default:
		return c.noSuch(a.Span(), module, a.Name, keys(all))
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

func (c *compiler) unknownModule(at source.Span, name string) {
	root, _, _ := strings.Cut(name, ".")
	if others[root] || knownModules[root] {
		c.limit(diag.UnsupportedImport, at, moduleHelp[name], "the module '%s' is not taken yet", name)
		return
	}
	d := diag.Errorf(diag.UnknownModule, at, "no module named '%s'", name)
	if best := diag.Nearest(name, keys(knownModules)); best != "" {
		start := at.Start + strings.Index(at.Text(), name)
		d.WithRepair("did you mean %s?", diag.Edit{Span: source.Span{File: at.File, Start: start, End: start + len(name)}, Text: best})
	} else {
		d.WithHelp("a file of your own, %s.py, must stand beside the program", name)
	}
	c.report(d)
}

// moduleHelp says for some modules what there is.
var moduleHelp = map[string]string{
	"random": "np.random draws random numbers",
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
		c.unknownModule(at.Span(), name)
		return nil
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
