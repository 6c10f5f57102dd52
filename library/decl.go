package library

import (
	"regexp"
	"strings"
)

// Decl says how a function of the library is called and what it is.
type Decl struct {
	Name string // such as np.mean
	Sig  string // as that of a typed primitive: "x, axis!=None"
	Doc  string // the docstring
}

var header = regexp.MustCompile(`^def \w+\((.*)\):\n(?:    """(.*)"""\n)?`)

// Decls lists what the library defines, in the order of the text.
func (l *Library) Decls() []Decl {
	var out []Decl
	for _, def := range l.order {
		m := header.FindStringSubmatch(l.defs[def])
		out = append(out, Decl{public(def), strings.ReplaceAll(m[1], ": "+static+" = ", "!="), m[2]})
	}
	return out
}
