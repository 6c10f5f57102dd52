package infer

import (
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// place is an argument with respect to which one may differentiate: a
// parameter, or an element of *args.
type place struct {
	name string // "" for an element of *args
	arg  int    // index into gradCall.args
	elem int    // of the tuple that the argument is, or -1 for all of it
}

// gradTarget resolves the function and its arguments: a function, a bound
// method, a partial application or a callable object. The first held of the
// positional arguments are not the caller's.
func (f *frame) gradTarget(g *gradCall, callee *val, held int, pos []*val, names []string, kw []*val) bool {
	switch t := callee.T.(type) {
	case types.Func:
		return f.gradFunc(g, f.e.src.Func(t.Name), f.partsOf(callee), held, pos, names, kw)
	case types.Bound:
		parts := f.partsOf(callee)
		switch by := t.By.(type) {
		case types.Method:
			return f.gradFunc(g, f.e.src.Func(by.Func), parts[1:], held+1, append([]*val{parts[0]}, pos...), names, kw)
		case types.Partial:
			all, ns, vs := applyPartial(by, parts, pos, names, kw)
			return f.gradTarget(g, parts[0], held+by.Positional, all, ns, vs)
		}
		return f.gradWrapped(g, callee, held, pos, names, kw)
	case types.Object, types.Named:
		if m, ok := f.method(callee, "__call__"); ok {
			return f.gradTarget(g, m, held, pos, names, kw)
		}
		if n, ok := t.(types.Named); ok && n.Kind == "func" {
			return f.gradFunc(g, f.e.src.Func(n.Name), f.partsOf(callee), held, pos, names, kw)
		}
	case types.Static:
		return f.gradWrapped(g, callee, held, pos, names, kw)
	}
	f.notAFunction(g.by.Name, callee)
	return false
}

// gradFunc binds the arguments of a function of the user's; caps are its
// captures and defaults.
func (f *frame) gradFunc(g *gradCall, fn *ir.Func, caps []*val, held int, pos []*val, names []string, kw []*val) bool {
	args, ok := f.bind(fn, caps, pos, names, kw)
	if !ok {
		return false
	}
	g.fn, g.args, g.label, g.given = fn, args, display(fn), len(pos)-held
	sig := fn.Sig
	first := len(sig.Captures)
	for i, name := range sig.Names {
		g.places = append(g.places, place{name, first + i, -1})
	}
	if sig.VarArgs != "" {
		at := restOf(sig)
		for i := range typed.Parts(args[at].T) {
			g.places = append(g.places, place{"", at, i})
		}
		g.star = place{sig.VarArgs, at, -1}
	}
	for i, name := range sig.KwOnly {
		g.places = append(g.places, place{name, first + len(sig.Names) + i, -1})
	}
	if sig.KwArgs != "" {
		for i, name := range args[len(args)-1].T.(types.Dict).Names {
			g.places = append(g.places, place{name, len(args) - 1, i})
		}
	}
	g.places = g.places[held:]
	return true
}

// gradWrapped differentiates a callable that has no function of its own, a
// primitive or a derived function: a function that calls it.
func (f *frame) gradWrapped(g *gradCall, callee *val, held int, pos []*val, names []string, kw []*val) bool {
	g.fn, g.label, g.given = f.e.applier(names), f.calleeName(callee), len(pos)-held
	g.args = append([]*val{callee}, kw...)
	g.args = append(g.args, f.tupleOf(pos))
	params := f.paramsOf(callee)
	for i := range pos {
		p := place{"", len(g.args) - 1, i}
		if i < len(params) {
			p.name = params[i]
		}
		g.places = append(g.places, p)
	}
	for _, name := range params[min(len(pos), len(params)):] {
		if at := slices.Index(names, name); at >= 0 {
			g.places = append(g.places, place{name, 1 + at, -1})
		}
	}
	for i, name := range names {
		if !slices.Contains(params, name) {
			g.places = append(g.places, place{name, 1 + i, -1})
		}
	}
	g.places = g.places[held:]
	return !anyErr(g.args)
}

// calleeName is what messages call a callable without a function of its own.
func (f *frame) calleeName(callee *val) string {
	switch t := callee.T.(type) {
	case types.Static:
		return t.Name
	case types.Func:
		return display(f.e.src.Func(t.Name))
	case types.Bound:
		switch by := t.By.(type) {
		case types.PrimMethod:
			return by.Prim
		case types.Method:
			return display(f.e.src.Func(by.Func))
		case types.Gradient:
			return "the derivative of " + f.calleeName(f.part(callee, 0))
		}
	}
	return f.show(callee.T)
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
			for _, q := range p.Signature().Params {
				names = append(names, q.Name)
			}
		}
		return names
	case types.Object:
		if m, ok := f.method(callee, "__call__"); ok {
			return f.paramsOf(m)
		}
	case types.Bound:
		switch by := t.By.(type) {
		case types.Method:
			return f.e.src.Func(by.Func).Sig.Names[1:]
		case types.Gradient:
			return f.paramsOf(f.part(callee, 0))
		case types.Partial:
			names := f.paramsOf(f.part(callee, 0))
			return names[min(by.Positional, len(names)):]
		}
	}
	return nil
}

// chooseWrt resolves positions, names and "*".
func (f *frame) chooseWrt(g *gradCall) bool {
	wrt := g.by.Wrt
	if len(wrt) == 0 {
		wrt = []types.Wrt{{At: 0}}
	}
	all := false
	for _, w := range wrt {
		if w.ByName && w.Name == "*" {
			g.wrt, all = append(g.wrt, g.places...), true
			continue
		}
		p, ok := f.placeOf(g, w)
		if !ok {
			return false
		}
		g.wrt = append(g.wrt, p)
	}
	g.tuple = g.by.Tuple || all || len(g.wrt) > 1
	return all || f.gradFloats(g)
}

// placeOf finds a name or a position; negative ones count from the last
// positional argument of the call.
func (f *frame) placeOf(g *gradCall, w types.Wrt) (place, bool) {
	if w.ByName {
		var known []string
		for _, p := range append(g.places[:len(g.places):len(g.places)], g.star) {
			if p.name == w.Name && w.Name != "" { // the place of *args has no name if there are none
				return p, true
			}
			if p.name != "" {
				known = append(known, p.name)
			}
		}
		f.errorHelp(diag.NoSuchArgument, oneOfThese("parameter", known), "%s() has no parameter '%s' to differentiate with respect to", g.label, w.Name)
		return place{}, false
	}
	i := w.At
	if i < 0 {
		i += int64(g.given)
	}
	if i < 0 || i >= int64(len(g.places)) {
		f.errorHelp(diag.NoSuchArgument, "positions count from 0; a name can be given, too", "%s() has no argument %d to differentiate with respect to", g.label, w.At)
		return place{}, false
	}
	return g.places[i], true
}

// at gives the argument at a place.
func (f *frame) at(g *gradCall, p place) *val {
	if p.elem < 0 {
		return g.args[p.arg]
	}
	return f.part(g.args[p.arg], p.elem)
}

// gradFloats refuses arguments that hold no float.
func (f *frame) gradFloats(g *gradCall) bool {
	for _, p := range g.wrt {
		if a := f.at(g, p); !isErr(a.T) && !types.HasFloat(a.T, f.e.namedParts) {
			d := diag.Errorf(diag.NoFloat, f.spanOf(a), "no gradient exists with respect to %s: only floats have one", f.show(a.T)).
				WithHelp("give a float, or name another argument")
			f.report(d)
			return false
		}
	}
	return true
}
