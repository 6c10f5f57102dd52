package dynamic

import (
	"maps"
	"strings"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/types"
)

// servedNames gives what the interpreter serves of names.References, by name.
func servedNames() map[string]served {
	out := map[string]served{}
	for _, some := range []map[string]served{listMethods(), dictMethods(), setMethods(), arrayMethods(), objectBuiltins(), namedTupleMethods(), counterMethods()} {
		maps.Copy(out, some)
	}
	return out
}

// changing gives the action of an op that only programs with references have.
func changing(op ir.Op) action {
	switch op := op.(type) {
	case surface.SetItem:
		return func(st *step, a []*value) (answer, error) { return st.setItem(a[0], a[1], a[2]) }
	case surface.SetAttr:
		return func(st *step, a []*value) (answer, error) { return none0(st.setAttr(a[0], op.Name, a[1])) }
	case surface.DelItem:
		return func(st *step, a []*value) (answer, error) { return st.delItem(a[0], a[1]) }
	case surface.DelAttr:
		return func(st *step, a []*value) (answer, error) { return none0(st.delAttr(a[0], op.Name)) }
	case surface.CellNew:
		return func(_ *step, a []*value) (answer, error) { return give(&value{t: cellKind, parts: a[:1:1]}) }
	case surface.CellGet:
		return func(_ *step, a []*value) (answer, error) { return give(a[0].parts[0]) }
	case surface.CellSet:
		return func(_ *step, a []*value) (answer, error) { a[0].parts[0] = a[1]; return give() }
	case surface.DictItems:
		return dictItems(op)
	case surface.SetStar:
		return func(st *step, a []*value) (answer, error) { return given(st.setFrom(list(flat(op.Stars, a)))) }
	case surface.ClassNew:
		return classNew(op)
	case surface.Matches:
		return func(st *step, a []*value) (answer, error) {
			is, err := st.matches(a[0], a[1])
			return given(boolean(is), err)
		}
	case surface.Rethrow:
		return rethrow
	case surface.GeneratorYield:
		return yield
	}
	return (*step).resolve
}

// dictItems makes a dict of keys and values, and of the items of mappings.
func dictItems(op surface.DictItems) action {
	return func(st *step, a []*value) (answer, error) {
		d := dict()
		for i, spread := range op.Spread {
			var err error
			if spread {
				err = st.update(d, a[2*i+1])
			} else {
				err = st.put(d.table, a[2*i], a[2*i+1])
			}
			if err != nil {
				return answer{}, err
			}
		}
		return give(d)
	}
}

// referenceAttr does x.name where x may be an object, a class, or what has methods that change it.
func (st *step) referenceAttr(x *value, name string) (answer, error) {
	switch {
	case x.obj != nil:
		return st.instanceAttr(x, name)
	case x.is(superKind):
		return st.superAttr(x, name)
	case x.class != nil:
		return st.classAttr(x, name)
	case x.isSet():
		if m := st.methodOf("set", x, name); m != nil {
			return give(m)
		}
	case x.array() != nil:
		return st.arrayAttr(x, name)
	case x.exceptionClass() != "":
		if v := st.exceptionAttr(x, name); v != nil {
			return give(v)
		}
	case name == "__name__":
		if n := x.named(st.of.src); n != "" {
			return give(text(n))
		}
	case name == "at":
		if t, ok := x.t.(types.Static); ok && st.of.served[t.Name+".at"] != nil {
			return give(builtin(t.Name + ".at"))
		}
	}
	return given(st.apply(surface.GetAttr{Name: name}, x))
}

// named is the name of a class or a function, or "".
func (x *value) named(m *ir.Module) string {
	switch t := x.t.(type) {
	case types.Static:
		return t.Name[strings.LastIndexByte(t.Name, '.')+1:]
	case types.Func:
		return m.Func(t.Name).Loc.Func
	case types.Bound:
		if by, ok := t.By.(types.Method); ok {
			return m.Func(by.Func).Loc.Func
		}
	}
	return ""
}

// arrayAttr does x.name of an array: .T is a view.
func (st *step) arrayAttr(x *value, name string) (answer, error) {
	if m := st.methodOf("array", x, name); m != nil {
		return give(m)
	}
	if name == "T" {
		v, _, err := st.viewing("transpose", x, func(x *value) (*value, error) { return st.apply(surface.GetAttr{Name: name}, x) })
		return given(v, err)
	}
	v, err := st.apply(surface.GetAttr{Name: name}, x)
	if err != nil {
		return answer{}, err
	}
	for i, p := range v.parts {
		if p.array() != nil && p.leaf.Ref == x.leaf.Ref {
			v.parts[i] = x // a method is bound to the array itself
		}
	}
	return give(v)
}

// callFunction calls what inference resolves, of arguments that it may not know: a result may be a view of the first, and
// out is an array that takes it.
func (st *step) callFunction(f *value, a arguments) (answer, error) {
	if out := a.named("out"); out != nil && !out.is(types.None) {
		return st.callInto(f, a, out)
	}
	name, x := "", (*value)(nil)
	with := func(v *value) (*value, arguments) { return f, a }
	switch t := f.t.(type) {
	case types.Static:
		if len(a.pos) > 0 {
			name, x = t.Name, a.pos[0]
			with = func(v *value) (*value, arguments) {
				return f, arguments{append([]*value{v}, a.pos[1:]...), a.names, a.kw}
			}
		}
	case types.Bound:
		if by, ok := t.By.(types.PrimMethod); ok {
			name, x = by.Prim, f.parts[0]
			with = func(v *value) (*value, arguments) {
				return &value{t: f.t, parts: append([]*value{v}, f.parts[1:]...)}, a
			}
		}
	}
	if x != nil && x.obj != nil {
		if m, ok, err := st.method(x, "__"+name+"__"); ok {
			return called(m, err, st, a.pos[1:]...)
		}
	}
	if x == nil || x.array() == nil {
		return st.callPrimitive(f, a)
	}
	if name == "np.asarray" && len(a.pos)+len(a.kw) == 1 {
		return give(x)
	}
	v, ok, err := st.viewing(name, x, func(x *value) (*value, error) { return st.await(st.callPrimitive(with(x))) })
	if ok {
		return given(v, err)
	}
	return st.callPrimitive(f, a)
}

// callInto calls a ufunc and puts the result into an array, which it gives.
func (st *step) callInto(f *value, a arguments, out *value) (answer, error) {
	rest := arguments{pos: a.pos}
	for i, name := range a.names {
		if name != "out" {
			rest.names, rest.kw = append(rest.names, name), append(rest.kw, a.kw[i])
		}
	}
	if out.isTuple() && len(out.parts) == 1 {
		out = out.parts[0]
	}
	r, err := st.await(st.callPrimitive(f, rest))
	if err == nil {
		err = st.into(f.t.(types.Static).Name, out, r)
	}
	return given(out, err)
}
