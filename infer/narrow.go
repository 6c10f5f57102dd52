package infer

import (
	"slices"
	"strings"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// factsOf returns what is known about paths when the surface condition c is
// the given truth value: the members of unions that tests leave over.
func (f *frame) factsOf(c *ir.Value, truth bool) map[string]types.Type {
	if c.Def == nil {
		return nil
	}
	n := c.Def
	switch op := n.Op.(type) {
	case surface.Truth:
		return f.truthFacts(n.Args[0], truth)
	case surface.TruthNot:
		return f.factsOf(n.Args[0], !truth)
	case surface.Is:
		if facts := f.typeFacts(n.Args[0], n.Args[1], truth != op.Neg); facts != nil {
			return facts
		}
		if f.env[n.Args[1]] == nil {
			return nil
		}
		switch f.env[n.Args[1]].T {
		case types.None:
			return f.memberFacts(n.Args[0], truth != op.Neg, types.IsNothing)
		case types.Unset:
			return f.memberFacts(n.Args[0], truth != op.Neg, func(t types.Type) bool { return t == types.Unset })
		}
		return nil
	case surface.Compare:
		if op.Op == "==" || op.Op == "!=" {
			if facts := f.typeFacts(n.Args[0], n.Args[1], truth != (op.Op == "!=")); facts != nil {
				return facts
			}
		}
		if f.env[n.Args[1]] == nil || f.env[n.Args[1]].T != types.None || op.Op != "==" && op.Op != "!=" {
			return nil
		}
		return f.memberFacts(n.Args[0], truth != (op.Op == "!="), types.IsNothing)
	case surface.Invoke:
		return f.callFacts(n, truth)
	case ops.If:
		return f.ifFacts(n, resultIndex(n, c), truth)
	}
	return nil
}

func resultIndex(n *ir.Node, v *ir.Value) int {
	for i, r := range n.Results {
		if r == v {
			return i
		}
	}
	return 0
}

// truthFacts: a true value is not None; a None-or-object value that is false
// is None if the other members are always true.
func (f *frame) truthFacts(x *ir.Value, truth bool) map[string]types.Type {
	if facts := f.factsOf(x, truth); facts != nil {
		return facts
	}
	return f.memberFacts(x, truth, func(t types.Type) bool {
		switch t.(type) {
		case types.Object, types.Named, types.Func:
			return true
		}
		return !types.IsNothing(t) || !truth
	})
}

// callFacts handles isinstance(x, C).
func (f *frame) callFacts(n *ir.Node, truth bool) map[string]types.Type {
	callee := f.env[n.Args[0]]
	if callee == nil || len(n.Args) != 3 {
		return nil
	}
	if s, ok := callee.T.(types.Static); !ok || s.Name != "isinstance" {
		return nil
	}
	classes := f.env[n.Args[2]]
	if classes == nil {
		return nil
	}
	return f.memberFacts(n.Args[1], truth, func(t types.Type) bool {
		yes, _ := InstanceOf(f.e.src, t, classes.T)
		return yes
	})
}

// memberFacts keeps, of the union that x is, the members for which test is
// equal to truth.
func (f *frame) memberFacts(x *ir.Value, truth bool, test func(types.Type) bool) map[string]types.Type {
	v := f.env[x]
	if v == nil {
		return nil
	}
	path := v.path
	now := f.narrowType(v)
	u, ok := now.(types.Union)
	if !ok || path == "" {
		return nil
	}
	var keep []types.Type
	for _, m := range u.Members {
		if test(m) == truth {
			keep = append(keep, m)
		}
	}
	if len(keep) == 0 || len(keep) == len(u.Members) {
		return nil
	}
	return map[string]types.Type{path: types.UnionOf(keep)}
}

func (f *frame) narrowType(v *val) types.Type {
	if t, ok := f.facts[v.path]; ok && v.path != "" {
		return t
	}
	return v.T
}

// ifFacts sees through and/or: `a and b` is if a {b} else {a}.
func (f *frame) ifFacts(n *ir.Node, i int, truth bool) map[string]types.Type {
	then, els := n.Regions[0], n.Regions[1]
	if i >= len(then.Results) || i >= len(els.Results) {
		return nil
	}
	if truth && f.isFalseWhen(n, els.Results[i], false) {
		return merged(f.factsOf(n.Args[0], true), f.factsOfIn(then.Results[i], true))
	}
	if !truth && f.isFalseWhen(n, then.Results[i], true) {
		return merged(f.factsOf(n.Args[0], false), f.factsOfIn(els.Results[i], false))
	}
	// A loop that may be left early runs on if left {False} else {condition}.
	switch {
	case isConst(then.Results[i], !truth):
		return merged(f.factsOf(n.Args[0], false), f.factsOfIn(els.Results[i], truth))
	case isConst(els.Results[i], !truth):
		return merged(f.factsOf(n.Args[0], true), f.factsOfIn(then.Results[i], truth))
	}
	return nil
}

func isConst(v *ir.Value, want bool) bool {
	if v.Def == nil {
		return false
	}
	k, ok := v.Def.Op.(surface.Literal)
	return ok && k.Value == want
}

func (f *frame) factsOfIn(v *ir.Value, truth bool) map[string]types.Type {
	if f.env[v] == nil {
		return nil
	}
	return f.factsOf(v, truth)
}

// isFalseWhen reports whether side value v is just the condition's operand (as
// and/or yield it) or the constant that decides: false on the else side, true
// on the then side.
func (f *frame) isFalseWhen(n *ir.Node, v *ir.Value, side bool) bool {
	cond := n.Args[0]
	if v == cond || cond.Def != nil && len(cond.Def.Args) == 1 && cond.Def.Args[0] == v {
		return true
	}
	if v.Def != nil {
		if k, ok := v.Def.Op.(surface.Literal); ok {
			return k.Value == side
		}
		// Truth(operand) of the same operand.
		if _, ok := v.Def.Op.(surface.Truth); ok && cond.Def != nil {
			return len(cond.Def.Args) == 1 && v.Def.Args[0] == cond.Def.Args[0]
		}
	}
	return false
}

// InstanceOf tests a type against a class of a module, a built-in type or a tuple of
// them. The second result is false if that cannot be told.
func InstanceOf(m *ir.Module, t, class types.Type) (bool, bool) {
	if tup, ok := class.(types.Tuple); ok {
		any := false
		for _, c := range tup.Elems {
			yes, ok := InstanceOf(m, t, c)
			if !ok {
				return false, false
			}
			any = any || yes
		}
		return any, true
	}
	if class == types.None {
		return t == types.None, true
	}
	s, ok := class.(types.Static)
	if !ok {
		return false, false
	}
	if s.Kind == "class" {
		c := m.Class(types.BaseClass(classNameOf(t)))
		return c != nil && (c.Name == s.Name || slices.Contains(c.After, s.Name)), true
	}
	if c := m.Class(types.BaseClass(classNameOf(t))); s.Name == "tuple" && c != nil && c.NamedTuple {
		return true, true
	}
	return builtinInstance(t, s.Name)
}

func builtinInstance(t types.Type, name string) (bool, bool) {
	a, isArray := t.(types.Array)
	scalar := isArray && len(a.Dims) == 0
	switch name {
	case "int":
		return t == types.Int || t == types.Bool, true
	case "float":
		return t == types.Float || scalar && a.DType == dtype.F64, true
	case "bool":
		return t == types.Bool, true
	case "str":
		return t == types.Str, true
	case "tuple":
		n, named := t.(types.Named)
		_, ok := t.(types.Tuple)
		return ok || named && n.Kind == "tuple" || types.IsRunTuple(t), true
	case "list":
		_, ok := t.(types.List)
		return ok, true
	case "dict":
		_, ok := t.(types.Dict)
		return ok || isMap(t), true
	case "collections.defaultdict":
		return isDefaultDict(t), true
	case "collections.Counter":
		return isCounter(t), true
	case "set":
		return isSet(t), true
	case "NoneType":
		return t == types.None, true
	case "function":
		return isFunction(t), true
	case "type":
		s, ok := t.(types.Static)
		return ok && (s.Kind == "class" || isTypeName(s.Name)), true
	case "np.ndarray":
		return isArray && !scalar, true
	case "object":
		return true, true
	}
	if class, ok := strings.CutPrefix(name, "np."); ok {
		if is, ok := a.DType.Is(class); ok {
			return scalar && is, true
		}
	}
	d, ok := typed.Element(name)
	return ok && scalar && a.DType == d, ok
}
