package syntax

import "strings"

type kind uint8

const (
	tEOF kind = iota
	tNewline
	tIndent
	tDedent
	tName
	tKeyword
	tNumber
	tString
	tOp
	tInvalid // the lexer has reported it; the parser stays silent
)

// token is a piece of the text. An inserted token (a DEDENT, the last NEWLINE)
// is empty.
type token struct {
	kind       kind
	text       string
	start, end int
}

// is tells whether t is the operator or keyword s.
func (t token) is(s string) bool {
	return (t.kind == tOp || t.kind == tKeyword) && t.text == s
}

// ends tells whether t ends an element: a comma or a closing bracket.
func (t token) ends() bool {
	return t.kind == tOp && len(t.text) == 1 && strings.Contains(",)]}", t.text)
}

// soft tells whether t is the soft keyword s, such as match.
func (t token) soft(s string) bool { return t.kind == tName && t.text == s }

// describe names t in an error message.
func (t token) describe() string {
	switch t.kind {
	case tEOF:
		return "the end of the file"
	case tNewline:
		return "the end of the line"
	case tIndent:
		return "an indented line"
	case tDedent:
		return "the end of the block"
	case tName:
		return "the name '" + t.text + "'"
	case tKeyword:
		return "the keyword '" + t.text + "'"
	case tNumber:
		return "a number"
	case tString:
		return "a string"
	}
	return "'" + t.text + "'"
}

// keywords holds Python's keywords; the value tells whether the keyword can
// only begin a statement, never appear in an expression.
var keywords = map[string]bool{
	"False": false, "None": false, "True": false, "and": false, "as": false,
	"assert": true, "async": false, "await": false, "break": true,
	"class": true, "continue": true, "def": true, "del": true, "elif": true,
	"else": false, "except": true, "finally": true, "for": false,
	"from": false, "global": true, "if": false, "import": true, "in": false,
	"is": false, "lambda": false, "nonlocal": true, "not": false, "or": false,
	"pass": true, "raise": true, "return": true, "try": true, "while": true,
	"with": true, "yield": false,
}

// operators lists the operators longest first, by length.
var operators = [4]map[string]bool{
	3: set("**=", "//=", ">>=", "<<=", "..."),
	2: set("**", "//", ">>", "<<", "<=", ">=", "==", "!=", "->", "+=", "-=",
		"*=", "/=", "%=", "&=", "|=", "^=", "@=", ":="),
	1: set("+", "-", "*", "/", "%", "@", "&", "|", "^", "~", "<", ">", "(", ")",
		"[", "]", "{", "}", ",", ":", ".", ";", "="),
}

func set(words ...string) map[string]bool {
	m := make(map[string]bool, len(words))
	for _, w := range words {
		m[w] = true
	}
	return m
}
