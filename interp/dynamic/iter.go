package dynamic

import (
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// An iterator is a value too: a cursor is a sequence and the number of items
// that were taken; zip, map, filter and enumerate hold iterators, and the
// iterator after an item is a new one.

func iter(kind string, parts ...*value) *value {
	return &value{t: types.Iter{Kind: kind}, parts: parts}
}

// iterator is iter(x).
func iterator(_ *step, args []*value) (answer, error) { return given(iteratorOf(args[0])) }

func iteratorOf(x *value) (*value, error) {
	if x.lazy() {
		return x, nil
	}
	if _, ok := length(x); !ok {
		return nil, raise("TypeError", "'%s' object is not iterable", show(x))
	}
	return iter("cursor", x, integer(0)), nil
}

func iteratorsOf(xs []*value) ([]*value, error) {
	out := make([]*value, len(xs))
	for i, x := range xs {
		var err error
		if out[i], err = iteratorOf(x); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// length is the number of items of what can be indexed by their order.
func length(x *value) (int64, bool) {
	switch t := x.t.(type) {
	case types.Tuple, types.List, types.Dict:
		return int64(len(x.parts)), true
	case types.Iter:
		return rangeLen(x), t.Kind == "range"
	case types.Array:
		if len(t.Dims) > 0 {
			return int64(x.array().Shape[0]), true
		}
	case types.Basic:
		if t == types.Str {
			return int64(len([]rune(x.leaf.S()))), true
		}
	}
	return 0, false
}

func rangeLen(x *value) int64 {
	if !x.isIter("range") {
		return 0
	}
	size, _, _ := typed.RangeLen(x.parts[0].leaf.I(), x.parts[1].leaf.I(), x.parts[2].leaf.I())
	return size
}

// itemAt gives item i, which there is.
func (st *step) itemAt(x *value, i int64) (*value, error) {
	switch t := x.t.(type) {
	case types.Tuple, types.List:
		return x.parts[i], nil
	case types.Dict:
		return text(t.Names[i]), nil
	case types.Iter:
		return integer(x.parts[0].leaf.I() + i*x.parts[2].leaf.I()), nil
	case types.Basic:
		return text(string([]rune(x.leaf.S())[i])), nil
	}
	return st.apply(surface.GetItem{}, x, integer(i))
}

// nextItem takes the next item of an iterator: a tuple of whether there was
// one, the item, and the iterator after it.
func nextItem(st *step, args []*value) (answer, error) {
	it := args[0]
	switch kind := it.t.(types.Iter).Kind; kind {
	case "map":
		return helper("next_map", it.parts[0], it.parts[1])
	case "filter":
		return helper("next_filter", it.parts[0], it.parts[1])
	case "enumerate":
		return helper("next_enumerate", it.parts[0], it.parts[1])
	case "zip", types.StrictZip:
		return helper("next_zip", it.parts[0], boolean(kind == types.StrictZip))
	}
	x, i := it.parts[0], it.parts[1].leaf.I()
	n, _ := length(x)
	if i >= n {
		return give(tuple(boolean(false), unit(types.Unset), it))
	}
	at := i
	kind := it.t.(types.Iter).Kind
	if kind == "reversed" {
		at = n - 1 - i
	}
	v, err := st.itemAt(x, at)
	return given(tuple(boolean(true), v, iter(kind, x, integer(i+1))), err)
}

// listed is a tuple or a list of the items of an iterable.
func listed(_ *step, args []*value) (answer, error) {
	x := args[0]
	switch {
	case x.isSequence():
		return give(x)
	case x.isIter("range"):
		return give(list(rangeItems(x)))
	}
	return helper("list_of", x)
}

func rangeItems(x *value) []*value {
	out := make([]*value, rangeLen(x))
	for i := range out {
		out[i] = integer(x.parts[0].leaf.I() + int64(i)*x.parts[2].leaf.I())
	}
	return out
}

// sized is len(x).
func sized(st *step, a arguments) (answer, error) {
	if m, ok, err := st.method(a.pos[0], "__len__"); ok {
		return called(m, err, st)
	}
	if n, ok := length(a.pos[0]); ok && !a.pos[0].isIter("range") {
		return give(&value{t: types.Int, leaf: ops.I(n)})
	}
	return st.callPrimitive(builtin("len"), a)
}
