package frontend

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/syntax"
)

// whileStmt emits a while. With break or return inside, its condition also
// asks the flags.
func (e *emitter) whileStmt(st *syntax.While, after live) {
	l, flags := e.enter(st.Body, st, after)
	carried := e.carried(l, []syntax.Node{st.Test}, st.Body, flags)
	endless := isTrue(st.Test)
	e.at(st)
	e.while(carried, flags, func() *ir.Value {
		return e.unless(flags, func() *ir.Value { return e.cond(st.Test) })
	}, func() {
		e.loopBody(l, st.Body)
	})
	e.leave(l, endless, st.Orelse, after)
}

func isTrue(t syntax.Expr) bool {
	k, ok := t.(*syntax.Constant)
	return ok && (k.Value == true || k.Value == int64(1))
}

// forStmt emits a for: as For if nothing leaves it early, otherwise as a
// while over an iterator.
func (e *emitter) forStmt(st *syntax.For, after live) {
	it := e.expr(st.Iter)
	l, flags := e.enter(st.Body, st, after)
	carried := e.carried(l, nil, st.Body, flags, st.Target)
	e.at(st)
	e.iterate(it, carried, flags, func(item *ir.Value) {
		e.at(st.Target)
		e.assign(st.Target, item)
		e.loopBody(l, st.Body)
	})
	e.leave(l, false, st.Orelse, after)
}

// enter starts a loop: it makes the flags that its body needs and computes
// what is live at its head.
func (e *emitter) enter(body []syntax.Stmt, st syntax.Stmt, after live) (*loop, []*variable) {
	lv := &liveness{c: e.c}
	out := e.keep(after)
	head := lv.stmt(st, out, e.exits())
	if f, ok := st.(*syntax.For); ok {
		head = union(out, lv.block(f.Orelse, out, e.exits()))
		for i := 0; i < 2; i++ {
			head = union(head, lv.block(body, head, exits{out, head}).without(e.c.stored(f.Target)))
		}
	}
	l := &loop{jumps: jumpsIn(body), exits: exits{brk: out, cont: head}, body: head}
	var flags []*variable
	if l.jumps.ret {
		flags = append(flags, e.ret)
	}
	if l.jumps.brk {
		l.brk = e.newFlag()
		flags = append(flags, l.brk)
	}
	if l.jumps.cont {
		l.cont = e.newFlag()
	}
	return l, flags
}

// carried lists what a loop carries: the variables that it assigns and that
// are read at its head or after it, and the flags with the returned value.
func (e *emitter) carried(l *loop, tests []syntax.Node, body []syntax.Stmt, flags []*variable, targets ...syntax.Node) []*variable {
	nodes := append(append([]syntax.Node{}, tests...), targets...)
	for _, s := range body {
		nodes = append(nodes, s)
	}
	var out []*variable
	for _, v := range e.c.assigned(nodes...) {
		if l.body.has(v) || l.exits.brk.has(v) || e.c.globals[v] {
			out = append(out, v)
		} else {
			e.env.drop(v)
		}
	}
	for _, f := range flags {
		if f == e.ret {
			out = append(out, e.retVal)
		}
		out = append(out, f)
	}
	return out
}

func (e *emitter) loopBody(l *loop, body []syntax.Stmt) {
	e.loops = append(e.loops, l)
	if l.cont != nil {
		e.setFlag(l.cont, false)
	}
	e.block(body, l.body)
	if l.cont != nil {
		e.setFlag(l.cont, false)
	}
	e.loops = e.loops[:len(e.loops)-1]
}

// leave emits the else of a loop and drops its flags.
func (e *emitter) leave(l *loop, endless bool, orelse []syntax.Stmt, after live) {
	if l.cont != nil {
		e.env.drop(l.cont)
	}
	if endless && !l.jumps.brk {
		if l.jumps.ret {
			e.setFlag(e.ret, true) // the only way out
		} else {
			e.env.dead = true
		}
	}
	if len(orelse) > 0 && !e.env.dead {
		var flags []*variable
		if l.brk != nil {
			flags = append(flags, l.brk)
		}
		if l.jumps.ret && e.env.slot(e.ret).known == dynamic {
			flags = append(flags, e.ret)
		}
		if len(flags) == 0 {
			e.block(orelse, after)
		} else {
			cond := e.anyFlag(flags)
			e.branch(cond, e.keep(after), func() {
				if !l.jumps.brk {
					e.setFlag(e.ret, true) // the only other way out
				}
			}, func() {
				if l.jumps.ret {
					e.setFlag(e.ret, false)
				}
				e.block(orelse, after)
			})
		}
	}
	if l.brk != nil {
		e.env.drop(l.brk)
	}
}

// unless is test, or False without evaluating it if one of the flags is set.
func (e *emitter) unless(flags []*variable, test func() *ir.Value) *ir.Value {
	if len(flags) == 0 {
		return test()
	}
	t, cond := e.newFlag(), e.anyFlag(flags)
	e.branch(cond, everything, func() {}, func() { e.env.put(t, slot{val: test(), state: isSet}) })
	out := e.value(t)
	e.env.drop(t)
	return out
}

// while emits a while that carries variables. Its body runs only while the
// flags are false.
func (e *emitter) while(carried, flags []*variable, test func() *ir.Value, body func()) {
	loc := e.b.Loc
	init := make([]*ir.Value, len(carried))
	for i, v := range carried {
		init[i] = e.value(v)
	}
	v1 := e.env.clone()
	var cond *ir.Value
	r1 := e.in(v1, len(carried), func(ps []*ir.Value) {
		e.bind(carried, ps)
		cond = test()
	})
	t := e.newFlag()
	v1.put(t, slot{val: cond, state: isSet})
	e.closeWith(r1, v1, []*variable{t}, carried)
	after := v1.clone()
	after.dead = v1.dead
	e.env.drop(t)
	v2 := v1.clone()
	v2.checked = e.env.checked
	r2 := e.in(v2, len(carried), func(ps []*ir.Value) {
		e.bind(carried, ps)
		for _, f := range flags {
			e.setFlag(f, false)
		}
		body()
	})
	e.close(r2, v2, carried)
	e.b.Loc = loc
	out := e.b.EmitRegions(ops.While{}, []*ir.Region{r1, r2}, init...)
	e.env.dead = after.dead
	e.after(carried, after, out)
}

// bind gives carried variables the parameters of a region.
func (e *emitter) bind(carried []*variable, ps []*ir.Value) {
	for i, v := range carried {
		e.env.put(v, slot{val: ps[i], state: e.headState(v)})
		if !v.flag {
			ps[i].Name = v.name
		}
	}
	e.publish(carried...)
}

// headState is a carried variable's state at the head of a loop: what is set
// before it stays set, if nothing deletes it.
func (e *emitter) headState(v *variable) state {
	if e.env.slot(v).state == isSet && !v.deleted {
		return isSet
	}
	return maybe
}

// after gives carried variables the results of a loop; states come from env s.
func (e *emitter) after(carried []*variable, s *env, out []*ir.Value) {
	for i, v := range carried {
		e.env.put(v, slot{val: out[i], state: s.slot(v).state})
		if !v.flag {
			out[i].Name = v.name
		}
	}
	e.publish(carried...)
}

// iterate emits a loop over an iterable that stops when a flag is set.
func (e *emitter) iterate(it *ir.Value, carried, flags []*variable, body func(item *ir.Value)) {
	if e.c.hasIterators() {
		it = e.emit(surface.Invoke{}, e.emit(surface.Builtin{Name: "iter"}), it)
	}
	if len(flags) > 0 {
		e.iterateWhile(it, carried, flags, body)
		return
	}
	loc := e.b.Loc
	args := []*ir.Value{it}
	for _, v := range carried {
		args = append(args, e.value(v))
	}
	v1 := e.env.clone()
	head := e.env.clone()
	r := e.in(v1, len(args), func(ps []*ir.Value) {
		e.bind(carried, ps[1:])
		head = e.env.clone()
		body(ps[0])
	})
	e.close(r, v1, carried)
	e.b.Loc = loc
	out := e.b.EmitRegions(surface.ForEach{}, []*ir.Region{r}, args...)
	e.after(carried, head, out)
}

// hasIterators reports whether a class has the method __iter__ or __next__, so that a loop calls it, once.
func (c *compiler) hasIterators() bool {
	return !c.prog.References && slices.ContainsFunc(c.classes, func(cl *class) bool { return cl.ir.Methods["__iter__"] != "" || cl.ir.Methods["__next__"] != "" })
}

// iterateWhile carries an iterator and asks it only if no flag is set.
func (e *emitter) iterateWhile(it *ir.Value, carried, flags []*variable, body func(item *ir.Value)) {
	iter, item := e.temp(), e.temp()
	e.set(iter, e.emit(surface.Iter{}, it))
	all := append([]*variable{iter, item}, carried...)
	e.while(all, flags, func() *ir.Value {
		return e.unless(flags, func() *ir.Value {
			next := e.b.Emit(surface.IterNext{}, e.value(iter))
			e.set(item, next[1])
			e.set(iter, next[2])
			return next[0]
		})
	}, func() {
		v := e.value(item)
		e.env.drop(item)
		body(v)
	})
	e.env.drop(iter)
	e.env.drop(item)
}
