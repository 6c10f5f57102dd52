package infer

import (
	"strings"

	"github.com/myia-lang/myia/types"
)

// A Counter is a dict of numbers in which that of a missing key is 0.

func isCounter(t types.Type) bool { return isKeyed(t) && t.(types.Iter).Kind == types.CounterMap }

// callCounter infers collections.Counter(values, name=number).
func (f *frame) callCounter(pos []*val, names []string, kw []*val) *val {
	d := f.asKind(f.emptyMap(), types.CounterMap)
	if len(pos) > 0 && pos[0].T != types.None {
		d = f.counted("+", d, pos[0])
	}
	if len(names) == 0 || isErr(d.T) || f.dead {
		return d
	}
	return f.counted("+", d, f.product(types.Dict{Names: names, Elems: valTypes(kw)}, kw))
}

// counted is a Counter with the numbers of a mapping added or subtracted, or those of the elements of a sequence.
func (f *frame) counted(op string, d, from *val) *val {
	if d.V == nil || isErr(from.T) {
		return errVal()
	}
	one := f.constant(int64(1))
	pairs := isDict(from.T)
	if pairs {
		from = f.view(f.asMap(from), types.MapItems)
	}
	return f.fold(from, d, func(d, item *val) *val {
		k, n := item, one
		if pairs {
			p := f.partsOf(item)
			k, n = p[0], p[1]
		}
		sum := f.binop(op, f.numberOf(d, k), n)
		if isErr(sum.T) || f.dead {
			return sum
		}
		nv, _ := f.withKey(d, k, sum)
		return nv
	})
}

// numberOf is c[k] of a Counter.
func (f *frame) numberOf(c, k *val) *val {
	return f.lookedUp(c, k, func(v *val) *val { return v }, func() *val { return f.constant(int64(0)) })
}

// combined infers + - & | of Counters, which keep what is positive.
func (f *frame) combined(op string, a, b *val) *val {
	zero := f.constant(int64(0))
	keep := func(acc, k, n *val) *val {
		if isErr(n.T) || f.dead {
			return n
		}
		positive := f.truth(f.compare(">", n, zero))
		return f.cond(positive, func() *val { nv, _ := f.withKey(acc, k, n); return nv }, func() *val { return acc })
	}
	out := f.fold(f.view(a, types.MapItems), f.asKind(f.emptyMap(), types.CounterMap), func(acc, item *val) *val {
		p := f.partsOf(item)
		return keep(acc, p[0], f.countOf(op, p[1], f.numberOf(b, p[0])))
	})
	if op == "&" || isErr(out.T) || f.dead {
		return out
	}
	return f.fold(f.view(b, types.MapItems), out, func(acc, item *val) *val {
		p := f.partsOf(item)
		in := f.hasKey(a, p[0])
		if isErr(in.T) || f.dead {
			return in
		}
		return f.cond(in, func() *val { return acc }, func() *val {
			if op == "-" {
				return keep(acc, p[0], f.binop("-", zero, p[1]))
			}
			return keep(acc, p[0], p[1])
		})
	})
}

// countOf is the number of a key of which two Counters have the numbers v and w.
func (f *frame) countOf(op string, v, w *val) *val {
	if op == "+" || op == "-" {
		return f.binop(op, v, w)
	}
	less := f.truth(f.compare("<", v, w))
	if op == "&" {
		v, w = w, v
	}
	return f.cond(less, func() *val { return w }, func() *val { return v })
}

// equalCounters compares the numbers of all keys of both.
func (f *frame) equalCounters(a, b *val) *val {
	all := func(a, b *val) *val {
		same := f.collect(f.keyedSeq(a, types.MapItems), func(_, item, acc *val) *val {
			p := f.partsOf(item)
			return f.push(acc, f.truth(f.compare("==", p[1], f.numberOf(b, p[0]))))
		})
		if isErr(same.T) {
			return same
		}
		return f.prim("list.all", same)
	}
	return f.cond(all(a, b), func() *val { return all(b, a) }, func() *val { return f.constant(false) })
}

// mostCommon are the pairs of a key and its number, the largest first.
func (f *frame) mostCommon(c, n *val) *val {
	if keyType(c.T) == types.Never {
		return f.product(types.List{Exact: true}, nil)
	}
	return f.callLibrary("counter_most_common", f.listOf(f.view(c, types.MapItems)), n)
}

// counterMethods are the methods that a Counter has beside those of a dict, or instead.
func counterMethods() map[string]method {
	change := func(op string) method {
		return func(f *frame, x *val, args []*val) *val { return f.become(x, f.counted(op, x, args[0])) }
	}
	return map[string]method{
		"most_common": func(f *frame, x *val, args []*val) *val { return f.mostCommon(x, args[0]) },
		"elements": func(f *frame, x *val, _ []*val) *val {
			if keyType(x.T) == types.Never {
				return f.callIter([]*val{f.product(types.List{Exact: true}, nil)}, nil, nil)
			}
			return f.callIter([]*val{f.callLibrary("counter_elements", f.listOf(f.view(x, types.MapItems)))}, nil, nil)
		},
		"total":    func(f *frame, x *val, _ []*val) *val { return f.callSum([]*val{f.view(x, types.MapValues)}, nil, nil) },
		"update":   change("+"),
		"subtract": change("-"),
	}
}

// reprCounter prints a Counter.
func (f *frame) reprCounter(c *val) *val {
	if keyType(c.T) == types.Never {
		return f.constant("Counter()")
	}
	pairs := f.mostCommon(c, f.none())
	s, ok := f.sequence(pairs)
	if !ok {
		return errVal()
	}
	texts := f.collect(s, func(_, item, acc *val) *val {
		p := f.partsOf(item)
		return f.push(acc, f.joinStr([]*val{f.repr(p[0]), f.constant(": "), f.repr(p[1])}))
	})
	if isErr(texts.T) {
		return texts
	}
	whole := func() *val {
		return f.joinStr([]*val{f.constant("Counter({"), f.prim("str.join", f.constant(", "), texts), f.constant("})")})
	}
	return f.cond(f.truth(f.count(c)), whole, func() *val { return f.constant("Counter()") })
}

// isCounterOp reports whether an operator is one of Counters.
func isCounterOp(op string, a, b *val) bool {
	return isCounter(a.T) && isCounter(b.T) && strings.Contains("+-&|", op)
}
