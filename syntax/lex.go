package syntax

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/source"
)

const (
	maxBrackets  = 200 // as in CPython
	maxIndents   = 100 // as in CPython
	maxTokens    = 2_000_000
	bytesOfToken = 5 // about as many as a token takes of a text
	tabSize      = 8
)

// lexer turns text[pos:end] of a file into tokens. The indentation rules are
// those of CPython's tokenizer: a tab goes to the next multiple of 8, and the
// result must be the same when a tab counts as 1.
type lexer struct {
	file     *source.File
	src      string
	pos, end int
	toks     []token
	diags    diag.List
	brackets []bracket
	indents  []indent
	swallow  []source.Span // ranges where an unclosed bracket explains any error
	stopped  bool          // nothing more can be read
}

type bracket struct {
	char byte
	pos  int
}

// indent is a width with tabs of 8 and one with tabs of 1.
type indent struct{ col, alt int }

// lexFile makes the tokens of a whole file.
func lexFile(f *source.File, src string) *lexer {
	l := &lexer{file: f, src: src, end: len(src), indents: []indent{{}}, toks: make([]token, 0, len(src)/bytesOfToken+1)}
	if len(src) >= 3 && src[:3] == "\uFEFF" {
		l.pos = 3
	}
	for l.pos < l.end && !l.stopped {
		l.line()
	}
	if l.stopped {
		l.swallow = append(l.swallow, source.Span{File: f, Start: l.pos, End: l.end})
	}
	l.finish()
	return l
}

// lexRange makes the tokens of an expression inside an f-string, where line
// ends mean nothing.
func lexRange(f *source.File, src string, start, end int) *lexer {
	l := &lexer{file: f, src: src, pos: start, end: end}
	for l.pos < l.end && !l.stopped {
		if l.newlineLen() > 0 {
			l.pos += l.newlineLen()
			continue
		}
		l.token()
	}
	l.emit(tEOF, l.end)
	return l
}

// finish closes what is open at the end of the file.
func (l *lexer) finish() {
	l.unclosed(l.end)
	if n := len(l.toks); n > 0 && l.toks[n-1].kind != tNewline && l.toks[n-1].kind != tDedent {
		l.emit(tNewline, l.end)
	}
	for range l.indents[1:] {
		l.emit(tDedent, l.end)
	}
	l.emit(tEOF, l.end)
}

// line reads one logical line, or skips a blank one.
func (l *lexer) line() {
	at, ind, ok := l.indentation()
	if !ok {
		return
	}
	l.block(at, ind)
	for l.pos < l.end && !l.stopped {
		n := l.newlineLen()
		if n == 0 {
			l.token()
			continue
		}
		if len(l.brackets) == 0 {
			l.toks = append(l.toks, token{tNewline, "", l.pos, l.pos + n})
			l.pos += n
			return
		}
		l.pos += n
		if l.statementAhead() {
			l.unclosed(l.pos)
			l.emit(tNewline, l.pos)
			return
		}
	}
}

// indentation reads the white space at the start of a line. It returns false
// after a line that is blank or holds only a comment.
func (l *lexer) indentation() (at int, ind indent, ok bool) {
	at = l.pos
	var first *indent // the indentation before a backslash
	for l.pos < l.end {
		switch c := l.src[l.pos]; {
		case c == ' ':
			ind.col++
			ind.alt++
		case c == '\t':
			ind.col = (ind.col/tabSize + 1) * tabSize
			ind.alt++
		case c == '\f':
			ind = indent{}
		case c == '\\' && l.lineEnd(l.pos+1) > 0:
			if first == nil {
				first = &indent{ind.col, ind.alt}
			}
			l.pos += l.lineEnd(l.pos + 1)
			ind = indent{}
		case c == '#':
			l.comment()
			l.pos += l.newlineLen()
			return at, ind, false
		case c == '\n' || c == '\r':
			l.pos += l.newlineLen()
			return at, ind, false
		default:
			if first != nil && first.col > 0 {
				ind = *first
			}
			return at, ind, true
		}
		l.pos++
	}
	return at, ind, false
}

// block emits the INDENT or DEDENTs that the indentation of a line asks for.
func (l *lexer) block(at int, ind indent) {
	top := l.indents[len(l.indents)-1]
	switch {
	case ind.col == top.col:
		l.checkTabs(at, ind.alt == top.alt)
	case ind.col > top.col:
		l.checkTabs(at, ind.alt > top.alt)
		if len(l.indents) >= maxIndents {
			l.report(diag.Errorf(diag.TooDeep, l.span(at, l.pos), "more than %d levels of indentation", maxIndents-1).
				WithHelp("move the inner part into a function of its own"))
			l.stopped = true
			return
		}
		l.indents = append(l.indents, ind)
		l.toks = append(l.toks, token{tIndent, "", at, l.pos})
	default:
		l.dedent(at, ind)
	}
}

// dedent ends blocks. A line that is indented like none of the outer blocks is
// taken to belong to the innermost block that could be meant.
func (l *lexer) dedent(at int, ind indent) {
	inner := 0
	for len(l.indents) > 1 && ind.col < l.indents[len(l.indents)-1].col {
		inner = l.indents[len(l.indents)-1].col
		l.indents = l.indents[:len(l.indents)-1]
		l.emit(tDedent, l.pos)
	}
	top := l.indents[len(l.indents)-1]
	if ind.col == top.col {
		l.checkTabs(at, ind.alt == top.alt)
		return
	}
	l.report(diag.Errorf(diag.BadIndentation, l.span(at, l.pos), "this line ends a block, but no outer block is indented like it").
		WithHelp("indent it by %d or by %d columns", top.col, inner))
	l.toks = l.toks[:len(l.toks)-1]
	l.indents = append(l.indents, ind)
}

func (l *lexer) checkTabs(at int, consistent bool) {
	if !consistent {
		l.report(diag.Errorf(diag.TabsAndSpaces, l.span(at, l.pos), "tabs and spaces are mixed so that the indentation depends on the width of a tab").
			WithHelp("indent with spaces only"))
	}
}

// token reads one token, or white space, a comment or a line continuation.
func (l *lexer) token() {
	c := l.src[l.pos]
	switch {
	case len(l.toks) >= maxTokens:
		l.report(diag.Errorf(diag.TooDeep, l.span(l.pos, l.pos+1), "more than %d names, numbers and operators in a file", maxTokens).
			WithHelp("keep data in a file of its own and read it with np.load or np.loadtxt"))
		l.brackets, l.stopped = nil, true
		l.emit(tInvalid, l.pos)
	case c == ' ' || c == '\t' || c == '\f':
		l.pos++
	case c == '#':
		l.comment()
	case c == '\\':
		l.continuation()
	case c == '"' || c == '\'':
		l.stringLit(l.pos)
	case '0' <= c && c <= '9', c == '.' && l.digitAt(l.pos+1):
		l.number()
	case isIdentStart(c):
		l.name()
	default:
		l.operator()
	}
}

func (l *lexer) comment() {
	for l.pos < l.end && l.newlineLen() == 0 {
		l.pos++
	}
}

// continuation reads a backslash, which joins two lines.
func (l *lexer) continuation() {
	n := l.lineEnd(l.pos + 1)
	switch {
	case l.pos+1+n >= l.end && n > 0, l.pos+1 == l.end:
		l.report(diag.Errorf(diag.InvalidCharacter, l.span(l.pos, l.pos+1), "a backslash joins this line with the next, but the file ends here").
			WithHelp("remove the backslash"))
		l.invalid(l.pos, l.end)
	case n == 0:
		l.report(diag.Errorf(diag.InvalidCharacter, l.span(l.pos, l.pos+1), "a backslash joins two lines only as the last character of a line").
			WithHelp("remove what follows the backslash, white space too, or the backslash itself"))
		l.invalid(l.pos, l.pos+1)
	default:
		l.pos += 1 + n
	}
}

// name reads an identifier, a keyword or the prefix of a string.
func (l *lexer) name() {
	start := l.pos
	for l.pos < l.end {
		r, n := utf8.DecodeRuneInString(l.src[l.pos:l.end])
		if !isContinue(r) && !(l.pos == start && isStart(r)) {
			break
		}
		l.pos += n
	}
	text := l.src[start:l.pos]
	if text == "" {
		l.badChar()
		return
	}
	if r, n := utf8.DecodeRuneInString(text); !isStart(r) {
		l.pos = start + n
		l.badCharAt(start, r)
		return
	}
	if len(text) <= 2 && l.pos < l.end && (l.src[l.pos] == '"' || l.src[l.pos] == '\'') && isPrefix(text) {
		l.stringLit(start)
		return
	}
	k := tName
	if _, ok := keywords[text]; ok {
		k = tKeyword
	}
	l.toks = append(l.toks, token{k, text, start, l.pos})
}

// alone are the operators and brackets with which no longer one begins.
const alone = ",()[]{}"

// operator reads an operator or a bracket.
func (l *lexer) operator() {
	longest := 3
	if strings.IndexByte(alone, l.src[l.pos]) >= 0 {
		longest = 1
	}
	for n := longest; n >= 1; n-- {
		if l.pos+n > l.end || !operators[n][l.src[l.pos:l.pos+n]] {
			continue
		}
		t := token{tOp, l.src[l.pos : l.pos+n], l.pos, l.pos + n}
		l.pos += n
		if n > 1 || l.bracket(t) {
			l.toks = append(l.toks, t)
		}
		return
	}
	l.badChar()
}

func (l *lexer) span(start, end int) source.Span {
	return source.Span{File: l.file, Start: start, End: end}
}

func (l *lexer) report(d *diag.Diagnostic) { l.diags = append(l.diags, d) }

// emit appends an empty token.
func (l *lexer) emit(k kind, at int) { l.toks = append(l.toks, token{k, "", at, at}) }

// invalid appends a token that no rule matches and goes on after it.
func (l *lexer) invalid(start, end int) {
	l.toks = append(l.toks, token{tInvalid, l.src[start:end], start, end})
	l.pos = end
}

// newlineLen returns the length of the line ending here, or 0.
func (l *lexer) newlineLen() int { return l.lineEnd(l.pos) }

func (l *lexer) lineEnd(i int) int {
	switch {
	case i >= l.end:
		return 0
	case l.src[i] == '\n':
		return 1
	case l.src[i] != '\r':
		return 0
	case i+1 < l.end && l.src[i+1] == '\n':
		return 2
	}
	return 1
}

func (l *lexer) digitAt(i int) bool { return i < l.end && '0' <= l.src[i] && l.src[i] <= '9' }

func isIdentStart(c byte) bool {
	return c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= utf8.RuneSelf
}

// isStart is Unicode's XID_Start with the underscore.
func isStart(r rune) bool {
	return r == '_' || unicode.IsLetter(r) || unicode.In(r, unicode.Nl, unicode.Other_ID_Start)
}

// isContinue is Unicode's XID_Continue.
func isContinue(r rune) bool {
	return isStart(r) || unicode.In(r, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc, unicode.Other_ID_Continue)
}
