package infer

import (
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/types"
)

// namedTuple is the class of t if its objects are tuples with names, else nil.
func (f *frame) namedTuple(t types.Type) *ir.Class {
	if c, ok := f.classOf(t); ok && c.NamedTuple {
		return c
	}
	return nil
}

// asTuple gives the tuple that an object of a class of named tuples is, and other values as they are.
func (f *frame) asTuple(v *val) *val {
	if f.namedTuple(v.T) == nil {
		return v
	}
	return f.tupleOf(f.partsOf(v))
}

// asTuples gives the tuples that two operands are. Named tuples that nest in themselves stay what they are, unless they are of
// two classes.
func (f *frame) asTuples(a, b *val) (x, y *val) {
	if isNamed(a.T) && isNamed(b.T) && f.namedTuple(a.T) == f.namedTuple(b.T) {
		return a, b
	}
	return f.asTuple(a), f.asTuple(b)
}

// namedTupleMethods are the methods of named tuples; _replace is called with keywords alone.
func namedTupleMethods() map[string]method {
	return map[string]method{
		"_asdict": func(f *frame, x *val, _ []*val) *val {
			names, parts := fieldNames(f.namedTuple(x.T)), f.partsOf(x)
			return f.product(types.Dict{Names: names, Elems: valTypes(parts)}, parts)
		},
		"_make": func(f *frame, class *val, args []*val) *val {
			c := f.e.src.Class(class.T.(types.Static).Name)
			elems, list, ok := f.spread(args[0])
			switch {
			case !ok || anyErr(elems):
				return errVal()
			case list != nil:
				return f.needsLength(spreadArgs{[]*val{list}, []bool{true}})
			case len(elems) != len(c.Fields):
				return f.errorf(diag.BadArguments, "Expected %d arguments, got %d", len(c.Fields), len(elems))
			}
			return f.construct(c, elems, nil, nil)
		},
		"_replace": func(f *frame, x *val, _ []*val) *val { return x },
	}
}

// namedTupleAttr infers what a class of named tuples has: of the class, or of an object of it.
func (f *frame) namedTupleAttr(c *ir.Class, x *val, name string) (*val, bool) {
	of := x
	switch {
	case !c.NamedTuple:
		return nil, false
	case methods["tuple"][name] != nil && f.namedTuple(x.T) != nil:
		return f.getAttr(f.asTuple(x), name), true
	case methods["namedtuple"][name] == nil && name != "_fields":
		return nil, false
	case name == "_fields":
		return f.constTree(anys(fieldNames(c))), true
	case name == "_make":
		of = f.classRef(c.Name)
	}
	return f.product(types.Bound{By: types.PrimMethod{Prim: "namedtuple." + name}, Parts: []types.Type{of.T}}, []*val{of}), true
}

// withFields is a named tuple with other values of some fields.
func (f *frame) withFields(c *ir.Class, x *val, names []string, kw []*val) *val {
	slots := slices.Clone(f.partsOf(x))
	for i, n := range names {
		at := fieldIndex(c, n)
		if at < 0 {
			f.report(f.badKeyword(c.Display, n, fieldNames(c)))
			return errVal()
		}
		slots[at] = kw[i]
	}
	return f.instance(c.Name, slots)
}
