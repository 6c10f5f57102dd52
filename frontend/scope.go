package frontend

import (
	"slices"
	"sort"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/syntax"
)

type scopeKind uint8

const (
	moduleScope scopeKind = iota
	funcScope
	compScope // a comprehension: names of its own, code of the unit around it
	classScope
)

// scope maps names to variables as CPython's symbol table does.
type scope struct {
	kind     scopeKind
	parent   *scope
	unit     *unit
	class    *class // whose body it is, or nil
	mod      *module
	vars     map[string]*variable
	cells    []*variable // that lie in cells, in the order of their making
	globals  map[string]source.Span
	nonlocal map[string]source.Span
}

// variable is a variable of one scope. Its values live in the function of its
// unit.
type variable struct {
	id    int // order of creation
	name  string
	scope *scope
	unit  *unit
	param bool
	binds []binding
	def   static // what it always is, or nil
	// lateCapture says that a closure may capture it before it is set.
	lateCapture bool
	// early says that functions may read it before it is bound; passed, if not nil, is a variable that has a value once it is.
	early   bool
	passed  *variable
	hides   bool // a variable of a module with the name of a built-in, which the name stands for until it is bound
	late    bool // functions read it when they are called
	flag    bool // a flag of ours
	lost    bool // starts as Dead, not as Unset
	deleted bool // a del takes its value away
	// cell says that its values lie in a cell: another function, or a try statement that an exception ends, assigns it, or a
	// function that captures it may run after it was assigned.
	cell  bool
	named bool // all code reads and sets a variable of a module by name instead
}

// binding is one place where a variable is assigned.
type binding struct {
	node  syntax.Node // the statement, or the target in it
	span  source.Span
	value syntax.Expr // of `name = value`, or nil
	def   static      // of a def, class or import, or nil
	cond  bool        // inside a branch or loop
	loops []syntax.Node
}

// unit is what becomes an ir.Func: the module levels together, a def, or a
// lambda.
type unit struct {
	name    string // in the IR
	display string // as a traceback names it
	parent  *unit
	scope   *scope
	args    *syntax.Arguments
	body    []syntax.Stmt
	expr    syntax.Expr // of a lambda
	node    syntax.Node
	refs    []*variable // of outer units, in order of first use
	inner   []*unit
	caps    []*variable
	params  []*variable // in the order of the IR, captures not among them
	inClass bool        // a method or inside one
	static  bool        // of a static variable
	method  *class
	wraps   []syntax.Expr        // decorators that are called
	yields  bool                 // it makes a generator
	gen     *syntax.GeneratorExp // whose function it is, or nil
	returns syntax.Expr
}

// use is a name that waits to be resolved.
type use struct {
	scope *scope
	name  *syntax.Name
}

func (c *compiler) newScope(kind scopeKind, parent *scope, u *unit, m *module) *scope {
	return &scope{kind: kind, parent: parent, unit: u, mod: m, vars: map[string]*variable{},
		globals: map[string]source.Span{}, nonlocal: map[string]source.Span{}}
}

func (c *compiler) newVar(s *scope, name string) *variable {
	c.nvars++
	v := &variable{id: c.nvars, name: name, scope: s, unit: s.unit}
	c.vars = append(c.vars, v)
	return v
}

// bind makes name a variable of s, or finds it.
func (c *compiler) bind(s *scope, name string) *variable {
	if v := s.vars[name]; v != nil {
		return v
	}
	v := c.newVar(s, name)
	s.vars[name] = v
	return v
}

// lookup finds what a name means where it is read, or nil.
func (s *scope) lookup(name string) *variable {
	if _, ok := s.globals[name]; ok {
		return s.mod.scope.vars[name]
	}
	for at := s; at != nil; at = at.parent {
		if at.kind == classScope && at != s {
			continue
		}
		if v := at.vars[name]; v != nil {
			return v
		}
		if _, ok := at.globals[name]; ok {
			return at.mod.scope.vars[name]
		}
	}
	return nil
}

// resolve gives each name its variable and each unit what it reads of others.
func (c *compiler) resolve() {
	for _, w := range c.pending {
		v := w.scope.lookup(w.name.Id)
		c.names[w.name] = v
		if v != nil {
			w.scope.unit.read(v)
			if d := c.typos[v]; d != nil && len(d.Repair) > 0 { // what is written right in the import is so here
				d.Repair = append(d.Repair, diag.Edit{Span: w.name.Span(), Text: d.Repair[0].Text})
			}
			continue
		}
		if !c.starred(w) && !c.isBuiltin(w.name.Id) && w.name.Id != "__name__" && w.name.Id != "__file__" {
			c.undefined(w)
		}
	}
	c.refuseStars()
}

func (u *unit) read(v *variable) {
	if v.unit == u {
		return
	}
	for _, r := range u.refs {
		if r == v {
			return
		}
	}
	u.refs = append(u.refs, v)
}

// reported orders the diagnostics by place, the main file's first as they
// came.
func (c *compiler) reported() diag.List {
	ds := slices.DeleteFunc(c.diags, c.unreported)
	sort.SliceStable(ds, func(i, j int) bool {
		a, b := ds[i].Span, ds[j].Span
		return a.File == b.File && a.Start < b.Start
	})
	return ds
}
