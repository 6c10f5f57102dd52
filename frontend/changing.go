package frontend

import (
	"fmt"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/syntax"
)

// changing emits the expressions that make a set, a dict by a comprehension, or what only programs with references have.
func (e *emitter) changing(x syntax.Expr) *ir.Value {
	switch x := x.(type) {
	case *syntax.Set:
		vs, stars := e.elements(x.Elts)
		if stars == nil {
			stars = make([]bool, len(vs))
		}
		return e.emitAt(x, surface.SetStar{Stars: stars}, vs...)
	case *syntax.SetComp:
		return e.emitAt(x, surface.SetStar{Stars: []bool{true}}, e.listComp(x, x.Generators, x.Elt, "<setcomp>"))
	case *syntax.DictComp:
		d := e.emitAt(x, surface.DictItems{})
		e.comprehend(x, x.Generators, "<dictcomp>", nil, nil, func() {
			k := e.expr(x.Key)
			v := e.expr(x.Value)
			e.at(x)
			e.b.Emit(surface.SetItem{}, d, k, v)
		})
		return d
	case *syntax.GeneratorExp:
		it := e.emitAt(x, surface.Iter{}, e.expr(x.Generators[0].Iter))
		f := e.closureWith(e.c.unitOf[x], nil)
		return e.emitAt(x, surface.Invoke{}, f, it)
	case *syntax.Yield:
		v := e.optional(x, x.Value)
		return e.emitAt(x, surface.GeneratorYield{}, v)
	case *syntax.YieldFrom:
		it := e.expr(x.Value)
		e.at(x)
		e.iterate(it, nil, nil, func(item *ir.Value) { e.emit(surface.GeneratorYield{}, item) })
		return e.emit(surface.None{})
	}
	panic(fmt.Sprintf("frontend: %s: expression %T passed collect", x.Span(), x))
}

// generate emits the function of a generator expression.
func (e *emitter) generate(u *unit) {
	e.comprehendFrom(e.value(u.params[0]), u.gen, u.gen.Generators, "<genexpr>", nil, nil, func() {
		v := e.expr(u.gen.Elt)
		e.emitAt(u.gen.Elt, surface.GeneratorYield{}, v)
	})
	e.b.Finish(e.emit(surface.None{}))
}

// dictItems emits a dict of any keys, in the order in which they are set.
func (e *emitter) dictItems(x *syntax.Dict) *ir.Value {
	op := surface.DictItems{}
	var args []*ir.Value
	for i, k := range x.Keys {
		op.Spread = append(op.Spread, k == nil)
		args = append(args, e.optional(x, k), e.expr(x.Values[i]))
	}
	return e.emitAt(x, op, args...)
}
