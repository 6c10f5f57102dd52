package infer

import (
	"math"
	"strings"

	"github.com/myia-lang/myia/diag"
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
		"format":     (*frame).callFormat,
		"tuple":      (*frame).callTuple,
		"list":       (*frame).callList,
		"zip":        iterForm("zip"),
		"enumerate":  (*frame).callEnumerate,
		"map":        iterForm("map"),
		"filter":     iterForm("filter"),
		"reversed":   iterForm("reversed"),
		"sum":        (*frame).callSum,
		"max":        minMax("max", ">"),
		"min":        minMax("min", "<"),
		"any":        (*frame).callAny,
		"all":        (*frame).callAll,
		"bool":       (*frame).callBool,
		"divmod":     (*frame).callDivmod,

		"functools.partial":   (*frame).callPartial,
		"functools.reduce":    (*frame).callReduce,
		"dataclasses.replace": (*frame).callReplace,

		"myia.grad":           (*frame).makeGrad,
		"myia.value_and_grad": (*frame).makeValueAndGrad,
		"myia.myia":           (*frame).callIdentity,
	}
}

func init() { specials = specialForms() }

var constants = map[string]any{
	"math.pi": math.Pi, "math.e": math.E, "math.tau": 2 * math.Pi, "math.inf": math.Inf(1), "math.nan": math.NaN(),
	"np.pi": math.Pi, "np.e": math.E, "np.inf": math.Inf(1), "np.nan": math.NaN(), "np.newaxis": nil,
	"__name__": "__main__",
}

var dtypeNames = map[string]types.DType{
	"np.float64": types.F64, "np.float32": types.F32, "np.int64": types.I64, "np.bool_": types.B1, "np.bool": types.B1, "np.double": types.F64, "np.int_": types.I64,
}

var modules = map[string]bool{"np.random": true, "np.linalg": true, "os.path": true}

// canonical turns a module's name into the one used in tables.
func canonical(name string) string {
	if name == "numpy" || strings.HasPrefix(name, "numpy.") {
		return "np" + strings.TrimPrefix(name, "numpy")
	}
	return name
}

// builtin gives the value of a built-in name or a module's attribute.
func (f *frame) builtin(name string) *val {
	name = canonical(name)
	if k, ok := constants[name]; ok {
		return f.constant(k)
	}
	if name == "__file__" {
		return f.constant(f.span().File.Name)
	}
	if modules[name] {
		return f.unit(types.Static{Kind: "module", Name: name})
	}
	if strings.HasSuffix(name, "Error") || name == "Exception" || name == "StopIteration" {
		return f.unit(types.Static{Kind: "exception", Name: name})
	}
	if fn := f.prelude(name); fn != nil {
		return fn
	}
	_, isDType := dtypeNames[name]
	_, isSpecial := specials[name]
	if isDType || isSpecial || f.e.opts.Prims.Lookup(name) != nil || name == "object" || name == "dict" || name == "np.ndarray" {
		return f.unit(types.Static{Kind: "builtin", Name: name})
	}
	return f.notProvided(name)
}

// prelude gives the function of the embedded prelude that defines a name, with
// its defaults, or nil. The prelude has a function get_f for each f.
func (f *frame) prelude(name string) *val {
	fn := f.e.src.Func("get_prelude_" + strings.ReplaceAll(name, ".", "_"))
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
			return f.limit(diag.NotProvided, "make one text of them with an f-string", "an exception with several arguments is not taken yet")
		}
		return f.product(types.Bound{Kind: "exception", Attr: t.Name, Parts: valTypes(pos)}, pos)
	case "builtin":
		if s := specials[t.Name]; s != nil {
			if anyErr(pos) || anyErr(kw) {
				return errVal()
			}
			if v := f.checkSpecial(t.Name, pos, names); v != nil {
				return v
			}
			return s(f, pos, names, kw)
		}
		if d, ok := dtypeNames[t.Name]; ok && len(pos) == 1 {
			return f.prim("np.asarray", pos[0], f.unit(types.Static{Kind: "dtype", Name: d.String()}))
		}
		if t.Name == "dict" {
			return f.limit(diag.NotProvided, "write {'a': 1, ...}", "dict(...) is not taken yet")
		}
		if p := f.e.opts.Prims.Lookup(t.Name); p != nil {
			return f.callPrim(p, t.Name, f.unwrap(p, pos), names, kw)
		}
	}
	return f.errorf(diag.NotCallable, "%s is not callable", f.show(t))
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
	return func(f *frame, pos []*val, names []string, kw []*val) *val {
		first := 0
		if kind == "map" || kind == "filter" {
			first = 1
		}
		if len(pos) < first+1 && kind != "zip" {
			return f.errorf(diag.BadArguments, "%s() takes at least %d arguments", kind, first+1)
		}
		return f.product(types.Iter{Kind: kind, Parts: valTypes(pos)}, pos)
	}
}

func (f *frame) callIsinstance(pos []*val, _ []string, _ []*val) *val {
	if len(pos) != 2 {
		return f.errorf(diag.BadArguments, "isinstance expected 2 arguments, got %d", len(pos))
	}
	if u, ok := pos[0].T.(types.Union); ok {
		var yes []types.Type
		for _, m := range u.Members {
			is, ok := f.instanceOf(m, pos[1].T)
			if !ok {
				return f.errorf(diag.BadIsinstance, "isinstance() arg 2 must be a type or a tuple of types")
			}
			if is {
				yes = append(yes, m)
			}
		}
		return f.anyMember(pos[0], yes, len(u.Members))
	}
	is, ok := f.instanceOf(pos[0].T, pos[1].T)
	if !ok {
		return f.errorf(diag.BadIsinstance, "isinstance() arg 2 must be a type or a tuple of types")
	}
	return f.constant(is)
}

func (f *frame) anyMember(v *val, yes []types.Type, n int) *val {
	if len(yes) == 0 || len(yes) == n {
		return f.constant(len(yes) > 0)
	}
	var out *val
	for _, m := range yes {
		test := &val{T: types.Bool, V: f.b.Emit1(typed.IsMember{T: m}, v.V)}
		if out == nil {
			out = test
		} else {
			out = f.prim("bool.or", out, test)
		}
	}
	return out
}

func (f *frame) callLen(pos []*val, _ []string, _ []*val) *val {
	if len(pos) != 1 {
		return f.errorf(diag.BadArguments, "len() takes exactly one argument (%d given)", len(pos))
	}
	v := pos[0]
	if u, ok := v.T.(types.Union); ok {
		return f.distribute(v, u, func(m *val) *val { return f.callLen([]*val{m}, nil, nil) }, "len")
	}
	switch t := v.T.(type) {
	case types.Tuple:
		return f.constant(int64(len(t.Elems)))
	case types.Named:
		if t.Kind == "tuple" {
			return f.constant(int64(len(f.partTypes(t))))
		}
	case types.Dict:
		return f.constant(int64(len(t.Names)))
	case types.Array:
		if len(t.Dims) > 0 {
			return f.size(v, 0)
		}
	case types.List:
		if t.Exact {
			return f.constant(int64(len(t.Elems)))
		}
		return f.prim("list.len", v)
	case types.Iter:
		if t.Kind == "range" {
			s, _ := f.sequence(v)
			return s.length()
		}
	}
	if v.T == types.Str {
		return f.prim("str.len", v)
	}
	if m, ok := f.method(v, "__len__"); ok {
		return f.call(m, nil, nil, nil)
	}
	return f.errorf(diag.NoLength, "%s has no len()", f.describe(v.T))
}

func (f *frame) callRange(pos []*val, _ []string, _ []*val) *val {
	if len(pos) < 1 || len(pos) > 3 {
		return f.errorf(diag.BadArguments, "range expected 1 to 3 arguments, got %d", len(pos))
	}
	args := make([]*val, len(pos))
	for i, p := range pos {
		args[i] = f.prim("operator.index", p)
		if isErr(args[i].T) {
			return errVal()
		}
	}
	parts := []*val{nil, nil, nil}
	switch len(args) {
	case 1:
		parts = []*val{f.constant(int64(0)), args[0], f.constant(int64(1))}
	case 2:
		parts = []*val{args[0], args[1], f.constant(int64(1))}
	case 3:
		parts = args
		f.prim("check.step", args[2])
	}
	return f.product(types.Iter{Kind: "range", Parts: valTypes(parts)}, parts)
}

func (f *frame) callTuple(pos []*val, _ []string, _ []*val) *val {
	if len(pos) == 0 {
		return f.tupleOf(nil)
	}
	s, ok := f.sequence(pos[0])
	if !ok {
		return errVal()
	}
	if s.static < 0 {
		return f.limit(diag.TupleLength, "keep it a list", "a tuple of run-time length")
	}
	elems := make([]*val, s.static)
	for i := range elems {
		elems[i] = s.at(f.constant(int64(i)))
	}
	if anyErr(elems) {
		return errVal()
	}
	return f.tupleOf(elems)
}

func (f *frame) callList(pos []*val, _ []string, _ []*val) *val {
	if len(pos) == 0 {
		return f.product(types.List{Exact: true}, nil)
	}
	return f.listOf(pos[0])
}

func (f *frame) callEnumerate(pos []*val, names []string, kw []*val) *val {
	start := f.constant(int64(0))
	if len(pos) == 2 {
		start = pos[1]
	} else if len(kw) == 1 && names[0] == "start" {
		start = kw[0]
	}
	return f.product(types.Iter{Kind: "enumerate", Parts: []types.Type{pos[0].T, start.T}}, []*val{pos[0], start})
}

func (f *frame) callSum(pos []*val, names []string, kw []*val) *val {
	start := f.constant(int64(0))
	if len(pos) == 2 {
		start = pos[1]
	} else if len(kw) == 1 {
		start = kw[0]
	}
	return f.fold(pos[0], start, func(acc, x *val) *val { return f.binop("+", acc, x) })
}

// fold runs acc = step(acc, x) over an iterable, unrolled or as a loop.
func (f *frame) fold(it, start *val, step func(acc, x *val) *val) *val {
	s, ok := f.sequence(it)
	if !ok {
		return errVal()
	}
	if s.static >= 0 && (s.unlike || s.static <= 4) {
		acc := start
		for i := 0; i < s.static; i++ {
			acc = step(acc, s.at(f.constant(int64(i))))
		}
		return acc
	}
	if s.static > 0 {
		// The first step may change the type: 0 plus an array is an array.
		acc := step(start, s.at(f.constant(int64(0))))
		rest := *s
		rest.static--
		rest.at = func(i *val) *val { return s.at(f.prim("int.succ", i)) }
		rest.length = func() *val { return f.constant(int64(rest.static)) }
		return f.foldLoop(&rest, acc, step)
	}
	return f.foldLoop(s, start, step)
}

func (f *frame) callAny(pos []*val, _ []string, _ []*val) *val {
	return f.quantify(pos, "list.any", "np.any")
}

func (f *frame) callAll(pos []*val, _ []string, _ []*val) *val {
	return f.quantify(pos, "list.all", "np.all")
}

func (f *frame) quantify(pos []*val, onList, onArray string) *val {
	list := f.listOf(pos[0])
	if isErr(list.T) {
		return list
	}
	s, ok := f.sequence(list)
	if !ok {
		return errVal()
	}
	bools := f.collect(f.dynamic(list, s), func(i, x, acc *val) *val { return f.push(acc, f.truth(x)) })
	if isErr(bools.T) {
		return bools
	}
	return f.prim(onList, bools)
}

// dynamic views a list of alike or number elements as a run-time sequence; a
// list of unlike elements becomes bools first.
func (f *frame) dynamic(list *val, s *sequence) *sequence {
	if !s.unlike {
		return s
	}
	elems := make([]*val, s.static)
	for i := range elems {
		elems[i] = f.truth(s.at(f.constant(int64(i))))
	}
	exact := f.product(types.List{Exact: true, Elems: valTypes(elems)}, elems)
	run := f.coerce(exact, types.List{Elems: []types.Type{types.Bool}})
	d, _ := f.sequence(run)
	return d
}

func (f *frame) callBool(pos []*val, _ []string, _ []*val) *val {
	if len(pos) == 0 {
		return f.constant(false)
	}
	return f.truth(pos[0])
}

func (f *frame) callDivmod(pos []*val, _ []string, _ []*val) *val {
	return f.tupleOf([]*val{f.binop("//", pos[0], pos[1]), f.binop("%", pos[0], pos[1])})
}

func (f *frame) callIdentity(pos []*val, _ []string, _ []*val) *val { return pos[0] }

// minMax infers max and min: of one iterable or of several arguments, with an
// optional key. At ties the first wins, as in Python; for floats without a
// key the primitive shares the derivative.
func minMax(name, op string) special {
	return func(f *frame, pos []*val, names []string, kw []*val) *val {
		var key, empty *val
		for i, n := range names {
			switch n {
			case "key":
				key = kw[i]
			case "default":
				empty = kw[i]
			default:
				return f.errorf(diag.BadArguments, "%s() got an unexpected keyword argument '%s'", name, n)
			}
		}
		better := func(acc, x *val) *val {
			if key == nil && isNumber(acc.T) && isNumber(x.T) {
				return f.prim("py."+name, acc, x)
			}
			a, b := acc, x
			if key != nil {
				a, b = f.call(key, []*val{acc}, nil, nil), f.call(key, []*val{x}, nil, nil)
			}
			c := f.truth(f.compare(op, b, a))
			if isErr(c.T) {
				return c
			}
			return f.cond(c, func() *val { return x }, func() *val { return acc })
		}
		if len(pos) > 1 {
			acc := pos[0]
			for _, p := range pos[1:] {
				acc = better(acc, p)
			}
			return acc
		}
		if empty != nil {
			return f.extremeOr(name, pos[0], empty, better)
		}
		return f.extreme(name, pos[0], better)
	}
}

// extremeOr gives a default for an empty iterable.
func (f *frame) extremeOr(name string, it, empty *val, better func(acc, x *val) *val) *val {
	s, ok := f.sequence(it)
	if !ok {
		return errVal()
	}
	return f.cond(f.truth(s.length()),
		func() *val { return f.extreme(name, it, better) },
		func() *val { return empty })
}

func isNumber(t types.Type) bool {
	if a, ok := t.(types.Array); ok {
		return len(a.Dims) == 0
	}
	return t == types.Int || t == types.Float || t == types.Bool
}

// extreme reduces an iterable that must not be empty.
func (f *frame) extreme(name string, it *val, better func(acc, x *val) *val) *val {
	s, ok := f.sequence(it)
	if !ok {
		return errVal()
	}
	if s.static == 0 {
		return f.raiseText("ValueError", name+"() arg is an empty sequence")
	}
	if s.static < 0 {
		f.prim("check.nonempty", s.length(), f.constant(name))
	}
	first := s.at(f.constant(int64(0)))
	rest := *s
	rest.at = func(i *val) *val { return s.at(f.prim("int.succ", i)) }
	if s.static > 0 {
		rest.static = s.static - 1
		if s.unlike || s.static <= 4 {
			acc := first
			for i := 1; i < s.static; i++ {
				acc = better(acc, s.at(f.constant(int64(i))))
			}
			return acc
		}
	}
	rest.length = func() *val { return f.prim("op.-", s.length(), f.constant(int64(1))) }
	return f.foldLoop(&rest, first, better)
}

func (f *frame) callPartial(pos []*val, names []string, kw []*val) *val {
	parts := append(append([]*val{}, pos...), kw...)
	return f.product(types.Bound{Kind: "partial", Attr: partialAttr(len(pos)-1, names), Parts: valTypes(parts)}, parts)
}

func (f *frame) callReduce(pos []*val, _ []string, _ []*val) *val {
	step := func(acc, x *val) *val { return f.call(pos[0], []*val{acc, x}, nil, nil) }
	if len(pos) == 3 {
		return f.fold(pos[1], pos[2], step)
	}
	return f.extreme("reduce", pos[1], step)
}

// callReplace is dataclasses.replace.
func (f *frame) callReplace(pos []*val, names []string, kw []*val) *val {
	c, ok := f.classOf(pos[0].T)
	if !ok {
		return f.errorf(diag.NotDataclass, "replace() should be called on dataclass instances")
	}
	slots := append([]*val{}, f.partsOf(pos[0])...)
	for i, n := range names {
		at := fieldIndex(c, n)
		if at < 0 {
			return f.errorf(diag.BadArguments, "%s() got an unexpected keyword argument '%s'", c.Display, n)
		}
		slots[at] = kw[i]
	}
	return f.instance(c.Name, slots)
}
