package infer

import (
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// An object with a method __next__ is an iterator. The method gives what is not set where it raises StopIteration
// (frontend/next.go). A loop over such an object asks it at each trip.

// asking is the method that gives the items.
const asking = "__next__"

// isAsking reports whether a function is that method of a class.
func isAsking(fn *ir.Func) bool { return strings.HasSuffix(functionName(fn.Name), "."+asking) }

// asks reports whether v is such an object.
func (f *frame) asks(v *val) bool { return f.hasMethod(v, asking) }

// askNext calls __next__ and gives what it has returned, with whether that is an item.
func (f *frame) askNext(it *val) (got, has *val) {
	got = f.asked(it)
	if isErr(got.T) || f.dead {
		return got, got
	}
	u, ok := got.T.(types.Union)
	switch {
	case got.T == types.Unset:
		return got, f.constant(false)
	case !ok || len(u.Within(types.Unset)) == 0:
		return got, f.constant(true)
	}
	return got, f.not(&val{T: types.Bool, V: f.b.Emit1(typed.UnionHas{T: types.Unset}, got.V)})
}

// asked calls __next__, out of which no StopIteration may come any more.
func (f *frame) asked(it *val) *val {
	if isErr(it.T) {
		return it
	}
	f.lazy++
	defer func() { f.lazy-- }()
	m := f.getAttr(it, asking)
	by, ok := m.T.(types.Bound)
	if !ok {
		return f.call(m, nil, nil, nil)
	}
	of, ok := by.By.(types.Method)
	if !ok {
		return f.call(m, nil, nil, nil)
	}
	fn, parts := f.e.src.Func(of.Func), f.partsOf(m)
	args, ok := f.bind(fn, parts[1:], parts[:1], nil, nil)
	if !ok {
		return errVal()
	}
	return f.callPlain(fn, args)
}

// item is what __next__ has given where that is an item.
func (f *frame) item(got *val) *val {
	return f.setOr(got, func() *val { return &val{T: types.Never} })
}

// setOr is a value without what is not set, for which there is another one.
func (f *frame) setOr(v *val, absent func() *val) *val {
	u, ok := v.T.(types.Union)
	switch {
	case v.T == types.Unset:
		return absent()
	case !ok || len(u.Within(types.Unset)) == 0:
		return v
	}
	var rest []types.Type
	for _, m := range u.Members {
		if m != types.Unset {
			rest = append(rest, m)
		}
	}
	t := types.UnionOf(rest)
	unset := &val{T: types.Bool, V: f.b.Emit1(typed.UnionHas{T: types.Unset}, v.V)}
	return f.cond(unset, absent, func() *val { return &val{T: t, V: f.b.Emit1(typed.Narrow{T: t}, v.V), path: v.path} })
}

// callNext infers next(it) and next(it, default).
func (f *frame) callNext(pos []*val, _ []string, _ []*val) *val {
	it := pos[0]
	if u, ok := it.T.(types.Union); ok {
		return f.distribute(it, u, func(m *val) *val { return f.callNext(append([]*val{m}, pos[1:]...), nil, nil) }, "next")
	}
	stop := func() *val {
		if len(pos) == 1 {
			return f.raiseText("StopIteration", "")
		}
		return pos[1]
	}
	if f.asks(it) || isSuper(it.T) {
		got := f.asked(it)
		if isErr(got.T) || f.dead {
			return got
		}
		return f.setOr(got, stop)
	}
	switch name := usedUp(it.T); name {
	case "":
		return f.errorf(diag.NotIterable, "'%s' object is not an iterator", typed.PyName(it.T))
	case "map", "filter", "zip":
		return f.limit(diag.IteratorReused, "a loop asks it for one item after the other", "next of a %s is not taken yet", name)
	}
	s, ok := f.sequence(it)
	if !ok {
		return errVal()
	}
	zero := f.constant(int64(0))
	some := f.prim("op.<", zero, s.length())
	return f.cond(some, func() *val { return f.fresh1(s.at(zero)) }, stop)
}

func isSuper(t types.Type) bool {
	b, ok := t.(types.Bound)
	if !ok {
		return false
	}
	_, ok = b.By.(types.Super)
	return ok
}

// loopAsking infers a loop over an object that is asked for each item.
func (f *frame) loopAsking(n *ir.Node, init []*val) {
	ts := f.initTypes(n, init)
	for range maxTrials {
		if hasErr(ts) {
			f.errResults(n)
			return
		}
		if f.tryAsking(n, init, &ts) {
			return
		}
	}
	f.unsettled(n)
	f.errResults(n)
}

// tryAsking emits it at the given carried types; false if they grew.
func (f *frame) tryAsking(n *ir.Node, init []*val, ts *[]types.Type) bool {
	body := n.Regions[0]
	t := f.tryObjects(n, init)
	outer := f.facts
	width := len(*ts)
	var names []*val
	var got, has *val
	cr := f.open(slices.Concat(*ts, t.types()), func(ps []*ir.Value) []*ir.Value {
		f.bindParams(body.Params[1:], ps[:width], init)
		t.enter(body.Params[1:], ps[:width], ps[width:])
		names = f.gets(body.Params[1:])
		if got, has = f.askNext(f.present(f.env[n.Args[0]])); f.dead || isErr(has.T) || anyErr(names) {
			return nil
		}
		return slices.Concat([]*ir.Value{has.V, got.V}, valueList(names), t.leave())
	})
	checked := f.now
	f.node, f.b.Loc = n, n.Loc
	if f.dead || isErr(has.T) || anyErr(names) {
		dead := f.dead
		t.back()
		f.dead = dead
		f.errResults(n)
		return true
	}
	var results []*val
	dead := false
	br := f.open(ir.Types(cr.Results[1:]), func(ps []*ir.Value) []*ir.Value {
		f.facts = merged(outer, nil)
		f.bindParams(body.Params[1:], ps[1:1+width], names)
		t.pass(names, body.Params[1:], ps[1:1+width], ps[1+width:])
		f.mayShare(ps[0], nil, got.V)
		item := f.item(&val{T: ps[0].Type, V: ps[0]})
		if f.dead = f.dead || item.T == types.Never; f.dead {
			dead = true
			return nil
		}
		f.env[body.Params[0]] = f.fresh1(item)
		results = f.region(body)
		if dead = f.dead; !dead {
			t.leave()
		}
		return nil
	})
	end := f.now
	t.back()
	f.dead, f.facts = false, outer
	f.node, f.b.Loc = n, n.Loc
	if dead {
		results, end = names, checked
	}
	if anyErr(results) {
		f.errResults(n)
		return true
	}
	if t.learn(results, end) {
		return false
	}
	if now, changed := f.widen(n, *ts, results); changed {
		*ts = now
		return false
	}
	f.extend(br, end, func() []*ir.Value {
		if dead {
			return f.deads(slices.Concat(*ts, t.types()))
		}
		var out []*ir.Value
		for i, v := range results {
			out = append(out, f.coerce(v, (*ts)[i]).V)
		}
		return append(out, t.yields()...)
	})
	var args []*ir.Value
	for i, v := range init {
		args = append(args, f.coerce(v, (*ts)[i]).V)
	}
	out := f.b.EmitRegions(ops.While{}, []*ir.Region{cr, br}, append(args, t.args()...)...)[1:]
	for i, r := range n.Results {
		f.env[r] = &val{T: out[i].Type, V: out[i]}
	}
	t.done(out)
	return true
}

// askCursor takes the next item of a cursor over such an object.
func (f *frame) askCursor(n *ir.Node, it *val, parts []*val) {
	got, has := f.askNext(f.present(parts[0]))
	if f.dead || isErr(has.T) {
		f.errResults(n)
		return
	}
	item := f.cond(has, func() *val { return f.item(got) }, func() *val { return &val{T: types.Never} })
	f.dead = false
	f.set(n, has, item, f.product(it.T, []*val{f.present(parts[0]), parts[1]}))
}

// drained is a list of the items that such an object gives, for a built-in that asks for all.
func (f *frame) drained(called string, it *val) *val {
	switch called {
	case "any", "all", "zip", "map", "filter", "enumerate":
		return f.limit(diag.IteratorReused, "a loop asks it for one item after the other", "%s of an object with __next__ is not taken yet", called)
	}
	return f.callLibrary("seq_drain", it)
}
