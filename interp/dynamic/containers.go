package dynamic

import (
	"slices"

	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// setItem does x[i] = v.
func (st *step) setItem(x, i, v *value) (answer, error) {
	if m, ok, err := st.method(x, "__setitem__"); ok {
		return called(m, err, st, i, v)
	}
	switch {
	case x.isDict():
		return none0(st.put(x.table, i, v))
	case x.isList() && i.isIter("slice"):
		return none0(st.setSlice(x, i, v))
	case x.isList():
		k, err := place(x, i, "list assignment index out of range")
		if err == nil {
			x.parts[k] = v
		}
		return none0(err)
	case x.array() != nil:
		return none0(st.setElements(x, i, v))
	}
	return answer{}, raise("TypeError", "'%s' object does not support item assignment", show(x))
}

// place is the index of an element, which there must be.
func place(x, i *value, msg string) (int, error) {
	k, ok := i.index()
	if err := i.beyond(); err != nil {
		return 0, err
	}
	if !ok {
		return 0, raise("TypeError", "%s indices must be integers or slices, not %s", show(x), show(i))
	}
	n := int64(len(x.parts))
	if k < 0 {
		k += n
	}
	if k < 0 || k >= n {
		return 0, raise("IndexError", "%s", msg)
	}
	return int(k), nil
}

// sliceOf are the indices that a slice takes of n items.
func sliceOf(i *value, n int) ([]int64, int64, error) {
	bounds := make([]any, 3)
	for k, p := range i.parts {
		if at, ok := p.index(); ok {
			bounds[k] = at
		} else if err := p.beyond(); err != nil {
			return nil, 0, err
		}
	}
	step := int64(1)
	if s, ok := bounds[2].(int64); ok {
		step = s
	}
	if step == 0 {
		return nil, 0, raise("ValueError", "slice step cannot be zero")
	}
	return typed.SliceIndices(bounds[0], bounds[1], bounds[2], int64(n)), step, nil
}

// setSlice does x[a:b:c] = v of a list.
func (st *step) setSlice(x, i, v *value) error {
	items, err := st.collect(v)
	if err != nil {
		return err
	}
	at, by, err := sliceOf(i, len(x.parts))
	switch {
	case err != nil:
		return err
	case by == 1:
		start := sliceStart(i, len(x.parts))
		if len(at) > 0 {
			start = int(at[0])
		}
		x.parts = slices.Concat(x.parts[:start:start], items, x.parts[start+len(at):])
		return nil
	case len(items) != len(at):
		return raise("ValueError", "attempt to assign sequence of size %d to extended slice of size %d", len(items), len(at))
	}
	for k, p := range at {
		x.parts[p] = items[k]
	}
	return nil
}

// sliceStart is where an empty slice of step 1 lies in n items.
func sliceStart(i *value, n int) int {
	start, ok := i.parts[0].index()
	switch {
	case !ok:
		return 0
	case start < 0:
		start = max(start+int64(n), 0)
	}
	return int(min(start, int64(n)))
}

// delItem does del x[i].
func (st *step) delItem(x, i *value) (answer, error) {
	if m, ok, err := st.method(x, "__delitem__"); ok {
		return called(m, err, st, i)
	}
	switch {
	case x.isDict():
		v, err := st.drop(x.table, i)
		if err == nil && v == nil && !x.isCounter() {
			err = st.keyError(i)
		}
		return none0(err)
	case x.isList() && i.isIter("slice"):
		at, _, err := sliceOf(i, len(x.parts))
		var rest []*value
		for k, p := range x.parts {
			if !slices.Contains(at, int64(k)) {
				rest = append(rest, p)
			}
		}
		if err == nil {
			x.parts = rest
		}
		return none0(err)
	case x.isList():
		k, err := place(x, i, "list assignment index out of range")
		if err == nil {
			x.parts = slices.Delete(slices.Clone(x.parts), k, k+1)
		}
		return none0(err)
	}
	return answer{}, raise("TypeError", "'%s' object doesn't support item deletion", show(x))
}

// inPlace does x op= y where x itself changes; done is false where the name gets another object.
func (st *step) inPlace(op string, x, y *value) (done bool, err error) {
	switch {
	case x.isList() && op == "+":
		items, err := st.collect(y)
		if err == nil {
			x.parts = append(x.parts[:len(x.parts):len(x.parts)], items...)
		}
		return true, err
	case x.isList() && op == "*":
		n, ok := y.index()
		if !ok {
			return true, raise("TypeError", "can't multiply sequence by non-int of type '%s'", show(y))
		}
		if n <= 0 {
			x.parts = nil
			return true, nil
		}
		x.parts = slices.Repeat(x.parts, int(n))
		return true, nil
	case x.isSet():
		r, err := st.setOperation(op, x, y)
		if err == nil && r == nil {
			return false, nil
		}
		if err == nil {
			*x.table = *r.table
		}
		return true, err
	case x.isCounter() && y.isCounter():
		r, err := st.combine(op, x, y)
		if err == nil {
			*x.table = *r.table
		}
		return true, err
	case x.isDict() && op == "|":
		return true, st.update(x, y)
	}
	if a, ok := x.t.(types.Array); ok && len(a.Dims) > 0 {
		return true, st.operate(op, x, y)
	}
	return false, nil
}

// update sets the keys of a mapping, or of pairs.
func (st *step) update(d, from *value) error {
	if from.isDict() {
		keys, vals := from.table.items()
		for i, k := range keys {
			if err := st.put(d.table, k, vals[i]); err != nil {
				return err
			}
		}
		return nil
	}
	pairs, err := st.collect(from)
	if err != nil {
		return err
	}
	for i, p := range pairs {
		kv, err := st.collect(p)
		if err != nil {
			return err
		}
		if len(kv) != 2 {
			return raise("ValueError", "dictionary update sequence element #%d has length %d; 2 is required", i, len(kv))
		}
		if err := st.put(d.table, kv[0], kv[1]); err != nil {
			return err
		}
	}
	return nil
}
