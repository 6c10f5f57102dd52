package frontend

import (
	"github.com/myia-lang/myia/syntax"
)

// static is what a variable that is bound once always stands for: a function,
// a class, a module, something of a module, or another variable.
type static interface{ isStatic() }

type staticFunc struct{ unit *unit }
type staticClass struct{ class *class }
type staticModule struct{ name string }
type staticAttr struct{ module, name string }
type staticFile struct{ file *module }
type staticAlias struct{ target *variable }

func (staticFunc) isStatic()   {}
func (staticClass) isStatic()  {}
func (staticModule) isStatic() {}
func (staticAttr) isStatic()   {}
func (staticFile) isStatic()   {}
func (staticAlias) isStatic()  {}

// classify finds the variables that are bound once, outside branches and
// loops, by a def, class, import or lambda.
func (c *compiler) classify() {
	for _, v := range c.vars {
		if v.scope.kind == funcScope || v.scope.kind == moduleScope || v.isNestedClass() && !c.prog.References {
			v.def = c.staticOf(v)
		}
		if f, ok := v.def.(staticFunc); ok {
			f.unit.static = true
		}
		v.hides = v.scope.kind == moduleScope && c.isBuiltin(v.name)
		v.late = c.isLate(v)
	}
	for _, a := range c.attrs {
		c.resolveAttr(a)
	}
	c.inherit()
	c.findEarly()
	c.findOwn()
	for _, u := range c.units {
		if u.static {
			c.hideDefaults(u)
		}
	}
}

// isNestedClass reports whether a class statement in a class binds a variable.
func (v *variable) isNestedClass() bool {
	if len(v.binds) == 0 || v.scope.kind != classScope {
		return false
	}
	_, ok := v.binds[0].def.(staticClass)
	return ok
}

func (c *compiler) staticOf(v *variable) static {
	if len(v.binds) == 0 || v.cell {
		return nil
	}
	b := v.binds[0]
	for _, other := range v.binds[1:] {
		if !isImport(b.def) || other.def != b.def {
			return nil
		}
	}
	if b.cond {
		return nil
	}
	if _, ok := b.def.(staticClass); ok && c.prog.References && v.scope.kind != moduleScope {
		return nil // each time that the statement runs it makes another class
	}
	if a, ok := b.def.(staticAlias); ok && len(a.target.binds) != 1 {
		return nil
	}
	if l, ok := b.value.(*syntax.Lambda); ok && !isWalrus(b.node) {
		return staticFunc{c.unitOf[l]}
	}
	return b.def
}

func isImport(d static) bool {
	switch d.(type) {
	case staticModule, staticAttr, staticFile, staticAlias:
		return true
	}
	return false
}

// hideDefaults makes a variable for each default of a static function that is
// not a constant: it is computed once, at the definition.
func (c *compiler) hideDefaults(u *unit) {
	for _, d := range defaultsOf(u.args) {
		if !c.isConstExpr(d.value) {
			v := c.newVar(u.parent.scope, u.display+"."+d.name)
			v.scope = u.scope.parent
			c.hidden[d.value] = v
		}
	}
}

// defaultValue is a parameter's default.
type defaultValue struct {
	name  string
	value syntax.Expr
}

// defaultsOf lists the defaults in the order of Closure's operands.
func defaultsOf(args *syntax.Arguments) []defaultValue {
	var out []defaultValue
	pos := append(append([]*syntax.Arg{}, args.PosOnlyArgs...), args.Args...)
	first := len(pos) - len(args.Defaults)
	for i, d := range args.Defaults {
		out = append(out, defaultValue{pos[first+i].Arg, d})
	}
	for i, d := range args.KwDefaults {
		if d != nil {
			out = append(out, defaultValue{args.KwOnlyArgs[i].Arg, d})
		}
	}
	return out
}

// isConstant reports whether v is a variable of a module that is assigned
// once, unconditionally, to a constant expression.
func (c *compiler) isConstant(v *variable) bool {
	return v.scope.kind == moduleScope && !v.cell && len(v.binds) == 1 && !v.binds[0].cond &&
		v.binds[0].value != nil && c.isConstExpr(v.binds[0].value)
}

func (c *compiler) areConstExprs(es []syntax.Expr) bool {
	for _, e := range es {
		if !c.isConstExpr(e) {
			return false
		}
	}
	return true
}

// isConstExpr reports whether computing e again anywhere gives the same value
// without effects.
func (c *compiler) isConstExpr(e syntax.Expr) bool {
	switch e := e.(type) {
	case *syntax.Constant:
		return true
	case *syntax.UnaryOp:
		return c.isConstExpr(e.Operand)
	case *syntax.BinOp:
		return c.isConstExpr(e.Left) && c.isConstExpr(e.Right)
	case *syntax.Tuple:
		return c.areConstExprs(e.Elts)
	case *syntax.Call: // of a class
		if c.prog.References {
			return false
		}
		n, ok := e.Func.(*syntax.Name)
		if !ok || c.names[n] == nil || c.unsure[n] {
			return false
		}
		for _, k := range e.Keywords {
			if k.Arg == "" || !c.isConstExpr(k.Value) {
				return false
			}
		}
		made, ok := c.names[n].def.(staticClass)
		return ok && made.class.ir.Frozen && c.areConstExprs(e.Args)
	case *syntax.Attribute:
		n, ok := e.Value.(*syntax.Name)
		return ok && c.names[n] != nil && !c.unsure[n] && isModule(c.names[n].def)
	case *syntax.Name:
		v := c.names[e]
		if v == nil {
			return c.isBuiltin(e.Id)
		}
		if c.unsure[e] {
			return false
		}
		switch v.def.(type) {
		case staticAttr, staticClass:
			return true
		}
		return v.def == nil && c.isConstant(v)
	}
	return false
}

func isModule(d static) bool {
	_, ok := d.(staticModule)
	return ok
}

// attrUse is name.attr, which may be a variable of another file.
type attrUse struct {
	unit *unit
	node *syntax.Attribute
	name *syntax.Name
}

func (c *compiler) resolveAttr(a attrUse) {
	v := c.names[a.name]
	if v == nil {
		return
	}
	f, ok := v.def.(staticFile)
	if !ok {
		c.usesForeign(a, v)
		return
	}
	w := f.file.scope.vars[a.node.Attr]
	if w == nil {
		c.noSuch(a.node.AttrSpan, f.file.name, a.node.Attr, keys(f.file.scope.vars))
		return
	}
	c.attrVar[a.node] = w
	a.unit.read(w)
}
