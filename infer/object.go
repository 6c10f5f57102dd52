package infer

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/types"
)

// classOf returns the class of an object type.
func (f *frame) classOf(t types.Type) (*ir.Class, bool) {
	name := ""
	switch t := t.(type) {
	case types.Object:
		name = t.Class
	case types.Named:
		if t.Kind == "class" {
			name = t.Name
		}
	}
	if name == "" {
		return nil, false
	}
	c := f.e.src.Class(types.BaseClass(name))
	return c, c != nil
}

// classRef is a class as a value.
func (f *frame) classRef(op surface.Class) *val {
	return f.unit(types.Static{Kind: "class", Name: op.Name})
}

// construct makes an instance: arguments are bound to the fields.
func (f *frame) construct(c *ir.Class, pos []*val, names []string, kw []*val) *val {
	slots := make([]*val, len(c.Fields))
	taken := c.Taken()
	if len(pos) > len(taken) {
		f.report(diag.Errorf(diag.BadArguments, f.extra(len(pos)-len(taken)), "%s() takes %d positional argument%s but %d %s given", c.Display, len(taken), plural(len(taken)), len(pos), were(len(pos))))
		return errVal()
	}
	for i, p := range pos {
		slots[taken[i]] = p
	}
	for i, k := range names {
		at := fieldIndex(c, k)
		if at < 0 || c.Fields[at].NoInit {
			f.report(f.badKeyword(c.Display, k, fieldNames(c)))
			return errVal()
		}
		if slots[at] != nil {
			f.report(f.givenTwice(c.Display, k))
			return errVal()
		}
		slots[at] = kw[i]
	}
	for i, fd := range c.Fields {
		if slots[i] != nil {
			continue
		}
		if fd.Default == "" {
			return f.errorf(diag.BadArguments, "%s() missing required argument: '%s'", c.Display, fd.Name)
		}
		slots[i] = f.callWith(f.e.src.Func(fd.Default), nil)
	}
	if anyErr(slots) || f.dead {
		return errVal()
	}
	for i, fd := range c.Fields {
		if contradicts(fd.Annotation, slots[i].T) {
			return f.errorHelp(diag.BadAnnotation, "the annotation and the value must agree", "field '%s' is annotated %s, but the value is %s", fd.Name, fd.Annotation, f.show(slots[i].T))
		}
	}
	obj := f.instance(c.Name, slots)
	if check, ok := f.method(obj, "__post_init__"); ok {
		f.call(check, nil, nil, nil)
		if f.dead {
			return &val{T: types.Never}
		}
	}
	return obj
}

// instance makes an object of its fields' values.
func (f *frame) instance(class string, slots []*val) *val {
	n := types.Named{Kind: "class", Name: types.BaseClass(class)}
	if f.e.nominal[n] {
		if class == n.Name && !f.e.grow(n, valTypes(slots)) {
			return errVal()
		}
		return f.product(types.Named{Kind: "class", Name: class}, slots)
	}
	f.e.wroteOut(n)
	t := types.Object{Class: class, Fields: valTypes(slots)}
	if h, ok := types.FindNested(t); ok {
		f.e.makeNominal(h)
	}
	return f.product(t, slots)
}

func fieldIndex(c *ir.Class, name string) int {
	for i, fd := range c.Fields {
		if fd.Name == name {
			return i
		}
	}
	return -1
}

// method finds a method of a user's class and binds it.
func (f *frame) method(self *val, name string) (*val, bool) {
	c, ok := f.classOf(self.T)
	if !ok {
		return nil, false
	}
	fnName := c.Methods[name]
	if fnName == "" {
		return nil, false
	}
	fn := f.e.src.Func(fnName)
	if fn.Loc.Func == "<constant>" {
		return f.callWith(fn, nil), true
	}
	if c.Kinds[name] == "static" {
		return f.plainMethod(fn), true
	}
	parts := append([]*val{self}, f.methodDefaults(fn)...)
	return f.product(types.Bound{By: types.Method{Func: fnName}, Parts: valTypes(parts)}, parts), true
}

func (f *frame) hasMethod(self *val, name string) bool {
	c, ok := f.classOf(self.T)
	return ok && c.Methods[name] != ""
}

// plainMethod is a method that is not bound: a static one, or C.m.
func (f *frame) plainMethod(fn *ir.Func) *val {
	defaults := f.methodDefaults(fn)
	return f.product(types.Func{Name: fn.Name, Captures: valTypes(defaults)}, defaults)
}

// methodDefaults computes the defaults of a method; that of parameter p of
// method m is the function m.p.default.
func (f *frame) methodDefaults(fn *ir.Func) []*val {
	sig := fn.Sig
	names := append(append([]string{}, sig.Names[len(sig.Names)-sig.NumDefault:]...), sig.KwDefault...)
	out := make([]*val, len(names))
	for i, n := range names {
		out[i] = f.callWith(f.e.src.Func(fn.Name+"."+n+".default"), nil)
	}
	return out
}

// compareFields compares two objects of one class as the tuples of their
// fields.
func (f *frame) compareFields(op string, a, b *val) *val {
	if c, _ := f.classOf(a.T); !c.Eq {
		return f.limit(diag.UnknownIdentity, "a method __eq__ of the class says when two are equal", "%s compares which object it is, as %s has eq=False", op, c.Display)
	}
	switch {
	case isNamed(a.T) && isNamed(b.T) && op == "==":
		return f.equalNamed(a, b)
	case isNamed(a.T) && isNamed(b.T):
		return f.compareNamed(op, a, b)
	}
	return f.compare(op, f.tupleOf(f.partsOf(a)), f.tupleOf(f.partsOf(b)))
}
