package infer

import (
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// coerce converts v to a wider type t.
func (f *frame) coerce(v *val, t types.Type) *val {
	if isErr(v.T) || isErr(t) {
		return errVal()
	}
	if v.V == nil { // dead
		return &val{T: t, V: f.b.Emit1(typed.Dead{T: t})}
	}
	if types.Equal(v.T, t) {
		return v
	}
	if h, ok := types.Head(v.T); ok {
		if n, ok := t.(types.Named); ok && n == h && len(v.parts) > 0 {
			return f.product(t, v.parts)
		}
	}
	out := &val{T: t, V: f.b.Emit1(typed.Coerce{T: t}, v.V), dep: v.dep, path: ""}
	if ts := typed.Parts(t); len(ts) > 0 && len(v.parts) == len(ts) {
		out.parts = make([]*val, len(ts))
		for i, p := range v.parts {
			out.parts[i] = f.coerce(p, ts[i])
		}
	}
	if v.isK && (t == types.Float || t == types.Int) {
		if x, ok := v.known.(int64); ok && t == types.Float {
			out.known, out.isK = float64(x), true
		}
	}
	return out
}

// join gives the least common type of two values.
func (f *frame) join(a, b types.Type) types.Type {
	if isErr(a) || isErr(b) {
		return errType
	}
	j := &types.Joiner{Fresh: f.freshDim}
	t := j.Join(a, b)
	if n, ok := types.FindNested(t); ok {
		f.e.makeNominal(n)
	}
	if j.Widest > maxMembers {
		f.report(wideUnion(f.span(), t))
		return errType
	}
	return t
}
