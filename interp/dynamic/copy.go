package dynamic

import "slices"

// copied is copy.copy(x) or, with what was copied before, copy.deepcopy(x).
func (st *step) copied(x *value, before map[*value]*value) (*value, error) {
	if y := before[x]; y != nil {
		return y, nil
	}
	if !x.isList() && x.table == nil && x.obj == nil && x.array() == nil && (before == nil || !x.isTuple()) {
		return x, nil
	}
	y := *x
	if before != nil {
		before[x] = &y
	}
	return &y, st.copyParts(&y, before)
}

// copyParts gives a copy parts of its own, copied if deep.
func (st *step) copyParts(y *value, before map[*value]*value) (err error) {
	part := func(p *value) *value {
		if before == nil || err != nil {
			return p
		}
		var c *value
		c, err = st.copied(p, before)
		return c
	}
	y.parts = slices.Clone(y.parts)
	for i, p := range y.parts {
		y.parts[i] = part(p)
	}
	switch {
	case y.table != nil:
		keys, vals := y.table.items()
		y.table = newEntries()
		for i, k := range keys {
			if err := st.put(y.table, part(k), part(vals[i])); err != nil {
				return err
			}
		}
	case y.obj != nil:
		from := y.obj
		y.obj = &object{class: from.class}
		for _, n := range from.attrs.names {
			y.obj.attrs.set(n, part(from.attrs.get(n)))
		}
	case y.array() != nil:
		*y = *arrayOf(y.current().Clone())
	}
	return err
}
