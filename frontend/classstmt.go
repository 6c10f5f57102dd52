package frontend

import (
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/syntax"
)

// Suffixes of the names in a ClassNew that are no attributes.
const (
	setterSuffix  = ".setter"
	factorySuffix = ".factory"
	defaultSuffix = ".default" // of the function that makes a default
)

// collectBases finds the bases of a class. Those that only say something to a reader or a checker of types are none.
func (c *compiler) collectBases(p place, cl *class) {
	for _, b := range cl.def.Bases {
		of := b
		if s, ok := b.(*syntax.Subscript); ok {
			of = s.Value
		}
		n, isName := of.(*syntax.Name)
		switch {
		case p.s.means(of, "typing", "NamedTuple"):
			cl.ir.NamedTuple = true
			c.expr(p, of)
		case p.s.makesNamedTuple(b):
			cl.ir.NamedTuple = true
			c.namedTuple(place{s: cl.scope}, cl, b.(*syntax.Call))
		case p.s.means(of, "typing", "Generic"):
			c.expr(p, of)
		case p.s.means(of, "typing", "Protocol"), p.s.means(of, "abc", "ABC"):
			cl.ir.ABC, cl.ir.Protocol = true, p.s.means(of, "typing", "Protocol")
			c.expr(p, of)
		case isName && n.Id == "object":
		default:
			c.expr(p, b)
			cl.bases = append(cl.bases, b)
		}
	}
}

// taken collects an expression of a class that is made where its statement stands.
func (c *compiler) taken(p place, e syntax.Expr) {
	if c.prog.References {
		c.expr(p, e)
	}
}

// methodDecorator takes a decorator of a method where classes are made by their statements.
func (c *compiler) methodDecorator(p place, cl *class, part *classPart, d syntax.Expr) {
	if !c.prog.References {
		return
	}
	c.expr(p, d)
	part.wraps = append(part.wraps, d)
}

// keywords reads those of a class statement.
func (c *compiler) keywords(p place, cl *class) {
	for _, k := range cl.def.Keywords {
		if k.Arg == "metaclass" && p.s.means(k.Value, "abc", "ABCMeta") {
			cl.ir.ABC = true
			c.expr(p, k.Value)
		} else if !cl.refused {
			cl.refused = true
			c.later(diag.UnsupportedClass, cl.def.NameSpan, "", "keywords of the class %s are not taken yet", cl.def.Name)
		}
	}
}

// qualified is the name of a class in the text of its objects, "" if it stands at the level of its module.
func (c *compiler) qualified(s *scope, name string) string {
	var path []string
	for at := s; at.kind != moduleScope; at = at.parent {
		switch at.kind {
		case classScope:
			path = append(path, at.class.def.Name)
		case funcScope:
			path = append(path, "<locals>", at.unit.display)
		}
	}
	if len(path) == 0 {
		return ""
	}
	slices.Reverse(path)
	return strings.Join(append(path, name), ".")
}

// nested finds a class that stands in another one, or is nil.
func (c *compiler) nested(cl *class, name string) *class {
	for _, k := range append([]*class{cl}, cl.order...) {
		for _, p := range k.body {
			if p.name == name && p.class != nil {
				return c.classOf[p.class]
			}
		}
	}
	return nil
}

// attributes collects an assignment to names: of one value, which they share, or of the parts of one; false if it is
// another one.
func (c *compiler) attributes(p place, cl *class, st *syntax.Assign) bool {
	first, ok := st.Targets[0].(*syntax.Name)
	switch {
	case ok && first.Id == "__slots__" && !c.prog.References:
		return true
	case !ok:
		return len(st.Targets) == 1 && c.unpacked(p, cl, st)
	}
	for _, t := range st.Targets[1:] {
		if _, ok := t.(*syntax.Name); !ok {
			return false
		}
	}
	c.attribute(p, cl, first, st, st.Value)
	for _, t := range st.Targets[1:] {
		same := &syntax.Name{Id: first.Id}
		same.At = first.Span()
		c.attribute(p, cl, t.(*syntax.Name), st, same)
	}
	return true
}

// unpacked collects a, b = x: constants one by one, other values as they are unpacked.
func (c *compiler) unpacked(p place, cl *class, st *syntax.Assign) bool {
	to, ok := st.Targets[0].(*syntax.Tuple)
	if !ok {
		return false
	}
	part := classPart{value: st.Value, at: st}
	for _, t := range to.Elts {
		n, ok := t.(*syntax.Name)
		if !ok {
			return false
		}
		part.names = append(part.names, n.Id)
	}
	from, ok := st.Value.(*syntax.Tuple)
	if ok && len(to.Elts) == len(from.Elts) && !slices.ContainsFunc(from.Elts, func(e syntax.Expr) bool { _, k := e.(*syntax.Constant); return !k }) {
		for i, t := range to.Elts {
			c.attribute(p, cl, t.(*syntax.Name), st, from.Elts[i])
		}
		return true
	}
	c.expr(p, st.Value)
	c.target(p, to, st, nil)
	cl.body = append(cl.body, part)
	return true
}

func (e *emitter) classDef(st *syntax.ClassDef) *ir.Value {
	v, cl := e.c.targets[st], e.c.classOf[st]
	var x *ir.Value
	if e.c.prog.References || e.c.makesClasses() {
		x = e.classNew(cl)
	}
	if v.def != nil {
		e.define(v)
		return x
	}
	if x == nil {
		x = e.emit(surface.Class{Name: cl.ir.Name})
	}
	e.set(v, x)
	return x
}

// classNew makes a class of the values that its statement binds.
func (e *emitter) classNew(cl *class) *ir.Value {
	op := surface.ClassNew{Name: cl.ir.Name, Bases: len(cl.bases)}
	var args []*ir.Value
	for _, b := range cl.bases {
		args = append(args, e.expr(b))
	}
	for _, part := range cl.body {
		x := e.classPart(part)
		if len(part.names) > 0 {
			e.at(part.at)
			for i, v := range e.b.Emit(surface.Unpack{Before: len(part.names)}, x) {
				op.Names, args = append(op.Names, part.names[i]), append(args, v)
				e.set(cl.scope.vars[part.names[i]], v)
			}
			continue
		}
		op.Names, args = append(op.Names, part.name), append(args, x)
		if v := cl.scope.vars[part.name]; v != nil && part.class == nil {
			e.set(v, x)
		}
	}
	x := e.emitAt(cl.def, op, args...)
	for _, v := range cl.scope.vars {
		e.env.drop(v)
	}
	for i := len(cl.def.DecoratorList) - 1; i >= 0; i-- {
		if d := cl.def.DecoratorList[i]; !cl.options(d) {
			x = e.emitAt(d, surface.Invoke{}, e.expr(d), x)
		}
	}
	return x
}

// makesClasses reports whether classes are made where their statements stand: objects of some change, have attributes of
// bases, or are equal by less than all fields. Others are known by their declarations.
func (c *compiler) makesClasses() bool {
	return slices.ContainsFunc(c.classes, func(cl *class) bool {
		return cl.ir.Changes() || cl.ir.NamedTuple || len(cl.bases) > 0 || cl.ir.Own != nil || cl.ir.Local || cl.ir.Methods["__hash__"] != "" ||
			slices.ContainsFunc(cl.ir.Fields, func(fd ir.Field) bool { return fd.NoCompare })
	})
}

// options reports whether a decorator is that of a dataclass.
func (cl *class) options(d syntax.Expr) bool {
	if call, ok := d.(*syntax.Call); ok {
		d = call.Func
	}
	return cl.scope.parent.means(d, "dataclasses", "dataclass")
}

// classPart is the value of what a class binds.
func (e *emitter) classPart(part classPart) *ir.Value {
	switch {
	case part.class != nil:
		return e.classDef(part.class)
	case part.made != "":
		return e.emit(surface.Closure{Fn: part.made})
	case part.unit == nil:
		return e.expr(part.value)
	}
	vals := e.defaultValues(part.unit)
	e.at(part.at)
	x := e.closureWith(part.unit, vals)
	for i := len(part.wraps) - 1; i >= 0; i-- {
		x = e.emitAt(part.wraps[i], surface.Invoke{}, e.expr(part.wraps[i]), x)
	}
	return x
}
