package frontend

import (
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/syntax"
)

func (c *compiler) limitFile(at source.Span, m *module) {
	c.limit(diag.UnsupportedImport, at, "pass on its functions or values instead", "the module '%s' as a value is not taken yet", m.name)
}

// call emits a call. Where the callee is any or all, a generator expression stops where it does.
func (e *emitter) call(x *syntax.Call) *ir.Value {
	f, ok := x.Func.(*syntax.Name)
	g := e.c.consumedGenerator(x)
	if !ok || g == nil || len(x.Args) != 1 || f.Id != "any" && f.Id != "all" {
		return e.callValue(x)
	}
	short := func() *ir.Value { return e.anyAll(g, f.Id == "any") }
	v := e.c.names[f]
	if v == nil {
		return short()
	}
	if unbound := e.unbound(v); unbound != nil {
		return e.choose(x, unbound, short, func() *ir.Value { return e.callValue(x) })
	}
	return e.callValue(x)
}

// callValue emits the callee, then the arguments from left to right.
func (e *emitter) callValue(x *syntax.Call) *ir.Value {
	f := e.expr(x.Func)
	op := surface.Invoke{}
	args := []*ir.Value{f}
	if n, ok := x.Func.(*syntax.Name); ok && n.Id == "super" && e.c.names[n] == nil && len(x.Args) == 0 {
		if m := e.u.method; m != nil && len(e.u.params) > 0 {
			return e.emitAt(x, op, f, e.emit(surface.Class{Name: m.ir.Name}), e.value(e.u.params[0]))
		}
	}
	for i, a := range x.Args {
		if s, ok := a.(*syntax.Starred); ok {
			if op.Stars == nil {
				op.Stars = make([]bool, len(x.Args))
			}
			op.Stars[i] = true
			a = s.Value
		}
		if g, ok := a.(*syntax.GeneratorExp); ok && (g == e.c.consumedGenerator(x) || !e.c.prog.References) {
			args = append(args, e.listComp(g, g.Generators, g.Elt, "<genexpr>"))
			continue
		}
		args = append(args, e.expr(a))
	}
	for _, k := range x.Keywords {
		op.Names = append(op.Names, k.Arg) // "" spreads a mapping
		args = append(args, e.expr(k.Value))
	}
	return e.emitAt(x, op, args...)
}

// closure makes a function value of a static function from the present values
// of what it captures.
func (e *emitter) closure(u *unit) *ir.Value {
	var vals []*ir.Value
	for _, d := range defaultsOf(u.args) {
		if h := e.c.hidden[d.value]; h != nil {
			vals = append(vals, e.captured(h))
		} else {
			loc := e.b.Loc
			vals = append(vals, e.expr(d.value))
			e.b.Loc = loc
		}
	}
	return e.closureWith(u, vals)
}

// defaultValues computes the defaults of a function where it is made.
func (e *emitter) defaultValues(u *unit) []*ir.Value {
	var vals []*ir.Value
	for _, d := range defaultsOf(u.args) {
		vals = append(vals, e.expr(d.value))
	}
	return vals
}

func (e *emitter) closureWith(u *unit, defaults []*ir.Value) *ir.Value {
	var args []*ir.Value
	for _, v := range u.caps {
		args = append(args, e.captured(v))
	}
	op := surface.Closure{Fn: u.name, Captures: len(args), Defaults: len(defaults)}
	return e.emit(op, append(args, defaults...)...)
}

// captured is a variable's present value, set or not, to be captured.
func (e *emitter) captured(v *variable) *ir.Value {
	s, ok := e.env.get(v)
	if !ok && v.unit != e.u && !e.c.globals[v] && e.c.isConstant(v) {
		return e.expr(v.binds[0].value)
	}
	if v.unit == e.u && (!ok || s.state != isSet) {
		v.lateCapture = true
	}
	if v.inCell() {
		return e.cellOf(v)
	}
	x := e.value(v)
	if done, ok := e.env.checked.get(x.ID); ok {
		return done
	}
	return x
}
