package infer

import (
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/types"
)

// callIter infers iter(x).
func (f *frame) callIter(pos []*val, _ []string, _ []*val) *val {
	if f.asks(pos[0]) && !f.hasMethod(pos[0], "__iter__") {
		f.notIterable(pos[0])
		return errVal()
	}
	x := f.iterator(pos[0])
	if isErr(x.T) || f.dead || usedUp(x.T) != "" || f.asks(x) {
		return x
	}
	if _, ok := f.sequence(x); !ok {
		return errVal()
	}
	return f.product(types.Iter{Kind: "iter", Parts: []types.Type{x.T}}, []*val{x})
}

// iterator is what the method __iter__ of an object gives; other values stay as they are.
func (f *frame) iterator(x *val) *val {
	if !f.hasMethod(x, "__iter__") {
		return x
	}
	it := f.callMethod(x, "__iter__", nil, nil, nil)
	if f.asks(it) {
		return it
	}
	if c, ok := f.classOf(it.T); ok && !isErr(it.T) {
		return f.errorf(diag.NotIterable, "iter() returned non-iterator of type '%s'", c.Display)
	}
	if _, ok := it.T.(types.Iter); !ok && !isErr(it.T) && !f.dead {
		return f.errorf(diag.NotIterable, "iter() returned non-iterator of type '%s'", f.show(it.T))
	}
	return it
}

// iterated calls __iter__ of the objects over which a built-in goes, once.
func (f *frame) iterated(called string, pos []*val) []*val {
	from := 0
	switch called {
	case "zip":
	case "map", "filter", "functools.reduce":
		from = 1
	case "max", "min":
		if len(pos) > 1 {
			return pos
		}
	case "enumerate":
	default:
		if d := f.e.opts.Names.Lookup(called); d.Kind != names.Form || !d.Consumes {
			return pos
		}
	}
	if !slices.ContainsFunc(pos, func(p *val) bool { return f.hasMethod(p, "__iter__") }) {
		return pos
	}
	out := slices.Clone(pos)
	for i := from; i < len(out); i++ {
		if out[i] = f.iterator(out[i]); isErr(out[i].T) || f.dead {
			break
		}
		if f.asks(out[i]) {
			out[i] = f.drained(called, out[i])
		}
	}
	return out
}

// lastOf is the result of a call whose arguments end the run, or were diagnosed.
func (f *frame) lastOf(pos []*val) *val {
	if anyErr(pos) {
		return errVal()
	}
	return &val{T: types.Never}
}
