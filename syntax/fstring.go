package syntax

import (
	"strings"

	"github.com/myia-lang/myia/diag"
)

// fstring reads the parts of a literal of which at least one is an f-string.
// The rules are those of Python 3.11, where the string is a token first and is
// looked into afterwards.
type fstring struct {
	*parser
	whole  exprNode // the place of the whole literal, which its parts have too
	pos    int
	end    int
	text   strings.Builder // literal text not yet in values
	values []Expr
}

func (p *parser) joinedStr(whole exprNode, parts []stringPart) Expr {
	f := &fstring{parser: p, whole: whole}
	for _, s := range parts {
		if s.fs {
			f.pos, f.end = s.start, s.end
			f.scan(s, 0)
		} else {
			f.text.WriteString(p.decode(s, s.start, s.end))
		}
	}
	f.flush(whole)
	return &JoinedStr{whole, f.values}
}

// flush turns the collected text into a value.
func (f *fstring) flush(at exprNode) {
	if f.text.Len() > 0 {
		f.values = append(f.values, &Constant{at, f.text.String()})
		f.text.Reset()
	}
}

// scan reads text and fields up to the end, or, in a format specification
// (level 1 and more), up to the closing brace.
func (f *fstring) scan(s stringPart, level int) {
	for f.pos < f.end && !f.failed {
		f.literal(s, level)
		if f.pos >= f.end || f.src[f.pos] == '}' {
			return
		}
		f.field(s, level)
	}
}

// literal reads text up to a field, the end, or the brace that ends a format
// specification.
func (f *fstring) literal(s stringPart, level int) {
	start := f.pos
	for f.pos < f.end {
		c := f.src[f.pos]
		if c == '\\' && !s.raw && f.pos+1 < f.end {
			f.pos++
			c = f.src[f.pos]
			if c == 'N' && f.pos+1 < f.end && f.src[f.pos+1] == '{' {
				f.skipName()
				continue
			}
		}
		if c != '{' && c != '}' {
			f.pos++
			continue
		}
		doubled := f.pos+1 < f.end && f.src[f.pos+1] == c
		if level == 0 && doubled {
			f.text.WriteString(f.decode(s, start, f.pos+1))
			f.pos += 2
			start = f.pos
			continue
		}
		if level == 0 && c == '}' {
			f.fault(f.pos, f.pos+1, "a single '}' in an f-string", "two of them stand for a brace")
			return
		}
		break
	}
	f.text.WriteString(f.decode(s, start, f.pos))
}

// skipName skips the name of \N{name}.
func (f *fstring) skipName() {
	for f.pos < f.end && f.src[f.pos] != '}' {
		f.pos++
	}
	f.pos = min(f.pos+1, f.end)
}

func (f *fstring) fault(start, end int, message, help string) {
	d := diag.Errorf(diag.InvalidFString, f.span(start, end), "%s", message)
	d.Help = help
	f.report(d)
	f.failed = true
}

// field reads {expression=!conversion:specification}.
func (f *fstring) field(s stringPart, level int) {
	open := f.pos
	if level >= 2 {
		f.fault(open, open+1, "fields in an f-string are nested too deeply", "compute the format before, and put one name here")
		return
	}
	f.pos++
	start := f.pos
	f.skipExpression(open)
	if f.failed {
		return
	}
	value := f.expressionIn(open, start, f.pos)
	conversion, debug := -1, f.src[f.pos] == '='
	if debug {
		f.pos++
		for f.pos < f.end && strings.IndexByte(" \t\n\r\f\v", f.src[f.pos]) >= 0 {
			f.pos++
		}
		f.text.WriteString(unixLines(f.src[start:f.pos]))
	}
	if f.pos < f.end && f.src[f.pos] == '!' {
		conversion = f.conversion()
	}
	var spec Expr
	if f.pos < f.end && f.src[f.pos] == ':' {
		f.pos++
		spec = f.specification(s, level)
	}
	if f.failed {
		return
	}
	if f.pos >= f.end || f.src[f.pos] != '}' {
		f.fault(open, open+1, "'{' in an f-string is never closed", "a '}' must follow the expression; two braces stand for one")
		return
	}
	f.pos++
	if debug && spec == nil && conversion == -1 {
		conversion = 'r'
	}
	f.flush(f.whole)
	f.values = append(f.values, &FormattedValue{f.whole, value, conversion, spec})
}

func (f *fstring) conversion() int {
	f.pos++
	if f.pos < f.end {
		c := f.src[f.pos]
		f.pos++
		if c == 's' || c == 'r' || c == 'a' {
			return int(c)
		}
	}
	f.fault(f.pos-1, f.pos, "the conversion after '!' must be s, r or a", "")
	return -1
}

// specification reads what follows the colon of a field. CPython gives it the
// place of its own string token.
func (f *fstring) specification(s stringPart, level int) Expr {
	at := exprNode{Located{f.tokSpan(s.tok)}}
	inner := &fstring{parser: f.parser, whole: f.whole, pos: f.pos, end: f.end}
	inner.scan(s, level+1)
	inner.flush(at)
	f.pos = inner.pos
	return &JoinedStr{at, inner.values}
}

// skipExpression finds where the expression of a field ends. It sees strings
// and brackets, nothing else, as CPython 3.11 does.
func (f *fstring) skipExpression(open int) {
	var brackets []byte
	for f.pos < f.end {
		c := f.src[f.pos]
		switch {
		case c == '\\':
			f.fault(f.pos, f.pos+1, "the expression in an f-string cannot contain a backslash", "compute the value before, and put its name here")
			return
		case c == '#':
			f.fault(f.pos, f.pos+1, "the expression in an f-string cannot contain '#'", "")
			return
		case c == '"' || c == '\'':
			f.skipString()
			continue
		case strings.IndexByte("([{", c) >= 0:
			brackets = append(brackets, closing[c])
		case len(brackets) == 0 && f.endsExpression():
			return
		case strings.IndexByte(")]}", c) >= 0:
			if len(brackets) == 0 || brackets[len(brackets)-1] != c {
				f.fault(f.pos, f.pos+1, "'"+string(c)+"' matches no bracket in this f-string", "")
				return
			}
			brackets = brackets[:len(brackets)-1]
		}
		f.pos++
	}
	f.fault(open, open+1, "'{' in an f-string is never closed", "a '}' must follow the expression; two braces stand for one")
}

// endsExpression tells whether the character here, outside brackets, ends the
// expression. It steps over the first character of !=, ==, <= and >=.
func (f *fstring) endsExpression() bool {
	c := f.src[f.pos]
	if f.pos+1 < f.end && f.src[f.pos+1] == '=' && strings.IndexByte("!=<>", c) >= 0 {
		f.pos++
		return false
	}
	return strings.IndexByte("!:}=", c) >= 0
}

func (f *fstring) skipString() {
	quote := f.src[f.pos : f.pos+1]
	if strings.HasPrefix(f.src[f.pos:f.end], quote+quote+quote) {
		quote += quote + quote
	}
	start := f.pos
	f.pos += len(quote)
	i := strings.Index(f.src[f.pos:f.end], quote)
	if i < 0 {
		f.fault(start, start+len(quote), "the string in this f-string's expression is never closed", "")
		f.pos = f.end
		return
	}
	if b := strings.IndexByte(f.src[f.pos:f.pos+i], '\\'); b >= 0 {
		f.fault(f.pos+b, f.pos+b+1, "the expression in an f-string cannot contain a backslash", "compute the value before, and put its name here")
	}
	f.pos += i + len(quote)
}

// expressionIn parses src[start:end] as if it stood in parentheses at the
// braces.
func (f *fstring) expressionIn(open, start, end int) Expr {
	if strings.Trim(f.src[start:end], " \t\n\r\f") == "" {
		f.fault(open, min(end+1, f.end), "an empty expression in an f-string", "a value belongs between the braces; two stand for one")
		return nil
	}
	l := lexRange(f.file, f.src, start, end)
	inner := &parser{file: f.file, src: f.src, toks: l.toks, depth: f.depth, lastEnd: start}
	e, whole := inner.group()
	if inner.cur().kind != tEOF {
		inner.unexpected("the end of the expression")
	}
	for _, d := range append(l.diags, inner.diags...) {
		f.report(d)
	}
	if len(l.diags) > 0 || inner.failed {
		f.failed = true
		return nil
	}
	if whole {
		setSpan(e, Located{f.span(open, end+1)})
	}
	return e
}
