package dynamic

import (
	"fmt"
	"slices"
	"strings"

	"github.com/myia-lang/myia/types"
)

// create makes an instance of a class that is made where its statement stands.
func (st *step) create(c *class, a arguments) (answer, error) {
	if names := c.abstract(); len(names) > 0 {
		return answer{}, raise("TypeError", "Can't instantiate abstract class %s with abstract method%s %s", c.decl.Display, plural(len(names), "", "s"), strings.Join(names, ", "))
	}
	if c.decl.Protocol {
		return answer{}, raise("TypeError", "Protocols cannot be instantiated")
	}
	x := &value{t: types.Object{Class: c.decl.Name}, obj: &object{class: c}}
	if c.exception != "" {
		x.obj.attrs.set("args", tuple(a.pos...))
	}
	if c.namedTuple() {
		x.t = types.Tuple{}
		return given(x, st.fill(x, c, a.pos, a.names, a.kw))
	}
	init, in := initOf(c.order)
	switch {
	case init != nil:
		return helper("after", partial(boundTo(init, x), a.pos, a.names, a.kw), x)
	case in != nil:
		if err := st.fill(x, in, a.pos, a.names, a.kw); err != nil {
			return answer{}, err
		}
		if c.lookup("__post_init__") != nil {
			given := x.obj.given
			x.obj.given = nil
			return helper("after", partial(boundTo(c.lookup("__post_init__"), x), given, nil, nil), x)
		}
	case c.exception == "" && len(a.pos)+len(a.kw) > 0:
		return answer{}, raise("TypeError", "%s() takes no arguments", c.decl.Display)
	}
	return give(x)
}

// initOf finds __init__ in some classes: a function, or that which a dataclass makes.
func initOf(order []*class) (init *value, in *class) {
	for _, b := range order {
		if v := b.attrs.get("__init__"); v != nil || b.decl.Makes("__init__") {
			return v, b
		}
	}
	return nil, nil
}

// madeBy is a method that the first dataclass of some classes makes, bound to an object if there is one; nil: none makes it.
func madeBy(order []*class, name string, self ...*value) *value {
	for _, b := range order {
		if (name == "__init__" || name == "__repr__") && b.decl.Makes(name) {
			return &value{t: types.Bound{By: types.Made{Class: b.decl.Name, Method: name}}, parts: self, class: b}
		}
	}
	return nil
}

// callMade calls such a method.
func (st *step) callMade(f *value, by types.Made, a arguments) (answer, error) {
	pos := append(slices.Clone(f.parts), a.pos...)
	x, in := pos[0], f.class
	if by.Method == "__repr__" {
		return st.fieldsText(x, in)
	}
	if err := st.fill(x, in, pos[1:], a.names, a.kw); err != nil {
		return answer{}, err
	}
	if in.lookup("__post_init__") == nil {
		return give(none())
	}
	given := x.obj.given
	x.obj.given = nil
	return st.call(boundTo(x.obj.class.lookup("__post_init__"), x), given, nil, nil)
}

// namedTuple reports whether instances are tuples.
func (c *class) namedTuple() bool {
	return slices.ContainsFunc(c.order, func(b *class) bool { return b.decl.NamedTuple })
}

// abstract lists the methods that are still abstract, sorted.
func (c *class) abstract() []string {
	var out []string
	if !slices.ContainsFunc(c.order, func(b *class) bool { return b.decl.ABC }) {
		return nil
	}
	for _, b := range c.order {
		for _, name := range b.decl.Abstract {
			if c.lookup(name) == b.attrs.get(name) && !slices.Contains(out, name) {
				out = append(out, name)
			}
		}
	}
	slices.Sort(out)
	return out
}

// fill gives the fields of a dataclass or a named tuple their values, as the generated __init__ does.
func (st *step) fill(x *value, c *class, pos []*value, names []string, kw []*value) error {
	vals := make([]*value, len(c.fields))
	rest, taken := pos, 0
	for i, f := range c.fields {
		if f.NoInit || f.KwOnly {
			continue
		}
		if taken++; len(rest) > 0 {
			vals[i], rest = rest[0], rest[1:]
		}
	}
	if len(rest) > 0 {
		n := fmt.Sprint(taken + 1)
		if least := c.required(); least != taken {
			n = fmt.Sprintf("from %d to %d", least+1, taken+1)
		}
		return raise("TypeError", "%s.__init__() takes %s positional argument%s but %d were given", c.decl.Display, n, plural(taken+1, "", "s"), len(pos)+1)
	}
	for k, name := range names {
		i := slices.IndexFunc(c.fields, func(f field) bool { return f.Name == name && !f.NoInit })
		switch {
		case i < 0:
			return raise("TypeError", "%s.__init__() got an unexpected keyword argument '%s'", c.decl.Display, name)
		case vals[i] != nil:
			return raise("TypeError", "%s.__init__() got multiple values for argument '%s'", c.decl.Display, name)
		}
		vals[i] = kw[k]
	}
	return st.complete(x, c, vals)
}

// required counts the fields without a default that positional arguments give.
func (c *class) required() (n int) {
	for _, f := range c.fields {
		if !f.NoInit && !f.KwOnly && !f.HasDefault {
			n++
		}
	}
	return n
}

// complete sets the fields; those without a value have their defaults, of which a factory makes one each time.
func (st *step) complete(x *value, c *class, vals []*value) error {
	var missing []string
	for i, f := range c.fields {
		switch {
		case vals[i] != nil:
		case f.factory != nil:
			v, err := st.now(f.factory)
			if err != nil {
				return err
			}
			vals[i] = v
		case f.HasDefault:
			vals[i] = c.lookup(f.Name)
		case !f.NoInit:
			missing = append(missing, "'"+f.Name+"'")
		}
	}
	if n := len(missing); n > 0 {
		return raise("TypeError", "%s.__init__() missing %d required positional argument%s: %s", c.decl.Display, n, plural(n, "", "s"), namesText(missing))
	}
	if x.isTuple() {
		x.parts = vals
		return nil
	}
	for i, f := range c.fields {
		switch {
		case vals[i] == nil:
		case f.InitOnly:
			x.obj.given = append(x.obj.given, vals[i])
		default:
			x.obj.attrs.set(f.Name, vals[i])
		}
	}
	return nil
}

// replaced is dataclasses.replace of an instance: a new one, of the fields that __init__ takes.
func (st *step) replaced(x *value, a arguments) (answer, error) {
	c := x.obj.class
	names, kw := append([]string{}, a.names...), append([]*value{}, a.kw...)
	for _, f := range c.fields {
		if f.InitOnly && !f.HasDefault && !has(a.names, f.Name) {
			return answer{}, raise("ValueError", "InitVar '%s' must be specified with replace()", f.Name)
		}
		if v := x.own(f.Name); v != nil && !f.NoInit && !has(names, f.Name) {
			names, kw = append(names, f.Name), append(kw, v)
		}
	}
	return st.create(c, arguments{names: names, kw: kw})
}

// defaultRepr is repr(x) of an instance whose class has no method for it.
func (st *step) defaultRepr(x *value) (answer, error) {
	c := x.obj.class
	d := c.dataclass()
	switch {
	case c.exception != "" && d == nil:
		parts := x.own("args").parts
		out, err := st.reprs(parts)
		return given(text(c.decl.Display+"("+strings.Join(out, ", ")+")"), err)
	case !x.isTuple() && (d == nil || !d.Repr):
		return give(text("<__main__." + c.decl.Qualified() + " object>"))
	}
	return st.fieldsText(x, c)
}

// fieldsText is the text of the fields of a class.
func (st *step) fieldsText(x *value, of *class) (answer, error) {
	c := x.obj.class
	var parts []string
	for _, f := range of.fields {
		if f.NoRepr {
			continue
		}
		s, err := st.text(x.own(f.Name), true)
		if err != nil {
			return answer{}, err
		}
		parts = append(parts, f.Name+"="+s)
	}
	return give(text(c.decl.Qualified() + "(" + strings.Join(parts, ", ") + ")"))
}

// reprs are the texts of values.
func (st *step) reprs(vs []*value) ([]string, error) {
	out := make([]string, len(vs))
	for i, v := range vs {
		s, err := st.text(v, true)
		if err != nil {
			return nil, err
		}
		out[i] = s
	}
	return out, nil
}
