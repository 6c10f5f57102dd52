package library

import (
	"strings"

	"github.com/myia-lang/myia/names"
)

// Decls declares what the library defines, in the order of the text.
func (l *Library) Decls() []names.Decl {
	out := make([]names.Decl, 0, len(l.order))
	for _, def := range l.order {
		_, text, _ := strings.Cut(l.defs[def], "(")
		sig, body, _ := strings.Cut(text, "):\n")
		d := names.Decl{Name: public(def), Kind: names.Library, Sig: strings.ReplaceAll(sig, ": "+static+" = ", "!=")}
		if doc, ok := strings.CutPrefix(body, `    """`); ok {
			d.Doc, _, _ = strings.Cut(doc, `"""`)
		}
		if strings.HasPrefix(d.Name, ".") {
			_, d.Sig, _ = strings.Cut(d.Sig, ", ")
		}
		out = append(out, d)
	}
	return out
}
