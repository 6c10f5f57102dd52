package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/myia-lang/myia/source"
)

// Edit replaces the text of a span; an empty span inserts.
type Edit struct {
	Span source.Span
	Text string
}

// longestCode is how many columns of code a help shows.
const longestCode = 60

// WithRepair sets a help that shows code, and the edits that put it in place:
// with them the program means the same, or is right where it was wrong. The
// one %s of format is the text of the first edit between backquotes. Code that
// is too long to show, or of several lines, is no help, and left out.
func (d *Diagnostic) WithRepair(format string, edits ...Edit) *Diagnostic {
	code := strings.TrimSpace(edits[0].Text)
	if len(code) > longestCode || strings.ContainsAny(code, "\n`") {
		return d
	}
	d.Help = fmt.Sprintf(format, "`"+code+"`")
	d.Repair = edits
	return d
}

// Repaired is the text of a file with the repairs of the diagnostics in it. Of
// insertions at one place the last in the list stands first, so that what an
// edit needs may follow it in its repair; of edits that overlap the first in
// the text is made.
func (l List) Repaired(f *source.File) string {
	var edits []Edit
	for _, d := range l {
		for _, e := range d.Repair {
			if e.Span.File == f {
				edits = append(edits, e)
			}
		}
	}
	slices.Reverse(edits)
	slices.SortStableFunc(edits, func(a, b Edit) int {
		return cmp.Or(cmp.Compare(a.Span.Start, b.Span.Start), cmp.Compare(a.Span.End, b.Span.End))
	})
	var out strings.Builder
	done := 0
	for i, e := range edits {
		if e.Span.Start < done || i > 0 && e == edits[i-1] {
			continue
		}
		out.Write(f.Text[done:e.Span.Start])
		out.WriteString(e.Text)
		done = e.Span.End
	}
	out.Write(f.Text[done:])
	return out.String()
}
