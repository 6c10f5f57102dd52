package syntax

import (
	"strings"

	"github.com/myia-lang/myia/diag"
)

// simple reads a statement that fits on a line.
func (p *parser) simple() Stmt {
	start := p.here()
	t := p.cur()
	if t.kind != tKeyword {
		return p.expressionStmt()
	}
	switch t.text {
	case "pass":
		p.next()
		return &Pass{p.stmtFrom(start)}
	case "break":
		p.next()
		return &Break{p.stmtFrom(start)}
	case "continue":
		p.next()
		return &Continue{p.stmtFrom(start)}
	case "return":
		return p.returnStmt()
	case "raise":
		return p.raise()
	case "assert":
		return p.assert()
	case "del":
		return p.del()
	case "import":
		return p.importStmt()
	case "from":
		return p.importFrom()
	case "global":
		names := p.nameList()
		return &Global{p.stmtFrom(start), names}
	case "nonlocal":
		names := p.nameList()
		return &Nonlocal{p.stmtFrom(start), names}
	}
	return p.expressionStmt()
}

// endOfSimple tells whether a simple statement may end here.
func (p *parser) endOfSimple() bool { return p.cur().kind == tNewline || p.at(";") }

func (p *parser) returnStmt() Stmt {
	start := p.here()
	p.next()
	var value Expr
	if !p.endOfSimple() {
		value = p.starExpressions()
	}
	return &Return{p.stmtFrom(start), value}
}

func (p *parser) raise() Stmt {
	start := p.here()
	p.next()
	var exc, cause Expr
	if !p.endOfSimple() {
		exc = p.expression()
		if p.accept("from") {
			cause = p.expression()
		}
	}
	return &Raise{p.stmtFrom(start), exc, cause}
}

func (p *parser) assert() Stmt {
	start := p.here()
	p.next()
	test := p.expression()
	var msg Expr
	if p.accept(",") {
		msg = p.expression()
	}
	return &Assert{p.stmtFrom(start), test, msg}
}

func (p *parser) del() Stmt {
	start := p.here()
	p.next()
	var targets []Expr
	for !p.failed {
		e := p.binary(0)
		p.setCtx(e, Del)
		targets = append(targets, e)
		if !p.accept(",") || p.endOfSimple() {
			break
		}
	}
	return &Delete{p.stmtFrom(start), targets}
}

func (p *parser) nameList() []string {
	p.next()
	var names []string
	for {
		name, _ := p.name()
		names = append(names, name)
		if !p.accept(",") {
			return names
		}
	}
}

func (p *parser) dottedName() string {
	name, _ := p.name()
	parts := []string{name}
	for p.accept(".") {
		part, _ := p.name()
		parts = append(parts, part)
	}
	return strings.Join(parts, ".")
}

func (p *parser) importStmt() Stmt {
	start := p.here()
	p.next()
	var names []*Alias
	for {
		names = append(names, p.alias(p.dottedName))
		if !p.accept(",") {
			return &Import{p.stmtFrom(start), names}
		}
	}
}

func (p *parser) alias(read func() string) *Alias {
	start := p.here()
	a := &Alias{Name: read()}
	if p.accept("as") {
		a.Asname, _ = p.name()
	}
	a.Located = p.from(start)
	return a
}

func (p *parser) importFrom() Stmt {
	start := p.here()
	p.next()
	level := 0
	for p.at(".") || p.at("...") {
		level += len(p.next().text)
	}
	module := ""
	if level == 0 || !p.at("import") {
		module = p.dottedName()
	}
	p.expect("import")
	names := p.importNames()
	return &ImportFrom{p.stmtFrom(start), module, names, level}
}

func (p *parser) importNames() []*Alias {
	open := p.cur()
	if open.is("*") {
		p.next()
		return []*Alias{{p.from(open.start), "*", ""}}
	}
	paren := p.accept("(")
	plain := func() string { name, _ := p.name(); return name }
	var names []*Alias
	for !p.failed {
		names = append(names, p.alias(plain))
		if !p.accept(",") || paren && p.at(")") {
			break
		}
	}
	if paren {
		p.closeBracket(open, "a name")
	}
	return names
}

var augmented = map[string]Operator{
	"+=": Add, "-=": Sub, "*=": Mult, "@=": MatMult, "/=": Div, "%=": Mod, "&=": BitAnd,
	"|=": BitOr, "^=": BitXor, "<<=": LShift, ">>=": RShift, "**=": Pow, "//=": FloorDiv,
}

// expressionStmt reads an expression or an assignment.
func (p *parser) expressionStmt() Stmt {
	start := p.here()
	paren := p.at("(")
	first := p.yieldOrStar()
	t := p.cur()
	switch {
	case t.is("="):
		return p.assign(start, first)
	case t.is(":"):
		return p.annAssign(start, first, paren)
	case t.kind == tOp:
		if op, ok := augmented[t.text]; ok {
			return p.augAssign(start, first, op)
		}
	}
	return &ExprStmt{p.stmtFrom(start), first}
}

func (p *parser) assign(start int, first Expr) Stmt {
	var targets []Expr
	value := first
	for p.at("=") {
		p.setCtx(value, Store)
		p.next()
		targets = append(targets, value)
		value = p.yieldOrStar()
	}
	return &Assign{p.stmtFrom(start), targets, value}
}

func (p *parser) annAssign(start int, target Expr, paren bool) Stmt {
	p.singleTarget(target, "annotated")
	p.next()
	annotation := p.expression()
	var value Expr
	if p.accept("=") {
		value = p.yieldOrStar()
	}
	_, isName := target.(*Name)
	return &AnnAssign{p.stmtFrom(start), target, annotation, value, isName && !paren}
}

func (p *parser) augAssign(start int, target Expr, op Operator) Stmt {
	p.singleTarget(target, "the target of an augmented assignment")
	p.next()
	value := p.yieldOrStar()
	return &AugAssign{p.stmtFrom(start), target, op, value}
}

// singleTarget makes a target of a name, an attribute or a subscript.
func (p *parser) singleTarget(e Expr, role string) {
	switch e.(type) {
	case *Name, *Attribute, *Subscript:
		p.setCtx(e, Store)
		return
	}
	if p.failed {
		return
	}
	p.fail(diag.Errorf(diag.InvalidTarget, e.Span(), "%s cannot be %s", describe(e), role).
		WithHelp("write a name, an attribute or a subscript"))
}
