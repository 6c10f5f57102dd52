package source

import (
	"fmt"
	"sort"
)

// File is a source text with a name to print.
type File struct {
	Name  string // as the user wrote it
	Text  []byte
	lines []int // byte offset of each line's first byte
}

// NewFile makes a File and finds its lines. Lines end with \n, \r\n or \r.
func NewFile(name string, text []byte) *File {
	f := &File{Name: name, Text: text, lines: []int{0}}
	for i := 0; i < len(text); i++ {
		switch {
		case text[i] == '\n', text[i] == '\r' && (i+1 == len(text) || text[i+1] != '\n'):
			f.lines = append(f.lines, i+1)
		}
	}
	return f
}

// Pos is a line (from 1) and a column in bytes (from 0).
type Pos struct{ Line, Col int }

// Position converts a byte offset to a line and a column.
func (f *File) Position(offset int) Pos {
	i := sort.Search(len(f.lines), func(i int) bool { return f.lines[i] > offset }) - 1
	return Pos{Line: i + 1, Col: offset - f.lines[i]}
}

// NumLines returns the number of lines; a text that ends in a newline has a
// last, empty one.
func (f *File) NumLines() int { return len(f.lines) }

// Offset converts a line (from 1) and a byte column to an offset.
func (f *File) Offset(p Pos) int { return f.lines[p.Line-1] + p.Col }

// Line returns the text of line n (from 1) without its line ending.
func (f *File) Line(n int) string {
	start, end := f.lines[n-1], len(f.Text)
	if n < len(f.lines) {
		end = f.lines[n]
	}
	for end > start && (f.Text[end-1] == '\n' || f.Text[end-1] == '\r') {
		end--
	}
	return string(f.Text[start:end])
}

// Span is the half-open byte range [Start, End) of File.
type Span struct {
	File       *File
	Start, End int
}

// IsValid reports whether the span names a place.
func (s Span) IsValid() bool { return s.File != nil }

// Text returns the source text that the span covers.
func (s Span) Text() string {
	if s.File == nil {
		return ""
	}
	return string(s.File.Text[s.Start:s.End])
}

// String prints file:line:column with the column counted from 1.
func (s Span) String() string {
	if s.File == nil {
		return "?"
	}
	p := s.File.Position(s.Start)
	return fmt.Sprintf("%s:%d:%d", s.File.Name, p.Line, p.Col+1)
}

// To returns the span from the start of s to the end of t.
func (s Span) To(t Span) Span {
	if s.File == nil {
		return t
	}
	return Span{s.File, s.Start, max(s.End, t.End)}
}
