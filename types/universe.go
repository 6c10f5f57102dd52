package types

// Universe gives types, and what else keys are made of, IDs: what is equal has one, so that IDs are compared, and are the
// keys of maps, in place of the trees that they stand for. Equal parts of trees are met once and found again (they are
// hash-consed). An ID depends on what was met before, so that no order that is seen may depend on it.
//
// The zero Universe is empty. It belongs to one user: it is written at each question.
type Universe struct {
	texts   map[string]ID
	numbers map[int64]ID
	pairs   map[[2]ID]ID
	last    ID
}

// ID is the identity, in one Universe, of a text, a number, a tuple of IDs, or a type, which is such a tuple. 0 is the empty
// tuple.
type ID int32

// Text is the ID of a text.
func (u *Universe) Text(s string) ID { return intern(u, &u.texts, s) }

// few bounds the numbers, from 0 on, that are their own IDs, made negative.
const few = 1 << 20

// Number is the ID of an integer.
func (u *Universe) Number(n int64) ID {
	if 0 <= n && n < few {
		return ID(-1 - n)
	}
	return intern(u, &u.numbers, n)
}

// Tuple is the ID of a list of IDs.
func (u *Universe) Tuple(ids ...ID) ID {
	var t ID
	for _, id := range ids {
		t = u.pair(t, id)
	}
	return t
}

// pair is the ID of the tuple that has one ID more than another.
func (u *Universe) pair(t, id ID) ID { return intern(u, &u.pairs, [2]ID{t, id}) }

func intern[K comparable](u *Universe, m *map[K]ID, k K) ID {
	id, ok := (*m)[k]
	if !ok {
		if *m == nil {
			*m = map[K]ID{}
		}
		u.last++
		id = u.last
		(*m)[k] = id
	}
	return id
}

// ID is that of a type: of all types that are Equal to it, and of no others.
func (u *Universe) ID(t Type) ID {
	id := u.Tuple(u.Number(int64(t.kind())), u.head(t))
	for _, p := range partsOf(t) {
		id = u.pair(id, u.ID(p))
	}
	return id
}

// IDs is the tuple of the IDs of types.
func (u *Universe) IDs(ts []Type) ID {
	var id ID
	for _, t := range ts {
		id = u.pair(id, u.ID(t))
	}
	return id
}

// head is a tuple of what t is beside its kind and its parts: of one length for each kind.
func (u *Universe) head(t Type) ID {
	switch t := t.(type) {
	case Basic:
		return u.Tuple(u.Number(int64(t)))
	case Scalar:
		return u.Tuple(u.Number(int64(t)))
	case Array:
		return u.Tuple(u.Number(int64(t.DType)), u.dims(t.Dims))
	case List:
		return u.Tuple(u.Number(int64(bit(t.Exact))))
	case Dict:
		return u.Tuple(u.list(t.Names))
	case Object:
		return u.Tuple(u.Text(t.Class))
	case Iter:
		return u.Tuple(u.Text(t.Kind))
	case Static:
		return u.Tuple(u.Text(t.Kind), u.Text(t.Name))
	case Func:
		return u.Tuple(u.Text(t.Name))
	case Bound:
		return u.Tuple(u.binding(t.By))
	case Named:
		return u.Tuple(u.Text(t.Kind), u.Text(t.Name))
	case Node:
		return u.Tuple(u.Text(t.Name))
	}
	return 0
}

func (u *Universe) dims(dims []Dim) ID {
	var id ID
	for _, d := range dims {
		if d.IsConst() {
			id = u.pair(id, u.Number(d.Const))
		} else {
			id = u.pair(id, u.Text(d.Name))
		}
	}
	return id
}

func (u *Universe) list(texts []string) ID {
	var id ID
	for _, s := range texts {
		id = u.pair(id, u.Text(s))
	}
	return id
}

// binding is a tuple of what a binding says, after its word.
func (u *Universe) binding(b Binding) ID {
	word := u.Text(b.word())
	switch b := b.(type) {
	case Method:
		return u.Tuple(word, u.Text(b.Func))
	case PrimMethod:
		return u.Tuple(word, u.Text(b.Prim))
	case Partial:
		return u.Tuple(word, u.Number(int64(b.Positional)), u.list(b.Names))
	case Gradient:
		var wrt ID
		for _, w := range b.Wrt {
			wrt = u.pair(wrt, u.Tuple(u.Number(int64(bit(w.ByName))), u.Text(w.Name), u.Number(w.At)))
		}
		return u.Tuple(word, u.Text(b.Name), u.Number(int64(b.flags())), wrt)
	case Raisable:
		return u.Tuple(word, u.Text(b.Class))
	case Super:
		return u.Tuple(word, u.Text(b.Class))
	case Made:
		return u.Tuple(word, u.Text(b.Class), u.Text(b.Method))
	case Place:
		return u.Tuple(word, u.Number(int64(b.Of)), u.list(b.Steps))
	case Cotangents:
		return u.Tuple(word, u.Text(b.Of))
	}
	return u.Tuple(word)
}
