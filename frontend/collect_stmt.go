package frontend

import (
	"strconv"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/syntax"
)

func itoa(i int) string { return strconv.Itoa(i) }

// body collects the statements of a scope.
func (c *compiler) body(s *scope, ss []syntax.Stmt) {
	c.declarations(s, ss)
	c.bindShared(s, ss)
	c.block(place{s: s}, ss)
}

// bindShared makes the variables of a scope that functions in it declare nonlocal: they may be bound after these.
func (c *compiler) bindShared(s *scope, ss []syntax.Stmt) {
	var own map[string]bool
	for _, st := range ss {
		syntax.Inspect(st, func(n syntax.Node) bool {
			if n, ok := n.(*syntax.Nonlocal); ok {
				if own == nil {
					own = s.binds(ss)
				}
				for _, name := range n.Names {
					if own[name] {
						c.bind(s, name)
					}
				}
			}
			return n != nil
		})
	}
}

// binds lists the names that statements bind in a scope itself.
func (s *scope) binds(ss []syntax.Stmt) map[string]bool {
	own := map[string]bool{}
	for _, st := range ss {
		for _, name := range bound(st) {
			_, global := s.globals[name]
			_, nonlocal := s.nonlocal[name]
			own[name] = !global && !nonlocal
		}
	}
	return own
}

func (c *compiler) block(p place, ss []syntax.Stmt) {
	for i, s := range ss {
		s = c.plain(p, s)
		ss[i] = s
		c.stmt(p, s)
	}
}

// declarations enters global and nonlocal before anything else, as they hold
// for the whole scope.
func (c *compiler) declarations(s *scope, ss []syntax.Stmt) {
	for _, st := range ss {
		syntax.Inspect(st, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.FunctionDef, *syntax.ClassDef, *syntax.AsyncFunctionDef, syntax.Expr:
				return false
			case *syntax.Global:
				for _, name := range n.Names {
					if s.kind != moduleScope {
						s.globals[name] = n.Span()
					}
				}
			case *syntax.Nonlocal:
				for _, name := range n.Names {
					if s.kind == moduleScope || s.parent.lookup(name) == nil || s.parent.lookup(name).scope.kind == moduleScope {
						c.errorf(diag.BadScope, n.Span(), "", "no variable '%s' in a function around this one", name)
					}
					s.nonlocal[name] = n.Span()
				}
			}
			return n != nil
		})
	}
}

func (c *compiler) stmt(p place, st syntax.Stmt) {
	switch st := st.(type) {
	case *syntax.FunctionDef:
		c.funcDef(p, st)
	case *syntax.ClassDef:
		c.classDef(p, st)
	case *syntax.Import:
		c.imports(p, st)
	case *syntax.ImportFrom:
		c.importFrom(p, st)
	case *syntax.Assign:
		c.expr(p, st.Value)
		for _, t := range st.Targets {
			var value syntax.Expr
			if len(st.Targets) == 1 {
				value = st.Value
			}
			c.target(p, t, st, value)
		}
	case *syntax.AugAssign:
		c.augAssign(p, st)
	case *syntax.AnnAssign:
		c.annAssign(p, st)
	case *syntax.ExprStmt:
		c.expr(p, st.Value)
	case *syntax.Return:
		if p.s.kind != funcScope {
			c.errorf(diag.OutsideOfBlock, st.Span(), "", "'return' outside function")
		}
		c.expr(p, st.Value)
	case *syntax.Assert:
		c.expr(p, st.Test)
		c.expr(p, st.Msg)
	case *syntax.Raise:
		c.raise(p, st)
	case *syntax.Break, *syntax.Continue:
		if len(p.loops) == 0 {
			c.errorf(diag.OutsideOfBlock, st.Span(), "", "'%s' outside loop", st.Span().Text())
		}
	default:
		c.compound(p, st)
	}
}

func (c *compiler) augAssign(p place, st *syntax.AugAssign) {
	if n, ok := st.Target.(*syntax.Name); ok {
		c.expr(p, st.Value)
		c.target(p, n, st, nil)
		c.augTargets[n] = true
		return
	}
	c.expr(p, st.Target)
	c.expr(p, st.Value)
}

func (c *compiler) annAssign(p place, st *syntax.AnnAssign) {
	c.expr(p, st.Value)
	if st.Value != nil {
		c.target(p, st.Target, st, st.Value)
		return
	}
	if n, ok := st.Target.(*syntax.Name); ok {
		c.names[n] = c.bind(p.s, n.Id)
	}
}

func (c *compiler) raise(p place, st *syntax.Raise) {
	if st.Exc == nil {
		c.later(diag.UnsupportedStatement, st.Span(), "", "'raise' without an exception is not taken yet")
	}
	if st.Cause != nil {
		c.refuseCause(st)
	}
	c.expr(p, st.Exc)
	c.expr(p, st.Cause)
}

// refuseCause reports raise ... from; from None says nothing where no exception
// is being handled, as none can be yet.
func (c *compiler) refuseCause(st *syntax.Raise) {
	d := diag.Limitf(diag.UnsupportedStatement, st.Cause.Span(), "'raise ... from' is not taken yet")
	if k, ok := st.Cause.(*syntax.Constant); ok && k.Value == nil && st.Exc != nil {
		at := st.Span()
		at.End = st.Exc.Span().End
		d.WithRepair("write %s", diag.Edit{Span: st.Span(), Text: at.Text()})
	}
	c.postpone(d)
}

// compound collects statements with blocks; whatever else there is, is
// refused.
func (c *compiler) compound(p place, st syntax.Stmt) {
	switch st := st.(type) {
	case *syntax.If:
		c.ifStmt(p, st)
	case *syntax.While:
		c.expr(p.in(st), st.Test)
		c.block(p.in(st), st.Body)
		c.block(p.under(), st.Orelse)
	case *syntax.For:
		c.expr(p, st.Iter)
		c.target(p.in(st), st.Target, st, nil)
		c.block(p.in(st), st.Body)
		c.block(p.under(), st.Orelse)
	case *syntax.Pass, *syntax.Global, *syntax.Nonlocal:
	default:
		c.refuseStmt(st)
		_, del := st.(*syntax.Delete)
		if !c.prog.References && !del || !c.handled(p, st) {
			c.descend(p.under(), st)
		}
	}
}

// handled collects a statement that is taken with references.
func (c *compiler) handled(p place, st syntax.Stmt) bool {
	switch st := st.(type) {
	case *syntax.Delete:
		for _, t := range st.Targets {
			c.target(p.under(), t, st, nil)
		}
		syntax.Inspect(st, func(n syntax.Node) bool {
			if n, ok := n.(*syntax.Name); ok && n.Ctx == syntax.Del {
				c.names[n].deleted = true
			}
			return n != nil
		})
	case *syntax.Try:
		in := p.under()
		in.try = true
		c.block(in, st.Body)
		for _, h := range st.Handlers {
			c.expr(in, h.Type)
			if h.Name != "" {
				c.handlers[h] = c.bindAt(in, h.Name, binding{node: h, span: h.Span()})
			}
			c.block(in, h.Body)
		}
		c.block(in, st.Orelse)
		c.block(in, st.Finalbody)
	case *syntax.With:
		in := p.under()
		in.try = true
		for _, item := range st.Items {
			c.expr(p, item.ContextExpr)
			if item.OptionalVars != nil {
				c.target(in, item.OptionalVars, st, nil)
			}
		}
		c.block(in, st.Body)
	default:
		return false
	}
	return true
}

// descend binds the names of a refused statement, so that they are not
// reported as undefined on top.
func (c *compiler) descend(p place, st syntax.Stmt) {
	if f, ok := st.(*syntax.AsyncFunctionDef); ok {
		c.bindAt(p, f.Name, binding{node: f, span: f.NameSpan})
		return
	}
	if _, ok := st.(*syntax.Match); ok {
		return
	}
	syntax.Inspect(st, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.ExceptHandler:
			if n.Name != "" {
				c.bind(p.s, n.Name)
			}
		case *syntax.WithItem:
			if n.OptionalVars != nil {
				c.target(p, n.OptionalVars, n, nil)
			}
			return false
		case syntax.Stmt:
			if n == st {
				return true
			}
			c.stmt(p, n)
			return false
		case syntax.Expr:
			if name, ok := n.(*syntax.Name); ok && name.Ctx != syntax.Load {
				return false
			}
			c.expr(p, n)
			return false
		}
		return n != nil
	})
}

// ifStmt collects a branch. A test of __name__ is decided here: its block is
// then part of the module level, or not there at all.
func (c *compiler) ifStmt(p place, st *syntax.If) {
	if side, ok := c.mainSide(st); ok && p.s.kind == moduleScope {
		c.block(p, side)
		return
	}
	c.expr(p, st.Test)
	c.block(p.under(), st.Body)
	c.block(p.under(), st.Orelse)
}

// mainTest recognises __name__ == "__main__" and its negation.
func mainTest(e syntax.Expr) (eq, ok bool) {
	cmp, ok := e.(*syntax.Compare)
	if !ok || len(cmp.Ops) != 1 || cmp.Ops[0] != syntax.Eq && cmp.Ops[0] != syntax.NotEq {
		return false, false
	}
	a, b := cmp.Left, cmp.Comparators[0]
	if _, isName := b.(*syntax.Name); isName {
		a, b = b, a
	}
	n, ok1 := a.(*syntax.Name)
	k, ok2 := b.(*syntax.Constant)
	return cmp.Ops[0] == syntax.Eq, ok1 && ok2 && n.Id == "__name__" && k.Value == "__main__"
}

// mainSide is the side that runs of an if that tests __name__.
func (c *compiler) mainSide(st *syntax.If) ([]syntax.Stmt, bool) {
	eq, ok := mainTest(st.Test)
	if !ok {
		return nil, false
	}
	if eq == (c.nameOf(c.moduleOf(st)) == "__main__") {
		return st.Body, true
	}
	return st.Orelse, true
}

// moduleOf is the file that n stands in.
func (c *compiler) moduleOf(n syntax.Node) *module {
	for _, m := range c.files {
		if m.file == n.Span().File {
			return m
		}
	}
	return c.main
}

// nameOf is the value of __name__ in m.
func (c *compiler) nameOf(m *module) string {
	switch {
	case m.name != "":
		return m.name
	case c.prog.Name != "":
		return c.prog.Name
	}
	return "__main__"
}

func (c *compiler) funcDef(p place, st *syntax.FunctionDef) {
	var wraps []syntax.Expr
	for _, d := range st.DecoratorList {
		if c.decorator(p, d); c.prog.References && !c.isMyia(p, d) {
			c.expr(p, d)
			wraps = append(wraps, d)
		}
	}
	u := c.newUnit(p, st, st.Name, st.Args)
	u.body, u.returns, u.wraps = st.Body, st.Returns, wraps
	b := binding{node: st, span: st.NameSpan, def: staticFunc{u}}
	if len(wraps) > 0 {
		b.def = nil
	}
	v := c.bindAt(p, st.Name, b)
	c.targets[st] = v
	c.body(u.scope, st.Body)
}

// isMyia reports whether a decorator is @myia in one of its forms.
func (c *compiler) isMyia(p place, d syntax.Expr) bool {
	if call, ok := d.(*syntax.Call); ok {
		d = call.Func
	}
	return p.s.means(d, "myia", "myia")
}

// decorator takes @myia in its forms and refuses the rest.
func (c *compiler) decorator(p place, d syntax.Expr) {
	if c.isMyia(p, d) {
		return
	}
	e := d
	if call, ok := e.(*syntax.Call); ok {
		e = call.Func
	}
	if n, ok := e.(*syntax.Name); ok && c.lacking[n.Id] { // its import was refused
		return
	}
	c.later(diag.UnsupportedDecorator, d.Span(), names.Instead(e.Span().Text()), "the decorator @%s is not taken yet", d.Span().Text())
}
