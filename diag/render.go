package diag

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/myia-lang/myia/source"
)

// Options says how to render.
type Options struct {
	Color bool // ANSI colours, for a terminal
}

// reportHelp says what to send with a bug.
const reportHelp = "please report it at https://github.com/myia-lang/myia/issues, with\n" +
	"the program, the command line, this message and the output of 'myia doctor'"

// Render writes the diagnostics for a person to read, with a blank line
// between two. A diagnostic looks like
//
//	error[E0104]: ')' does not close '['
//	 --> model.py:3:12
//	  |
//	3 | y = [x, f(a))
//	  |             ^
//	  |     - '[' is opened here
//	  = help: write ']' here
func Render(w io.Writer, ds []*Diagnostic, opts Options) {
	for i, d := range ds {
		r := renderer{color: opts.Color, style: kindStyles[d.Kind]}
		if i > 0 {
			r.out.WriteByte('\n')
		}
		r.diagnostic(d)
		io.WriteString(w, r.out.String())
	}
}

// kindStyle is how the kinds differ.
type kindStyle struct{ word, ansi string }

var kindStyles = map[Kind]kindStyle{
	Mistake: {"error", "1;31"},
	Limit:   {"not supported yet", "1;35"},
	Bug:     {"bug in Myia", "1;31"},
	Warning: {"warning", "1;33"},
}

const (
	ansiGutter  = "1;34"
	ansiMessage = "1"
)

type renderer struct {
	out    strings.Builder
	color  bool
	style  kindStyle
	gutter int // the width of the line numbers
}

// label is a span to underline.
type label struct {
	span    source.Span
	message string
	primary bool
}

func (r *renderer) diagnostic(d *Diagnostic) {
	r.paint(r.style.ansi, fmt.Sprintf("%s[%s]", r.style.word, d.Code))
	r.paint(ansiMessage, ": "+printable(d.Message))
	r.out.WriteByte('\n')
	labels := []label{{d.Span, "", true}}
	for _, rel := range d.Related {
		labels = append(labels, label{rel.Span, rel.Message, false})
	}
	r.setGutter(labels)
	for len(labels) > 0 {
		file := labels[0].span.File
		other := func(l label) bool { return l.span.File != file }
		r.file(file, slices.DeleteFunc(slices.Clone(labels), other))
		labels = slices.DeleteFunc(labels, func(l label) bool { return !other(l) })
	}
	r.note("help", d.Help)
	if d.Kind == Bug {
		r.note("help", reportHelp)
	}
}

// setGutter finds the width of the largest line number.
func (r *renderer) setGutter(labels []label) {
	r.gutter = 1
	for _, l := range labels {
		if l.span.IsValid() {
			_, end := lines(l.span)
			r.gutter = max(r.gutter, len(fmt.Sprint(end.Line)))
		}
	}
}

// note prints "= help: text", whose later lines are indented.
func (r *renderer) note(kind, text string) {
	if text == "" {
		return
	}
	pad := strings.Repeat(" ", r.gutter+1)
	r.paint(ansiGutter, pad+"=")
	r.paint(ansiMessage, " "+kind+": ")
	indent := "\n" + pad + strings.Repeat(" ", len("= : ")+len(kind))
	r.out.WriteString(strings.ReplaceAll(printable(text), "\n", indent) + "\n")
}

// row is a stretch of one line that a label underlines.
type row struct {
	line, start, end int // end is -1 for the end of the line
	label            label
	last             bool // the message stands here
}

// file prints the lines of one file that the labels touch.
func (r *renderer) file(f *source.File, labels []label) {
	if f == nil {
		for _, l := range labels {
			r.note("note", l.message)
		}
		return
	}
	pad := strings.Repeat(" ", r.gutter)
	r.paint(ansiGutter, pad+"--> ")
	first, _ := lines(labels[0].span)
	fmt.Fprintf(&r.out, "%s:%d:%d\n", printable(f.Name), first.Line, utf8.RuneCountInString(strings.TrimPrefix(f.Line(first.Line)[:first.Col], byteOrderMark))+1)
	r.paint(ansiGutter, pad+" |")
	r.out.WriteByte('\n')
	rows := makeRows(labels)
	for i := 0; i < len(rows); {
		n := rows[i].line
		if i > 0 && n > rows[i-1].line+1 {
			r.between(f, rows[i-1].line, n)
		}
		j := i
		for j < len(rows) && rows[j].line == n {
			j++
		}
		r.sourceLine(f, n, rows[i:j])
		i = j
	}
}

// between shows a single line that was left out, or dots for several.
func (r *renderer) between(f *source.File, before, after int) {
	if after == before+2 {
		r.sourceLine(f, before+1, nil)
		return
	}
	r.paint(ansiGutter, "...")
	r.out.WriteByte('\n')
}

// makeRows splits labels over several lines into a row for the first and one
// for the last line, and orders all rows by line.
func makeRows(labels []label) []row {
	var rows []row
	for _, l := range labels {
		start, end := lines(l.span)
		if start.Line == end.Line {
			rows = append(rows, row{start.Line, start.Col, end.Col, l, true})
			continue
		}
		rows = append(rows, row{start.Line, start.Col, -1, l, false}, row{end.Line, -1, end.Col, l, true})
	}
	slices.SortStableFunc(rows, func(a, b row) int { return cmp.Compare(a.line, b.line) })
	return rows
}

// lines returns where a span begins and ends. A span that ends with a line
// ending ends on that line.
func lines(s source.Span) (start, end source.Pos) {
	n := len(s.File.Text)
	from := min(max(s.Start, 0), n)
	to := min(max(s.End, from), n)
	start, end = s.File.Position(from), s.File.Position(to)
	if end.Col == 0 && end.Line > start.Line {
		end.Line--
		end.Col = len(s.File.Line(end.Line))
	}
	return start, end
}

// sourceLine prints a line and the rows under it.
func (r *renderer) sourceLine(f *source.File, n int, rows []row) {
	line, rows := clip(f.Line(n), rows)
	l := layOut(line)
	from, to := l.window(rows)
	r.paint(ansiGutter, fmt.Sprintf("%*d |", r.gutter, n))
	if text := l.cut(from, to); text != "" {
		r.out.WriteString(" " + text)
	}
	r.out.WriteByte('\n')
	for _, row := range rows {
		start, end := l.columns(row)
		start = min(max(start, from), l.last(to)) // what is left out is marked at the dots
		end = max(min(end, to), start+1)
		mark, ansi := "-", ansiGutter
		if row.label.primary {
			mark, ansi = "^", r.style.ansi
		}
		r.paint(ansiGutter, strings.Repeat(" ", r.gutter)+" |")
		r.out.WriteString(" " + strings.Repeat(" ", start-from))
		text := strings.Repeat(mark, end-start)
		if row.last && row.label.message != "" {
			text += " " + printable(row.label.message)
		}
		r.paint(ansi, text)
		r.out.WriteByte('\n')
	}
}

func (r *renderer) paint(ansi, text string) {
	if r.color {
		text = "\x1b[" + ansi + "m" + text + "\x1b[0m"
	}
	r.out.WriteString(text)
}
