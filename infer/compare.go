package infer

import (
	"fmt"
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// compare infers ==, <, and so on: element by element for sequences, by
// fields for dataclasses. A class that defines == alone has != as its opposite.
func (f *frame) compare(op string, a, b *val) *val {
	if u, ok := a.T.(types.Union); ok {
		return f.distribute(a, u, func(m *val) *val { return f.compare(op, m, b) }, op)
	}
	if u, ok := b.T.(types.Union); ok {
		return f.distribute(b, u, func(m *val) *val { return f.compare(op, a, m) }, op)
	}
	if a.T == types.Never || b.T == types.Never {
		f.dead = true
		return &val{T: types.Never}
	}
	return f.callOperator(names.Comparison(op), a, b, true, func() *val { return f.builtinCompare(op, a, b) })
}

// builtinCompare infers a comparison for which no method is.
func (f *frame) builtinCompare(op string, a, b *val) *val {
	if op == "!=" && (f.negates(a) || f.negates(b)) {
		return f.not(f.truth(f.compare("==", a, b)))
	}
	a, b = f.asTuples(a, b)
	if op == "!=" {
		if v, ok := f.structEqual(a, b); ok {
			return f.not(v)
		}
	}
	if op == "==" {
		if v, ok := f.structEqual(a, b); ok {
			return v
		}
	}
	if isSet(a.T) && isSet(b.T) {
		return f.compareSets(op, a, b)
	}
	if v, ok := f.lexical(op, a, b); ok {
		return v
	}
	if c, ok := f.classOf(a.T); ok && f.e.maker(c, names.Comparison(op).Left) != nil {
		if d, ok := f.classOf(b.T); ok && c == d {
			return f.compareFields(op, a, b)
		}
	}
	a, b = f.listAsOperand(a, b), f.listAsOperand(b, a)
	return f.prim("op."+op, a, b)
}

// negates reports whether != of an object is the opposite of its method __eq__; that of tuples compares their elements.
func (f *frame) negates(v *val) bool { return f.hasMethod(v, "__eq__") && f.namedTuple(v.T) == nil }

// structEqual compares values that are not numbers, arrays or strings.
func (f *frame) structEqual(a, b *val) (*val, bool) {
	if typed.IsDType(a.T) || typed.IsDType(b.T) {
		return f.equalDTypes(a, b), true
	}
	if x, y, ok := f.tuplesAsLists(a, b); ok {
		return f.equalLists(f.runList(x), f.runList(y)), true
	}
	if anyTuple(a.T) {
		switch {
		case isNamed(a.T) && types.Equal(a.T, b.T):
			return f.equalNamed(a, b), true
		case isTuple(b.T):
			return f.equalParts(a, b), true
		}
		return f.unequalKinds(b)
	}
	switch x := a.T.(type) {
	case types.List:
		y, ok := b.T.(types.List)
		if !ok {
			return f.unequalKinds(b)
		}
		if x.Exact && y.Exact {
			return f.equalParts(a, b), true
		}
		return f.equalLists(f.runList(a), f.runList(b)), true
	case types.Iter:
		if isCounter(x) && isCounter(b.T) {
			return f.equalCounters(a, b), true
		}
		if isKeyed(x) {
			return f.equalKeyed(a, b), true
		}
	case types.Dict:
		if isMap(b.T) {
			return f.equalKeyed(f.asMap(a), b), true
		}
		if y, ok := b.T.(types.Dict); ok && len(x.Names) == len(y.Names) {
			return f.equalDicts(a, b, x, y), true
		}
		return f.constant(false), true
	case types.Object, types.Named:
		ha, _ := f.classOf(a.T)
		hb, ok := f.classOf(b.T)
		if !ok || ha != hb {
			return f.constant(false), true
		}
		return f.compareFields("==", a, b), true
	case types.Static, types.Func, types.Bound:
		return f.is(a, b, false), true
	}
	if isRange(a.T) && !isArray(b.T) || isRange(b.T) && !isArray(a.T) {
		return f.rangeEqual(a, b), true
	}
	if isSingle(a.T) || isSingle(b.T) {
		return f.constant(sameSingle(a.T, b.T)), true
	}
	if isStruct(b.T) && !isArray(a.T) {
		return f.constant(false), true
	}
	if a.T == types.Str != (b.T == types.Str) && !isArray(a.T) && !isArray(b.T) {
		return f.constant(false), true
	}
	return nil, false
}

// equalDTypes compares a dtype with something.
func (f *frame) equalDTypes(a, b *val) *val {
	var args [2]typed.Arg
	for i, v := range []*val{a, b} {
		args[i].T = v.T
		if v.T == types.Str {
			if args[i].Known, args[i].IsKnown = f.demand(v); !args[i].IsKnown {
				return f.errorf(diag.BadDType, "the name of a dtype must be known at compile time")
			}
		}
	}
	return f.constant(typed.EqualDTypes(args[0], args[1]))
}

// isSingle reports whether t has one value: None, which the gradient of nothing is too, Ellipsis, or none at all.
func isSingle(t types.Type) bool {
	return types.IsNothing(t) || t == types.Ellipsis || t == types.Unset
}

func sameSingle(a, b types.Type) bool { return a == b || types.IsNothing(a) && types.IsNothing(b) }

func isStruct(t types.Type) bool {
	switch t.(type) {
	case types.Tuple, types.List, types.Dict, types.Object, types.Named, types.Func, types.Static, types.Bound:
		return true
	}
	return types.IsRunTuple(t) || isKeyed(t)
}

// isTuple reports whether t is a tuple, also one that nests in itself.
func isTuple(t types.Type) bool {
	switch t := t.(type) {
	case types.Tuple:
		return true
	case types.Named:
		return t.Kind == "tuple"
	}
	return false
}

func isNamed(t types.Type) bool { _, ok := t.(types.Named); return ok }

func isArray(t types.Type) bool { _, ok := t.(types.Array); return ok }

func (f *frame) unequalKinds(b *val) (*val, bool) {
	if isArray(b.T) {
		return nil, false
	}
	return f.constant(false), true
}

func (f *frame) equalParts(a, b *val) *val {
	xs, ys := f.partsOf(a), f.partsOf(b)
	if len(xs) != len(ys) {
		return f.constant(false)
	}
	return f.allOf(len(xs), func(i int) *val { return f.equalItems(xs[i], ys[i]) })
}

// equalItems compares items of containers: what is one object is equal there, a nan too.
func (f *frame) equalItems(a, b *val) *val {
	if identical(a, b) {
		return f.constant(true)
	}
	return f.truth(f.compare("==", a, b))
}

// identical reports whether two values are surely one object: the same value, the same constant of a module, or the same
// part of one object.
func identical(a, b *val) bool {
	return a.object != "" && a.object == b.object || sameValue(a.V, b.V)
}

func sameValue(a, b *ir.Value) bool {
	if a == nil || b == nil || a == b || a.Def == nil || b.Def == nil {
		return a != nil && a == b
	}
	x, ok := a.Def.Op.(typed.Part)
	y, same := b.Def.Op.(typed.Part)
	return ok && same && x.I == y.I && sameValue(a.Def.Args[0], b.Def.Args[0])
}

// equalDicts compares by key, whatever the order.
func (f *frame) equalDicts(a, b *val, x, y types.Dict) *val {
	at := map[string]int{}
	for i, n := range y.Names {
		at[n] = i
	}
	xs, ys := f.partsOf(a), f.partsOf(b)
	for _, n := range x.Names {
		if _, ok := at[n]; !ok {
			return f.constant(false)
		}
	}
	return f.allOf(len(xs), func(i int) *val { return f.equalItems(xs[i], ys[at[x.Names[i]]]) })
}

// allOf is test(0) and test(1) and … with short circuit.
func (f *frame) allOf(n int, test func(i int) *val) *val {
	if n == 0 {
		return f.constant(true)
	}
	first := test(0)
	return f.allFrom(first, 1, n, test)
}

func (f *frame) allFrom(c *val, i, n int, test func(i int) *val) *val {
	if i == n || isErr(c.T) {
		return c
	}
	return f.cond(c,
		func() *val { return f.allFrom(test(i), i+1, n, test) },
		func() *val { return f.constant(false) })
}

func (f *frame) equalLists(a, b *val) *val {
	if identical(a, b) {
		return f.constant(true)
	}
	same := f.prim("op.==", f.prim("list.len", a), f.prim("list.len", b))
	return f.cond(same, func() *val { return f.reduceBool(a, b) }, func() *val { return f.constant(false) })
}

// reduceBool compares two lists of one length element by element.
func (f *frame) reduceBool(a, b *val) *val {
	sa, _ := f.sequence(a)
	sb, _ := f.sequence(b)
	all := f.collect(sa, func(i, item, acc *val) *val {
		return f.push(acc, f.equalItems(item, f.fresh1(sb.at(i))))
	})
	if isErr(all.T) {
		return all
	}
	return f.prim("list.all", all)
}

// lexical orders tuples and lists.
func (f *frame) lexical(op string, a, b *val) (*val, bool) {
	_, ta := a.T.(types.Tuple)
	_, tb := b.T.(types.Tuple)
	la, okA := a.T.(types.List)
	lb, okB := b.T.(types.List)
	if x, y, ok := f.tuplesAsLists(a, b); ok {
		return f.lexRun(op, f.runList(x), f.runList(y)), true
	}
	if okA && okB && !(la.Exact && lb.Exact) {
		return f.lexRun(op, f.runList(a), f.runList(b)), true
	}
	if !(ta && tb) && !(okA && okB) {
		return nil, false
	}
	xs, ys := f.partsOf(a), f.partsOf(b)
	return f.lexFrom(op, xs, ys), true
}

// lexRun orders lists of run-time length: by the first elements that differ, or else by the lengths.
func (f *frame) lexRun(op string, a, b *val) *val {
	n, m := f.prim("list.len", a), f.prim("list.len", b)
	byLength := func() *val { return f.prim("op."+op, n, m) }
	if a.T.(types.List).Elems[0] == types.Never || b.T.(types.List).Elems[0] == types.Never {
		return byLength()
	}
	at := f.callLibrary("seq_differ", a, b)
	if isErr(at.T) || f.dead {
		return at
	}
	return f.cond(f.prim("op.<", at, f.prim("py.min", n, m)), func() *val {
		return f.truth(f.compare(op, f.fresh1(f.prim("list.at", a, at)), f.fresh1(f.prim("list.at", b, at))))
	}, byLength)
}

func (f *frame) lexFrom(op string, xs, ys []*val) *val {
	if len(xs) == 0 || len(ys) == 0 {
		x, y := int64(len(xs)), int64(len(ys))
		return f.constant(map[string]bool{"<": x < y, "<=": x <= y, ">": x > y, ">=": x >= y}[op])
	}
	return f.lexNext(op, xs, ys, func() *val { return f.truth(f.compare(op, xs[0], ys[0])) })
}

// lexNext goes on with the elements behind the first ones, if those are equal; else unlike says how they are ordered.
func (f *frame) lexNext(op string, xs, ys []*val, unlike func() *val) *val {
	same := f.equalItems(xs[0], ys[0])
	if isErr(same.T) {
		return same
	}
	return f.cond(same, func() *val { return f.lexTie(op, xs[1:], ys[1:]) }, unlike)
}

// lexTie is lexFrom behind elements that are equal, as they may never be: that what comes then has no order is told when it does.
// Of objects that are equal if they are one it does, since who orders tuples has each object once.
func (f *frame) lexTie(op string, xs, ys []*val) *val {
	if len(xs) == 0 || len(ys) == 0 || !f.orderless(op, xs[0], ys[0]) {
		return f.lexFrom(op, xs, ys)
	}
	unlike := func() *val {
		return f.raiseText("TypeError", fmt.Sprintf("'%s' not supported between instances of '%s' and '%s'", op, typed.PyName(xs[0].T), typed.PyName(ys[0].T)))
	}
	if c, _ := f.classOf(xs[0].T); f.e.maker(c, "__eq__") == nil && !f.hasMethod(xs[0], "__eq__") {
		return unlike()
	}
	return f.lexNext(op, xs, ys, unlike)
}

// orderless reports whether two are objects of a class that has no such comparison.
func (f *frame) orderless(op string, x, y *val) bool {
	c, ok := f.classOf(x.T)
	d, also := f.classOf(y.T)
	by := names.Comparison(op)
	return ok && also && c == d && f.e.maker(c, by.Left) == nil && !f.hasMethod(x, by.Left) && !f.hasMethod(x, by.Right)
}

// in infers membership.
func (f *frame) in(x, s *val, neg bool) *val {
	v := f.contains(x, s)
	if neg {
		return f.not(v)
	}
	return v
}

func (f *frame) contains(x, s *val) *val {
	if s.T == types.Str {
		return f.prim("str.contains", s, x)
	}
	if d, ok := s.T.(types.Dict); ok {
		if k, known := x.known.(string); known {
			return f.constant(slices.Contains(d.Names, k))
		}
		if len(d.Names) == 0 {
			return f.constant(false)
		}
	}
	if it, ok := s.T.(types.Iter); ok && it.Kind == types.MapKeys {
		s = f.part(s, 0)
	}
	if isKeyed(s.T) {
		return f.hasKey(s, x)
	}
	if isRange(s.T) && (x.T == types.Int || x.T == types.Bool) {
		return f.rangeHas(s, x)
	}
	if m, ok := f.method(s, "__contains__"); ok {
		return f.truth(f.call(m, []*val{x}, nil, nil))
	}
	seq, ok := f.sequence(s)
	if !ok {
		return errVal()
	}
	if seq.static >= 0 && seq.static <= maxUnroll {
		none := f.allOf(seq.static, func(i int) *val {
			return f.not(f.equalItems(seq.at(f.constant(int64(i))), x))
		})
		return f.not(none)
	}
	all := f.collect(seq, func(i, item, acc *val) *val {
		return f.push(acc, f.equalItems(item, x))
	})
	if isErr(all.T) {
		return all
	}
	return f.prim("list.any", all)
}
