package syntax

import (
	"slices"
	"unicode/utf8"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/source"
)

const (
	maxErrors = 10
	maxDepth  = 1000 // expressions, blocks and patterns inside each other
	maxChain  = 5000 // operands of a left-associative chain, which nests to the left
)

// Parse parses a whole file. The Module is never nil; when the list is not
// empty, statements with errors are missing from it. The list has at most 10
// errors, ordered by place.
func Parse(f *source.File) (*Module, diag.List) {
	m := &Module{Located: Located{source.Span{File: f, Start: 0, End: len(f.Text)}}}
	src := string(f.Text)
	if d := checkText(f, src); d != nil {
		return m, diag.List{d}
	}
	l := lexFile(f, src)
	p := &parser{file: f, src: src, toks: l.toks}
	for p.toks[p.pos].kind != tEOF && len(p.diags) < maxErrors {
		m.Body = append(m.Body, p.statement()...)
	}
	return m, p.errors(l)
}

// ParseExpr parses one expression, such as a literal on the command line. It
// returns nil and the errors if the text is anything else.
func ParseExpr(f *source.File) (Expr, diag.List) {
	src := string(f.Text)
	if d := checkText(f, src); d != nil {
		return nil, diag.List{d}
	}
	l := lexFile(f, src)
	p := &parser{file: f, src: src, toks: l.toks}
	e := p.starExpressions()
	if p.cur().kind == tNewline {
		p.next()
	}
	if p.cur().kind != tEOF {
		p.unexpected("the end of the expression")
	}
	if errs := p.errors(l); len(errs) > 0 {
		return nil, errs
	}
	return e, nil
}

// errors merges the errors of lexer and parser, without those of the parser
// that an unclosed bracket explains.
func (p *parser) errors(l *lexer) diag.List {
	all := l.diags
	for _, d := range p.diags {
		explained := slices.ContainsFunc(l.swallow, func(s source.Span) bool {
			return s.Start <= d.Span.Start && d.Span.Start <= s.End
		})
		if !explained {
			all = append(all, d)
		}
	}
	slices.SortStableFunc(all, func(a, b *diag.Diagnostic) int { return a.Span.Start - b.Span.Start })
	return all[:min(len(all), maxErrors)]
}

// checkText refuses a text that is not UTF-8 without NUL.
func checkText(f *source.File, src string) *diag.Diagnostic {
	if utf8.ValidString(src) && !slices.Contains(f.Text, 0) {
		return nil
	}
	for i := 0; i < len(src); {
		r, n := utf8.DecodeRuneInString(src[i:])
		at := source.Span{File: f, Start: i, End: i + 1}
		switch {
		case r == 0:
			return diag.Errorf(diag.InvalidEncoding, at, "the file contains a NUL byte").
				WithHelp("this is probably not a source file; if it is, save it as UTF-8 (not UTF-16)")
		case r == utf8.RuneError && n == 1:
			return diag.Errorf(diag.InvalidEncoding, at, "the byte 0x%02x is not valid UTF-8", src[i]).
				WithHelp("save the file as UTF-8")
		}
		i += n
	}
	return nil
}

// parser descends over the tokens. Once failed is set, cur returns an invalid
// token, which no rule matches, so that every loop ends; statement resets it.
type parser struct {
	file    *source.File
	src     string
	toks    []token
	pos     int
	lastEnd int // the end of the last token consumed, line ends and the like apart
	diags   diag.List
	failed  bool
	depth   int
}

func (p *parser) cur() token {
	if p.failed {
		return token{kind: tInvalid, start: p.toks[p.pos].start, end: p.toks[p.pos].start}
	}
	return p.toks[p.pos]
}

// peek returns the token after the current one.
func (p *parser) peek() token {
	if p.failed || p.pos+1 >= len(p.toks) {
		return token{kind: tInvalid}
	}
	return p.toks[p.pos+1]
}

// next consumes a token.
func (p *parser) next() token {
	t := p.cur()
	if p.failed || t.kind == tEOF {
		return t
	}
	p.pos++
	if t.kind != tNewline && t.kind != tIndent && t.kind != tDedent {
		p.lastEnd = t.end
	}
	return t
}

func (p *parser) at(s string) bool { return p.cur().is(s) }

// accept consumes the operator or keyword s if it is next.
func (p *parser) accept(s string) bool {
	if p.at(s) {
		p.next()
		return true
	}
	return false
}

// expect consumes the operator or keyword s or reports that it is missing.
func (p *parser) expect(s string) {
	if !p.accept(s) {
		p.unexpected("'" + s + "'")
	}
}

// name consumes an identifier.
func (p *parser) name() (string, source.Span) {
	t := p.cur()
	if t.kind != tName {
		p.unexpected("a name")
		return "", source.Span{}
	}
	p.next()
	return normalise(t.text), p.tokSpan(t)
}

// here starts a node: it returns the offset of the current token.
func (p *parser) here() int { return p.cur().start }

// from ends a node that began at start.
func (p *parser) from(start int) Located {
	return Located{source.Span{File: p.file, Start: start, End: max(start, p.lastEnd)}}
}

func (p *parser) stmtFrom(start int) stmtNode { return stmtNode{p.from(start)} }

func (p *parser) exprFrom(start int) exprNode { return exprNode{p.from(start)} }

func (p *parser) tokSpan(t token) source.Span {
	return source.Span{File: p.file, Start: t.start, End: t.end}
}

// report adds an error; parsing goes on.
func (p *parser) report(d *diag.Diagnostic) {
	if !p.failed && len(p.diags) < maxErrors {
		p.diags = append(p.diags, d)
	}
}

// fail adds an error and gives the statement up. At an invalid token it adds
// none, since the lexer has.
func (p *parser) fail(d *diag.Diagnostic) {
	if p.failed {
		return
	}
	if p.cur().kind != tInvalid {
		p.report(d)
	}
	p.failed = true
}

// enter counts a level of nesting; leave must follow. It fails if the level is
// too deep.
func (p *parser) enter() bool {
	p.depth++
	if p.depth > maxDepth {
		p.tooDeep(maxDepth, "levels of nesting", nameInner)
	}
	return !p.failed
}

func (p *parser) leave() { p.depth-- }

// nameInner is the help for what can be taken apart.
const nameInner = "give a name to an inner part"

func (p *parser) tooDeep(limit int, what, help string) {
	p.fail(diag.Errorf(diag.TooDeep, p.tokSpan(p.cur()), "more than %d %s", limit, what).WithHelp("%s", help))
}

// mark and reset go back after a failed attempt.
type mark struct{ pos, lastEnd, diags int }

func (p *parser) mark() mark { return mark{p.pos, p.lastEnd, len(p.diags)} }

func (p *parser) reset(m mark) {
	p.pos, p.lastEnd, p.diags, p.failed = m.pos, m.lastEnd, p.diags[:m.diags], false
}
