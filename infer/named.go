package infer

import (
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// attributeName is the second argument of getattr and its like, which must be known.
func (f *frame) attributeName(called string, x *val) (string, bool) {
	if x.T != types.Str {
		f.errorf(diag.BadArguments, "attribute name must be string, not '%s'", typed.PyName(x.T))
		return "", false
	}
	k, ok := f.demand(x)
	if !ok {
		f.errorHelp(diag.NotKnown, "it may be a constant, or be passed down from one", "%s() needs the name of the attribute to be known at compile time", called)
		return "", false
	}
	return k.(string), true
}

// callGetattr infers getattr(x, name) and getattr(x, name, default).
func (f *frame) callGetattr(pos []*val, _ []string, _ []*val) *val {
	name, ok := f.attributeName("getattr", pos[1])
	switch {
	case !ok:
		return errVal()
	case len(pos) == 2:
		return f.getAttr(pos[0], name)
	}
	has := f.hasAttr(pos[0], name)
	if isErr(has.T) {
		return has
	}
	return f.cond(has, func() *val { return f.getAttr(pos[0], name) }, func() *val { return pos[2] })
}

// callSetattr infers setattr(x, name, value).
func (f *frame) callSetattr(pos []*val, _ []string, _ []*val) *val {
	name, ok := f.attributeName("setattr", pos[1])
	if !ok {
		return errVal()
	}
	if out := f.setAttr(pos[0], name, pos[2]); isErr(out.T) || f.dead {
		return out
	}
	return f.none()
}

// callHasattr infers hasattr(x, name).
func (f *frame) callHasattr(pos []*val, _ []string, _ []*val) *val {
	name, ok := f.attributeName("hasattr", pos[1])
	if !ok {
		return errVal()
	}
	return f.hasAttr(pos[0], name)
}

// hasAttr tells whether a value has an attribute; a field may not be set yet.
func (f *frame) hasAttr(x *val, name string) *val {
	if u, ok := x.T.(types.Union); ok {
		return f.distribute(x, u, func(m *val) *val { return f.hasAttr(m, name) }, "hasattr")
	}
	c, ok := f.classOf(x.T)
	if !ok {
		return f.hasBuiltinAttr(x, name)
	}
	_, in := lookup(f.e.orderOf(c), name)
	named := c.NamedTuple && (name == "_fields" || methods["namedtuple"][name] != nil || methods["tuple"][name] != nil)
	own := slices.ContainsFunc(f.e.orderOf(c), func(k *ir.Class) bool { return k.Own[name] != "" })
	i := fieldIndex(c, name)
	switch {
	case in != nil || named || name == "__class__":
		return f.constant(true)
	case strings.HasPrefix(name, "__") || own:
		return f.limit(diag.NotProvided, "", "whether %s has the attribute %s is not known at compile time", f.show(x.T), name)
	case i < 0:
		return f.constant(false)
	}
	v := f.partAt(x, i, "."+name)
	u, ok := v.T.(types.Union)
	switch {
	case v.T == types.Unset:
		return f.constant(false)
	case !ok || len(u.Within(types.Unset)) == 0:
		return f.constant(true)
	}
	return f.not(&val{T: types.Bool, V: f.b.Emit1(typed.UnionHas{T: types.Unset}, v.V)})
}

// hasBuiltinAttr is hasAttr of what is no object of a class of the program.
func (f *frame) hasBuiltinAttr(x *val, name string) *val {
	kind := methodKind(x.T)
	has, listed := names.PythonHas("."+kind, name)
	switch {
	case isErr(x.T) || x.T == types.Never:
		return x
	case kind != "" && (has || slices.Contains(f.e.opts.Names.Of("."+kind), name)):
		return f.constant(true)
	case kind != "" && listed && !strings.HasPrefix(name, "__"):
		return f.constant(false)
	}
	return f.limit(diag.NotProvided, "", "hasattr() of %s is not taken yet", f.show(x.T))
}
