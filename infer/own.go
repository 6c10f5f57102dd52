package infer

import (
	"maps"
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/types"
)

// What a class holds that is no constant is the field of an object (ir.Class.Own), which is a global: so functions that
// read or change it take it along as they do variables of modules.

// classNew makes a class where its statement stands.
func (f *frame) classNew(op surface.ClassNew, args []*val) *val {
	f.track()
	c := f.e.src.Class(op.Name)
	if c.Local {
		f.makeLocal(c)
	}
	vals := map[string]*val{}
	for i, name := range op.Names {
		v := args[op.Bases+i]
		vals[name] = v
		f.defaultsIn(v, vals)
		if at := fieldIndex(c, strings.TrimSuffix(name, ".factory")); at >= 0 {
			vals[c.Fields[at].Default] = v
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.Own)) {
		own := f.e.src.Class(c.Own[name])
		f.setGlobal(surface.GlobalSet{Name: own.Name}, f.instance(own.Name, f.orUnset([]*val{vals[name]})))
	}
	return f.classRef(op.Name)
}

// defaultsIn notes the defaults of a method that a class statement binds.
func (f *frame) defaultsIn(v *val, vals map[string]*val) {
	t, ok := v.T.(types.Func)
	if !ok {
		return
	}
	fn := f.e.src.Func(t.Name)
	for i, name := range defaultNames(fn.Sig) {
		vals[fn.Name+"."+name+".default"] = f.part(v, len(fn.Sig.Captures)+i)
	}
}

// readOwn reads the field of an object of a class; absent is what it is where it is not set.
func (f *frame) readOwn(own *ir.Class, absent func() *val) *val {
	x := f.readGlobal(own.Name)
	if x.T == types.Unset { // the class statement has not run
		return f.raiseText("NameError", "name '"+own.Display+"' is not defined")
	}
	return f.fieldOr(x, own.Fields[0].Name, 0, absent)
}

// ownDefault is a default of a method or a field that is no constant, nil if it is one.
func (f *frame) ownDefault(name string) *val {
	for _, c := range f.e.src.Classes {
		if own := f.e.src.Class(c.Own[name]); own != nil {
			return f.readOwn(own, func() *val { return f.raiseText("NameError", "name '"+c.Display+"' is not defined") })
		}
	}
	return nil
}

// setOwn assigns an attribute of a class itself.
func (f *frame) setOwn(c *ir.Class, name string, v *val) *val {
	own := f.e.src.Class(c.Own[name])
	if own == nil {
		return f.limit(diag.Mutation, "", "assignment to an attribute of %s is not taken yet", c.Display)
	}
	f.setField(f.readGlobal(own.Name), 0, v)
	return f.none()
}

// boundOwn is what an object or a class gives of a value that a class holds: a function is a method of objects.
func (f *frame) boundOwn(self, v *val) *val {
	if _, isClass := self.T.(types.Static); isClass {
		return v
	}
	switch t := v.T.(type) {
	case types.Union:
		if slices.ContainsFunc(t.Members, isFunction) {
			return f.distribute(v, t, func(m *val) *val { return f.boundOwn(self, m) }, "a method")
		}
	case types.Func:
		parts := append([]*val{self}, f.partsOf(v)...)
		return f.product(types.Bound{By: types.Method{Func: t.Name}, Parts: valTypes(parts)}, parts)
	case types.Named:
		if isFunction(t) {
			return f.limit(diag.UnsupportedClass, "", "a function that nests in itself as a method is not taken yet")
		}
	}
	return v
}

// isFunction reports whether values of t are functions of the program.
func isFunction(t types.Type) bool {
	if n, ok := t.(types.Named); ok {
		return n.Kind == "func"
	}
	_, ok := t.(types.Func)
	return ok
}
