package infer

import (
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// orderOf lists a class and those after it in C3 order.
func (e *engine) orderOf(c *ir.Class) []*ir.Class {
	out := []*ir.Class{c}
	for _, name := range c.After {
		out = append(out, e.src.Class(name))
	}
	return out
}

// lookup finds the first of some classes that has an attribute, and its function; that is "" where a dataclass makes the
// method itself. in is nil if none has it.
func lookup(order []*ir.Class, name string) (fn string, in *ir.Class) {
	for _, c := range order {
		if fn := c.Methods[name]; fn != "" || c.Makes(name) {
			return fn, c
		}
	}
	return "", nil
}

// methodOf is the function of a method of a class, "" if it has none.
func (e *engine) methodOf(c *ir.Class, name string) string {
	fn, _ := lookup(e.orderOf(c), name)
	return fn
}

// maker is the dataclass that makes a special method of a class, nil if none does.
func (e *engine) maker(c *ir.Class, name string) *ir.Class {
	fn, in := lookup(e.orderOf(c), name)
	if fn != "" {
		return nil
	}
	return in
}

// fieldsMade gives the indices of those fields of a class that a dataclass in its order has and keep takes.
func fieldsMade(c, in *ir.Class, keep func(ir.Field) bool) []int {
	var out []int
	for i, fd := range c.Fields {
		at := fieldIndex(in, fd.Name)
		if at >= 0 && !in.Fields[at].Assigned && !fd.Assigned && keep(fd) {
			out = append(out, i)
		}
	}
	return out
}

// looksAt lists the fields that a method looks at which a dataclass makes: __repr__, or one that compares.
func (e *engine) looksAt(c *ir.Class, method string) []int {
	in := e.maker(c, method)
	if in == nil {
		return nil
	}
	return fieldsMade(c, in, func(fd ir.Field) bool {
		if method == "__repr__" {
			return !fd.NoRepr
		}
		return !fd.NoCompare
	})
}

// abstract lists the abstract methods of a class that cannot have objects therefore, sorted.
func (e *engine) abstract(c *ir.Class) []string {
	order := e.orderOf(c)
	if !slices.ContainsFunc(order, func(k *ir.Class) bool { return k.ABC }) {
		return nil
	}
	var out []string
	for _, k := range order {
		for _, name := range k.Abstract {
			first := slices.IndexFunc(order, func(c *ir.Class) bool { return c.Methods[name] != "" || c.Own[name] != "" })
			if order[first] == k && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	slices.Sort(out)
	return out
}

// changeable reports whether values of t are objects of which fields can be assigned.
func (f *frame) changeable(t types.Type) bool {
	c, ok := f.classOf(t)
	return ok && c.Changes()
}

// bindFrom finds an attribute in some classes and binds it to an object or to a class.
func (f *frame) bindFrom(order []*ir.Class, self *val, name string) (*val, bool) {
	fnName, in := lookup(order, name)
	for i, c := range order {
		if c == in {
			break
		}
		if own := f.e.src.Class(c.Own[name]); own != nil {
			v := f.readOwn(own, func() *val { return f.attributeFrom(order[i+1:], self, name) })
			return f.boundOwn(self, v), true
		}
	}
	if fnName == "" {
		return nil, false
	}
	fn := f.e.src.Func(fnName)
	_, isClass := self.T.(types.Static)
	switch kind := in.Kinds[name]; {
	case kind == "constant":
		return f.callWith(fn, nil), true
	case kind == "static", isClass && kind != "class":
		return f.plainMethod(fn), true
	case kind == "class" && !isClass:
		c, _ := f.classOf(self.T)
		self = f.unit(types.Static{Kind: "class", Name: c.Name})
	case kind == "property":
		return f.call(f.bound(self, fn), nil, nil, nil), true
	}
	return f.bound(self, fn), true
}

// attributeFrom finds an attribute in some classes, or raises that there is none.
func (f *frame) attributeFrom(order []*ir.Class, self *val, name string) *val {
	if v, ok := f.bindFrom(order, self, name); ok {
		return v
	}
	if s, isClass := self.T.(types.Static); isClass {
		return f.raiseText("AttributeError", "type object '"+f.e.src.Class(s.Name).Display+"' has no attribute '"+name+"'")
	}
	c, _ := f.classOf(self.T)
	return f.raiseText("AttributeError", "'"+c.Display+"' object has no attribute '"+name+"'")
}

// bound binds a function to its first argument.
func (f *frame) bound(self *val, fn *ir.Func) *val {
	parts := append([]*val{self}, f.methodDefaults(fn)...)
	return f.product(types.Bound{By: types.Method{Func: fn.Name}, Parts: valTypes(parts)}, parts)
}

// callSuper infers super(C, x).
func (f *frame) callSuper(pos []*val, _ []string, _ []*val) *val {
	c, ok := pos[0].T.(types.Static)
	if !ok || c.Kind != "class" {
		return f.errorf(diag.BadArguments, "super() argument 1 must be a type, not %s", f.show(pos[0].T))
	}
	return f.product(types.Bound{By: types.Super{Class: c.Name}, Parts: []types.Type{pos[1].T}}, []*val{pos[1]})
}

// superAttr infers super(C, x).name.
func (f *frame) superAttr(by types.Super, self *val, name string) *val {
	of, ok := f.classOf(self.T)
	if s, isClass := self.T.(types.Static); isClass && s.Kind == "class" {
		of, ok = f.e.src.Class(s.Name), true
	}
	if u, union := self.T.(types.Union); union {
		return f.distribute(self, u, func(m *val) *val { return f.superAttr(by, m, name) }, "super()")
	}
	var order []*ir.Class
	if ok {
		order = f.e.orderOf(of)
	}
	at := slices.IndexFunc(order, func(c *ir.Class) bool { return c.Name == by.Class })
	if at < 0 {
		return f.errorf(diag.BadArguments, "super(type, obj): obj must be an instance or subtype of type")
	}
	order = order[at+1:]
	if m, ok := f.bindFrom(order, self, name); ok {
		return m
	}
	_, in := lookup(order, name)
	switch {
	case in != nil && ok && self.T != types.Type(types.Static{Kind: "class", Name: of.Name}):
		return f.made(in, name, self)
	case in != nil:
		return f.made(in, name)
	case name == "__init__":
		return f.product(types.Bound{By: types.Super{}}, nil)
	}
	return f.errorf(diag.NoAttribute, "'super' object has no attribute '%s'", name)
}
