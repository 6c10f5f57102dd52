package infer

import (
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// isMask reports whether an index is an array of bools, for the first axes of an array.
func isMask(x types.Array, i types.Type) bool {
	m, ok := i.(types.Array)
	return ok && m.DType == dtype.Bool && len(m.Dims) > 0 && len(m.Dims) <= len(x.Dims)
}

// masked infers x[mask]: the elements for which a mask holds.
func (f *frame) masked(x, mask *val) *val {
	return f.call(f.library("mask_get"), []*val{x, mask}, nil, nil)
}

// setMasked infers the array after x[mask] = v, where v has an element for each for which the mask holds.
func (f *frame) setMasked(x, mask, v *val) *val {
	t, n := x.T.(types.Array), len(mask.T.(types.Array).Dims)
	rows := f.call(f.library("mask_rows"), []*val{x, mask}, nil, nil)
	places := f.call(f.library("mask_places"), []*val{mask}, nil, nil)
	if anyErr([]*val{rows, places}) || f.dead {
		return errVal()
	}
	if n == len(t.Dims) && len(v.T.(types.Array).Dims) == 1 {
		f.call(f.library("mask_fit"), []*val{v, f.size(places, 0)}, nil, nil)
	}
	shape, _ := f.arrayAttr(x, t, "shape")
	return f.prim("np.reshape", append([]*val{f.prim("array.set", rows, places, v)}, f.partsOf(shape)...)...)
}

// forEach reports whether v may have an element for each for which a mask holds: it is no number, nor the same for all.
func forEach(x types.Array, mask, v types.Type) bool {
	a, ok := v.(types.Array)
	return ok && isMask(x, mask) && !typed.BroadcastsInto(a.Dims, x.Dims[len(mask.(types.Array).Dims):])
}
