package frontend

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/syntax"
)

// attempt emits body in a Try and gives the exception that ended it, or None. What body assigns lies in cells, but for flags
// and the value that return gives: an exception leaves them as they were.
func (e *emitter) attempt(body func()) *ir.Value {
	loc := e.b.Loc
	inside := e.env.clone()
	r := e.in(inside, 0, func([]*ir.Value) { body() })
	e.b.Loc = loc
	vars := changed(e.env, inside)
	var before []*ir.Value
	for _, v := range vars {
		before = append(before, e.value(v))
	}
	e.close(r, inside, vars)
	e.b.Loc = loc
	out := e.b.EmitRegions(surface.Try{}, []*ir.Region{r}, before...)
	for i, v := range vars {
		e.env.put(v, slot{val: out[i+1], state: isSet})
	}
	return out[0]
}

// tryStmt emits a try with what follows it in every case.
func (e *emitter) tryStmt(st *syntax.Try, after live) {
	if len(st.Finalbody) == 0 {
		e.handled(st)
		return
	}
	exc := e.attempt(func() { e.handled(st) })
	e.at(st)
	e.finally(exc, st.Finalbody)
}

// handled emits the body of a try, its handlers and its else.
func (e *emitter) handled(st *syntax.Try) {
	if len(st.Handlers) == 0 {
		e.block(st.Body, everything)
		return
	}
	exc := e.attempt(func() { e.block(st.Body, everything) })
	e.at(st)
	e.branch(e.isRaised(exc), everything,
		func() { e.handlers(exc, st.Handlers) },
		func() { e.block(st.Orelse, everything) })
}

func (e *emitter) isRaised(exc *ir.Value) *ir.Value {
	return e.emit(surface.Is{Neg: true}, exc, e.emit(surface.None{}))
}

// handlers emits the except clauses: the first whose class the exception has takes it.
func (e *emitter) handlers(exc *ir.Value, hs []*syntax.ExceptHandler) {
	if len(hs) == 0 {
		e.b.Emit(surface.Rethrow{}, exc)
		e.env.dead = true
		return
	}
	h := hs[0]
	if h.Type == nil {
		e.handler(exc, h)
		return
	}
	cond := e.emitAt(h.Type, surface.Matches{}, exc, e.expr(h.Type))
	e.branch(cond, everything, func() { e.handler(exc, h) }, func() { e.handlers(exc, hs[1:]) })
}

// handler emits the block of an except clause, whose variable ends with it.
func (e *emitter) handler(exc *ir.Value, h *syntax.ExceptHandler) {
	v, outer := e.c.handlers[h], e.caught
	e.caught = exc
	if v != nil {
		e.set(v, exc)
	}
	e.block(h.Body, everything)
	if v != nil && !e.env.dead {
		e.unset(v)
	}
	e.caught = outer
}

// finally emits what runs however the code before it ended: by a jump, whose flags wait, or by an exception, which goes on
// unless the block jumps itself.
func (e *emitter) finally(exc *ir.Value, body []syntax.Stmt) {
	flags, waiting := e.waiting(), map[*variable]*variable{}
	for _, f := range flags {
		t := e.temp()
		t.flag = true
		e.env.put(t, e.env.slot(f))
		e.setFlag(f, false)
		waiting[f] = t
	}
	e.block(body, everything)
	if e.env.dead {
		return
	}
	goOn := func() {
		e.branch(e.isRaised(exc), everything, func() {
			e.b.Emit(surface.Rethrow{}, exc)
			e.env.dead = true
		}, func() {})
	}
	if own, gone := e.pending(); len(own) > 0 {
		e.branch(e.anyFlag(own), everything, func() {}, goOn)
	} else if !gone {
		goOn()
	}
	for _, f := range flags {
		now := e.env.slot(f)
		if now.known == knownFalse {
			e.env.put(f, e.env.slot(waiting[f]))
		} else if now.known == dynamic {
			e.branch(e.value(waiting[f]), everything, func() { e.setFlag(f, true) }, func() {})
		}
		e.env.drop(waiting[f])
	}
}

// waiting lists the flags that may be set.
func (e *emitter) waiting() []*variable {
	all := []*variable{e.ret}
	if len(e.loops) > 0 {
		l := e.loops[len(e.loops)-1]
		all = append(all, l.brk, l.cont)
	}
	var out []*variable
	for _, f := range all {
		if f != nil && e.env.slot(f).known != knownFalse {
			out = append(out, f)
		}
	}
	return out
}

// raiseStmt emits raise, which without an exception raises the one that is handled.
func (e *emitter) raiseStmt(st *syntax.Raise) {
	if st.Exc == nil {
		exc := e.caught
		if exc == nil {
			exc = e.emit(surface.None{})
		}
		e.b.Emit(surface.Rethrow{}, exc)
	} else {
		v := e.expr(st.Exc)
		if st.Cause != nil {
			e.expr(st.Cause)
		}
		e.at(st)
		e.b.Emit(surface.Throw{}, v)
	}
	e.env.dead = true
}

// withStmt emits a with: the managers are entered in turn, each around the next.
func (e *emitter) withStmt(st *syntax.With, after live) { e.within(st, st.Items, after) }

func (e *emitter) within(st *syntax.With, items []*syntax.WithItem, after live) {
	if len(items) == 0 {
		e.block(st.Body, everything)
		return
	}
	x := e.expr(items[0].ContextExpr)
	enter := e.emit(surface.GetAttr{Name: "__enter__"}, x)
	exit := e.emit(surface.GetAttr{Name: "__exit__"}, x)
	v := e.emit(surface.Invoke{}, enter)
	exc := e.attempt(func() {
		if t := items[0].OptionalVars; t != nil {
			e.assign(t, v)
		}
		e.within(st, items[1:], after)
	})
	e.at(st)
	e.branch(e.isRaised(exc), everything, func() {
		class := e.emit(surface.Invoke{}, e.emit(surface.Builtin{Name: "type"}), exc)
		handled := e.emit(surface.Invoke{}, exit, class, exc, e.emit(surface.None{}))
		e.branch(e.truth(handled), everything, func() {}, func() {
			e.b.Emit(surface.Rethrow{}, exc)
			e.env.dead = true
		})
	}, func() {
		none := e.emit(surface.None{})
		e.emit(surface.Invoke{}, exit, none, none, none)
	})
}
