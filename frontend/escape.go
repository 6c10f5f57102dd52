package frontend

import (
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/syntax"
)

// holding maps variables that a value's closures have captured to the place
// where the closure was made. A parameter in it stands for the argument.
type holding map[*variable]source.Span

// add keeps the first of two places in a file: what is assigned after the second is, too.
func (h holding) add(o holding) bool {
	grew := false
	for v, at := range o {
		if was, ok := h[v]; !ok || was.File == at.File && at.Start < was.Start {
			h[v] = at
			grew = true
		}
	}
	return grew
}

// escapes finds function values that outlive an assignment to a variable that
// they have captured. A closure leaves an expression in its value, into a
// variable or out of a function by return, or into an object.
type escapes struct {
	c       *compiler
	in      map[*variable]holding // by what a variable's value may hold
	returns map[*unit]holding
	keeps   map[*unit]holding // what a unit puts into objects
	// gives and stores say that some function returns, or puts into objects, what it does not hold itself.
	gives, stores bool
	// arg has, for each parameter, a stand-in for what its argument holds.
	arg     map[*variable]*variable
	changed bool
	late    bool // functions read more variables of modules when they are called
}

// checkEscapes finds closures whose captured variables are assigned while
// they may still be called, and puts these into cells.
func (c *compiler) checkEscapes() {
	x := &escapes{c: c, in: map[*variable]holding{}, returns: map[*unit]holding{}, keeps: map[*unit]holding{}, arg: map[*variable]*variable{}}
	for _, u := range c.units {
		x.returns[u], x.keeps[u] = holding{}, holding{}
		for _, p := range u.params {
			x.arg[p] = &variable{name: p.name, scope: u.scope}
		}
	}
	for x.changed = true; x.changed; {
		x.changed = false
		for _, u := range c.units {
			x.unit(u)
		}
	}
	for holder, held := range x.in {
		for captured, at := range held {
			if captured.unit == holder.unit {
				x.check(holder, captured, at)
			}
		}
	}
	for _, held := range x.keeps {
		for captured, at := range held {
			if captured.unit != nil {
				x.check(nil, captured, at)
			}
		}
	}
	if x.late {
		for _, u := range c.units {
			u.caps = nil
		}
		c.capture()
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
		x.gives = x.noted(u, x.returns[u], x.of(u.expr)) || x.gives
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
		h := x.captures(x.c.unitOf[n], n.NameSpan)
		x.defaults(h, n.Args)
		if v := x.c.targets[n]; v != nil && v.def == nil {
			x.taint(u, []*variable{v}, h)
		}
		return false
	case *syntax.ClassDef:
		x.class(u, n)
		return false
	case *syntax.Lambda:
		return false
	case *syntax.Assign:
		for _, t := range n.Targets {
			x.assign(u, t, x.of(n.Value))
		}
	case *syntax.AnnAssign:
		x.assign(u, n.Target, x.of(n.Value))
	case *syntax.AugAssign:
		h := x.of(n.Value)
		x.assign(u, n.Target, h)
		x.keep(u, h) // an object of other names, too, may be changed
	case *syntax.NamedExpr:
		x.assign(u, n.Target, x.of(n.Value))
	case *syntax.For:
		x.assign(u, n.Target, x.of(n.Iter))
	case *syntax.Comprehension:
		x.assign(u, n.Target, x.of(n.Iter))
	case *syntax.Call:
		x.keep(u, x.stored(n))
	case *syntax.BinOp:
		if len(x.c.classes) > 0 { // a method of one of them may do it
			x.keep(u, x.of(n.Left))
			x.keep(u, x.of(n.Right))
		}
	case *syntax.Return:
		x.gives = x.noted(u, x.returns[u], x.of(n.Value)) || x.gives
	}
	return n != nil
}

// class notes what a class and the defaults of its methods hold.
func (x *escapes) class(u *unit, def *syntax.ClassDef) {
	for _, st := range def.Body {
		switch st := st.(type) {
		case *syntax.Assign:
			x.keep(u, x.of(st.Value))
		case *syntax.AnnAssign:
			x.keep(u, x.of(st.Value))
		case *syntax.FunctionDef:
			h := holding{}
			x.defaults(h, st.Args)
			x.keep(u, h)
		}
	}
}

// assign gives the variables and places of a target a value that may hold something.
func (x *escapes) assign(u *unit, target syntax.Expr, h holding) {
	x.taint(u, x.c.stored(target), h)
	syntax.Inspect(target, func(n syntax.Node) bool {
		switch n.(type) {
		case *syntax.Attribute, *syntax.Subscript:
			x.keep(u, h)
			return false
		}
		return n != nil
	})
}

// keep notes that a unit puts closures into objects.
func (x *escapes) keep(u *unit, h holding) {
	x.stores = x.noted(u, x.keeps[u], h) || x.stores
}

// taint notes what variables may hold; those of another unit are kept as objects are.
func (x *escapes) taint(u *unit, vs []*variable, h holding) {
	for _, v := range vs {
		if len(h) == 0 || v.def != nil {
			continue
		}
		if v.unit != u {
			x.keep(u, h)
		}
		if x.in[v] == nil {
			x.in[v] = holding{}
		}
		x.changed = x.in[v].add(h) || x.changed
	}
}

// check looks for an assignment to captured that may follow the making of a
// closure at a place, while the variable that holds the closure is live; an
// object, which is none, always is.
func (x *escapes) check(holder, captured *variable, at source.Span) {
	var after map[syntax.Node]live
	if holder != nil {
		after = x.c.liveInUnit(captured.unit)
	}
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
		x.share(captured)
	}
}

func within(a, b source.Span) bool {
	return a.File == b.File && b.Start <= a.Start && a.End <= b.End
}

// share puts a variable into a cell; functions read one of a module when they are called.
func (x *escapes) share(v *variable) {
	if v.scope.kind != moduleScope {
		v.cell = true
	} else if !x.c.globals[v] {
		v.late, x.late = true, true
	}
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
