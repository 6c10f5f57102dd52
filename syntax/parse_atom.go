package syntax

import "github.com/myia-lang/myia/diag"

// atom reads a name, a literal or something in brackets.
func (p *parser) atom() Expr {
	t := p.cur()
	switch t.kind {
	case tName:
		name, _ := p.name()
		return &Name{p.exprFrom(t.start), name, Load}
	case tNumber:
		p.next()
		return &Constant{p.exprFrom(t.start), decodeNumber(t.text)}
	case tString:
		return p.strings()
	case tKeyword:
		switch t.text {
		case "None":
			return p.constant(nil)
		case "True":
			return p.constant(true)
		case "False":
			return p.constant(false)
		}
	case tOp:
		switch t.text {
		case "(":
			return p.paren()
		case "[":
			return p.list()
		case "{":
			return p.braces()
		case "...":
			return p.constant(Ellipsis{})
		}
	}
	p.unexpected("an expression")
	return nil
}

func (p *parser) constant(value any) Expr {
	t := p.next()
	return &Constant{p.exprFrom(t.start), value}
}

// paren reads (), a tuple, a generator or an expression in parentheses.
func (p *parser) paren() Expr {
	open := p.next()
	if p.accept(")") {
		return &Tuple{exprNode: p.exprFrom(open.start)}
	}
	e, whole := p.group()
	p.closeBracket(open, "an element")
	if whole && !p.failed {
		setSpan(e, p.from(open.start))
	}
	return e
}

// group reads what may stand in parentheses. It returns true if the node takes
// in the parentheses: a tuple or a generator.
func (p *parser) group() (e Expr, whole bool) {
	if p.at("yield") {
		return p.yield(), false
	}
	start := p.here()
	first := p.starNamed()
	switch {
	case p.atComprehension():
		p.noStar(first)
		generators := p.comprehensions()
		return &GeneratorExp{exprNode{}, first, generators}, true
	case p.at(","):
		return p.tupleFrom(start, first, p.starNamed), true
	}
	if s, ok := first.(*Starred); ok {
		p.loneStar(s)
	}
	return first, false
}

// setSpan gives a tuple or a generator the span with its parentheses.
func setSpan(e Expr, at Located) {
	switch e := e.(type) {
	case *Tuple:
		e.Located = at
	case *GeneratorExp:
		e.Located = at
	}
}

// elements reads expressions with commas between them up to the bracket that
// closes open, and consumes it.
func (p *parser) elements(open token, first Expr) []Expr {
	elts := []Expr{first}
	for p.accept(",") && p.startsExpression() {
		elts = append(elts, p.starNamed())
	}
	p.closeBracket(open, "an element")
	return elts
}

func (p *parser) list() Expr {
	open := p.next()
	if p.accept("]") {
		return &List{exprNode: p.exprFrom(open.start)}
	}
	first := p.starNamed()
	if p.atComprehension() {
		p.noStar(first)
		generators := p.comprehensions()
		p.closeBracket(open, "the comprehension")
		return &ListComp{p.exprFrom(open.start), first, generators}
	}
	elts := p.elements(open, first)
	return &List{exprNode: p.exprFrom(open.start), Elts: elts}
}

// braces reads a dict, a set or a comprehension of one of them.
func (p *parser) braces() Expr {
	open := p.next()
	if p.accept("}") {
		return &Dict{exprNode: p.exprFrom(open.start)}
	}
	if p.at("**") {
		return p.dict(open, nil, nil)
	}
	first := p.starNamed()
	if p.at(":") {
		if e, ok := first.(*Starred); ok {
			p.loneStar(e)
		}
		return p.dictFrom(open, first)
	}
	if p.atComprehension() {
		p.noStar(first)
		generators := p.comprehensions()
		p.closeBracket(open, "the comprehension")
		return &SetComp{p.exprFrom(open.start), first, generators}
	}
	elts := p.elements(open, first)
	return &Set{p.exprFrom(open.start), elts}
}

// dictFrom reads the rest of a dict after its first key.
func (p *parser) dictFrom(open token, key Expr) Expr {
	p.expect(":")
	value := p.expression()
	if p.atComprehension() {
		generators := p.comprehensions()
		p.closeBracket(open, "the comprehension")
		return &DictComp{p.exprFrom(open.start), key, value, generators}
	}
	if !p.accept(",") {
		p.closeBracket(open, "a value")
		return &Dict{p.exprFrom(open.start), []Expr{key}, []Expr{value}}
	}
	return p.dict(open, []Expr{key}, []Expr{value})
}

// dict reads pairs up to the end of a dict.
func (p *parser) dict(open token, keys, values []Expr) Expr {
	for p.at("**") || p.startsExpression() && !p.failed {
		if p.accept("**") {
			keys = append(keys, nil)
			values = append(values, p.binary(0))
		} else {
			keys = append(keys, p.expression())
			p.expect(":")
			values = append(values, p.expression())
		}
		if !p.accept(",") {
			break
		}
	}
	p.closeBracket(open, "a value")
	return &Dict{p.exprFrom(open.start), keys, values}
}

func (p *parser) atComprehension() bool {
	return p.at("for") || p.at("async") && p.peek().is("for")
}

// noStar refuses *value as the element of a comprehension.
func (p *parser) noStar(e Expr) {
	if s, ok := e.(*Starred); ok {
		p.fail(diag.Errorf(diag.InvalidSyntax, s.At, "*value cannot be used in a comprehension").
			WithHelp("add another 'for' clause over the values"))
	}
}

// comprehensions reads the for and if clauses of a comprehension.
func (p *parser) comprehensions() []*Comprehension {
	var list []*Comprehension
	for p.atComprehension() {
		start := p.here()
		c := &Comprehension{IsAsync: p.accept("async")}
		p.next()
		c.Target = p.targets()
		p.expect("in")
		c.Iter = p.disjunction()
		for p.accept("if") {
			c.Ifs = append(c.Ifs, p.disjunction())
		}
		c.Located = p.from(start)
		list = append(list, c)
	}
	return list
}
