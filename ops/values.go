package ops

// Vec is the value of vec<…>: rows of Width leaves, one after another. Vecs
// share rows: one that ends where the shared store ends may append in place,
// any other copies first, so a row that somebody sees never changes.
type Vec struct {
	Width int
	store *[]Value
	n     int // rows
}

// Len is the number of rows.
func (v *Vec) Len() int { return v.n }

// Row is row i; callers do not write to it.
func (v *Vec) Row(i int) []Value {
	if v.Width == 0 {
		return nil
	}
	return (*v.store)[i*v.Width : (i+1)*v.Width]
}

// Push gives the vector with one more row.
func (v *Vec) Push(row []Value) *Vec {
	out := &Vec{Width: v.Width, store: v.store, n: v.n + 1}
	if v.Width == 0 {
		return out
	}
	if v.store == nil || len(*v.store) != v.n*v.Width {
		var s []Value
		if v.store != nil {
			s = append(make([]Value, 0, 2*v.n*v.Width+8), (*v.store)[:v.n*v.Width]...)
		}
		out.store = &s
	}
	*out.store = append(*out.store, row...)
	return out
}

// fits reports whether more rows can be appended without a new store.
func (v *Vec) fits(more int) bool {
	return v.Width == 0 || v.store != nil && len(*v.store) == v.n*v.Width && cap(*v.store) >= (v.n+more)*v.Width
}

// room is how many rows a new store for more rows has: a quarter more than are there, so that appending one by one costs
// a constant time each.
func (v *Vec) room(more int) int { return v.n + more + v.n/4 + 8 }

// Append gives the vector with the rows of another.
func (v *Vec) Append(w *Vec) *Vec {
	out := &Vec{Width: v.Width, store: v.store, n: v.n + w.n}
	if v.Width == 0 || w.n == 0 {
		return out
	}
	if !v.fits(w.n) {
		s := make([]Value, v.n*v.Width, v.room(w.n)*v.Width)
		if v.store != nil {
			copy(s, *v.store)
		}
		out.store = &s
	}
	*out.store = append(*out.store, (*w.store)[:w.n*w.Width]...)
	return out
}

// Copy gives a vector with a store of its own.
func (v *Vec) Copy() *Vec {
	var s []Value
	if v.store != nil {
		s = append(s, (*v.store)[:v.n*v.Width]...)
	}
	return &Vec{Width: v.Width, store: &s, n: v.n}
}

// VecOf makes a vector of n rows from leaves, which it keeps.
func VecOf(width, n int, leaves []Value) *Vec { return &Vec{Width: width, store: &leaves, n: n} }
