package dynamic

import (
	"slices"

	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/types"
)

// served does a method or a built-in of Python's that changes objects or asks about them. self is what a method belongs to;
// the arguments are those of its signature, in order, with defaults where none was given.
type served func(st *step, self *value, a []*value) (answer, error)

// native is a served function as a value.
type native struct {
	decl *names.Decl // nil: it takes positional arguments, any of them
	self *value
	do   served
}

func native0(do served) *value { return &value{t: nativeKind, native: &native{do: do}} }

// none0 is None, or the error.
func none0(err error) (answer, error) { return given(none(), err) }

// methodOf finds the served method of a kind of value, or nil.
func (st *step) methodOf(kind string, self *value, name string) *value {
	full := "." + kind + "." + name
	do := st.of.served[full]
	if do == nil {
		return nil
	}
	return &value{t: nativeKind, native: &native{decl: names.Reference(full), self: self, do: do}}
}

// callNative calls a native function.
func (st *step) callNative(f *native, a arguments) (answer, error) {
	args := a.pos
	if f.decl != nil {
		var err error
		if args, err = ordered(f.decl, a); err != nil {
			return answer{}, err
		}
	}
	return f.do(st, f.self, args)
}

// ordered puts arguments into the order of a signature. What *args takes is a tuple. Last come the keywords that **options
// takes, as a dict.
func ordered(d *names.Decl, a arguments) ([]*value, error) {
	_, name := d.Owner()
	sig := names.ParseSig(d.Sig)
	out := make([]*value, len(sig.Params))
	rest := a.pos
	for i, p := range sig.Params {
		switch {
		case i == sig.Star:
			out[i], rest = tuple(rest...), nil
		case len(rest) > 0 && !p.KwOnly:
			out[i], rest = rest[0], rest[1:]
		}
	}
	if len(rest) > 0 {
		return nil, raise("TypeError", "%s() takes at most %d arguments (%d given)", name, len(sig.Params), len(a.pos))
	}
	var extra keywordDict
	for k, n := range a.names {
		at := slices.IndexFunc(sig.Params, func(p names.Param) bool { return p.Name == n && !p.PosOnly })
		switch {
		case at >= 0 && out[at] == nil:
			out[at] = a.kw[k]
		case sig.Options:
			extra.add(n, a.kw[k])
		default:
			return nil, raise("TypeError", "'%s' is an invalid keyword argument for %s()", n, name)
		}
	}
	if sig.Options {
		out = append(out, record(extra.names, extra.vals))
	}
	return out, withDefaults(name, sig, out)
}

// withDefaults gives parameters that no argument has their defaults.
func withDefaults(name string, sig names.Sig, out []*value) error {
	for i, p := range sig.Params {
		switch {
		case out[i] != nil:
		case !p.HasDefault:
			return raise("TypeError", "%s() missing required argument: '%s'", name, p.Name)
		case p.Default == "()":
			out[i] = tuple()
		default:
			out[i] = constant(p.Default)
		}
	}
	return nil
}

// absent reports whether no argument was given for a parameter whose default is <absent>.
func absent(v *value) bool { return v.is(types.Str) && v.leaf.S() == "<absent>" }
