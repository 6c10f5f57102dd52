package dynamic

import (
	"fmt"
	"slices"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/leaf"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

var unknown = typed.Unknown{}

// exactUpTo is the length up to which a list is usually passed to inference
// with its length.
const exactUpTo = 16

// view says what inference sees of sizes.
type view struct {
	dim   func(n int) types.Dim // of an array's axis
	exact int                   // lists up to this length have it in their type
	blind bool                  // to values that the program does not write as constants
}

// usual leaves view to run time, as most are in programs, except 0 and 1,
// which are constants as in entry arguments. Equal sizes have one name.
var usual = view{func(n int) types.Dim {
	if n < 2 {
		return types.C(int64(n))
	}
	return runTime(n)
}, exactUpTo, false}

func runTime(n int) types.Dim { return types.N(fmt.Sprint("n", n)) }

func constants(n int) types.Dim { return types.C(int64(n)) }

// views gives what to try one after the other: a size that contradicts others,
// say, is a diagnostic if it is known and an exception at run time, which the
// program has a right to.
func views() []view {
	return []view{usual, {runTime, exactUpTo, false}, {runTime, 0, false}, {constants, 1 << 30, false}, {runTime, exactUpTo, true}}
}

// typeOf is the type of a value as inference knows types.
func typeOf(v *value, s view) types.Type {
	switch t := v.t.(type) {
	case types.Tuple:
		return types.Tuple{Elems: typesOf(v.parts, s)}
	case types.List:
		return listType(typesOf(v.parts, s), s.exact)
	case types.Dict:
		keys, vals := v.table.items()
		return types.Dict{Names: textsOf(keys), Elems: typesOf(vals, s)}
	case types.Object:
		return types.Object{Class: t.Class, Fields: typesOf(v.parts, s)}
	case types.Func:
		return types.Func{Name: t.Name, Captures: typesOf(v.parts, s)}
	case types.Bound:
		return types.Bound{By: t.By, Parts: typesOf(v.parts, s)}
	case types.Iter:
		return types.Iter{Kind: t.Kind, Parts: typesOf(v.parts, s)}
	case types.Array:
		return arrayType(v, t, s)
	}
	return v.t
}

func arrayType(v *value, t types.Array, s view) types.Type {
	if len(t.Dims) == 0 {
		return t
	}
	dims := make([]types.Dim, len(t.Dims))
	for i, n := range v.current().Shape {
		dims[i] = s.dim(n)
	}
	return types.Array{DType: t.DType, Dims: dims}
}

func typesOf(vs []*value, s view) []types.Type {
	out := make([]types.Type, len(vs))
	for i, v := range vs {
		out[i] = typeOf(v, s)
	}
	return out
}

func listType(elems []types.Type, exact int) types.Type {
	if len(elems) <= exact || len(elems) == 0 {
		return types.List{Exact: true, Elems: elems}
	}
	n := 0
	j := types.Joiner{Fresh: func() types.Dim { n++; return types.N(fmt.Sprint("m", n)) }}
	elem := elems[0]
	for _, t := range elems[1:] {
		elem = j.Join(elem, t)
	}
	return types.List{Elems: []types.Type{elem}}
}

// knownTree is what inference may use of a value where it must be known.
func knownTree(v *value) any {
	if len(v.parts) == 0 || v.isList() && len(v.parts) > exactUpTo {
		return v.known()
	}
	out := make([]any, len(v.parts))
	for i, p := range v.parts {
		out[i] = knownTree(p)
	}
	return out
}

// writtenTree is what inference knows of a value before the program runs: the constants in it.
func writtenTree(v *value) any {
	switch {
	case v.literal:
		return v.known()
	case !v.written():
		return unknown
	}
	out := make([]any, len(v.parts))
	for i, p := range v.parts {
		out[i] = writtenTree(p)
	}
	return out
}

// border lays values out in the leaves of types that inference gave, and takes
// them back.
type border struct{ leaf.Layout }

// encode appends the leaves of v as a value of type t, to which it must
// conform; numbers are converted as joins do.
func (b border) encode(out []ops.Value, v *value, t types.Type) ([]ops.Value, error) {
	switch t := t.(type) {
	case types.Union:
		return b.encodeMember(out, v, t)
	case types.Named:
		return b.encodeRecord(out, v, t)
	case types.List:
		if v.isList() && !t.Exact {
			rows, err := b.encodeEach(nil, v.parts, t.Elems[0])
			return append(out, ops.Value{Ref: ops.VecOf(b.Count(t.Elems[0]), len(v.parts), rows)}), err
		}
	}
	if v.isDict() {
		return b.encodeDict(out, v, t)
	}
	if parts := typed.Parts(t); parts != nil || len(v.parts) > 0 {
		if len(parts) != len(v.parts) || !sameHead(v.t, t) {
			return nil, misfit(v, t)
		}
		return b.encodeAll(out, v.parts, parts)
	}
	return b.encodeAtom(out, v, t)
}

func misfit(v *value, t types.Type) error {
	return fmt.Errorf("dynamic: a value of type %s where inference found %s", typeOf(v, usual), t)
}

func (b border) encodeAll(out []ops.Value, vs []*value, ts []types.Type) ([]ops.Value, error) {
	for i, v := range vs {
		var err error
		if out, err = b.encode(out, v, ts[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (b border) encodeEach(out []ops.Value, vs []*value, t types.Type) ([]ops.Value, error) {
	for _, v := range vs {
		var err error
		if out, err = b.encode(out, v, t); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// encodeDict writes the values of a dict whose keys are the names of a record.
func (b border) encodeDict(out []ops.Value, v *value, t types.Type) ([]ops.Value, error) {
	d, ok := t.(types.Dict)
	keys, vals := v.table.items()
	if !ok || !slices.Equal(d.Names, textsOf(keys)) {
		return nil, misfit(v, t)
	}
	return b.encodeAll(out, vals, d.Elems)
}

// textsOf are the keys of a dict that are strings.
func textsOf(keys []*value) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = k.leaf.S()
	}
	return out
}

// encodeMember writes the tag and the slots of the first member that v
// conforms to, exactly if it can.
func (b border) encodeMember(out []ops.Value, v *value, t types.Union) ([]ops.Value, error) {
	u := b.Union(t)
	own, err := []ops.Value(nil), error(nil)
	at := -1
	for i, m := range u.Members {
		got, e := b.encode(nil, v, m)
		if e == nil && (at < 0 || types.Equal(v.t, m)) {
			own, at = got, i
		}
		err = e
	}
	switch {
	case at < 0:
		return nil, fmt.Errorf("%w (of %s)", err, t)
	case u.Nullable == at:
		return append(out, own...), nil
	case u.Nullable >= 0:
		return append(out, ops.Value{}), nil
	}
	first := len(out) + 1
	out = append(out, ops.I(int64(at)))
	for _, s := range u.Slots {
		out = append(out, ops.Zero(s))
	}
	for k, x := range own {
		out[first+u.At[at][k]] = x
	}
	return out, nil
}

// encodeRecord makes the record of a recursive type.
func (b border) encodeRecord(out []ops.Value, v *value, t types.Named) ([]ops.Value, error) {
	parts := b.M.NamedParts(t)
	if h, ok := types.Head(v.t); len(parts) != len(v.parts) || ok && t.Kind != "tuple" && h != t {
		return nil, misfit(v, t)
	}
	fields, err := b.encodeAll(nil, v.parts, parts)
	return append(out, ops.Value{Ref: &ops.Record{Fields: fields}}), err
}

// encodeAtom converts a number to the type that it joins to.
func (b border) encodeAtom(out []ops.Value, v *value, t types.Type) ([]ops.Value, error) {
	if b.Count(t) == 0 {
		if !types.Equal(v.t, t) {
			return nil, misfit(v, t)
		}
		return out, nil
	}
	if x, ok := convert(v, t); ok {
		return append(out, x), nil
	}
	return nil, misfit(v, t)
}

// sameHead reports whether two types with parts are of one kind.
func sameHead(a, b types.Type) bool {
	switch x := a.(type) {
	case types.Object:
		y, ok := b.(types.Object)
		return ok && x.Class == y.Class
	case types.Func:
		y, ok := b.(types.Func)
		return ok && x.Name == y.Name
	case types.Bound:
		y, ok := b.(types.Bound)
		return ok && types.SameBinding(x.By, y.By)
	case types.Iter:
		y, ok := b.(types.Iter)
		return ok && x.Kind == y.Kind
	case types.Tuple:
		_, ok := b.(types.Tuple)
		return ok
	case types.List:
		_, ok := b.(types.List)
		return ok
	case types.Dict:
		_, ok := b.(types.Dict)
		return ok
	}
	return false
}

// convert gives the leaf of an atom as one of type t.
func convert(v *value, t types.Type) (ops.Value, bool) {
	switch x := v.t.(type) {
	case types.Array:
		y, ok := t.(types.Array)
		if len(x.Dims) > 0 {
			v.current()
			v.lent = true
		}
		return v.leaf, ok && x.DType == y.DType && len(x.Dims) == len(y.Dims)
	case types.Basic:
		if v.is(t) {
			return v.leaf, true
		}
		d, ok := scalarOf(t)
		switch {
		case !ok || !v.is(types.Int) && !v.is(types.Float):
		case v.is(types.Int) && d == dtype.I64:
			return v.leaf, true
		case d == dtype.F64:
			return ops.F64(number(v)), true
		case d == dtype.F32:
			return ops.F32(float32(number(v))), true
		}
	}
	return ops.Value{}, false
}

func number(v *value) float64 {
	if v.is(types.Int) {
		return float64(v.leaf.I())
	}
	return v.leaf.F64()
}

// scalarOf gives the element type of what a Python number may join to.
func scalarOf(t types.Type) (dtype.Type, bool) {
	if t == types.Float {
		return dtype.F64, true
	}
	a, ok := t.(types.Array)
	return a.DType, ok && len(a.Dims) == 0
}
