package dynamic

import (
	"slices"
	"strings"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/types"
)

// class is a class that is made where its statement stands.
type class struct {
	decl      *ir.Class
	self      *value // the class as a value
	bases     []*class
	order     []*class // where attributes are looked for, C3
	exception string   // the class of Python's exceptions that it derives from, or ""
	attrs     attributes
	fields    []field // of a dataclass or a named tuple, those of its bases first
}

// field is a field of a dataclass.
type field struct {
	ir.Field
	factory *value // its default_factory, or nil
}

// attributes of a class or an object, in the order in which they came.
type attributes struct {
	names  []string
	values map[string]*value
}

func (a *attributes) get(name string) *value { return a.values[name] }

func (a *attributes) set(name string, v *value) {
	if a.values == nil {
		a.values = map[string]*value{}
	}
	if a.values[name] == nil {
		a.names = append(a.names, name)
	}
	a.values[name] = v
}

func (a *attributes) del(name string) bool {
	if a.values[name] == nil {
		return false
	}
	delete(a.values, name)
	a.names = slices.DeleteFunc(a.names, func(n string) bool { return n == name })
	return true
}

// object is the state of an instance.
type object struct {
	class *class
	attrs attributes
	given []*value // to __init__, for __post_init__
}

// lookup finds an attribute of a class, or nil.
func (c *class) lookup(name string) *value { return lookup(c.order, name) }

func lookup(order []*class, name string) *value {
	for _, c := range order {
		if v := c.attrs.get(name); v != nil {
			return v
		}
	}
	return nil
}

// derives reports whether c is a class or derives from it.
func (c *class) derives(from *class) bool { return slices.Contains(c.order, from) }

// classNew makes a class.
func classNew(op surface.ClassNew) action {
	return func(st *step, args []*value) (answer, error) {
		c := &class{decl: st.of.src.Class(op.Name)}
		c.self = &value{t: types.Static{Kind: "class", Name: op.Name}, class: c}
		for _, b := range args[:op.Bases] {
			t, _ := b.t.(types.Static)
			switch {
			case b.class != nil:
				c.bases = append(c.bases, b.class)
				if c.exception == "" {
					c.exception = b.class.exception
				}
			case t.Kind == "exception":
				c.exception = t.Name
			default:
				return answer{}, raise("TypeError", "type '%s' is not an acceptable base type", show(b))
			}
		}
		if err := c.linearise(); err != nil {
			return answer{}, err
		}
		factories := c.bind(op.Names, args[op.Bases:])
		c.makeFields(factories)
		st.of.classes[op.Name] = c
		return give(c.self)
	}
}

// bind sets the attributes that the class statement binds, and gives the factories of fields.
func (c *class) bind(names []string, vals []*value) map[string]*value {
	factories := map[string]*value{}
	for i, name := range names {
		v := vals[i]
		of, role, _ := strings.Cut(name, ".")
		switch role {
		case "factory":
			factories[of] = v
			continue
		case "setter":
			getter := c.attrs.get(of)
			if getter == nil {
				getter = lookup(c.order[1:], of)
			}
			v = &value{t: propertyKind, parts: []*value{getter.parts[0], v}}
		default:
			switch c.decl.Kinds[name] {
			case "property":
				v = &value{t: propertyKind, parts: []*value{v}}
			case "static":
				v = &value{t: staticKind, parts: []*value{v}}
			case "class":
				v = &value{t: classKind, parts: []*value{v}}
			}
		}
		c.attrs.set(of, v)
	}
	return factories
}

// makeFields joins the fields of the bases and of the class.
func (c *class) makeFields(factories map[string]*value) {
	if !c.decl.Dataclass && !c.decl.NamedTuple {
		for _, b := range c.order[1:] {
			if b.fields != nil {
				c.fields = b.fields
				return
			}
		}
		return
	}
	add := func(f field) {
		if i := slices.IndexFunc(c.fields, func(g field) bool { return g.Name == f.Name }); i >= 0 {
			c.fields[i] = f
			return
		}
		c.fields = append(c.fields, f)
	}
	for _, b := range slices.Backward(c.order[1:]) {
		for _, f := range b.fields {
			add(f)
		}
	}
	for _, f := range c.decl.Fields {
		inherited := slices.ContainsFunc(c.fields, func(g field) bool { return g.Field == f })
		if !f.Assigned && !inherited {
			add(field{f, factories[f.Name]})
		}
	}
}

// linearise finds the order in which attributes are looked for (C3, as in Python since 2.3).
func (c *class) linearise() error {
	var lists [][]*class
	for _, b := range c.bases {
		lists = append(lists, slices.Clone(b.order))
	}
	lists = append(lists, slices.Clone(c.bases))
	c.order = []*class{c}
	for {
		lists = slices.DeleteFunc(lists, func(l []*class) bool { return len(l) == 0 })
		if len(lists) == 0 {
			return nil
		}
		next := first(lists)
		if next == nil {
			var names []string
			for _, b := range c.bases {
				names = append(names, b.decl.Display)
			}
			return raise("TypeError", "Cannot create a consistent method resolution\norder (MRO) for bases %s", strings.Join(names, ", "))
		}
		c.order = append(c.order, next)
		for i, l := range lists {
			if l[0] == next {
				lists[i] = l[1:]
			}
		}
	}
}

// first is the head of a list that is in the tail of none, or nil.
func first(lists [][]*class) *class {
	for _, l := range lists {
		if !slices.ContainsFunc(lists, func(m []*class) bool { return slices.Contains(m[1:], l[0]) }) {
			return l[0]
		}
	}
	return nil
}

// dataclass is the class of order whose options hold for an object, or nil.
func (c *class) dataclass() *ir.Class {
	for _, b := range c.order {
		if b.decl.Dataclass {
			return b.decl
		}
	}
	return nil
}

// compares reports whether == compares fields.
func (c *class) compares() bool { d := c.dataclass(); return d != nil && d.Eq }

// hashed reports whether the hash is that of the fields.
func (c *class) hashed() bool {
	d := c.dataclass()
	return d != nil && (d.Hash || d.Eq && d.Frozen)
}

// compared are the values of the fields that comparisons look at.
func (o *object) compared() []*value {
	var out []*value
	for _, f := range o.class.fields {
		if v := o.attrs.get(f.Name); v != nil && !f.NoCompare {
			out = append(out, v)
		}
	}
	return out
}
