package frontend

import (
	"maps"
	"slices"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/syntax"
)

// holding maps variables that a value's closures have captured to the place
// where the closure was made. A parameter in it stands for the argument.
type holding map[*variable]source.Span

func (h holding) add(o holding) bool {
	grew := false
	for v, at := range o {
		if _, ok := h[v]; !ok {
			h[v] = at
			grew = true
		}
	}
	return grew
}

// escapes finds function values that outlive an assignment to a variable that
// they have captured. As nothing is mutated, a closure leaves an expression
// only in its value: into a variable, or out of a function by return.
type escapes struct {
	c       *compiler
	in      map[*variable]holding // by what a variable's value may hold
	returns map[*unit]holding
	// arg has, for each parameter, a stand-in for what its argument holds.
	arg     map[*variable]*variable
	changed bool
}

// checkEscapes reports closures whose captured variables are assigned while
// they may still be called.
func (c *compiler) checkEscapes() {
	x := &escapes{c: c, in: map[*variable]holding{}, returns: map[*unit]holding{}, arg: map[*variable]*variable{}}
	for _, u := range c.units {
		x.returns[u] = holding{}
		for _, p := range u.params {
			x.arg[p] = &variable{name: p.name}
		}
	}
	for x.changed = true; x.changed; {
		x.changed = false
		for _, u := range c.units {
			x.unit(u)
		}
	}
	order := map[*variable]int{}
	for i, v := range c.vars {
		order[v] = i
	}
	for _, v := range c.vars {
		byOrder := func(a, b *variable) int { return order[a] - order[b] }
		for _, captured := range slices.SortedFunc(maps.Keys(x.in[v]), byOrder) {
			if _, ok := order[captured]; ok {
				x.check(v, captured, x.in[v][captured])
			}
		}
	}
}

func (x *escapes) bodies(u *unit) [][]syntax.Stmt {
	if u != x.c.top {
		return [][]syntax.Stmt{u.body}
	}
	var out [][]syntax.Stmt
	for _, m := range x.c.files {
		out = append(out, m.tree.Body)
	}
	return out
}

func (x *escapes) unit(u *unit) {
	if u.expr != nil {
		x.changed = x.returns[u].add(x.of(u.expr)) || x.changed
	}
	for _, body := range x.bodies(u) {
		for _, s := range body {
			syntax.Inspect(s, func(n syntax.Node) bool { return x.visit(u, n) })
		}
	}
}

// visit looks at one node of a unit's own code.
func (x *escapes) visit(u *unit, n syntax.Node) bool {
	switch n := n.(type) {
	case *syntax.FunctionDef:
		if v := x.c.targets[n]; v != nil && v.def == nil {
			x.taint([]*variable{v}, x.captures(x.c.unitOf[n], n.NameSpan))
		}
		return false
	case *syntax.ClassDef, *syntax.Lambda:
		return false
	case *syntax.Assign:
		for _, t := range n.Targets {
			x.taint(x.c.stored(t), x.of(n.Value))
		}
	case *syntax.AnnAssign:
		x.taint(x.c.stored(n.Target), x.of(n.Value))
	case *syntax.AugAssign:
		x.taint(x.c.stored(n.Target), x.of(n.Value))
	case *syntax.NamedExpr:
		x.taint(x.c.stored(n.Target), x.of(n.Value))
	case *syntax.For:
		x.taint(x.c.stored(n.Target), x.of(n.Iter))
	case *syntax.Comprehension:
		x.taint(x.c.stored(n.Target), x.of(n.Iter))
	case *syntax.Return:
		x.changed = x.returns[u].add(x.of(n.Value)) || x.changed
	}
	return n != nil
}

func (x *escapes) taint(vs []*variable, h holding) {
	for _, v := range vs {
		if len(h) == 0 || v.def != nil {
			continue
		}
		if x.in[v] == nil {
			x.in[v] = holding{}
		}
		x.changed = x.in[v].add(h) || x.changed
	}
}

// of is what the value of an expression may hold.
func (x *escapes) of(e syntax.Expr) holding {
	out := holding{}
	switch e := e.(type) {
	case *syntax.Lambda:
		return x.captures(x.c.unitOf[e], e.Span())
	case *syntax.Name:
		return x.name(x.c.names[e], e.Span())
	case *syntax.Call:
		return x.call(e)
	case *syntax.Compare, *syntax.Constant, *syntax.JoinedStr, nil:
		return out
	case *syntax.BinOp:
		if e.Op != syntax.Add && e.Op != syntax.Mult {
			return out // numbers, which hold nothing
		}
	case *syntax.IfExp:
		out.add(x.of(e.Body))
		out.add(x.of(e.Orelse))
		return out
	case *syntax.Subscript:
		return x.of(e.Value)
	case *syntax.ListComp:
		return x.comp(e, e.Elt, e.Generators)
	case *syntax.GeneratorExp:
		return x.comp(e, e.Elt, e.Generators)
	case *syntax.SetComp:
		return x.comp(e, e.Elt, e.Generators)
	case *syntax.DictComp:
		return x.comp(e, e.Value, e.Generators)
	}
	syntax.Inspect(e, func(n syntax.Node) bool {
		if n == syntax.Node(e) {
			return true
		}
		if sub, ok := n.(syntax.Expr); ok {
			out.add(x.of(sub))
			return false
		}
		return n != nil
	})
	return out
}

func (x *escapes) name(v *variable, at source.Span) holding {
	if v == nil {
		return holding{}
	}
	switch d := v.def.(type) {
	case staticFunc:
		return x.captures(d.unit, at)
	case staticAlias:
		return x.name(d.target, at)
	}
	out := holding{}
	out.add(x.in[v])
	if a := x.arg[v]; a != nil {
		out[a] = at
	}
	return out
}

func (x *escapes) captures(u *unit, at source.Span) holding {
	out := holding{}
	if u != nil {
		for _, v := range u.caps {
			out[v] = at
		}
	}
	return out
}

// comp is what a comprehension's list holds; a closure over its own variable
// is wrong already.
func (x *escapes) comp(e, elt syntax.Expr, gens []*syntax.Comprehension) holding {
	out := x.of(elt)
	for _, g := range gens {
		for _, v := range x.c.stored(g.Target) {
			if at, ok := out[v]; ok {
				x.report(v, at, g.Target.Span())
				delete(out, v)
			}
		}
	}
	return out
}

// keepers are built-ins whose result may hold their arguments.
var keepers = set("map", "filter", "zip", "enumerate", "reversed", "list", "tuple", "max", "min", "dict")

// call is what a call's result may hold: what the function returns of its
// captures and arguments, or the arguments of a callee that is not known.
func (x *escapes) call(e *syntax.Call) holding {
	out := holding{}
	var d static
	switch f := e.Func.(type) {
	case *syntax.Name:
		v := x.c.names[f]
		if v == nil && !keepers[f.Id] {
			return out
		}
		if d = resolved(v); v != nil && v.passed != nil && keepers[f.Id] {
			d = nil // it may be the built-in
		}
	case *syntax.Attribute:
		if n, ok := f.Value.(*syntax.Name); ok && x.c.names[n] != nil {
			if m, ok := x.c.names[n].def.(staticModule); ok {
				d = staticAttr{m.name, f.Attr}
			}
		}
		if v := x.c.attrVar[f]; v != nil {
			d = resolved(v)
		}
		if d == nil {
			out.add(x.of(f.Value))
		}
	}
	switch d := d.(type) {
	case staticFunc:
		return x.apply(d.unit, e)
	case staticAttr:
		if d.module != "myia" && d.module != "functools" {
			return out
		}
	}
	args := x.args(e)
	if d == (staticAttr{"functools", "reduce"}) {
		args = args[min(1, len(args)):]
	}
	for _, a := range args {
		out.add(x.of(a))
	}
	return out
}

func resolved(v *variable) static {
	if v == nil {
		return nil
	}
	if a, ok := v.def.(staticAlias); ok {
		return resolved(a.target)
	}
	return v.def
}

func (x *escapes) args(e *syntax.Call) []syntax.Expr {
	out := append([]syntax.Expr{}, e.Args...)
	for _, k := range e.Keywords {
		out = append(out, k.Value)
	}
	return out
}

// apply puts the arguments in the place of the parameters that are returned.
func (x *escapes) apply(u *unit, e *syntax.Call) holding {
	out := holding{}
	for v := range x.returns[u] {
		if v.unit != nil && v.unit != u {
			out[v] = e.Span()
		}
	}
	for i, a := range e.Args {
		if _, star := a.(*syntax.Starred); star || i >= len(u.params) || x.returned(u, u.params[i]) {
			out.add(x.of(a))
		}
	}
	for _, k := range e.Keywords {
		if p := u.scope.vars[k.Arg]; p == nil || x.returned(u, p) {
			out.add(x.of(k.Value))
		}
	}
	return out
}

// returned reports whether what u returns may hold the argument of p.
func (x *escapes) returned(u *unit, p *variable) bool {
	_, ok := x.returns[u][x.arg[p]]
	return ok
}

// check looks for an assignment to captured that may follow the making of a
// closure at a place, while the variable that holds the closure is live.
func (x *escapes) check(holder, captured *variable, at source.Span) {
	if captured.unit != holder.unit {
		return
	}
	after := x.c.liveInUnit(captured.unit)
	for _, b := range captured.binds {
		inLoop := false
		for _, l := range b.loops {
			inLoop = inLoop || within(at, l.Span())
		}
		if !inLoop && (b.span.File != at.File || b.span.Start <= at.Start) {
			continue
		}
		if l, ok := after[b.node]; ok && !l.has(holder) {
			continue
		}
		x.report(captured, at, b.span)
	}
}

func within(a, b source.Span) bool {
	return a.File == b.File && b.Start <= a.Start && a.End <= b.End
}

func (x *escapes) report(v *variable, made, assigned source.Span) {
	v.cell = v.cell || x.c.prog.References
	x.c.postpone(diag.Errorf(diag.CapturedReassigned, made, "this function takes the value of '%s' along, which is assigned after it is made", v.name).
		WithRelated(assigned, "'%s' is assigned here", v.name).
		WithHelp("if the value at this point is meant, a default argument takes it along"))
}

// liveInUnit computes what is live after each statement of a unit, and in the
// case of a for after its target is assigned.
func (c *compiler) liveInUnit(u *unit) map[syntax.Node]live {
	if c.after[u] != nil {
		return c.after[u]
	}
	out := map[syntax.Node]live{}
	l := &liveness{c: c, note: func(n syntax.Node, after live) { out[n] = union(after, out[n]) }}
	if u == c.top {
		for _, m := range c.files {
			l.block(m.tree.Body, c.exported(m), exits{})
		}
	} else {
		l.block(u.body, live{}, exits{})
	}
	c.after[u] = out
	return out
}

// exported is what other files may read of m after it has run.
func (c *compiler) exported(m *module) live {
	out := live{}
	if m != c.main {
		for _, v := range m.scope.vars {
			out.add(v)
		}
	}
	return out
}
