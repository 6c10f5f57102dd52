package infer

import (
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/ops/typed"
	"github.com/myia-lang/myia/types"
)

// foldLoop emits a loop that folds a sequence into one value.
func (f *frame) foldLoop(s *sequence, start *val, step func(acc, x *val) *val) *val {
	t := start.T
	node := f.node
	for trial := 0; trial < maxTrials; trial++ {
		var res *val
		mark := f.b.F.NextID
		r := f.openTrip([]types.Type{types.Int, t}, func(ps []*ir.Value) []*ir.Value {
			i := &val{T: types.Int, V: ps[0]}
			res = step(&val{T: t, V: ps[1]}, f.fresh1(s.at(i)))
			return nil
		})
		dead := f.dead
		f.dead = false
		f.node = node
		if isErr(res.T) {
			return errVal()
		}
		if !dead {
			if now := f.joinCarried(node, trial/8, t, res.T); !types.Equal(now, t) {
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
		out := f.b.EmitRegions(ops.For{}, []*ir.Region{r}, s.length().V, f.coerce(start, t).V)
		f.relateTrips(out[0], res.V, mark)
		f.relateTrips(out[0], start.V, mark)
		f.ended(s)
		return &val{T: t, V: out[0]}
	}
	return f.limit(diag.UnsettledType, "", "the type of this value does not settle")
}

// str gives str(v); repr gives repr(v).
func (f *frame) str(v *val) *val {
	if v.T == types.Str || isErr(v.T) {
		return v
	}
	if u, ok := v.T.(types.Union); ok {
		return f.distribute(v, u, func(m *val) *val { return f.str(m) }, "str")
	}
	if m, ok := f.method(v, "__str__"); ok {
		return f.call(m, nil, nil, nil)
	}
	if isScalarLike(v.T) {
		return f.prim("str", v)
	}
	return f.repr(v)
}

// isScalarLike: primitives print these.
func isScalarLike(t types.Type) bool {
	switch t {
	case types.Int, types.Float, types.Bool, types.Str:
		return true
	}
	return isArray(t)
}

func (f *frame) repr(v *val) *val {
	switch t := v.T.(type) {
	case types.Union:
		return f.distribute(v, t, func(m *val) *val { return f.repr(m) }, "repr")
	case types.Tuple:
		if len(t.Elems) == 1 {
			return f.around("(", []*val{f.repr(f.part(v, 0))}, ",)")
		}
		return f.around("(", f.reprs(f.partsOf(v)), ")")
	case types.List:
		if t.Exact {
			return f.around("[", f.reprs(f.partsOf(v)), "]")
		}
		return f.reprList(v)
	case types.Dict:
		return f.reprDict(v, t)
	case types.Object, types.Named:
		return f.reprObject(v)
	case types.Iter:
		switch t.Kind {
		case "range":
			return f.call(f.library("range_repr"), f.partsOf(v), nil, nil)
		case types.RunTuple:
			return f.reprRunTuple(f.part(v, 0))
		case types.DefaultMap:
			return f.around("defaultdict(", []*val{f.repr(f.takePart(v, factoryPart, t.Parts[factoryPart])), f.reprKeyed(v, types.Map)}, ")")
		case types.CounterMap:
			return f.reprCounter(v)
		case types.Map, types.Set, types.MapKeys, types.MapValues, types.MapItems:
			return f.reprKeyed(v, t.Kind)
		}
	}
	switch v.T {
	case types.None:
		return f.constant("None")
	case types.Ellipsis:
		return f.constant("Ellipsis")
	case types.NoTangent:
		return f.constant("NoTangent")
	}
	if isScalarLike(v.T) {
		return f.prim("repr", v)
	}
	if isErr(v.T) || v.T == types.Never {
		return v
	}
	if text := callableText(v.T); text != "" {
		return f.constant(text)
	}
	return f.notPrintable(v)
}

// callableText is the repr of what can be called, and of a dtype, without the address that Python prints; "" of anything
// else.
func callableText(t types.Type) string {
	switch t := t.(type) {
	case types.Func:
		return "<function " + functionName(t.Name) + ">"
	case types.Named:
		if t.Kind == "func" {
			return "<function " + functionName(t.Name) + ">"
		}
	case types.Bound:
		of := ""
		if len(t.Parts) > 0 {
			of = callableText(t.Parts[0])
		}
		switch by := t.By.(type) {
		case types.Method:
			return "<bound method " + functionName(by.Func) + ">"
		case types.Partial:
			return "functools.partial(" + of + ")"
		case types.Gradient:
			return "<gradient of " + strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(of, "<"), "function "), ">") + ">"
		}
	case types.Static:
		return staticRepr(t)
	}
	return ""
}

// functionName is the name that a program gives a function, out of the unique one.
func functionName(unique string) string {
	name, _, _ := strings.Cut(unique, "#")
	return name
}

func (f *frame) notPrintable(v *val) *val {
	help := ""
	if _, ok := v.T.(types.Iter); ok {
		help = "a list of it prints"
	}
	return f.limit(diag.NotPrintable, help, "printing %s", f.show(v.T))
}

// staticRepr is "" of a module, and of what np.iinfo and np.finfo give, which have a text of their own in Python.
func staticRepr(t types.Static) string {
	switch t.Kind {
	case "module", "iinfo", "finfo":
		return ""
	case "dtype":
		d, _ := dtype.ByName(t.Name)
		return d.NumPy()
	case "class":
		return "<class '__main__." + t.Name + "'>"
	case "exception":
		return "<class '" + t.Name + "'>"
	}
	if isTypeName(t.Name) {
		return "<class '" + names.Python(t.Name) + "'>"
	}
	return "<built-in function " + strings.TrimPrefix(t.Name, "math.") + ">"
}

// isTypeName reports whether a built-in is a type.
func isTypeName(name string) bool {
	_, ok := typed.Element(name)
	class, _ := strings.CutPrefix(name, "np.")
	return ok || names.IsClass(name) || name == "NoneType" || name == "function" || slices.Contains(dtype.Abstract(), class)
}

func (f *frame) reprs(vs []*val) []*val {
	out := make([]*val, len(vs))
	for i, v := range vs {
		out[i] = f.repr(v)
	}
	return out
}

// around joins texts with commas between two brackets.
func (f *frame) around(open string, texts []*val, end string) *val {
	all := []*val{f.constant(open)}
	for i, t := range texts {
		if i > 0 {
			all = append(all, f.constant(", "))
		}
		all = append(all, t)
	}
	return f.joinStr(append(all, f.constant(end)))
}

func (f *frame) reprList(v *val) *val { return f.reprRun("[", v, f.constant("]")) }

// reprRun prints the elements of a list of run-time length between two brackets.
func (f *frame) reprRun(open string, v, end *val) *val {
	s, _ := f.sequence(v)
	texts := f.collect(s, func(i, x, acc *val) *val { return f.push(acc, f.repr(x)) })
	if isErr(texts.T) {
		return texts
	}
	if texts.T.(types.List).Elems[0] == types.Never {
		return f.joinStr([]*val{f.constant(open), end})
	}
	return f.joinStr([]*val{f.constant(open), f.prim("str.join", f.constant(", "), texts), end})
}

func (f *frame) reprDict(v *val, t types.Dict) *val {
	var texts []*val
	for i, n := range t.Names {
		key := f.repr(f.constant(n))
		texts = append(texts, f.joinStr([]*val{key, f.constant(": "), f.repr(f.part(v, i))}))
	}
	return f.around("{", texts, "}")
}

// reprObject prints a dataclass or a recursive value.
func (f *frame) reprObject(v *val) *val {
	if m, ok := f.method(v, "__repr__"); ok {
		return f.call(m, nil, nil, nil)
	}
	c, isClass := f.classOf(v.T)
	var in *ir.Class
	if isClass {
		if in = f.e.maker(c, "__repr__"); in == nil && c.Changes() {
			return f.constant("<__main__." + c.Qualified() + " object>")
		} else if in == nil {
			return f.limit(diag.NotPrintable, "a method __repr__ of the class says how", "printing %s, which has repr=False, as its address", c.Display)
		}
	}
	if n, ok := v.T.(types.Named); ok && n.Kind != "func" {
		return f.reprNamed(v)
	}
	if !isClass {
		return f.constant(callableText(v.T))
	}
	return f.reprFields(v, c, in)
}

// reprFields prints the fields of a dataclass in the order of a class.
func (f *frame) reprFields(v *val, c, in *ir.Class) *val {
	var texts []*val
	for _, i := range fieldsMade(c, in, func(fd ir.Field) bool { return !fd.NoRepr }) {
		texts = append(texts, f.joinStr([]*val{f.constant(c.Fields[i].Name + "="), f.repr(f.fieldOf(v, c, i))}))
	}
	return f.around(c.Qualified()+"(", texts, ")")
}

// joinStr concatenates texts, constants at compile time.
func (f *frame) joinStr(parts []*val) *val {
	var acc *val
	for _, p := range parts {
		if isErr(p.T) {
			return p
		}
		if acc == nil {
			acc = p
			continue
		}
		acc = f.prim("op.+", acc, p)
	}
	if acc == nil {
		return f.constant("")
	}
	return acc
}

// format infers f"{x!c:spec}".
func (f *frame) format(op surface.FormatValue, args []*val) *val {
	x := args[0]
	if u, ok := x.T.(types.Union); ok {
		return f.distribute(x, u, func(m *val) *val {
			return f.format(op, append([]*val{m}, args[1:]...))
		}, "str.format")
	}
	switch op.Conv {
	case "r":
		x = f.repr(x)
	case "a":
		if x = f.repr(x); x.T == types.Str {
			x = f.prim("str.ascii", x)
		}
	case "s":
		x = f.str(x)
	}
	if !op.HasSpec || args[1].known == "" {
		if a, ok := x.T.(types.Array); ok && len(a.Dims) == 0 {
			return f.prim("str.format", x, f.constant(""))
		}
		return f.str(x)
	}
	if isErr(x.T) || isErr(args[1].T) {
		return errVal()
	}
	return f.prim("str.format", x, args[1])
}

func (f *frame) callStr(pos []*val, _ []string, _ []*val) *val {
	if len(pos) == 0 {
		return f.constant("")
	}
	return f.str(pos[0])
}

func (f *frame) callRepr(pos []*val, _ []string, _ []*val) *val { return f.repr(pos[0]) }

// callPrint infers print: the texts are made, then written at once.
func (f *frame) callPrint(pos []*val, names []string, kw []*val) *val {
	sep, end := f.constant(" "), f.constant("\n")
	for i, n := range names {
		switch {
		case n == "flush":
		case kw[i].T == types.None:
		case kw[i].T != types.Str && (n == "sep" || n == "end"):
			return f.errorf(diag.BadArguments, "%s of print() must be None or a string, not %s", n, f.show(kw[i].T))
		case n == "sep":
			sep = kw[i]
		case n == "end":
			end = kw[i]
		default:
			return f.limit(diag.PrintOption, "", "print(%s=…)", n)
		}
	}
	var parts []*val
	for i, p := range pos {
		if i > 0 {
			parts = append(parts, sep)
		}
		parts = append(parts, f.str(p))
		if f.dead {
			return &val{T: types.Never}
		}
	}
	text := f.joinStr(append(parts, end))
	if isErr(text.T) {
		return text
	}
	f.prim("io.write", text)
	return f.none()
}

// specialMethod infers methods that primitives cannot express.
func (f *frame) specialMethod(kind string, x *val, name string) (*val, bool) {
	d := f.e.opts.Names.Lookup("." + kind + "." + name)
	if d != nil && d.Kind == names.Library {
		fn := f.library(d.Name)
		if fn == nil {
			fn = f.library("np." + name)
		}
		return f.callPartial([]*val{fn, x}, nil, nil), true
	}
	return nil, false
}
