package dynamic

import (
	"slices"

	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// at finds the value of a key of a dict, or nil.
func (v *value) at(key string) *value {
	t, ok := v.t.(types.Dict)
	if i := slices.Index(t.Names, key); ok && i >= 0 {
		return v.parts[i]
	}
	return nil
}

// getItem does x[i].
func (st *step) getItem(x, i *value) (answer, error) {
	if m, ok, err := st.method(x, "__getitem__"); ok {
		return called(m, err, st, i)
	}
	switch {
	case x.isSequence() && i.isIter("slice"):
		return sliced(x, i)
	case x.isSequence():
		return item(x, i)
	case x.isDict():
		if !i.is(types.Str) {
			return answer{}, raise("KeyError", "%s", show(i))
		}
		if v := x.at(i.leaf.S()); v != nil {
			return give(v)
		}
		key, err := st.apply(surface.Invoke{}, builtin("repr"), i)
		if err != nil {
			return answer{}, err
		}
		return answer{}, raise("KeyError", "%s", key.leaf.S())
	}
	return st.primitive(x, i)
}

// item takes an element of a tuple or a list.
func item(x, i *value) (answer, error) {
	k, ok := i.index()
	if err := i.beyond(); err != nil {
		return answer{}, err
	}
	if !ok {
		return answer{}, raise("TypeError", "%s indices must be integers or slices, not %s", show(x), show(i))
	}
	n := int64(len(x.parts))
	if k < 0 {
		k += n
	}
	if k < 0 || k >= n {
		return answer{}, raise("IndexError", "%s index out of range", show(x))
	}
	return give(x.parts[k])
}

// sliced takes a slice of a tuple or a list.
func sliced(x, i *value) (answer, error) {
	bounds := make([]any, 3)
	for k, p := range i.parts {
		if n, ok := p.index(); ok {
			bounds[k] = n
		} else if err := p.beyond(); err != nil {
			return answer{}, err
		}
	}
	if bounds[2] == int64(0) {
		return answer{}, raise("ValueError", "slice step cannot be zero")
	}
	out := &value{t: x.t}
	for _, at := range typed.SliceIndices(bounds[0], bounds[1], bounds[2], int64(len(x.parts))) {
		out.parts = append(out.parts, x.parts[at])
	}
	return give(out)
}

// unpack takes a tuple or a list apart.
func unpack(op surface.Unpack) action {
	return func(_ *step, args []*value) (answer, error) {
		parts, want := args[0].parts, op.Before+op.After
		switch n := len(parts); {
		case n < want && op.Star:
			return answer{}, raise("ValueError", "not enough values to unpack (expected at least %d, got %d)", want, n)
		case n < want:
			return answer{}, raise("ValueError", "not enough values to unpack (expected %d, got %d)", want, n)
		case n > want && !op.Star:
			return answer{}, raise("ValueError", "too many values to unpack (expected %d)", want)
		}
		if !op.Star {
			return give(parts...)
		}
		end := len(parts) - op.After
		out := append([]*value{}, parts[:op.Before]...)
		out = append(out, list(slices.Clone(parts[op.Before:end])))
		return give(append(out, parts[end:]...)...)
	}
}

// fields gives the parts of a tuple as results.
func fields(_ *step, args []*value) (answer, error) { return give(args[0].parts...) }
