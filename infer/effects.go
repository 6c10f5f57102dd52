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
	wrote   map[int]types.Type // arguments that are changed: their versions at the end are further results
	kind    map[int]changeKind // of the changes
	lost    map[int]bool       // arguments that cannot be followed afterwards
	links   map[[2]int]bool    // arguments that hold parts of each other afterwards
	shares  map[int]bool       // arguments that the result may be, or hold parts of
	form    []int              // which arguments the result is: one, or of a tuple which its parts are, -1: none; nil: it does not return
	tuple   bool               // the form is that of a tuple
	view    *viewResult        // what view of an argument the result is, or nil; in shares, too
	tangled bool               // elements of the result may be one object
	knots   map[int]bool       // arguments of which parts may be one object afterwards
	once    map[int]bool       // arguments of which a gradient is taken: they must hold each object once
}

// effectsOf finds what the run of a context has done.
func (f *frame) effectsOf(ret *val) *effects {
	out := &effects{wrote: map[int]types.Type{}, kind: map[int]changeKind{}, lost: map[int]bool{}, links: map[[2]int]bool{}, shares: map[int]bool{}, knots: map[int]bool{}, once: f.graded}
	if f.dead {
		return out
	}
	at := map[*ir.Value]int{}
	for i, p := range f.b.F.Params {
		at[p] = i
	}
	for i, p := range f.b.F.Params {
		if !f.carries(p.Type) {
			continue
		}
		v := f.now[p]
		if now := f.presentRoot(p); now.V != p {
			out.wrote[i] = plainSizes(f.c, now.T)
		}
		if out.wrote[i] != nil && f.knotted(p) {
			out.knots[i] = true
		}
		out.kind[i] = v.since(version{})
		if v.lost != nil {
			out.lost[i] = true
		}
		mine := f.reachable(p)
		for j, q := range f.b.F.Params[:i] {
			if meet(mine, f.reachable(q)) {
				out.links[[2]int{j, i}] = true
			}
		}
	}
	if ret.V == nil || !f.carries(ret.T) {
		return out
	}
	out.form = []int{f.argument(ret.V, at)}
	parts, ok := made(ret.V)
	if _, tuple := ret.T.(types.Tuple); ok && tuple {
		out.form, out.tuple = nil, true
		for _, p := range parts {
			out.form = append(out.form, f.argument(p, at))
		}
	}
	out.view = f.viewOf(ret.V, at)
	for _, r := range f.roots(ret.V) {
		out.tangled = out.tangled || f.tangle(r) != nil
	}
	out.tangled = out.tangled || f.knotted(ret.V)
	whole := []*ir.Value{ret.V}
	if out.tuple {
		whole = parts
	}
	for k, p := range whole {
		if out.form[k] >= 0 {
			continue
		}
		mine := f.reachable(p)
		for q, i := range at {
			if meet(mine, f.reachable(q)) {
				out.shares[i] = true
			}
		}
	}
	return out
}

// meet reports whether two lists of objects have one in common.
func meet(a, b []*ir.Value) bool {
	return slices.ContainsFunc(a, func(v *ir.Value) bool { return slices.Contains(b, v) })
}

// argument is the argument that v is, as it is now; -1: none.
func (f *frame) argument(v *ir.Value, at map[*ir.Value]int) int {
	if f.carries(v.Type) {
		if root, depth := f.root(v); depth == 0 {
			if i, ok := at[root]; ok {
				return i
			}
		}
	}
	return -1
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
	for i, t := range was.wrote {
		if e.wrote[i] == nil {
			e.wrote[i] = t
		}
	}
	grew := func(all, old map[int]bool) {
		for i := range all {
			same = same && old[i]
		}
		maps.Copy(all, old)
	}
	for i, k := range was.kind {
		e.kind[i] |= k
	}
	for i, k := range e.kind {
		same = same && was.kind[i] == k
	}
	same = same && (was.tangled || !e.tangled)
	e.tangled = e.tangled || was.tangled
	grew(e.lost, was.lost)
	grew(e.shares, was.shares)
	grew(e.knots, was.knots)
	e.once = maps.Clone(e.once)
	grew(e.once, was.once)
	for l := range e.links {
		same = same && was.links[l]
	}
	maps.Copy(e.links, was.links)
	if e.form != nil && was.form != nil && was.view != nil && (e.view == nil || e.view.text != was.view.text) {
		same = false
	}
	switch {
	case e.form == nil:
		e.view = was.view
	case was.form != nil && e.view != nil && (was.view == nil || was.view.text != e.view.text):
		e.view = nil
	}
	switch {
	case e.form == nil:
		e.form, e.tuple = was.form, was.tuple
	case was.form == nil:
		same = false
	case e.tuple != was.tuple || !slices.Equal(e.form, was.form):
		for _, i := range slices.Concat(e.form, was.form) {
			if i >= 0 {
				e.shares[i] = true
			}
		}
		e.form, e.tuple = []int{-1}, false
		same = same && !was.tuple && slices.Equal(was.form, e.form)
	}
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
	if !f.apart(written, args) || f.passesKnot(written, args) || !f.holdOnce(slices.Collect(maps.Keys(does.once)), args) {
		return errVal()
	}
	for k, i := range written {
		f.assign(args[i], &val{T: versions[k].Type, V: versions[k]}, does.kind[i])
	}
	for i := range does.lost {
		for _, r := range f.roots(args[i].V) {
			f.lose(r, &loss{changed: f.span()})
		}
	}
	if does.view != nil {
		return f.viewAgain(does.view, args)
	}
	f.tieResult(does, v, args)
	if v.V != nil {
		if does.tangled {
			f.tangles[v.V] = f.span()
		}
		for i := range does.shares {
			f.mayShare(v.V, nil, args[i].V)
		}
	}
	for l := range does.links {
		for _, r := range f.roots(args[l[0]].V) {
			for _, q := range f.roots(args[l[1]].V) {
				f.relate(r, 0, q, 0, nil)
			}
		}
	}
	return f.formed(does, v, args)
}

// formed gives a result in whose place, or that of whose parts, arguments are.
func (f *frame) formed(does *effects, v *val, args []*val) *val {
	if v.V == nil || !slices.ContainsFunc(does.form, func(i int) bool { return i >= 0 }) {
		return v
	}
	if !does.tuple {
		return f.fresh1(f.present(args[does.form[0]]))
	}
	parts := slices.Clone(f.partsOf(v))
	for k, i := range does.form {
		if i >= 0 {
			parts[k] = f.present(args[i])
		} else {
			f.mayShare(parts[k].V, nil, v.V)
		}
	}
	return f.product(types.WithParts(v.T, valTypes(parts)), parts)
}

// apart reports whether no two arguments of a call, of which it changes one, may be or hold one object.
func (f *frame) apart(written []int, args []*val) bool {
	for _, i := range written {
		mine := f.reachable(args[i].V)
		for j, b := range args {
			if j == i || b.V == nil || !f.carries(b.T) {
				continue
			}
			for _, r := range f.roots(b.V) {
				if slices.Contains(mine, r) && !f.siblings(args[i].V, b.V) {
					d := diag.Limitf(diag.SharedObject, f.span(), "this call changes an argument that another may be or hold")
					f.report(d.WithHelp(diag.MutationHelp))
					return false
				}
			}
		}
	}
	return true
}
