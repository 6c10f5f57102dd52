package frontend

import (
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/syntax"
)

// inherit finds in which order the attributes of classes are looked for, and what fields their objects have. A class that
// is made where its statement stands finds that out itself.
func (c *compiler) inherit() {
	if c.prog.References {
		return
	}
	for _, cl := range c.classes {
		c.linearize(cl)
	}
	for _, cl := range c.classes {
		for _, k := range cl.order[1:] {
			cl.ir.After = append(cl.ir.After, k.ir.Name)
		}
		c.checkNamedTuple(cl)
		c.fieldsOf(cl)
	}
	c.outsideFields()
}

// linearize puts a class and its bases in C3 order: each class before its bases, and the bases of one class as they stand.
func (c *compiler) linearize(cl *class) []*class {
	if cl.order != nil {
		return cl.order
	}
	cl.order = []*class{cl}
	var lists [][]*class
	var bases []*class
	for _, b := range cl.bases {
		base := c.staticBase(b)
		if base == nil || base == cl {
			c.later(diag.UnsupportedClass, b.Span(), "", "the base class %s is not taken yet", b.Span().Text())
			continue
		}
		lists, bases = append(lists, slices.Clone(c.linearize(base))), append(bases, base)
	}
	for lists = append(lists, bases); ; {
		lists = slices.DeleteFunc(lists, func(l []*class) bool { return len(l) == 0 })
		if len(lists) == 0 {
			return cl.order
		}
		next := firstFree(lists)
		if next == nil {
			c.errorf(diag.BadClass, cl.def.NameSpan, "", "Cannot create a consistent method resolution order (MRO) for the bases of %s", cl.def.Name)
			return cl.order
		}
		cl.order = append(cl.order, next)
		for i, l := range lists {
			if l[0] == next {
				lists[i] = l[1:]
			}
		}
	}
}

// firstFree is the first head of a list that stands behind the head of none.
func firstFree(lists [][]*class) *class {
	for _, l := range lists {
		if !slices.ContainsFunc(lists, func(m []*class) bool { return slices.Contains(m[1:], l[0]) }) {
			return l[0]
		}
	}
	return nil
}

// staticBase is the class that an expression always stands for, or nil.
func (c *compiler) staticBase(e syntax.Expr) *class {
	var v *variable
	switch e := e.(type) {
	case *syntax.Name:
		v = c.names[e]
	case *syntax.Attribute:
		if v = c.attrVar[e]; v == nil {
			if outer := c.staticBase(e.Value); outer != nil {
				return c.nested(outer, e.Attr)
			}
		}
	case *syntax.Subscript: // of Generic
		return c.staticBase(e.Value)
	}
	if v == nil {
		return nil
	}
	if a, ok := v.def.(staticAlias); ok {
		v = a.target
	}
	if s, ok := v.def.(staticClass); ok {
		return s.class
	}
	return nil
}

// fieldsOf gives a class the fields of its objects: those of dataclasses, then the attributes that methods assign.
func (c *compiler) fieldsOf(cl *class) {
	var fields []ir.Field
	at := func(name string) int {
		return slices.IndexFunc(fields, func(f ir.Field) bool { return f.Name == name })
	}
	for _, k := range slices.Backward(cl.order) {
		for _, f := range k.own {
			if i := at(f.Name); i >= 0 {
				fields[i] = f
			} else {
				fields = append(fields, f)
			}
		}
	}
	c.checkOrder(fields)
	for _, k := range slices.Backward(cl.order) {
		for _, name := range k.assigned() {
			if at(name) < 0 && !cl.hasProperty(name) && !cl.ir.NamedTuple {
				fields = append(fields, ir.Field{Name: name, Assigned: true})
			}
		}
	}
	cl.ir.Fields = fields
}

// hasProperty reports whether an attribute is computed by a method of a class or a base.
func (cl *class) hasProperty(name string) bool {
	return slices.ContainsFunc(cl.order, func(k *class) bool { return k.ir.Kinds[name] == "property" })
}

// assigned lists the attributes that the methods of a class assign to the object to which they belong.
func (cl *class) assigned() []string {
	var out []string
	for _, u := range cl.methods {
		if len(u.params) == 0 || cl.ir.Kinds[u.display] == "static" || cl.ir.Kinds[u.display] == "class" {
			continue
		}
		self := u.params[0].name
		syntax.Inspect(u.node, func(n syntax.Node) bool {
			if a, ok := n.(*syntax.Attribute); ok && a.Ctx == syntax.Store {
				if x, ok := a.Value.(*syntax.Name); ok && x.Id == self && !slices.Contains(out, a.Attr) {
					out = append(out, a.Attr)
				}
			}
			return n != nil
		})
	}
	return out
}
