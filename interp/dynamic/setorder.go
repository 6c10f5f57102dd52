package dynamic

import (
	"slices"

	"github.com/myia-lang/myia/types"
)

// Of CPython's hash tables of sets (Objects/setobject.c): the size of the first one, and how many slots are looked at one
// after the other.
const (
	firstSlots   = 8
	linearProbes = 9
)

// inSetOrder gives the elements of a set in the order in which CPython's iterate, as far as it is that of ints, whose hashes
// are their values. Other elements, whose hashes change from run to run, keep the order in which they came.
func inSetOrder(keys []*value) []*value {
	for _, k := range keys {
		if !k.is(types.Int) && !k.is(types.Bool) {
			return keys
		}
	}
	slots, used := make([]*value, firstSlots), 0
	for _, k := range keys {
		insertSlot(slots, k)
		if used++; used*5 >= (len(slots)-1)*3 {
			size := firstSlots
			for size <= used*4 {
				size *= 2
			}
			old := slots
			slots = make([]*value, size)
			for _, v := range old {
				if v != nil {
					insertSlot(slots, v)
				}
			}
		}
	}
	return slices.DeleteFunc(slots, func(v *value) bool { return v == nil })
}

// insertSlot puts an int where its hash leads.
func insertSlot(slots []*value, k *value) {
	n, _ := k.index()
	hash := intHash(n)
	mask := uint64(len(slots) - 1)
	at, perturb := hash&mask, hash
	for {
		last := at
		if at+linearProbes <= mask {
			last = at + linearProbes
		}
		for i := at; i <= last; i++ {
			if slots[i] == nil {
				slots[i] = k
				return
			}
		}
		perturb >>= 5
		at = (at*5 + 1 + perturb) & mask
	}
}

// intHash is CPython's hash of an int.
func intHash(n int64) uint64 {
	const prime = 1<<61 - 1
	switch {
	case n == -1:
		return ^uint64(1)
	case n < 0:
		h := -int64(uint64(-n) % prime)
		if h == -1 {
			h = -2
		}
		return uint64(h)
	}
	return uint64(n) % prime
}
