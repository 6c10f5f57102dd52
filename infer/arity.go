package infer

import (
	"strings"

	"github.com/myia-lang/myia/diag"
)

// arity says what arguments a special built-in takes.
type arity struct {
	min, max int    // positional arguments; max is -1 for any number
	names    string // keywords, between spaces; "*" for any
}

var arities = map[string]arity{
	"isinstance": {2, 2, ""}, "len": {1, 1, ""}, "range": {1, 3, ""}, "print": {0, -1, "*"},
	"str": {0, 1, ""}, "repr": {1, 1, ""}, "format": {1, 2, ""}, "tuple": {0, 1, ""}, "list": {0, 1, ""},
	"zip": {0, -1, " strict "}, "enumerate": {1, 2, " start "}, "map": {2, -1, ""}, "filter": {2, 2, ""}, "reversed": {1, 1, ""},
	"sum": {1, 2, " start "}, "max": {1, -1, " key default "}, "min": {1, -1, " key default "},
	"any": {1, 1, ""}, "all": {1, 1, ""}, "bool": {0, 1, ""}, "divmod": {2, 2, ""},
	"pow": {0, 3, " base exp mod "}, "round": {0, 2, " number ndigits "},
	"functools.partial": {1, -1, "*"}, "functools.reduce": {2, 3, ""}, "dataclasses.replace": {1, 1, "*"},
	"myia.grad": {1, -1, " return_value argnums has_aux "}, "myia.value_and_grad": {1, -1, " return_value argnums has_aux "}, "myia.stop_gradient": {1, 1, ""}, "myia.myia": {1, 1, ""},
}

// checkSpecial checks the number and the names of the arguments of a special
// built-in; it returns nil if they fit.
func (f *frame) checkSpecial(name string, pos []*val, names []string) *val {
	a := arities[name]
	switch n := len(pos); {
	case n < a.min:
		return f.errorf(diag.BadArguments, "%s() needs at least %d argument%s, but %d %s given", name, a.min, plural(a.min), n, were(n))
	case a.max >= 0 && n > a.max:
		return f.errorf(diag.BadArguments, "%s() takes at most %d argument%s, but %d %s given", name, a.max, plural(a.max), n, were(n))
	}
	for _, k := range names {
		if a.names != "*" && !strings.Contains(a.names, " "+k+" ") {
			known := strings.Fields(a.names)
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
