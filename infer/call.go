package infer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/library"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/types"
)

// walkCall evaluates a call: stars are spread, keywords kept by name.
func (f *frame) walkCall(n *ir.Node, op surface.Invoke) *val {
	callee := f.get(n.Args[0])
	npos := len(n.Args) - 1 - len(op.Names)
	given, kw := f.gets(n.Args[1:1+npos]), f.gets(n.Args[1+npos:])
	if isErr(callee.T) || anyErr(given) || anyErr(kw) {
		return errVal()
	}
	args, ok := f.spreadAll(given, op.Stars)
	if !ok {
		return errVal()
	}
	names, kw, ok := f.keywords(op.Names, kw)
	switch {
	case !ok:
		return errVal()
	case len(args.stars) > 0:
		return f.callSpread(callee, args, names, kw)
	}
	return f.call(callee, args.vals, names, kw)
}

// call applies a callable value.
func (f *frame) call(callee *val, pos []*val, names []string, kw []*val) *val {
	switch t := callee.T.(type) {
	case types.Func, types.Named:
		return f.callFunc(callee, pos, names, kw)
	case types.Bound:
		return f.callBound(callee, t, pos, names, kw)
	case types.Static:
		return f.callStatic(t, pos, names, kw)
	case types.Object:
		return f.callMethod(callee, "__call__", pos, names, kw)
	case types.Union:
		return f.distribute(callee, t, func(m *val) *val { return f.call(m, pos, names, kw) }, "a call")
	}
	if isErr(callee.T) {
		return errVal()
	}
	return f.notCallable(callee)
}

// callFunc calls a user's function.
func (f *frame) callFunc(callee *val, pos []*val, names []string, kw []*val) *val {
	name := ""
	switch t := callee.T.(type) {
	case types.Func:
		name = t.Name
	case types.Named:
		if t.Kind == "class" {
			return f.callMethod(callee, "__call__", pos, names, kw)
		}
		name = t.Name
	}
	fn := f.e.src.Func(name)
	args, ok := f.bind(fn, f.partsOf(callee), pos, names, kw)
	if !ok {
		return errVal()
	}
	return f.callWith(fn, args)
}

// bind matches arguments to parameters as Python does. caps holds the
// captures, then the defaults.
func (f *frame) bind(fn *ir.Func, caps, pos []*val, names []string, kw []*val) ([]*val, bool) {
	sig := fn.Sig
	ncap := len(sig.Captures)
	args := append([]*val{}, caps[:ncap]...)
	defaults := caps[ncap:]
	slots := make([]*val, len(sig.Names)+len(sig.KwOnly))
	var rest []*val
	var more keywords
	for i, p := range pos {
		if i < len(sig.Names) {
			slots[i] = p
		} else {
			rest = append(rest, p)
		}
	}
	if len(rest) > 0 && sig.VarArgs == "" {
		f.manyPositional(fn, len(pos))
		return nil, false
	}
	for i, k := range names {
		at := slotOf(sig, k)
		switch {
		case at < 0 && sig.KwArgs != "":
			more.add(k, kw[i])
			continue
		case at < 0:
			f.badCall(fn, f.badKeyword(display(fn), k, sig.Names))
			return nil, false
		case slots[at] != nil:
			f.badCall(fn, f.givenTwice(display(fn), k))
			return nil, false
		}
		slots[at] = kw[i]
	}
	var missing []int
	for i := range slots {
		if slots[i] == nil {
			if d := defaultOf(sig, i); d >= 0 {
				slots[i] = defaults[d]
				continue
			}
			missing = append(missing, i)
		}
	}
	if len(missing) > 0 {
		f.badCall(fn, diag.Errorf(diag.BadArguments, f.span(), "%s", missingText(fn, missing)))
		return nil, false
	}
	if !f.checkArgs(fn, slots) {
		return nil, false
	}
	args = append(args, slots...)
	if sig.VarArgs != "" {
		args = append(args, f.tupleOf(rest))
	}
	if sig.KwArgs != "" {
		args = append(args, more.record(f))
	}
	return args, !anyErr(args)
}

// manyPositional says how many arguments a function takes by position.
func (f *frame) manyPositional(fn *ir.Func, n int) {
	sig := fn.Sig
	d := diag.Errorf(diag.BadArguments, f.extra(n-len(sig.Names)), "%s() takes %s positional argument%s but %d %s given", display(fn), countText(sig), plural(len(sig.Names)), n, were(n))
	f.badCall(fn, f.repairSelf(d, fn))
}

func plural(n int) string {
	if n == 1 {
		return ""
	}
	return "s"
}

func were(n int) string {
	if n == 1 {
		return "was"
	}
	return "were"
}

func display(fn *ir.Func) string {
	if name, ok := library.Name(fn); ok {
		return name
	}
	return functionName(cmp.Or(fn.Loc.Func, fn.Name))
}

func slotOf(sig *ir.Signature, name string) int {
	for i := sig.PosOnly; i < len(sig.Names); i++ {
		if sig.Names[i] == name {
			return i
		}
	}
	for i, k := range sig.KwOnly {
		if k == name {
			return len(sig.Names) + i
		}
	}
	return -1
}

func slotName(sig *ir.Signature, i int) string {
	if i < len(sig.Names) {
		return sig.Names[i]
	}
	return sig.KwOnly[i-len(sig.Names)]
}

// defaultOf gives the index among the defaults for slot i, or -1.
func defaultOf(sig *ir.Signature, i int) int {
	if first := len(sig.Names) - sig.NumDefault; i < len(sig.Names) {
		if i >= first {
			return i - first
		}
		return -1
	}
	for d, k := range sig.KwDefault {
		if k == slotName(sig, i) {
			return sig.NumDefault + d
		}
	}
	return -1
}

// callWith calls the specialisation of fn for the arguments, again if more of them must be known than they said.
func (f *frame) callWith(fn *ir.Func, args []*val) *val {
	out := f.callPlain(fn, args)
	if isAsking(fn) && !isErr(out.T) && !f.dead {
		return f.setOr(out, func() *val { return f.raiseText("StopIteration", "") })
	}
	return out
}

// callPlain is callWith for who takes the end of an iterator as a value.
func (f *frame) callPlain(fn *ir.Func, args []*val) (out *val) {
	f.attempt(attempt{}, func() { out = f.tryCall(fn, args) })
	return out
}

func (f *frame) tryCall(fn *ir.Func, args []*val) *val {
	args = slices.Clone(f.withGlobals(fn.Name, args))
	for i, a := range args {
		args[i] = f.present(a)
	}
	if anyErr(args) {
		return errVal()
	}
	for _, a := range args {
		if n, ok := types.FindNested(a.T); ok {
			f.e.makeNominal(n)
		}
		if a.T == types.Never {
			f.dead = true
			return a
		}
	}
	if f.node != nil && f.e.overlap[f.node] {
		args = f.overlapping(args)
	}
	f.demandStatic(fn, args)
	known := make([]any, len(args))
	for i, a := range args {
		known[i] = a.knownTree()
	}
	given := args
	args = f.recursiveSizes(fn, args)
	c := f.e.context(fn, valTypes(args), known)
	at := f.called(c)
	at.lazy = f.lazy > 0
	ret := f.e.analyse(at)
	if isErr(ret.T) {
		return errVal()
	}
	t := f.callerDims(ret.T, c, given)
	if ret.T == types.Never {
		f.b.Emit(ops.Call{Fn: c.name, Results: []types.Type{types.Never}}, valueList(args)...)
		f.dead = true
		return &val{T: types.Never}
	}
	results := []types.Type{t}
	for _, i := range ret.does.written() {
		results = append(results, f.callerDims(ret.does.wrote[i], c, given))
	}
	out := f.b.Emit(ops.Call{Fn: c.name, Results: results}, valueList(args)...)
	v := &val{T: t, V: out[0]}
	f.applyKnown(v, ret.known)
	v.dep = foldDeps(args)
	if ret.does != nil {
		return f.afterCall(ret.does, v, args, out[1:])
	}
	return v
}

// demandStatic demands what static parameters of fn may know.
func (f *frame) demandStatic(fn *ir.Func, args []*val) {
	if len(f.e.of[fn.Name]) == 0 {
		f.e.declare(fn)
	}
	for i, a := range args {
		if f.e.static[fn.Name][i] {
			f.demandTree(a)
		}
	}
}

// demandTree makes what v's knowledge depends on static too, so that a static
// parameter's known value is passed down from the caller's; loops that count an
// int are unrolled, but not those over flags, which need not be known.
func (f *frame) demandTree(v *val) {
	if _, ok := v.fullyKnown(); ok {
		return
	}
	deps := map[int]bool{}
	v.deps(deps)
	for i := range deps {
		if i < 0 && v.T != types.Bool || i >= 0 && !f.e.static[f.c.fn.Name][i] {
			f.demand(v)
		}
	}
}

// callerDims turns the callee's names of sizes into the caller's: those of its
// parameters into the arguments' sizes, the rest into fresh names.
func (f *frame) callerDims(t types.Type, c *context, args []*val) types.Type {
	var m map[string]types.Dim // made for the first name
	return types.MapDims(t, func(d types.Dim) types.Dim {
		if d.IsConst() {
			return d
		}
		if m == nil {
			m = map[string]types.Dim{}
			for i, a := range args {
				pairDims(c.args[i], a.T, m)
			}
		}
		if _, ok := m[d.Name]; !ok {
			m[d.Name] = f.freshDim()
		}
		return m[d.Name]
	})
}

// pairDims maps the names in a parameter's type to the sizes in the argument's.
// A member of a union is paired with the only one that is alike but for sizes.
func pairDims(p, a types.Type, m map[string]types.Dim) {
	switch x := p.(type) {
	case types.Array:
		y, ok := a.(types.Array)
		if !ok || len(y.Dims) != len(x.Dims) {
			return
		}
		for i, d := range x.Dims {
			if !d.IsConst() {
				m[d.Name] = y.Dims[i]
			}
		}
		return
	case types.Union:
		pairMembers(x, a, m)
		return
	}
	ps, as := types.PartsOf(p), types.PartsOf(a)
	for i := range min(len(ps), len(as)) {
		pairDims(ps[i], as[i], m)
	}
}

func pairMembers(p types.Union, a types.Type, m map[string]types.Dim) {
	for _, x := range p.Members {
		if !slices.ContainsFunc(sizesOf(x), func(d types.Dim) bool { return !d.IsConst() }) {
			continue
		}
		bare := types.WithoutSizes(x)
		var found []types.Type
		for _, y := range types.Members(a) {
			if types.Equal(types.WithoutSizes(y), bare) {
				found = append(found, y)
			}
		}
		if len(found) == 1 {
			pairDims(x, found[0], m)
		}
	}
}

// callBound calls a bound method, a partial application or a derived
// function.
func (f *frame) callBound(v *val, t types.Bound, pos []*val, names []string, kw []*val) *val {
	parts := f.partsOf(v)
	switch by := t.By.(type) {
	case types.Method:
		fn := f.e.src.Func(by.Func)
		args, ok := f.bind(fn, parts[1:], append([]*val{parts[0]}, pos...), names, kw)
		if !ok {
			return errVal()
		}
		return f.callWith(fn, args)
	case types.PrimMethod:
		if kind, name, _ := strings.Cut(by.Prim, "."); methods[kind][name] != nil {
			return f.callBuiltinMethod(kind, name, f.present(parts[0]), pos, names, kw)
		}
		if arrayChanges[by.Prim] != nil {
			return f.changeArray(by.Prim, append([]*val{parts[0]}, pos...), names, kw)
		}
		p := f.e.opts.Prims.Lookup(by.Prim)
		return f.callPrim(p, p.Method, append([]*val{parts[0]}, pos...), names, kw)
	case types.Partial:
		all, ns, vs := applyPartial(by, parts, pos, names, kw)
		return f.call(parts[0], all, ns, vs)
	case types.Made:
		return f.callMade(by, parts, pos, names, kw)
	case types.Super:
		if by.Class == "" {
			return f.none()
		}
	case types.Gradient:
		return f.callGrad(parts[0], by, pos, names, kw)
	}
	return f.errorf(diag.NotCallable, "%s is not callable", f.show(t))
}

// applyPartial gives the arguments of the function of a partial application.
func applyPartial(by types.Partial, parts, pos []*val, names []string, kw []*val) (all []*val, ns []string, vs []*val) {
	for i, k := range by.Names {
		if !slices.Contains(names, k) {
			ns, vs = append(ns, k), append(vs, parts[1+by.Positional+i])
		}
	}
	all = append(append([]*val{}, parts[1:1+by.Positional]...), pos...)
	return all, append(ns, names...), append(vs, kw...)
}

// callMethod calls a method of the user's class.
func (f *frame) callMethod(self *val, name string, pos []*val, names []string, kw []*val) *val {
	m, ok := f.method(self, name)
	if !ok {
		return f.errorHelp(diag.NotCallable, "the class has no method "+name, "%s is not callable", f.show(self.T))
	}
	return f.call(m, pos, names, kw)
}
