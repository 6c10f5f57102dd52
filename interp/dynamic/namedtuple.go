package dynamic

// namedTupleMethods are the methods of named tuples, and _make of their classes.
func namedTupleMethods() map[string]served {
	return map[string]served{
		".namedtuple._asdict": func(st *step, self *value, _ []*value) (answer, error) {
			d := dict()
			for i, f := range self.obj.class.fields {
				if err := st.put(d.table, text(f.Name), self.parts[i]); err != nil {
					return answer{}, err
				}
			}
			return give(d)
		},
		".namedtuple._replace": func(st *step, self *value, a []*value) (answer, error) {
			keys, vals := a[0].table.items()
			names, kw := textsOf(keys), vals
			for i, f := range self.obj.class.fields {
				if !has(names, f.Name) {
					names, kw = append(names, f.Name), append(kw, self.parts[i])
				}
			}
			return st.create(self.obj.class, arguments{names: names, kw: kw})
		},
		".namedtuple._make": func(st *step, self *value, a []*value) (answer, error) {
			items, err := st.collect(a[0])
			if err != nil {
				return answer{}, err
			}
			return st.create(self.class, arguments{pos: items})
		},
	}
}

// namedTupleAttr gives what a class of named tuples has: of the class, or of an instance x; nil if it is nothing of the kind.
func (st *step) namedTupleAttr(c *class, x *value, name string) *value {
	if !c.namedTuple() {
		return nil
	}
	switch name {
	case "_fields":
		var out []*value
		for _, f := range c.fields {
			out = append(out, text(f.Name))
		}
		return tuple(out...)
	case "_make":
		x = c.self
	}
	if m := st.methodOf("tuple", x, name); m != nil {
		return m
	}
	return st.methodOf("namedtuple", x, name)
}
