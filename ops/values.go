package ops

import "slices"

// Vec is the value of vec<…>: rows of Width leaves, one after another, in a store that vecs share. A row that a vec has never
// changes for it. One that ends where the store ends appends in place, any other copies first. A row is replaced in place,
// too: what was there goes to the vecs from before (change), which copy the store when they are read again. So the newest
// version of a vec costs nothing but what is written, and the older ones, which programs seldom read, pay.
type Vec struct {
	Width int
	store *store
	now   *change // the state of the store that this vec has; nil if its rows are not the machine's to write over
	n     int     // rows
}

// store holds the rows of vecs.
type store struct {
	leaves  []Value
	changes int // rows replaced so far
}

// change leads from one state of a store to the next. Nobody but vecs of older states holds the way to the newest.
type change struct {
	next *change // nil: this is the newest state
	row  int
	was  []Value
}

// Len is the number of rows.
func (v *Vec) Len() int { return v.n }

// Row is row i; callers do not write to it, nor keep it.
func (v *Vec) Row(i int) []Value {
	if v.Width == 0 {
		return nil
	}
	v.settle()
	return v.store.leaves[i*v.Width : (i+1)*v.Width]
}

// settle brings a vec of an older state to one that can be read in its store: the newest, if its own rows are the same there,
// else to a store of its own.
func (v *Vec) settle() {
	if v.now == nil || v.now.next == nil {
		return
	}
	was := map[int][]Value{}
	newest := v.now
	for ; newest.next != nil; newest = newest.next {
		if _, later := was[newest.row]; newest.row < v.n && !later {
			was[newest.row] = newest.was
		}
	}
	v.now = newest
	if len(was) == 0 {
		return
	}
	*v = *v.Copy()
	for i, row := range was {
		copy(v.Row(i), row)
	}
}

// Push gives the vector with one more row.
func (v *Vec) Push(row []Value) *Vec {
	if v.Width == 0 {
		return &Vec{store: v.store, now: v.now, n: v.n + 1}
	}
	v.settle()
	end := v.n * v.Width
	switch {
	case v.covers():
		return (&Vec{Width: v.Width, store: v.store, now: v.now, n: v.n + 1}).Set(v.n, row)
	case v.store == nil || len(v.store.leaves) != end:
		v = v.roomier(2*end + 8)
	}
	v.store.leaves = append(v.store.leaves, row...)
	return &Vec{Width: v.Width, store: v.store, now: v.now, n: v.n + 1}
}

// Set gives the vector with row i replaced.
func (v *Vec) Set(i int, row []Value) *Vec {
	if v.Width == 0 {
		return v
	}
	out := v.changing(i)
	copy(out.Row(i), row)
	return out
}

// Swap gives the vector with rows i and j exchanged.
func (v *Vec) Swap(i, j int) *Vec {
	if v.Width == 0 {
		return v
	}
	first, second := slices.Clone(v.Row(i)), slices.Clone(v.Row(j))
	return v.Set(i, second).Set(j, first)
}

// First gives the first n rows.
func (v *Vec) First(n int) *Vec { return &Vec{Width: v.Width, store: v.store, now: v.now, n: n} }

// rewritable reports whether a row can be replaced in place. After as many changes as there are rows the store is copied, so
// that a vec of an old state, if somebody holds one, keeps no more alive than a store and its like.
func (v *Vec) rewritable() bool {
	v.settle()
	return v.now != nil && v.store.changes <= v.n+1024
}

// changing gives the vector in a new state of its store, where the caller may write row i.
func (v *Vec) changing(i int) *Vec {
	if !v.rewritable() {
		return v.Copy()
	}
	now := &change{}
	v.now.row, v.now.was, v.now.next = i, slices.Clone(v.Row(i)), now
	v.store.changes++
	return &Vec{Width: v.Width, store: v.store, now: now, n: v.n}
}

// covers reports whether the store has a row behind the last, which another vec has, or had before it was cut off, and which
// can be replaced.
func (v *Vec) covers() bool {
	return v.Width > 0 && v.rewritable() && len(v.store.leaves) > v.n*v.Width
}

// fits reports whether more rows can be appended without a new store.
func (v *Vec) fits(more int) bool {
	if v.Width == 0 {
		return true
	}
	v.settle()
	return v.store != nil && len(v.store.leaves) == v.n*v.Width && cap(v.store.leaves) >= (v.n+more)*v.Width
}

// room is how many rows a new store for more rows has: a quarter more than are there, so that appending one by one costs
// a constant time each.
func (v *Vec) room(more int) int { return v.n + more + v.n/4 + 8 }

// Append gives the vector with the rows of another.
func (v *Vec) Append(w *Vec) *Vec {
	if v.Width == 0 || w.n == 0 {
		return &Vec{Width: v.Width, store: v.store, now: v.now, n: v.n + w.n}
	}
	w.settle()
	if !v.fits(w.n) {
		v = v.roomier(v.room(w.n) * v.Width)
	}
	v.store.leaves = append(v.store.leaves, w.store.leaves[:w.n*w.Width]...)
	return &Vec{Width: v.Width, store: v.store, now: v.now, n: v.n + w.n}
}

// Copy gives a vector with a store of its own.
func (v *Vec) Copy() *Vec { return v.roomier(v.n * v.Width) }

// roomier is Copy with room for so many leaves.
func (v *Vec) roomier(leaves int) *Vec {
	s := make([]Value, 0, max(leaves, v.n*v.Width))
	if v.store != nil {
		s = append(s, v.store.leaves[:v.n*v.Width]...)
	}
	return &Vec{Width: v.Width, store: &store{leaves: s}, now: &change{}, n: v.n}
}

// VecOf makes a vector of n rows from leaves, which nobody writes to any more.
func VecOf(width, n int, leaves []Value) *Vec {
	return &Vec{Width: width, store: &store{leaves: leaves}, n: n}
}

// ours gives the machine the rows to write over.
func (v *Vec) ours() *Vec {
	v.now = &change{}
	return v
}
