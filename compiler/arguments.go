package compiler

import (
	"fmt"

	"github.com/myia-lang/myia/tensor"
	"github.com/myia-lang/myia/types"
)

// AsArguments gives a result as arguments of another call of the same program, with their types: a tuple gives one for each
// element. Sizes of arrays are those that they have.
func (c *Compiled) AsArguments(v Value) ([]Value, []types.Type, error) {
	values, ts := []Value{v}, []types.Type{c.Result}
	if t, ok := c.Result.(types.Tuple); ok {
		values, ts = v.(Tuple), t.Elems
	}
	out := make([]types.Type, len(ts))
	for i, t := range ts {
		var err error
		if out[i], err = argumentType(t, values[i]); err != nil {
			return nil, nil, err
		}
	}
	return values, out, nil
}

// argumentType is the type of v, whose type as a result is t.
func argumentType(t types.Type, v Value) (types.Type, error) {
	switch t := t.(type) {
	case types.Array:
		x := v.(*tensor.Tensor)
		dims := make([]types.Dim, len(x.Shape))
		for i, n := range x.Shape {
			dims[i] = types.C(int64(n))
		}
		return types.Array{DType: t.DType, Dims: dims}, nil
	case types.Tuple:
		return withParts(t, t.Elems, v.(Tuple))
	case types.Dict:
		return withParts(t, t.Elems, v.(Dict).Values)
	case types.Object:
		return withParts(t, t.Fields, v.(Object).Fields)
	case types.List:
		if t.Exact {
			return withParts(t, t.Elems, v.(List))
		}
		if elem, ok := listElement(t); ok && crosses(elem) {
			return types.List{Elems: []types.Type{elem}}, nil
		}
	case types.Basic:
		return t, nil
	}
	return nil, fmt.Errorf("a value of type %s cannot be passed to a function from outside", t)
}

func withParts(t types.Type, parts []types.Type, vs []Value) (types.Type, error) {
	out := make([]types.Type, len(parts))
	for i, p := range parts {
		var err error
		if out[i], err = argumentType(p, vs[i]); err != nil {
			return nil, err
		}
	}
	return types.WithParts(t, out), nil
}

// crosses reports whether values of t can be passed from outside.
func crosses(t types.Type) bool {
	switch t.(type) {
	case types.Basic, types.Array:
		return true
	case types.Tuple, types.Dict, types.Object, types.List:
		for _, p := range types.PartsOf(t) {
			if !crosses(p) {
				return false
			}
		}
		return true
	}
	return false
}
