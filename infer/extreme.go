package infer

import (
	"github.com/myia-lang/myia/types"
)

// minMax infers max and min: of one iterable or of several arguments, with an
// optional key. At ties the first wins, as in Python; for floats without a
// key the primitive shares the derivative. A bool among other numbers stays one.
func minMax(name, op string) special {
	return func(f *frame, pos []*val, names []string, kw []*val) *val {
		var key, empty *val
		for i, n := range names {
			switch n {
			case "key":
				key = f.sortKey(kw[i])
			case "default":
				empty = kw[i]
			default:
				f.report(f.badKeyword(name, n, []string{"key", "default"}))
				return errVal()
			}
		}
		better := func(acc, x *val) *val {
			_, apart := f.join(acc.T, x.T).(types.Union)
			if (key == nil || key.T == types.None) && isNumber(acc.T) && isNumber(x.T) && !apart && (acc.T == types.Bool) == (x.T == types.Bool) {
				return f.prim("py."+name, acc, x)
			}
			a, b := acc, x
			if key != nil && key.T != types.None {
				a, b = f.call(key, []*val{acc}, nil, nil), f.call(key, []*val{x}, nil, nil)
			}
			c := f.truth(f.compare(op, b, a))
			if isErr(c.T) {
				return c
			}
			return f.cond(c, func() *val { return x }, func() *val { return acc })
		}
		if len(pos) > 1 {
			acc := pos[0]
			for _, p := range pos[1:] {
				acc = better(acc, p)
			}
			return acc
		}
		if empty != nil {
			return f.extremeOr(name, pos[0], empty, better)
		}
		return f.extreme(name, pos[0], better)
	}
}

// extremeOr gives a default for an empty iterable.
func (f *frame) extremeOr(name string, it, empty *val, better func(acc, x *val) *val) *val {
	s, ok := f.sequence(it)
	if !ok {
		return errVal()
	}
	return f.cond(f.truth(s.length()),
		func() *val { return f.extreme(name, it, better) },
		func() *val { return empty })
}

func isNumber(t types.Type) bool {
	if a, ok := t.(types.Array); ok {
		return len(a.Dims) == 0
	}
	return t == types.Int || t == types.Float || t == types.Bool
}

// extreme reduces an iterable that must not be empty.
func (f *frame) extreme(name string, it *val, better func(acc, x *val) *val) *val {
	s, ok := f.sequence(it)
	if !ok {
		return errVal()
	}
	if s.static == 0 {
		return f.raiseText("ValueError", name+"() arg is an empty sequence")
	}
	if s.static < 0 {
		f.prim("check.nonempty", s.length(), f.constant(name))
	}
	first := s.at(f.constant(int64(0)))
	rest := *s
	rest.at = func(i *val) *val { return s.at(f.prim("int.succ", i)) }
	if s.static > 0 {
		rest.static = s.static - 1
		if s.unlike || s.static <= 4 {
			acc := first
			for i := 1; i < s.static; i++ {
				acc = better(acc, s.at(f.constant(int64(i))))
			}
			f.ended(s)
			return acc
		}
	}
	rest.length = func() *val { return f.prim("op.-", s.length(), f.constant(int64(1))) }
	return f.foldLoop(&rest, first, better)
}
