package frontend

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/syntax"
)

// MainFunc is the name of the function that runs the module level.
const MainFunc = "__main__"

// Program is what to build.
type Program struct {
	File *source.File // the main file
	// Load finds the file of a module that the program imports, or returns
	// nil if there is none. It may be nil.
	Load func(module string) (*source.File, error)
	// Names are those that programs may use, or nil: then they are not checked.
	Names *names.Table
	// Known reports further built-ins, for the library; it may be nil.
	Known func(name string) bool
	// Prefix stands before the names in IR of the main file's functions.
	Prefix string
	// Name is the value of __name__ in the main file; "" means "__main__".
	Name string
	// Entry is what to call after the module level, or nil. Its result is
	// the result of MainFunc.
	Entry *Entry
	// References takes also what inference does not take yet, and only interp/dynamic runs: objects that change, and have
	// an identity. One that is made again is another one, functions read variables of modules when they are called, and
	// classes are made where their statements stand.
	References bool
	// Remains says what to take out of the program before it is built, or is nil.
	Remains *Remains
}

// parse reads a file of the program.
func (p *Program) parse(file *source.File) (*syntax.Module, diag.List) {
	tree, errs := syntax.Parse(file)
	if len(errs) == 0 && p.Remains != nil {
		tree.Body = p.Remains.cut(tree.Body, nil)
	}
	return tree, errs
}

// Entry is a call of a function of the main file. The arguments become the
// parameters of MainFunc: Args positional ones, then one for each of Names.
type Entry struct {
	Func  string
	Args  int
	Names []string
	// Transform is "", or "grad" or "value_and_grad" of package myia to apply
	// to the function; Wrt holds int64s and strings to pass along with it.
	Transform string
	Wrt       []any
}

// Build makes the surface module of a program. When the list holds anything
// but warnings the module is nil.
func Build(p *Program) (*ir.Module, diag.List) {
	c := newCompiler(p)
	main, errs := p.parse(p.File)
	if len(errs) > 0 {
		return nil, errs
	}
	c.collectMain(main)
	c.resolve()
	c.classify()
	c.refuseWide()
	c.capture()
	if !failed(c.diags) {
		c.markRecursive()
		c.checkEscapes()
		c.findCells()
		c.emitAll()
	}
	if failed(c.diags) {
		return nil, c.reported()
	}
	return c.out, c.reported()
}

func failed(ds diag.List) bool {
	for _, d := range ds {
		if d.Kind != diag.Warning {
			return true
		}
	}
	return false
}

// compiler holds what the steps share.
type compiler struct {
	prog       *Program
	out        *ir.Module
	diags      diag.List
	said       map[said]bool
	modules    map[string]*module
	main       *module
	top        *unit // "__main__"
	units      []*unit
	classes    []*class
	nvars      int
	vars       []*variable                 // all, in order
	scopes     map[syntax.Node]*scope      // of functions, lambdas, comprehensions, classes
	unitOf     map[syntax.Node]*unit       // of functions and lambdas
	classOf    map[*syntax.ClassDef]*class //
	names      map[*syntax.Name]*variable  // what each name means; nil for built-ins
	pending    []use                       // names that wait for resolve
	wide       []*syntax.Call              // calls of one int that has 64 bits and no sign
	attrs      []attrUse
	stores     []attrStore
	after      map[*unit]map[syntax.Node]live  // what is live after each statement
	lives      map[syntax.Stmt]*liveFound      // what is live before an if statement
	files      []*module                       // in the order of import
	augTargets map[*syntax.Name]bool           // read as well as assigned
	attrVar    map[*syntax.Attribute]*variable // variables of other files
	handlers   map[*syntax.ExceptHandler]*variable
	funcs      map[string]bool           // names of functions in use
	hidden     map[syntax.Expr]*variable // of a default's expression
	targets    map[syntax.Node]*variable // bound by a def, class or import
	globals    map[*variable]bool        // variables of modules that functions read when they are called
	unsure     map[*syntax.Name]bool     // that may be read before they are bound
	stars      []*starImport
	typos      map[*variable]*diag.Diagnostic // of names imported under a wrong spelling
	lacking    map[string]bool                // names whose import was refused
	foreign    map[*variable]string           // modules of other libraries
	told       map[string]bool                // what was said of their names
	sorted     map[*scope][]string            // the names of scopes, once one is missed there
	offered    []string                       // the names that every program has, then, too
	numpyAs    map[*module]string             // what files have bound NumPy to, or ""
}

// said keeps one diagnostic per place and code.
type said struct {
	code diag.Code
	span source.Span
}

// module is one file.
type module struct {
	name    string // "" for the main file
	file    *source.File
	tree    *syntax.Module
	scope   *scope
	state   int // 0 being collected, 1 collected
	emitted bool
	missing map[string]bool // names that were reported with the import that binds them
}

func newCompiler(p *Program) *compiler {
	return &compiler{
		prog: p, out: ir.NewModule(ir.Surface),
		said: map[said]bool{}, modules: map[string]*module{},
		scopes: map[syntax.Node]*scope{}, unitOf: map[syntax.Node]*unit{},
		classOf: map[*syntax.ClassDef]*class{}, names: map[*syntax.Name]*variable{},
		funcs: map[string]bool{}, hidden: map[syntax.Expr]*variable{},
		targets: map[syntax.Node]*variable{}, attrVar: map[*syntax.Attribute]*variable{}, handlers: map[*syntax.ExceptHandler]*variable{},
		augTargets: map[*syntax.Name]bool{}, globals: map[*variable]bool{}, unsure: map[*syntax.Name]bool{}, after: map[*unit]map[syntax.Node]live{},
		lives: map[syntax.Stmt]*liveFound{},
		typos: map[*variable]*diag.Diagnostic{}, lacking: map[string]bool{}, foreign: map[*variable]string{}, told: map[string]bool{},
		sorted: map[*scope][]string{}, numpyAs: map[*module]string{},
	}
}

// report adds a diagnostic unless there is one of its code at its place.
func (c *compiler) report(d *diag.Diagnostic) {
	k := said{d.Code, d.Span}
	if c.said[k] {
		return
	}
	c.said[k] = true
	c.diags = append(c.diags, d)
}

func (c *compiler) errorf(code diag.Code, at source.Span, help, format string, args ...any) {
	c.report(withHelp(diag.Errorf(code, at, format, args...), help))
}

func (c *compiler) limit(code diag.Code, at source.Span, help, format string, args ...any) {
	c.report(withHelp(diag.Limitf(code, at, format, args...), help))
}

func withHelp(d *diag.Diagnostic, help string) *diag.Diagnostic {
	if help != "" {
		d.Help = help
	}
	return d
}
