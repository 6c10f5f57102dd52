package compiler

import (
	"fmt"
	"reflect"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/leaf"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// Value is a value of a program: nil (None), bool, int64, float64, string,
// *tensor.Tensor (of rank 0: a NumPy scalar), Tuple, List, Dict, Map, Set,
// Object or Opaque.
type Value = any

// Tuple is a Python tuple.
type Tuple []Value

// List is a Python list.
type List []Value

// Dict is a Python dict with str keys, in order.
type Dict struct {
	Keys   []string
	Values []Value
}

// Map is a Python dict with keys that are not all str, in order. Programs give
// it; it cannot be passed to one.
type Map struct{ Keys, Values []Value }

// Set is a Python set, in the order in which the elements came. Programs give
// it; it cannot be passed to one.
type Set []Value

// Object is an instance of a class of the program. Programs give them; they
// cannot be made outside.
type Object struct {
	Class  string // as Python prints it
	Names  []string
	Fields []Value
}

// Opaque is a value that has no form outside the program, such as a function.
type Opaque struct{ Text string }

// TypeOf is the type of a value that a caller passes. Sizes are constants.
func TypeOf(v Value) (types.Type, error) {
	switch v := v.(type) {
	case nil:
		return types.None, nil
	case bool:
		return types.Bool, nil
	case int64:
		return types.Int, nil
	case float64:
		return types.Float, nil
	case string:
		return types.Str, nil
	case *tensor.Tensor:
		dims := make([]types.Dim, len(v.Shape))
		for i, n := range v.Shape {
			dims[i] = types.C(int64(n))
		}
		return types.Array{DType: v.DType, Dims: dims}, nil
	case Tuple:
		ts, err := typesOf(v)
		return types.Tuple{Elems: ts}, err
	case Dict:
		ts, err := typesOf(v.Values)
		return types.Dict{Names: v.Keys, Elems: ts}, err
	case List:
		ts, err := typesOf(v)
		return listType(ts), err
	}
	if x := reflect.ValueOf(v); x.CanUint() {
		return nil, fmt.Errorf("%d is no int of 64 bits: pass tensor.From([]uint64{x}), a NumPy scalar", v)
	}
	return nil, fmt.Errorf("a value of type %T cannot be passed to a program", v)
}

func typesOf(vs []Value) ([]types.Type, error) {
	out := make([]types.Type, len(vs))
	for i, v := range vs {
		t, err := TypeOf(v)
		if err != nil {
			return nil, err
		}
		out[i] = t
	}
	return out, nil
}

// listType makes a list of elements of one type one of run-time length, and
// any other an exact list.
func listType(elems []types.Type) types.Type {
	for _, t := range elems {
		if !types.Equal(t, elems[0]) {
			return types.List{Exact: true, Elems: elems}
		}
	}
	if len(elems) == 0 {
		return types.List{Exact: true}
	}
	return types.List{Elems: elems[:1]}
}

// layout turns values into leaves and back.
type layout struct{ leaf.Layout }

// encode appends the leaves of v, whose type t is TypeOf(v) or the same with
// named sizes.
func (l layout) encode(out []ops.Value, v Value, t types.Type) ([]ops.Value, error) {
	switch t := t.(type) {
	case types.Basic:
		return encodeBasic(out, v, t)
	case types.Array:
		if x, ok := v.(*tensor.Tensor); ok && fits(x, t) {
			return append(out, encodeTensor(x)), nil
		}
	case types.Tuple:
		if x, ok := v.(Tuple); ok && len(x) == len(t.Elems) {
			return l.encodeAll(out, x, t.Elems)
		}
	case types.Dict:
		if x, ok := v.(Dict); ok && len(x.Values) == len(t.Elems) {
			return l.encodeAll(out, x.Values, t.Elems)
		}
	case types.Object:
		if x, ok := v.(Object); ok && len(x.Fields) == len(t.Fields) {
			return l.encodeAll(out, x.Fields, t.Fields)
		}
	case types.List:
		if x, ok := v.(List); ok {
			return l.encodeList(out, x, t)
		}
	}
	return nil, fmt.Errorf("%s is not of type %s", Repr(v), t)
}

func fits(x *tensor.Tensor, t types.Array) bool {
	if x.DType != t.DType || len(x.Shape) != len(t.Dims) {
		return false
	}
	for i, d := range t.Dims {
		if d.IsConst() && d.Const != int64(x.Shape[i]) {
			return false
		}
	}
	return true
}

func encodeBasic(out []ops.Value, v Value, t types.Basic) ([]ops.Value, error) {
	switch x := v.(type) {
	case nil:
		if t == types.None {
			return out, nil
		}
	case bool:
		if t == types.Bool {
			return append(out, ops.B(x)), nil
		}
	case int64:
		if t == types.Int {
			return append(out, ops.I(x)), nil
		}
		if t == types.Float {
			return append(out, ops.F64(float64(x))), nil
		}
	case float64:
		if t == types.Float {
			return append(out, ops.F64(x)), nil
		}
	case string:
		if t == types.Str {
			return append(out, ops.S(x)), nil
		}
	}
	return nil, fmt.Errorf("%s is not of type %s", Repr(v), t)
}

func encodeTensor(x *tensor.Tensor) ops.Value {
	if len(x.Shape) > 0 {
		return ops.T(x)
	}
	return ops.Elem(x, 0)
}

func (l layout) encodeAll(out []ops.Value, vs []Value, ts []types.Type) ([]ops.Value, error) {
	for i, v := range vs {
		var err error
		if out, err = l.encode(out, v, ts[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (l layout) encodeList(out []ops.Value, vs List, t types.List) ([]ops.Value, error) {
	if t.Exact {
		if len(vs) != len(t.Elems) {
			return nil, fmt.Errorf("%s is not of type %s", Repr(vs), t)
		}
		return l.encodeAll(out, vs, t.Elems)
	}
	var rows []ops.Value
	for _, v := range vs {
		var err error
		if rows, err = l.encode(rows, v, t.Elems[0]); err != nil {
			return nil, err
		}
	}
	return append(out, ops.Value{Ref: ops.VecOf(l.Count(t.Elems[0]), len(vs), rows)}), nil
}

// decode makes the value of type t from its leaves.
func (l layout) decode(leaves []ops.Value, t types.Type) Value {
	switch t := t.(type) {
	case types.Basic:
		return decodeBasic(leaves, t)
	case types.Array:
		if len(t.Dims) > 0 {
			return leaves[0].Tensor()
		}
		return decodeScalar(leaves[0], t.DType)
	case types.Tuple:
		return Tuple(l.decodeAll(leaves, t.Elems))
	case types.Dict:
		return Dict{t.Names, l.decodeAll(leaves, t.Elems)}
	case types.List:
		if t.Exact {
			return List(l.decodeAll(leaves, t.Elems))
		}
		return l.decodeVec(leaves[0].Vec(), t.Elems[0])
	case types.Iter:
		switch t.Kind {
		case types.RunTuple:
			return Tuple(l.decode(leaves, t.Parts[0]).(List))
		case types.Map, types.Set, types.DefaultMap, types.CounterMap:
			return keyed(l.decodeAll(leaves, t.Parts))
		}
	case types.Object:
		return l.object(t.Class, l.decodeAll(leaves, t.Fields))
	case types.Named:
		return l.decodeNamed(leaves[0], t)
	case types.Union:
		return l.decodeUnion(leaves, t)
	}
	return Opaque{"<" + t.String() + ">"}
}

// keyed makes a dict or a set of its parts, in the order of types.Map.
func keyed(parts []Value) Value {
	var out Map
	for i, h := range parts[1].(List) {
		if h.(int64) < 0 { // it was deleted
			continue
		}
		out.Keys = append(out.Keys, parts[0].(List)[i])
		if len(parts) > 4 {
			out.Values = append(out.Values, parts[4].(List)[i])
		}
	}
	if len(parts) == 4 {
		return Set(out.Keys)
	}
	d := Dict{Values: out.Values}
	for _, k := range out.Keys {
		name, ok := k.(string)
		if !ok {
			return out
		}
		d.Keys = append(d.Keys, name)
	}
	return d
}

func decodeBasic(leaves []ops.Value, t types.Basic) Value {
	switch t {
	case types.Int:
		return leaves[0].I()
	case types.Float:
		return leaves[0].F64()
	case types.Bool:
		return leaves[0].B()
	case types.Str:
		return leaves[0].S()
	case types.None:
		return nil
	}
	return Opaque{t.String()}
}

func decodeScalar(v ops.Value, d dtype.Type) *tensor.Tensor {
	t := tensor.New(d)
	t.SetBits(0, v.Bits)
	return t
}

func (l layout) decodeAll(leaves []ops.Value, ts []types.Type) []Value {
	out := make([]Value, len(ts))
	for i, t := range ts {
		n := l.Count(t)
		out[i] = l.decode(leaves[:n], t)
		leaves = leaves[n:]
	}
	return out
}

func (l layout) decodeVec(v *ops.Vec, elem types.Type) Value {
	out := List{}
	for i := 0; v != nil && i < v.Len(); i++ {
		out = append(out, l.decode(v.Row(i), elem))
	}
	return out
}

// decodeNamed makes an object of a heap record; a recursive closure has no
// form outside.
func (l layout) decodeNamed(v ops.Value, t types.Named) Value {
	if v.IsNull() {
		return nil
	}
	if t.Kind != "class" {
		return Opaque{"<function " + t.Name + ">"}
	}
	return l.object(t.Name, l.decodeAll(v.Record().Fields, l.M.NamedParts(t)))
}

func (l layout) decodeUnion(leaves []ops.Value, t types.Union) Value {
	u := l.Union(t)
	switch {
	case u.Nullable >= 0 && leaves[0].IsNull():
		return l.decode(nil, u.Members[1-u.Nullable])
	case u.Nullable >= 0:
		return l.decode(leaves, u.Members[u.Nullable])
	}
	tag := leaves[0].I()
	own := make([]ops.Value, len(u.At[tag]))
	for i, s := range u.At[tag] {
		own[i] = leaves[1+s]
	}
	return l.decode(own, u.Members[tag])
}

// object names the fields by the class, or by that of which it is the
// cotangent.
func (l layout) object(class string, fields []Value) Value {
	o := Object{Class: class, Fields: fields}
	c := l.class(types.BaseClass(class))
	for i := range fields {
		name := fmt.Sprint(i)
		if c != nil && i < len(c.Fields) {
			name = c.Fields[i].Name
		}
		o.Names = append(o.Names, name)
	}
	if c != nil {
		o.Class = c.Display
	}
	return o
}

func (l layout) class(name string) *ir.Class {
	if l.M == nil {
		return nil
	}
	return l.M.Class(name)
}
