package frontend

import (
	"github.com/myia-lang/myia/syntax"
)

// live is a set of variables whose present values may be read later. The zero value is the empty one. Sets share what they
// have in common, so that one for each place takes little memory.
type live struct {
	in    *trie[*variable] // by id
	every bool             // all variables are in it
}

// everything is the set of all variables.
var everything = live{every: true}

func (l live) has(v *variable) bool {
	_, ok := l.in.get(v.id)
	return ok || l.every
}

// add makes l hold a variable, too.
func (l *live) add(v *variable) { l.in = l.in.with(v.id, v) }

// union is the first set itself if the others add nothing.
func union(sets ...live) live {
	var out live
	for _, s := range sets {
		out = live{out.in.union(s.in), out.every || s.every}
	}
	return out
}

func (l live) without(vs []*variable) live {
	for _, v := range vs {
		l.in = l.in.without(v.id)
	}
	return l
}

// before is what is live before a statement that surely assigns some variables and reads others.
func (l live) before(kills []*variable, uses live) live {
	for _, v := range kills {
		if !uses.has(v) {
			l.in = l.in.without(v.id)
		}
	}
	return union(l, uses)
}

// exits says what is live where break and continue of the innermost loop go.
type exits struct{ brk, cont live }

// liveBefore computes what is live before a block from what is live after it.
// note, if not nil, is told what is live after each statement.
type liveness struct {
	c    *compiler
	note func(n syntax.Node, after live)
}

// liveFound is what was found out for a statement or the end of a block, and from what: the same sets give the same.
type liveFound struct {
	out    live
	x      exits
	before live   // of a statement
	after  []live // of a block: what is live after each of its statements
}

func (k *liveFound) from(out live, x exits) bool {
	return k != nil && k.out == out && k.x == x
}

func (l *liveness) block(ss []syntax.Stmt, out live, x exits) live {
	for i := len(ss) - 1; i >= 0; i-- {
		out = l.stmt(ss[i], out, x)
	}
	return out
}

// stmt goes through a loop until what is live at its head grows no more: once, if the loop around it has found that out
// already, so that the time does not double with each loop inside another.
func (l *liveness) stmt(st syntax.Stmt, out live, x exits) live {
	if _, loop := st.(*syntax.For); l.note != nil && !loop {
		l.note(st, out)
	}
	c := l.c
	switch st := st.(type) {
	case *syntax.If:
		if side, ok := c.mainSide(st); ok {
			return l.block(side, out, x)
		}
		return l.ifStmt(st, out, x)
	case *syntax.While:
		head := union(l.block(st.Orelse, out, x), out, c.uses(st.Test))
		for grown := true; grown; {
			before := head
			head = union(head, l.block(st.Body, head, exits{out, head}))
			grown = head != before
		}
		return head
	case *syntax.For:
		head := union(l.block(st.Orelse, out, x), out)
		for grown := true; grown; {
			before := head
			body := l.block(st.Body, head, exits{out, head})
			if l.note != nil {
				l.note(st, body)
			}
			head = union(head, body.without(c.stored(st.Target)))
			grown = head != before
		}
		return union(head, c.uses(st.Iter))
	case *syntax.Break:
		return x.brk
	case *syntax.Continue:
		return x.cont
	case *syntax.Return:
		return c.uses(st.Value)
	case *syntax.Raise:
		return c.uses(st.Exc)
	case *syntax.Try, *syntax.With:
		return union(out, x.brk, x.cont, c.uses(st))
	}
	return out.before(c.kills(st), c.uses(st))
}

// ifStmt remembers what it found: each elif is asked for again by each before it.
func (l *liveness) ifStmt(st *syntax.If, out live, x exits) live {
	if k := l.c.lives[st]; l.note == nil && k.from(out, x) {
		return k.before
	}
	before := union(l.block(st.Orelse, out, x), l.block(st.Body, out, x), l.c.uses(st.Test))
	if l.note == nil {
		l.c.lives[st] = &liveFound{out: out, x: x, before: before}
	}
	return before
}

// kills lists the variables that a simple statement surely assigns.
func (c *compiler) kills(st syntax.Stmt) []*variable {
	switch st := st.(type) {
	case *syntax.Assign:
		var out []*variable
		for _, t := range st.Targets {
			out = append(out, c.stored(t)...)
		}
		return out
	case *syntax.AnnAssign:
		if st.Value != nil {
			return c.stored(st.Target)
		}
	case *syntax.FunctionDef:
		return []*variable{c.targets[st]}
	}
	return nil
}

// stored lists the variables in an assignment target.
func (c *compiler) stored(t syntax.Expr) []*variable {
	var out []*variable
	syntax.Inspect(t, func(n syntax.Node) bool {
		if n, ok := n.(*syntax.Name); ok && n.Ctx == syntax.Store && c.names[n] != nil {
			out = append(out, c.names[n])
		}
		return n != nil
	})
	return out
}

// uses is the set of variables that evaluating n may read, what closures made
// in it capture included.
func (c *compiler) uses(n syntax.Node) live {
	out := live{}
	if n == nil || n == syntax.Node((syntax.Expr)(nil)) {
		return out
	}
	syntax.Inspect(n, func(n syntax.Node) bool {
		switch n := n.(type) {
		case *syntax.Name:
			if v := c.names[n]; v != nil && (n.Ctx != syntax.Store || c.augTargets[n]) {
				c.usesVar(v, &out)
			}
		case *syntax.Attribute:
			if v := c.attrVar[n]; v != nil {
				c.usesVar(v, &out)
			}
		case *syntax.Lambda:
			c.usesUnit(c.unitOf[n], &out)
			return false
		case *syntax.FunctionDef:
			u := c.unitOf[n]
			if u == nil || !u.static {
				c.usesUnit(u, &out)
			}
			for _, d := range defaultsOf(n.Args) {
				out = union(out, c.uses(d.value))
			}
			return false
		case *syntax.ClassDef:
			if !c.prog.References && c.classOf[n] != nil {
				out = union(out, c.usesClass(c.classOf[n]))
			}
			return c.prog.References
		}
		return n != nil
	})
	return out
}

// usesClass is what a class reads where its statement stands.
func (c *compiler) usesClass(cl *class) live {
	out := live{}
	for _, part := range cl.body {
		switch {
		case part.class != nil:
			out = union(out, c.usesClass(c.classOf[part.class]))
			continue
		case part.unit == nil:
			out = union(out, c.uses(part.value))
			continue
		}
		for _, d := range defaultsOf(part.unit.args) {
			out = union(out, c.uses(d.value))
		}
	}
	return out
}

func (c *compiler) usesVar(v *variable, out *live) {
	if v.passed != nil {
		out.add(v.passed)
	}
	switch d := v.def.(type) {
	case nil:
		out.add(v)
	case staticAlias:
		c.usesVar(d.target, out)
	case staticFunc:
		c.usesUnit(d.unit, out)
		for _, dv := range defaultsOf(d.unit.args) {
			if h := c.hidden[dv.value]; h != nil {
				out.add(h)
			}
		}
	}
}

func (c *compiler) usesUnit(u *unit, out *live) {
	if u == nil {
		return // in a block that is not compiled
	}
	for _, v := range u.caps {
		out.add(v)
	}
	if u.expr != nil {
		for _, d := range defaultsOf(u.args) {
			*out = union(*out, c.uses(d.value))
		}
	}
}

// assigned lists the variables that running the nodes may assign, in order of
// appearance. Functions made in them assign only their own.
func (c *compiler) assigned(nodes ...syntax.Node) []*variable {
	var out []*variable
	seen := map[*variable]bool{}
	add := func(v *variable) {
		if v != nil && v.def == nil && !seen[v] && v.scope.kind != compScope && !v.cell {
			seen[v] = true
			out = append(out, v)
		}
	}
	for _, n := range nodes {
		syntax.Inspect(n, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.Name:
				if n.Ctx != syntax.Load {
					add(c.names[n])
				}
			case *syntax.Alias:
				add(c.targets[n])
			case *syntax.FunctionDef, *syntax.ClassDef:
				add(c.targets[n])
				return false
			case *syntax.Lambda:
				return false
			}
			return n != nil
		})
	}
	return out
}

// jumps reports which jumps a block holds: out of the function, and out of or
// to the head of the innermost loop around it.
type jumps struct{ ret, brk, cont bool }

func jumpsIn(ss []syntax.Stmt) (j jumps) {
	for _, st := range ss {
		j.add(st, true)
	}
	return j
}

func (j *jumps) add(st syntax.Stmt, here bool) {
	all := func(inside bool, blocks ...[]syntax.Stmt) {
		for _, b := range blocks {
			for _, s := range b {
				j.add(s, inside)
			}
		}
	}
	switch st := st.(type) {
	case *syntax.Return:
		j.ret = true
	case *syntax.Break:
		j.brk = j.brk || here
	case *syntax.Continue:
		j.cont = j.cont || here
	case *syntax.If:
		all(here, st.Body, st.Orelse)
	case *syntax.While:
		all(false, st.Body)
		all(here, st.Orelse)
	case *syntax.For:
		all(false, st.Body)
		all(here, st.Orelse)
	case *syntax.Try:
		all(here, st.Body, st.Orelse, st.Finalbody)
		for _, h := range st.Handlers {
			all(here, h.Body)
		}
	case *syntax.With:
		all(here, st.Body)
	}
}

// leaves reports whether a block surely ends in return, break or continue.
func leaves(ss []syntax.Stmt) bool {
	if len(ss) == 0 {
		return false
	}
	switch st := ss[len(ss)-1].(type) {
	case *syntax.Return, *syntax.Break, *syntax.Continue:
		return true
	case *syntax.If:
		return len(st.Orelse) > 0 && (leaves(st.Body) || raises(st.Body)) && (leaves(st.Orelse) || raises(st.Orelse))
	}
	return false
}

func raises(ss []syntax.Stmt) bool {
	if len(ss) == 0 {
		return false
	}
	_, ok := ss[len(ss)-1].(*syntax.Raise)
	return ok
}
