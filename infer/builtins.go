package infer

import (
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/frontend"
	"github.com/myia-lang/myia/library"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// special is a built-in that needs more than a primitive's type rule: it takes
// functions, spreads sequences, or looks at types.
type special func(f *frame, pos []*val, names []string, kw []*val) *val

var specials map[string]special

func specialForms() map[string]special {
	return map[string]special{
		"isinstance": (*frame).callIsinstance,
		"len":        (*frame).callLen,
		"range":      (*frame).callRange,
		"print":      (*frame).callPrint,
		"str":        (*frame).callStr,
		"repr":       (*frame).callRepr,
		"tuple":      (*frame).callTuple,
		"list":       (*frame).callList,
		"dict":       (*frame).callDict,
		"set":        (*frame).callSet,

		"collections.defaultdict": (*frame).callDefaultdict,
		"collections.Counter":     (*frame).callCounter,

		"zip":       (*frame).callZip,
		"enumerate": (*frame).callEnumerate,
		"map":       iterForm("map"),
		"filter":    iterForm("filter"),
		"reversed":  iterForm("reversed"),
		"sorted":    (*frame).callSorted,
		"sum":       (*frame).callSum,
		"max":       minMax("max", ">"),
		"min":       minMax("min", "<"),
		"any":       (*frame).callAny,
		"all":       (*frame).callAll,
		"bool":      (*frame).callBool,
		"divmod":    (*frame).callDivmod,
		"pow":       (*frame).callPow,
		"round":     (*frame).callRound,
		"super":     (*frame).callSuper,

		"NotImplemented": (*frame).callNotTaken,

		"type":       (*frame).callType,
		"issubclass": (*frame).callIssubclass,
		"getattr":    (*frame).callGetattr,
		"setattr":    (*frame).callSetattr,
		"hasattr":    (*frame).callHasattr,
		"iter":       (*frame).callIter,
		"hash":       (*frame).callHash,
		"next":       (*frame).callNext,

		"np.dtype":      (*frame).callDType,
		"np.issubdtype": (*frame).callIssubdtype,
		"np.iinfo":      (*frame).callIinfo,
		"np.finfo":      (*frame).callFinfo,

		"functools.partial":   (*frame).callPartial,
		"functools.reduce":    (*frame).callReduce,
		"dataclasses.replace": (*frame).callReplace,
		"dataclasses.asdict":  (*frame).callAsdict,
		"dataclasses.astuple": (*frame).callAstuple,
		"dataclasses.fields":  (*frame).callFields,

		"myia.grad":           (*frame).makeGrad,
		"myia.value_and_grad": (*frame).makeValueAndGrad,
		"myia.stop_gradient":  (*frame).callStopGradient,
		"myia.myia":           (*frame).callIdentity,
	}
}

func init() { specials = specialForms() }

// builtin gives the value of a built-in name or a module's attribute.
func (f *frame) builtin(name string) *val {
	name = names.Canonical(name)
	switch {
	case name == frontend.RefusedName:
		return errVal()
	case name == "__file__":
		return f.constant(f.span().File.Name)
	case name == "sys.argv":
		return f.argv()
	case strings.HasPrefix(name, "typing."):
		return f.unit(types.Static{Kind: "builtin", Name: name})
	}
	d := f.e.opts.Names.Lookup(name)
	if d == nil || d.Kind == names.Library {
		if fn := f.library(name); fn != nil {
			return fn
		}
		return f.notProvided(name)
	}
	switch d.Kind {
	case names.Constant:
		v := f.constant(d.Value)
		v.object = name
		return v
	case names.Module:
		return f.unit(types.Static{Kind: "module", Name: name})
	case names.Exception:
		return f.unit(types.Static{Kind: "exception", Name: name})
	case names.Syntax:
		return f.notProvided(name)
	case names.DType:
		d, _ := typed.Element(name) // of several names for it one is that of the class
		name = className(d)
	}
	return f.unit(types.Static{Kind: "builtin", Name: name})
}

// argv is sys.argv: a list of run-time length, so that what is compiled does not depend on how many there are.
func (f *frame) argv() *val {
	words := make([]*val, len(f.e.opts.Argv))
	for i, w := range f.e.opts.Argv {
		words[i] = f.constant(w)
	}
	return f.coerce(f.product(types.List{Exact: true, Elems: valTypes(words)}, words), types.List{Elems: []types.Type{types.Str}})
}

// library gives the function of the library that defines a name, with its
// defaults, or nil.
func (f *frame) library(name string) *val {
	fn := f.e.src.Func(library.Getter(name))
	if fn == nil {
		return nil
	}
	return f.callWith(fn, nil)
}

// callStatic calls a built-in, a class, an exception or a dtype.
func (f *frame) callStatic(t types.Static, pos []*val, names []string, kw []*val) *val {
	switch t.Kind {
	case "class":
		return f.construct(f.e.src.Class(t.Name), pos, names, kw)
	case "exception":
		if len(pos) > 1 || len(kw) > 0 {
			return f.limit(diag.NotProvided, "an f-string makes one text of them", "an exception with several arguments is not taken yet")
		}
		return f.product(types.Bound{By: types.Raisable{Class: raised(t)}, Parts: valTypes(pos)}, pos)
	case "builtin":
		if t.Name == "typing.TypeVar" {
			return f.unit(t)
		}
		if arrayChanges[t.Name] != nil {
			return f.changeArray(t.Name, pos, names, kw)
		}
		if s := specials[t.Name]; s != nil {
			if anyErr(pos) || anyErr(kw) {
				return errVal()
			}
			if v := f.checkSpecial(t.Name, pos, names); v != nil {
				return v
			}
			if pos = f.iterated(t.Name, pos); anyErr(pos) || f.dead {
				return f.lastOf(pos)
			}
			return s(f, pos, names, kw)
		}
		if d, ok := typed.Element(t.Name); ok {
			return f.callElement(d, pos, kw)
		}
		if v, ok := f.callDunder(t.Name, pos, names, kw); ok {
			return v
		}
		if p := f.e.opts.Prims.Lookup(t.Name); p != nil {
			return f.callPrim(p, t.Name, f.unwrap(p, pos), names, kw)
		}
	}
	return f.errorf(diag.NotCallable, "%s is not callable", f.show(t))
}

// dunders are the methods that built-ins look for in their first argument.
var dunders = map[string]string{
	"abs": "__abs__", "int": "__int__", "float": "__float__", "round": "__round__",
	"math.floor": "__floor__", "math.ceil": "__ceil__", "math.trunc": "__trunc__",
}

// callDunder calls the method behind a built-in, member by member of a union.
func (f *frame) callDunder(name string, pos []*val, names []string, kw []*val) (*val, bool) {
	if dunders[name] == "" || len(pos) == 0 {
		return nil, false
	}
	for _, m := range types.Members(pos[0].T) {
		if c, ok := f.classOf(m); !ok || f.e.methodOf(c, dunders[name]) == "" {
			continue
		}
		if u, ok := pos[0].T.(types.Union); ok {
			return f.distribute(pos[0], u, func(m *val) *val {
				return f.call(f.builtin(name), append([]*val{m}, pos[1:]...), names, kw)
			}, name), true
		}
		return f.callMethod(pos[0], dunders[name], pos[1:], names, kw), true
	}
	return nil, false
}

// unwrap materialises iterators that are passed to primitives as lists.
func (f *frame) unwrap(p *typed.Prim, pos []*val) []*val {
	out := append([]*val{}, pos...)
	for i, a := range out {
		if it, ok := a.T.(types.Iter); ok && it.Kind != "slice" {
			out[i] = f.listOf(a)
		}
	}
	return out
}

func iterForm(kind string) special {
	return func(f *frame, pos []*val, _ []string, _ []*val) *val {
		return f.product(types.Iter{Kind: kind, Parts: valTypes(pos)}, pos)
	}
}

// isPython reports whether t is a number of Python's.
func isPython(t types.Type) bool { return t == types.Int || t == types.Float || t == types.Bool }

func (f *frame) callDivmod(pos []*val, _ []string, _ []*val) *val {
	if m, ok := f.method(pos[0], "__divmod__"); ok {
		return f.call(m, pos[1:], nil, nil)
	}
	if a, b := pos[0].T, pos[1].T; (a == types.Float || b == types.Float) && isPython(a) && isPython(b) {
		f.prim("check.divmod", pos[1])
	}
	return f.tupleOf([]*val{f.binop("//", pos[0], pos[1]), f.binop("%", pos[0], pos[1])})
}

// slots puts arguments in the order of the parameters' names; the first need
// of them must be there.
func (f *frame) slots(called string, params []string, need int, pos []*val, names []string, kw []*val) ([]*val, bool) {
	out := make([]*val, len(params))
	copy(out, pos)
	for i, k := range names {
		out[slices.Index(params, k)] = kw[i]
	}
	for i := range need {
		if out[i] == nil {
			f.errorf(diag.BadArguments, "%s() missing required argument: '%s'", called, params[i])
			return nil, false
		}
	}
	return out, true
}

// callPow is the operator ** but for a modulus.
func (f *frame) callPow(pos []*val, names []string, kw []*val) *val {
	a, ok := f.slots("pow", []string{"base", "exp", "mod"}, 2, pos, names, kw)
	switch {
	case !ok:
		return errVal()
	case a[2] == nil || a[2].T == types.None:
		return f.binop("**", a[0], a[1])
	}
	return f.call(f.library("pow_mod"), a, nil, nil)
}

// callRound rounds to tens and hundreds in the library.
func (f *frame) callRound(pos []*val, names []string, kw []*val) *val {
	a, ok := f.slots("round", []string{"number", "ndigits"}, 1, pos, names, kw)
	if !ok {
		return errVal()
	}
	if a[1] == nil {
		a[1] = f.none()
	}
	for i := range a {
		if u, ok := a[i].T.(types.Union); ok {
			return f.distribute(a[i], u, func(m *val) *val {
				with := slices.Clone(a)
				with[i] = m
				return f.callRound(with, nil, nil)
			}, "round")
		}
	}
	if m, ok := f.method(a[0], "__round__"); ok {
		if a[1].T == types.None {
			return f.call(m, nil, nil, nil)
		}
		return f.call(m, a[1:], nil, nil)
	}
	if a[1].T != types.None && typed.IsIndex(a[0].T) && typed.IsIndex(a[1].T) {
		if a[0].T == types.Bool {
			a[0] = f.prim("int", a[0])
		}
		return f.call(f.library("round_int"), a, nil, nil)
	}
	return f.prim("round", a...)
}

func (f *frame) callIdentity(pos []*val, _ []string, _ []*val) *val { return pos[0] }

func (f *frame) callPartial(pos []*val, names []string, kw []*val) *val {
	parts := append(append([]*val{}, pos...), kw...)
	return f.product(types.Bound{By: types.Partial{Positional: len(pos) - 1, Names: names}, Parts: valTypes(parts)}, parts)
}

func (f *frame) callReduce(pos []*val, _ []string, _ []*val) *val {
	step := func(acc, x *val) *val { return f.call(pos[0], []*val{acc, x}, nil, nil) }
	if len(pos) == 3 {
		return f.fold(pos[1], pos[2], step)
	}
	return f.extreme("reduce", pos[1], step)
}
