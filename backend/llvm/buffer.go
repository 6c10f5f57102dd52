package llvm

import (
	"slices"
	"strings"
)

// buffer is text that is written from first to last, but for what is put in
// its midst: the phi nodes of a loop's head, whose second sides are known at
// the loop's end.
type buffer struct {
	strings.Builder
	inserts []insert
}

type insert struct {
	at   int // in the text without inserts
	text string
}

// insert puts text before what was written from at on, which Len gave.
func (b *buffer) insert(at int, text string) { b.inserts = append(b.inserts, insert{at, text}) }

func (b *buffer) String() string {
	all := b.Builder.String()
	slices.SortFunc(b.inserts, func(x, y insert) int { return x.at - y.at })
	var out strings.Builder
	from := 0
	for _, i := range b.inserts {
		out.WriteString(all[from:i.at])
		out.WriteString(i.text)
		from = i.at
	}
	out.WriteString(all[from:])
	return out.String()
}
