package dynamic

import (
	"fmt"
	"strings"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/types"
)

// arguments are those of a call, in order and by name.
type arguments struct {
	pos   []*value
	names []string
	kw    []*value
}

// invoke does a call; the operands that are spread are lists.
func invoke(op surface.Invoke) action {
	return func(st *step, args []*value) (answer, error) {
		npos := len(args) - 1 - len(op.Names)
		names, kw, err := keywords(op.Names, args[1+npos:])
		if err != nil {
			return answer{}, err
		}
		return st.call(args[0], flat(op.Stars, args[1:1+npos]), names, kw)
	}
}

// keywords takes the mappings apart that a call spreads, which have the name "".
func keywords(names []string, vals []*value) ([]string, []*value, error) {
	if !has(names, "") {
		return names, vals, nil
	}
	var outNames []string
	var out []*value
	for i, name := range names {
		if name != "" {
			outNames, out = append(outNames, name), append(out, vals[i])
			continue
		}
		if !vals[i].isDict() {
			return nil, nil, raise("TypeError", "argument after ** must be a mapping, not %s", show(vals[i]))
		}
		keys, items := vals[i].table.items()
		for k, key := range keys {
			if !key.is(types.Str) {
				return nil, nil, raise("TypeError", "keywords must be strings")
			}
			outNames, out = append(outNames, key.leaf.S()), append(out, items[k])
		}
	}
	return outNames, out, nil
}

// call applies a callable value.
func (st *step) call(f *value, pos []*value, names []string, kw []*value) (answer, error) {
	if f.native != nil {
		return st.callNative(f.native, arguments{pos, names, kw})
	}
	switch t := f.t.(type) {
	case types.Func:
		return st.enter(t.Name, f.parts, arguments{pos, names, kw})
	case types.Bound:
		return st.callBound(f, t, arguments{pos, names, kw})
	case types.Static:
		return st.callStatic(f, t, arguments{pos, names, kw})
	}
	if m, ok, err := st.method(f, "__call__"); ok {
		if err != nil {
			return answer{}, err
		}
		return st.call(m, pos, names, kw)
	}
	return answer{}, raise("TypeError", "'%s' object is not callable", show(f))
}

// enter calls a function of the program; held are its captures and defaults.
func (st *step) enter(name string, held []*value, a arguments) (answer, error) {
	fn := st.of.mod.Func(name)
	args, err := bind(fn, held, a)
	if err == nil && fn.Sig.Generator {
		return st.generate(name, args)
	}
	return answer{name, args}, err
}

// callBound calls a bound method, a partial application or a method of a
// built-in type.
func (st *step) callBound(f *value, t types.Bound, a arguments) (answer, error) {
	switch by := t.By.(type) {
	case types.Method:
		return st.enter(by.Func, f.parts[1:], arguments{append([]*value{f.parts[0]}, a.pos...), a.names, a.kw})
	case types.Partial:
		n := by.Positional
		pos := append(append([]*value{}, f.parts[1:1+n]...), a.pos...)
		kw := append([]*value{}, a.kw...)
		all := append([]string{}, a.names...)
		for i, name := range by.Names {
			if !has(a.names, name) {
				all, kw = append(all, name), append(kw, f.parts[1+n+i])
			}
		}
		return st.call(f.parts[0], pos, all, kw)
	}
	if by, ok := t.By.(types.Made); ok {
		return st.callMade(f, by, a)
	}
	if st.of.open {
		return st.callFunction(f, a)
	}
	return st.callPrimitive(f, a)
}

func has(xs []string, x string) bool {
	for _, y := range xs {
		if x == y {
			return true
		}
	}
	return false
}

// partial is functools.partial, in the form that inference has.
func partial(f *value, pos []*value, names []string, kw []*value) *value {
	return &value{t: types.Bound{By: types.Partial{Positional: len(pos), Names: names}}, parts: append(append([]*value{f}, pos...), kw...)}
}

// callStatic calls a class, an exception class or a built-in.
func (st *step) callStatic(f *value, t types.Static, a arguments) (answer, error) {
	switch t.Kind {
	case "class":
		if f.class != nil {
			return st.create(f.class, a)
		}
		return st.construct(t.Name, a.pos, a.names, a.kw)
	case "exception":
		return give(&value{t: types.Bound{By: types.Raisable{Class: names.Python(t.Name)}}, parts: a.pos})
	case "builtin":
		if do := st.of.served[t.Name]; do != nil && st.of.open {
			return st.callNative(&native{decl: names.Reference(t.Name), do: do}, a)
		}
		if do := st.of.builtins[t.Name]; do != nil {
			return do(st, a)
		}
		if t.Name == "typing.TypeVar" {
			return give(f)
		}
	}
	if st.of.open {
		return st.callFunction(f, a)
	}
	return st.callPrimitive(f, a)
}

// callPrimitive has inference resolve a call, of lists in the place of
// iterators.
func (st *step) callPrimitive(f *value, a arguments) (answer, error) {
	for _, p := range a.pos {
		if p.lazy() {
			return helper("with_lists", partial(f, nil, a.names, a.kw), tuple(a.pos...))
		}
	}
	args := append(append([]*value{f}, a.pos...), a.kw...)
	return given(st.apply(surface.Invoke{Names: a.names}, args...))
}

// bind matches arguments to parameters as Python does. held has the captures,
// then the defaults.
func bind(fn *ir.Func, held []*value, a arguments) ([]*value, error) {
	sig, name := fn.Sig, fn.Loc.Func
	captures, defaults := held[:len(sig.Captures)], held[len(sig.Captures):]
	params := append(append([]string{}, sig.Names...), sig.KwOnly...)
	slots := make([]*value, len(params))
	rest := a.pos[copy(slots[:len(sig.Names)], a.pos):]
	if len(rest) > 0 && sig.VarArgs == "" {
		return nil, raise("TypeError", "%s() takes %s positional argument%s but %d %s given", name, countText(sig), plural(len(sig.Names), "", "s"), len(a.pos), plural(len(a.pos), "was", "were"))
	}
	extra, err := bindNames(sig, name, params, slots, a)
	if err != nil {
		return nil, err
	}
	var missing []string
	for i, p := range params {
		if slots[i] == nil {
			if slots[i] = defaultOf(sig, i, defaults); slots[i] == nil {
				missing = append(missing, "'"+p+"'")
			}
		}
	}
	if n := len(missing); n > 0 {
		return nil, raise("TypeError", "%s() missing %d required positional argument%s: %s", name, n, plural(n, "", "s"), namesText(missing))
	}
	out := append(append([]*value{}, captures...), slots...)
	if sig.VarArgs != "" {
		out = append(out, tuple(rest...))
	}
	if sig.KwArgs != "" {
		out = append(out, record(extra.names, extra.vals))
	}
	return out, nil
}

// bindNames puts keyword arguments into the slots of their parameters; what is left is for **kwargs.
func bindNames(sig *ir.Signature, name string, params []string, slots []*value, a arguments) (extra keywordDict, err error) {
	for i, k := range a.names {
		at := sig.PosOnly
		for at < len(params) && params[at] != k {
			at++
		}
		switch {
		case at == len(params) && sig.KwArgs != "":
			extra.add(k, a.kw[i])
		case at == len(params):
			return extra, raise("TypeError", "%s() got an unexpected keyword argument '%s'", name, k)
		case slots[at] != nil:
			return extra, raise("TypeError", "%s() got multiple values for argument '%s'", name, k)
		default:
			slots[at] = a.kw[i]
		}
	}
	return extra, nil
}

// keywordDict is what **kwargs takes.
type keywordDict struct {
	names []string
	vals  []*value
}

func (d *keywordDict) add(name string, v *value) {
	d.names, d.vals = append(d.names, name), append(d.vals, v)
}

// countText is how many positional arguments a function takes.
func countText(sig *ir.Signature) string {
	if sig.NumDefault > 0 {
		return fmt.Sprintf("from %d to %d", len(sig.Names)-sig.NumDefault, len(sig.Names))
	}
	return fmt.Sprint(len(sig.Names))
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// namesText joins names as Python's messages do.
func namesText(names []string) string {
	if k := len(names) - 1; k > 1 {
		return strings.Join(names[:k], ", ") + ", and " + names[k]
	}
	return strings.Join(names, " and ")
}

// defaultOf gives the default of parameter i, or nil.
func defaultOf(sig *ir.Signature, i int, defaults []*value) *value {
	if i < len(sig.Names) {
		if d := i - (len(sig.Names) - sig.NumDefault); d >= 0 {
			return defaults[d]
		}
		return nil
	}
	for d, k := range sig.KwDefault {
		if k == sig.KwOnly[i-len(sig.Names)] {
			return defaults[sig.NumDefault+d]
		}
	}
	return nil
}
