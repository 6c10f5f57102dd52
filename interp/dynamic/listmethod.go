package dynamic

import (
	"slices"

	"github.com/myia-lang/myia/types"
)

// listMethods are the methods of lists and tuples.
func listMethods() map[string]served {
	return map[string]served{
		".list.append": func(_ *step, x *value, a []*value) (answer, error) {
			x.parts = append(x.parts[:len(x.parts):len(x.parts)], a[0])
			return give(none())
		},
		".list.extend": func(st *step, x *value, a []*value) (answer, error) {
			_, err := st.inPlace("+", x, a[0])
			return none0(err)
		},
		".list.insert": func(_ *step, x *value, a []*value) (answer, error) {
			k, ok := a[0].index()
			if !ok {
				return answer{}, raise("TypeError", "'%s' object cannot be interpreted as an integer", show(a[0]))
			}
			n := int64(len(x.parts))
			if k < 0 {
				k = max(k+n, 0)
			}
			x.parts = slices.Insert(slices.Clone(x.parts), int(min(k, n)), a[1])
			return give(none())
		},
		".list.pop":     popItem,
		".list.remove":  removeItem,
		".list.clear":   func(_ *step, x *value, _ []*value) (answer, error) { x.parts = nil; return give(none()) },
		".list.copy":    func(_ *step, x *value, _ []*value) (answer, error) { return give(list(slices.Clone(x.parts))) },
		".list.reverse": func(_ *step, x *value, _ []*value) (answer, error) { slices.Reverse(x.parts); return give(none()) },
		".list.sort": func(st *step, x *value, a []*value) (answer, error) {
			sorted, err := st.sorted(x.parts, a[0], a[1])
			if err == nil {
				x.parts = sorted
			}
			return none0(err)
		},
		".list.index":  indexOf,
		".list.count":  countOf,
		".tuple.index": indexOf,
		".tuple.count": countOf,
	}
}

func popItem(_ *step, x *value, a []*value) (answer, error) {
	if len(x.parts) == 0 {
		return answer{}, raise("IndexError", "pop from empty list")
	}
	k, err := place(x, a[0], "pop index out of range")
	if err != nil {
		return answer{}, err
	}
	v := x.parts[k]
	x.parts = slices.Delete(slices.Clone(x.parts), k, k+1)
	return give(v)
}

func removeItem(st *step, x *value, a []*value) (answer, error) {
	k, err := st.locate(x, a[0], 0, len(x.parts))
	switch {
	case err != nil:
		return answer{}, err
	case k < 0:
		return answer{}, raise("ValueError", "list.remove(x): x not in list")
	}
	x.parts = slices.Delete(slices.Clone(x.parts), k, k+1)
	return give(none())
}

// locate is the place of the first equal element from lo up to hi, or -1.
func (st *step) locate(x, v *value, lo, hi int) (int, error) {
	for k := lo; k < hi && k < len(x.parts); k++ {
		same, err := st.equals(x.parts[k], v)
		if same || err != nil {
			return k, err
		}
	}
	return -1, nil
}

func indexOf(st *step, x *value, a []*value) (answer, error) {
	n := int64(len(x.parts))
	clip := func(v *value) int {
		k, _ := v.index()
		if k < 0 {
			k = max(k+n, 0)
		}
		return int(min(k, n))
	}
	k, err := st.locate(x, a[0], clip(a[1]), clip(a[2]))
	switch {
	case err != nil:
		return answer{}, err
	case k >= 0:
		return give(integer(int64(k)))
	case x.isTuple():
		return answer{}, raise("ValueError", "tuple.index(x): x not in tuple")
	}
	s, err := st.text(a[0], true)
	if err != nil {
		return answer{}, err
	}
	return answer{}, raise("ValueError", "%s is not in list", s)
}

func countOf(st *step, x *value, a []*value) (answer, error) {
	n := int64(0)
	for _, p := range x.parts {
		same, err := st.equals(p, a[0])
		if err != nil {
			return answer{}, err
		}
		if same {
			n++
		}
	}
	return give(integer(n))
}

// sorted orders items by key; equal ones keep their order.
func (st *step) sorted(items []*value, key, reverse *value) ([]*value, error) {
	type keyed struct{ key, item *value }
	all := make([]keyed, len(items))
	for i, x := range items {
		k := x
		if !key.is(types.None) {
			var err error
			if k, err = st.now(key, x); err != nil {
				return nil, err
			}
		}
		all[i] = keyed{k, x}
	}
	back, err := st.isTrue(reverse)
	if err != nil {
		return nil, err
	}
	if back {
		slices.Reverse(all)
	}
	slices.SortStableFunc(all, func(a, b keyed) int {
		for i, pair := range [2][2]*value{{a.key, b.key}, {b.key, a.key}} {
			if err != nil {
				return 0
			}
			var less bool
			if less, err = st.compared("<", pair[0], pair[1]); less {
				return 2*i - 1
			}
		}
		return 0
	})
	if back {
		slices.Reverse(all)
	}
	out := make([]*value, len(all))
	for i, k := range all {
		out[i] = k.item
	}
	return out, err
}
