package dynamic

import (
	"github.com/myia-lang/myia/types"
)

// unmaking builds what asdict or astuple gives of the fields of an object.
type unmaking func(st *step, names []string, vals []*value) (*value, error)

func (st *step) dictOfFields(names []string, vals []*value) (*value, error) {
	d := dict()
	for i, n := range names {
		if err := st.put(d.table, text(n), vals[i]); err != nil {
			return nil, err
		}
	}
	return d, nil
}

// unmaker is asdict or astuple.
func unmaker(called string, build unmaking) special {
	return func(st *step, a arguments) (answer, error) {
		x := a.pos[0]
		if x.obj == nil || x.obj.class.dataclass() == nil {
			return answer{}, raise("TypeError", "%s() should be called on dataclass instances", called)
		}
		return given(st.unmade(x, build))
	}
}

// unmade takes the fields of objects of dataclasses, also in containers, and copies the rest.
func (st *step) unmade(x *value, build unmaking) (*value, error) {
	each := func(xs []*value) ([]*value, error) {
		out := make([]*value, len(xs))
		for i, p := range xs {
			v, err := st.unmade(p, build)
			if err != nil {
				return nil, err
			}
			out[i] = v
		}
		return out, nil
	}
	switch {
	case x.obj != nil && x.obj.class.dataclass() != nil:
		var names []string
		var vals []*value
		for _, f := range x.obj.class.fields {
			if f.InitOnly {
				continue
			}
			names, vals = append(names, f.Name), append(vals, x.own(f.Name))
		}
		vals, err := each(vals)
		if err != nil {
			return nil, err
		}
		return build(st, names, vals)
	case x.isDict():
		keys, vals := x.table.items()
		vals, err := each(vals)
		d := dict()
		d.parts = x.parts
		for i, k := range keys {
			if err == nil {
				err = st.put(d.table, k, vals[i])
			}
		}
		return d, err
	}
	switch x.t.(type) {
	case types.List:
		parts, err := each(x.parts)
		return list(parts), err
	case types.Tuple:
		if x.obj == nil {
			parts, err := each(x.parts)
			return tuple(parts...), err
		}
	}
	return st.copied(x, map[*value]*value{})
}

// fieldsOf is dataclasses.fields.
func fieldsOf(_ *step, a arguments) (answer, error) {
	c := a.pos[0].class
	if a.pos[0].obj != nil {
		c = a.pos[0].obj.class
	}
	if c == nil || c.dataclass() == nil {
		return answer{}, raise("TypeError", "must be called with a dataclass type or instance")
	}
	var out []*value
	for _, f := range c.fields {
		if f.InitOnly {
			continue
		}
		out = append(out, unit(types.Static{Kind: "field", Name: f.Name}))
	}
	return give(tuple(out...))
}
