package dynamic

import (
	"slices"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// value is a Python value with its own type. Lists, dicts, sets, objects, arrays and what a variable in a cell holds
// change in place, so that all who have the pointer see it; the rest never changes.
//
// A tuple, list, dict, object, function, bound callable or iterator has parts;
// its type t then says only what it is (a types.Tuple without elements, a
// types.Object with the class, …), and the parts have types of their own.
// Anything else is an atom: a number, str or array has a core leaf, and None, a
// built-in, a class, a module or a dtype has nothing but the type.
type value struct {
	t     types.Type
	leaf  ops.Value
	parts []*value
	// literal marks a constant of the program, which inference knows.
	literal bool
	table   *entries // of a dict or a set
	obj     *object  // of an instance of a class that is made where its statement stands
	class   *class   // of such a class
	native  *native  // of a method or function of Python's that is written in Go
	gen     *routine // of a generator
	changes int      // of an array: counts the assignments to its elements
	view    *window  // of an array that shows elements of another
	lent    bool     // of an array: its tensor may be held elsewhere, so that a change takes a new one
	seen    int      // of an iterator over a dict or a set: how many there were
	worded  bool     // of an exception: its argument is the text of it
	raised  error    // of an exception that was raised, where it came from
}

// written reports whether v is, or holds in tuples and lists, a constant of the
// program.
func (v *value) written() bool {
	if v.literal || !v.isSequence() || len(v.parts) > exactUpTo {
		return v.literal
	}
	return slices.ContainsFunc(v.parts, (*value).written)
}

// box puts a value into a register. A bool keeps its bit there, where
// branches and loops look for it.
func box(v *value) ops.Value { return ops.Value{Bits: v.leaf.Bits, Ref: v} }

// unbox takes a value from a register.
func unbox(v ops.Value) *value {
	x, _ := v.Ref.(*value)
	return x
}

func unboxAll(vs []ops.Value) []*value {
	out := make([]*value, len(vs))
	for i, v := range vs {
		out[i] = unbox(v)
	}
	return out
}

func boxAll(vs []*value) []ops.Value {
	out := make([]ops.Value, len(vs))
	for i, v := range vs {
		out[i] = box(v)
	}
	return out
}

func unit(t types.Type) *value { return &value{t: t} }

func boolean(b bool) *value { return &value{t: types.Bool, leaf: ops.B(b)} }

func integer(i int64) *value { return &value{t: types.Int, leaf: ops.I(i)} }

func text(s string) *value { return &value{t: types.Str, leaf: ops.S(s)} }

func none() *value { return unit(types.None) }

func dict() *value { return &value{t: types.Dict{}, table: newEntries()} }

func setOf() *value { return &value{t: setKind, table: newEntries()} }

func tuple(parts ...*value) *value { return &value{t: types.Tuple{}, parts: parts} }

func list(parts []*value) *value { return &value{t: types.List{Exact: true}, parts: parts} }

func builtin(name string) *value { return unit(types.Static{Kind: "builtin", Name: name}) }

func method(fn string, parts ...*value) *value {
	return &value{t: types.Bound{By: types.Method{Func: fn}}, parts: parts}
}

// constant is the value of a literal, or None.
func constant(x any) *value {
	switch x := x.(type) {
	case int64:
		return integer(x)
	case float64:
		return &value{t: types.Float, leaf: ops.F64(x)}
	case bool:
		return boolean(x)
	case string:
		return text(x)
	}
	return none()
}

// known is the constant that a value is, typed.Unknown{} of what has none.
func (v *value) known() any {
	switch v.t {
	case types.Int:
		return v.leaf.I()
	case types.Float:
		return v.leaf.F64()
	case types.Bool:
		return v.leaf.B()
	case types.Str:
		return v.leaf.S()
	case types.None:
		return nil
	}
	return unknown
}

func (v *value) is(t types.Type) bool { return v.t == t }

func (v *value) isTuple() bool { _, ok := v.t.(types.Tuple); return ok }

func (v *value) isList() bool { _, ok := v.t.(types.List); return ok }

func (v *value) isDict() bool { _, ok := v.t.(types.Dict); return ok }

func (v *value) isSet() bool { return v.t == setKind }

// isSequence reports whether v is a tuple or a list.
func (v *value) isSequence() bool { return v.isTuple() || v.isList() }

// isIter tells the iterators of a kind.
func (v *value) isIter(kind string) bool {
	t, ok := v.t.(types.Iter)
	return ok && t.Kind == kind
}

// lazy reports whether v makes its items as they are asked for.
func (v *value) lazy() bool {
	t, ok := v.t.(types.Iter)
	return ok && t.Kind != "range" && t.Kind != "slice"
}

// array gives the array that an atom of rank 1 or more holds, or nil.
func (v *value) array() *tensor.Tensor {
	if a, ok := v.t.(types.Array); ok && len(a.Dims) > 0 {
		return v.current()
	}
	return nil
}

// index gives the integer that a value is as an index, if it is one.
func (v *value) index() (int64, bool) {
	switch v.t {
	case types.Int:
		return v.leaf.I(), true
	case types.Bool:
		return int64(v.leaf.Bits & 1), true
	}
	if typed.IsIndex(v.t) {
		return v.leaf.I(), v.beyond() == nil
	}
	return 0, false
}

// beyond is the error of a uint64 that counts or indexes but is no int of 64 bits.
func (v *value) beyond() error {
	if a, ok := v.t.(types.Array); ok && len(a.Dims) == 0 && a.DType.Class() == dtype.Uint && v.leaf.I() < 0 {
		return raise("OverflowError", "int too large for 64 bits: %d", v.leaf.Bits)
	}
	return nil
}
