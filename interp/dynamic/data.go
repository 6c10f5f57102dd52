package dynamic

import (
	"slices"

	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/ops/typed"
)

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
		at, _, err := st.find(x.table, i)
		if err != nil {
			return answer{}, err
		}
		if at >= 0 {
			return give(x.table.vals[at])
		}
		if v, ok, err := st.missing(x, i); ok {
			return given(v, err)
		}
		return answer{}, st.keyError(i)
	case x.array() != nil:
		return given(st.element(x, i))
	}
	return st.primitive(x, i)
}

// keyError is the exception of a key that is not there.
func (st *step) keyError(key *value) error {
	text, err := st.text(key, true)
	if err != nil {
		return err
	}
	return &ops.Raised{Class: "KeyError", Msg: text}
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
