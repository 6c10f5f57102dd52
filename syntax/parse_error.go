package syntax

import (
	"slices"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/source"
)

// unexpected fails: something other than the current token was expected.
func (p *parser) unexpected(expected string) {
	if p.failed {
		return
	}
	t := p.cur()
	if t.is("=") {
		p.fail(p.assignInExpression())
		return
	}
	d := diag.Errorf(diag.InvalidSyntax, p.errorSpan(t), "expected %s, found %s", expected, t.describe())
	p.hint(d, t)
	p.fail(d)
}

// errorSpan is the place of a token in an error; a line end is pointed at as
// one empty column after the last token.
func (p *parser) errorSpan(t token) source.Span {
	if t.kind == tNewline || t.kind == tEOF || t.kind == tDedent {
		return source.Span{File: p.file, Start: max(p.lastEnd, 0), End: max(p.lastEnd, 0)}
	}
	return p.tokSpan(t)
}

func (p *parser) assignInExpression() *diag.Diagnostic {
	return diag.Errorf(diag.AssignInExpression, p.tokSpan(p.cur()), "'=' cannot be used inside an expression").
		WithRepair("write %s to compare", diag.Edit{Span: p.tokSpan(p.cur()), Text: "=="})
}

// hint guesses what was meant at token t, where d is reported.
func (p *parser) hint(d *diag.Diagnostic, t token) {
	var before token
	if p.pos > 0 {
		before = p.toks[p.pos-1]
	}
	if !p.replacement(d, before, t) {
		d.Help = hintText(before, t)
	}
}

// replacement offers the word of Python for one of another language that ends
// with the tokens before and t.
func (p *parser) replacement(d *diag.Diagnostic, before, t token) bool {
	double := before.end == t.start && before.kind == tOp && before.text == t.text
	start, word := before.start, ""
	switch {
	case double && t.is("&"):
		word = "and"
	case double && t.is("|"):
		word = "or"
	case before.is("<") && t.is(">"):
		word = "!="
	case before.is("else") && t.is("if"):
		word = "elif"
	case p.firstOfLine(p.pos-1) && (before.text == "elseif" || before.text == "elsif") && startsOperand(t):
		t, word = before, "elif"
	case t.is("//") && p.firstOfLine(p.pos):
		start, word = t.start, "#"
	case p.firstOfLine(p.pos-1) && before.text == "function" && t.kind == tName:
		t, word = before, "def"
	case (before.is("+") || before.is("-")) && t.kind == tNewline && p.pos > 1 && p.toks[p.pos-2].text == before.text:
		start, t, word = p.toks[p.pos-2].start, before, before.text+"= 1"
	case before.soft("print") && startsOperand(t):
		t = p.lastOfLine()
		word = before.text + "(" + p.src[p.cur().start:t.end] + ")"
	default:
		return false
	}
	at := p.span(start, t.end)
	d.WithRepair("write %s", diag.Edit{Span: at, Text: p.spaced(at, word)})
	return d.Help != ""
}

// firstOfLine reports whether a token begins a line.
func (p *parser) firstOfLine(i int) bool {
	return i <= 0 || slices.Contains([]kind{tNewline, tIndent, tDedent}, p.toks[i-1].kind)
}

// lastOfLine is the last token of the statement at hand.
func (p *parser) lastOfLine() token {
	i := p.pos
	for k := p.toks[i+1].kind; k != tNewline && k != tEOF; k = p.toks[i+1].kind {
		i++
	}
	return p.toks[i]
}

// spaced keeps a word apart from names beside the place where it is put.
func (p *parser) spaced(at source.Span, word string) string {
	if at.Start > 0 && !strings.ContainsRune(" \t\r\n(", rune(p.src[at.Start-1])) && isIdentStart(word[0]) {
		word = " " + word
	}
	if at.End < len(p.src) && isIdentStart(p.src[at.End]) {
		word += " "
	}
	return word
}

// declares are the words that other languages put before a new variable.
var declares = map[string]bool{"let": true, "const": true, "var": true, "int": true, "float": true, "double": true, "auto": true}

// hintText guesses what was meant at token t, which follows before.
func hintText(before, t token) string {
	switch {
	case t.kind == tKeyword && before.is("."):
		return "'" + t.text + "' is a keyword and cannot be the name of an attribute"
	case t.is(":="):
		return "an assignment inside an expression needs parentheses"
	case declares[before.text] && t.kind == tName:
		return "an assignment needs no word before the name"
	case t.is("{"):
		return "a block begins with ':' and is indented"
	case t.kind == tKeyword && before.kind != tKeyword && keywords[t.text]:
		return "'" + t.text + "' begins a statement; put it on a line of its own"
	case endsOperand(before) && startsOperand(t):
		return "a comma or an operator may be missing before it"
	}
	return ""
}

func endsOperand(t token) bool {
	return t.kind == tName || t.kind == tNumber || t.kind == tString || t.is(")") || t.is("]") || t.is("}")
}

func startsOperand(t token) bool {
	return t.kind == tName || t.kind == tNumber || t.kind == tString || t.is("(")
}

// closeBracket consumes the bracket that closes the one at open, after an
// element of a list.
func (p *parser) closeBracket(open token, element string) {
	want := string(closing[open.text[0]])
	if p.accept(want) || p.failed {
		return
	}
	t := p.cur()
	if t.is("=") {
		p.fail(p.assignInExpression())
		return
	}
	d := diag.Errorf(diag.InvalidSyntax, p.errorSpan(t), "expected ',' or '%s' after %s, found %s", want, element, t.describe()).
		WithRelated(p.tokSpan(open), "'%s' is opened here", open.text)
	p.hint(d, t)
	p.fail(d)
}

// colon consumes the colon that ends the header of a compound statement. If the
// line ends without it, the block is read all the same.
func (p *parser) colon(keyword string) {
	if p.accept(":") || p.failed {
		return
	}
	t := p.cur()
	switch {
	case t.is("="):
		p.fail(p.assignInExpression())
	case t.kind == tNewline:
		at := p.errorSpan(t)
		p.report(diag.Errorf(diag.MissingColon, at, "expected ':' at the end of this '%s'", keyword).
			WithRepair("write %s here", diag.Edit{Span: at, Text: ":"}))
	default:
		p.unexpected("':'")
	}
}

// recover skips the rest of a statement that failed: its line, the block under
// it, and the clauses that belong to it. Errors in the blocks are reported.
func (p *parser) recover() {
	p.failed = false
	for {
		p.skipLine()
		if p.cur().kind == tIndent {
			p.next()
			p.statements()
		}
		t := p.cur()
		if !t.is("else") && !t.is("elif") && !t.is("except") && !t.is("finally") {
			return
		}
	}
}

func (p *parser) skipLine() {
	for {
		switch p.cur().kind {
		case tEOF, tIndent, tDedent:
			return
		case tNewline:
			p.next()
			return
		}
		p.next()
	}
}
