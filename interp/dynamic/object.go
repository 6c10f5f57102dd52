package dynamic

import (
	"strings"

	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/types"
)

// getAttr does x.name.
func (st *step) getAttr(x *value, name string) (answer, error) {
	switch t := x.t.(type) {
	case types.Object:
		return st.member(x, t, name)
	case types.Static:
		if t.Kind == "module" && st.of.builtins[t.Name+"."+name] != nil {
			return give(builtin(t.Name + "." + name))
		}
	case types.Tuple, types.List, types.Dict:
		return st.containerMethod(x, name)
	}
	return given(st.apply(surface.GetAttr{Name: name}, x))
}

// member gives a field, a constant of the class, or a bound method.
func (st *step) member(x *value, t types.Object, name string) (answer, error) {
	c := st.of.src.Class(t.Class)
	for i, f := range c.Fields {
		if f.Name == name {
			return give(x.parts[i])
		}
	}
	if fn := st.of.src.Func(c.Methods[name]); fn != nil && isConstant(fn) {
		return ask(fn.Name)
	}
	m, ok, err := st.method(x, name)
	if !ok {
		return answer{}, raise("AttributeError", "'%s' object has no attribute '%s'", c.Display, name)
	}
	return given(m, err)
}

// isConstant tells the function that makes a constant of a class.
func isConstant(fn *ir.Func) bool { return fn.Loc.Func == frontend.ConstFunc }

// method finds a method of an object and binds it, with the values of its
// defaults.
func (st *step) method(x *value, name string) (m *value, ok bool, err error) {
	t, ok := x.t.(types.Object)
	if !ok {
		return nil, false, nil
	}
	fn := st.of.src.Func(st.of.src.Class(t.Class).Methods[name])
	if fn == nil {
		return nil, false, nil
	}
	m = method(fn.Name, x)
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
	if t, ok := x.t.(types.Dict); ok && strings.Contains(" items keys values ", " "+name+" ") {
		out := make([]*value, len(x.parts))
		for i, p := range x.parts {
			key := text(t.Names[i])
			out[i] = map[string]*value{"items": tuple(key, p), "keys": key, "values": p}[name]
		}
		return give(&value{t: types.Bound{Kind: "value"}, parts: []*value{list(out)}})
	}
	if p := st.of.options.Prims.Method(kind, name); p != nil {
		return give(&value{t: types.Bound{Kind: "prim", Attr: p.Name}, parts: []*value{x}})
	}
	return given(st.apply(surface.GetAttr{Name: name}, x))
}

// construct makes an instance: arguments are bound to the fields, and
// __post_init__ is called.
func (st *step) construct(class string, pos []*value, names []string, kw []*value) (answer, error) {
	c := st.of.src.Class(class)
	slots := make([]*value, len(c.Fields))
	if len(pos) > len(slots) {
		return answer{}, raise("TypeError", "%s() takes %d positional arguments but %d were given", c.Display, len(slots), len(pos))
	}
	copy(slots, pos)
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
			if f.Name == name {
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
