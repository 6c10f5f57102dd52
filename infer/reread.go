package infer

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// A loop over a list that it makes longer or shorter asks for the length and the element at each trip, as Python does.

// findReread infers a loop again if a trip has changed the length of what it goes over.
func (f *frame) findReread(n *ir.Node, before, end map[*ir.Value]version) {
	if !f.e.tracks || f.e.reread[n] {
		return
	}
	it := f.env[n.Args[0]]
	if it.V == nil {
		return
	}
	for _, r := range f.roots(it.V) {
		if end[r].sizes != before[r].sizes {
			f.e.reread[n] = true
			f.redoLoops(n.Regions[0])
		}
	}
}

// loopRereading infers such a loop.
func (f *frame) loopRereading(n *ir.Node, init []*val) {
	ts := f.initTypes(n, init)
	check := f.sameSize(f.present(f.env[n.Args[0]]))
	for range maxTrials {
		if hasErr(ts) {
			f.errResults(n)
			return
		}
		if f.tryRereading(n, init, &ts, check) {
			return
		}
	}
	f.unsettled(n)
	f.errResults(n)
}

// tryRereading emits it at the given carried types; false if they grew.
func (f *frame) tryRereading(n *ir.Node, init []*val, ts *[]types.Type, check func(now *val)) bool {
	body := n.Regions[0]
	t := f.tryObjects(n, init)
	outer := f.facts
	width := 1 + len(*ts)
	params := slices.Concat([]types.Type{types.Int}, *ts, t.types())
	var names []*val
	ok := true
	cr := f.open(params, func(ps []*ir.Value) []*ir.Value {
		f.bindParams(body.Params[1:], ps[1:width], init)
		t.enter(body.Params[1:], ps[1:width], ps[width:])
		names = f.gets(body.Params[1:])
		more := errVal()
		it := f.present(f.env[n.Args[0]])
		if check(it); f.dead {
			return nil
		}
		if seq, is := f.sequence(it); is {
			more = f.prim("op.<", &val{T: types.Int, V: ps[0]}, seq.length())
		}
		if ok = !isErr(more.T) && !anyErr(names); !ok {
			return nil
		}
		return slices.Concat([]*ir.Value{more.V, ps[0]}, valueList(names), t.leave())
	})
	f.node, f.b.Loc = n, n.Loc
	if !ok {
		t.back()
		f.errResults(n)
		return true
	}
	var results []*val
	dead := false
	br := f.open(ir.Types(cr.Results[1:]), func(ps []*ir.Value) []*ir.Value {
		f.facts = merged(outer, nil)
		f.bindParams(body.Params[1:], ps[1:width], names)
		t.pass(names, body.Params[1:], ps[1:width], ps[width:])
		seq, _ := f.sequence(f.present(f.env[n.Args[0]]))
		counter := &val{T: types.Int, V: ps[0]}
		f.env[body.Params[0]] = f.fresh1(seq.at(counter))
		next := f.prim("int.succ", counter)
		results = append([]*val{next}, f.region(body)...)
		if dead = f.dead; !dead {
			t.leave()
		}
		return nil
	})
	end := f.now
	t.back()
	f.dead, f.facts = false, outer
	f.node, f.b.Loc = n, n.Loc
	if !dead {
		if anyErr(results) {
			f.errResults(n)
			return true
		}
		if t.learn(results[1:], end) {
			return false
		}
		if now, changed := f.widen(n, *ts, results[1:]); changed {
			*ts = now
			return false
		}
	}
	f.extend(br, end, func() []*ir.Value {
		if dead {
			return f.deads(params)
		}
		out := []*ir.Value{results[0].V}
		for i, v := range results[1:] {
			out = append(out, f.coerce(v, (*ts)[i]).V)
		}
		return append(out, t.yields()...)
	})
	args := []*ir.Value{f.constant(int64(0)).V}
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
