package infer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// walkWhile infers the loop until the carried types are stable.
func (f *frame) walkWhile(n *ir.Node) {
	init := f.gets(n.Args)
	ts := f.initTypes(n, init)
	for trial := 0; trial < maxTrials; trial++ {
		if anyErr(init) || hasErr(ts) {
			f.errResults(n)
			return
		}
		if f.tryWhile(n, init, &ts) {
			return
		}
	}
	f.unsettled(n)
	f.errResults(n)
}

func hasErr(ts []types.Type) bool {
	for _, t := range ts {
		if isErr(t) {
			return true
		}
	}
	return false
}

func (f *frame) gets(vs []*ir.Value) []*val {
	out := make([]*val, len(vs))
	for i, v := range vs {
		out[i] = f.get(v)
	}
	return out
}

// tryWhile emits the loop at the given carried types; false if they grew.
func (f *frame) tryWhile(n *ir.Node, init []*val, ts *[]types.Type) bool {
	cond, body := n.Regions[0], n.Regions[1]
	outer := f.facts
	done := false
	defer func() {
		f.facts = outer
		if done {
			f.exitFacts(n)
		}
	}()
	var passed, results []*val
	var condDead, bodyDead, never bool
	t := f.tryObjects(n, init)
	cr := f.open(slices.Concat(*ts, t.types()), func(ps []*ir.Value) []*ir.Value {
		f.bindParams(cond.Params, ps[:len(*ts)], init)
		t.enter(cond.Params, ps[:len(*ts)], ps[len(*ts):])
		vals := f.region(cond)
		if condDead = f.dead; condDead {
			return nil
		}
		if isErr(vals[0].T) || anyErr(vals) {
			passed = vals
			return nil
		}
		passed = vals
		never = vals[0].isK && vals[0].known == false
		return append(valueList(vals), t.leave()...)
	})
	checked := f.now
	f.dead = false
	if condDead || anyErr(passed) {
		t.back()
		f.dead = condDead
		f.errResults(n)
		return true
	}
	if never {
		br := f.open(ir.Types(cr.Results[1:]), func(ps []*ir.Value) []*ir.Value {
			return f.deads(slices.Concat(*ts, t.types()))
		})
		if t.back(); t.learn(passed[1:], checked) {
			return false
		}
		f.closeWhile(n, cr, br, init, *ts, t)
		return true
	}
	f.facts = merged(outer, f.factsOf(cond.Results[0], true))
	br := f.open(ir.Types(cr.Results[1:]), func(ps []*ir.Value) []*ir.Value {
		f.bindParams(body.Params, ps[:len(*ts)], passed[1:])
		t.pass(passed[1:], body.Params, ps[:len(*ts)], ps[len(*ts):])
		f.passFacts(body.Params, cond.Results[1:])
		results = f.region(body)
		if bodyDead = f.dead; !bodyDead {
			t.leave()
		}
		return nil
	})
	end := f.now
	t.back()
	f.dead = false
	f.facts = outer
	f.node, f.b.Loc = n, n.Loc
	if bodyDead {
		if t.learn(passed[1:], checked) {
			return false
		}
		f.extend(br, end, func() []*ir.Value { return f.deads(slices.Concat(*ts, t.types())) })
		f.closeWhile(n, cr, br, init, *ts, t)
		return true
	}
	if !anyErr(results) && t.learn(results, end) {
		return false
	}
	if now, changed := f.widen(n, *ts, results); changed {
		*ts = now
		return false
	}
	f.extend(br, end, func() []*ir.Value {
		out := make([]*ir.Value, len(results))
		for i, r := range results {
			out[i] = f.coerce(r, (*ts)[i]).V
		}
		return append(out, t.yields()...)
	})
	f.closeWhile(n, cr, br, init, *ts, t)
	done = true
	return true
}

// passFacts hands narrowings of passed values, and of what paths lead to from
// them, on to the body's parameters or to the loop's results.
func (f *frame) passFacts(params, passed []*ir.Value) {
	facts := merged(f.facts, nil)
	for i, p := range params {
		from := f.env[passed[i]].path
		if from == "" {
			continue
		}
		for path, t := range f.facts {
			if rest, ok := strings.CutPrefix(path, from); ok && (rest == "" || rest[0] == '.' || rest[0] == '[') {
				facts[f.env[p].path+rest] = t
			}
		}
	}
	f.facts = facts
}

// exitFacts are what the condition shows when the loop ends, about its results.
func (f *frame) exitFacts(n *ir.Node) {
	cond := n.Regions[0]
	outer := f.facts
	f.facts = f.factsOf(cond.Results[0], false)
	for _, r := range n.Results {
		f.env[r].path = fmt.Sprint("v", r.ID)
	}
	f.passFacts(n.Results, cond.Results[1:])
	f.facts = merged(outer, f.facts)
}

func (f *frame) deads(ts []types.Type) []*ir.Value {
	out := make([]*ir.Value, len(ts))
	for i, t := range ts {
		out[i] = f.b.Emit1(typed.Dead{T: t})
	}
	return out
}

func valueList(vs []*val) []*ir.Value {
	out := make([]*ir.Value, len(vs))
	for i, v := range vs {
		out[i] = v.V
	}
	return out
}

// bindParams binds region parameters. A value without leaves is known by its
// type alone.
func (f *frame) bindParams(params []*ir.Value, ps []*ir.Value, from []*val) {
	for i, p := range params {
		f.env[p] = &val{T: ps[i].Type, V: ps[i], path: fmt.Sprintf("v%d", p.ID)}
		delete(f.facts, f.env[p].path)
	}
}

func (f *frame) closeWhile(n *ir.Node, cr, br *ir.Region, init []*val, ts []types.Type, t *loopTrial) {
	args := make([]*ir.Value, len(init))
	for i, v := range init {
		args[i] = f.coerce(v, ts[i]).V
	}
	args = append(args, t.args()...)
	out := f.b.EmitRegions(ops.While{}, []*ir.Region{cr, br}, args...)
	for i, r := range n.Results {
		f.env[r] = &val{T: out[i].Type, V: out[i]}
	}
	t.done(out)
}
