package syntax

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/myia-lang/myia/diag"
)

// isPrefix tells whether s may stand before the quotes of a string.
func isPrefix(s string) bool {
	switch strings.ToLower(s) {
	case "r", "b", "u", "f", "br", "rb", "fr", "rf":
		return true
	}
	return false
}

// stringLit reads a string whose prefix begins at start and whose quotes are
// here. As in Python 3.11 the text inside an f-string is not looked at.
func (l *lexer) stringLit(start int) {
	quote := l.src[l.pos : l.pos+1]
	if strings.HasPrefix(l.src[l.pos:l.end], quote+quote+quote) {
		quote += quote + quote
	}
	l.pos += len(quote)
	for l.pos < l.end {
		switch {
		case l.src[l.pos] == '\\' && l.pos+1 < l.end:
			l.pos += 1 + max(1, l.lineEnd(l.pos+1))
		case strings.HasPrefix(l.src[l.pos:l.end], quote):
			l.pos += len(quote)
			l.toks = append(l.toks, token{tString, l.src[start:l.pos], start, l.pos})
			return
		case len(quote) == 1 && l.newlineLen() > 0:
			l.unterminated(start, quote)
			return
		default:
			l.pos++
		}
	}
	l.unterminated(start, quote)
}

func (l *lexer) unterminated(start int, quote string) {
	end := l.pos
	if len(quote) == 3 { // point at the opening: the string takes in the rest of the file
		end = start + strings.Index(l.src[start:], quote) + 3
	}
	d := diag.Errorf(diag.UnterminatedString, l.span(start, end), "the string is never closed")
	if len(quote) == 1 {
		d.WithHelp("it must end on the line where it begins, unless three quotes begin it")
	} else {
		d.WithHelp("three quotes must end it")
		l.brackets = nil
	}
	l.report(d)
	l.invalid(start, l.pos)
}

// number reads a number. The parser decodes it.
func (l *lexer) number() {
	start := l.pos
	ok := true
	if l.src[l.pos] == '0' && l.pos+1 < l.end && strings.IndexByte("xXoObB", l.src[l.pos+1]) >= 0 {
		ok = l.radix()
	} else {
		ok = l.decimal()
	}
	if ok && l.numberEnds() {
		l.toks = append(l.toks, token{tNumber, l.src[start:l.pos], start, l.pos})
		return
	}
	for l.pos < l.end {
		r, n := utf8.DecodeRuneInString(l.src[l.pos:l.end])
		if !isContinue(r) {
			break
		}
		l.pos += n
	}
	l.report(numberError(l.src[start:l.pos]).at(l, start))
	l.invalid(start, l.pos)
}

// radix reads 0x, 0o and 0b numbers.
func (l *lexer) radix() bool {
	digits := map[byte]string{'x': "0123456789abcdefABCDEF", 'o': "01234567", 'b': "01"}[l.src[l.pos+1]|0x20]
	l.pos += 2
	if l.pos < l.end && l.src[l.pos] == '_' {
		l.pos++
	}
	return l.digits(digits)
}

const decimals = "0123456789"

// decimal reads an int, a float or an imaginary number.
func (l *lexer) decimal() bool {
	start := l.pos
	isInt := true
	if l.src[l.pos] != '.' && !l.digits(decimals) {
		return false
	}
	intEnd := l.pos
	if l.pos < l.end && l.src[l.pos] == '.' {
		isInt = false
		l.pos++
		if l.digitAt(l.pos) && !l.digits(decimals) {
			return false
		}
	}
	if l.pos < l.end && l.src[l.pos]|0x20 == 'e' {
		i := l.pos + 1
		if i < l.end && (l.src[i] == '+' || l.src[i] == '-') {
			i++
		}
		if l.digitAt(i) {
			isInt = false
			l.pos = i
			if !l.digits(decimals) {
				return false
			}
		}
	}
	if l.pos < l.end && l.src[l.pos]|0x20 == 'j' {
		isInt = false
		l.pos++
	}
	// An int must not begin with 0, unless it is zero.
	return !isInt || l.src[start] != '0' || strings.Trim(l.src[start:intEnd], "0_") == ""
}

// digits reads digits with single underscores between them.
func (l *lexer) digits(set string) bool {
	for {
		from := l.pos
		for l.pos < l.end && strings.IndexByte(set, l.src[l.pos]) >= 0 {
			l.pos++
		}
		if l.pos == from {
			return false
		}
		if l.pos == l.end || l.src[l.pos] != '_' {
			return true
		}
		l.pos++
	}
}

// numberEnds tells whether a number may end here: only a keyword of an
// operator may follow without a space, as in 1if x else 2.
func (l *lexer) numberEnds() bool {
	if l.pos == l.end {
		return true
	}
	r, _ := utf8.DecodeRuneInString(l.src[l.pos:l.end])
	if !isContinue(r) {
		return true
	}
	for _, w := range []string{"and", "else", "for", "if", "in", "is", "not", "or"} {
		if strings.HasPrefix(l.src[l.pos:l.end], w) {
			return true
		}
	}
	return false
}

// numberFault is what is wrong with a number.
type numberFault struct{ message, help, code string }

func (e numberFault) at(l *lexer, start int) *diag.Diagnostic {
	d := diag.Errorf(diag.InvalidNumber, l.span(start, l.pos), "%s", e.message)
	d.Help = e.help
	if e.code != "" {
		d.WithRepair("write %s", diag.Edit{Span: l.span(start, l.pos), Text: e.code})
	}
	return d
}

func numberError(text string) numberFault {
	lower := strings.ToLower(text)
	trimmed := strings.TrimLeft(text, "0_")
	switch {
	case strings.HasSuffix(text, "_"), strings.Contains(text, "__"):
		return numberFault{"an underscore in a number must stand between two digits", "", ""}
	case strings.HasPrefix(lower, "0x"):
		return numberFault{"invalid hexadecimal number", "the digits after 0x are 0-9 and a-f", ""}
	case strings.HasPrefix(lower, "0o"):
		return numberFault{"invalid octal number", "the digits after 0o are 0-7", ""}
	case strings.HasPrefix(lower, "0b"):
		return numberFault{"invalid binary number", "the digits after 0b are 0 and 1", ""}
	case text[0] == '0' && strings.Trim(text, "0123456789_") == "":
		return numberFault{"a decimal number must not begin with 0", "", trimmed}
	}
	return numberFault{"a name cannot begin with a digit", "an operator may be missing between a number and a name", ""}
}

// showRune prints a character for an error message.
func showRune(r rune) string {
	if unicode.IsPrint(r) && r != utf8.RuneError {
		return fmt.Sprintf("'%c' (U+%04X)", r, r)
	}
	return fmt.Sprintf("U+%04X", r)
}
