package lower

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// The cotangent of a result is given as a value of its cotangent type; differentiation takes the cotangents of the
// result's float leaves. Where the layouts differ, those of unions with a tag and of what holds them, the value is
// taken apart by its own tags.

// floatsOf gives, of the leaves of a value of the type ct(t), the cotangent of each float leaf of t in order.
func (f *fn) floatsOf(t types.Type, vs []*ir.Value) (cts []*ir.Value) {
	if u, ok := t.(types.Union); ok {
		return f.floatsOfUnion(u, vs)
	}
	if parts := typed.Parts(t); len(parts) > 0 {
		for i, own := range f.split(typed.Parts(types.Ct(t)), vs) {
			cts = append(cts, f.floatsOf(parts[i], own)...)
		}
		return cts
	}
	leaves := f.leaves(t)
	if len(leaves) == 0 || !ops.HoldsFloat(f.out, leaves[0]) {
		return nil
	}
	switch t := t.(type) {
	case types.Named:
		if f.tagged(t) {
			return f.b.Emit(ops.Call{Fn: f.stripper(t), Results: []types.Type{ops.CtLeaf(f.out, leaves[0])}}, vs...)
		}
	case types.List:
		if f.tagged(t) {
			return f.stripList(t, vs[0])
		}
	}
	return vs[:1]
}

// floatsOfUnion chooses the member by the cotangent's tag.
func (f *fn) floatsOfUnion(u types.Union, vs []*ir.Value) []*ir.Value {
	lay := f.union(u)
	if lay.nullable >= 0 {
		return f.floatsOf(lay.members[lay.nullable], vs)
	}
	var want []types.Type
	for _, s := range lay.slots {
		if ops.HoldsFloat(f.out, s) {
			want = append(want, ops.CtLeaf(f.out, s))
		}
	}
	ct, ok := types.Ct(u).(types.Union)
	if !ok {
		return f.inSlots(lay, types.Ct(u), vs)
	}
	ctLay := f.union(ct)
	var all []int
	for i := range ctLay.members {
		all = append(all, i)
	}
	return f.perMember(vs, ctLay, all, want, func(m int, own []*ir.Value) []*ir.Value { return f.inSlots(lay, ctLay.members[m], own) })
}

// inSlots lays the cotangents of the member whose cotangent type is ct out in the float slots of the union.
func (f *fn) inSlots(lay *unionLayout, ct types.Type, vs []*ir.Value) (out []*ir.Value) {
	at := make([]*ir.Value, len(lay.slots))
	for m, t := range lay.members {
		if !types.Equal(types.Ct(t), ct) {
			continue
		}
		cts := f.floatsOf(t, vs)
		for i, leaf := range f.leaves(t) {
			if ops.HoldsFloat(f.out, leaf) {
				at[lay.at[m][i]], cts = cts[0], cts[1:]
			}
		}
		break
	}
	for i, s := range lay.slots {
		switch {
		case !ops.HoldsFloat(f.out, s):
		case at[i] == nil:
			out = append(out, f.b.Emit1(ops.Poison{Type: ops.CtLeaf(f.out, s)}))
		default:
			out = append(out, at[i])
		}
	}
	return out
}

// stripper makes the function that takes a record of cotangents to that of the floats.
func (l *layout) stripper(t types.Named) string {
	name := "floats of " + l.nodeName(t)
	ct := types.Ct(t).(types.Named)
	to := ops.CtLeaf(l.out, l.leaves(t)[0])
	return l.recordFunc(name, l.leaves(ct)[0], to, func(f *fn, fields []*ir.Value) (out []*ir.Value) {
		parts := l.src.NamedParts(t)
		for i, own := range f.split(l.src.NamedParts(ct), fields) {
			out = append(out, f.floatsOf(parts[i], own)...)
		}
		return out
	})
}

// weigher makes the function that takes a record of the result's own class to one of its cotangent class.
func (l *layout) weigher(from, to types.Named) string {
	name := "weight " + l.nodeName(from)
	return l.recordFunc(name, l.leaves(from)[0], l.leaves(to)[0], func(f *fn, fields []*ir.Value) []*ir.Value {
		return f.coerceParts(fields, l.src.NamedParts(from), l.src.NamedParts(to))
	})
}

// recordFunc makes a function from records to records, null to null.
func (l *layout) recordFunc(name string, from, to types.Type, g func(f *fn, fields []*ir.Value) []*ir.Value) string {
	if l.out.Func(name) != nil {
		return name
	}
	l.out.Add(&ir.Func{Name: name, Body: &ir.Region{}}) // it may call itself
	f := &fn{layout: l, b: ir.NewFunc(l.out, name), env: map[*ir.Value][]*ir.Value{}}
	p := f.b.Param("p", from)
	null := f.b.Emit1(ops.OptIsNull{}, p)
	then := f.b.Region(nil, func([]*ir.Value) []*ir.Value { return []*ir.Value{f.b.Emit1(ops.Null{Type: to})} })
	els := f.b.Region(nil, func([]*ir.Value) []*ir.Value {
		return []*ir.Value{f.b.Emit1(ops.NodeNew{Name: to.(types.Node).Name}, g(f, f.fields(p))...)}
	})
	l.out.Replace(f.b.Done(f.b.EmitRegions(ops.If{}, []*ir.Region{then, els}, null)...))
	return name
}

// stripList takes the rows of a list of cotangents to those of the floats.
func (f *fn) stripList(t types.List, ct *ir.Value) []*ir.Value {
	to := ops.CtLeaf(f.out, f.leaves(t)[0]).(types.Vec)
	empty := f.b.Emit1(ops.VecNew{Elems: to.Elems})
	n := f.b.Emit1(ops.VecLen{}, ct)
	body := f.b.Region([]types.Type{types.CoreI64, empty.Type}, func(ps []*ir.Value) []*ir.Value {
		row := f.floatsOf(t.Elems[0], f.b.Emit(ops.VecGet{}, ct, ps[0]))
		return []*ir.Value{f.b.Emit1(ops.VecPush{}, append([]*ir.Value{ps[1]}, row...)...)}
	})
	return f.b.EmitRegions(ops.For{}, []*ir.Region{body}, n, empty)
}
