package syntax

import "github.com/myia-lang/myia/diag"

// startsExpression tells whether an expression, perhaps starred, may begin
// here. At an invalid token it says yes, so that the error is found.
func (p *parser) startsExpression() bool {
	t := p.cur()
	switch t.kind {
	case tName, tNumber, tString, tInvalid:
		return true
	case tKeyword:
		switch t.text {
		case "not", "lambda", "await", "None", "True", "False":
			return true
		}
	case tOp:
		switch t.text {
		case "(", "[", "{", "-", "+", "~", "*", "...":
			return true
		}
	}
	return false
}

// yieldOrStar reads what may stand to the right of =.
func (p *parser) yieldOrStar() Expr {
	if p.at("yield") {
		return p.yield()
	}
	return p.starExpressions()
}

func (p *parser) yield() Expr {
	start := p.here()
	p.next()
	if p.accept("from") {
		value := p.expression()
		return &YieldFrom{p.exprFrom(start), value}
	}
	var value Expr
	if p.startsExpression() {
		value = p.starExpressions()
	}
	return &Yield{p.exprFrom(start), value}
}

// starExpressions reads expressions with commas between them; a comma makes a
// tuple.
func (p *parser) starExpressions() Expr {
	start := p.here()
	first := p.starExpression()
	if !p.at(",") {
		if s, ok := first.(*Starred); ok {
			p.loneStar(s)
		}
		return first
	}
	return p.tupleFrom(start, first, p.starExpression)
}

// tupleFrom reads the rest of a tuple without parentheses; the current token
// is the comma after first.
func (p *parser) tupleFrom(start int, first Expr, element func() Expr) *Tuple {
	elts := []Expr{first}
	for p.accept(",") && p.startsExpression() {
		elts = append(elts, element())
	}
	return &Tuple{exprNode: p.exprFrom(start), Elts: elts}
}

// starExpression reads an expression or *value.
func (p *parser) starExpression() Expr {
	if p.at("*") {
		return p.starred()
	}
	return p.expression()
}

// starNamed is starExpression with := allowed. A number with nothing after it, of which long lists are made, is told at once.
func (p *parser) starNamed() Expr {
	if p.cur().kind == tNumber && p.peek().ends() {
		return p.atom()
	}
	if p.at("*") {
		return p.starred()
	}
	return p.namedExpression()
}

func (p *parser) starred() Expr {
	start := p.here()
	p.next()
	value := p.binary(0)
	return &Starred{exprNode: p.exprFrom(start), Value: value}
}

// loneStar reports a *value where only one value may stand.
func (p *parser) loneStar(s *Starred) {
	p.fail(diag.Errorf(diag.InvalidSyntax, s.At, "*value cannot be used here").
		WithHelp("it unpacks into a call, a list, a tuple or a set"))
}

// namedExpression reads an expression or name := expression.
func (p *parser) namedExpression() Expr {
	start := p.here()
	if p.cur().kind == tName && p.peek().is(":=") {
		name, at := p.name()
		target := &Name{exprNode{Located{at}}, name, Store}
		p.next()
		value := p.expression()
		return &NamedExpr{p.exprFrom(start), target, value}
	}
	e := p.expression()
	if p.at(":=") {
		p.fail(diag.Errorf(diag.InvalidTarget, e.Span(), "':=' cannot assign to %s", describe(e)).
			WithHelp("':=' assigns to a name only"))
	}
	return e
}

// expression reads a conditional expression, a lambda or anything that binds
// more tightly.
func (p *parser) expression() Expr {
	if !p.enter() {
		p.leave()
		return nil
	}
	defer p.leave()
	if p.at("lambda") {
		return p.lambda()
	}
	start := p.here()
	body := p.disjunction()
	if !p.accept("if") {
		return body
	}
	test := p.disjunction()
	if !p.at("else") && !p.failed {
		p.unexpected("'else' and the other value")
	}
	p.accept("else")
	orelse := p.expression()
	return &IfExp{p.exprFrom(start), test, body, orelse}
}

func (p *parser) lambda() Expr {
	start := p.here()
	p.next()
	args := p.parameters(":")
	p.expect(":")
	body := p.expression()
	return &Lambda{p.exprFrom(start), args, body}
}

func (p *parser) disjunction() Expr { return p.boolOp("or", Or, p.conjunction) }

func (p *parser) conjunction() Expr { return p.boolOp("and", And, p.inversion) }

func (p *parser) boolOp(keyword string, op BoolOperator, operand func() Expr) Expr {
	start := p.here()
	first := operand()
	if !p.at(keyword) {
		return first
	}
	values := []Expr{first}
	for p.accept(keyword) {
		values = append(values, operand())
	}
	return &BoolOp{p.exprFrom(start), op, values}
}

func (p *parser) inversion() Expr {
	if !p.at("not") {
		return p.comparison()
	}
	if !p.enter() {
		p.leave()
		return nil
	}
	defer p.leave()
	start := p.here()
	p.next()
	operand := p.inversion()
	return &UnaryOp{p.exprFrom(start), Not, operand}
}

var comparisons = map[string]CmpOperator{
	"==": Eq, "!=": NotEq, "<": Lt, "<=": LtE, ">": Gt, ">=": GtE, "is": Is, "in": In,
}

// cmpOp consumes a comparison operator if there is one.
func (p *parser) cmpOp() (CmpOperator, bool) {
	t := p.cur()
	if t.is("not") && p.peek().is("in") {
		p.next()
		p.next()
		return NotIn, true
	}
	op, ok := comparisons[t.text]
	if !ok || t.kind != tOp && t.kind != tKeyword {
		return 0, false
	}
	p.next()
	if op == Is && p.accept("not") {
		op = IsNot
	}
	return op, true
}

func (p *parser) comparison() Expr {
	start := p.here()
	left := p.binary(0)
	var ops []CmpOperator
	var comparators []Expr
	for {
		op, ok := p.cmpOp()
		if !ok {
			break
		}
		ops = append(ops, op)
		comparators = append(comparators, p.binary(0))
	}
	if ops == nil {
		return left
	}
	return &Compare{p.exprFrom(start), left, ops, comparators}
}

type level struct {
	op   Operator
	prec int
}

var binaryOps = map[string]level{
	"|": {BitOr, 0}, "^": {BitXor, 1}, "&": {BitAnd, 2}, "<<": {LShift, 3}, ">>": {RShift, 3},
	"+": {Add, 4}, "-": {Sub, 4},
	"*": {Mult, 5}, "/": {Div, 5}, "//": {FloorDiv, 5}, "%": {Mod, 5}, "@": {MatMult, 5},
}

// binary reads a chain of binary operators that bind at least as tightly as
// level prec; level 0 is the grammar's bitwise_or.
func (p *parser) binary(prec int) Expr {
	start := p.here()
	left := p.factor()
	for n := 0; ; n++ {
		t := p.cur()
		l, ok := binaryOps[t.text]
		if !ok || t.kind != tOp || l.prec < prec {
			return left
		}
		if n > maxChain {
			p.tooDeep(maxChain, "operators in a row", nameInner)
		}
		p.next()
		right := p.binary(l.prec + 1)
		left = &BinOp{p.exprFrom(start), left, l.op, right}
	}
}

var unaryOps = map[string]UnaryOperator{"+": UAdd, "-": USub, "~": Invert}

// factor reads unary operators.
func (p *parser) factor() Expr {
	if !p.enter() {
		p.leave()
		return nil
	}
	defer p.leave()
	t := p.cur()
	op, ok := unaryOps[t.text]
	if !ok || t.kind != tOp {
		return p.power()
	}
	p.next()
	operand := p.factor()
	return &UnaryOp{p.exprFrom(t.start), op, operand}
}

// power reads a ** b, which binds to the right and more tightly than a unary
// operator on its left.
func (p *parser) power() Expr {
	start := p.here()
	base := p.awaitPrimary()
	if !p.accept("**") {
		return base
	}
	exponent := p.factor()
	return &BinOp{p.exprFrom(start), base, Pow, exponent}
}

func (p *parser) awaitPrimary() Expr {
	start := p.here()
	if !p.accept("await") {
		return p.primary()
	}
	value := p.primary()
	return &Await{p.exprFrom(start), value}
}

// primary reads an atom and the attributes, calls and subscripts after it.
func (p *parser) primary() Expr {
	start := p.here()
	e := p.atom()
	for n := 0; ; n++ {
		if n > maxChain {
			p.tooDeep(maxChain, "attributes, calls and subscripts in a row", nameInner)
		}
		switch {
		case p.accept("."):
			attr, at := p.name()
			e = &Attribute{p.exprFrom(start), e, attr, Load, at}
		case p.at("("):
			args, keywords := p.arguments()
			e = &Call{p.exprFrom(start), e, args, keywords}
		case p.at("["):
			index := p.subscript()
			e = &Subscript{p.exprFrom(start), e, index, Load}
		default:
			return e
		}
	}
}
