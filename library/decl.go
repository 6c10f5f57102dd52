package library

import (
	"regexp"
	"strings"

	"github.com/myia-lang/myia/names"
)

var header = regexp.MustCompile(`^def \w+\((.*)\):\n(?:    """(.*)"""\n)?`)

// Decls declares what the library defines, in the order of the text.
func (l *Library) Decls() []names.Decl {
	var out []names.Decl
	for _, def := range l.order {
		m := header.FindStringSubmatch(l.defs[def])
		out = append(out, names.Decl{Name: public(def), Kind: names.Library, Sig: strings.ReplaceAll(m[1], ": "+static+" = ", "!="), Doc: m[2]})
	}
	return out
}
