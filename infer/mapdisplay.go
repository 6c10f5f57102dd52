package infer

import (
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/types"
)

// dictItems makes a dict of the items of a display: a record as long as the keys are known strings.
func (f *frame) dictItems(op surface.DictItems, args []*val) *val {
	d := f.product(types.Dict{}, nil)
	for i, spread := range op.Spread {
		if spread {
			d = f.updated(d, args[2*i+1])
		} else {
			d = f.withItem(d, args[2*i], args[2*i+1])
		}
		if isErr(d.T) || f.dead {
			return d
		}
	}
	return d
}

// withItem is a dict with an item set.
func (f *frame) withItem(d, k, v *val) *val {
	if t, ok := d.T.(types.Dict); ok {
		if name, known := k.known.(string); known {
			return f.withField(d, t, name, v)
		}
	}
	nv, _ := f.withKey(f.asMap(d), k, v)
	return nv
}

// updated is a dict with the items of another one, or of a sequence of pairs.
func (f *frame) updated(d, from *val) *val {
	if u, ok := from.T.(types.Union); ok {
		return f.distribute(from, u, func(m *val) *val { return f.updated(d, m) }, "an update")
	}
	if t, ok := from.T.(types.Dict); ok {
		for i, name := range t.Names {
			if d = f.withItem(d, f.constant(name), f.part(from, i)); isErr(d.T) || f.dead {
				return d
			}
		}
		return d
	}
	if isMap(from.T) {
		from = f.product(types.Iter{Kind: types.MapItems, Parts: []types.Type{from.T}}, []*val{from})
	}
	out := f.fold(from, d, func(d, item *val) *val {
		pair := f.partsOf(item)
		if n := len(f.partTypes(item.T)); n != 2 {
			return f.raiseText("ValueError", "dictionary update sequence elements must be pairs")
		}
		return f.withItem(d, pair[0], pair[1])
	})
	if out.V != nil {
		f.mayShare(out.V, nil, d.V, from.V)
	}
	return out
}

// setOf makes a set of elements, some of which are spread.
func (f *frame) setOf(args []*val, stars []bool) *val {
	s := f.emptySet()
	for i, a := range args {
		if i < len(stars) && stars[i] {
			s = f.addAll(s, a)
		} else {
			s, _ = f.withKey(s, a, nil)
		}
		if isErr(s.T) || f.dead {
			return s
		}
	}
	return s
}

// addAll is a set with the elements of a sequence added.
func (f *frame) addAll(s, from *val) *val {
	return f.fold(from, s, func(s, item *val) *val {
		nv, _ := f.withKey(s, item, nil)
		return nv
	})
}

// hasKey infers whether a dict or a set has a key.
func (f *frame) hasKey(m, k *val) *val {
	at := f.find(m, k)
	if isErr(at.T) || f.dead {
		return at
	}
	return f.prim("op.>=", at, f.constant(int64(0)))
}

// equalKeyed compares by key, whatever the order.
func (f *frame) equalKeyed(a, b *val) *val {
	if isMap(a.T) {
		b = f.asMap(b)
	}
	if isMap(a.T) != isMap(b.T) || isSet(a.T) != isSet(b.T) {
		return f.constant(false)
	}
	same := f.prim("op.==", f.count(a), f.count(b))
	return f.cond(same, func() *val { return f.eachIn(a, b) }, func() *val { return f.constant(false) })
}

// eachIn reports whether each element of a, with its value, is in b.
func (f *frame) eachIn(a, b *val) *val {
	kind := types.MapKeys
	if isMap(a.T) {
		kind = types.MapItems
	}
	all := f.collect(f.keyedSeq(a, kind), func(_, item, acc *val) *val {
		if isSet(a.T) {
			return f.push(acc, f.hasKey(b, item))
		}
		pair := f.partsOf(item)
		at := f.find(b, pair[0])
		if isErr(at.T) {
			return at
		}
		return f.push(acc, f.cond(f.prim("op.<", at, f.constant(int64(0))),
			func() *val { return f.constant(false) },
			func() *val { return f.equalItems(pair[1], f.valueAt(b, at)) }))
	})
	if isErr(all.T) {
		return all
	}
	return f.prim("list.all", all)
}

// reprKeyed prints a dict, what one of its methods gives, or a set.
func (f *frame) reprKeyed(v *val, kind string) *val {
	m := f.keyedIn(v)
	open, end := "{", "}"
	seq := f.keyedSeq(m, kind)
	switch kind {
	case types.Map:
		seq = f.keyedSeq(m, types.MapItems)
	case types.Set:
		if keyType(m.T) == types.Never {
			return f.constant("set()")
		}
	default:
		open, end = kind+"([", "])"
	}
	texts := f.collect(seq, func(_, item, acc *val) *val {
		if kind != types.Map {
			return f.push(acc, f.repr(item))
		}
		pair := f.partsOf(item)
		return f.push(acc, f.joinStr([]*val{f.repr(pair[0]), f.constant(": "), f.repr(pair[1])}))
	})
	if isErr(texts.T) {
		return texts
	}
	whole := func() *val {
		if texts.T.(types.List).Elems[0] == types.Never {
			return f.constant(open + end)
		}
		return f.joinStr([]*val{f.constant(open), f.prim("str.join", f.constant(", "), texts), f.constant(end)})
	}
	if kind != types.Set {
		return whole()
	}
	return f.cond(f.truth(f.count(m)), whole, func() *val { return f.constant("set()") })
}
