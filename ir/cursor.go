package ir

import (
	"strconv"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/types"
)

// cursor reads IR text from left to right. The first failure is kept in err
// and moves the cursor to the end, where nothing more can be read, so that
// loops end and callers need not ask after each step.
type cursor struct {
	file     *source.File
	text     string
	at       int
	readType func(s string) (t types.Type, rest string, err error) // of the module's stage
	err      *diag.Diagnostic
}

func (c *cursor) fail(start int, format string, args ...any) {
	if c.err == nil {
		c.err = diag.Errorf(diag.BadIR, c.span(start), format, args...)
	}
	c.at = len(c.text)
}

// span goes from start to the cursor, over one character at least.
func (c *cursor) span(start int) source.Span {
	end := max(c.at, min(start+1, len(c.text)))
	return source.Span{File: c.file, Start: start, End: end}
}

func (c *cursor) rest() string { return c.text[c.at:] }

// blank skips blanks on the line.
func (c *cursor) blank() {
	for c.at < len(c.text) && strings.IndexByte(" \t\r", c.text[c.at]) >= 0 {
		c.at++
	}
}

// lines skips blanks, comments and ends of lines.
func (c *cursor) lines() {
	for c.at < len(c.text) {
		switch c.blank(); {
		case c.at == len(c.text):
		case c.text[c.at] == '\n':
			c.at++
		case c.text[c.at] == '#':
			c.comment()
		default:
			return
		}
	}
}

func (c *cursor) comment() {
	for c.at < len(c.text) && c.text[c.at] != '\n' {
		c.at++
	}
}

// endLine wants nothing but a comment on the rest of the line.
func (c *cursor) endLine() {
	c.blank()
	if strings.HasPrefix(c.rest(), "#") {
		c.comment()
	}
	if c.at < len(c.text) && !c.accept("\n") {
		c.fail(c.at, "want the end of the line")
	}
}

// sees reports whether tok stands next on the line.
func (c *cursor) sees(tok string) bool {
	c.blank()
	return strings.HasPrefix(c.rest(), tok)
}

func (c *cursor) accept(tok string) bool {
	if !c.sees(tok) {
		return false
	}
	c.at += len(tok)
	return true
}

func (c *cursor) want(tok string) {
	if !c.accept(tok) {
		c.fail(c.at, "want %s", tok)
	}
}

// word reads letters, digits, _ and dots, "" if none stand next.
func (c *cursor) word() string {
	c.blank()
	s := c.rest()
	n := 0
	for n < len(s) && (s[n] == '_' || s[n] == '.' || s[n] >= '0' && s[n] <= '9' || s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z') {
		n++
	}
	c.at += n
	return s[:n]
}

// opName reads the name of an operation, "" if none stands next. Those of Python and NumPy have any marks, such as op.**.
func (c *cursor) opName() string {
	c.blank()
	s := c.rest()
	n := strings.IndexAny(s, " \t\r\n{}#")
	if n < 0 {
		n = len(s)
	}
	c.at += n
	return s[:n]
}

// name reads a name that follows at once.
func (c *cursor) name(what string) string {
	name, rest, ok := types.CutName(c.rest())
	if !ok {
		c.fail(c.at, "want the name of %s", what)
		return ""
	}
	c.at = len(c.text) - len(rest)
	return name
}

// funcName reads @name.
func (c *cursor) funcName() string {
	c.want("@")
	return c.name("a function")
}

// quoted reads a string.
func (c *cursor) quoted() string {
	c.blank()
	q, err := strconv.QuotedPrefix(c.rest())
	if err != nil || q[0] != '"' {
		c.fail(c.at, "want a string in quotes")
		return ""
	}
	c.at += len(q)
	s, _ := strconv.Unquote(q)
	return s
}

// read applies a reader of package types.
func read[T any](c *cursor, f func(s string) (x T, rest string, err error)) T {
	c.blank()
	x, rest, err := f(c.rest())
	c.at = len(c.text) - len(rest)
	if err != nil {
		c.fail(c.at, "%v", err)
	}
	return x
}

func (c *cursor) typ() types.Type { return read(c, c.readType) }

// list reads items with commas between them up to a closing mark.
func (c *cursor) list(end string, item func()) {
	if c.accept(end) {
		return
	}
	for c.err == nil {
		item()
		if c.accept(end) {
			return
		}
		c.want(",")
	}
}

// typeList reads types in parentheses.
func (c *cursor) typeList() []types.Type {
	var ts []types.Type
	c.want("(")
	c.list(")", func() { ts = append(ts, c.typ()) })
	return ts
}
