package infer

import (
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// prim applies the primitive of that name.
func (f *frame) prim(name string, args ...*val) *val {
	p := f.e.opts.Prims.Lookup(name)
	if p == nil {
		panic("infer: no primitive " + name)
	}
	return f.apply(p, args)
}

// primAs applies a primitive whose result type the caller knows.
func (f *frame) primAs(name string, t types.Type, args ...*val) *val {
	p := f.e.opts.Prims.Lookup(name)
	if p == nil {
		panic("infer: no primitive " + name)
	}
	for _, a := range args {
		if isErr(a.T) {
			return errVal()
		}
	}
	return f.emit(p, f.callInfo(p, args), args, t)
}

// apply applies a primitive to arguments in the order of its signature,
// member by member where an argument is a union.
func (f *frame) apply(p *typed.Prim, args []*val) *val {
	for _, a := range args {
		if isErr(a.T) {
			return errVal()
		}
		if a.T == types.Never {
			f.dead = true
			return &val{T: types.Never}
		}
	}
	for i, a := range args {
		if u, ok := a.T.(types.Union); ok {
			return f.distribute(a, u, func(m *val) *val {
				rest := append([]*val{}, args...)
				rest[i] = m
				return f.apply(p, rest)
			}, p.Name)
		}
	}
	info := f.callInfo(p, args)
	params := p.Signature()
	for i := range args {
		if params.Static(i) {
			k, ok := f.demand(args[i])
			if !ok {
				d := diag.Errorf(diag.NotKnown, f.span(), "%s needs %s to be known at compile time; here it is %s", primName(p), params.Name(i), f.show(args[i].T))
				f.report(f.repairParts(d.WithHelp("it may be a constant, or be passed down from one"), p, args[i].T))
				return errVal()
			}
			info.Args[i].Known, info.Args[i].IsKnown = k, true
		}
	}
	t, err := p.Type(info)
	if err != nil {
		return f.typeError(p, args, err)
	}
	if t == types.Never {
		f.emit(p, info, args, types.None)
		f.dead = true
		return &val{T: types.Never}
	}
	if p.Fold != nil && allKnown(info.Args) {
		if k, ok := p.Fold(info); ok {
			return f.constTree(k)
		}
	}
	return f.emit(p, info, args, t)
}

func allKnown(args []typed.Arg) bool {
	for _, a := range args {
		if !a.IsKnown {
			return false
		}
	}
	return true
}

func (f *frame) callInfo(p *typed.Prim, args []*val) *typed.CallInfo {
	info := &typed.CallInfo{Prim: p, FreshDim: f.freshDim, Class: f.e.src.Class}
	for _, a := range args {
		k, ok := a.fullyKnown()
		info.Args = append(info.Args, typed.Arg{T: a.T, Known: k, IsKnown: ok, Tree: a.knownTree()})
	}
	return info
}

// emit makes the typed node; the result could be known if every argument is
// or could be.
func (f *frame) emit(p *typed.Prim, info *typed.CallInfo, args []*val, t types.Type) *val {
	vs := make([]*ir.Value, len(args))
	statics := make([]typed.Known, len(args))
	for i, a := range args {
		vs[i] = a.V
		statics[i] = typed.Known{V: info.Args[i].Known, Ok: info.Args[i].IsKnown}
	}
	out := &val{T: t, V: f.b.Emit1(typed.Apply{P: p, Statics: statics, T: t}, vs...)}
	if p.Fold != nil {
		out.dep = foldDeps(args)
	}
	f.relatePrim(p, out.V, vs)
	return out
}

// foldDeps gives the parameters that would make a folded result known: none
// if some argument can never be known.
func foldDeps(args []*val) map[int]bool {
	all := map[int]bool{}
	for _, a := range args {
		if _, ok := a.fullyKnown(); ok {
			continue
		}
		d := map[int]bool{}
		a.deps(d)
		if len(d) == 0 {
			return nil
		}
		for i := range d {
			all[i] = true
		}
	}
	return all
}

// distribute runs op on each member of a union and joins the results.
func (f *frame) distribute(v *val, u types.Union, op func(*val) *val, what string) *val {
	if len(u.Members) > maxCombos {
		return f.limit(diag.LargeUnion, oneTypeHelp, "%s on a value that may have %d types", what, len(u.Members))
	}
	f.unions = append(f.unions, u)
	out := f.chooseMember(v, u.Members, op)
	f.unions = f.unions[:len(f.unions)-1]
	return out
}

// chooseMember emits if is_member(first) {op} else {the others}.
func (f *frame) chooseMember(v *val, ms []types.Type, op func(*val) *val) *val {
	m := ms[0]
	if len(ms) == 1 {
		return op(f.member(v, m))
	}
	test := f.b.Emit1(typed.UnionHas{T: m}, v.V)
	cond := &val{T: types.Bool, V: test}
	return f.cond(cond,
		func() *val { return op(f.member(v, m)) },
		func() *val { return f.chooseMember(v, ms[1:], op) })
}

func (f *frame) member(v *val, m types.Type) *val {
	return &val{T: m, V: f.b.Emit1(typed.Narrow{T: m}, v.V), path: v.path}
}

// cond emits an if that inference itself asks for, with one result.
func (f *frame) cond(c *val, then, els func() *val) *val {
	if f.dead { // the condition is of no value, as that of an element of an empty list
		return &val{T: types.Never}
	}
	if c.isK {
		if c.known == true {
			return then()
		}
		return els()
	}
	node, loc := f.node, f.b.Loc
	run := func(g func() *val) branch {
		s := f.inBranch(func() []*val { return []*val{g()} })
		s.dead = f.dead || s.vals[0].T == types.Never
		f.dead = false
		f.node, f.b.Loc = node, loc
		return s
	}
	a := run(then)
	b := run(els)
	if a.dead && b.dead {
		f.closeSide(&a, nil, nil, 0)
		f.closeSide(&b, nil, nil, 1)
		f.b.EmitRegions(ops.If{}, []*ir.Region{a.region, b.region}, c.V)
		f.dead = true
		return &val{T: types.Never}
	}
	t := types.Type(types.Never)
	if !a.dead {
		t = f.join(t, a.vals[0].T)
	}
	if !b.dead {
		t = f.join(t, b.vals[0].T)
	}
	if isErr(t) {
		f.closeSide(&a, nil, nil, 0)
		f.closeSide(&b, nil, nil, 1)
		return errVal()
	}
	out := f.closeIf(node, c, &a, &b, []types.Type{t})
	return &val{T: t, V: out[0]}
}

// collect runs a loop over a sequence that grows a list.
func (f *frame) collect(s *sequence, step func(i, item, acc *val) *val) *val {
	t := types.Type(types.List{Elems: []types.Type{types.Never}})
	node := f.node
	for trial := 0; trial < maxTrials; trial++ {
		var res *val
		mark := f.b.F.NextID
		r := f.openTrip([]types.Type{types.Int, t}, func(ps []*ir.Value) []*ir.Value {
			i := &val{T: types.Int, V: ps[0]}
			res = step(i, f.fresh1(s.at(i)), &val{T: t, V: ps[1]})
			return nil
		})
		dead := f.dead
		f.dead = false
		f.node = node
		if isErr(res.T) {
			return errVal()
		}
		if !dead {
			if now := f.join(t, res.T); !types.Equal(now, t) {
				t = now
				continue
			}
		}
		f.b.Extend(r, func() []*ir.Value {
			if dead {
				return f.deads([]types.Type{t})
			}
			return []*ir.Value{f.coerce(res, t).V}
		})
		empty := f.product(types.List{Exact: true}, nil)
		out := f.b.EmitRegions(ops.For{}, []*ir.Region{r}, s.length().V, f.coerce(empty, t).V)
		f.relateTrips(out[0], res.V, mark)
		f.ended(s)
		return &val{T: t, V: out[0]}
	}
	return f.limit(diag.UnsettledType, "", "the type of this list does not settle")
}

// filterList makes the list of a filter. Which of unlike parts stay is known at run time only, so that they are elements of a
// list of run-time length first.
func (f *frame) filterList(fn, it *val) *val {
	s, ok := f.sequence(it)
	if ok && s.unlike {
		list := f.listOf(it)
		if isErr(list.T) {
			return list
		}
		t := f.join(types.List{Elems: []types.Type{types.Never}}, list.T)
		if isErr(t) {
			return errVal()
		}
		s, ok = f.sequence(f.coerce(list, t))
	}
	if !ok {
		return errVal()
	}
	return f.collect(s, func(i, item, acc *val) *val {
		keep := item
		if fn.T != types.None {
			keep = f.lazily(fn, []*val{item})
		}
		if isErr(keep.T) {
			return keep
		}
		return f.cond(f.truth(keep), func() *val { return f.push(acc, item) }, func() *val { return acc })
	})
}

// takesNumbers reports whether a parameter is one for which NumPy makes an array of a sequence.
func takesNumbers(p *typed.Prim, param string) bool {
	return strings.HasPrefix(p.Name, "np.") && p.Name != "np.array" && slices.Contains([]string{"x", "a", "b", "c", "indices"}, param)
}

// shortForms are the functions that NumPy has with one argument, too, and the
// functions of the library that these forms are.
var shortForms = map[string]string{"np.where": "np.nonzero"}

// longForms are those that Python has with one more argument, and what is said of these forms.
var longForms = map[string]string{"int": "int of a text in a base is not taken yet"}

// missing reports that a primitive lacks an argument.
func (f *frame) missing(called, name string) *val {
	return f.errorf(diag.BadArguments, "%s() missing required argument: '%s'", called, name)
}

// arraysOf makes arrays of the lists and tuples among known parts.
func (f *frame) arraysOf(v *val) *val {
	if l, ok := v.T.(types.List); !isSequence(v.T) || ok && !l.Exact || !slices.ContainsFunc(f.partTypes(v.T), isSequence) {
		return v
	}
	parts := slices.Clone(f.partsOf(v))
	for i, x := range parts {
		if isSequence(x.T) {
			parts[i] = f.prim("np.array", x, f.none())
		}
	}
	return f.tupleOf(parts)
}

// manyArguments says how many arguments a primitive takes by position, and which others by name.
func (f *frame) manyArguments(called string, sig names.Sig, n int) *val {
	if form := longForms[called]; form != "" {
		return f.limit(diag.NotProvided, "", "%s", form)
	}
	most, help := 0, ""
	for _, p := range sig.Params {
		if !p.KwOnly {
			most++
		} else if help == "" {
			help = "the others are given by name, such as " + p.Name
		}
	}
	f.report(diag.Errorf(diag.BadArguments, f.extra(n-most), "%s() takes at most %d positional argument%s but %d %s given", called, most, plural(most), n, were(n)).
		WithHelp("%s", help))
	return errVal()
}

// taken makes of an argument what a parameter takes: lists of iterators, arrays of sequences.
func (f *frame) taken(p *typed.Prim, param string, v *val) *val {
	switch {
	case param == p.List:
		v = f.materialised(v)
		if p.Name == "str.join" && v.T == types.Str {
			return f.listOf(v)
		}
	case takesNumbers(p, param) && isSequence(v.T):
		return f.prim("np.array", v, f.none())
	case param == "xs" && strings.HasPrefix(p.Name, "np."):
		return f.arraysOf(v)
	}
	return v
}

// callPrim binds arguments to a primitive's signature and applies it; called
// is what the user calls it.
func (f *frame) callPrim(p *typed.Prim, called string, pos []*val, names []string, kw []*val) *val {
	if anyErr(pos) || anyErr(kw) {
		return errVal()
	}
	if at := slices.Index(names, "out"); at >= 0 {
		return f.callInto(p, called, pos, names, kw, at)
	}
	if whole := shortForms[called]; whole != "" && len(pos) == 1 && len(kw) == 0 {
		return f.call(f.library(whole), pos, nil, nil)
	}
	sig := p.Signature()
	slots := make([]*val, len(sig.Params))
	var rest []*val
	for i, a := range pos {
		a = f.asTuple(a)
		switch {
		case sig.Star >= 0 && i >= sig.Star:
			rest = append(rest, a)
		case i < len(slots) && !sig.Params[i].KwOnly:
			slots[i] = a
		default:
			return f.manyArguments(called, sig, len(pos))
		}
	}
	for i, k := range names {
		at := -1
		for j, q := range sig.Params {
			if q.Name == k && j != sig.Star {
				at = j
			}
		}
		if at < 0 {
			f.report(f.badKeyword(called, k, sig.Keywords()))
			return errVal()
		}
		if slots[at] != nil {
			f.report(f.givenTwice(called, k))
			return errVal()
		}
		slots[at] = f.asTuple(kw[i])
	}
	for i, q := range sig.Params {
		if slots[i] == nil && i != sig.Star {
			if !q.HasDefault {
				return f.missing(called, q.Name)
			}
			slots[i] = f.constant(q.Default)
		}
		if slots[i] != nil {
			slots[i] = f.taken(p, q.Name, slots[i])
		}
	}
	if sig.Star >= 0 {
		slots = append(slots[:sig.Star:sig.Star], append(slots[sig.Star+1:], rest...)...)
	}
	if v := slots[0]; called == "np.asarray" && f.e.tracks && isArray(v.T) {
		if got := f.apply(p, slots); !types.Equal(got.T, v.T) {
			return got
		}
		return v // itself
	}
	return f.apply(p, slots)
}
