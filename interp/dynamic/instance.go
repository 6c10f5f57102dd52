package dynamic

import (
	"slices"

	"github.com/myia-lang/myia/types"
)

// instanceAttr does x.name of an instance: a property of the class, then what the instance has, then what the class has.
func (st *step) instanceAttr(x *value, name string) (answer, error) {
	c := x.obj.class
	of := c.lookup(name)
	if of != nil && of.is(propertyKind) {
		return st.call(of.parts[0], []*value{x}, nil, nil)
	}
	if v := x.own(name); v != nil {
		return give(v)
	}
	if of != nil {
		return give(bound(of, x, c))
	}
	if v := st.inherent(x, name); v != nil {
		return give(v)
	}
	if m := c.lookup("__getattr__"); m != nil {
		return st.call(m, []*value{x, text(name)}, nil, nil)
	}
	return answer{}, raise("AttributeError", "'%s' object has no attribute '%s'", c.decl.Display, name)
}

// own is what an instance itself has under a name, or nil.
func (x *value) own(name string) *value {
	if x.isTuple() {
		for i, f := range x.obj.class.fields {
			if f.Name == name {
				return x.parts[i]
			}
		}
	}
	return x.obj.attrs.get(name)
}

// inherent is what every instance has.
func (st *step) inherent(x *value, name string) *value {
	switch c := x.obj.class; {
	case name == "__class__":
		return c.self
	case name == "__dict__":
		d := dict()
		for _, n := range x.obj.attrs.names {
			st.put(d.table, text(n), x.obj.attrs.get(n))
		}
		return d
	case c.exception != "":
		return st.exceptionAttr(x, name)
	}
	return st.namedTupleAttr(x.obj.class, x, name)
}

// bound is what a class gives an instance, or itself if x is nil: a method bound to it.
func bound(of, x *value, c *class) *value {
	switch {
	case of.is(staticKind):
		return of.parts[0]
	case of.is(classKind):
		return boundTo(of.parts[0], c.self)
	case x != nil:
		return boundTo(of, x)
	}
	return of
}

// boundTo binds a function to its first argument; other values are given as they are.
func boundTo(f, x *value) *value {
	t, ok := f.t.(types.Func)
	if !ok {
		return f
	}
	return method(t.Name, append([]*value{x}, f.parts...)...)
}

// classAttr does C.name.
func (st *step) classAttr(x *value, name string) (answer, error) {
	c := x.class
	if v := c.lookup(name); v != nil {
		return give(bound(v, nil, c))
	}
	if m := madeBy(c.order, name); m != nil {
		return give(m)
	}
	switch name {
	case "__name__", "__qualname__":
		return give(text(c.decl.Display))
	case "__mro__":
		out := make([]*value, len(c.order))
		for i, b := range c.order {
			out[i] = b.self
		}
		return give(tuple(append(out, builtin("object"))...))
	case "__init__":
		if c.exception == "" {
			return give(native0(func(*step, *value, []*value) (answer, error) { return give(none()) }))
		}
	}
	if v := st.namedTupleAttr(c, x, name); v != nil {
		return give(v)
	}
	return answer{}, raise("AttributeError", "type object '%s' has no attribute '%s'", c.decl.Display, name)
}

// superOf is super(C, x): the attributes of x that come after C in the order of its class.
func superOf(_ *step, a arguments) (answer, error) {
	if len(a.pos) != 2 || a.pos[0].class == nil {
		return answer{}, raise("RuntimeError", "super(): no arguments")
	}
	return give(&value{t: superKind, class: a.pos[0].class, parts: []*value{a.pos[1]}})
}

func (st *step) superAttr(x *value, name string) (answer, error) {
	self, of := x.parts[0], x.parts[0].class
	if self.obj != nil {
		of = self.obj.class
	}
	if of == nil || !of.derives(x.class) {
		return answer{}, raise("TypeError", "super(type, obj): obj must be an instance or subtype of type")
	}
	v := lookup(of.order[slices.Index(of.order, x.class)+1:], name)
	switch {
	case v != nil && v.is(propertyKind):
		return st.call(v.parts[0], []*value{self}, nil, nil)
	case v != nil && self.obj == nil:
		return give(bound(v, nil, of))
	case v != nil:
		return give(bound(v, self, of))
	case self.obj != nil && madeBy(of.order[slices.Index(of.order, x.class)+1:], name) != nil:
		return give(madeBy(of.order[slices.Index(of.order, x.class)+1:], name, self))
	case of.exception != "":
		if v := st.exceptionAttr(self, name); v != nil {
			return give(v)
		}
	}
	if v := st.fromObject(self, of, name); v != nil {
		return give(v)
	}
	return answer{}, raise("AttributeError", "'super' object has no attribute '%s'", name)
}

// fromObject gives the methods that a class has of object itself.
func (st *step) fromObject(self *value, of *class, name string) *value {
	switch name {
	case "__init__":
		return native0(func(*step, *value, []*value) (answer, error) { return give(none()) })
	case "__setattr__":
		return native0(func(_ *step, _ *value, a []*value) (answer, error) {
			self.obj.attrs.set(a[0].leaf.S(), a[1])
			return give(none())
		})
	case "__repr__", "__str__":
		return native0(func(st *step, _ *value, _ []*value) (answer, error) { return st.defaultRepr(self) })
	case "__eq__":
		return native0(func(_ *step, _ *value, a []*value) (answer, error) {
			if a[0] == self {
				return give(boolean(true))
			}
			return give(notImplemented())
		})
	case "__hash__":
		return native0(func(*step, *value, []*value) (answer, error) { return give(identityOf(self)) })
	}
	return nil
}

// setAttr does x.name = v.
func (st *step) setAttr(x *value, name string, v *value) error {
	switch {
	case x.obj != nil:
		c := x.obj.class
		if m := c.lookup("__setattr__"); m != nil {
			_, err := st.now(m, x, text(name), v)
			return err
		}
		if p := c.lookup(name); p != nil && p.is(propertyKind) {
			if len(p.parts) < 2 {
				return raise("AttributeError", "property '%s' of '%s' object has no setter", name, c.decl.Display)
			}
			_, err := st.now(p.parts[1], x, v)
			return err
		}
		if err := c.assignable(x, name, "assign to"); err != nil {
			return err
		}
		x.obj.attrs.set(name, v)
		return nil
	case x.class != nil:
		x.class.attrs.set(name, v)
		return nil
	}
	return raise("AttributeError", "'%s' object has no attribute '%s'", show(x), name)
}

// assignable says why an attribute of an instance cannot be assigned or deleted.
func (c *class) assignable(x *value, name, what string) error {
	d := c.dataclass()
	isField := slices.ContainsFunc(c.fields, func(f field) bool { return f.Name == name })
	switch {
	case d != nil && d.Frozen && (isField || c.decl == d):
		return raise("dataclasses.FrozenInstanceError", "cannot %s field '%s'", what, name)
	case x.isTuple():
		return raise("AttributeError", "can't set attribute")
	}
	if slots, ok := c.slots(); ok && !slices.Contains(slots, name) {
		return raise("AttributeError", "'%s' object has no attribute '%s'", c.decl.Display, name)
	}
	return nil
}

// slots are the only attributes that instances have, if each class of the order says so.
func (c *class) slots() ([]string, bool) {
	var out []string
	for _, b := range c.order {
		s := b.attrs.get("__slots__")
		if s == nil {
			return nil, false
		}
		for _, p := range append([]*value{s}, s.parts...) {
			if p.is(types.Str) {
				out = append(out, p.leaf.S())
			}
		}
	}
	return out, true
}

// delAttr does del x.name.
func (st *step) delAttr(x *value, name string) error {
	switch {
	case x.obj != nil:
		if err := x.obj.class.assignable(x, name, "delete"); err != nil {
			return err
		}
		if x.obj.attrs.del(name) {
			return nil
		}
		return raise("AttributeError", "'%s' object has no attribute '%s'", x.obj.class.decl.Display, name)
	case x.class != nil && x.class.attrs.del(name):
		return nil
	}
	return raise("AttributeError", "'%s' object has no attribute '%s'", show(x), name)
}
