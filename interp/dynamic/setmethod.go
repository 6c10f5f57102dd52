package dynamic

// setMethods are the methods of sets.
func setMethods() map[string]served {
	out := map[string]served{
		".set.add": func(st *step, x *value, a []*value) (answer, error) { return none0(st.put(x.table, a[0], none())) },
		".set.discard": func(st *step, x *value, a []*value) (answer, error) {
			_, err := st.drop(x.table, a[0])
			return none0(err)
		},
		".set.remove": func(st *step, x *value, a []*value) (answer, error) {
			v, err := st.drop(x.table, a[0])
			if err == nil && v == nil {
				err = st.keyError(a[0])
			}
			return none0(err)
		},
		".set.pop": func(st *step, x *value, _ []*value) (answer, error) {
			keys, _ := x.table.items()
			if len(keys) == 0 {
				return answer{}, raise("KeyError", "'pop from an empty set'")
			}
			k := inSetOrder(keys)[0]
			_, err := st.drop(x.table, k)
			return given(k, err)
		},
		".set.clear": func(_ *step, x *value, _ []*value) (answer, error) { x.table.clear(); return give(none()) },
		".set.copy":  func(st *step, x *value, _ []*value) (answer, error) { return given(st.setFrom(x)) },
		".set.update": func(st *step, x *value, a []*value) (answer, error) {
			for _, o := range a[0].parts {
				if err := st.addAll(x, o); err != nil {
					return answer{}, err
				}
			}
			return give(none())
		},
		".set.issubset":   func(st *step, x *value, a []*value) (answer, error) { return st.subset(x, a[0]) },
		".set.issuperset": func(st *step, x *value, a []*value) (answer, error) { return st.subset(a[0], x) },
		".set.isdisjoint": func(st *step, x *value, a []*value) (answer, error) {
			r, err := st.folded("&", x, a)
			return given(boolean(err == nil && r.table.live == 0), err)
		},
		".set.symmetric_difference": func(st *step, x *value, a []*value) (answer, error) { return given(st.folded("^", x, a)) },
	}
	for name, op := range map[string]string{"union": "|", "intersection": "&", "difference": "-"} {
		out[".set."+name] = func(st *step, x *value, a []*value) (answer, error) { return given(st.folded(op, x, a[0].parts)) }
	}
	for _, name := range []string{"intersection", "difference", "symmetric_difference"} {
		of := out[".set."+name]
		out[".set."+name+"_update"] = func(st *step, x *value, a []*value) (answer, error) {
			r, err := of(st, x, a)
			if err != nil {
				return answer{}, err
			}
			x.table = r.values[0].table
			return give(none())
		}
	}
	return out
}

// setFrom is set(x).
func (st *step) setFrom(x *value) (*value, error) {
	s := setOf()
	return s, st.addAll(s, x)
}

// addAll adds the elements of an iterable to a set.
func (st *step) addAll(s, x *value) error {
	items, err := st.collect(x)
	if err != nil {
		return err
	}
	for _, v := range items {
		if at, _, err := st.find(s.table, v); err != nil || at >= 0 {
			if err != nil {
				return err
			}
			continue
		}
		if err := st.put(s.table, v, none()); err != nil {
			return err
		}
	}
	return nil
}

// folded applies a set operation to x and each of others in turn.
func (st *step) folded(op string, x *value, others []*value) (*value, error) {
	out, err := st.setFrom(x)
	for _, o := range others {
		if err != nil {
			return nil, err
		}
		var s *value
		if s, err = st.setFrom(o); err == nil {
			out, err = st.setOperation(op, out, s)
		}
	}
	return out, err
}

// setOperation is | & - or ^ of two sets; nil is for other operands.
func (st *step) setOperation(op string, a, b *value) (*value, error) {
	if !a.isSet() || !b.isSet() {
		return nil, nil
	}
	keep := map[string][2]bool{"|": {true, true}, "&": {true, false}, "-": {true, false}, "^": {true, true}}
	if _, ok := keep[op]; !ok {
		return nil, nil
	}
	out := setOf()
	add := func(from, other *value) error {
		keys, _ := from.table.items()
		for _, k := range inSetOrder(keys) {
			at, _, err := st.find(other.table, k)
			if err != nil {
				return err
			}
			if in := at >= 0; op == "|" || in == (op == "&") {
				if err := st.addAll(out, tuple(k)); err != nil {
					return err
				}
			}
		}
		return nil
	}
	if err := add(a, b); err != nil || !keep[op][1] {
		return out, err
	}
	return out, add(b, a)
}

// subset reports whether all elements of a are in b.
func (st *step) subset(a, b *value) (answer, error) {
	x, err := st.setFrom(a)
	if err != nil {
		return answer{}, err
	}
	y, err := st.setFrom(b)
	if err != nil {
		return answer{}, err
	}
	r, err := st.setOperation("-", x, y)
	return given(boolean(err == nil && r.table.live == 0), err)
}
