package infer

import (
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// dataclassOf is the class of an object of a dataclass, and the first dataclass in its order; nil: it is of none.
func (f *frame) dataclassOf(t types.Type) (c, in *ir.Class) {
	c, ok := f.classOf(t)
	if !ok {
		return nil, nil
	}
	order := f.e.orderOf(c)
	i := slices.IndexFunc(order, func(k *ir.Class) bool { return k.Dataclass })
	if i < 0 {
		return nil, nil
	}
	return c, order[i]
}

func everyField(ir.Field) bool { return true }

// kept reports whether objects have a field.
func kept(fd ir.Field) bool { return !fd.InitOnly }

// callReplace is dataclasses.replace: another object, of the fields that __init__ takes.
func (f *frame) callReplace(pos []*val, names []string, kw []*val) *val {
	c, in := f.dataclassOf(pos[0].T)
	if c == nil {
		return f.errorf(diag.NotDataclass, "replace() should be called on dataclass instances")
	}
	slots := make([]*val, len(c.Fields))
	for i, k := range names {
		at := fieldIndex(c, k)
		if at < 0 || c.Fields[at].Assigned {
			f.report(f.badKeyword(c.Display, k, fieldNames(c)))
			return errVal()
		}
		slots[at] = kw[i]
	}
	own := f.e.methodOf(c, "__init__")
	for _, i := range fieldsMade(c, in, everyField) {
		fd := c.Fields[i]
		switch {
		case slots[i] != nil && fd.NoInit:
			return f.raiseText("ValueError", "field "+fd.Name+" is declared with init=False, it cannot be specified with replace()")
		case slots[i] == nil && fd.InitOnly && !fd.HasDefault:
			return f.raiseText("ValueError", "InitVar '"+fd.Name+"' must be specified with replace()")
		case slots[i] == nil && !fd.NoInit:
			slots[i] = f.fieldOf(pos[0], c, i)
			names, kw = append(names[:len(names):len(names)], fd.Name), append(kw[:len(kw):len(kw)], slots[i])
		case slots[i] == nil && fd.HasDefault && own == "":
			slots[i] = f.defaultOfField(fd)
		}
	}
	if own != "" {
		return f.construct(c, nil, names, kw)
	}
	return f.constructed(c, slots)
}

// callAsdict is dataclasses.asdict.
func (f *frame) callAsdict(pos []*val, _ []string, _ []*val) *val {
	return f.unmake(pos[0], "asdict", func(names []string, vals []*val) *val {
		return f.product(types.Dict{Names: names, Elems: valTypes(vals)}, vals)
	})
}

// callAstuple is dataclasses.astuple.
func (f *frame) callAstuple(pos []*val, _ []string, _ []*val) *val {
	return f.unmake(pos[0], "astuple", func(_ []string, vals []*val) *val { return f.tupleOf(vals) })
}

// unmake gives what build makes of the fields of an object of a dataclass, those of objects in it first.
func (f *frame) unmake(x *val, called string, build func(names []string, vals []*val) *val) *val {
	if u, ok := x.T.(types.Union); ok {
		return f.distribute(x, u, func(m *val) *val { return f.unmake(m, called, build) }, called)
	}
	c, in := f.dataclassOf(x.T)
	switch {
	case isErr(x.T) || x.T == types.Never:
		return x
	case c == nil:
		return f.raiseText("TypeError", called+"() should be called on dataclass instances")
	case isNamed(x.T):
		return f.limit(diag.NotProvided, "", "%s() of objects that nest is not taken yet", called)
	}
	var names []string
	var vals []*val
	for _, i := range fieldsMade(c, in, kept) {
		v := f.unmade(f.fieldOf(x, c, i), called, build)
		if isErr(v.T) || f.dead {
			return v
		}
		names, vals = append(names, c.Fields[i].Name), append(vals, v)
	}
	return build(names, vals)
}

// unmade is a copy of a part of an object of which unmake takes the fields.
func (f *frame) unmade(x *val, called string, build func(names []string, vals []*val) *val) *val {
	again := func(v *val) *val { return f.unmade(v, called, build) }
	copies := func() (out []*val) {
		for _, p := range f.partsOf(x) {
			out = append(out, again(p))
		}
		return out
	}
	switch t := x.T.(type) {
	case types.Union:
		if f.hasClass(t) || f.carries(t) {
			return f.distribute(x, t, again, called)
		}
		return x
	case types.Tuple:
		return f.tupleOf(copies())
	case types.Dict:
		parts := copies()
		return f.product(types.Dict{Names: t.Names, Elems: valTypes(parts)}, parts)
	case types.List:
		switch {
		case t.Exact:
			parts := copies()
			return f.product(types.List{Exact: true, Elems: valTypes(parts)}, parts)
		case !f.hasClass(t.Elems[0]) && !f.carries(t.Elems[0]):
			return f.call(f.getAttr(x, "copy"), nil, nil, nil)
		}
		if c, _ := f.dataclassOf(t.Elems[0]); c != nil {
			fn := f.unit(types.Static{Kind: "builtin", Name: "dataclasses." + called})
			return f.callList([]*val{iterForm("map")(f, []*val{fn, x}, nil, nil)}, nil, nil)
		}
	case types.Array:
		return f.call(f.getAttr(x, "copy"), nil, nil, nil)
	}
	if c, _ := f.dataclassOf(x.T); c != nil {
		return f.unmake(x, called, build)
	}
	if f.hasClass(x.T) || f.carries(x.T) {
		return f.limit(diag.NotProvided, "", "%s() of an object that holds %s is not taken yet", called, f.show(x.T))
	}
	return x
}

// hasClass reports whether values of t are or hold objects of classes.
func (f *frame) hasClass(t types.Type) bool {
	if _, ok := f.classOf(t); ok {
		return true
	}
	return slices.ContainsFunc(types.PartsOf(t), f.hasClass)
}

// callFields is dataclasses.fields: a tuple of fields, of which the types tell the names.
func (f *frame) callFields(pos []*val, _ []string, _ []*val) *val {
	x := pos[0]
	if s, ok := x.T.(types.Static); ok && s.Kind == "class" {
		x = &val{T: types.Object{Class: s.Name}}
	}
	c, in := f.dataclassOf(x.T)
	if c == nil {
		return f.raiseText("TypeError", "must be called with a dataclass type or instance")
	}
	var out []*val
	for _, i := range fieldsMade(c, in, kept) {
		out = append(out, f.unit(types.Static{Kind: "field", Name: c.Fields[i].Name}))
	}
	return f.tupleOf(out)
}

// made gives a method that a dataclass makes, bound to an object if there is one.
func (f *frame) made(in *ir.Class, name string, self ...*val) *val {
	if name != "__init__" && name != "__repr__" {
		return f.limit(diag.UnsupportedClass, "", "%s of the dataclass %s is not taken yet", name, in.Display)
	}
	return f.product(types.Bound{By: types.Made{Class: in.Name, Method: name}, Parts: valTypes(self)}, self)
}

// callMade calls a method that a dataclass makes.
func (f *frame) callMade(by types.Made, self []*val, pos []*val, names []string, kw []*val) *val {
	all := append(slices.Clone(self), pos...)
	if len(all) == 0 {
		return f.errorf(diag.BadArguments, "%s() missing 1 required positional argument: 'self'", by.Method)
	}
	x, in := f.present(all[0]), f.e.src.Class(by.Class)
	c, ok := f.classOf(x.T)
	switch {
	case !ok || !slices.Contains(f.e.orderOf(c), in):
		return f.limit(diag.UnsupportedClass, "", "%s of the dataclass %s of another object is not taken yet", by.Method, in.Display)
	case by.Method == "__repr__" && isNamed(x.T):
		return f.limit(diag.UnsupportedClass, "", "%s of the dataclass %s of objects that nest is not taken yet", by.Method, in.Display)
	case by.Method == "__repr__":
		return f.reprFields(x, c, in)
	case !c.Changes():
		return f.limit(diag.UnsupportedClass, "", "__init__ of the frozen class %s, called by another, is not taken yet", in.Display)
	}
	slots := make([]*val, len(c.Fields))
	if !f.fill(c, in, slots, all[1:], names, kw) {
		return errVal()
	}
	given := initOnly(c, slots)
	for i, v := range slots {
		if v != nil && !f.dead {
			f.setField(f.present(x), i, v)
		}
	}
	if _, post := lookup(f.e.orderOf(in), "__post_init__"); post != nil && !f.dead {
		f.callMethod(f.present(x), "__post_init__", given, nil, nil)
	}
	return f.none()
}
