package dynamic

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/types"
)

// getAttr does x.name.
func (st *step) getAttr(x *value, name string) (answer, error) {
	switch t := x.t.(type) {
	case types.Object:
		if x.obj == nil {
			return st.member(x, t, name)
		}
	case types.Static:
		if t.Kind == "module" {
			return st.moduleAttr(x, t, name)
		}
	case types.Tuple, types.List, types.Dict:
		if x.obj == nil {
			return st.containerMethod(x, name)
		}
	}
	if st.of.open {
		return st.referenceAttr(x, name)
	}
	return given(st.apply(surface.GetAttr{Name: name}, x))
}

// moduleAttr gives what a module has: always the same object.
func (st *step) moduleAttr(x *value, t types.Static, name string) (answer, error) {
	full := t.Name + "." + name
	if st.of.builtins[full] != nil || st.of.served[names.Canonical(full)] != nil {
		return give(builtin(names.Canonical(full)))
	}
	if v := st.of.attrs[full]; v != nil {
		return give(v)
	}
	v, err := st.apply(surface.GetAttr{Name: name}, x)
	if err == nil {
		st.of.attrs[full] = v
	}
	return given(v, err)
}

// member gives a field, a constant of the class, or a bound method.
func (st *step) member(x *value, t types.Object, name string) (answer, error) {
	c := st.of.src.Class(t.Class)
	for i, f := range c.Fields {
		if f.Name == name {
			return give(x.parts[i])
		}
	}
	if fn := st.of.src.Func(c.Methods[name]); fn != nil && c.Kinds[name] == "constant" {
		return ask(fn.Name)
	}
	m, ok, err := st.method(x, name)
	switch {
	case !ok:
		return answer{}, raise("AttributeError", "'%s' object has no attribute '%s'", c.Display, name)
	case err == nil && c.Kinds[name] == "property":
		return st.call(m, nil, nil, nil)
	}
	return given(m, err)
}

// method finds a method of an object and binds it, with the values of its
// defaults.
func (st *step) method(x *value, name string) (m *value, ok bool, err error) {
	if x.obj != nil {
		if f := x.obj.class.lookup(name); f != nil && !f.is(types.None) {
			return bound(f, x, x.obj.class), true, nil
		}
		return nil, false, nil
	}
	t, ok := x.t.(types.Object)
	if !ok {
		return nil, false, nil
	}
	c := st.of.src.Class(t.Class)
	fn := st.of.src.Func(c.Methods[name])
	if fn == nil {
		return nil, false, nil
	}
	m = method(fn.Name, x)
	if c.Kinds[name] == "static" {
		m = unit(types.Func{Name: fn.Name})
	}
	sig := fn.Sig
	for _, p := range append(append([]string{}, sig.Names[len(sig.Names)-sig.NumDefault:]...), sig.KwDefault...) {
		d, err := st.of.call(fn.Name + "." + p + ".default")
		if err != nil {
			return nil, true, err
		}
		m.parts = append(m.parts, d)
	}
	return m, true, nil
}

// containerMethod binds a method of a tuple, list or dict.
func (st *step) containerMethod(x *value, name string) (answer, error) {
	kind := show(x)
	if x.isCounter() && st.methodOf("Counter", x, name) != nil {
		kind = "Counter"
	}
	if m := st.methodOf(kind, x, name); m != nil && st.of.open {
		return give(m)
	}
	if p := st.of.options.Prims.Method(kind, name); p != nil {
		return give(&value{t: types.Bound{By: types.PrimMethod{Prim: p.Name}}, parts: []*value{x}})
	}
	return given(st.apply(surface.GetAttr{Name: name}, x))
}

// construct makes an instance: arguments are bound to the fields, and
// __post_init__ is called.
func (st *step) construct(class string, pos []*value, names []string, kw []*value) (answer, error) {
	c := st.of.src.Class(class)
	slots := make([]*value, len(c.Fields))
	taken := c.Taken()
	if len(pos) > len(taken) {
		return answer{}, raise("TypeError", "%s() takes %d positional arguments but %d were given", c.Display, len(taken), len(pos))
	}
	for i, p := range pos {
		slots[taken[i]] = p
	}
	if err := setFields(c, slots, names, kw); err != nil {
		return answer{}, err
	}
	for i, f := range c.Fields {
		if slots[i] != nil {
			continue
		}
		if f.Default == "" {
			return answer{}, raise("TypeError", "%s() missing required argument: '%s'", c.Display, f.Name)
		}
		d, err := st.of.call(f.Default)
		if err != nil {
			return answer{}, err
		}
		slots[i] = d
	}
	obj := &value{t: types.Object{Class: c.Name}, parts: slots}
	if m, ok, err := st.method(obj, "__post_init__"); ok {
		if err != nil {
			return answer{}, err
		}
		return helper("after", m, obj)
	}
	return give(obj)
}

// setFields puts keyword arguments into the slots of their fields.
func setFields(c *ir.Class, slots []*value, names []string, kw []*value) error {
	for k, name := range names {
		found := false
		for i, f := range c.Fields {
			if f.Name == name && !f.NoInit {
				slots[i], found = kw[k], true
			}
		}
		if !found {
			return raise("TypeError", "%s() got an unexpected keyword argument '%s'", c.Display, name)
		}
	}
	return nil
}

// replace is dataclasses.replace.
func replace(st *step, a arguments) (answer, error) {
	x := a.pos[0]
	if x.obj != nil && x.obj.class.dataclass() != nil {
		return st.replaced(x, a)
	}
	t, ok := x.t.(types.Object)
	if !ok {
		return answer{}, raise("TypeError", "replace() should be called on dataclass instances")
	}
	slots := append([]*value{}, x.parts...)
	if err := setFields(st.of.src.Class(t.Class), slots, a.names, a.kw); err != nil {
		return answer{}, err
	}
	return give(&value{t: t, parts: slots})
}
