package diag

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
)

const (
	tabWidth = 4   // tabs are shown as spaces up to the next multiple
	maxWidth = 160 // longer lines are cut around the first label
)

// byteOrderMark may begin a file; it is no character of its first line.
const byteOrderMark = "\uFEFF"

// clipWidth is how many bytes of a line are kept on both sides of the first label: more than can be shown.
const clipWidth = 4096

// clip cuts a very long line around the first label, so that showing it takes no time.
func clip(line string, rows []row) (string, []row) {
	if len(line) <= 2*clipWidth || len(rows) == 0 {
		return line, rows
	}
	from := max(0, min(rows[0].start, len(line))-clipWidth)
	to := min(len(line), from+2*clipWidth)
	for from > 0 && !utf8.RuneStart(line[from]) {
		from--
	}
	for to < len(line) && !utf8.RuneStart(line[to]) {
		to++
	}
	out := slices.Clone(rows)
	for i, r := range out {
		if r.start >= 0 {
			out[i].start = min(max(r.start-from, 0), to-from)
		}
		if r.end >= 0 {
			out[i].end = min(max(r.end-from, 0), to-from)
		}
	}
	return line[from:to], out
}

// layout is a source line as shown, with the column of each of its bytes.
type layout struct {
	cells  []string // the text of each column; "" for the second half of a wide character
	column []int    // of each byte, and of the end
	indent int      // the first column that is not white space
}

// layOut expands tabs and finds the columns that the characters take on a
// terminal: two for an East Asian wide one, none for a combining one.
func layOut(line string) *layout {
	l := &layout{}
	state := -1
	for rest := line; rest != ""; {
		if rest[0] == '\t' {
			l.add(1, strings.Split(strings.Repeat(" ", tabWidth-len(l.cells)%tabWidth), "")...)
			rest, state = rest[1:], -1
			continue
		}
		if mark, ok := strings.CutPrefix(rest, byteOrderMark); ok && rest == line {
			l.add(len(byteOrderMark))
			rest = mark
			continue
		}
		cluster, after, width, next := uniseg.FirstGraphemeClusterInString(rest, state)
		rest, state = after, next
		cells := []string{printable(cluster)}
		if cells[0] == cluster {
			for range width - 1 {
				cells = append(cells, "")
			}
		}
		l.add(len(cluster), cells...)
	}
	l.column = append(l.column, len(l.cells))
	for l.indent < len(l.cells) && l.cells[l.indent] == " " {
		l.indent++
	}
	return l
}

// add appends a cluster of n bytes.
func (l *layout) add(n int, cells ...string) {
	for range n {
		l.column = append(l.column, len(l.cells))
	}
	l.cells = append(l.cells, cells...)
}

// columns returns the columns that a row underlines.
func (l *layout) columns(r row) (start, end int) {
	start, end = l.indent, len(l.cells)
	if r.start >= 0 {
		start = l.at(r.start)
	}
	if r.end >= 0 {
		end = l.at(r.end)
	}
	return start, end
}

func (l *layout) at(b int) int { return l.column[min(b, len(l.column)-1)] }

// window chooses the columns to show of a long line.
func (l *layout) window(rows []row) (from, to int) {
	if len(l.cells) <= maxWidth || len(rows) == 0 {
		return 0, min(len(l.cells), maxWidth)
	}
	start, _ := l.columns(rows[0])
	from = min(max(0, start-maxWidth/2), len(l.cells)-maxWidth)
	return from, from + maxWidth
}

// last is the last column that may be marked in a line that is shown up to a column: the end of the line, or the dots.
func (l *layout) last(to int) int {
	if to < len(l.cells) {
		return to - 1
	}
	return to
}

// cut returns the text in the columns, with dots where something is left out.
func (l *layout) cut(from, to int) string {
	cells := append([]string(nil), l.cells[from:to]...)
	if from > 0 && len(cells) > 0 {
		cells[0] = "…"
	}
	if to < len(l.cells) && len(cells) > 0 {
		cells[len(cells)-1] = "…"
	}
	return strings.TrimRight(strings.Join(cells, ""), " ")
}

// printable replaces what would upset a terminal: control characters, also
// those that change the direction of text, and invalid UTF-8.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == utf8.RuneError:
			return '\uFFFD'
		case r == '\f':
			return ' '
		case r < 32:
			return 0x2400 + r
		case unicode.IsControl(r), unicode.Is(unicode.Bidi_Control, r):
			return '\uFFFD'
		}
		return r
	}, s)
}
