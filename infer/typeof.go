package infer

import (
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// callType infers type(x).
func (f *frame) callType(pos []*val, _ []string, _ []*val) *val {
	x := pos[0]
	if u, ok := x.T.(types.Union); ok {
		return f.distribute(x, u, func(m *val) *val { return f.callType([]*val{m}, nil, nil) }, "type")
	}
	if t, ok := f.typeOf(x.T); ok {
		return f.unit(t)
	}
	return f.limit(diag.NotProvided, "", "type() of %s is not taken yet", f.show(x.T))
}

// typeOf is the class of the values of a type.
func (f *frame) typeOf(t types.Type) (types.Static, bool) {
	if c, ok := f.classOf(t); ok {
		return types.Static{Kind: "class", Name: c.Name}, true
	}
	builtin := func(name string) (types.Static, bool) { return types.Static{Kind: "builtin", Name: name}, true }
	switch t := t.(type) {
	case types.Array:
		if len(t.Dims) > 0 {
			return builtin("np.ndarray")
		}
		return builtin(className(t.DType))
	case types.Basic, types.Tuple, types.List, types.Dict, types.Func:
		return builtin(typed.PyName(t))
	case types.Named:
		return builtin(map[string]string{"tuple": "tuple", "func": "function"}[t.Kind])
	case types.Iter:
		if isDefaultDict(t) || isCounter(t) {
			return builtin("collections." + t.Name())
		}
		if isMap(t) || isSet(t) || t.Kind == "range" || t.Kind == types.RunTuple {
			return builtin(typed.PyName(t))
		}
	case types.Static:
		if t.Kind == "class" || isTypeName(t.Name) {
			return builtin("type")
		}
	}
	return types.Static{}, false
}

// typeFacts handles type(x) is C, of which the first operand is a call of type.
func (f *frame) typeFacts(call, class *ir.Value, truth bool) map[string]types.Type {
	n := call.Def
	if n == nil || len(n.Args) != 2 || f.env[n.Args[0]] == nil || f.env[class] == nil {
		return nil
	}
	_, invoke := n.Op.(surface.Invoke)
	want, ok := f.env[class].T.(types.Static)
	if !invoke || !ok || f.env[n.Args[0]].T != types.Type(types.Static{Kind: "builtin", Name: "type"}) {
		return nil
	}
	return f.memberFacts(n.Args[1], truth, func(t types.Type) bool {
		is, ok := f.typeOf(t)
		return ok && is == want
	})
}

// callIssubclass infers issubclass(c, classes).
func (f *frame) callIssubclass(pos []*val, _ []string, _ []*val) *val {
	c, ok := pos[0].T.(types.Static)
	if !ok || c.Kind != "class" {
		return f.limit(diag.NotProvided, "", "issubclass() of %s is not taken yet", f.show(pos[0].T))
	}
	classes := []types.Type{pos[1].T}
	if t, ok := pos[1].T.(types.Tuple); ok {
		classes = t.Elems
	}
	for _, t := range classes {
		if s, ok := t.(types.Static); !ok || s.Kind != "class" && !isTypeName(s.Name) && s.Name != "object" {
			return f.errorf(diag.BadIsinstance, "issubclass() arg 2 must be a class, a tuple of classes, or a union")
		}
	}
	return f.constant(slices.ContainsFunc(classes, func(t types.Type) bool {
		is, _ := InstanceOf(f.e.src, types.Object{Class: c.Name}, t)
		return is
	}))
}
