package infer

import (
	"github.com/myia-lang/myia/types"
)

// A range is a value of three ints. What Python does with it as a sequence, other than going through it, is written in the
// library.

func isRange(t types.Type) bool {
	it, ok := t.(types.Iter)
	return ok && it.Kind == "range"
}

// rangeParts are start, stop and step.
func (f *frame) rangeParts(r *val) (start, stop, step *val) {
	ps := f.partsOf(r)
	return ps[0], ps[1], ps[2]
}

func (f *frame) rangeLength(r *val) *val {
	start, stop, step := f.rangeParts(r)
	return f.prim("range.len", start, stop, step)
}

// rangeItem is r[i].
func (f *frame) rangeItem(r, i *val) *val {
	start, stop, step := f.rangeParts(r)
	if !isSlice(i.T) {
		return f.prim("range.get", start, stop, step, i)
	}
	return f.call(f.library("range_slice"), append([]*val{start, step, f.rangeLength(r)}, f.partsOf(i)...), nil, nil)
}

// rangeEqual is a == b: the same numbers in the same order.
func (f *frame) rangeEqual(a, b *val) *val {
	if !isRange(a.T) || !isRange(b.T) {
		return f.constant(false)
	}
	start, _, step := f.rangeParts(a)
	from, _, by := f.rangeParts(b)
	return f.truth(f.call(f.library("range_equal"), []*val{f.rangeLength(a), start, step, f.rangeLength(b), from, by}, nil, nil))
}

// rangeHas is x in r, for an int without going through the range.
func (f *frame) rangeHas(r, x *val) *val {
	start, stop, step := f.rangeParts(r)
	return f.truth(f.call(f.library("range_contains"), []*val{x, start, stop, step}, nil, nil))
}
