package syntax

import (
	"strings"
	"unicode/utf8"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/source"
)

// stringPart is one string token taken apart.
type stringPart struct {
	tok            token
	start, end     int // the text between the quotes
	raw, bytes, fs bool
}

// splitString finds the prefix and the quotes of a string token.
func splitString(t token) stringPart {
	s := stringPart{tok: t}
	n := strings.IndexAny(t.text, `"'`)
	for _, c := range strings.ToLower(t.text[:n]) {
		switch c {
		case 'r':
			s.raw = true
		case 'b':
			s.bytes = true
		case 'f':
			s.fs = true
		}
	}
	quotes := 1
	if q := t.text[n:]; len(q) >= 6 && q[0] == q[1] && q[1] == q[2] {
		quotes = 3
	}
	s.start, s.end = t.start+n+quotes, t.end-quotes
	return s
}

// strings reads string tokens side by side, which are one literal.
func (p *parser) strings() Expr {
	start := p.here()
	var parts []stringPart
	joined := false
	for p.cur().kind == tString {
		s := splitString(p.next())
		parts = append(parts, s)
		joined = joined || s.fs
		if s.bytes != parts[0].bytes {
			p.fail(diag.Errorf(diag.InvalidSyntax, p.tokSpan(s.tok), "bytes and text side by side cannot be one literal").
				WithRelated(p.tokSpan(parts[0].tok), "the first part is here").
				WithHelp("give both parts the prefix b, or neither"))
		}
	}
	if joined {
		return p.joinedStr(p.exprFrom(start), parts)
	}
	var text strings.Builder
	for _, s := range parts {
		text.WriteString(p.decode(s, s.start, s.end))
	}
	if parts[0].bytes {
		return &Constant{p.exprFrom(start), []byte(text.String())}
	}
	return &Constant{p.exprFrom(start), text.String()}
}

// decode gives the value of src[start:end], a piece of a string without
// quotes.
func (p *parser) decode(s stringPart, start, end int) string {
	text := p.src[start:end]
	if s.bytes {
		p.checkBytes(start, text)
	}
	if strings.IndexByte(text, '\r') >= 0 {
		if s.raw || strings.IndexByte(text, '\\') < 0 {
			return unixLines(text)
		}
	} else if s.raw || strings.IndexByte(text, '\\') < 0 {
		return text
	}
	var b strings.Builder
	for i := start; i < end; {
		c := p.src[i]
		switch {
		case c == '\\' && i+1 < end:
			i = p.escape(&b, s, i, end)
		case c == '\r':
			b.WriteByte('\n')
			i++
			if i < end && p.src[i] == '\n' {
				i++
			}
		default:
			b.WriteByte(c)
			i++
		}
	}
	return b.String()
}

// unixLines turns line endings into \n, as Python's reader does.
func unixLines(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

func (p *parser) checkBytes(start int, text string) {
	for i, r := range text {
		if r >= utf8.RuneSelf {
			p.report(diag.Errorf(diag.InvalidCharacter, p.span(start+i, start+i+utf8.RuneLen(r)), "a bytes literal can hold only ASCII characters").
				WithHelp("other bytes are written as escapes"))
			return
		}
	}
}

func (p *parser) span(start, end int) source.Span {
	return source.Span{File: p.file, Start: start, End: end}
}

var simpleEscapes = map[byte]byte{
	'\\': '\\', '\'': '\'', '"': '"', 'a': 7, 'b': 8, 'f': 12, 'n': 10, 'r': 13, 't': 9, 'v': 11,
}

// escape decodes the escape at offset i and returns the offset after it. An
// unknown escape stays as it is, backslash included.
func (p *parser) escape(b *strings.Builder, s stringPart, i, end int) int {
	c := p.src[i+1]
	if e, ok := simpleEscapes[c]; ok {
		b.WriteByte(e)
		return i + 2
	}
	switch {
	case c == '\n':
		return i + 2
	case c == '\r':
		if i+2 < end && p.src[i+2] == '\n' {
			return i + 3
		}
		return i + 2
	case '0' <= c && c <= '7':
		return p.octal(b, s, i, end)
	case c == 'x':
		return p.hex(b, s, i, end, 2)
	case c == 'u' && !s.bytes:
		return p.hex(b, s, i, end, 4)
	case c == 'U' && !s.bytes:
		return p.hex(b, s, i, end, 8)
	case c == 'N' && !s.bytes:
		return p.namedEscape(i, end)
	}
	b.WriteByte('\\')
	return i + 1
}

func (p *parser) octal(b *strings.Builder, s stringPart, i, end int) int {
	v, j := rune(0), i+1
	for j < end && j < i+4 && '0' <= p.src[j] && p.src[j] <= '7' {
		v = v*8 + rune(p.src[j]-'0')
		j++
	}
	writeCode(b, s, v)
	return j
}

// hex decodes \x, \u and \U, which need exactly n digits.
func (p *parser) hex(b *strings.Builder, s stringPart, i, end, n int) int {
	v, j := uint32(0), i+2
	for j < end && j < i+2+n {
		d := strings.IndexByte("0123456789abcdef", p.src[j]|0x20)
		if d < 0 || p.src[j] < '0' {
			break
		}
		v = v*16 + uint32(d)
		j++
	}
	switch {
	case j < i+2+n:
		p.report(diag.Errorf(diag.InvalidEscape, p.span(i, j), `\%c must be followed by %d hexadecimal digits`, p.src[i+1], n).
			WithRepair("write %s for a backslash", diag.Edit{Span: p.span(i, i+1), Text: `\\`}))
	case v > utf8.MaxRune:
		p.report(diag.Errorf(diag.InvalidEscape, p.span(i, j), "there is no character U+%X", v).
			WithHelp("the last one is U+10FFFF"))
	default:
		writeCode(b, s, rune(v))
	}
	return j
}

// writeCode appends a byte to bytes or a character to text. A surrogate, which
// UTF-8 has not, is written as WTF-8 does.
func writeCode(b *strings.Builder, s stringPart, r rune) {
	switch {
	case s.bytes:
		b.WriteByte(byte(r))
	case 0xD800 <= r && r < 0xE000:
		b.Write([]byte{0xED, 0x80 | byte(r>>6&0x3F), 0x80 | byte(r&0x3F)})
	default:
		b.WriteRune(r)
	}
}

// namedEscape refuses \N{name}.
func (p *parser) namedEscape(i, end int) int {
	j := strings.IndexByte(p.src[i:end], '}')
	if i+2 >= end || p.src[i+2] != '{' || j < 0 {
		p.report(diag.Errorf(diag.InvalidEscape, p.span(i, i+2), `\N must be followed by a name in braces`).
			WithRepair("write %s for a backslash", diag.Edit{Span: p.span(i, i+1), Text: `\\`}))
		return i + 2
	}
	p.report(diag.Limitf(diag.NamedEscape, p.span(i, i+j+1), "characters by name are not known").
		WithHelp("the character itself can stand there"))
	return i + j + 1
}
