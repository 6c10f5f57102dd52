package frontend

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"
)

// TestTrie checks tries against maps: entries that come and go, unions, and what differs.
func TestTrie(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		a, am := randomTrie(r, nil, map[int]int{})
		b, bm := randomTrie(r, nil, map[int]int{})
		if r.IntN(2) == 0 { // it shares with a
			b, bm = randomTrie(r, a, maps.Clone(am))
		}
		checkTrie(t, a, am)
		checkTrie(t, b, bm)
		both := maps.Clone(am)
		maps.Copy(both, bm)
		checkTrie(t, a.union(b), both)
		if u := a.union(b); u.union(a) != u && maps.Equal(both, am) || u.union(u) != u || u.union(b) != u {
			t.Error("a union with itself is another")
		}
		for k, v := range am {
			if a.with(k, v) != a {
				t.Errorf("an entry that is there makes another trie")
			}
		}
		var got, want []int
		a.differ(b, func(key int) { got = append(got, key) })
		for k := range both {
			x, inA := am[k]
			if y, inB := bm[k]; inA != inB || x != y {
				want = append(want, k)
			}
		}
		if slices.Sort(want); !slices.Equal(got, want) {
			t.Fatalf("%v and %v differ at %v, not %v", am, bm, got, want)
		}
	}
}

func randomTrie(r *rand.Rand, a *trie[int], m map[int]int) (*trie[int], map[int]int) {
	for range r.IntN(30) {
		k, v := r.IntN(1<<r.IntN(12)), r.IntN(3)
		if r.IntN(3) == 0 {
			a = a.without(k)
			delete(m, k)
			continue
		}
		a = a.with(k, v)
		m[k] = v
	}
	return a, m
}

func checkTrie(t *testing.T, a *trie[int], m map[int]int) {
	t.Helper()
	var keys []int
	a.each(func(key, val int) {
		if keys = append(keys, key); m[key] != val {
			t.Errorf("%d has %d, not %d", key, val, m[key])
		}
	})
	if want := slices.Sorted(maps.Keys(m)); !slices.Equal(keys, want) {
		t.Fatalf("the keys are %v, not %v", keys, want)
	}
	for k := range 1 << 11 {
		v, ok := a.get(k)
		if w, there := m[k]; v != w || ok != there {
			t.Fatalf("%d has %d, %v, not %d, %v", k, v, ok, w, there)
		}
	}
}
