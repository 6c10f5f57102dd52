package infer

import (
	"maps"
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/syntax"
	"github.com/myia-lang/myia/types"
)

// getAttr infers x.name.
func (f *frame) getAttr(x *val, name string) *val {
	if u, ok := x.T.(types.Union); ok {
		return f.getAttrUnion(x, u, name)
	}
	if x.T == types.Never {
		f.dead = true
		return x
	}
	if c, ok := f.classOf(x.T); ok {
		return f.getField(x, c, name)
	}
	switch t := x.T.(type) {
	case types.Static:
		return f.staticAttr(x, t, name)
	case types.Bound:
		if by, ok := t.By.(types.Super); ok {
			return f.superAttr(by, f.part(x, 0), name)
		}
	case types.Array:
		if v, ok := f.arrayAttr(x, t, name); ok {
			return v
		}
	}
	if kind := methodKind(x.T); kind != "" {
		if p := f.e.opts.Prims.Method(kind, name); p != nil {
			return f.product(types.Bound{By: types.PrimMethod{Prim: p.Name}, Parts: []types.Type{x.T}}, []*val{x})
		}
		if v, ok := f.specialMethod(kind, x, name); ok {
			return v
		}
	}
	if isCounter(x.T) && methods["Counter"][name] != nil {
		return f.product(types.Bound{By: types.PrimMethod{Prim: "Counter." + name}, Parts: []types.Type{x.T}}, []*val{x})
	}
	if kind := methodKind(x.T); methods[kind][name] != nil {
		return f.product(types.Bound{By: types.PrimMethod{Prim: kind + "." + name}, Parts: []types.Type{x.T}}, []*val{x})
	}
	if arrayChanges[".array."+name] != nil && isArray(x.T) {
		return f.product(types.Bound{By: types.PrimMethod{Prim: ".array." + name}, Parts: []types.Type{x.T}}, []*val{x})
	}
	if isArray(x.T) && names.ChangesArray(name) {
		return f.limit(diag.Mutation, diag.MutationHelp, "mutation is not taken yet: .%s changes the array in place", name)
	}
	if has, _ := names.PythonHas("."+methodKind(x.T), name); has {
		return f.limit(diag.NotProvided, f.methodsHelp(x.T, name), "the method %s of %s is not taken yet", name, f.show(x.T))
	}
	d := diag.Errorf(diag.NoAttribute, f.span(), "%s has no attribute '%s'", f.describe(x.T), name)
	if e, ok := f.parsed().(*syntax.Attribute); ok && hasKey(x.T, name) {
		f.report(d.WithRepair("write %s", f.edit(e, e.Value.Span().Text()+`["`+name+`"]`)))
		return errVal()
	}
	if help := names.Instead("." + name); help != "" {
		f.report(d.WithHelp("%s", help))
		return errVal()
	}
	f.report(suggest(d, f.span(), name, f.e.opts.Names.Of("."+methodKind(x.T))))
	return errVal()
}

// describe names a type the way Python's AttributeError does.
func (f *frame) describe(t types.Type) string {
	if types.IsNothing(t) {
		return "'" + typed.PyName(t) + "' object"
	}
	return "a value of type " + f.show(t)
}

// getAttrUnion takes the attribute of each member; where a member lacks it,
// the diagnostic names that member.
func (f *frame) getAttrUnion(x *val, u types.Union, name string) *val {
	read := f.readGradient(u, f.lacksField(name), func(m *val) *val { return f.getAttr(m, name) })
	return f.led(x, "."+name, f.distribute(x, u, read, "."+name))
}

func (f *frame) getField(x *val, c *ir.Class, name string) *val {
	if i := fieldIndex(c, name); i >= 0 {
		return f.fieldOf(x, c, i)
	}
	if m, ok := f.method(x, name); ok {
		return m
	}
	if v, ok := f.namedTupleAttr(c, x, name); ok {
		return v
	}
	switch name {
	case "__class__":
		return f.callType([]*val{x}, nil, nil)
	case "__dict__":
		return f.limit(diag.NotProvided, "", "__dict__ of an object is not taken yet")
	}
	known := f.e.attributesOf(c)
	d := diag.Errorf(diag.NoAttribute, f.span(), "'%s' object has no attribute '%s'", c.Display, name).WithHelp("%s", oneOfThese("field", known))
	f.report(suggest(d, f.span(), name, known))
	return errVal()
}

// attributesOf lists the fields and methods of a class.
func (e *engine) attributesOf(c *ir.Class) []string {
	list, ok := e.attributes[c]
	if !ok {
		list = fieldNames(c)
		for _, k := range e.orderOf(c) {
			list = append(list, slices.Sorted(maps.Keys(k.Methods))...)
		}
		e.attributes[c] = list
	}
	return list
}

// arrayAttr infers shape, dtype, ndim, size, T.
func (f *frame) arrayAttr(x *val, t types.Array, name string) (*val, bool) {
	switch name {
	case "shape":
		dims := make([]*val, len(t.Dims))
		for i := range dims {
			dims[i] = f.size(x, i)
		}
		return f.tupleOf(dims), true
	case "ndim":
		return f.constant(int64(len(t.Dims))), true
	case "dtype":
		return f.dtypeUnit(t.DType), true
	case "itemsize":
		return f.constant(int64(t.DType.Size())), true
	case "T":
		return f.prim("np.transpose", x), true
	case "size", "nbytes":
		n := f.constant(int64(1))
		if name == "nbytes" {
			n = f.constant(int64(t.DType.Size()))
		}
		for i := range t.Dims {
			n = f.prim("op.*", n, f.size(x, i))
		}
		return n, true
	}
	return nil, false
}

// staticAttr infers module.name and dtype attributes.
func (f *frame) staticAttr(x *val, t types.Static, name string) *val {
	switch t.Kind {
	case "module":
		return f.builtin(t.Name + "." + name)
	case "dtype":
		if d, ok := dtype.ByName(t.Name); ok {
			if v, ok := f.dtypeAttr(d, name); ok {
				return v
			}
		}
	case "iinfo", "finfo":
		if v, ok := f.limitAttr(t, name); ok {
			return v
		}
	}
	if t.Kind == "class" {
		c := f.e.src.Class(t.Name)
		if m, ok := f.bindFrom(f.e.orderOf(c), x, name); ok {
			return m
		}
		if v, ok := f.namedTupleAttr(c, x, name); ok {
			return v
		}
		if _, in := lookup(f.e.orderOf(c), name); in != nil {
			return f.made(in, name)
		}
	}
	if arrayChanges[t.Name+"."+name] != nil {
		return f.builtin(t.Name + "." + name)
	}
	switch t.Kind {
	case "field":
		if name == "name" {
			return f.constant(t.Name)
		}
	case "class", "builtin", "exception":
		if name == "__name__" {
			if t.Kind == "class" {
				return f.constant(f.e.src.Class(t.Name).Display)
			}
			return f.constant(t.Name[strings.LastIndexByte(t.Name, '.')+1:])
		}
	}
	return f.errorf(diag.NoAttribute, "%s has no attribute '%s'", f.show(t), name)
}
