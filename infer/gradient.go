package infer

import (
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// makeGrad infers grad(f, *wrt, return_value=False, argnums=0, has_aux=False):
// a derived function.
func (f *frame) makeGrad(pos []*val, names []string, kw []*val) *val {
	return f.derived(types.Gradient{Name: "grad"}, pos, names, kw)
}

func (f *frame) makeValueAndGrad(pos []*val, names []string, kw []*val) *val {
	return f.derived(types.Gradient{Name: "value_and_grad", Value: true}, pos, names, kw)
}

func (f *frame) derived(by types.Gradient, pos []*val, names []string, kw []*val) *val {
	if !canCall(pos[0].T) {
		return f.notAFunction(by.Name, pos[0])
	}
	by, ok := f.gradSpec(by, pos[1:], names, kw)
	if !ok {
		return errVal()
	}
	if gradOrder(pos[0].T) >= maxOrder {
		return f.limit(diag.ManySpecialisations, "", "grad() is applied more than %d times to one function", maxOrder)
	}
	return f.product(types.Bound{By: by, Parts: []types.Type{pos[0].T}}, pos[:1])
}

// gradOrder is how often grad was applied to make a function of type t.
func gradOrder(t types.Type) int {
	if b, ok := t.(types.Bound); ok {
		if _, grad := b.By.(types.Gradient); grad {
			return 1 + gradOrder(b.Parts[0])
		}
	}
	return 0
}

// canCall reports whether values of t may be callable.
func canCall(t types.Type) bool {
	switch t := t.(type) {
	case types.Func, types.Bound, types.Object, types.Static, types.Named, types.Union:
		return true
	default:
		return isErr(t) || t == types.Never
	}
}

// gradCall is a call of a derived function while it is inferred.
type gradCall struct {
	by     types.Gradient
	fn     *ir.Func
	label  string // what messages call the function
	args   []*val // captures and arguments in the order of fn.Params
	all    []*val // these and the globals that the function reads
	given  int    // positional arguments of the call
	places []place
	star   place // *args as a whole
	wrt    []place
	tuple  bool // the gradients are a tuple
	dout   *val
}

// callGrad infers grad(f)(…).
func (f *frame) callGrad(callee *val, by types.Gradient, pos []*val, names []string, kw []*val) *val {
	if u, ok := callee.T.(types.Union); ok {
		return f.distribute(callee, u, func(m *val) *val { return f.callGrad(m, by, pos, names, kw) }, "grad")
	}
	g := &gradCall{by: by}
	if at := slices.Index(names, "dout"); at >= 0 {
		g.dout = kw[at]
		names, kw = slices.Delete(slices.Clone(names), at, at+1), slices.Delete(slices.Clone(kw), at, at+1)
	}
	if !f.gradTarget(g, callee, 0, pos, names, kw) || !f.chooseWrt(g) {
		return errVal()
	}
	return f.emitGrad(g)
}

// emitGrad specialises the function and emits the grad operation.
func (f *frame) emitGrad(g *gradCall) *val {
	c, ret, ok := f.gradContext(g)
	if !ok {
		return errVal()
	}
	if !f.instancesOnce(g, ret.does) {
		return errVal()
	}
	part := f.differentiated(g, ret.T)
	real := part == types.Int && slices.ContainsFunc(g.args, func(a *val) bool { return holdsEmptyList(a.T) })
	if part != nil && (real || hasNone(part) || g.by.Aux && !isPair(ret.T)) {
		g.fn = f.e.checked(g.fn, g.by.Aux, real)
		if c, ret, ok = f.gradContext(g); !ok {
			return errVal()
		}
	}
	if ret.T == types.Never {
		f.callWith(g.fn, g.args)
		return &val{T: types.Never}
	}
	t := f.callerDims(ret.T, c, g.all)
	if !f.checkDout(g, f.differentiated(g, t), t) {
		return errVal()
	}
	op := typed.Grad{Fn: c.name, Aux: g.by.Aux, Out: []types.Type{t}}
	for _, i := range ret.does.written() {
		op.Out = append(op.Out, f.callerDims(ret.does.wrote[i], c, g.all))
	}
	op.Further = len(op.Out) - 1
	for _, p := range g.wrt {
		op.Wrt, op.Elems = append(op.Wrt, p.arg), append(op.Elems, p.elem)
		op.Out = append(op.Out, types.Ct(f.at(g, p).T))
	}
	out := f.b.Emit(op, append(valueList(g.all), g.dout.V)...)
	vals := make([]*val, len(out))
	for i, o := range out {
		vals[i] = &val{T: op.Out[i], V: o}
		if k := i - 1 - op.Further; k >= 0 {
			vals[i].like, vals[i].likeIn = f.at(g, g.wrt[k]).path, f.prefix
		}
	}
	value, gradients := vals[0], vals[1+op.Further:]
	if ret.does != nil {
		if value = f.afterCall(ret.does, value, g.all, out[1:1+op.Further]); isErr(value.T) {
			return value
		}
	}
	return f.gradResult(g.by, value, gradients, g.tuple)
}

// gradContext finds what the function returns.
func (f *frame) gradContext(g *gradCall) (c *context, ret *returned, ok bool) {
	f.attempt(attempt{}, func() { c, ret, ok = f.tryGradContext(g) })
	return c, ret, ok
}

func (f *frame) tryGradContext(g *gradCall) (*context, *returned, bool) {
	g.all = f.withGlobals(g.fn.Name, g.args)
	f.demandStatic(g.fn, g.all)
	known := make([]any, len(g.all))
	for i, a := range g.all {
		known[i] = a.knownTree()
	}
	c := f.e.context(g.fn, valTypes(g.all), known)
	at := f.called(c)
	at.grad = true
	if c.depth >= 0 {
		f.e.endless(c, f.span())
		return nil, nil, false
	}
	ret := f.e.analyse(at)
	return c, ret, !isErr(ret.T)
}

// differentiated gives the type of what the gradient is of: the result, or
// with has_aux its first part; nil if the result has no such part.
func (f *frame) differentiated(g *gradCall, ret types.Type) types.Type {
	if !g.by.Aux {
		return ret
	}
	var firsts []types.Type
	for _, m := range types.Members(ret) {
		if m == types.Never {
			return ret
		}
		parts := f.partTypes(m)
		if !isTuple(m) || len(parts) != 2 {
			return nil
		}
		firsts = append(firsts, parts[0])
	}
	return types.UnionOf(firsts)
}

// holdsEmptyList reports whether a type holds an empty list: the sum of its
// elements is the int 0, where that of others is a float.
func holdsEmptyList(t types.Type) bool {
	if l, ok := t.(types.List); ok && (len(l.Elems) == 0 || l.Elems[0] == types.Never) {
		return true
	}
	return slices.ContainsFunc(types.PartsOf(t), holdsEmptyList)
}

func isPair(t types.Type) bool {
	p, ok := t.(types.Tuple)
	return ok && len(p.Elems) == 2
}

func hasNone(t types.Type) bool {
	u, ok := t.(types.Union)
	return ok && slices.Contains(u.Members, types.Type(types.None))
}

// oneOfNumbers reports whether t is a number of one type or another.
func oneOfNumbers(t types.Type) bool {
	u, ok := t.(types.Union)
	for _, m := range types.Members(t) {
		n, number := typed.AsNumber(m)
		ok = ok && number && len(n.Dims) == 0
	}
	return ok && len(u.Members) > 0
}

// checkDout makes the cotangent of what is differentiated, of type t: 1 for a
// real scalar. The function returns ret.
func (f *frame) checkDout(g *gradCall, t, ret types.Type) bool {
	if t == nil {
		f.errorf(diag.GradResult, "has_aux=True needs a pair, but %s() returns %s", g.label, f.show(ret))
		return false
	}
	if g.dout != nil {
		ct := types.Ct(t)
		if isErr(g.dout.T) {
			return false
		}
		if f.holdsMap(ct, nil) {
			f.limit(diag.BadCotangent, "", "dout= of a dict of computed keys, whose keys may be in another order")
			return false
		}
		if j := f.join(g.dout.T, ct); types.Equal(j, ct) {
			g.dout = f.coerce(g.dout, ct)
		} else if types.Weighs(g.dout.T, ct, f.e.namedParts) {
			g.dout = &val{T: ct, V: f.b.Emit1(typed.Coerce{T: ct}, g.dout.V)}
		} else {
			f.errorf(diag.BadCotangent, "dout= is %s, but the result is %s", f.show(g.dout.T), f.show(t))
			return false
		}
		return true
	}
	if a, ok := t.(types.Array); ok && len(a.Dims) == 0 && a.DType.IsFloat() {
		g.dout = f.coerce(f.constant(1.0), t)
		return true
	}
	if t == types.Float {
		g.dout = f.constant(1.0)
		return true
	}
	what := g.label + "() returns"
	if g.by.Aux {
		what = "the first part of what " + g.label + "() returns is"
	}
	if oneOfNumbers(t) {
		f.errorHelp(diag.GradResult, "float makes one number of it", "%s() needs one real number, but %s %s", g.by.Name, what, f.show(t))
		return false
	}
	f.errorHelp(diag.GradResult, "reduce it to one float, or weigh its parts with dout=", "%s() needs one real number, but %s %s", g.by.Name, what, f.show(t))
	return false
}

// callStopGradient infers stop_gradient of any value: of each part that holds
// floats; the rest is passed on as it is, with what is known of it.
func (f *frame) callStopGradient(pos []*val, _ []string, _ []*val) *val {
	v := pos[0]
	if u, ok := v.T.(types.Union); ok {
		return f.distribute(v, u, func(m *val) *val { return f.callStopGradient([]*val{m}, nil, nil) }, "stop_gradient")
	}
	if isErr(v.T) || !types.HasFloat(v.T, f.e.namedParts) {
		return v
	}
	if len(typed.Parts(v.T)) == 0 {
		if list, ok := v.T.(types.List); ok && (list.Exact || list.Elems[0] == types.Never) {
			return v
		}
		return f.prim("myia.stop_gradient", v)
	}
	parts := slices.Clone(f.partsOf(v))
	for i, p := range parts {
		parts[i] = f.callStopGradient([]*val{p}, nil, nil)
	}
	return f.product(v.T, parts)
}
