package frontend

import (
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/syntax"
)

// listComp emits a comprehension as loops that append to a list.
func (e *emitter) listComp(x syntax.Expr, gens []*syntax.Comprehension, elt syntax.Expr, fn string) *ir.Value {
	acc := e.temp()
	e.set(acc, e.emitAt(x, surface.ListNew{}))
	e.comprehend(x, gens, fn, []*variable{acc}, nil, func() {
		v := e.expr(elt)
		e.set(acc, e.emitAt(elt, surface.ListAppend{}, e.value(acc), v))
	})
	out := e.value(acc)
	e.env.drop(acc)
	return out
}

// anyAll emits any or all of a generator expression: a loop that stops where
// Python does.
func (e *emitter) anyAll(g *syntax.GeneratorExp, isAny bool) *ir.Value {
	stop := e.newFlag()
	e.comprehend(g, g.Generators, "<genexpr>", []*variable{stop}, []*variable{stop}, func() {
		var c *ir.Value
		if isAny {
			c = e.cond(g.Elt)
		} else {
			v := e.cond(g.Elt)
			c = e.emitAt(g.Elt, surface.TruthNot{}, v)
		}
		e.env.put(stop, slot{val: c, state: isSet})
	})
	found := e.value(stop)
	e.env.drop(stop)
	if isAny {
		return found
	}
	return e.emitAt(g, surface.TruthNot{}, found)
}

// comprehend emits the loops of a comprehension around body. The variables in
// carry, and those that := assigns, go from one trip to the next.
func (e *emitter) comprehend(x syntax.Expr, gens []*syntax.Comprehension, fn string, carry, flags []*variable, body func()) {
	e.comprehendFrom(e.expr(gens[0].Iter), x, gens, fn, carry, flags, body)
}

// comprehendFrom is comprehend of a first iterable that is computed already.
func (e *emitter) comprehendFrom(first *ir.Value, x syntax.Expr, gens []*syntax.Comprehension, fn string, carry, flags []*variable, body func()) {
	e.cells(e.c.scopes[x])
	outer, loops := e.fn, e.loops
	e.fn, e.loops = fn, nil
	carried := append(e.c.assigned(x), carry...)
	e.nest(first, gens, carried, flags, body)
	e.fn, e.loops = outer, loops
}

func (e *emitter) nest(it *ir.Value, gens []*syntax.Comprehension, carried, flags []*variable, body func()) {
	g := gens[0]
	e.at(g)
	e.iterate(it, carried, flags, func(item *ir.Value) {
		e.at(g.Target)
		e.assign(g.Target, item)
		e.filter(g.Ifs, func() {
			if len(gens) > 1 {
				e.nest(e.expr(gens[1].Iter), gens[1:], carried, flags, body)
				return
			}
			body()
		})
		for _, v := range e.c.stored(g.Target) {
			if !v.cell {
				e.env.drop(v)
			}
		}
	})
}

// filter emits body under the conditions of a clause.
func (e *emitter) filter(ifs []syntax.Expr, body func()) {
	if len(ifs) == 0 {
		body()
		return
	}
	cond := e.cond(ifs[0])
	e.at(ifs[0])
	e.branch(cond, everything, func() { e.filter(ifs[1:], body) }, func() {})
}
