package infer

import (
	"github.com/myia-lang/myia/types"
)

func (f *frame) callSum(pos []*val, names []string, kw []*val) *val {
	start := f.constant(int64(0))
	if len(pos) == 2 {
		start = pos[1]
	} else if len(kw) == 1 {
		start = kw[0]
	}
	return f.fold(pos[0], start, func(acc, x *val) *val { return f.binop("+", acc, x) })
}

// fold runs acc = step(acc, x) over an iterable, unrolled or as a loop.
func (f *frame) fold(it, start *val, step func(acc, x *val) *val) *val {
	s, ok := f.sequence(it)
	if !ok {
		return errVal()
	}
	if s.static >= 0 && (s.unlike || s.static <= 4) {
		acc := start
		for i := 0; i < s.static; i++ {
			acc = step(acc, s.at(f.constant(int64(i))))
		}
		f.ended(s)
		return acc
	}
	if s.static > 0 {
		// The first step may change the type: 0 plus an array is an array.
		acc := step(start, s.at(f.constant(int64(0))))
		rest := *s
		rest.static--
		rest.at = func(i *val) *val { return s.at(f.prim("int.succ", i)) }
		rest.length = func() *val { return f.constant(int64(rest.static)) }
		return f.foldLoop(&rest, acc, step)
	}
	return f.foldLoop(s, start, step)
}

func (f *frame) callAny(pos []*val, _ []string, _ []*val) *val {
	if isLazy(pos[0].T) {
		return f.anyOf(pos[0], f.truth)
	}
	return f.quantify(pos, "list.any")
}

func (f *frame) callAll(pos []*val, _ []string, _ []*val) *val {
	if isLazy(pos[0].T) {
		return f.not(f.anyOf(pos[0], func(x *val) *val { return f.not(f.truth(x)) }))
	}
	return f.quantify(pos, "list.all")
}

func (f *frame) quantify(pos []*val, onList string) *val {
	list := f.listOf(pos[0])
	if isErr(list.T) {
		return list
	}
	s, ok := f.sequence(list)
	if !ok {
		return errVal()
	}
	bools := f.collect(f.dynamic(list, s), func(i, x, acc *val) *val { return f.push(acc, f.truth(x)) })
	if isErr(bools.T) {
		return bools
	}
	return f.prim(onList, bools)
}

// dynamic views a list of alike or number elements as a run-time sequence; a
// list of unlike elements becomes bools first.
func (f *frame) dynamic(list *val, s *sequence) *sequence {
	if !s.unlike {
		return s
	}
	elems := make([]*val, s.static)
	for i := range elems {
		elems[i] = f.truth(s.at(f.constant(int64(i))))
	}
	exact := f.product(types.List{Exact: true, Elems: valTypes(elems)}, elems)
	run := f.coerce(exact, types.List{Elems: []types.Type{types.Bool}})
	d, _ := f.sequence(run)
	return d
}

func (f *frame) callBool(pos []*val, _ []string, _ []*val) *val {
	if len(pos) == 0 {
		return f.constant(false)
	}
	return f.truth(pos[0])
}
