package frontend

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/syntax"
)

// block emits statements; out is what is live after them. Where an if leaves
// on one side, what follows it goes into the other. Where a flag may be set,
// what follows is guarded by it.
func (e *emitter) block(ss []syntax.Stmt, out live) {
	after := e.liveAfter(ss, out)
	for i, st := range ss {
		if e.env.dead {
			return
		}
		flags, gone := e.pending()
		if gone {
			return
		}
		if len(flags) > 0 {
			e.at(st)
			e.guard(flags, e.keep(out), func() { e.block(ss[i:], out) })
			return
		}
		if f, ok := st.(*syntax.If); ok {
			if e.ifStmt(f, ss[i+1:], after[i], out) {
				return
			}
			continue
		}
		e.stmt(st, after[i])
	}
}

// liveAfter computes what is live after each statement of a block. The end of a block that was asked for before is not
// computed again: what follows an early return or a break is a block of its own.
func (e *emitter) liveAfter(ss []syntax.Stmt, out live) []live {
	if len(ss) == 0 {
		return nil
	}
	l := &liveness{c: e.c}
	x := e.exits()
	end := &ss[len(ss)-1]
	if k := e.ends[end]; k.from(out, x) && len(k.after) >= len(ss) {
		return k.after[len(k.after)-len(ss):]
	}
	after := make([]live, len(ss))
	for i := len(ss) - 1; i >= 0; i-- {
		after[i] = out
		out = l.stmt(ss[i], out, x)
	}
	e.ends[end] = &liveFound{out: after[len(ss)-1], x: x, after: after}
	return after
}

func (e *emitter) exits() exits {
	if len(e.loops) == 0 {
		return exits{}
	}
	return e.loops[len(e.loops)-1].exits
}

// keep adds to what is live after a statement what is live where the jumps of
// the loop around it go.
func (e *emitter) keep(after live) live {
	if len(e.loops) == 0 {
		return after
	}
	l := e.loops[len(e.loops)-1]
	if l.jumps.brk {
		after = union(after, l.exits.brk)
	}
	if l.jumps.cont {
		after = union(after, l.exits.cont)
	}
	return after
}

// pending lists the flags that may be set; gone means that one surely is.
func (e *emitter) pending() (flags []*variable, gone bool) {
	all := []*variable{e.ret}
	if len(e.loops) > 0 {
		l := e.loops[len(e.loops)-1]
		all = append(all, l.brk, l.cont)
	}
	for _, f := range all {
		if f == nil {
			continue
		}
		switch e.env.slot(f).known {
		case knownTrue:
			return nil, true
		case dynamic:
			flags = append(flags, f)
		}
	}
	return flags, false
}

// guard emits rest under the condition that no flag is set.
func (e *emitter) guard(flags []*variable, keep live, rest func()) {
	cond := e.anyFlag(flags)
	e.branch(cond, keep, func() {
		if len(flags) == 1 {
			e.setFlag(flags[0], true)
		}
	}, func() {
		for _, f := range flags {
			e.setFlag(f, false)
		}
		rest()
	})
}

// anyFlag is the or of flags.
func (e *emitter) anyFlag(flags []*variable) *ir.Value {
	cond := e.value(flags[0])
	for _, f := range flags[1:] {
		t := e.newFlag()
		e.branch(cond, everything, func() { e.setFlag(t, true) }, func() { e.env.put(t, e.env.slot(f)) })
		cond = e.value(t)
	}
	return cond
}

// ifStmt emits an if. It reports whether it has taken the rest of the block
// into one of its sides.
func (e *emitter) ifStmt(st *syntax.If, rest []syntax.Stmt, after, out live) bool {
	if side, ok := e.c.mainSide(st); ok && e.u == e.c.top {
		e.block(side, after)
		return false
	}
	cond := e.cond(st.Test)
	then, els, taken := st.Body, st.Orelse, false
	if len(rest) > 0 {
		switch l1, l2 := leaves(then), leaves(els); {
		case l1 && !l2:
			els, taken = followed(els, rest), true
		case l2 && !l1:
			then, taken = followed(then, rest), true
		}
	}
	if taken {
		after = out
	}
	e.at(st.Test)
	keep := e.keep(after)
	e.branch(cond, keep, func() { e.block(then, after) }, func() { e.block(els, after) })
	return taken
}

// followed is a block and what follows it, which is a part of another block and stays one if it can.
func followed(block, rest []syntax.Stmt) []syntax.Stmt {
	if len(block) == 0 {
		return rest
	}
	return slices.Concat(block, rest)
}

func (e *emitter) stmt(st syntax.Stmt, after live) {
	e.at(st)
	switch st := st.(type) {
	case *syntax.Assign:
		if e.lambdaDef(st.Targets[0], st.Value) || e.permuted(st) {
			return
		}
		v := e.expr(st.Value)
		for _, t := range st.Targets {
			e.assign(t, v)
		}
	case *syntax.AnnAssign:
		if st.Value != nil && !e.lambdaDef(st.Target, st.Value) {
			e.assign(st.Target, e.annotated(st, e.expr(st.Value)))
		}
	case *syntax.AugAssign:
		e.augAssign(st)
	case *syntax.ExprStmt:
		if _, doc := st.Value.(*syntax.Constant); !doc {
			e.expr(st.Value)
		}
	case *syntax.Return:
		e.returnStmt(st)
	case *syntax.Raise:
		e.raiseStmt(st)
	case *syntax.Assert:
		e.assert(st)
	case *syntax.Break:
		e.setFlag(e.loops[len(e.loops)-1].brk, true)
	case *syntax.Continue:
		e.setFlag(e.loops[len(e.loops)-1].cont, true)
	case *syntax.While:
		e.whileStmt(st, after)
	case *syntax.For:
		e.forStmt(st, after)
	case *syntax.FunctionDef:
		e.funcDef(st)
	case *syntax.ClassDef:
		e.classDef(st)
	case *syntax.Import:
		for _, a := range st.Names {
			e.importName(a)
		}
	case *syntax.ImportFrom:
		for _, a := range st.Names {
			e.importName(a)
		}
	case *syntax.Delete:
		for _, t := range st.Targets {
			e.del(t)
		}
	case *syntax.Try:
		e.tryStmt(st, after)
	case *syntax.With:
		e.withStmt(st, after)
	}
}

func (e *emitter) returnStmt(st *syntax.Return) {
	var v *ir.Value
	if st.Value != nil {
		v = e.expr(st.Value)
	} else {
		v = e.emit(surface.None{})
	}
	e.env.put(e.retVal, slot{val: v, state: isSet})
	e.setFlag(e.ret, true)
}

// assert is a branch that raises.
func (e *emitter) assert(st *syntax.Assert) {
	cond := e.cond(st.Test)
	e.at(st)
	e.branch(cond, live{}, func() {}, func() {
		x := e.emit(surface.Builtin{Name: "AssertionError"})
		if st.Msg != nil {
			msg := e.expr(st.Msg)
			e.at(st)
			x = e.emit(surface.Invoke{}, x, msg)
		}
		e.b.Emit(surface.Throw{}, x)
		e.env.dead = true
	})
}

// checkedTypes are the annotations of variables that inference checks.
var checkedTypes = set("int", "float", "bool", "str")

// annotated lets inference check the value of an annotated variable.
func (e *emitter) annotated(st *syntax.AnnAssign, v *ir.Value) *ir.Value {
	n, ok := st.Target.(*syntax.Name)
	text := annotation(st.Annotation)
	if !ok || !checkedTypes[text] {
		return v
	}
	return e.emitAt(st.Value, surface.Annotated{Name: n.Id, Type: text}, v)
}

func (e *emitter) augAssign(st *syntax.AugAssign) {
	n, ok := st.Target.(*syntax.Name)
	if !ok {
		e.augPlace(st)
		return
	}
	v := e.c.names[n]
	old := e.load(v, n.Span())
	x := e.expr(st.Value)
	e.set(v, e.emitAt(st, surface.Binary{Op: st.Op.String(), InPlace: true}, old, x))
}

// assign stores a value in a target.
func (e *emitter) assign(t syntax.Expr, v *ir.Value) {
	switch t := t.(type) {
	case *syntax.Name:
		e.set(e.c.names[t], v)
	case *syntax.Starred:
		e.assign(t.Value, v)
	case *syntax.Tuple:
		e.unpack(t, t.Elts, v)
	case *syntax.List:
		e.unpack(t, t.Elts, v)
	default:
		e.store(t, v)
	}
}

func (e *emitter) unpack(at syntax.Node, elts []syntax.Expr, v *ir.Value) {
	op := surface.Unpack{Before: len(elts)}
	for i, t := range elts {
		if _, ok := t.(*syntax.Starred); ok {
			op = surface.Unpack{Before: i, Star: true, After: len(elts) - i - 1}
		}
	}
	e.at(at)
	parts := e.b.Emit(op, v)
	for i, t := range elts {
		e.assign(t, parts[i])
	}
}

// funcDef emits a def: a static function's defaults, or a closure.
func (e *emitter) funcDef(st *syntax.FunctionDef) {
	u, v := e.c.unitOf[st], e.c.targets[st]
	if v.def != nil {
		e.defaults(u)
		e.define(v)
		return
	}
	vals := e.defaultValues(u)
	e.at(st)
	x := e.closureWith(u, vals)
	if e.c.prog.References {
		for i := len(u.wraps) - 1; i >= 0; i-- {
			x = e.emitAt(u.wraps[i], surface.Invoke{}, e.expr(u.wraps[i]), x)
		}
	}
	e.set(v, x)
}

// lambdaDef treats name = lambda as a def if the name is bound once.
func (e *emitter) lambdaDef(target, value syntax.Expr) bool {
	n, ok := target.(*syntax.Name)
	if !ok || e.c.names[n].def == nil {
		return false
	}
	e.defaults(e.c.unitOf[value])
	e.define(e.c.names[n])
	return true
}

// defaults computes the defaults of a static function into their variables.
func (e *emitter) defaults(u *unit) {
	for _, d := range defaultsOf(u.args) {
		if h := e.c.hidden[d.value]; h != nil {
			e.set(h, e.expr(d.value))
		}
	}
}

// importName runs the imported file if it has not run yet, and binds the name.
func (e *emitter) importName(a *syntax.Alias) {
	v := e.c.targets[a]
	if v == nil {
		return
	}
	for _, b := range v.binds {
		if b.node == syntax.Node(a) {
			e.runFile(b.def)
			if v.def == nil {
				e.at(a)
				e.set(v, e.staticValue(b.def, a.Span()))
			}
		}
	}
	e.define(v)
}

func (e *emitter) runFile(d static) {
	var m *module
	switch d := d.(type) {
	case staticFile:
		m = d.file
	case staticAlias:
		m = d.target.scope.mod
	default:
		return
	}
	if m.emitted || e.u != e.c.top {
		return
	}
	m.emitted = true
	outer := e.mod
	e.mod = m
	all := live{}
	for _, v := range m.scope.vars {
		all.add(v)
	}
	for _, v := range e.c.hidden {
		all.add(v)
	}
	e.block(m.tree.Body, all)
	e.mod = outer
}
