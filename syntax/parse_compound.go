package syntax

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/source"
)

// lineSpan is the place of the first token of a line.
func (p *parser) lineSpan(t token) source.Span {
	for i := p.pos; t.start == t.end && t.kind != tEOF && i < len(p.toks); i++ {
		t = p.toks[i]
	}
	return p.tokSpan(t)
}

func (p *parser) withStmt() Stmt {
	start, header := p.here(), p.pos
	p.next()
	items := p.parenthesisedItems()
	if items == nil {
		items = p.withItems()
	}
	p.colon("with")
	body := p.block("with", header)
	if p.failed {
		return nil
	}
	return &With{p.stmtFrom(start), items, body}
}

// parenthesisedItems reads (item, item): and returns nil, having consumed
// nothing, if the parentheses belong to an expression.
func (p *parser) parenthesisedItems() []*WithItem {
	if !p.at("(") {
		return nil
	}
	m := p.mark()
	p.next()
	var items []*WithItem
	for !p.at(")") && !p.failed {
		items = append(items, p.withItem())
		if !p.accept(",") {
			break
		}
	}
	p.expect(")")
	if p.failed || !p.at(":") || len(items) == 0 {
		p.reset(m)
		return nil
	}
	return items
}

func (p *parser) withItems() []*WithItem {
	items := []*WithItem{p.withItem()}
	for p.accept(",") {
		items = append(items, p.withItem())
	}
	return items
}

func (p *parser) withItem() *WithItem {
	start := p.here()
	item := &WithItem{ContextExpr: p.expression()}
	if p.accept("as") {
		item.OptionalVars = p.target()
	}
	item.Located = p.from(start)
	return item
}

func (p *parser) try() Stmt {
	start, header := p.here(), p.pos
	p.next()
	p.colon("try")
	t := Try{Body: p.block("try", header)}
	star := p.at("except") && p.peek().is("*")
	for p.at("except") {
		if at := p.peek(); at.is("*") != star {
			p.fail(diag.Errorf(diag.InvalidSyntax, p.tokSpan(p.cur()), "one try statement cannot have both 'except' and 'except*'"))
		}
		t.Handlers = append(t.Handlers, p.handler(star))
	}
	if p.at("else") && t.Handlers == nil {
		p.unexpected("'except' or 'finally'")
	}
	t.Orelse = p.orelse()
	if clause := p.pos; p.accept("finally") {
		p.colon("finally")
		t.Finalbody = p.block("finally", clause)
	} else if t.Handlers == nil && !p.failed {
		p.report(diag.Errorf(diag.InvalidSyntax, p.tokSpan(p.toks[header]), "this 'try' has neither 'except' nor 'finally'").
			WithHelp("an 'except' or a 'finally' must follow it"))
	}
	t.stmtNode = p.stmtFrom(start)
	if star {
		return &TryStar{t.stmtNode, t.Body, t.Handlers, t.Orelse, t.Finalbody}
	}
	return &t
}

func (p *parser) handler(star bool) *ExceptHandler {
	start, header := p.here(), p.pos
	h := &ExceptHandler{}
	p.next()
	if star {
		p.next()
	}
	if !p.at(":") && p.cur().kind != tNewline || star {
		h.Type = p.expression()
		if p.at(",") {
			p.fail(diag.Errorf(diag.InvalidSyntax, p.tokSpan(p.cur()), "several exception types must be in parentheses").
				WithHelp("put the types in parentheses"))
		}
		if p.accept("as") {
			h.Name, _ = p.name()
		}
	}
	p.colon("except")
	h.Body = p.block("except", header)
	h.Located = p.from(start)
	return h
}

// match reads a match statement, or returns nil, having consumed nothing, if
// match is an ordinary name here.
func (p *parser) match() Stmt {
	m, start, header := p.mark(), p.here(), p.pos
	p.next()
	subject := p.subject()
	if p.failed || !p.at(":") || p.peek().kind != tNewline {
		p.reset(m)
		return nil
	}
	p.next()
	p.next()
	if t := p.cur(); t.kind != tIndent {
		p.report(diag.Errorf(diag.BadIndentation, p.lineSpan(t), "expected an indented 'case' after 'match'").
			WithRelated(p.tokSpan(p.toks[header]), "the block belongs to this 'match'"))
		return &Match{p.stmtFrom(start), subject, nil}
	}
	p.next()
	cases := p.cases()
	return &Match{p.stmtFrom(start), subject, cases}
}

// cases reads the block of a match. An error costs one case.
func (p *parser) cases() []*MatchCase {
	var cases []*MatchCase
	depth := p.depth
	for k := p.cur().kind; k != tDedent && k != tEOF && len(p.diags) < maxErrors; k = p.cur().kind {
		if p.cur().soft("case") {
			cases = append(cases, p.matchCase())
		} else {
			p.unexpected("'case'")
		}
		if p.failed {
			p.depth = depth
			p.recover()
		}
	}
	if p.cur().kind == tDedent {
		p.next()
	}
	return cases
}

// subject reads what match looks at; commas make a tuple.
func (p *parser) subject() Expr {
	start := p.here()
	first := p.starNamed()
	if s, ok := first.(*Starred); ok && !p.at(",") {
		p.loneStar(s)
	}
	if !p.at(",") {
		return first
	}
	return p.tupleFrom(start, first, p.starNamed)
}

func (p *parser) matchCase() *MatchCase {
	start, header := p.here(), p.pos
	p.next()
	c := &MatchCase{Pattern: p.patterns()}
	if p.accept("if") {
		c.Guard = p.namedExpression()
	}
	p.colon("case")
	c.Body = p.block("case", header)
	c.Located = p.from(start)
	return c
}
