package lower

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// A cotangent weighs each part of a result, so it has the lengths of its lists, the nodes of its trees and the members
// of its unions. Types do not say so; it is checked as the program runs.

// checkFit raises a ValueError where the cotangent vs does not fit the result, of type t.
func (f *fn) checkFit(t types.Type, result, vs []*ir.Value) {
	if ok := f.fits(t, result, vs); ok != nil {
		f.b.Emit(ops.Check{Class: "ValueError", Msg: "dout= is not made like the result"}, ok)
	}
}

// fits tells whether a cotangent fits a value of type t; nil stands for true.
func (f *fn) fits(t types.Type, primal, ct []*ir.Value) *ir.Value {
	switch t := t.(type) {
	case types.Union:
		return f.fitsUnion(t, primal, ct)
	case types.Named:
		return f.b.Emit1(ops.Call{Fn: f.fitter(t), Results: []types.Type{types.CoreBool}}, primal[0], ct[0])
	case types.List:
		if !t.Exact {
			return f.fitsList(t, primal[0], ct[0])
		}
	}
	parts := typed.Parts(t)
	if len(parts) == 0 {
		return nil
	}
	var all *ir.Value
	cts := f.split(typed.Parts(types.Ct(t)), ct)
	for i, own := range f.split(parts, primal) {
		all = f.both(all, f.fits(parts[i], own, cts[i]))
	}
	return all
}

func (f *fn) both(a, b *ir.Value) *ir.Value {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	return f.b.Emit1(ops.And, a, b)
}

// where gives then() where c holds, else false; nil from then stands for true.
func (f *fn) where(c *ir.Value, then func() *ir.Value) *ir.Value {
	yes := f.b.Region(nil, func([]*ir.Value) []*ir.Value { return []*ir.Value{f.orTrue(then())} })
	no := f.b.Region(nil, func([]*ir.Value) []*ir.Value { return []*ir.Value{f.truth(false)} })
	return f.b.EmitRegions(ops.If{}, []*ir.Region{yes, no}, c)[0]
}

func (f *fn) truth(x bool) *ir.Value { return f.b.Emit1(ops.Const{Value: x}) }

func (f *fn) orTrue(v *ir.Value) *ir.Value {
	if v == nil {
		return f.truth(true)
	}
	return v
}

// fitsUnion compares the members.
func (f *fn) fitsUnion(t types.Union, primal, ct []*ir.Value) *ir.Value {
	lay := f.union(t)
	if lay.nullable >= 0 {
		return f.fits(lay.members[lay.nullable], primal, ct)
	}
	of, ok := types.Ct(t).(types.Union)
	if !ok {
		return nil
	}
	ctLay := f.union(of)
	var all []int
	for i := range lay.members {
		all = append(all, i)
	}
	return f.perMember(primal, lay, all, []types.Type{types.CoreBool}, func(m int, vs []*ir.Value) []*ir.Value {
		k := ctLay.index(types.Ct(lay.members[m]))
		same := f.isMember(ct, ctLay, k)
		return []*ir.Value{f.where(same, func() *ir.Value { return f.fits(lay.members[m], vs, f.take(ct, ctLay, k)) })}
	})[0]
}

// fitsList compares the lengths, then row by row.
func (f *fn) fitsList(t types.List, primal, ct *ir.Value) *ir.Value {
	n := f.b.Emit1(ops.VecLen{}, primal)
	same := f.b.Emit1(ops.Eq, n, f.b.Emit1(ops.VecLen{}, ct))
	if !f.lengths(t.Elems[0]) {
		return same
	}
	return f.where(same, func() *ir.Value {
		body := f.b.Region([]types.Type{types.CoreI64, types.CoreBool}, func(ps []*ir.Value) []*ir.Value {
			row, own := f.b.Emit(ops.VecGet{}, primal, ps[0]), f.b.Emit(ops.VecGet{}, ct, ps[0])
			return []*ir.Value{f.both(ps[1], f.fits(t.Elems[0], row, own))}
		})
		return f.b.EmitRegions(ops.For{}, []*ir.Region{body}, n, f.truth(true))[0]
	})
}

// lengths reports whether values of a type may differ in more than their numbers.
func (f *fn) lengths(t types.Type) bool {
	switch t := t.(type) {
	case types.Union, types.Named:
		return true
	case types.List:
		if !t.Exact {
			return true
		}
	}
	for _, p := range typed.Parts(t) {
		if f.lengths(p) {
			return true
		}
	}
	return false
}

// fitter makes the function that compares a record and that of its cotangents.
func (l *layout) fitter(t types.Named) string {
	name := "fits " + l.nodeName(t)
	if l.out.Func(name) != nil {
		return name
	}
	l.out.Add(&ir.Func{Name: name, Body: &ir.Region{}}) // it may call itself
	ct := types.Ct(t).(types.Named)
	f := &fn{layout: l, b: ir.NewFunc(l.out, name), env: map[*ir.Value][]*ir.Value{}}
	p, c := f.b.Param("p", l.leaves(t)[0]), f.b.Param("ct", l.leaves(ct)[0])
	none, noCt := f.b.Emit1(ops.OptIsNull{}, p), f.b.Emit1(ops.OptIsNull{}, c)
	then := f.b.Region(nil, func([]*ir.Value) []*ir.Value { return []*ir.Value{noCt} })
	els := f.b.Region(nil, func([]*ir.Value) []*ir.Value {
		return []*ir.Value{f.where(f.b.Emit1(ops.Not, noCt), func() *ir.Value {
			return f.fits(types.Tuple{Elems: l.src.NamedParts(t)}, f.fields(p), f.fields(c))
		})}
	})
	l.out.Replace(f.b.Done(f.b.EmitRegions(ops.If{}, []*ir.Region{then, els}, none)...))
	return name
}

// fields reads a record.
func (f *fn) fields(p *ir.Value) (out []*ir.Value) {
	for i := range f.out.NodeType(p.Type.(types.Node).Name).Fields {
		out = append(out, f.b.Emit1(ops.NodeGet{Field: i}, p))
	}
	return out
}
