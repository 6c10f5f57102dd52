package infer

import "github.com/myia-lang/myia/types"

// method infers a method of a built-in type; the arguments are in the order of its signature, those of *args in a tuple.
type method func(f *frame, x *val, args []*val) *val

// methods are those of each kind of value, by their names.
var methods map[string]map[string]method

func init() {
	methods = map[string]map[string]method{"list": listMethods(), "dict": dictMethods(), "Counter": counterMethods(), "set": setMethods(), "tuple": tupleMethods(), "namedtuple": namedTupleMethods()}
}

// absentArgument is the default of a parameter without one that may be left out.
const absentArgument = "<absent>"

// callBuiltinMethod binds the arguments of a method of a built-in type and infers it.
func (f *frame) callBuiltinMethod(kind, name string, x *val, pos []*val, keywords []string, kw []*val) *val {
	if anyErr(pos) || anyErr(kw) {
		return errVal()
	}
	if u, ok := x.T.(types.Union); ok {
		return f.distribute(x, u, func(m *val) *val { return f.callBuiltinMethod(kind, name, m, pos, keywords, kw) }, name)
	}
	called := kind + "." + name
	if kind == "namedtuple" && name == "_replace" {
		return f.withFields(f.namedTuple(x.T), x, keywords, kw)
	}
	if kind == "Counter" && len(kw) > 0 {
		pos, keywords, kw = append(pos, f.product(types.Dict{Names: keywords, Elems: valTypes(kw)}, kw)), nil, nil
	}
	args, ok := f.bindForm(called, f.e.opts.Names.Lookup("."+called).Signature(), pos, keywords, kw)
	if !ok {
		return errVal()
	}
	if kind == "dict" && name == "update" && len(kw) > 0 {
		given := f.product(types.Dict{Names: keywords, Elems: valTypes(kw)}, kw)
		return f.become(x, f.updated(f.updated(x, args[0]), given))
	}
	return methods[kind][name](f, x, args)
}
