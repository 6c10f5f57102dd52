package frontend

import (
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/syntax"
)

// Attributes of a class that are constants are functions without arguments, which give them (emitDefaults). Others are made
// once, where the class statement stands, as are defaults of methods and fields: each is the field of an object, which is a
// variable of the module of the class.

// ownSuffix ends the name of such an object, and of its class.
const ownSuffix = ".own"

// attrStore is an assignment to x.name in a unit.
type attrStore struct {
	unit *unit
	node *syntax.Attribute
}

// findOwn finds which attributes classes hold in objects.
func (c *compiler) findOwn() {
	if c.prog.References {
		return
	}
	for _, cl := range c.classes {
		var names []string
		add := func(name string) {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		for _, part := range cl.body {
			c.ownParts(cl, part, add)
		}
		for _, s := range c.stores {
			if c.storesIn(s, cl) && cl.ir.Methods[s.node.Attr] == "" {
				add(s.node.Attr)
			}
		}
		if len(names) > 0 {
			c.hold(cl, names)
		}
	}
}

// hold declares the object with some attributes of a class.
func (c *compiler) hold(cl *class, names []string) {
	if !c.madeOnce(cl) {
		c.limit(diag.UnsupportedClass, cl.firstPart(names[0]), "define the class at the module level, once",
			"an attribute of this class that is no constant is not taken yet")
		return
	}
	cl.ir.Own = map[string]string{}
	cl.ir.Local = cl.ir.Local || cl.scope.unit != c.top
	for _, name := range names {
		base := cl.ir.Name + "." + name
		if strings.HasSuffix(name, defaultSuffix) {
			base = name
		}
		if cl.ir.Local {
			base = LocalMark + base
		}
		own := &ir.Class{Name: c.freshName(base + ownSuffix), Display: cl.ir.Display, Methods: map[string]string{}, Kinds: map[string]string{}, Span: cl.ir.Span}
		own.Fields = []ir.Field{{Name: name, Assigned: true}}
		cl.ir.Own[name] = own.Name
		c.out.Classes = append(c.out.Classes, own)
	}
}

// firstPart is the place of what binds a name of a class.
func (cl *class) firstPart(name string) source.Span {
	for _, p := range cl.body {
		if p.name == name && p.value != nil {
			return p.value.Span()
		}
	}
	return cl.ir.Span
}

// madeOnce reports whether a class statement runs once, or once in each run of a function.
func (c *compiler) madeOnce(cl *class) bool {
	v := c.targets[cl.def]
	if v.scope.class != nil {
		return v.def == staticClass{cl} && c.madeOnce(v.scope.class)
	}
	return (v.scope.kind == moduleScope || v.scope.kind == funcScope) && v.def == staticClass{cl}
}

// ownParts adds the attributes that a part of a class binds to what is no constant, and the defaults of a method.
func (c *compiler) ownParts(cl *class, part classPart, add func(name string)) {
	switch {
	case part.unit != nil:
		for _, d := range defaultsOf(part.unit.args) {
			if !c.isConstExpr(d.value) {
				add(part.unit.name + "." + d.name + defaultSuffix)
			}
		}
	case len(part.names) > 0:
		for _, name := range part.names {
			add(name)
		}
	case part.value == nil || cl.ir.Methods[part.name] != "":
	case strings.HasSuffix(part.name, factorySuffix):
		add(cl.defaultOf(strings.TrimSuffix(part.name, factorySuffix)))
	case !c.isConstExpr(part.value):
		add(part.name)
		if d := cl.defaultOf(part.name); d != "" {
			add(d)
		}
	}
}

// defaultOf names the default of a field that a class declares, or is "".
func (cl *class) defaultOf(field string) string {
	for _, f := range cl.own {
		if f.Name == field {
			return f.Default
		}
	}
	return ""
}

// storesIn reports whether an assignment may be to an attribute of a class itself: of its name, or of what its methods call
// the class of an object.
func (c *compiler) storesIn(s attrStore, cl *class) bool {
	if at := c.staticBase(s.node.Value); at != nil {
		return at == cl
	}
	m := s.unit.method
	return m != nil && slices.Contains(cl.order, m) && isClassOf(s.node.Value, m, s.unit)
}

// isClassOf reports whether an expression in a method is the class to which it belongs, or that of an object.
func isClassOf(e syntax.Expr, cl *class, u *unit) bool {
	switch e := e.(type) {
	case *syntax.Name:
		return cl.ir.Kinds[u.display] == "class" && len(u.params) > 0 && e.Id == u.params[0].name
	case *syntax.Call:
		f, ok := e.Func.(*syntax.Name)
		return ok && f.Id == "type"
	case *syntax.Attribute:
		return e.Attr == "__class__"
	}
	return false
}
