package infer

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/syntax"
	"github.com/myia-lang/myia/types"
)

// classOf returns the class of an object type.
func (f *frame) classOf(t types.Type) (*ir.Class, bool) {
	name := ""
	switch t := t.(type) {
	case types.Object:
		name = t.Class
	case types.Named:
		if t.Kind == "class" {
			name = t.Name
		}
	}
	if name == "" {
		return nil, false
	}
	c := f.e.src.Class(types.BaseClass(name))
	return c, c != nil
}

// classRef is a class as a value.
func (f *frame) classRef(op surface.ClassRef) *val {
	return f.unit(types.Static{Kind: "class", Name: op.Name})
}

// construct makes an instance: arguments are bound to the fields.
func (f *frame) construct(c *ir.Class, pos []*val, names []string, kw []*val) *val {
	slots := make([]*val, len(c.Fields))
	taken := c.Taken()
	if len(pos) > len(taken) {
		f.report(diag.Errorf(diag.BadArguments, f.extra(len(pos)-len(taken)), "%s() takes %d positional argument%s but %d %s given", c.Display, len(taken), plural(len(taken)), len(pos), were(len(pos))))
		return errVal()
	}
	for i, p := range pos {
		slots[taken[i]] = p
	}
	for i, k := range names {
		at := fieldIndex(c, k)
		if at < 0 || c.Fields[at].NoInit {
			f.report(f.badKeyword(c.Display, k, fieldNames(c)))
			return errVal()
		}
		if slots[at] != nil {
			return f.errorf(diag.BadArguments, "%s() got multiple values for argument '%s'", c.Display, k)
		}
		slots[at] = kw[i]
	}
	for i, fd := range c.Fields {
		if slots[i] != nil {
			continue
		}
		if fd.Default == "" {
			return f.errorf(diag.BadArguments, "%s() missing required argument: '%s'", c.Display, fd.Name)
		}
		slots[i] = f.callWith(f.e.src.Func(fd.Default), nil)
	}
	if anyErr(slots) || f.dead {
		return errVal()
	}
	for i, fd := range c.Fields {
		if contradicts(fd.Annotation, slots[i].T) {
			return f.errorHelp(diag.BadAnnotation, "the annotation and the value must agree", "field '%s' is annotated %s, but the value is %s", fd.Name, fd.Annotation, f.show(slots[i].T))
		}
	}
	obj := f.instance(c.Name, slots)
	if check, ok := f.method(obj, "__post_init__"); ok {
		f.call(check, nil, nil, nil)
		if f.dead {
			return &val{T: types.Never}
		}
	}
	return obj
}

// instance makes an object of its fields' values.
func (f *frame) instance(class string, slots []*val) *val {
	n := types.Named{Kind: "class", Name: types.BaseClass(class)}
	if f.e.nominal[n] {
		if class == n.Name {
			f.e.grow(n, valTypes(slots))
		}
		return f.product(types.Named{Kind: "class", Name: class}, slots)
	}
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

// method finds a method of a user's class and binds it.
func (f *frame) method(self *val, name string) (*val, bool) {
	c, ok := f.classOf(self.T)
	if !ok {
		return nil, false
	}
	fnName := c.Methods[name]
	if fnName == "" {
		return nil, false
	}
	fn := f.e.src.Func(fnName)
	if fn.Loc.Func == "<constant>" {
		return f.callWith(fn, nil), true
	}
	if c.Kinds[name] == "static" {
		return f.plainMethod(fn), true
	}
	parts := append([]*val{self}, f.methodDefaults(fn)...)
	return f.product(types.Bound{Kind: "method", Attr: fnName, Parts: valTypes(parts)}, parts), true
}

func (f *frame) hasMethod(self *val, name string) bool {
	c, ok := f.classOf(self.T)
	return ok && c.Methods[name] != ""
}

// plainMethod is a method that is not bound: a static one, or C.m.
func (f *frame) plainMethod(fn *ir.Func) *val {
	defaults := f.methodDefaults(fn)
	return f.product(types.Func{Name: fn.Name, Captures: valTypes(defaults)}, defaults)
}

// methodDefaults computes the defaults of a method; that of parameter p of
// method m is the function m.p.default.
func (f *frame) methodDefaults(fn *ir.Func) []*val {
	sig := fn.Sig
	names := append(append([]string{}, sig.Names[len(sig.Names)-sig.NumDefault:]...), sig.KwDefault...)
	out := make([]*val, len(names))
	for i, n := range names {
		out[i] = f.callWith(f.e.src.Func(fn.Name+"."+n+".default"), nil)
	}
	return out
}

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
		return f.staticAttr(t, name)
	case types.Array:
		if v, ok := f.arrayAttr(x, t, name); ok {
			return v
		}
	}
	if kind := methodKind(x.T); kind != "" {
		if p := f.e.opts.Prims.Method(kind, name); p != nil {
			return f.product(types.Bound{Kind: "prim", Attr: p.Name, Parts: []types.Type{x.T}}, []*val{x})
		}
		if v, ok := f.specialMethod(kind, x, name); ok {
			return v
		}
	}
	if kind := mutates(x.T, name); kind != "" {
		return f.limit(diag.Mutation, diag.MutationHelp, "mutation is not taken yet: .%s changes the %s in place", name, kind)
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
		return f.narrowed(f.partAt(x, i, "."+name))
	}
	if m, ok := f.method(x, name); ok {
		if c.Kinds[name] == "property" {
			return f.call(m, nil, nil, nil)
		}
		return m
	}
	known := fieldNames(c)
	known = append(known, slices.Sorted(maps.Keys(c.Methods))...)
	d := diag.Errorf(diag.NoAttribute, f.span(), "'%s' object has no attribute '%s'", c.Display, name).WithHelp("%s", oneOfThese("field", known))
	f.report(suggest(d, f.span(), name, known))
	return errVal()
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
		return f.unit(types.Static{Kind: "dtype", Name: t.DType.String()}), true
	case "T":
		return f.prim("np.transpose", x), true
	case "size":
		n := f.constant(int64(1))
		for i := range t.Dims {
			n = f.prim("op.*", n, f.size(x, i))
		}
		return n, true
	}
	return nil, false
}

// staticAttr infers module.name and dtype attributes.
func (f *frame) staticAttr(t types.Static, name string) *val {
	switch t.Kind {
	case "module":
		return f.builtin(t.Name + "." + name)
	case "dtype":
		if name == "name" {
			return f.constant(staticRepr(t))
		}
	}
	if t.Kind == "class" {
		c := f.e.src.Class(t.Name)
		if fn := f.e.src.Func(c.Methods[name]); fn != nil {
			if fn.Loc.Func == "<constant>" {
				return f.callWith(fn, nil)
			}
			return f.plainMethod(fn)
		}
	}
	switch t.Kind {
	case "class", "builtin", "exception":
		if name == "__name__" {
			return f.constant(t.Name)
		}
	}
	return f.errorf(diag.NoAttribute, "%s has no attribute '%s'", f.show(t), name)
}

// getItem infers x[i].
func (f *frame) getItem(x, i *val) *val {
	if u, ok := x.T.(types.Union); ok {
		got := f.distribute(x, u, f.readGradient(u, f.lacksItem(i), func(m *val) *val { return f.getItem(m, i) }), "[]")
		if k, ok := i.known.(int64); ok && i.isK {
			return f.led(x, fmt.Sprintf("[%d]", k), got)
		}
		return got
	}
	if u, ok := i.T.(types.Union); ok {
		return f.distribute(i, u, func(m *val) *val { return f.getItem(x, m) }, "[]")
	}
	switch t := x.T.(type) {
	case types.Tuple:
		return f.itemOfProduct(x, i, t.Elems)
	case types.Named:
		if t.Kind == "tuple" {
			return f.itemOfProduct(x, i, f.partTypes(t))
		}
	case types.List:
		if t.Exact {
			return f.itemOfProduct(x, i, t.Elems)
		}
		if isSlice(i.T) {
			return f.primAs("list.slice", x.T, x, i)
		}
		return f.prim("list.get", x, i)
	case types.Dict:
		return f.itemOfDict(x, t, i)
	case types.Array:
		return f.itemOfArray(x, i)
	}
	if s, ok := x.T.(types.Static); ok && (isTypeName(s.Name) || strings.HasPrefix(s.Name, "typing.")) {
		return x // list[float] in an alias of a type
	}
	if isRange(x.T) {
		return f.rangeItem(x, i)
	}
	if types.IsRunTuple(x.T) {
		return f.itemOfRun(f.part(x, 0), i)
	}
	if x.T == types.Str {
		if isSlice(i.T) {
			return f.prim("str.slice", x, i)
		}
		return f.prim("str.get", x, i)
	}
	if m, ok := f.method(x, "__getitem__"); ok {
		return f.call(m, []*val{i}, nil, nil)
	}
	if isErr(x.T) || x.T == types.Never {
		return x
	}
	return f.errorf(diag.NotSubscriptable, "%s is not subscriptable", f.describe(x.T))
}

func isSlice(t types.Type) bool {
	it, ok := t.(types.Iter)
	return ok && it.Kind == "slice"
}

// itemOfProduct indexes a tuple or an exact list by a known index or slice;
// an unknown index needs alike elements.
func (f *frame) itemOfProduct(x, i *val, ts []types.Type) *val {
	if isSlice(i.T) {
		return f.sliceOfProduct(x, i, ts)
	}
	if i.T == types.Bool {
		i = f.prim("int", i)
	}
	if _, ok := i.T.(types.Array); ok && typed.IsIndex(i.T) {
		i = f.prim("int", i)
	}
	if i.T != types.Int {
		kind := "tuple"
		if isList(x.T) {
			kind = "list"
		}
		f.report(f.repairDivision(diag.Errorf(diag.BadIndex, f.span(), "%s indices must be integers or slices, not %s", kind, f.show(i.T)).
			WithHelp("convert it with int, or divide with //")))
		return errVal()
	}
	if len(ts) == 0 && isList(x.T) { // one that a loop grows later
		return f.raiseText("IndexError", "list index out of range")
	}
	if _, named := x.T.(types.Named); len(ts) > 0 && !i.isK && !named {
		t := types.Type(types.Never)
		j := &types.Joiner{Fresh: f.freshDim}
		for _, e := range ts {
			t = j.Join(t, e)
		}
		if _, union := t.(types.Union); !union {
			run := types.List{Elems: []types.Type{t}}
			get := "tuple.get"
			if isList(x.T) {
				get = "list.get"
			}
			return f.prim(get, f.coerce(x, run), i)
		}
	}
	k, ok := f.demand(i)
	if !ok {
		return f.errorHelp(diag.NotKnown, "index with a constant, or make the elements alike", "the elements of %s differ in type, so the index must be known at compile time", f.show(x.T))
	}
	n := k.(int64)
	if n < 0 {
		n += int64(len(ts))
	}
	if n < 0 || n >= int64(len(ts)) {
		if isList(x.T) {
			return f.raiseText("IndexError", "list index out of range")
		}
		if len(f.unions) > 0 || f.c.member { // another member may have the element
			return f.raiseText("IndexError", "tuple index out of range")
		}
		return f.errorHelp(diag.IndexRange, fmt.Sprintf("the indices go from %d to %d", -len(ts), len(ts)-1), "index %d is out of range for a tuple of %d element%s", k, len(ts), plural(len(ts)))
	}
	return f.narrowed(f.partAt(x, int(n), fmt.Sprintf("[%d]", n)))
}

// led is a part that was taken of each member of x: tests on its path narrow it.
func (f *frame) led(x *val, step string, part *val) *val {
	if x.path == "" || isErr(part.T) {
		return part
	}
	p := *part
	p.follow(x, step)
	return f.narrowed(&p)
}

// partAt takes a part that a path leads to: a frozen field, or an element by a known index.
func (f *frame) partAt(x *val, i int, step string) *val {
	p := *f.part(x, i)
	p.path = ""
	p.follow(x, step)
	return &p
}

func (f *frame) sliceOfProduct(x, i *val, ts []types.Type) *val {
	known := make([]any, 3)
	if _, settled := i.fullyKnown(); isList(x.T) && !settled && alike(ts) {
		run := f.runList(x)
		return f.primAs("list.slice", run.T, run, i)
	}
	for k, p := range f.partsOf(i) {
		c, ok := f.tryDemand(p)
		if !ok {
			if isList(x.T) {
				run := f.runList(x)
				return f.primAs("list.slice", run.T, run, i)
			}
			return f.errorHelp(diag.NotKnown, "use constant bounds", "the bounds of a tuple's slice must be known at compile time")
		}
		known[k] = c
	}
	if known[2] == int64(0) {
		return f.raiseText("ValueError", "slice step cannot be zero")
	}
	parts := f.partsOf(x)
	var out []*val
	for _, at := range typed.SliceIndices(known[0], known[1], known[2], int64(len(ts))) {
		out = append(out, parts[at])
	}
	if isList(x.T) {
		return f.product(types.List{Exact: true, Elems: valTypes(out)}, out)
	}
	return f.tupleOf(out)
}

// tryDemand is demand for tuples, and only a look for lists, which have a
// run-time form.
func (f *frame) tryDemand(v *val) (any, bool) {
	if k, ok := v.fullyKnown(); ok {
		return k, true
	}
	return f.demand(v)
}

// compareFields compares two objects of one class as the tuples of their
// fields.
func (f *frame) compareFields(op string, a, b *val) *val {
	if c, _ := f.classOf(a.T); !c.Eq {
		return f.limit(diag.UnknownIdentity, "a method __eq__ of the class says when two are equal", "%s compares which object it is, as %s has eq=False", op, c.Display)
	}
	switch {
	case isNamed(a.T) && isNamed(b.T) && op == "==":
		return f.equalNamed(a, b)
	case isNamed(a.T) && isNamed(b.T):
		return f.compareNamed(op, a, b)
	}
	return f.compare(op, f.tupleOf(f.partsOf(a)), f.tupleOf(f.partsOf(b)))
}
