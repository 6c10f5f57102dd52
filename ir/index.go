package ir

import "sync"

// index finds the declarations of a module by name. It follows lists that grow at their ends, and may be asked by several
// goroutines at once, as long as the list does not grow then.
type index[K comparable, T any] struct {
	mu    sync.Mutex
	known int // how many of the list are in at
	at    map[K]T
}

// find gives the first element of the list that has the name, or nothing.
func (x *index[K, T]) find(list []T, name K, nameOf func(T) K) (found T) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.at == nil || x.known > len(list) {
		x.at, x.known = make(map[K]T, len(list)), 0
	}
	for _, e := range list[x.known:] {
		if _, twice := x.at[nameOf(e)]; !twice {
			x.at[nameOf(e)] = e
		}
	}
	x.known = len(list)
	return x.at[name]
}
