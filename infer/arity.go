package infer

import (
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/names"
)

// checkSpecial checks the number and the names of the arguments of a special
// built-in; it returns nil if they fit.
func (f *frame) checkSpecial(name string, pos []*val, keywords []string) *val {
	sig := f.e.opts.Names.Lookup(name).Signature()
	least, most := sig.Positional()
	switch n := len(pos); {
	case n < least:
		return f.errorf(diag.BadArguments, "%s() needs at least %d argument%s, but %d %s given", name, least, plural(least), n, were(n))
	case most >= 0 && n > most:
		return f.errorf(diag.BadArguments, "%s() takes at most %d argument%s, but %d %s given", name, most, plural(most), n, were(n))
	}
	known := sig.Keywords()
	for _, k := range keywords {
		if !sig.Options && !slices.Contains(known, k) {
			d := f.badKeyword(name, k, known)
			if d.Help == "" && len(known) > 0 {
				d.WithHelp("it takes %s", strings.Join(known, ", "))
			}
			f.report(d)
			return errVal()
		}
	}
	return nil
}

// bindForm puts the arguments of a call of a form in the order of its signature, with defaults; those of *args are in a tuple,
// and those of **options left out.
func (f *frame) bindForm(name string, sig names.Sig, pos []*val, keywords []string, kw []*val) (args []*val, ok bool) {
	args = make([]*val, len(sig.Params))
	if sig.Star >= 0 {
		n := min(sig.Star, len(pos))
		args[sig.Star] = f.tupleOf(pos[n:])
		pos = pos[:n]
	}
	for i, p := range pos {
		if i >= len(args) || sig.Params[i].KwOnly {
			f.manyArguments(name, sig, len(pos))
			return nil, false
		}
		args[i] = p
	}
	for i, k := range keywords {
		at := slices.IndexFunc(sig.Params, func(p names.Param) bool { return p.Name == k && !p.PosOnly })
		switch {
		case at < 0 && sig.Options:
			continue
		case at < 0 || args[at] != nil:
			f.report(f.badKeyword(name, k, sig.Keywords()))
			return nil, false
		}
		args[at] = kw[i]
	}
	for i, p := range sig.Params {
		switch {
		case args[i] != nil:
		case p.HasDefault && p.Default == "()":
			args[i] = f.tupleOf(nil)
		case p.HasDefault:
			args[i] = f.constant(p.Default)
		default:
			f.errorf(diag.BadArguments, "%s() takes at least %d argument%s (%d given)", name, i+1, plural(i+1), len(pos))
			return nil, false
		}
	}
	return args, true
}
