package lower

import (
	"slices"
	"strings"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// Differentiation gives the cotangent of a record as a record of its float leaves. The cotangent type of a recursive
// class has that layout too, unless the class holds unions with a tag or no floats at all: then the full cotangent is
// rebuilt beside the primal value, which knows the tags.

// nodeName names the core record of a recursive type.
func (l *layout) nodeName(t types.Named) string {
	name := t.Name
	if base := types.BaseClass(name); base != name && l.tagged(types.Named{Kind: t.Kind, Name: base}) {
		name = base + strings.Repeat(".ct", len(name)-len(base))
	}
	if t.Kind != "class" {
		return t.Kind + "." + strings.ReplaceAll(name, ":", ".")
	}
	return name
}

// tagged reports whether a type holds, however deep, a union that carries a tag.
func (l *layout) tagged(t types.Type) bool { return l.findTag(t, map[types.Named]bool{}) }

func (l *layout) findTag(t types.Type, seen map[types.Named]bool) bool {
	var parts []types.Type
	switch t := t.(type) {
	case types.Union:
		if types.Nullable(t) < 0 {
			return true
		}
		parts = t.Members
	case types.Named:
		if seen[t] {
			return false
		}
		seen[t] = true
		parts = l.src.NamedParts(t)
	case types.List:
		parts = t.Elems
	default:
		parts = typed.Parts(t)
	}
	for _, p := range parts {
		if l.findTag(p, seen) {
			return true
		}
	}
	return false
}

// rebuild gives the full cotangent of a record or list that assemble cannot lay out by its leaves alone.
func (f *fn) rebuild(t types.Type, primal, cts []*ir.Value) (leaves, rest []*ir.Value, ok bool) {
	var own []*ir.Value
	split := func() {
		for _, leaf := range f.leaves(t) {
			if ops.HoldsFloat(f.out, leaf) {
				own, cts = append(own, cts[0]), cts[1:]
			}
		}
	}
	switch t := t.(type) {
	case types.Named:
		if f.tagged(t) || !ops.HoldsFloat(f.out, f.leaves(t)[0]) {
			split()
			name := f.rebuilder(t)
			return f.b.Emit(ops.Call{Fn: name, Results: f.leaves(types.Ct(t))}, slices.Concat(primal, own)...), cts, true
		}
	case types.List:
		if !t.Exact && (f.tagged(t) || !ops.HoldsFloat(f.out, f.leaves(t)[0])) {
			split()
			return f.rebuildList(t, primal, own), cts, true
		}
	}
	return nil, cts, false
}

// rebuilder makes the function that rebuilds the cotangent of a record and of what it points to.
func (l *layout) rebuilder(t types.Named) string {
	name := "cotangent " + l.nodeName(t)
	if l.out.Func(name) != nil {
		return name
	}
	l.out.Add(&ir.Func{Name: name, Body: &ir.Region{}}) // it may call itself
	f := &fn{layout: l, b: ir.NewFunc(l.out, name), env: map[*ir.Value][]*ir.Value{}}
	node, full := l.leaves(t)[0], l.leaves(types.Ct(t))[0]
	p := f.b.Param("p", node)
	var c *ir.Value
	if ops.HoldsFloat(l.out, node) {
		c = f.b.Param("ct", ops.CtLeaf(l.out, node))
	}
	null := f.b.Emit1(ops.OptIsNull{}, p)
	then := f.b.Region(nil, func([]*ir.Value) []*ir.Value { return []*ir.Value{f.b.Emit1(ops.Null{Type: full})} })
	els := f.b.Region(nil, func([]*ir.Value) []*ir.Value {
		fields, cts := f.fieldsOf(p, c)
		parts := l.src.NamedParts(t)
		var out []*ir.Value
		for i, vs := range f.split(parts, fields) {
			var part []*ir.Value
			part, cts = f.assemble(parts[i], vs, cts)
			out = append(out, part...)
		}
		return []*ir.Value{f.b.Emit1(ops.NodeNew{Name: full.(types.Node).Name}, out...)}
	})
	l.out.Replace(f.b.Done(f.b.EmitRegions(ops.If{}, []*ir.Region{then, els}, null)...))
	return name
}

// fieldsOf reads a record and the record of its cotangents.
func (f *fn) fieldsOf(p, c *ir.Value) (fields, cts []*ir.Value) {
	for i, t := range f.out.NodeType(p.Type.(types.Node).Name).Fields {
		fields = append(fields, f.b.Emit1(ops.NodeGet{Field: i}, p))
		if ops.HoldsFloat(f.out, t) {
			cts = append(cts, f.b.Emit1(ops.NodeGet{Field: len(cts)}, c))
		}
	}
	return fields, cts
}

// rebuildList rebuilds row by row.
func (f *fn) rebuildList(t types.List, primal, cts []*ir.Value) []*ir.Value {
	elem := t.Elems[0]
	empty := f.b.Emit1(ops.VecNew{Elems: types.Unnamed(f.leaves(types.Ct(elem))...)})
	n := f.b.Emit1(ops.VecLen{}, primal[0])
	body := f.b.Region([]types.Type{types.CoreI64, empty.Type}, func(ps []*ir.Value) []*ir.Value {
		row := f.b.Emit(ops.VecGet{}, primal[0], ps[0])
		var own []*ir.Value
		if len(cts) > 0 {
			own = f.b.Emit(ops.VecGet{}, cts[0], ps[0])
		}
		leaves, _ := f.assemble(elem, row, own)
		return []*ir.Value{f.b.Emit1(ops.VecPush{}, append([]*ir.Value{ps[1]}, leaves...)...)}
	})
	return f.b.EmitRegions(ops.For{}, []*ir.Region{body}, n, empty)
}
