package infer

import (
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
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
