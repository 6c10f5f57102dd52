package syntax

import "github.com/myia-lang/myia/diag"

// patterns reads what follows case; commas make a sequence.
func (p *parser) patterns() Pattern {
	start := p.here()
	first := p.starPattern()
	if !p.at(",") {
		p.noStarPattern(first)
		return first
	}
	list := p.restOfPatterns(first)
	return &MatchSequence{p.patternFrom(start), list}
}

func (p *parser) patternFrom(start int) patternNode { return patternNode{p.from(start)} }

// startsPattern tells whether a pattern may begin here.
func (p *parser) startsPattern() bool {
	t := p.cur()
	return t.kind == tInvalid || t.kind == tName || t.kind == tNumber || t.kind == tString ||
		t.is("(") || t.is("[") || t.is("{") || t.is("-") || t.is("*") || t.is("None") || t.is("True") || t.is("False")
}

// restOfPatterns reads the rest of a list; the current token is the comma
// after first.
func (p *parser) restOfPatterns(first Pattern) []Pattern {
	list := []Pattern{first}
	for p.accept(",") && p.startsPattern() {
		list = append(list, p.starPattern())
	}
	return list
}

func (p *parser) noStarPattern(m Pattern) {
	if s, ok := m.(*MatchStar); ok {
		p.fail(diag.Errorf(diag.InvalidPattern, s.At, "*name can only be used in a sequence pattern").
			WithHelp("put it in brackets"))
	}
}

func (p *parser) starPattern() Pattern {
	start := p.here()
	if !p.accept("*") {
		return p.asPattern()
	}
	name, _ := p.name()
	if name == "_" {
		name = ""
	}
	return &MatchStar{p.patternFrom(start), name}
}

// asPattern reads alternatives and perhaps as name.
func (p *parser) asPattern() Pattern {
	if !p.enter() {
		p.leave()
		return nil
	}
	defer p.leave()
	start := p.here()
	m := p.orPattern()
	if !p.accept("as") {
		return m
	}
	name, at := p.name()
	if name == "_" {
		p.fail(diag.Errorf(diag.InvalidPattern, at, "'_' matches anything and cannot be bound").WithHelp("choose another name"))
	}
	return &MatchAs{p.patternFrom(start), m, name}
}

func (p *parser) orPattern() Pattern {
	start := p.here()
	first := p.closedPattern()
	if !p.at("|") {
		return first
	}
	list := []Pattern{first}
	for p.accept("|") {
		list = append(list, p.closedPattern())
	}
	return &MatchOr{p.patternFrom(start), list}
}

func (p *parser) closedPattern() Pattern {
	t := p.cur()
	switch {
	case t.kind == tName:
		return p.namePattern()
	case t.kind == tNumber, t.is("-"), t.kind == tString:
		value := p.literalPattern()
		return &MatchValue{p.patternFrom(t.start), value}
	case t.is("None"):
		return p.singleton(nil)
	case t.is("True"):
		return p.singleton(true)
	case t.is("False"):
		return p.singleton(false)
	case t.is("("), t.is("["):
		return p.sequencePattern()
	case t.is("{"):
		return p.mappingPattern()
	}
	p.unexpected("a pattern")
	return nil
}

func (p *parser) singleton(value any) Pattern {
	t := p.next()
	return &MatchSingleton{p.patternFrom(t.start), value}
}

// literalPattern reads a number with its sign, a complex number or a string.
func (p *parser) literalPattern() Expr {
	start := p.here()
	if p.cur().kind == tString {
		e := p.strings()
		if j, ok := e.(*JoinedStr); ok {
			p.fail(diag.Errorf(diag.InvalidPattern, j.At, "an f-string cannot be a pattern").WithHelp("compare with it after 'if'"))
		}
		return e
	}
	left := p.signedNumber()
	op := Add
	switch {
	case p.accept("-"):
		op = Sub
	case !p.accept("+"):
		return left
	}
	at := p.cur()
	right := p.number()
	c, ok := right.(*Constant)
	if ok {
		_, ok = c.Value.(complex128)
	}
	if !ok {
		p.fail(diag.Errorf(diag.InvalidPattern, p.tokSpan(at), "a pattern cannot compute; only an imaginary number may follow here").
			WithHelp("write the value, or compare after 'if'"))
	}
	return &BinOp{p.exprFrom(start), left, op, right}
}

func (p *parser) signedNumber() Expr {
	start := p.here()
	if !p.accept("-") {
		return p.number()
	}
	operand := p.number()
	return &UnaryOp{p.exprFrom(start), USub, operand}
}

func (p *parser) number() Expr {
	if p.cur().kind != tNumber {
		p.unexpected("a number")
		return nil
	}
	return p.atom()
}

// dotted reads a name and the attributes after it.
func (p *parser) dotted() Expr {
	start := p.here()
	name, _ := p.name()
	var e Expr = &Name{p.exprFrom(start), name, Load}
	for n := 0; p.accept("."); n++ {
		if n > maxChain {
			p.tooDeep(maxChain, "attributes in a row", nameInner)
		}
		attr, at := p.name()
		e = &Attribute{p.exprFrom(start), e, attr, Load, at}
	}
	return e
}

// namePattern reads a capture, the wildcard, a dotted name or a class.
func (p *parser) namePattern() Pattern {
	start := p.here()
	e := p.dotted()
	if p.at("(") {
		return p.classPattern(start, e)
	}
	name, ok := e.(*Name)
	switch {
	case !ok:
		return &MatchValue{p.patternFrom(start), e}
	case name.Id == "_":
		return &MatchAs{patternNode: p.patternFrom(start)}
	}
	return &MatchAs{p.patternFrom(start), nil, name.Id}
}

func (p *parser) classPattern(start int, cls Expr) Pattern {
	open := p.next()
	m := &MatchClass{Cls: cls}
	for !p.at(")") && !p.failed {
		if p.cur().kind == tName && p.peek().is("=") {
			attr, _ := p.name()
			p.next()
			m.KwdAttrs = append(m.KwdAttrs, attr)
			m.KwdPatterns = append(m.KwdPatterns, p.asPattern())
		} else {
			at := p.here()
			m.Patterns = append(m.Patterns, p.asPattern())
			if m.KwdAttrs != nil {
				p.fail(diag.Errorf(diag.ArgumentOrder, p.from(at).At, "a positional pattern after a keyword pattern").
					WithHelp("write positional patterns first"))
			}
		}
		if !p.accept(",") {
			break
		}
	}
	p.closeBracket(open, "a pattern")
	m.patternNode = p.patternFrom(start)
	return m
}

// sequencePattern reads [patterns], (patterns) or a pattern in parentheses.
func (p *parser) sequencePattern() Pattern {
	open := p.next()
	var list []Pattern
	group := false
	if p.startsPattern() {
		first := p.starPattern()
		_, star := first.(*MatchStar)
		group = open.is("(") && !p.at(",") && !star
		list = p.restOfPatterns(first)
		if open.is("(") && star && len(list) == 1 && p.toks[p.pos-1].text != "," {
			p.noStarPattern(first)
		}
	}
	p.closeBracket(open, "a pattern")
	if group && !p.failed {
		return list[0]
	}
	return &MatchSequence{p.patternFrom(open.start), list}
}

func (p *parser) mappingPattern() Pattern {
	open := p.next()
	m := &MatchMapping{}
	for !p.at("}") && !p.failed {
		if p.accept("**") {
			m.Rest, _ = p.name()
			p.accept(",")
			break
		}
		m.Keys = append(m.Keys, p.mappingKey())
		p.expect(":")
		m.Patterns = append(m.Patterns, p.asPattern())
		if !p.accept(",") {
			break
		}
	}
	p.closeBracket(open, "a pattern")
	m.patternNode = p.patternFrom(open.start)
	return m
}

func (p *parser) mappingKey() Expr {
	t := p.cur()
	switch {
	case t.kind == tName:
		e := p.dotted()
		if n, ok := e.(*Name); ok && !p.failed {
			p.fail(diag.Errorf(diag.InvalidPattern, n.At, "a key of a mapping pattern must be a literal or a dotted name").
				WithHelp("a string needs quotes"))
		}
		return e
	case t.is("None"), t.is("True"), t.is("False"):
		return p.atom()
	case t.kind == tNumber, t.is("-"), t.kind == tString:
		return p.literalPattern()
	}
	p.unexpected("a key")
	return nil
}
