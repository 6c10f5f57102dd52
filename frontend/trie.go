package frontend

import "math/bits"

// trie is a map by ints from 0 on that never changes: with and without give another, which shares with it what is the same.
// So a copy costs nothing, and two maps are compared and united by what is different in them (Okasaki and Gill, Fast
// mergeable integer maps). nil is the empty one.
type trie[V comparable] struct {
	bit         int // the highest one in which keys differ; 0: an entry
	key         int // of the entry, or the bits above bit that keys have in common
	val         V
	zero, other *trie[V] // the keys without and with the bit
}

func (t *trie[V]) get(key int) (val V, ok bool) {
	for t != nil && t.bit != 0 {
		if key&t.bit == 0 {
			t = t.zero
		} else {
			t = t.other
		}
	}
	if t == nil || t.key != key {
		return val, false
	}
	return t.val, true
}

// with is t with an entry, and t itself if it has it.
func (t *trie[V]) with(key int, val V) *trie[V] {
	return t.union(&trie[V]{key: key, val: val})
}

// without is t without an entry.
func (t *trie[V]) without(key int) *trie[V] {
	switch {
	case t == nil || t.bit == 0 && t.key == key:
		return nil
	case t.bit == 0 || !t.covers(key):
		return t
	case key&t.bit == 0:
		return t.branch(t.zero.without(key), t.other)
	}
	return t.branch(t.zero, t.other.without(key))
}

// union has the entries of both, those of u where they differ. It is t itself if u adds nothing.
func (t *trie[V]) union(u *trie[V]) *trie[V] {
	switch {
	case t == u || u == nil:
		return t
	case t == nil:
		return u
	case t.bit == 0 && u.bit == 0 && t.key == u.key:
		if t.val == u.val {
			return t
		}
		return u
	case t.bit == u.bit && t.key == u.key:
		return t.branch(t.zero.union(u.zero), t.other.union(u.other))
	case t.covers(u.key) && t.bit > u.bit:
		if u.key&t.bit == 0 {
			return t.branch(t.zero.union(u), t.other)
		}
		return t.branch(t.zero, t.other.union(u))
	case u.covers(t.key) && u.bit > t.bit:
		if t.key&u.bit == 0 {
			return u.branch(t.union(u.zero), u.other)
		}
		return u.branch(u.zero, t.union(u.other))
	}
	bit := 1 << (bits.Len(uint(t.key^u.key)) - 1)
	join := &trie[V]{bit: bit, key: t.key &^ (2*bit - 1)}
	if t.key&bit == 0 {
		return join.branch(t, u)
	}
	return join.branch(u, t)
}

// covers reports whether a key may stand below a branch.
func (t *trie[V]) covers(key int) bool { return t.bit != 0 && key&^(2*t.bit-1) == t.key }

// branch is t with other sides.
func (t *trie[V]) branch(zero, other *trie[V]) *trie[V] {
	switch {
	case zero == t.zero && other == t.other:
		return t
	case zero == nil:
		return other
	case other == nil:
		return zero
	}
	return &trie[V]{bit: t.bit, key: t.key, zero: zero, other: other}
}

// differ calls f with each key, in order, at which one has no entry or another.
func (t *trie[V]) differ(u *trie[V], f func(key int)) {
	switch {
	case t == u:
	case t == nil:
		u.each(func(key int, _ V) { f(key) })
	case u == nil:
		t.each(func(key int, _ V) { f(key) })
	case t.bit == u.bit && t.key == u.key:
		if t.bit == 0 {
			if t.val != u.val {
				f(t.key)
			}
			return
		}
		t.zero.differ(u.zero, f)
		t.other.differ(u.other, f)
	case u.bit > t.bit && u.covers(t.key):
		u.differ(t, f)
	case t.bit > u.bit && t.covers(u.key):
		if u.key&t.bit == 0 {
			t.zero.differ(u, f)
			t.other.differ(nil, f)
			return
		}
		t.zero.differ(nil, f)
		t.other.differ(u, f)
	case t.key < u.key:
		t.differ(nil, f)
		u.differ(nil, f)
	default:
		u.differ(nil, f)
		t.differ(nil, f)
	}
}

// each calls f with the entries, in the order of their keys.
func (t *trie[V]) each(f func(key int, val V)) {
	switch {
	case t == nil:
	case t.bit == 0:
		f(t.key, t.val)
	default:
		t.zero.each(f)
		t.other.each(f)
	}
}
