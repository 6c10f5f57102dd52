package infer

import (
	"slices"

	"github.com/myia-lang/myia/types"
)

// dictMethods are the methods of records and of dicts of computed keys.
func dictMethods() map[string]method {
	return map[string]method{
		"items":  func(f *frame, x *val, _ []*val) *val { return f.view(x, types.MapItems) },
		"keys":   func(f *frame, x *val, _ []*val) *val { return f.view(x, types.MapKeys) },
		"values": func(f *frame, x *val, _ []*val) *val { return f.view(x, types.MapValues) },
		"get": func(f *frame, x *val, args []*val) *val {
			got := f.lookedUp(x, args[0], func(v *val) *val { return v }, func() *val { return args[1] })
			if got.V != nil {
				root, _ := f.root(x.V)
				f.gotAt[got.V] = spot{root, args[0].V}
			}
			return got
		},
		"__getitem__": func(f *frame, x *val, args []*val) *val { return f.getItem(x, args[0]) },
		"setdefault":  func(f *frame, x *val, args []*val) *val { return f.setDefault(x, args[0], args[1]) },
		"pop":         (*frame).dictPop,
		"popitem":     func(f *frame, x *val, _ []*val) *val { return f.popItem(x) },
		"update": func(f *frame, x *val, args []*val) *val {
			return f.become(x, f.updated(x, args[0]))
		},
		"clear": func(f *frame, x *val, _ []*val) *val { return f.become(x, f.cleared(x)) },
		"copy":  func(f *frame, x *val, _ []*val) *val { return f.copiedKeyed(x) },
	}
}

// become changes a dict or a set into another one.
func (f *frame) become(x, nv *val) *val {
	if isErr(nv.T) || f.dead {
		return nv
	}
	f.assign(x, nv, resizes|moves)
	return f.none()
}

// cleared is an empty dict of the kind of another one.
func (f *frame) cleared(x *val) *val {
	switch {
	case isCounter(x.T):
		return f.asKind(f.emptyMap(), types.CounterMap)
	case isDefaultDict(x.T):
		return f.asKind(f.emptyMap(), types.DefaultMap, f.takePart(x, factoryPart, x.T.(types.Iter).Parts[factoryPart]))
	}
	return f.product(types.Dict{}, nil)
}

// view is what a method of a dict gives to go over. That of a record is a list.
func (f *frame) view(x *val, kind string) *val {
	d, record := x.T.(types.Dict)
	if !record {
		return f.product(types.Iter{Kind: kind, Parts: []types.Type{x.T}}, []*val{x})
	}
	var out []*val
	for i, n := range d.Names {
		switch kind {
		case types.MapItems:
			out = append(out, f.tupleOf([]*val{f.constant(n), f.part(x, i)}))
		case types.MapKeys:
			out = append(out, f.constant(n))
		default:
			out = append(out, f.part(x, i))
		}
	}
	return f.product(types.List{Exact: true, Elems: valTypes(out)}, out)
}

// lookedUp gives what found makes of the value of a key, or what absent gives.
func (f *frame) lookedUp(x, k *val, found func(v *val) *val, absent func() *val) *val {
	if d, ok := x.T.(types.Dict); ok {
		if len(d.Names) == 0 || k.T != types.Str && !isUnion(k.T) {
			return absent()
		}
		if name, known := f.knownKey(d, k); known {
			if i := slices.Index(d.Names, name); i >= 0 {
				return found(f.part(x, i))
			}
			return absent()
		}
	}
	m := f.asMap(x)
	at := f.find(m, k)
	if isErr(at.T) || f.dead {
		return at
	}
	there := f.prim("op.>=", at, f.constant(int64(0)))
	return f.cond(there, func() *val { return found(f.valueAt(m, at)) }, absent)
}

func isUnion(t types.Type) bool { _, ok := t.(types.Union); return ok }

// setDefault infers d.setdefault(k, v): what it gives is a place in d.
func (f *frame) setDefault(x, k, v *val) *val {
	if d, ok := x.T.(types.Dict); ok {
		if name, known := f.knownKey(d, k); known {
			if i := slices.Index(d.Names, name); i >= 0 {
				return f.part(x, i)
			}
			if set := f.setKey(x, d, k, v); isErr(set.T) || f.dead {
				return set
			}
			return v
		}
	}
	m := f.asMap(x)
	has := f.hasKey(m, k)
	if isErr(has.T) || f.dead {
		return has
	}
	f.cond(has, f.none, func() *val { return f.putMapItem(x, k, v, resizes) })
	if f.dead {
		return &val{T: types.Never}
	}
	return f.itemOfMap(f.asMap(f.present(x)), k)
}

// dictPop infers d.pop(k) and d.pop(k, default).
func (f *frame) dictPop(x *val, args []*val) *val {
	k, given := args[0], args[1].known != absentArgument
	if d, ok := x.T.(types.Dict); ok {
		if name, known := f.knownKey(d, k); known {
			i := slices.Index(d.Names, name)
			switch {
			case i < 0 && given:
				return args[1]
			case i < 0:
				return f.raise("KeyError", f.repr(k))
			}
			gone := f.own(f.part(x, i))
			if out := f.delKey(x, d, k); isErr(out.T) {
				return out
			}
			return gone
		}
	}
	if given {
		has := f.hasKey(f.asMap(x), k)
		if isErr(has.T) || f.dead {
			return has
		}
		return f.cond(has, func() *val { return f.takeOut(x, k) }, func() *val { return args[1] })
	}
	return f.takeOut(x, k)
}

// takeOut takes a key away and gives its value.
func (f *frame) takeOut(x, k *val) *val {
	m := f.asMap(f.present(x))
	at := f.lookUp("key_at", m, k)
	if isErr(at.T) || f.dead {
		return at
	}
	gone := f.valueAt(m, at)
	if out := f.drop(x, m, at); isErr(out.T) || f.dead {
		return out
	}
	return f.own(gone)
}

// popItem infers d.popitem().
func (f *frame) popItem(x *val) *val {
	m := f.asMap(x)
	at := f.last(m, "dictionary")
	if isErr(at.T) || f.dead {
		return at
	}
	key := f.prim("list.at", f.tableOf(m).keys, at)
	gone := f.valueAt(m, at)
	if out := f.drop(x, m, at); isErr(out.T) || f.dead {
		return out
	}
	return f.tupleOf([]*val{key, f.own(gone)})
}

// last is the place of the last key.
func (f *frame) last(m *val, kind string) *val {
	if keyType(m.T) == types.Never {
		return f.callLibrary("key_last", f.coerce(f.product(types.List{Exact: true}, nil), types.List{Elems: []types.Type{types.Int}}), f.constant(kind))
	}
	return f.callLibrary("key_last", f.tableOf(m).hashes, f.constant(kind))
}

// copiedKeyed is a dict or a set of the same elements.
func (f *frame) copiedKeyed(x *val) *val {
	if _, record := x.T.(types.Dict); record {
		return f.product(x.T, f.partsOf(x))
	}
	t := f.tableOf(x)
	parts := []*val{t.keys, t.hashes, t.index, t.gone}
	if isMap(x.T) {
		parts = f.withRest(x, append(parts, f.copied(f.values(x))))
	}
	return f.keyed(x.T, parts)
}
