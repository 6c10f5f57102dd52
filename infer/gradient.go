package infer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// makeGrad infers grad(f, *wrt, return_value=False): a derived function.
func (f *frame) makeGrad(pos []*val, names []string, kw []*val) *val {
	return f.derived(pos, names, kw, false)
}

func (f *frame) makeValueAndGrad(pos []*val, names []string, kw []*val) *val {
	return f.derived(pos, names, kw, true)
}

func (f *frame) derived(pos []*val, names []string, kw []*val, value bool) *val {
	if len(pos) == 0 {
		return f.errorf(diag.BadArguments, "grad() needs a function")
	}
	for i, n := range names {
		k, ok := f.demand(kw[i])
		if n != "return_value" || !ok {
			return f.errorf(diag.BadArguments, "grad() got an unexpected keyword argument '%s'", n)
		}
		value = k == true
	}
	if !canCall(pos[0].T) {
		return f.notAFunction(pos[0])
	}
	var wrt []string
	for _, w := range pos[1:] {
		k, ok := f.demand(w)
		if !ok {
			return f.errorf(diag.UnknownWrt, "what to differentiate with respect to must be known at compile time")
		}
		switch k.(type) {
		case int64, string:
		default:
			return f.errorHelp(diag.NoSuchArgument, "name it, or give its position, from 0", "grad() with respect to %s, which is neither a position nor a name", f.show(w.T))
		}
		wrt = append(wrt, typed.KnownText(k))
	}
	if gradOrder(pos[0].T) >= maxOrder {
		return f.limit(diag.ManySpecialisations, "", "grad() is applied more than %d times to one function", maxOrder)
	}
	attr := strings.Join(wrt, ",")
	if value {
		attr += ";value"
	}
	return f.product(types.Bound{Kind: "grad", Attr: attr, Parts: []types.Type{pos[0].T}}, pos[:1])
}

// gradOrder is how often grad was applied to make a function of type t.
func gradOrder(t types.Type) int {
	if b, ok := t.(types.Bound); ok && b.Kind == "grad" {
		return 1 + gradOrder(b.Parts[0])
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
	fn    *ir.Func
	names []string // of the parameters, if fn stands for a callable without a function of its own
	args  []*val   // captures and arguments in the order of fn.Params
	first int      // index in args of the first argument that the user sees
	value bool
	tuple bool
	wrt   []int // indices into args
	dout  *val
}

// callGrad infers grad(f)(…).
func (f *frame) callGrad(callee *val, attr string, pos []*val, names []string, kw []*val) *val {
	wrtText, valueText, _ := strings.Cut(attr, ";")
	g := &gradCall{value: valueText != ""}
	for i, n := range names {
		if n == "dout" {
			g.dout = kw[i]
			names = append(append([]string{}, names[:i]...), names[i+1:]...)
			kw = append(append([]*val{}, kw[:i]...), kw[i+1:]...)
			break
		}
	}
	if u, ok := callee.T.(types.Union); ok {
		return f.distribute(callee, u, func(m *val) *val { return f.callGrad(m, attr, pos, names, kw) }, "grad")
	}
	if !f.gradTarget(g, callee, pos, names, kw) || !f.gradWrt(g, wrtText) {
		return errVal()
	}
	return f.emitGrad(g)
}

// gradTarget resolves the function and its arguments: a function, a bound
// method or a callable object.
func (f *frame) gradTarget(g *gradCall, callee *val, pos []*val, names []string, kw []*val) bool {
	switch t := callee.T.(type) {
	case types.Func:
		return f.gradFunc(g, t.Name, callee, pos, names, kw)
	case types.Bound:
		if t.Kind == "method" {
			parts := f.partsOf(callee)
			g.fn = f.e.src.Func(t.Attr)
			args, ok := f.bind(g.fn, parts[1:], append([]*val{parts[0]}, pos...), names, kw)
			g.args, g.first = args, len(g.fn.Sig.Captures)+1
			return ok
		}
		return f.gradWrapped(g, callee, pos, names, kw)
	case types.Object, types.Named:
		if m, ok := f.method(callee, "__call__"); ok {
			return f.gradTarget(g, m, pos, names, kw)
		}
		if n, ok := t.(types.Named); ok && n.Kind == "func" {
			return f.gradFunc(g, n.Name, callee, pos, names, kw)
		}
	case types.Static:
		return f.gradWrapped(g, callee, pos, names, kw)
	}
	f.errorf(diag.GradTarget, "grad() needs a function, not %s", f.show(callee.T))
	return false
}

// gradFunc binds the arguments of a function of the user's.
func (f *frame) gradFunc(g *gradCall, name string, callee *val, pos []*val, names []string, kw []*val) bool {
	g.fn = f.e.src.Func(name)
	args, ok := f.bind(g.fn, f.partsOf(callee), pos, names, kw)
	g.args, g.first = args, len(g.fn.Sig.Captures)
	return ok
}

// gradWrapped differentiates a callable that has no function of its own (a
// primitive, a derived function, a partial application): the prelude's
// apply<n>(f, *args) calls it.
func (f *frame) gradWrapped(g *gradCall, callee *val, pos []*val, names []string, kw []*val) bool {
	g.names = f.paramsOf(callee)
	for _, name := range g.names[min(len(pos), len(g.names)):] {
		at := slices.Index(names, name)
		if at < 0 {
			break
		}
		pos = append(pos[:len(pos):len(pos)], kw[at])
		names, kw = slices.Delete(slices.Clone(names), at, at+1), slices.Delete(slices.Clone(kw), at, at+1)
	}
	fn := f.e.src.Func(fmt.Sprintf("prelude_apply%d", len(pos)))
	switch {
	case len(names) > 0:
		f.errorHelp(diag.GradTarget, "wrap it in a lambda", "grad() of %s with the keyword argument '%s'", f.show(callee.T), names[0])
		return false
	case fn == nil:
		f.errorHelp(diag.GradTarget, "wrap it in a lambda", "grad() of %s with %d arguments", f.show(callee.T), len(pos))
		return false
	}
	g.fn, g.first = fn, 1
	g.args = append([]*val{callee}, pos...)
	return true
}

// paramsOf names the positional parameters of a callable, as far as they have
// names.
func (f *frame) paramsOf(callee *val) []string {
	switch t := callee.T.(type) {
	case types.Func:
		return f.e.src.Func(t.Name).Sig.Names
	case types.Static:
		var names []string
		if p := f.e.opts.Prims.Lookup(t.Name); p != nil {
			for _, q := range typed.ParseSig(p.Sig).Params {
				names = append(names, q.Name)
			}
		}
		return names
	case types.Object:
		if m, ok := f.method(callee, "__call__"); ok {
			return f.paramsOf(m)
		}
	case types.Bound:
		switch t.Kind {
		case "method":
			return f.e.src.Func(t.Attr).Sig.Names[1:]
		case "grad":
			return f.paramsOf(f.part(callee, 0))
		case "partial":
			npos, _ := parsePartial(t.Attr)
			names := f.paramsOf(f.part(callee, 0))
			return names[min(npos, len(names)):]
		}
	}
	return nil
}

// argument gives the index in args of the argument of that name, or -1.
func (g *gradCall) argument(name string) int {
	if g.names == nil {
		if at := slotOf(g.fn.Sig, name); at >= 0 {
			return len(g.fn.Sig.Captures) + at
		}
		return -1
	}
	if at := slices.Index(g.names, name); at >= 0 && g.first+at < len(g.args) {
		return g.first + at
	}
	return -1
}

// gradWrt resolves positions, names and "*".
func (f *frame) gradWrt(g *gradCall, text string) bool {
	n := len(g.args) - g.first
	if text == "" {
		text = "0"
	}
	for _, w := range strings.Split(text, ",") {
		switch {
		case w == `"*"`:
			g.tuple = true
			for i := 0; i < n; i++ {
				g.wrt = append(g.wrt, g.first+i)
			}
			continue
		case strings.HasPrefix(w, `"`):
			name := strings.Trim(w, `"`)
			at := g.argument(name)
			if at < 0 {
				known := g.names
				if known == nil {
					known = g.fn.Sig.Names
				}
				f.errorHelp(diag.NoSuchArgument, oneOfThese("parameter", known), "%s() has no parameter '%s' to differentiate with respect to", display(g.fn), name)
				return false
			}
			g.wrt = append(g.wrt, at)
		default:
			i := 0
			for _, c := range w {
				i = i*10 + int(c-'0')
			}
			if i >= n || i < 0 {
				f.errorHelp(diag.NoSuchArgument, "positions count from 0; a name can be given, too", "%s() has no argument %s to differentiate with respect to", display(g.fn), w)
				return false
			}
			g.wrt = append(g.wrt, g.first+i)
		}
	}
	g.tuple = g.tuple || len(g.wrt) > 1
	if !strings.Contains(text, "*") {
		return f.gradFloats(g)
	}
	return true
}

// gradFloats refuses arguments that hold no float.
func (f *frame) gradFloats(g *gradCall) bool {
	for _, w := range g.wrt {
		if a := g.args[w]; !isErr(a.T) && !types.HasFloat(a.T, f.e.namedParts) {
			d := diag.Errorf(diag.NoFloat, f.spanOf(a), "no gradient exists with respect to %s: only floats have one", f.show(a.T)).
				WithHelp("give a float, or name another argument")
			f.report(d)
			return false
		}
	}
	return true
}

// emitGrad specialises the function and emits the grad operation.
func (f *frame) emitGrad(g *gradCall) *val {
	given := g.args
	g.args = f.withGlobals(g.fn.Name, g.args)
	for i, a := range g.args {
		if f.e.static[g.fn.Name][i] {
			f.demandTree(a)
		}
	}
	known := make([]any, len(g.args))
	for i, a := range g.args {
		known[i] = a.knownTree()
	}
	c := f.e.context(g.fn, valTypes(g.args), known)
	f.called(c)
	if c.active {
		return f.errorf(diag.EndlessDerivative, "the derivative of %s needs itself without end", display(g.fn))
	}
	ret := f.e.analyse(c)
	if isErr(ret.T) {
		return errVal()
	}
	if ret.T == types.Never {
		f.callWith(g.fn, given)
		return &val{T: types.Never}
	}
	t := f.callerDims(ret.T, c, g.args)
	if !f.checkDout(g, t) {
		return errVal()
	}
	op := typed.Grad{Fn: c.name, Wrt: g.wrt, WithValue: true, HasDout: true, Out: []types.Type{t}}
	for _, w := range g.wrt {
		op.Out = append(op.Out, types.Ct(g.args[w].T))
	}
	operands := append(valueList(g.args), g.dout.V)
	out := f.b.Emit(op, operands...)
	vals := make([]*val, len(out))
	for i, o := range out {
		vals[i] = &val{T: op.Out[i], V: o}
	}
	return f.gradResult(g, vals)
}

// checkDout makes the cotangent of the result: 1 for a real scalar.
func (f *frame) checkDout(g *gradCall, t types.Type) bool {
	if g.dout != nil {
		ct := types.Ct(t)
		if isErr(g.dout.T) {
			return false
		}
		j := f.join(g.dout.T, ct)
		if !types.Equal(j, ct) {
			f.errorf(diag.BadCotangent, "dout= is %s, but the result's cotangent is %s", f.show(g.dout.T), f.show(ct))
			return false
		}
		g.dout = f.coerce(g.dout, ct)
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
	f.errorHelp(diag.GradResult, "reduce it to one float, or weigh its parts with dout=", "grad() needs a function that returns one real number, but %s() returns %s", display(g.fn), f.show(t))
	return false
}

func (f *frame) gradResult(g *gradCall, vals []*val) *val {
	grads := vals[1:]
	switch {
	case g.value:
		return f.tupleOf(vals)
	case g.tuple:
		return f.tupleOf(grads)
	}
	return grads[0]
}
