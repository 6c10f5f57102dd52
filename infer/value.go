package infer

import (
	"fmt"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/types"
)

// val is an abstract value: the typed value that stands for it, and what is
// known about it at compile time.
type val struct {
	T     types.Type
	V     *ir.Value // nil only for dead values
	known any       // int64, float64, bool, string, []any; see isKnown
	isK   bool
	// dep holds the parameters of the current function that would have to be
	// static for this value to be known.
	dep map[int]bool
	// parts of a product value that was made or taken apart here.
	parts []*val
	// loop made a list of run-time length, and has few enough trips to be unrolled.
	loop *ir.Node
	// path names the value for narrowing: a surface value and frozen fields.
	path string
	// like is the path of the argument whose gradient the value is, or a part
	// of it; likeIn the prefix of the frame there.
	like, likeIn string
	// object names a constant of a module, which is one object wherever it is read.
	object string
	// src is the expression that made the value, if it is one of this function.
	src source.Span
}

// errType marks the value of a node that was diagnosed; whatever uses it is
// silent.
const errType = types.Error

func isErr(t types.Type) bool { return t == errType }

// knownTree returns what is known of v: constants, []any for products, and
// typed.Unknown{} for the rest.
func (v *val) knownTree() any {
	if v.isK {
		return v.known
	}
	if v.T == types.None {
		return nil
	}
	parts := typed.Parts(v.T)
	if len(parts) == 0 || len(v.parts) != len(parts) {
		return typed.Unknown{}
	}
	out := make([]any, len(parts))
	any := false
	for i, p := range v.parts {
		out[i] = p.knownTree()
		if _, un := out[i].(typed.Unknown); !un {
			any = true
		}
	}
	if !any {
		return typed.Unknown{}
	}
	return out
}

// fullyKnown returns the constant that v is, products included.
func (v *val) fullyKnown() (any, bool) {
	if v.isK {
		return v.known, true
	}
	if v.T == types.None {
		return nil, true
	}
	switch v.T.(type) {
	case types.Static: // its type says all
		return nil, true
	case types.Tuple, types.List:
	default:
		if !isSlice(v.T) {
			return nil, false
		}
	}
	parts := typed.Parts(v.T)
	if len(v.parts) != len(parts) || isRunList(v.T) {
		return nil, false
	}
	out := make([]any, len(parts))
	for i, p := range v.parts {
		k, ok := p.fullyKnown()
		if !ok {
			return nil, false
		}
		out[i] = k
	}
	return out, true
}

func isRunList(t types.Type) bool {
	l, ok := t.(types.List)
	return ok && !l.Exact
}

// deps collects the parameters on which v's knowledge depends, its parts'
// included.
func (v *val) deps(into map[int]bool) {
	for i := range v.dep {
		into[i] = true
	}
	for _, p := range v.parts {
		p.deps(into)
	}
}

// applyKnown marks v and its parts as known from a tree of constants.
func (f *frame) applyKnown(v *val, tree any) {
	switch tree := tree.(type) {
	case typed.Unknown:
		return
	case nil:
		return
	case []any:
		v.parts = f.partsOf(v) // v is being made here
		for i := range tree {
			if i < len(v.parts) {
				f.applyKnown(v.parts[i], tree[i])
			}
		}
	default:
		v.known, v.isK = tree, true
	}
}

// partsOf returns the parts of a product value. They are not kept in v, since
// they may be taken inside a region that v outlives.
func (f *frame) partsOf(v *val) []*val {
	if v.parts != nil {
		return v.parts
	}
	ts := f.readTypes(v.T)
	parts := make([]*val, len(ts))
	for i, t := range ts {
		parts[i] = f.takePart(v, i, t)
	}
	return parts
}

// partTypes gives the types of the parts of a product or a recursive type.
func (f *frame) partTypes(t types.Type) []types.Type {
	if n, ok := t.(types.Named); ok {
		return f.e.namedParts(n)
	}
	return typed.Parts(t)
}

// readTypes is partTypes for parts that are read: sizes in a record have no names outside.
func (f *frame) readTypes(t types.Type) []types.Type {
	ts := f.partTypes(t)
	if _, ok := t.(types.Named); !ok {
		return ts
	}
	out := make([]types.Type, len(ts))
	for i, p := range ts {
		out[i] = types.NewNames(p, f.freshDim)
	}
	return out
}

// part takes part i of v.
func (f *frame) part(v *val, i int) *val {
	if v.parts != nil {
		return v.parts[i]
	}
	return f.takePart(v, i, f.readTypes(v.T)[i])
}

func (f *frame) takePart(v *val, i int, t types.Type) *val {
	p := &val{T: t, V: f.b.Emit1(typed.Part{I: i, T: t}, v.V), dep: v.dep}
	if f.e.tracks && f.carries(t) {
		f.noteShift(p.V, v.V)
	}
	return p
}

// product makes a value of a product type from its parts.
func (f *frame) product(t types.Type, parts []*val) *val {
	for _, p := range parts {
		if isErr(p.T) {
			return errVal()
		}
	}
	if types.DeeperThan(t, maxDeep) {
		return f.limit(diag.DeepType, listHelp, "a value with more than %d types within each other", maxDeep)
	}
	want := f.partTypes(t)
	vs := make([]*ir.Value, len(parts))
	ps := make([]*val, len(parts))
	for i, p := range parts {
		ps[i] = f.coerce(p, want[i])
		vs[i] = ps[i].V
	}
	if len(parts) == 0 {
		return f.unit(t)
	}
	v := &val{T: t, V: f.b.Emit1(typed.Make{T: t}, vs...)}
	if _, named := t.(types.Named); !named {
		v.parts = ps
		if f.e.tracks {
			f.partsAt[v.V] = ps
		}
	} else {
		f.holdsParts(v.V, vs...)
	}
	return v
}

// unit makes the value of a type without leaves.
func (f *frame) unit(t types.Type) *val {
	return &val{T: t, V: f.b.Emit1(typed.Unit{T: t})}
}

// constant makes a known Python scalar.
func (f *frame) constant(x any) *val {
	var t types.Type
	switch x.(type) {
	case int64:
		t = types.Int
	case float64:
		t = types.Float
	case bool:
		t = types.Bool
	case string:
		t = types.Str
	default:
		return f.unit(types.None)
	}
	return &val{T: t, V: f.b.Emit1(typed.PyConst{T: t, Value: x}), known: x, isK: true}
}

func (f *frame) none() *val { return f.unit(types.None) }

func errVal() *val { return &val{T: errType} }

// constTree makes a value of a tree of constants (nested tuples).
func (f *frame) constTree(k any) *val {
	if xs, ok := k.([]any); ok {
		return f.tupleOf(mapVals(xs, f.constTree))
	}
	return f.constant(k)
}

func anys(xs []string) []any {
	out := make([]any, len(xs))
	for i, x := range xs {
		out[i] = x
	}
	return out
}

func mapVals(xs []any, g func(any) *val) []*val {
	out := make([]*val, len(xs))
	for i, x := range xs {
		out[i] = g(x)
	}
	return out
}

func (f *frame) tupleOf(parts []*val) *val {
	return f.product(types.Tuple{Elems: valTypes(parts)}, parts)
}

// tupleAt makes the tuple of an expression, which may have turned out to nest
// in itself.
func (f *frame) tupleAt(n *ir.Node, parts []*val) *val {
	site := fmt.Sprintf("%s:%d", f.c.fn.Name, n.Results[0].ID)
	named := types.Named{Kind: "tuple", Name: site}
	if f.e.nominal[named] {
		if !f.e.grow(named, valTypes(parts)) {
			return errVal()
		}
		return f.product(named, parts)
	}
	f.e.wroteOut(named)
	return f.product(types.Tuple{Elems: valTypes(parts), Site: site}, parts)
}

// table is a long list of constants, of run-time length from the start.
func (f *frame) table(n *ir.Node, op surface.Table) *val {
	var elems []types.Type
	for _, key := range op.Keys {
		a := f.e.src.Pool.Get(key)
		t := types.Type(types.PyType(a.DType))
		if len(a.Shape) == 2 {
			t = types.List{Elems: []types.Type{t}}
		}
		elems = append(elems, t)
	}
	elem := elems[0]
	if op.Tuples {
		elem = types.Tuple{Elems: elems, Site: fmt.Sprintf("%s:%d", f.c.fn.Name, n.Results[0].ID)}
	}
	t := types.List{Elems: []types.Type{elem}}
	return &val{T: t, V: f.b.Emit1(typed.ListTable{Keys: op.Keys, T: t})}
}

func valTypes(vs []*val) []types.Type {
	ts := make([]types.Type, len(vs))
	for i, v := range vs {
		ts[i] = v.T
	}
	return ts
}

func anyErr(vs []*val) bool {
	for _, v := range vs {
		if isErr(v.T) {
			return true
		}
	}
	return false
}
