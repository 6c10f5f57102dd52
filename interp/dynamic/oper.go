package dynamic

import (
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// binary does an operator: by a method of an operand, on sequences, or as
// inference says.
func binary(op surface.Binary) action {
	of := names.Binary(op.Op)
	return func(st *step, args []*value) (answer, error) {
		a, b := args[0], args[1]
		if st.of.open {
			return st.binaryOpen(op, a, b)
		}
		if op.InPlace {
			if m, ok, err := st.method(a, of.InPlace); ok {
				return called(m, err, st, b)
			}
		}
		if m, ok, err := st.method(a, of.Left); ok {
			return called(m, err, st, b)
		}
		if m, ok, err := st.method(b, of.Right); ok {
			return called(m, err, st, a)
		}
		if v := sequenceOp(op.Op, a, b); v != nil {
			return give(v)
		}
		return st.primitive(a, b)
	}
}

// called calls a method that was found.
func called(m *value, err error, st *step, args ...*value) (answer, error) {
	if err != nil {
		return answer{}, err
	}
	return st.call(m, args, nil, nil)
}

// sequenceOp joins two sequences of one kind or repeats one; nil is for other
// operands.
func sequenceOp(op string, a, b *value) *value {
	switch {
	case op == "+" && (a.isTuple() && b.isTuple() || a.isList() && b.isList()):
		return &value{t: a.t, parts: append(append([]*value{}, a.parts...), b.parts...)}
	case op == "*" && a.isSequence():
		return repeated(a, b)
	case op == "*" && b.isSequence():
		return repeated(b, a)
	}
	return nil
}

// longest is the number of parts up to which sequences are repeated here;
// inference knows what to say of more.
const longest = 1 << 24

func repeated(s, n *value) *value {
	count, ok := n.index()
	if !ok || count > longest || count*int64(len(s.parts)) > longest {
		return nil
	}
	out := &value{t: s.t}
	for range count {
		out.parts = append(out.parts, s.parts...)
	}
	return out
}

func unary(op surface.Unary) action {
	name := names.Unary(op.Op)
	return func(st *step, args []*value) (answer, error) {
		if m, ok, err := st.method(args[0], "__"+name+"__"); ok {
			return called(m, err, st)
		}
		v, err := st.prim.run(st.of, st.loc, args)
		if err == nil && args[0].literal {
			v = &value{t: v.t, leaf: v.leaf, literal: true}
		}
		return given(v, err)
	}
}

// truth is bool(x).
func truth(st *step, args []*value) (answer, error) {
	x := args[0]
	for _, name := range []string{"__bool__", "__len__"} {
		if m, ok, err := st.method(x, name); ok {
			if err != nil {
				return answer{}, err
			}
			return helper("truth_of", m)
		}
	}
	switch t := x.t.(type) {
	case types.Tuple, types.List:
		return give(boolean(len(x.parts) > 0))
	case types.Dict:
		return give(boolean(x.table.live > 0))
	case types.Object, types.Func, types.Static, types.Bound:
		n, ok := length(x)
		return give(boolean(!ok || n > 0))
	case types.Iter:
		return give(boolean(t.Kind != "range" || rangeLen(x) > 0))
	case types.Basic:
		if t == types.Bool || t == types.None {
			return give(boolean(t == types.Bool && x.leaf.B()))
		}
	}
	return given(st.apply(surface.Truth{}, x))
}

func not(st *step, args []*value) (answer, error) {
	a, err := truth(st, args)
	if err != nil || a.fn != "" {
		return a.then(err, "not_true", args[0])
	}
	return give(boolean(!a.values[0].leaf.B()))
}

// then asks for a helper in the place of an answer that asks for a call.
func (a answer) then(err error, name string, args ...*value) (answer, error) {
	if err != nil {
		return answer{}, err
	}
	return helper(name, args...)
}

// same is identity: of what a type tells wholly, by type.
func same(a, b *value) bool {
	if a == b {
		return true
	}
	if a.class != nil && b.class != nil {
		return a.class == b.class
	}
	if len(a.parts)+len(b.parts) > 0 || a.obj != nil || b.obj != nil || a.table != nil || a.native != nil || a.array() != nil || a.isList() || a.isDict() || !types.Equal(a.t, b.t) {
		return false
	}
	switch a.t.(type) {
	case types.Static, types.Func, types.Tuple:
		return true
	}
	return a.is(types.None) || a.is(types.Ellipsis) || a.is(types.Unset) || a.is(types.Bool) && a.leaf.Bits == b.leaf.Bits
}

// compare does a comparison: by a method of an operand, part by part, or as
// inference says.
func compare(op surface.Compare) action {
	of := names.Comparison(op.Op)
	return func(st *step, args []*value) (answer, error) {
		a, b := args[0], args[1]
		if a.obj != nil || b.obj != nil {
			return st.compareObjects(op.Op, a, b)
		}
		if m, ok, err := st.method(a, of.Left); ok {
			return called(m, err, st, b)
		}
		if m, ok, err := st.method(b, of.Right); ok {
			return called(m, err, st, a)
		}
		switch {
		case a.isSet() && b.isSet() && op.Op != "==" && op.Op != "!=":
			return st.compareSets(op.Op, a, b)
		case a.array() != nil || b.array() != nil || !structured(a) && !structured(b):
			return st.primitive(a, b)
		case op.Op == "==":
			return st.equal(a, b)
		case op.Op == "!=":
			return helper("not_equal", a, b)
		case a.isTuple() && b.isTuple() || a.isList() && b.isList():
			return helper("ordered", text(op.Op), a, b)
		case st.orderedAlike(a, b):
			return helper("ordered", text(op.Op), tuple(a.parts...), tuple(b.parts...))
		}
		return st.primitive(a, b)
	}
}

// orderedAlike reports whether the operands are of one class whose objects are
// ordered as the tuples of their fields are.
func (st *step) orderedAlike(a, b *value) bool {
	x, ok := a.t.(types.Object)
	y, also := b.t.(types.Object)
	return ok && also && x.Class == y.Class && st.of.src.Class(x.Class).Ordered
}

// structured tells the values that are not compared as numbers and strings
// are.
func structured(v *value) bool {
	if _, ok := without(v.t); ok {
		return true
	}
	_, static := v.t.(types.Static)
	return static || v.is(types.None)
}

// equal compares values of which one is structured.
func (st *step) equal(a, b *value) (answer, error) {
	if typed.IsDType(a.t) || typed.IsDType(b.t) {
		return give(boolean(typed.EqualDTypes(typed.Arg{T: a.t, Known: a.known()}, typed.Arg{T: b.t, Known: b.known()})))
	}
	switch a.t.(type) {
	case types.Tuple, types.List:
		if !sameHead(a.t, b.t) || len(a.parts) != len(b.parts) {
			return give(boolean(false))
		}
		return helper("equal_parts", tuple(a.parts...), tuple(b.parts...))
	case types.Object:
		if !sameHead(a.t, b.t) {
			return give(boolean(false))
		}
		return helper("equal_parts", tuple(a.parts...), tuple(b.parts...))
	case types.Dict:
		return st.equalDicts(a, b)
	case types.Static:
		if a.isSet() && b.isSet() {
			if a.table.live != b.table.live {
				return give(boolean(false))
			}
			return st.subset(a, b)
		}
	case types.Iter:
		if a.isIter("range") && b.isIter("range") {
			return given(st.apply(surface.Compare{Op: "=="}, a, b))
		}
	}
	return give(boolean(same(a, b)))
}

// contains does the test of membership.
func contains(op surface.In) action {
	negated := func(a answer, err error) (answer, error) {
		if err != nil || a.fn != "" || !op.Neg {
			return a, err
		}
		return give(boolean(!a.values[0].leaf.B()))
	}
	return func(st *step, args []*value) (answer, error) {
		x, s := args[0], args[1]
		if m, ok, err := st.method(s, "__contains__"); ok {
			if err != nil {
				return answer{}, err
			}
			return helper("contains_by", m, x, boolean(op.Neg))
		}
		switch {
		case s.is(types.Str), s.isIter("range") && (x.is(types.Int) || x.is(types.Bool)):
			return negated(given(st.apply(surface.In{}, x, s)))
		case s.table != nil:
			at, _, err := st.find(s.table, x)
			return negated(given(boolean(at >= 0), err))
		case s.is(viewKind) && s.parts[1].leaf.S() == "keys":
			at, _, err := st.find(s.parts[0].table, x)
			return negated(given(boolean(at >= 0), err))
		}
		return helper("contains", x, s, boolean(op.Neg))
	}
}
