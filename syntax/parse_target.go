package syntax

import "github.com/myia-lang/myia/diag"

// targets reads the targets of a for, up to in. Commas make a tuple.
func (p *parser) targets() Expr {
	start := p.here()
	first := p.target()
	if s, ok := first.(*Starred); ok && !p.at(",") {
		p.loneStar(s)
	}
	if !p.at(",") {
		return first
	}
	t := p.tupleFrom(start, first, p.target)
	t.Ctx = Store
	return t
}

// target reads one target.
func (p *parser) target() Expr {
	start := p.here()
	var e Expr
	if p.accept("*") {
		value := p.binary(0)
		e = &Starred{exprNode: p.exprFrom(start), Value: value}
	} else {
		e = p.binary(0)
	}
	p.setCtx(e, Store)
	return e
}

// setCtx turns an expression that has been read into a target.
func (p *parser) setCtx(e Expr, ctx Ctx) {
	if p.failed {
		return
	}
	switch e := e.(type) {
	case *Name:
		e.Ctx = ctx
	case *Attribute:
		e.Ctx = ctx
	case *Subscript:
		e.Ctx = ctx
	case *Tuple:
		e.Ctx = ctx
		p.setAll(e.Elts, ctx)
	case *List:
		e.Ctx = ctx
		p.setAll(e.Elts, ctx)
	case *Starred:
		if _, twice := e.Value.(*Starred); ctx == Del || twice {
			p.badTarget(e, ctx)
			return
		}
		e.Ctx = ctx
		p.setCtx(e.Value, ctx)
	default:
		p.badTarget(e, ctx)
	}
}

func (p *parser) setAll(list []Expr, ctx Ctx) {
	for _, e := range list {
		p.setCtx(e, ctx)
	}
}

func (p *parser) badTarget(e Expr, ctx Ctx) {
	verb := "assign to"
	if ctx == Del {
		verb = "delete"
	}
	d := diag.Errorf(diag.InvalidTarget, e.Span(), "cannot %s %s", verb, describe(e))
	if ctx == Store {
		d.WithHelp("write a name, an attribute or a subscript before '='; '==' compares")
	}
	p.fail(d)
}

// describe names an expression in an error message.
func describe(e Expr) string {
	switch e := e.(type) {
	case *Constant:
		switch e.Value.(type) {
		case nil:
			return "None"
		case bool, Ellipsis:
			return e.Span().Text()
		}
		return "a literal"
	case *JoinedStr:
		return "an f-string"
	case *Call:
		return "the result of a call"
	case *BoolOp, *BinOp, *UnaryOp:
		return "the result of an operator"
	case *Compare:
		return "a comparison"
	case *Lambda:
		return "a lambda"
	case *IfExp:
		return "a conditional expression"
	case *NamedExpr:
		return "an assignment expression"
	case *Dict:
		return "a dict"
	case *Set:
		return "a set"
	case *List:
		return "a list"
	case *Tuple:
		return "a tuple"
	case *ListComp, *SetComp, *DictComp:
		return "a comprehension"
	case *GeneratorExp:
		return "a generator"
	case *Name:
		return "a name"
	case *Attribute:
		return "an attribute"
	case *Subscript:
		return "a subscript"
	case *Await:
		return "an await expression"
	case *Yield, *YieldFrom:
		return "a yield expression"
	case *Starred:
		return "a starred expression"
	}
	return "this expression"
}
