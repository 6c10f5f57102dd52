package ops

import "unsafe"

// grown is a string made by concatenation, at the end of a store that has room for more. A string never changes: what is
// appended stands behind all strings that the store has, so only the longest of them can grow in place.
type grown struct {
	text  string
	store *[]byte
}

// growsFrom is the length of strings from which on they get a store.
const growsFrom = 128

// concat is a + b, in the store of a if that has room: appending one by one takes time in proportion to what is appended.
func concat(env *Env, a Value, b string) (Value, error) {
	text := a.S()
	n := len(text) + len(b)
	if n < growsFrom {
		return S(text + b), env.Take(n)
	}
	g, ok := a.Ref.(*grown)
	if !ok || len(*g.store) != len(text) || cap(*g.store) < n {
		most := n
		if ok && len(*g.store) == len(text) {
			most = max(n, 2*len(text))
		}
		if err := env.Take(most); err != nil {
			return Value{}, err
		}
		store := append(make([]byte, 0, most), text...)
		g = &grown{store: &store}
	}
	*g.store = append(*g.store, b...)
	return Value{Ref: &grown{unsafe.String(unsafe.SliceData(*g.store), n), g.store}}, nil
}
