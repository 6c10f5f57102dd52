package infer

import (
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/types"
)

// keywords are arguments by name.
type keywords struct {
	names []string
	vals  []*val
}

func (k *keywords) add(name string, v *val) {
	k.names, k.vals = append(k.names, name), append(k.vals, v)
}

// record is what a parameter **kw takes.
func (k keywords) record(f *frame) *val {
	return f.product(types.Dict{Names: k.names, Elems: valTypes(k.vals)}, k.vals)
}

// keywords takes the dicts apart that a call spreads, which have the name "".
func (f *frame) keywords(names []string, vals []*val) ([]string, []*val, bool) {
	if !slices.Contains(names, "") {
		return names, vals, true
	}
	var out keywords
	for i, name := range names {
		if name != "" {
			out.add(name, vals[i])
			continue
		}
		d, ok := vals[i].T.(types.Dict)
		if !ok {
			f.notKeywords(vals[i])
			return nil, nil, false
		}
		for k, name := range d.Names {
			out.add(name, f.part(vals[i], k))
		}
	}
	for i, name := range out.names {
		if slices.Contains(out.names[:i], name) {
			f.errorf(diag.BadArguments, "got multiple values for keyword argument '%s'", name)
			return nil, nil, false
		}
	}
	return out.names, out.vals, true
}

// notKeywords reports what cannot be spread as keyword arguments.
func (f *frame) notKeywords(v *val) {
	u, isUnion := v.T.(types.Union)
	switch {
	case isMap(v.T), isUnion && slices.ContainsFunc(u.Members, isDict):
		f.errorf(diag.SpreadLength, "the keys of %s are known at run time only, so they cannot become arguments", f.show(v.T))
	case !isErr(v.T):
		f.errorf(diag.BadArguments, "argument after ** must be a mapping, not %s", f.show(v.T))
	}
}
