package infer

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/types"
)

// A defaultdict is a dict of computed keys with what makes values as a part more.
const factoryPart = valuePart + 1

func isDefaultDict(t types.Type) bool { return isKeyed(t) && t.(types.Iter).Kind == types.DefaultMap }

// callDefaultdict infers collections.defaultdict(factory, values, name=value).
func (f *frame) callDefaultdict(pos []*val, names []string, kw []*val) *val {
	factory := f.none()
	if len(pos) > 0 {
		factory, pos = pos[0], pos[1:]
	}
	if f.carries(factory.T) {
		return f.limit(diag.SharedObject, diag.MutationHelp, "a default_factory that holds an object is not taken yet")
	}
	d := f.asMap(f.callDict(pos, names, kw))
	if isErr(d.T) || f.dead {
		return d
	}
	return f.asKind(d, types.DefaultMap, factory)
}

// asKind is a dict that nobody else holds as one of another kind, with what that has beside.
func (f *frame) asKind(d *val, kind string, more ...*val) *val {
	t := f.tableOf(d)
	parts := append([]*val{t.keys, t.hashes, t.index, t.gone, f.values(d)}, more...)
	return f.keyed(types.Iter{Kind: kind, Parts: valTypes(parts)}, parts)
}

// withRest adds to the parts of a dict what its kind has beside.
func (f *frame) withRest(m *val, parts []*val) []*val {
	ts := m.T.(types.Iter).Parts
	for i := len(parts); i < len(ts); i++ {
		parts = append(parts, f.takePart(m, i, ts[i]))
	}
	return parts
}

// itemOfDefault infers d[k] of a defaultdict, which makes what is missing.
func (f *frame) itemOfDefault(x, k *val) *val {
	factory := f.takePart(x, factoryPart, x.T.(types.Iter).Parts[factoryPart])
	if factory.T == types.None {
		return f.itemOfMap(x, k)
	}
	has := f.hasKey(x, k)
	if isErr(has.T) || f.dead {
		return has
	}
	f.cond(has, f.none, func() *val {
		v := f.asMap(f.call(factory, nil, nil, nil))
		if isErr(v.T) || f.dead {
			return v
		}
		return f.putMapItem(x, k, v, resizes)
	})
	if f.dead {
		return &val{T: types.Never}
	}
	return f.itemOfMap(f.present(x), k)
}
