package frontend

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/syntax"
)

// early finds what of a unit's variables may be read before it is bound. The statements are walked in the order in which
// they run; a function that a statement names may run from there on, and so may what it names. So nothing is found where
// only definitions stand between a function and what it reads, and a variable that is not found is bound wherever it is
// read.
type early struct {
	c     *compiler
	u     *unit
	bound map[*variable]bool
	seen  map[*unit]bool
	run   map[*module]bool
}

// findEarly marks the variables that functions may read before they are bound, and the names that may be such a read.
func (c *compiler) findEarly() {
	for _, u := range c.units {
		if len(u.inner) == 0 && u != c.top {
			continue
		}
		x := &early{c: c, u: u, bound: map[*variable]bool{}, seen: map[*unit]bool{}, run: map[*module]bool{}}
		if u == c.top {
			x.file(c.main)
		} else {
			x.block(u.body)
		}
	}
	for _, w := range c.pending {
		if v := c.names[w.name]; v != nil && v.early && v.unit != w.scope.unit {
			c.unsure[w.name] = true
		}
	}
}

func (x *early) file(m *module) {
	if !x.run[m] {
		x.run[m] = true
		x.block(m.tree.Body)
	}
}

func (x *early) block(ss []syntax.Stmt) {
	for _, st := range ss {
		if f, ok := st.(*syntax.If); ok && x.u == x.c.top {
			if side, ok := x.c.mainSide(f); ok {
				x.block(side)
				continue
			}
		}
		x.names(st)
		x.binds(st)
	}
}

// binds notes what a statement surely binds.
func (x *early) binds(st syntax.Stmt) {
	switch st := st.(type) {
	case *syntax.FunctionDef, *syntax.ClassDef:
		x.bound[x.c.targets[st]] = true
	case *syntax.Import:
		x.imports(st.Names)
	case *syntax.ImportFrom:
		x.imports(st.Names)
	default:
		for _, v := range x.c.kills(st) {
			x.bound[v] = true
		}
	}
}

func (x *early) imports(names []*syntax.Alias) {
	for _, a := range names {
		v := x.c.targets[a]
		if v == nil {
			continue
		}
		if m := fileOf(v.def); m != nil && x.u == x.c.top {
			x.file(m)
		}
		x.bound[v] = true
	}
}

// fileOf is the file that an import runs, or nil.
func fileOf(d static) *module {
	switch d := d.(type) {
	case staticFile:
		return d.file
	case staticAlias:
		return d.target.scope.mod
	}
	return nil
}

// names follows what running a node may read. What a static function or class does, it does where it is named.
func (x *early) names(n syntax.Node) {
	syntax.Inspect(n, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Name:
			x.name(n)
		case *syntax.Attribute:
			x.reach(x.c.attrVar[n])
		case *syntax.Lambda:
			x.function(n, n.Args)
			return false
		case *syntax.FunctionDef:
			x.function(n, n.Args)
			return false
		case *syntax.ClassDef:
			if v := x.c.targets[n]; v != nil && v.def == nil {
				x.methods(x.c.classOf[n])
			}
		}
		return n != nil
	})
}

// name follows a name in the unit's own code, where it is known what is bound.
func (x *early) name(n *syntax.Name) {
	v := x.c.names[n]
	if n.Ctx != syntax.Load || v == nil {
		return
	}
	if v.unit == x.u && !x.bound[v] {
		x.c.unsure[n] = true
		return
	}
	x.reach(v)
}

// function follows a definition: the defaults, and the function itself if a value is made of it here.
func (x *early) function(n syntax.Node, args *syntax.Arguments) {
	for _, d := range defaultsOf(args) {
		x.names(d.value)
	}
	if u := x.c.unitOf[n]; u != nil && u.method == nil && !u.static {
		x.visit(u)
	}
}

// reach follows a variable of the unit, or of one in it; what is outside has no way to those but by values that are made here.
func (x *early) reach(v *variable) {
	if v == nil || !v.unit.within(x.u) {
		return
	}
	switch d := v.def.(type) {
	case staticFunc:
		x.visit(d.unit)
	case staticAlias:
		x.reach(d.target)
	case staticClass:
		x.methods(d.class)
	}
}

func (u *unit) within(outer *unit) bool {
	for ; u != nil; u = u.parent {
		if u == outer {
			return true
		}
	}
	return false
}

func (x *early) methods(cl *class) {
	for _, k := range append([]*class{cl}, cl.order...) {
		for _, m := range k.methods {
			x.visit(m)
		}
		for _, p := range k.body {
			if p.class != nil {
				x.methods(x.c.classOf[p.class])
			}
		}
	}
}

// visit follows a function that may run from now on.
func (x *early) visit(u *unit) {
	if x.seen[u] {
		return
	}
	x.seen[u] = true
	for _, v := range u.refs {
		if v.unit == x.u && !x.bound[v] {
			x.c.mayMiss(v)
		}
		x.reach(v)
	}
	for _, in := range u.inner {
		x.visit(in)
	}
}

// mayMiss notes that a function may read v before it is bound. What is static has no value of its own that says so.
func (c *compiler) mayMiss(v *variable) {
	v.early = true
	if v.def != nil && v.passed == nil {
		v.passed = c.newVar(v.scope, v.name)
		v.passed.binds, v.passed.late = v.binds, v.scope.kind == moduleScope
	}
}

// isLate reports whether functions read a variable of a module when they are called, and take no value along: what it holds is
// a function, which may read it itself, or, until it is bound, the built-in of its name.
func (c *compiler) isLate(v *variable) bool {
	if v.scope.kind != moduleScope || v.def != nil {
		return false
	}
	for _, b := range v.binds {
		if b.def != nil || c.unitOf[b.value] != nil {
			return true
		}
	}
	return v.hides
}

// define notes that the definition of a static variable has been passed.
func (e *emitter) define(v *variable) {
	e.defined[v] = true
	if v.passed != nil {
		e.set(v.passed, e.emit(surface.None{}))
	}
}

// loadStatic reads a static variable, which has no value before its definition.
func (e *emitter) loadStatic(v *variable, at source.Span) *ir.Value {
	switch {
	case v.unit == e.u && !e.defined[v]:
		return e.checked(v, e.emit(surface.Unset{Name: v.name}))
	case v.unit != e.u && v.passed != nil:
		e.checked(v, e.value(v.passed))
	}
	return e.staticValue(v.def, at)
}

// unbound is whether a variable that hides a built-in is not bound yet: a bool, or nil where it surely is.
func (e *emitter) unbound(v *variable) *ir.Value {
	s, ok := e.env.get(v)
	x := (*ir.Value)(nil)
	switch {
	case !v.hides || ok && s.state == isSet:
		return nil
	case v.def == nil:
		x = e.value(v)
	case v.unit == e.u && !e.defined[v]:
		x = e.emit(surface.Unset{Name: v.name})
	case v.unit != e.u && v.passed != nil:
		x = e.value(v.passed)
	default:
		return nil
	}
	return e.emit(surface.Is{}, x, e.emit(surface.Unset{Name: v.name}))
}
