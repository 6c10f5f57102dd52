package syntax

import "github.com/myia-lang/myia/diag"

// arguments reads the arguments of a call or a class, parentheses included.
func (p *parser) arguments() ([]Expr, []*Keyword) {
	open := p.next()
	var args []Expr
	var keywords []*Keyword
	for !p.at(")") && !p.failed {
		start := p.here()
		switch {
		case p.at("**"), p.cur().kind == tName && p.peek().is("="):
			keywords = append(keywords, p.keyword())
		default:
			e := p.starArgument()
			if p.atComprehension() {
				return p.soleGenerator(open, e, len(args)+len(keywords) > 0), nil
			}
			p.checkOrder(e, start, keywords)
			args = append(args, e)
		}
		if !p.accept(",") {
			break
		}
	}
	p.closeBracket(open, "an argument")
	return args, keywords
}

// starArgument reads a positional argument. Unlike elsewhere, what follows its
// star may be any expression.
func (p *parser) starArgument() Expr {
	start := p.here()
	if !p.accept("*") {
		return p.namedExpression()
	}
	value := p.expression()
	return &Starred{exprNode: p.exprFrom(start), Value: value}
}

func (p *parser) keyword() *Keyword {
	start := p.here()
	k := &Keyword{}
	if !p.accept("**") {
		k.Arg, _ = p.name()
		p.next()
	}
	k.Value = p.expression()
	k.Located = p.from(start)
	return k
}

// soleGenerator reads the rest of f(x for x in y), where the generator takes
// in the parentheses of the call.
func (p *parser) soleGenerator(open token, elt Expr, others bool) []Expr {
	p.noStar(elt)
	generators := p.comprehensions()
	if others || p.at(",") {
		p.fail(diag.Errorf(diag.InvalidSyntax, p.from(open.start).At, "a generator beside other arguments must be in parentheses").
			WithHelp("put the generator in parentheses of its own"))
		return nil
	}
	p.closeBracket(open, "the generator")
	return []Expr{&GeneratorExp{p.exprFrom(open.start), elt, generators}}
}

// checkOrder refuses a positional argument after a keyword argument.
func (p *parser) checkOrder(e Expr, start int, keywords []*Keyword) {
	_, star := e.(*Starred)
	for _, k := range keywords {
		switch {
		case star && k.Arg == "":
			p.fail(diag.Errorf(diag.ArgumentOrder, p.from(start).At, "*arguments after **arguments").
				WithRelated(k.At, "the **arguments are here").WithHelp("write *arguments first"))
		case !star:
			p.fail(diag.Errorf(diag.ArgumentOrder, p.from(start).At, "a positional argument after a keyword argument").
				WithRelated(k.At, "the keyword argument is here").WithHelp("write positional arguments first, or give this one its name"))
		}
	}
}

// subscript reads [index]; commas make a tuple without the brackets.
func (p *parser) subscript() Expr {
	open := p.next()
	start := p.here()
	first := p.slice()
	_, star := first.(*Starred)
	if p.at(",") || star {
		elts := []Expr{first}
		for p.accept(",") && (p.at(":") || p.startsExpression()) {
			elts = append(elts, p.slice())
		}
		first = &Tuple{exprNode: p.exprFrom(start), Elts: elts}
	}
	p.closeBracket(open, "an index")
	return first
}

// slice reads one index or lower:upper:step.
func (p *parser) slice() Expr {
	start := p.here()
	if p.at("*") {
		return p.starred()
	}
	s := &Slice{}
	if !p.at(":") {
		s.Lower = p.namedExpression()
		if !p.at(":") {
			return s.Lower
		}
	}
	p.next()
	if p.startsExpression() {
		s.Upper = p.expression()
	}
	if p.accept(":") && p.startsExpression() {
		s.Step = p.expression()
	}
	s.Located = p.from(start)
	return s
}
