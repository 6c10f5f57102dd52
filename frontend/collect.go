package frontend

import (
	"math/big"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/syntax"
)

// place says where collect is: in which scope, whether under a condition, and
// in which loops of the unit.
type place struct {
	s     *scope
	cond  bool
	try   bool // in a try statement
	loops []syntax.Node
}

func (p place) under() place { p.cond = true; return p }

func (p place) in(loop syntax.Node) place {
	p.cond = true
	p.loops = append(append([]syntax.Node{}, p.loops...), loop)
	return p
}

// collectMain collects the main file and, through its imports, the others.
func (c *compiler) collectMain(tree *syntax.Module) {
	c.top = &unit{name: MainFunc, display: "<module>", node: tree}
	c.units = append(c.units, c.top)
	c.funcs[MainFunc] = true
	c.main = &module{file: c.prog.File, tree: tree}
	c.modules[""] = c.main
	c.collectModule(c.main)
	c.top.scope = c.main.scope
}

func (c *compiler) collectModule(m *module) {
	m.scope = c.newScope(moduleScope, nil, c.top, m)
	c.files = append(c.files, m)
	c.body(m.scope, m.tree.Body)
	m.state = 1
}

// bindAt records an assignment of a name in p's scope.
func (c *compiler) bindAt(p place, name string, b binding) *variable {
	s := p.s
	for s.kind == compScope && b.node != nil && isWalrus(b.node) {
		s = s.parent
	}
	if _, ok := s.globals[name]; ok {
		s = s.mod.scope
	} else if _, ok := s.nonlocal[name]; ok {
		if v := s.parent.lookup(name); v != nil {
			s = v.scope
		}
	}
	v := c.bind(s, name)
	if s != p.s && s.unit != p.s.unit {
		v.cell = true
		p.s.unit.read(v)
	}
	b.cond, b.loops = p.cond, p.loops
	v.cell = v.cell || p.try
	v.binds = append(v.binds, b)
	return v
}

func isWalrus(n syntax.Node) bool {
	_, ok := n.(*syntax.NamedExpr)
	return ok
}

// target binds the names in an assignment target and refuses mutation.
func (c *compiler) target(p place, t syntax.Expr, at syntax.Node, value syntax.Expr) {
	switch t := t.(type) {
	case *syntax.Name:
		v := c.bindAt(p, t.Id, binding{node: at, span: t.Span(), value: value})
		c.names[t] = v
	case *syntax.Tuple:
		for _, e := range t.Elts {
			c.target(p, e, at, nil)
		}
	case *syntax.List:
		for _, e := range t.Elts {
			c.target(p, e, at, nil)
		}
	case *syntax.Starred:
		c.target(p, t.Value, at, nil)
	default:
		c.expr(p, t)
	}
}

// expr collects the scopes and names of an expression and refuses what is not
// taken.
func (c *compiler) expr(p place, e syntax.Expr) {
	if e == nil {
		return
	}
	switch e := e.(type) {
	case *syntax.Name:
		c.pending = append(c.pending, use{p.s, e})
	case *syntax.Lambda:
		c.lambda(p, e)
	case *syntax.ListComp:
		c.comprehension(p, e, e.Generators, e.Elt)
	case *syntax.GeneratorExp:
		c.later(diag.UnsupportedGenerator, e.Span(), "a list comprehension does where it is read once, and at once",
			"a generator outside sum, any, all, max, min, tuple, list and join")
		c.generator(p, e)
	case *syntax.SetComp:
		c.comprehension(p, e, e.Generators, e.Elt)
	case *syntax.DictComp:
		c.comprehension(p, e, e.Generators, &syntax.Tuple{Elts: []syntax.Expr{e.Key, e.Value}})
	case *syntax.NamedExpr:
		c.expr(p, e.Value)
		c.target(p, e.Target, e, e.Value)
	case *syntax.Call:
		c.call(p, e)
	case *syntax.Constant:
		c.constant(e)
	case *syntax.UnaryOp:
		if !isLeastInt(e) {
			c.expr(p, e.Operand)
		}
	case *syntax.Attribute:
		if e.Ctx == syntax.Store {
			c.stores = append(c.stores, attrStore{p.s.unit, e})
		}
		if n, ok := e.Value.(*syntax.Name); ok {
			c.attrs = append(c.attrs, attrUse{p.s.unit, e, n})
		}
		c.expr(p, e.Value)
	default:
		switch e.(type) {
		case *syntax.Yield, *syntax.YieldFrom:
			p.s.unit.yields = true
		}
		c.refuseExpr(e)
		syntax.Inspect(e, func(n syntax.Node) bool {
			if n == syntax.Node(e) {
				return true
			}
			if sub, ok := n.(syntax.Expr); ok {
				c.expr(p, sub)
				return false
			}
			return n != nil
		})
	}
}

func (c *compiler) constant(e *syntax.Constant) {
	switch e.Value.(type) {
	case *big.Int:
		d := diag.Limitf(diag.LargeInteger, e.Span(), "an integer of more than 64 bits")
		if d.WithHelp("a float holds it, without its last digits"); isWide(e) {
			d.WithHelp("np.uint64 makes a NumPy scalar of it")
		}
		c.report(d)
	case complex128:
		c.limit(diag.UnsupportedExpression, e.Span(), "", "complex numbers are not taken yet")
	case []byte:
		c.limit(diag.UnsupportedExpression, e.Span(), "", "bytes are not taken yet")
	}
}

// call collects a call; a generator expression is welcome where the callee
// uses it up.
func (c *compiler) call(p place, e *syntax.Call) {
	c.expr(p, e.Func)
	gen := c.consumedGenerator(e)
	for _, a := range e.Args {
		if g, ok := a.(*syntax.GeneratorExp); ok && gen == g {
			c.comprehension(p, g, g.Generators, g.Elt)
			continue
		}
		if s, ok := a.(*syntax.Starred); ok {
			a = s.Value
		}
		if isWide(a) && len(e.Args) == 1 && len(e.Keywords) == 0 {
			c.wide = append(c.wide, e) // once the callee is known
			continue
		}
		c.expr(p, a)
	}
	for _, k := range e.Keywords {
		c.expr(p, k.Value)
	}
}

// consumedGenerator returns the generator expression that is the first
// argument of a callee that uses it up, or nil.
func (c *compiler) consumedGenerator(e *syntax.Call) *syntax.GeneratorExp {
	if len(e.Args) == 0 {
		return nil
	}
	g, _ := e.Args[0].(*syntax.GeneratorExp)
	switch f := e.Func.(type) {
	case *syntax.Name:
		if c.consumes(f.Id) {
			return g
		}
	case *syntax.Attribute:
		if f.Attr == "join" {
			return g
		}
	}
	return nil
}

// comprehension makes the scope of a comprehension; the first iterable belongs
// to the scope around it.
func (c *compiler) comprehension(p place, e syntax.Expr, gens []*syntax.Comprehension, elt syntax.Expr) {
	c.refuseWalrus(gens[0].Iter)
	c.expr(p, gens[0].Iter)
	c.clauses(p, e, gens, elt)
}

// generator makes the function of a generator expression, which takes the first iterable, where it is taken.
func (c *compiler) generator(p place, e *syntax.GeneratorExp) {
	if !c.prog.References {
		c.comprehension(p, e, e.Generators, e.Elt)
		return
	}
	c.refuseWalrus(e.Generators[0].Iter)
	c.expr(p, e.Generators[0].Iter)
	u := c.newUnit(p, e, "<genexpr>", &syntax.Arguments{PosOnlyArgs: []*syntax.Arg{{Arg: ".0"}}})
	u.gen, u.yields = e, true
	c.clauses(place{s: u.scope}, e, e.Generators, e.Elt)
}

// clauses collects what belongs to the scope of a comprehension.
func (c *compiler) clauses(p place, e syntax.Expr, gens []*syntax.Comprehension, elt syntax.Expr) {
	s := c.newScope(compScope, p.s, p.s.unit, p.s.mod)
	c.scopes[e] = s
	in := place{s: s, cond: true, loops: append(append([]syntax.Node{}, p.loops...), e)}
	for i, g := range gens {
		if g.IsAsync {
			c.limit(diag.UnsupportedExpression, g.Span(), "", "async comprehensions are not taken yet")
		}
		if i > 0 {
			c.refuseWalrus(g.Iter)
			c.expr(in, g.Iter)
		}
		c.target(in, g.Target, g, nil)
		for _, cond := range g.Ifs {
			c.expr(in, cond)
		}
	}
	c.expr(in, elt)
}

// refuseWalrus refuses, as Python does, := in what a comprehension iterates
// over.
func (c *compiler) refuseWalrus(e syntax.Expr) {
	syntax.Inspect(e, func(n syntax.Node) bool {
		if w, ok := n.(*syntax.NamedExpr); ok {
			c.errorf(diag.BadScope, w.Span(), "assign it on a line before", "':=' in the iterable of a comprehension")
		}
		return n != nil
	})
}

func (c *compiler) lambda(p place, e *syntax.Lambda) {
	u := c.newUnit(p, e, "<lambda>", e.Args)
	u.expr = e.Body
	c.expr(place{s: u.scope}, e.Body)
}

// newUnit makes the unit of a function; its defaults belong to the scope
// around it.
func (c *compiler) newUnit(p place, n syntax.Node, name string, args *syntax.Arguments) *unit {
	for _, d := range args.Defaults {
		c.expr(p, d)
	}
	for _, d := range args.KwDefaults {
		c.expr(p, d)
	}
	u := &unit{display: name, parent: p.s.unit, args: args, node: n, inClass: p.s.unit.inClass || p.s.kind == classScope}
	u.name = c.uniqueName(p.s, name)
	u.scope = c.newScope(funcScope, p.s, u, p.s.mod)
	u.parent.inner = append(u.parent.inner, u)
	c.units = append(c.units, u)
	c.unitOf[n], c.scopes[n] = u, u.scope
	c.parameters(u, args)
	return u
}

// uniqueName names a function by its path, such as outer.inner or helper.f.
func (c *compiler) uniqueName(s *scope, name string) string {
	var prefix string
	if s.class != nil {
		prefix = s.class.ir.Name + "."
	} else if s.unit != c.top {
		prefix = s.unit.name + "."
	} else if s.mod.name != "" {
		prefix = s.mod.name + "."
	} else {
		prefix = c.prog.Prefix
	}
	return c.freshName(prefix + name)
}

func (c *compiler) freshName(base string) string {
	name := base
	for i := 2; c.funcs[name]; i++ {
		name = base + "#" + itoa(i)
	}
	c.funcs[name] = true
	return name
}

func (c *compiler) parameters(u *unit, args *syntax.Arguments) {
	var all []*syntax.Arg
	all = append(append(append(all, args.PosOnlyArgs...), args.Args...), args.KwOnlyArgs...)
	if args.Vararg != nil {
		all = append(all, args.Vararg)
	}
	for _, a := range all {
		if u.scope.vars[a.Arg] != nil {
			c.errorf(diag.DuplicateParameter, a.Span(), "", "duplicate parameter '%s'", a.Arg)
			continue
		}
		v := c.bind(u.scope, a.Arg)
		v.param = true
		v.binds = append(v.binds, binding{node: a, span: a.Span()})
		u.params = append(u.params, v)
	}
	if k := args.Kwarg; k != nil {
		v := c.bind(u.scope, k.Arg)
		v.param = true
		v.binds = append(v.binds, binding{node: k, span: k.Span()})
		u.params = append(u.params, v)
	}
}
