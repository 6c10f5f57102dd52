package infer

import (
	"slices"

	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// A dict whose keys are constant strings is a record. Any other one, and a set, is made of lists: the keys and the values in
// the order in which they came, and a table that finds the place of a key (types.Map). The functions key_… of the library
// change the table in place. Nobody but the dict refers to its lists of keys, of hashes and the index, so each use of them
// is an object of its own; the list of the values is a part of the dict, and its elements are places.

// places of the parts in types.Map.
const (
	keyPart = iota
	hashPart
	indexPart
	gonePart
	valuePart
)

// isKeyed reports whether t is a dict of computed keys or a set.
func isKeyed(t types.Type) bool { return types.IsKeyed(t) }

func isMap(t types.Type) bool { return types.IsMap(t) }

func isSet(t types.Type) bool { return isKeyed(t) && t.(types.Iter).Kind == types.Set }

// keyType is the type of the keys of a dict, or of the elements of a set.
func keyType(t types.Type) types.Type { return t.(types.Iter).Parts[keyPart].(types.List).Elems[0] }

// valueType is the type of the values of a dict.
func valueType(t types.Type) types.Type { return t.(types.Iter).Parts[valuePart].(types.List).Elems[0] }

// heldIn are the types of what a dict or a set holds.
func heldIn(t types.Type) []types.Type {
	if isMap(t) {
		return []types.Type{keyType(t), valueType(t)}
	}
	return []types.Type{keyType(t)}
}

// holdsMap reports whether values of t are dicts of computed keys, or hold some; seen are recursive types around.
func (f *frame) holdsMap(t types.Type, seen []types.Type) bool {
	parts := types.PartsOf(t)
	if n, ok := t.(types.Named); ok {
		if slices.Contains(seen, t) {
			return false
		}
		parts, seen = f.e.namedParts(n), append(slices.Clone(seen), t)
	}
	return isMap(t) || slices.ContainsFunc(parts, func(p types.Type) bool { return f.holdsMap(p, seen) })
}

// emptyMap and emptySet have no elements yet, of no type.
func (f *frame) emptyMap() *val {
	return f.coerce(f.product(types.Dict{}, nil), types.NewMap(types.Never, types.Never))
}

func (f *frame) emptySet() *val {
	return f.keyed(types.NewSet(types.Never), f.partsOf(f.emptyMap())[:valuePart])
}

// asMap makes a dict of computed keys of a record.
func (f *frame) asMap(x *val) *val {
	if d, ok := x.T.(types.Dict); ok {
		t := f.join(types.NewMap(types.Never, types.Never), d)
		if isErr(t) {
			return errVal()
		}
		return f.coerce(x, t)
	}
	return x
}

// keyed makes a dict or a set of its parts, which are places in it from here on.
func (f *frame) keyed(t types.Type, parts []*val) *val {
	v := f.product(t, parts)
	if v.V == nil {
		return v
	}
	v.parts = nil
	delete(f.partsAt, v.V)
	for i, p := range parts {
		if i != valuePart && (i != keyPart || !f.carries(keyType(t))) {
			continue
		}
		list, depth := f.root(p.V)
		f.relate(v.V, 1, list, depth, nil)
		for _, x := range f.aliases[list] {
			f.relate(v.V, x.mine+1, x.to, x.theirs, x.of)
		}
	}
	return v
}

// table is what finds the places of keys.
type table struct{ keys, hashes, index, gone *val }

// tableOf takes the table of a dict or a set, whose lists are objects of their own.
func (f *frame) tableOf(m *val) table {
	own := func(i int) *val {
		v := f.takePart(m, i, m.T.(types.Iter).Parts[i])
		noteEntry(f, f.first, v.V, v.V)
		return v
	}
	keys := own(keyPart)
	if f.e.tracks && f.carries(keyType(m.T)) { // who changes a key changes that of the dict
		root, depth := f.root(m.V)
		f.relate(keys.V, 1, root, depth+2, nil)
	}
	return table{keys, own(hashPart), own(indexPart), f.takePart(m, gonePart, types.Int)}
}

// parts are those of a dict with this table, as it is now.
func (t table) parts(f *frame) []*val {
	return []*val{f.present(t.keys), f.present(t.hashes), f.present(t.index), t.gone}
}

// values are those of a dict.
func (f *frame) values(m *val) *val {
	return f.takePart(m, valuePart, m.T.(types.Iter).Parts[valuePart])
}

// call calls a function of the library on the table.
func (f *frame) callLibrary(name string, args ...*val) *val {
	return f.call(f.library(name), args, nil, nil)
}

// count is the number of elements of a dict or a set.
func (f *frame) count(m *val) *val {
	t := f.tableOf(m)
	return f.prim("op.-", f.prim("list.len", t.keys), t.gone)
}

// find gives the place of a key, negative if it is not there.
func (f *frame) find(m, k *val) *val { return f.lookUp("key_find", m, k) }

func (f *frame) lookUp(how string, m, k *val) *val {
	if isErr(k.T) || isErr(m.T) {
		return errVal()
	}
	h := f.hashOf(k)
	if isErr(h.T) || f.dead {
		return h
	}
	if keyType(m.T) == types.Never {
		if how == "key_at" {
			return f.raise("KeyError", f.repr(k))
		}
		return f.constant(int64(-1))
	}
	t := f.tableOf(m)
	return f.callLibrary(how, t.keys, t.index, k, h)
}

// itemOfMap infers d[k].
func (f *frame) itemOfMap(m, k *val) *val {
	at := f.lookUp("key_at", m, k)
	if isErr(at.T) || f.dead {
		return at
	}
	return f.valueAt(m, at)
}

// valueAt is the value at a place.
func (f *frame) valueAt(m, at *val) *val { return f.prim("list.at", f.values(m), at) }

// withKey is a dict with the value of a key set, or a set with an element v nil; and the place of the key.
func (f *frame) withKey(m, k, v *val) (nv, at *val) {
	h := f.hashOf(k)
	if isErr(h.T) || isErr(m.T) || f.dead {
		return h, h
	}
	if !f.inserted(m, k) {
		return errVal(), errVal()
	}
	kt := f.join(keyType(m.T), k.T)
	t := types.NewSet(kt)
	if v != nil {
		if !f.inserted(m, v) {
			return errVal(), errVal()
		}
		t = m.T.(types.Iter).Of(kt, f.join(valueType(m.T), v.T))
	}
	if isErr(kt) || v != nil && isErr(valueType(t)) {
		return errVal(), errVal()
	}
	m = f.coerce(m, t)
	tab := f.tableOf(m)
	at = f.callLibrary("key_add", tab.keys, tab.hashes, tab.index, f.coerce(k, kt), h)
	if isErr(at.T) || f.dead {
		return at, at
	}
	parts := tab.parts(f)
	if v != nil {
		parts = f.withRest(m, append(parts, f.primAs("list.put", t.Parts[valuePart], f.values(m), at, f.coerce(v, valueType(t)))))
	}
	return f.keyed(t, parts), at
}

// isValueOf reports whether v is the value of the key k of m itself, as it is when m[k] op= y has changed it.
func (f *frame) isValueOf(v, m, k *val) bool {
	if !f.carries(v.T) || v.V.Def == nil {
		return false
	}
	op, ok := v.V.Def.Op.(typed.Apply)
	if !ok || op.P.Name != "list.at" || v.V.Def.Args[1].Def == nil {
		return false
	}
	found := v.V.Def.Args[1].Def
	if _, ok := found.Op.(ops.Call); !ok || len(found.Args) != 4 || found.Args[2] != k.V {
		return false
	}
	r, depth := f.root(v.V)
	q, above := f.root(m.V)
	return r == q && depth == above+2
}

// setMapItem infers d[k] = v.
func (f *frame) setMapItem(m, k, v *val) *val {
	if f.isValueOf(v, m, k) {
		return f.none()
	}
	kind := resizes
	if f.holds(m.T) || f.carries(v.T) {
		kind |= moves
	}
	return f.putMapItem(m, k, v, kind)
}

// putMapItem sets the value of a key; where the key is new no other value moves.
func (f *frame) putMapItem(m, k, v *val, kind changeKind) *val {
	root, _ := f.root(m.V)
	_, tangled := f.tangles[root]
	nv := f.instead(m, func() *val {
		nv, _ := f.withKey(f.asMap(m), k, v)
		return nv
	})
	if isErr(nv.T) || f.dead {
		return nv
	}
	if !tangled && v.V != nil && f.gotAt[v.V] == (spot{root, k.V}) { // m[k] = m.get(k, x)
		delete(f.tangles, root)
	}
	f.assign(m, nv, kind)
	return f.none()
}

// without is a dict or a set without what is at a place.
func (f *frame) without(m, at *val) *val {
	t := f.tableOf(m)
	got := f.callLibrary("key_drop", t.keys, t.hashes, t.index, at, t.gone)
	if isErr(got.T) || f.dead {
		return got
	}
	did := f.partsOf(got)
	t.gone = did[0]
	parts := t.parts(f)
	if isMap(m.T) {
		parts = f.withRest(m, append(parts, f.primAs("list.keep", m.T.(types.Iter).Parts[valuePart], f.values(m), did[1], did[2], did[3])))
	}
	return f.keyed(m.T, parts)
}

// drop takes away what is at a place.
func (f *frame) drop(x, m, at *val) *val {
	nv := f.without(m, at)
	if isErr(nv.T) || f.dead {
		return nv
	}
	f.assign(x, nv, resizes|moves)
	return f.none()
}

// delMapItem infers del d[k].
func (f *frame) delMapItem(x, k *val) *val {
	m := f.asMap(x)
	if isCounter(m.T) { // it lacks no key
		has := f.hasKey(m, k)
		if isErr(has.T) || f.dead {
			return has
		}
		return f.cond(has, func() *val { return f.discard(x, k) }, f.none)
	}
	at := f.lookUp("key_at", m, k)
	if isErr(at.T) || f.dead {
		return at
	}
	return f.drop(x, m, at)
}

// keyedSeq views a dict, what one of its methods gives, or a set as a sequence.
func (f *frame) keyedSeq(m *val, kind string) *sequence {
	t := f.tableOf(m)
	order := f.callLibrary("key_order", t.hashes, t.gone)
	return &sequence{static: -1,
		length: func() *val { return f.count(m) },
		at: func(i *val) *val {
			p := f.callLibrary("key_place", order, i)
			key := func() *val { return f.prim("list.at", f.tableOf(m).keys, p) }
			switch kind {
			case types.MapValues:
				return f.valueAt(m, p)
			case types.MapItems:
				return f.tupleOf([]*val{key(), f.valueAt(m, p)})
			}
			return key()
		}}
}

// keyedIn is the dict of computed keys, or the set, over which an iterator goes; nil: it goes over something else.
func (f *frame) keyedIn(v *val) *val {
	t, ok := v.T.(types.Iter)
	switch {
	case !ok || v.V == nil:
		return nil
	case isKeyed(t):
		return v
	}
	for i := range t.Parts {
		if m := f.keyedIn(f.part(v, i)); m != nil {
			return m
		}
	}
	return nil
}

// sameSize gives a check, for each trip of a loop, that what it goes over still has as many elements as it has here.
func (f *frame) sameSize(it *val) func(now *val) {
	m := f.keyedIn(it)
	if m == nil {
		return func(*val) {}
	}
	n := f.count(m)
	what := "dictionary"
	if isSet(m.T) {
		what = "Set"
	}
	return func(now *val) {
		if now = f.keyedIn(now); now == nil { // it is lost, which is said where it is read
			return
		}
		changed := f.prim("op.!=", f.count(now), n)
		f.cond(changed, func() *val { return f.raiseText("RuntimeError", what+" changed size during iteration") }, f.none)
	}
}
