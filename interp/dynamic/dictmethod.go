package dynamic

import "github.com/myia-lang/myia/types"

// dictMethods are the methods of dicts.
func dictMethods() map[string]served {
	return map[string]served{
		".dict.items":       viewOf("items"),
		".dict.keys":        viewOf("keys"),
		".dict.values":      viewOf("values"),
		".dict.__getitem__": func(st *step, x *value, a []*value) (answer, error) { return st.getItem(x, a[0]) },
		".dict.get": func(st *step, x *value, a []*value) (answer, error) {
			at, _, err := st.find(x.table, a[0])
			if err != nil || at < 0 {
				return given(a[1], err)
			}
			return give(x.table.vals[at])
		},
		".dict.setdefault": func(st *step, x *value, a []*value) (answer, error) {
			at, _, err := st.find(x.table, a[0])
			if err != nil || at < 0 {
				if err == nil {
					err = st.put(x.table, a[0], a[1])
				}
				return given(a[1], err)
			}
			return give(x.table.vals[at])
		},
		".dict.pop": func(st *step, x *value, a []*value) (answer, error) {
			v, err := st.drop(x.table, a[0])
			switch {
			case err != nil:
				return answer{}, err
			case v != nil:
				return give(v)
			case absent(a[1]):
				return answer{}, st.keyError(a[0])
			}
			return give(a[1])
		},
		".dict.popitem": func(st *step, x *value, _ []*value) (answer, error) {
			keys, vals := x.table.items()
			if len(keys) == 0 {
				return answer{}, raise("KeyError", "'popitem(): dictionary is empty'")
			}
			k := keys[len(keys)-1]
			_, err := st.drop(x.table, k)
			return given(tuple(k, vals[len(vals)-1]), err)
		},
		".dict.update": func(st *step, x *value, a []*value) (answer, error) { return none0(st.updateAll(x, a)) },
		".dict.clear":  func(_ *step, x *value, _ []*value) (answer, error) { x.table.clear(); return give(none()) },
		".dict.copy": func(st *step, x *value, _ []*value) (answer, error) {
			d := dict()
			d.parts = x.parts
			return given(d, st.update(d, x))
		},
	}
}

// updateAll sets the keys of mappings in turn.
func (st *step) updateAll(d *value, from []*value) error {
	for _, f := range from {
		if err := st.update(d, f); err != nil {
			return err
		}
	}
	return nil
}

// viewOf is a view of a dict, which shows its items as they are at each time.
func viewOf(name string) served {
	return func(_ *step, x *value, _ []*value) (answer, error) {
		return give(&value{t: viewKind, parts: []*value{x, text(name)}})
	}
}

// shown are the items of a view.
func (v *value) shown() []*value {
	keys, vals := v.parts[0].table.items()
	switch v.parts[1].leaf.S() {
	case "keys":
		return keys
	case "values":
		return vals
	}
	out := make([]*value, len(keys))
	for i, k := range keys {
		out[i] = tuple(k, vals[i])
	}
	return out
}

// missing makes the value of a key that a defaultdict lacks, if x is one.
func (st *step) missing(x, key *value) (*value, bool, error) {
	if x.isCounter() {
		return integer(0), true, nil
	}
	if len(x.parts) == 0 || x.parts[0].is(types.None) {
		return nil, false, nil
	}
	v, err := st.now(x.parts[0])
	if err == nil {
		err = st.put(x.table, key, v)
	}
	return v, true, err
}
