package syntax

import (
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
	d.Help = p.hint(t)
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
		WithHelp("write '==' to compare, or ':=' in parentheses to assign")
}

// hint guesses what was meant at token t.
func (p *parser) hint(t token) string {
	var before token
	if p.pos > 0 {
		before = p.toks[p.pos-1]
	}
	double := before.end == t.start && before.kind == tOp && before.text == t.text
	switch {
	case double && t.is("&"):
		return "write 'and' for a logical and"
	case double && t.is("|"):
		return "write 'or' for a logical or"
	case before.is("<") && t.is(">"):
		return "write '!=' for inequality"
	case before.is("else") && t.is("if"):
		return "write 'elif'"
	case (before.is("+") || before.is("-")) && t.kind == tNewline:
		return "Python has no '++' and '--'; write '+= 1' or '-= 1'"
	case t.kind == tKeyword && before.is("."):
		return "'" + t.text + "' is a keyword and cannot be the name of an attribute"
	case t.is(":="):
		return "put the assignment in parentheses: (name := value)"
	case t.is("{"):
		return "a block begins with ':' and is indented"
	case t.kind == tKeyword && before.kind != tKeyword && keywords[t.text]:
		return "'" + t.text + "' begins a statement; put it on a line of its own"
	case before.soft("print") || before.soft("exec"):
		return "write " + before.text + "(...) with parentheses"
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
	d.Help = p.hint(t)
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
		p.report(diag.Errorf(diag.MissingColon, p.errorSpan(t), "expected ':' at the end of this '%s'", keyword).
			WithHelp("write ':' here"))
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
