package infer

import (
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/types"
)

// subscripts are the objects of NumPy's that are only for brackets behind them, and what these give.
var subscripts map[string]func(f *frame, i *val) *val

func init() {
	subscripts = map[string]func(f *frame, i *val) *val{
		"np.s_":    func(_ *frame, i *val) *val { return i },
		"np.mgrid": func(f *frame, i *val) *val { return f.grid(i, "grid_dense") },
		"np.ogrid": func(f *frame, i *val) *val { return f.grid(i, "grid_open") },
	}
}

// grid infers the coordinates of a grid of which slices say what is along each axis.
func (f *frame) grid(i *val, function string) *val {
	if isSlice(i.T) {
		return f.call(f.library("grid_single"), []*val{f.tupleOf(f.partsOf(i))}, nil, nil)
	}
	t, ok := i.T.(types.Tuple)
	if !ok || len(t.Elems) == 0 || slices.ContainsFunc(t.Elems, func(e types.Type) bool { return !isSlice(e) }) {
		return f.errorf(diag.BadArrayIndex, "the axes of a grid are slices, not %s", f.show(i.T))
	}
	parts := make([]*val, len(t.Elems))
	for k, p := range f.partsOf(i) {
		parts[k] = f.tupleOf(f.partsOf(p))
	}
	return f.call(f.library(function), []*val{f.tupleOf(parts)}, nil, nil)
}
