package syntax

import "github.com/myia-lang/myia/diag"

// statements reads statements up to the end of the block.
func (p *parser) statements() []Stmt {
	var list []Stmt
	for k := p.cur().kind; k != tDedent && k != tEOF && len(p.diags) < maxErrors; k = p.cur().kind {
		list = append(list, p.statement()...)
	}
	if p.cur().kind == tDedent {
		p.next()
	}
	return list
}

// statement reads one line or one compound statement. After an error it
// returns nil and stands at the next statement.
func (p *parser) statement() []Stmt {
	start := p.pos
	var list []Stmt
	depth := p.depth
	if p.cur().kind == tIndent {
		p.fail(diag.Errorf(diag.BadIndentation, p.tokSpan(p.cur()), "this line is indented more than the one before it").
			WithHelp("indent it like the line before, unless that one should end in ':'"))
	} else if s := p.compound(); s != nil {
		list = []Stmt{s}
	} else if !p.failed {
		list = p.simpleLine()
	}
	p.depth = depth
	if !p.failed {
		return list
	}
	p.recover()
	if p.pos == start { // a DEDENT that no block asked for: never stand still
		p.next()
	}
	return nil
}

// simpleLine reads small statements separated by semicolons up to the end of
// the line.
func (p *parser) simpleLine() []Stmt {
	var list []Stmt
	for {
		list = append(list, p.simple())
		if !p.accept(";") || p.cur().kind == tNewline {
			break
		}
	}
	if p.cur().kind != tNewline {
		p.unexpected("the end of the statement")
		return nil
	}
	p.next()
	return list
}

// block reads what follows the colon of a header that began with the keyword.
func (p *parser) block(keyword string, header int) []Stmt {
	if p.failed {
		return nil
	}
	if p.cur().kind != tNewline {
		return p.simpleLine()
	}
	p.next()
	if t := p.cur(); t.kind != tIndent {
		if n := len(p.diags); n > 0 && p.diags[n-1].Code == diag.MissingColon && p.diags[n-1].Span.Start > p.toks[header].start { // of this header: one mistake
			return nil
		}
		p.report(diag.Errorf(diag.BadIndentation, p.lineSpan(t), "expected an indented block after '%s'", keyword).
			WithRelated(p.tokSpan(p.toks[header]), "the block belongs to this '%s'", keyword).
			WithHelp("indent the lines of the block, or write 'pass' for an empty one"))
		return nil
	}
	p.next()
	return p.statements()
}

// compound reads a compound statement, or returns nil if there is none here.
func (p *parser) compound() Stmt {
	t := p.cur()
	switch {
	case t.soft("match"):
		return p.match()
	case t.is("@"):
		return p.decorated()
	case t.kind != tKeyword:
		return nil
	}
	switch t.text {
	case "if":
		return p.ifStmt()
	case "for":
		return p.forStmt()
	case "while":
		return p.whileStmt()
	case "def":
		return p.function(nil)
	case "class":
		return p.class(nil)
	case "with":
		return p.withStmt()
	case "try":
		return p.try()
	case "async":
		return p.async(nil)
	case "else", "elif", "except", "finally":
		p.fail(diag.Errorf(diag.InvalidSyntax, p.tokSpan(t), "'%s' belongs to no statement", t.text).
			WithHelp("indent it like the statement that it belongs to"))
	}
	return nil
}

// async reads async def, async for or async with. Only def takes decorators.
func (p *parser) async(decorators []Expr) Stmt {
	start := p.here()
	p.next()
	var s Stmt
	switch {
	case p.at("def"):
		if f, ok := p.function(decorators).(*FunctionDef); ok {
			s = &AsyncFunctionDef{p.stmtFrom(start), f.Name, f.Args, f.Body, f.DecoratorList, f.Returns, f.NameSpan}
		}
	case decorators == nil && p.at("for"):
		if f, ok := p.forStmt().(*For); ok {
			s = &AsyncFor{p.stmtFrom(start), f.Target, f.Iter, f.Body, f.Orelse}
		}
	case decorators == nil && p.at("with"):
		if w, ok := p.withStmt().(*With); ok {
			s = &AsyncWith{p.stmtFrom(start), w.Items, w.Body}
		}
	default:
		p.unexpected("'def', 'for' or 'with' after 'async'")
	}
	return s
}

func (p *parser) decorated() Stmt {
	var decorators []Expr
	for p.accept("@") {
		decorators = append(decorators, p.namedExpression())
		if p.cur().kind != tNewline {
			p.unexpected("the end of the line after the decorator")
			return nil
		}
		p.next()
	}
	switch {
	case p.at("def"):
		return p.function(decorators)
	case p.at("class"):
		return p.class(decorators)
	case p.at("async"):
		return p.async(decorators)
	}
	p.unexpected("'def' or 'class' after the decorator")
	return nil
}

func (p *parser) function(decorators []Expr) Stmt {
	start, header := p.here(), p.pos
	p.next()
	name, at := p.name()
	open := p.cur()
	if !p.accept("(") {
		p.unexpected("'(' and the parameters")
		return nil
	}
	args := p.parameters(")")
	p.closeBracket(open, "a parameter")
	var returns Expr
	if p.accept("->") {
		returns = p.expression()
	}
	p.colon("def")
	body := p.block("def", header)
	if p.failed {
		return nil
	}
	return &FunctionDef{p.stmtFrom(start), name, args, body, decorators, returns, at}
}

func (p *parser) class(decorators []Expr) Stmt {
	start, header := p.here(), p.pos
	p.next()
	name, at := p.name()
	var bases []Expr
	var keywords []*Keyword
	if p.at("(") {
		bases, keywords = p.arguments()
	}
	p.colon("class")
	body := p.block("class", header)
	return &ClassDef{p.stmtFrom(start), name, bases, keywords, body, decorators, at}
}

// ifStmt reads if, its elif clauses and else, without recursion.
func (p *parser) ifStmt() Stmt {
	var chain []*If
	for {
		start, header := p.here(), p.pos
		keyword := p.next().text
		test := p.namedExpression()
		p.colon(keyword)
		chain = append(chain, &If{stmtNode: p.stmtFrom(start), Test: test, Body: p.block(keyword, header)})
		if len(chain) > maxChain {
			p.tooDeep(maxChain, "'elif' clauses", "move some of them into a function, or look the value up in a list")
		}
		if !p.at("elif") {
			break
		}
	}
	last := chain[len(chain)-1]
	last.Orelse = p.orelse()
	for i := len(chain) - 1; i >= 0; i-- {
		chain[i].At = p.from(chain[i].At.Start).At
		if i > 0 {
			chain[i-1].Orelse = []Stmt{chain[i]}
		}
	}
	return chain[0]
}

// orelse reads an else clause if there is one.
func (p *parser) orelse() []Stmt {
	if !p.at("else") {
		return nil
	}
	header := p.pos
	p.next()
	p.colon("else")
	return p.block("else", header)
}

func (p *parser) whileStmt() Stmt {
	start, header := p.here(), p.pos
	p.next()
	test := p.namedExpression()
	p.colon("while")
	body := p.block("while", header)
	orelse := p.orelse()
	return &While{p.stmtFrom(start), test, body, orelse}
}

func (p *parser) forStmt() Stmt {
	start, header := p.here(), p.pos
	p.next()
	target := p.targets()
	p.expect("in")
	iter := p.starExpressions()
	p.colon("for")
	body := p.block("for", header)
	orelse := p.orelse()
	if p.failed {
		return nil
	}
	return &For{p.stmtFrom(start), target, iter, body, orelse}
}
