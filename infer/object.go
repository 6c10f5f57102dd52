package infer

import (
	"fmt"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/types"
)

// classOf returns the class of an object type.
func (f *frame) classOf(t types.Type) (*ir.Class, bool) {
	name := classNameOf(t)
	if name == "" {
		return nil, false
	}
	c := f.e.src.Class(types.BaseClass(name))
	return c, c != nil
}

// classNameOf is the name of the class of an object type, "" for others.
func classNameOf(t types.Type) string {
	switch t := t.(type) {
	case types.Object:
		return t.Class
	case types.Named:
		if t.Kind == "class" {
			return t.Name
		}
	}
	return ""
}

// classRef is a class as a value.
func (f *frame) classRef(name string) *val {
	return f.unit(types.Static{Kind: "class", Name: name})
}

// construct makes an instance: arguments are bound to the fields, or __init__ sets them.
func (f *frame) construct(c *ir.Class, pos []*val, names []string, kw []*val) *val {
	if names := f.e.abstract(c); len(names) > 0 {
		return f.raiseText("TypeError", fmt.Sprintf("Can't instantiate abstract class %s with abstract method%s %s", c.Display, plural(len(names)), strings.Join(names, ", ")))
	}
	if c.Protocol {
		return f.raiseText("TypeError", "Protocols cannot be instantiated")
	}
	fn, in := lookup(f.e.orderOf(c), "__init__")
	slots := make([]*val, len(c.Fields))
	switch {
	case in == nil && len(pos)+len(names) > 0:
		return f.errorf(diag.BadArguments, "%s() takes no arguments", c.Display)
	case in == nil || fn != "":
		return f.initialized(c, slots, fn, pos, names, kw)
	}
	if !f.fill(c, in, slots, pos, names, kw) {
		return errVal()
	}
	return f.constructed(c, slots)
}

// constructed makes an instance of a dataclass of the values of its fields.
func (f *frame) constructed(c *ir.Class, slots []*val) *val {
	given := initOnly(c, slots)
	obj := f.instance(c.Name, f.orUnset(slots))
	if check, ok := f.method(obj, "__post_init__"); ok {
		f.call(check, given, nil, nil)
		if f.dead {
			return &val{T: types.Never}
		}
	}
	return f.present(obj)
}

// initOnly takes the values out that are for __post_init__ alone.
func initOnly(c *ir.Class, slots []*val) (given []*val) {
	for i, fd := range c.Fields {
		if fd.InitOnly && slots[i] != nil {
			given, slots[i] = append(given, slots[i]), nil
		}
	}
	return given
}

// orUnset fills up the values of fields that are not set yet.
func (f *frame) orUnset(slots []*val) []*val {
	for i, v := range slots {
		if v == nil {
			slots[i] = f.unit(types.Unset)
		}
	}
	return slots
}

// initialized makes an instance without fields, which the function __init__ sets.
func (f *frame) initialized(c *ir.Class, slots []*val, fn string, pos []*val, names []string, kw []*val) *val {
	obj := f.instance(c.Name, f.orUnset(slots))
	if fn == "" || isErr(obj.T) {
		return obj
	}
	got := f.call(f.bound(obj, f.e.src.Func(fn)), pos, names, kw)
	if isErr(got.T) || f.dead {
		return got
	}
	return f.present(obj)
}

// fill binds the arguments of the constructor that a dataclass makes to fields.
func (f *frame) fill(c, in *ir.Class, slots, pos []*val, names []string, kw []*val) bool {
	taken := fieldsMade(c, in, func(fd ir.Field) bool { return !fd.NoInit && !fd.KwOnly })
	if len(pos) > len(taken) {
		f.report(diag.Errorf(diag.BadArguments, f.extra(len(pos)-len(taken)), "%s() takes %d positional argument%s but %d %s given", c.Display, len(taken), plural(len(taken)), len(pos), were(len(pos))))
		return false
	}
	for i, p := range pos {
		slots[taken[i]] = p
	}
	for i, k := range names {
		at := fieldIndex(c, k)
		if at < 0 || c.Fields[at].NoInit || c.Fields[at].Assigned {
			f.report(f.badKeyword(c.Display, k, fieldNames(c)))
			return false
		}
		if slots[at] != nil {
			f.report(f.givenTwice(c.Display, k))
			return false
		}
		slots[at] = kw[i]
	}
	for _, i := range fieldsMade(c, in, func(ir.Field) bool { return true }) {
		fd := c.Fields[i]
		switch {
		case slots[i] != nil:
		case fd.HasDefault:
			slots[i] = f.defaultOfField(fd)
		case !fd.NoInit:
			f.errorf(diag.BadArguments, "%s() missing required argument: '%s'", c.Display, fd.Name)
			return false
		}
	}
	return f.fits(c, slots)
}

// defaultOfField is the default of a field of a dataclass.
func (f *frame) defaultOfField(fd ir.Field) *val {
	v := f.ownDefault(fd.Default)
	switch {
	case v == nil:
		return f.callWith(f.e.src.Func(fd.Default), nil)
	case fd.Factory:
		return f.call(v, nil, nil, nil)
	}
	return v
}

// fits checks the values of fields against their annotations; false if one is wrong, or already diagnosed.
func (f *frame) fits(c *ir.Class, slots []*val) bool {
	for i, v := range slots {
		if v == nil {
			continue
		}
		if isErr(v.T) {
			return false
		}
		if fd := c.Fields[i]; contradicts(fd.Annotation, v.T) {
			f.errorHelp(diag.BadAnnotation, "the annotation and the value must agree", "field '%s' is annotated %s, but the value is %s", fd.Name, fd.Annotation, f.show(v.T))
			return false
		}
	}
	return !f.dead
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

// method finds an attribute of a user's class and binds it.
func (f *frame) method(self *val, name string) (*val, bool) {
	c, ok := f.classOf(self.T)
	if !ok {
		return nil, false
	}
	return f.bindFrom(f.e.orderOf(c), self, name)
}

func (f *frame) hasMethod(self *val, name string) bool {
	c, ok := f.classOf(self.T)
	return ok && f.e.methodOf(c, name) != ""
}

// plainMethod is a method that is not bound: a static one, or C.m.
func (f *frame) plainMethod(fn *ir.Func) *val {
	defaults := f.methodDefaults(fn)
	return f.product(types.Func{Name: fn.Name, Captures: valTypes(defaults)}, defaults)
}

// methodDefaults computes the defaults of a method; that of parameter p of
// method m is the function m.p.default.
func (f *frame) methodDefaults(fn *ir.Func) []*val {
	names := defaultNames(fn.Sig)
	out := make([]*val, len(names))
	for i, n := range names {
		if out[i] = f.ownDefault(fn.Name + "." + n + ".default"); out[i] == nil {
			out[i] = f.callWith(f.e.src.Func(fn.Name+"."+n+".default"), nil)
		}
	}
	return out
}

// defaultNames lists the parameters of a function that have defaults, in the order of these.
func defaultNames(sig *ir.Signature) []string {
	return append(append([]string{}, sig.Names[len(sig.Names)-sig.NumDefault:]...), sig.KwDefault...)
}

// compareFields compares two objects of one class as the tuples of their fields.
func (f *frame) compareFields(op string, a, b *val) *val {
	c, _ := f.classOf(a.T)
	in := f.e.maker(c, names.Comparison(op).Left)
	switch {
	case in == nil && op == "==" && c.Changes():
		return f.sameObject(a, b)
	case in == nil:
		return f.limit(diag.UnknownIdentity, "__eq__ of the class, and for a key __hash__, say when two are equal", "%s compares which object it is, as %s has eq=False", op, c.Display)
	}
	fields := f.e.looksAt(c, names.Comparison(op).Left)
	switch {
	case isNamed(a.T) && isNamed(b.T) && op == "==":
		return f.equalNamed(a, b)
	case isNamed(a.T) && isNamed(b.T):
		return f.compareNamed(op, a, b)
	}
	return f.compare(op, f.fieldTuple(a, fields), f.fieldTuple(b, fields))
}

// fieldTuple is the tuple of some fields of an object.
func (f *frame) fieldTuple(x *val, fields []int) *val {
	c, _ := f.classOf(x.T)
	var out []*val
	for _, i := range fields {
		out = append(out, f.fieldOf(x, c, i))
	}
	return f.tupleOf(out)
}
