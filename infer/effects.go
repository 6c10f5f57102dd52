package infer

import (
	"maps"
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// effects is what a context does to the objects that are its arguments. It only grows.
type effects struct {
	wrote    map[int]types.Type // arguments that are changed: their versions at the end are further results
	by       map[int]mutation   // the changes
	versions map[int]*form      // of those of which the caller puts the version together
	lost     map[int]bool       // arguments that cannot be followed afterwards
	links    map[[2]int]bool    // arguments, and as if it were the one after the last the result, that may hold parts of each other afterwards
	form     *form              // of the result; nil: it does not return
	idle     map[int]bool       // arguments of which only methods are called in which they are idle, too
	tangled  bool               // elements of the result may be one object
	knots    map[int]bool       // arguments of which parts may be one object afterwards
	once     map[int]bool       // arguments of which a gradient is taken: they must hold each object once
}

// effectsOf finds what the run of a context has done.
func (f *frame) effectsOf(ret *val) *effects {
	out := &effects{wrote: map[int]types.Type{}, by: map[int]mutation{}, versions: map[int]*form{}, lost: map[int]bool{},
		links: map[[2]int]bool{}, knots: map[int]bool{}, once: f.graded}
	if f.dead {
		return out
	}
	b := f.newFormer()
	for i, p := range f.b.F.Params {
		if !f.carries(p.Type) {
			continue
		}
		v := f.now[p]
		now := f.presentRoot(p)
		out.by[i] = v.since(version{})
		if v.lost != nil {
			out.lost[i] = true
		}
		b.holds(i, p)
		if now.V == p {
			continue
		}
		out.wrote[i] = plainSizes(f.c, now.T)
		whole := []*ir.Value{p}
		if got := b.version(i, now.V, out.by[i].kind); got != nil {
			out.versions[i], whole = got.form, got.all
		}
		if f.knotted(whole...) {
			out.knots[i] = true
		}
	}
	out.idle = f.idleParams(out, ret)
	f.deny(append(slices.Collect(maps.Values(out.wrote)), ret.T))
	if ret.V == nil || !f.carries(ret.T) {
		b.link(out)
		return out
	}
	got := b.find(ret.V)
	b.holds(len(f.b.F.Params), got.own...) // a place in an argument holds what that does
	out.form = got.form
	out.tangled = f.knotted(got.all...)
	b.link(out)
	return out
}

// join adds what an earlier run has found, and reports whether that was all.
func (e *effects) join(was *effects, c *context) (same bool) {
	if was == nil {
		return false
	}
	same = len(e.wrote) <= len(was.wrote)
	for i, t := range e.wrote {
		old, ok := was.wrote[i]
		if !ok {
			same = false
			continue
		}
		j := &types.Joiner{Fresh: sizeNames("w", i)}
		e.wrote[i] = plainSizes(c, j.Join(old, t))
		same = same && types.Equal(e.wrote[i], old)
	}
	n := len(c.args)
	for i, t := range was.wrote {
		if e.wrote[i] == nil {
			e.wrote[i] = t
			if o := was.versions[i]; o != nil { // which it has as it came
				e.drop(i, n, o)
			}
			continue
		}
		switch old, now := was.versions[i], e.versions[i]; {
		case old == nil && now != nil:
			e.drop(i, n, now)
		case old != nil && (now == nil || !now.equal(old)):
			e.drop(i, n, old)
			if now != nil {
				e.drop(i, n, now)
			}
		}
	}
	grew := func(all, old map[int]bool) {
		for i := range all {
			same = same && old[i]
		}
		maps.Copy(all, old)
	}
	for i, m := range was.by {
		e.by[i] = e.by[i].with(m)
	}
	for i, m := range e.by {
		same = same && m.within(was.by[i])
	}
	for i := range was.idle {
		same = same && e.idle[i]
	}
	maps.DeleteFunc(e.idle, func(i int, _ bool) bool { return !was.idle[i] })
	switch {
	case e.form == nil:
		e.form = was.form
	case was.form == nil:
		same = false
	case !e.form.equal(was.form):
		e.drop(n, n, e.form)
		e.drop(n, n, was.form)
		same = same && was.form.equal(e.form)
	}
	e.settle(n)
	same = same && maps.EqualFunc(e.versions, was.versions, (*form).equal)
	same = same && (was.tangled || !e.tangled)
	e.tangled = e.tangled || was.tangled
	grew(e.lost, was.lost)
	grew(e.knots, was.knots)
	e.once = maps.Clone(e.once)
	grew(e.once, was.once)
	for l := range e.links {
		same = same && was.links[l]
	}
	maps.Copy(e.links, was.links)
	return same
}

// joined notes what a run has done, and gives all that the context is known to do.
func (f *frame) joined(does *effects) *effects {
	f.c.does = does
	if old := f.c.ret; old != nil {
		does.join(old.does, f.c)
	}
	return does
}

// written lists the arguments that are changed, in order.
func (e *effects) written() []int {
	if e == nil {
		return nil
	}
	return slices.Sorted(maps.Keys(e.wrote))
}

// touched lists the arguments that are changed, maybe through another name, in order.
func (e *effects) touched() []int {
	all := maps.Clone(e.lost)
	for i := range e.wrote {
		all[i] = true
	}
	return slices.Sorted(maps.Keys(all))
}

// versions are the further results of the function: the arguments that are changed, as they are at the end.
func (f *frame) versions(does *effects) []*ir.Value {
	var out []*ir.Value
	for _, i := range does.written() {
		t := does.wrote[i]
		if f.dead {
			out = append(out, f.b.Emit1(typed.Dead{T: t}))
			continue
		}
		out = append(out, f.coerce(f.presentRoot(f.b.F.Params[i]), t).V)
	}
	return out
}

// afterCall changes the arguments of a call as it has changed them, and gives its result.
func (f *frame) afterCall(does *effects, v *val, args []*val, versions []*ir.Value) *val {
	written := does.written()
	if !f.apart(does, args) {
		if !f.overlaps(args) {
			d := diag.Limitf(diag.SharedObject, f.span(), "this call changes an argument that another may be or hold")
			f.report(d.WithHelp(diag.MutationHelp))
		}
		return errVal()
	}
	if f.passesKnot(does, args) || !f.holdOnce(slices.Collect(maps.Keys(does.once)), args) {
		return errVal()
	}
	b := &builder{f: f, args: args, slots: map[int]*val{}}
	for k, i := range written {
		nv := &val{T: versions[k].Type, V: versions[k]}
		if o := does.versions[i]; o != nil && len(f.partTypes(nv.T)) == len(o.parts) {
			nv = b.build(o, nv, i)
		}
		f.assignAs(args[i], nv, does.by[i])
	}
	for i := range does.lost {
		why := &loss{changed: f.span(), of: does.by[i].of}
		for _, r := range f.roots(args[i].V) {
			f.lose(r, why)
		}
		for _, r := range f.reachable(args[i].V) {
			if f.concerns(r, why.of) {
				f.lose(r, why)
			}
		}
	}
	if b.failed {
		return errVal()
	}
	f.tieResult(does, v, args)
	out := v
	if v.V != nil {
		if does.tangled {
			noteEntry(f, f.tangles, v.V, f.span())
		}
		if does.form != nil && !does.form.plain() {
			out = b.build(does.form, v, -1)
		}
	}
	b.relate(does, v)
	return out
}

// apart reports whether no two arguments of a call may be or hold one object that it changes.
func (f *frame) apart(does *effects, args []*val) bool {
	for _, i := range does.touched() {
		mine := f.reachable(args[i].V)
		for j, b := range args {
			if j == i || b.V == nil || does.idle[j] || !f.hasHead(b.T, does.by[i].of) {
				continue
			}
			for _, r := range f.roots(b.V) {
				if slices.Contains(mine, r) && !f.siblings(args[i].V, b.V) {
					return false
				}
			}
		}
	}
	return true
}
