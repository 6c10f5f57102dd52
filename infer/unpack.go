package infer

import (
	"fmt"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/types"
)

// walkUnpack takes a sequence apart.
func (f *frame) walkUnpack(n *ir.Node, op surface.Unpack) {
	v := f.get(n.Args[0])
	if isErr(v.T) {
		f.errResults(n)
		return
	}
	if of, with := f.unionIn(v); of != nil {
		t := f.distribute(of, of.T.(types.Union), func(m *val) *val {
			vs := f.unpack(with(m), op)
			if f.dead {
				return &val{T: types.Never}
			}
			if anyErr(vs) {
				return errVal()
			}
			return f.tupleOf(vs)
		}, "unpacking")
		if isErr(t.T) {
			f.errResults(n)
			return
		}
		if !f.dead {
			f.set(n, f.partsOfEach(t, len(n.Results))...)
		}
		return
	}
	vs := f.unpack(v, op)
	if f.dead {
		return
	}
	for i, x := range vs {
		if isErr(x.T) {
			f.env[n.Results[i]] = errVal()
			continue
		}
		f.env[n.Results[i]] = f.fresh1(x)
	}
}

// partsOfEach gives the first n parts of a tuple, or of each of a union of tuples, joined part by part.
func (f *frame) partsOfEach(t *val, n int) []*val {
	u, ok := t.T.(types.Union)
	if !ok {
		return f.partsOf(t)
	}
	out := make([]*val, n)
	for i := range out {
		out[i] = f.distribute(t, u, func(m *val) *val { return f.part(m, i) }, "unpacking")
	}
	return out
}

func (f *frame) unpack(v *val, op surface.Unpack) []*val {
	want := op.Before + op.After
	count := want
	if op.Star {
		count++
	}
	switch v.T {
	case types.Int, types.Float, types.Bool, types.None:
		f.errorHelp(diag.NotIterable, "the value has one part only; write one name", "cannot unpack %s into %d names", f.show(v.T), count)
		return errVals(count)
	}
	s, ok := f.sequence(v)
	if !ok {
		return errVals(count)
	}
	if s.static < 0 {
		return f.unpackRun(s, op)
	}
	if s.static < want || s.static > want && !op.Star {
		return f.wrongCount(v, op, s.static)
	}
	at := func(i int) *val { return s.at(f.constant(int64(i))) }
	var out []*val
	for i := 0; i < op.Before; i++ {
		out = append(out, at(i))
	}
	if op.Star {
		var mid []*val
		for i := op.Before; i < s.static-op.After; i++ {
			mid = append(mid, at(i))
		}
		out = append(out, f.product(types.List{Exact: true, Elems: valTypes(mid)}, mid))
	}
	for i := s.static - op.After; i < s.static; i++ {
		out = append(out, at(i))
	}
	f.ended(s)
	return out
}

// wrongCount is for a value of another number of parts than unpacking wants. One member of a union may have it where
// another has not.
func (f *frame) wrongCount(v *val, op surface.Unpack, n int) []*val {
	want := op.Before + op.After
	msg := fmt.Sprintf("too many values to unpack (expected %d)", want)
	if n < want {
		least := ""
		if op.Star {
			least = "at least "
		}
		msg = fmt.Sprintf("not enough values to unpack (expected %s%d, got %d)", least, want, n)
	}
	if len(f.unions) > 0 {
		f.raiseText("ValueError", msg)
		return nil
	}
	if n > want {
		msg = fmt.Sprintf("too many values to unpack (expected %d, got %d)", want, n)
	}
	f.errorHelp(diag.UnpackCount, fmt.Sprintf("the value is %s; a name with a star takes the rest", f.show(v.T)), "%s", msg)
	if op.Star {
		want++
	}
	return errVals(want)
}

// unpackRun unpacks a sequence whose length is checked at run time.
func (f *frame) unpackRun(s *sequence, op surface.Unpack) []*val {
	if op.Star {
		return f.unpackRest(s, op)
	}
	n, want := s.length(), f.constant(int64(op.Before))
	f.endsEarly(s, n, want)
	f.prim("check.unpack", n, want)
	out := make([]*val, op.Before)
	for i := range out {
		out[i] = s.at(f.constant(int64(i)))
	}
	f.ended(s)
	return out
}

// endsEarly ends a sequence of fewer elements than are wanted, which may raise before it is found to be too short.
func (f *frame) endsEarly(s *sequence, n, want *val) {
	if s.end != nil {
		f.cond(f.prim("op.<", n, want), func() *val { f.ended(s); return f.none() }, f.none)
	}
}

// unpackRest is a, *b, c = x for a sequence whose length is checked at run time.
func (f *frame) unpackRest(s *sequence, op surface.Unpack) []*val {
	n, want := s.length(), f.constant(int64(op.Before+op.After))
	f.endsEarly(s, n, want)
	f.prim("check.unpack_rest", n, want)
	var out []*val
	for i := range op.Before {
		out = append(out, s.at(f.constant(int64(i))))
	}
	mid := &sequence{static: -1,
		length: func() *val { return f.prim("op.-", n, want) },
		at:     func(i *val) *val { return s.at(f.prim("op.+", i, f.constant(int64(op.Before)))) }}
	out = append(out, f.collect(mid, func(_, item, acc *val) *val { return f.push(acc, item) }))
	for i := range op.After {
		out = append(out, s.at(f.prim("op.-", n, f.constant(int64(op.After-i)))))
	}
	f.ended(s)
	return out
}
