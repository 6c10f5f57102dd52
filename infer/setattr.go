package infer

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// setAttr infers x.name = v.
func (f *frame) setAttr(x *val, name string, v *val) *val {
	if u, ok := x.T.(types.Union); ok {
		return f.distribute(x, u, func(m *val) *val { return f.setAttr(m, name, v) }, "."+name+" =")
	}
	if isErr(x.T) || x.T == types.Never {
		return x
	}
	c, ok := f.classOf(x.T)
	if !ok {
		s, static := x.T.(types.Static)
		switch {
		case static && s.Kind == "class":
			return f.setOwn(f.e.src.Class(s.Name), name, v)
		case static && s.Kind == "module":
			return f.limit(diag.Mutation, "", "assignment to an attribute of %s is not taken yet", f.show(x.T))
		}
		return f.errorf(diag.NoAttribute, "%s has no attribute '%s'", f.describe(x.T), name)
	}
	if set, in := lookup(f.e.orderOf(c), name+".setter"); in != nil {
		return f.call(f.bound(x, f.e.src.Func(set)), []*val{v}, nil, nil)
	}
	i := fieldIndex(c, name)
	_, in := lookup(f.e.orderOf(c), name)
	switch {
	case !c.Changes():
		return f.errorf(diag.FrozenField, "cannot assign to field '%s' of the frozen class %s", name, c.Display)
	case in != nil && in.Kinds[name] == "property":
		return f.errorf(diag.NoAttribute, "property '%s' of '%s' object has no setter", name, c.Display)
	case i < 0:
		return f.limit(diag.UnsupportedClass, "", "none of the methods of %s assigns the field '%s'", c.Display, name)
	}
	f.setField(x, i, v)
	return f.none()
}

// setField gives an object another value of a field.
func (f *frame) setField(x *val, i int, v *val) {
	f.track()
	if isErr(x.T) || x.T == types.Never || !f.inserted(x, v) {
		return
	}
	kind := changeKind(0)
	old := f.part(x, i)
	if f.carries(old.T) || f.carries(v.T) {
		kind = moves
	}
	before := f.aliasesOf(x)
	nv := f.replacePart(x, i, v)
	if isErr(nv.T) || f.dead {
		return
	}
	f.assign(x, nv, kind)
	if kind == moves && !f.dead {
		at := f.constant(int64(i))
		f.replacedBy(x, at, at, before, func() *val { return old })
	}
}

// fieldOf reads a field, which may not be set yet: then the class may have an attribute of the name.
func (f *frame) fieldOf(x *val, c *ir.Class, i int) *val {
	name := c.Fields[i].Name
	return f.fieldOr(x, name, i, func() *val { return f.unsetField(x, c, name) })
}

// fieldOr reads a field, or gives another value where it is not set.
func (f *frame) fieldOr(x *val, name string, i int, absent func() *val) *val {
	if isErr(x.T) || x.T == types.Never {
		return x
	}
	v := f.narrowed(f.partAt(x, i, "."+name))
	if u, ok := v.T.(types.Union); !ok || len(u.Within(types.Unset)) == 0 {
		return f.setOr(v, absent)
	}
	out := f.fresh1(f.setOr(v, absent))
	out.path = v.path
	return f.narrowed(out)
}

// unsetField reads an attribute that the object itself does not have.
func (f *frame) unsetField(x *val, c *ir.Class, name string) *val {
	if fd := c.Fields[fieldIndex(c, name)]; fd.InitOnly && fd.HasDefault && !fd.Factory { // the default is one of the class
		return f.defaultOfField(fd)
	}
	if m, ok := f.method(x, name); ok {
		return m
	}
	return f.raiseText("AttributeError", "'"+c.Display+"' object has no attribute '"+name+"'")
}
