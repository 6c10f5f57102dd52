package library

import (
	"strings"

	"github.com/myia-lang/myia/names"
)

// def is one of the text, cut out of it and read as far as declarations need; a test compares what is read here with
// what the frontend makes of the whole.
type def struct {
	head     string // the imports of its file
	text     string // all of it
	declared names.Decl
}

// newDef reads a def at the left margin: its name, the line of parameters and the docstring.
func newDef(head, text string) (name string, d def) {
	name, rest, _ := strings.Cut(strings.TrimPrefix(text, "def "), "(")
	sig, body, _ := strings.Cut(rest, "):\n")
	d = def{head, text, names.Decl{Name: public(name), Kind: names.Library, Sig: signature(sig)}}
	if doc, ok := strings.CutPrefix(body, `    """`); ok {
		d.declared.Doc, _, _ = strings.Cut(doc, `"""`)
	}
	if strings.HasPrefix(d.declared.Name, ".") {
		d.declared.Sig = names.Bound(d.declared.Sig)
	}
	return name, d
}

// signature is the text of the parameters as declarations have it.
func signature(text string) string {
	return strings.NewReplacer(": "+static+" = ", "!=", ": "+static, "!", ": "+known+" = ", "=", ": "+known, "").Replace(text)
}

// Decls declares what the library defines, in the order of the text.
func (l *Library) Decls() []names.Decl {
	out := make([]names.Decl, len(l.order))
	for i, name := range l.order {
		out[i] = l.defs[name].declared
	}
	return out
}
