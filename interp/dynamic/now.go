package dynamic

import (
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/types"
)

// now calls a function while the step runs, and gives what it returns.
func (st *step) now(f *value, args ...*value) (*value, error) {
	return st.await(st.call(f, args, nil, nil))
}

// await runs the function that an answer asks for.
func (st *step) await(a answer, err error) (*value, error) {
	switch {
	case err != nil:
		return nil, err
	case a.fn == "":
		if len(a.values) == 0 {
			return none(), nil
		}
		return a.values[0], nil
	}
	out, err := st.of.inner.Call(st.of.ctx, a.fn, boxAll(a.values))
	if err != nil {
		return nil, err
	}
	return unbox(out[0]), nil
}

// isTrue is the truth of a value.
func (st *step) isTrue(v *value) (bool, error) {
	b, err := st.await(truth(st, []*value{v}))
	if err != nil {
		return false, err
	}
	return b.leaf.B(), nil
}

// compared is the result of a comparison, as a bool.
func (st *step) compared(op string, a, b *value) (bool, error) {
	v, err := st.await(compare(surface.Compare{Op: op})(st.at(surface.Compare{Op: op}), []*value{a, b}))
	if err != nil {
		return false, err
	}
	return st.isTrue(v)
}

// at is a step for another op, at the place of this one.
func (st *step) at(op surface.Compare) *step {
	s := st.of.compares[op.Op]
	if s == nil {
		s = &step{of: st.of, name: op.OpName(), results: 1}
		s.prim.op = op
		st.of.compares[op.Op] = s
	}
	s.loc = st.loc
	return s
}

// equals is a == b, or that they are one object, as containers compare.
func (st *step) equals(a, b *value) (bool, error) {
	if a == b {
		return true, nil
	}
	return st.compared("==", a, b)
}

// collect gives the items of an iterable.
func (st *step) collect(x *value) ([]*value, error) {
	if x.isSequence() {
		return append([]*value{}, x.parts...), nil
	}
	it, err := st.await(iterator(st, []*value{x}))
	if err != nil {
		return nil, err
	}
	var out []*value
	for {
		item, err := st.await(nextItem(st, []*value{it}))
		if err != nil {
			return nil, err
		}
		if !item.parts[0].leaf.B() {
			return out, nil
		}
		out, it = append(out, item.parts[1]), item.parts[2]
	}
}

// text is str(x) or, if repr, repr(x).
func (st *step) text(x *value, asRepr bool) (string, error) {
	do := str
	if asRepr {
		do = repr
	}
	v, err := st.await(do(st, arguments{pos: []*value{x}}))
	if err != nil {
		return "", err
	}
	if !v.is(types.Str) {
		return "", raise("TypeError", "__str__ returned non-string (type %s)", show(v))
	}
	return v.leaf.S(), nil
}
