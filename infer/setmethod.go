package infer

import (
	"strings"

	"github.com/myia-lang/myia/types"
)

// setMethods are the methods of sets.
func setMethods() map[string]method {
	of := func(op string) method {
		return func(f *frame, x *val, args []*val) *val {
			for _, o := range f.partsOf(args[0]) {
				if x = f.setOp(op, x, f.asSet(o)); isErr(x.T) || f.dead {
					return x
				}
			}
			return x
		}
	}
	into := func(m method) method {
		return func(f *frame, x *val, args []*val) *val { return f.become(x, m(f, x, args)) }
	}
	exclusive := func(f *frame, x *val, args []*val) *val { return f.setOp("^", x, f.asSet(args[0])) }
	return map[string]method{
		"add": func(f *frame, x *val, args []*val) *val {
			nv, _ := f.withKey(x, args[0], nil)
			return f.become(x, nv)
		},
		"discard": func(f *frame, x *val, args []*val) *val {
			has := f.hasKey(x, args[0])
			if isErr(has.T) || f.dead {
				return has
			}
			return f.cond(has, func() *val { return f.discard(x, args[0]) }, f.none)
		},
		"remove": func(f *frame, x *val, args []*val) *val { return f.discard(x, args[0]) },
		"pop":    func(f *frame, x *val, _ []*val) *val { return f.setPop(x) },
		"clear":  func(f *frame, x *val, _ []*val) *val { return f.become(x, f.emptySet()) },
		"copy":   func(f *frame, x *val, _ []*val) *val { return f.copiedKeyed(x) },
		"update": func(f *frame, x *val, args []*val) *val {
			nv := x
			for _, o := range f.partsOf(args[0]) {
				if nv = f.addAll(nv, o); isErr(nv.T) || f.dead {
					return nv
				}
			}
			return f.become(x, nv)
		},
		"union": of("|"), "intersection": of("&"), "difference": of("-"),
		"symmetric_difference": exclusive,
		"intersection_update":  into(of("&")), "difference_update": into(of("-")), "symmetric_difference_update": into(exclusive),
		"issubset":   func(f *frame, x *val, args []*val) *val { return f.subset(x, f.asSet(args[0])) },
		"issuperset": func(f *frame, x *val, args []*val) *val { return f.subset(f.asSet(args[0]), x) },
		"isdisjoint": func(f *frame, x *val, args []*val) *val {
			both := f.setOp("&", x, f.asSet(args[0]))
			if isErr(both.T) || f.dead {
				return both
			}
			return f.not(f.truth(both))
		},
	}
}

// asSet is the set of the elements of a sequence.
func (f *frame) asSet(x *val) *val {
	if isSet(x.T) {
		return x
	}
	return f.addAll(f.emptySet(), x)
}

// discard takes an element away that must be there.
func (f *frame) discard(x, k *val) *val {
	m := f.present(x)
	at := f.lookUp("key_at", m, k)
	if isErr(at.T) || f.dead {
		return at
	}
	return f.drop(x, m, at)
}

// setPop takes the last element away and gives it.
func (f *frame) setPop(x *val) *val {
	at := f.last(x, "set")
	if isErr(at.T) || f.dead {
		return at
	}
	key := f.prim("list.at", f.tableOf(x).keys, at)
	if out := f.drop(x, x, at); isErr(out.T) || f.dead {
		return out
	}
	return key
}

// setOp infers | & - ^ of sets.
func (f *frame) setOp(op string, a, b *val) *val {
	if isErr(a.T) || isErr(b.T) {
		return errVal()
	}
	switch op {
	case "|":
		return f.addAll(a, b)
	case "^":
		return f.addAll(f.setOp("-", a, b), f.setOp("-", b, a))
	}
	return f.fold(a, f.emptySet(), func(acc, x *val) *val {
		in := f.hasKey(b, x)
		if isErr(in.T) || f.dead {
			return in
		}
		if op == "-" {
			in = f.not(in)
		}
		return f.cond(in, func() *val { nv, _ := f.withKey(acc, x, nil); return nv }, func() *val { return acc })
	})
}

// subset reports whether b has all elements of a.
func (f *frame) subset(a, b *val) *val {
	if isErr(a.T) || isErr(b.T) {
		return errVal()
	}
	return f.eachIn(a, b)
}

// compareSets infers < <= > >= of sets.
func (f *frame) compareSets(op string, a, b *val) *val {
	if op[0] == '>' {
		a, b = b, a
	}
	in := f.subset(a, b)
	if len(op) == 2 || isErr(in.T) {
		return in
	}
	return f.cond(in, func() *val { return f.prim("op.<", f.count(a), f.count(b)) }, func() *val { return f.constant(false) })
}

// keyedInPlace infers |= of dicts, and | & - ^ of sets, in place.
func (f *frame) keyedInPlace(op string, a, b *val) (*val, bool) {
	var nv *val
	switch {
	case isSet(a.T) && isSet(b.T) && strings.Contains("|&-^", op):
		nv = f.setOp(op, a, b)
	case isCounterOp(op, a, b):
		nv = f.combined(op, a, b)
	case isDict(a.T) && op == "|" && !isCounter(b.T):
		nv = f.updated(a, b)
	default:
		return nil, false
	}
	if done := f.become(a, nv); isErr(done.T) || f.dead {
		return done, true
	}
	return f.present(a), true
}

// isDict reports whether t is a dict of any keys.
func isDict(t types.Type) bool {
	_, record := t.(types.Dict)
	return record || isMap(t)
}

// callSet and callDict infer set(xs) and dict(xs, name=value).
func (f *frame) callSet(pos []*val, _ []string, _ []*val) *val {
	if len(pos) == 0 {
		return f.emptySet()
	}
	return f.setOf(pos, []bool{true})
}

func (f *frame) callDict(pos []*val, names []string, kw []*val) *val {
	d := f.product(types.Dict{}, nil)
	switch {
	case len(pos) == 0:
	case isMap(pos[0].T):
		d = f.asKind(f.copiedKeyed(pos[0]), types.Map)
	default:
		d = f.updated(d, pos[0])
	}
	for i, name := range names {
		if isErr(d.T) || f.dead {
			return d
		}
		d = f.withItem(d, f.constant(name), kw[i])
	}
	return d
}
