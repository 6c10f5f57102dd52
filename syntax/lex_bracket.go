package syntax

import (
	"slices"
	"unicode/utf8"

	"github.com/myia-lang/myia/diag"
)

var closing = map[byte]byte{'(': ')', '[': ']', '{': '}'}

// bracket keeps track of an opening or closing bracket. It returns false if t
// must not be emitted.
func (l *lexer) bracket(t token) bool {
	c := t.text[0]
	switch c {
	case '(', '[', '{':
		l.brackets = append(l.brackets, bracket{c, t.start})
		if len(l.brackets) > maxBrackets {
			l.report(diag.Errorf(diag.TooDeep, l.span(t.start, t.end), "more than %d brackets inside each other", maxBrackets).
				WithHelp("give a name to an inner part"))
			l.brackets = nil
			l.stopped = true
			l.emit(tInvalid, t.start)
			return false
		}
	case ')', ']', '}':
		return l.closeBracket(t)
	}
	return true
}

func (l *lexer) closeBracket(t token) bool {
	if len(l.brackets) == 0 {
		l.report(diag.Errorf(diag.MismatchedBracket, l.span(t.start, t.end), "this '%s' closes nothing", t.text).
			WithHelp("a bracket before it may be missing"))
		l.invalid(t.start, t.end)
		return false
	}
	open := l.brackets[len(l.brackets)-1]
	l.brackets = l.brackets[:len(l.brackets)-1]
	if want := closing[open.char]; want != t.text[0] {
		l.report(diag.Errorf(diag.MismatchedBracket, l.span(t.start, t.end), "'%s' does not close '%c'", t.text, open.char).
			WithRelated(l.span(open.pos, open.pos+1), "'%c' is opened here", open.char).
			WithRepair("write %s here", diag.Edit{Span: l.span(t.start, t.end), Text: string(want)}))
		l.invalid(t.start, t.end)
		return false
	}
	return true
}

// statementAhead tells whether the line that starts here begins with a
// keyword that cannot be inside brackets: then a bracket was never closed, and
// the line can be read as a statement.
func (l *lexer) statementAhead() bool {
	i := l.pos
	for i < l.end && (l.src[i] == ' ' || l.src[i] == '\t') {
		i++
	}
	start := i
	for i < l.end && 'a' <= l.src[i] && l.src[i] <= 'z' {
		i++
	}
	next := byte(' ')
	if i < l.end {
		next = l.src[i]
	}
	return keywords[l.src[start:i]] && !isIdentStart(next) && !l.digitAt(i)
}

// unclosed reports the innermost bracket that is open at offset at, and
// forgets all open brackets.
func (l *lexer) unclosed(at int) {
	n := len(l.brackets)
	if n == 0 {
		return
	}
	b := l.brackets[n-1]
	if !l.stringSince(b.pos) { // which may have closed it
		l.report(diag.Errorf(diag.UnclosedBracket, l.span(b.pos, b.pos+1), "'%c' is never closed", b.char).
			WithHelp("write '%c' where it should end", closing[b.char]))
	}
	l.swallow = append(l.swallow, l.span(l.brackets[0].pos, at))
	l.brackets = nil
	l.emit(tInvalid, at)
}

// stringSince reports whether a string that is never closed begins after an
// offset.
func (l *lexer) stringSince(pos int) bool {
	return slices.ContainsFunc(l.diags, func(d *diag.Diagnostic) bool {
		return d.Code == diag.UnterminatedString && d.Span.Start > pos
	})
}

// badChar reports the character here, which begins no token.
func (l *lexer) badChar() {
	r, n := utf8.DecodeRuneInString(l.src[l.pos:l.end])
	start := l.pos
	l.pos += n
	l.badCharAt(start, r)
}

func (l *lexer) badCharAt(start int, r rune) {
	d := diag.Errorf(diag.InvalidCharacter, l.span(start, l.pos), "the character %s cannot be used here", showRune(r))
	if code := charRepairs[r]; code != "" {
		d.WithRepair("write %s", diag.Edit{Span: l.span(start, l.pos), Text: code})
	} else if h := charHelp[r]; h != "" {
		d.WithHelp("%s", h)
	}
	l.report(d)
	l.invalid(start, l.pos)
}

// charRepairs are what stands in Python for characters that it has not.
var charRepairs = map[rune]string{
	'!': "not ", '“': `"`, '”': `"`, '‘': "'", '’': "'", '−': "-", '–': "-", '×': "*", '÷': "/", '≤': "<=", '≥': ">=", '≠': "!=",
	'，': ",", '（': "(", '）': ")", '：': ":", '²': "**2", '·': "*", '→': "->",
}

// charHelp says what others are.
var charHelp = map[rune]string{
	'?': "a choice is written with if and else", '$': "Python has no variables with $",
	'\u00a0': "this is a no-break space; an ordinary one belongs here", '\u200b': "this is an invisible zero-width space; remove it",
	'\ufeff': "this is an invisible byte order mark; remove it",
}
