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
		d := names.Decl{Name: public(def), Kind: names.Library, Sig: strings.ReplaceAll(m[1], ": "+static+" = ", "!="), Doc: m[2]}
		if strings.HasPrefix(d.Name, ".") {
			_, d.Sig, _ = strings.Cut(d.Sig, ", ")
		}
		out = append(out, d)
	}
	return out
}
