package dynamic

import (
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// An iterator is a value too: a cursor is a sequence and the number of items
// that were taken; zip, map, filter and enumerate hold iterators. Taking an item
// changes it.

func iter(kind string, parts ...*value) *value {
	return &value{t: types.Iter{Kind: kind}, parts: parts}
}

// iterator is iter(x).
func iterator(st *step, args []*value) (answer, error) { return given(st.iteratorOf(args[0])) }

func (st *step) iteratorOf(x *value) (*value, error) {
	if m, ok, err := st.method(x, "__iter__"); ok || err != nil {
		if err != nil {
			return nil, err
		}
		it, err := st.now(m)
		if err != nil || it.lazy() {
			return it, err
		}
		return iter(custom, it), nil
	}
	if x.lazy() {
		return x, nil
	}
	if _, ok := length(x); !ok {
		return nil, raise("TypeError", "'%s' object is not iterable", show(x))
	}
	it := iter("cursor", x, integer(0))
	switch {
	case x.is(viewKind):
		it = iter(x.parts[1].leaf.S(), x.parts[0], integer(0))
		it.seen = x.parts[0].table.live
	case x.isSet():
		keys, _ := x.table.items()
		it.parts = append(it.parts, list(inSetOrder(keys)))
		fallthrough
	case x.table != nil:
		it.seen = x.table.live
	}
	return it, nil
}

func (st *step) iteratorsOf(xs []*value) ([]*value, error) {
	out := make([]*value, len(xs))
	for i, x := range xs {
		var err error
		if out[i], err = st.iteratorOf(x); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// length is the number of items of what can be indexed by their order.
func length(x *value) (int64, bool) {
	switch t := x.t.(type) {
	case types.Tuple, types.List:
		return int64(len(x.parts)), true
	case types.Dict:
		return int64(x.table.live), true
	case types.Static:
		if x.table != nil {
			return int64(x.table.live), true
		}
		if x.is(viewKind) {
			return int64(x.parts[0].table.live), true
		}
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
	switch x.t.(type) {
	case types.Tuple, types.List:
		return x.parts[i], nil
	case types.Iter:
		return integer(x.parts[0].leaf.I() + i*x.parts[2].leaf.I()), nil
	case types.Basic:
		return text(string([]rune(x.leaf.S())[i])), nil
	}
	return st.element(x, integer(i))
}

// nextItem takes the next item of an iterator: a tuple of whether there was
// one, the item, and the iterator after it.
func nextItem(st *step, args []*value) (answer, error) {
	it := args[0]
	switch kind := it.t.(types.Iter).Kind; kind {
	case "map":
		return helper("next_map", it.parts[0], it.parts[1], it)
	case "filter":
		return helper("next_filter", it.parts[0], it.parts[1], it)
	case "enumerate":
		n := it.parts[0]
		it.parts[0] = integer(n.leaf.I() + 1)
		return helper("next_enumerate", n, it.parts[1], it)
	case "zip", types.StrictZip:
		return helper("next_zip", it.parts[0], boolean(kind == types.StrictZip), it)
	case generator, custom:
		return st.advance(it)
	}
	x, i := it.parts[0], it.parts[1].leaf.I()
	if x.table != nil {
		return nextEntry(it, x, i)
	}
	n, _ := length(x)
	if i >= n {
		it.parts[0] = tuple() // a list that grows later gives no more
		return give(noItem(it))
	}
	at := i
	if it.isIter("reversed") {
		if at = it.last(n) - i; at < 0 || at >= n {
			return give(noItem(it))
		}
	}
	it.parts[1] = integer(i + 1)
	v, err := st.itemAt(x, at)
	return given(tuple(boolean(true), v, it), err)
}

// last is the place where a reversed iterator over n items began.
func (it *value) last(n int64) int64 {
	if it.seen == 0 {
		it.seen = int(n)
	}
	return int64(it.seen) - 1
}

// noItem says that an iterator has ended.
func noItem(it *value) *value { return tuple(boolean(false), unit(types.Unset), it) }

// nextEntry takes the next key of a dict or a set, which must be as long as before.
func nextEntry(it, x *value, i int64) (answer, error) {
	e := x.table
	if e.live != it.seen {
		what := "dictionary"
		if x.isSet() {
			what = "Set"
		}
		return answer{}, raise("RuntimeError", "%s changed size during iteration", what)
	}
	if x.isSet() {
		keys := it.parts[2].parts
		if int(i) >= len(keys) {
			return give(noItem(it))
		}
		it.parts[1] = integer(i + 1)
		return give(tuple(boolean(true), keys[i], it))
	}
	for int(i) < len(e.keys) && e.keys[i] == nil {
		i++
	}
	if int(i) >= len(e.keys) {
		it.parts[0] = tuple()
		return give(noItem(it))
	}
	it.parts[1] = integer(i + 1)
	item := e.keys[i]
	switch {
	case it.isIter("values"):
		item = e.vals[i]
	case it.isIter("items"):
		item = tuple(item, e.vals[i])
	}
	return give(tuple(boolean(true), item, it))
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
