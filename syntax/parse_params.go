package syntax

import "github.com/myia-lang/myia/diag"

// params is the state of reading a list of parameters.
type params struct {
	*parser
	args  *Arguments
	typed bool // a def, where parameters may have annotations
	slash bool // / has been read
	star  bool // * or *args has been read
}

// parameters reads the parameters of a def, which close with ), or of a
// lambda, which close with a colon. It does not consume the end.
func (p *parser) parameters(end string) *Arguments {
	ps := &params{parser: p, args: &Arguments{}, typed: end == ")"}
	start := p.here()
	for !p.at(end) && !p.failed {
		switch {
		case p.at("/"):
			ps.readSlash()
		case p.at("*"):
			ps.readStar(end)
		case p.at("**"):
			ps.readKwarg(end)
		default:
			ps.readParam()
		}
		if !p.accept(",") {
			break
		}
	}
	if start == p.here() {
		ps.args.Located = Located{p.tokSpan(token{start: start, end: start})}
	} else {
		ps.args.Located = p.from(start)
	}
	return ps.args
}

func (ps *params) orderError(format string) {
	ps.fail(diag.Errorf(diag.ArgumentOrder, ps.tokSpan(ps.cur()), "%s", format))
}

func (ps *params) readSlash() {
	switch {
	case ps.slash:
		ps.orderError("'/' appears twice in the parameters")
	case ps.star:
		ps.orderError("'/' must come before '*'")
	case len(ps.args.Args) == 0:
		ps.orderError("'/' needs a parameter before it")
	}
	ps.next()
	ps.slash = true
	ps.args.PosOnlyArgs, ps.args.Args = ps.args.Args, nil
}

func (ps *params) readStar(end string) {
	if ps.star {
		ps.orderError("'*' appears twice in the parameters")
	}
	star := ps.next()
	ps.star = true
	if ps.at(",") {
		if after := ps.peek(); after.is(end) || after.is("**") {
			ps.fail(diag.Errorf(diag.ArgumentOrder, ps.tokSpan(star), "a bare '*' needs a named parameter after it"))
		}
		return
	}
	if ps.at(end) {
		ps.fail(diag.Errorf(diag.ArgumentOrder, ps.tokSpan(star), "a bare '*' needs a named parameter after it"))
		return
	}
	ps.args.Vararg = ps.param(true)
	ps.noDefault("*" + ps.args.Vararg.Arg)
}

func (ps *params) readKwarg(end string) {
	ps.next()
	ps.args.Kwarg = ps.param(false)
	ps.noDefault("**" + ps.args.Kwarg.Arg)
	if ps.at(",") && !ps.peek().is(end) {
		ps.next()
		ps.orderError("no parameter can follow '**" + ps.args.Kwarg.Arg + "'")
	}
}

func (ps *params) noDefault(name string) {
	if ps.at("=") {
		ps.orderError("'" + name + "' cannot have a default value")
	}
}

// param reads a name and its annotation. Only that of *args may be starred.
func (ps *params) param(vararg bool) *Arg {
	start := ps.here()
	if ps.at("(") {
		ps.fail(diag.Errorf(diag.InvalidSyntax, ps.tokSpan(ps.cur()), "a parameter cannot be in parentheses").
			WithHelp("give the parameter a name and unpack it in the body"))
	}
	a := &Arg{}
	a.Arg, _ = ps.name()
	if ps.typed && ps.accept(":") {
		if vararg {
			a.Annotation = ps.starExpression()
		} else {
			a.Annotation = ps.expression()
		}
	}
	a.Located = ps.from(start)
	return a
}

// readParam reads an ordinary parameter and its default.
func (ps *params) readParam() {
	a := ps.param(false)
	var value Expr
	hasDefault := ps.accept("=")
	if hasDefault {
		value = ps.expression()
	}
	if ps.star {
		ps.args.KwOnlyArgs = append(ps.args.KwOnlyArgs, a)
		ps.args.KwDefaults = append(ps.args.KwDefaults, value)
		return
	}
	ps.args.Args = append(ps.args.Args, a)
	if hasDefault {
		ps.args.Defaults = append(ps.args.Defaults, value)
	} else if n := len(ps.args.Defaults); n > 0 {
		ps.fail(diag.Errorf(diag.ArgumentOrder, a.At, "parameter '%s' without default follows one with a default", a.Arg).
			WithRelated(ps.args.Defaults[n-1].Span(), "a default is given here").
			WithHelp("give '%s' a default too, or put it before", a.Arg))
	}
}
