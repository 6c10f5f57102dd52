package frontend

import (
	"math"
	"math/big"
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/names"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/syntax"
)

// expr emits an expression and returns its value.
func (e *emitter) expr(x syntax.Expr) *ir.Value {
	e.at(x)
	switch x := x.(type) {
	case *syntax.Constant:
		return e.constant(x)
	case *syntax.Name:
		return e.name(x)
	case *syntax.Attribute:
		return e.attribute(x)
	case *syntax.BinOp:
		l := e.expr(x.Left)
		r := e.expr(x.Right)
		return e.emitAt(x, surface.Binary{Op: x.Op.String()}, l, r)
	case *syntax.UnaryOp:
		if x.Op == syntax.Not {
			return e.cond(x)
		}
		if isLeastInt(x) {
			return e.emitAt(x, surface.Literal{Value: int64(math.MinInt64)})
		}
		v := e.expr(x.Operand)
		return e.emitAt(x, surface.Unary{Op: x.Op.String()}, v)
	case *syntax.BoolOp:
		return e.boolOp(x, x.Values)
	case *syntax.Compare:
		return e.compare(x)
	case *syntax.IfExp:
		return e.choose(x, e.cond(x.Test), func() *ir.Value { return e.expr(x.Body) }, func() *ir.Value { return e.expr(x.Orelse) })
	case *syntax.Call:
		return e.call(x)
	case *syntax.Lambda:
		u := e.c.unitOf[x]
		vals := e.defaultValues(u)
		e.at(x)
		return e.closureWith(u, vals)
	case *syntax.NamedExpr:
		v := e.expr(x.Value)
		e.assign(x.Target, v)
		return v
	}
	return e.display(x)
}

// display emits containers, subscripts, f-strings and comprehensions.
func (e *emitter) display(x syntax.Expr) *ir.Value {
	switch x := x.(type) {
	case *syntax.Tuple:
		vs, stars := e.elements(x.Elts)
		if stars != nil {
			return e.emitAt(x, surface.TupleStar{Stars: stars}, vs...)
		}
		return e.emitAt(x, surface.Tuple{}, vs...)
	case *syntax.List:
		if op, ok := table(e.c.out.Pool, x.Elts); ok {
			return e.emitAt(x, op)
		}
		vs, stars := e.elements(x.Elts)
		if stars != nil {
			return e.emitAt(x, surface.ListStar{Stars: stars}, vs...)
		}
		return e.emitAt(x, surface.List{}, vs...)
	case *syntax.Dict:
		return e.dict(x)
	case *syntax.Subscript:
		v := e.expr(x.Value)
		i := e.expr(x.Slice)
		return e.emitAt(x, surface.GetItem{}, v, i)
	case *syntax.Slice:
		lo, hi, step := e.optional(x, x.Lower), e.optional(x, x.Upper), e.optional(x, x.Step)
		return e.emitAt(x, surface.Slice{}, lo, hi, step)
	case *syntax.JoinedStr:
		return e.joined(x)
	case *syntax.ListComp:
		return e.listComp(x, x.Generators, x.Elt, "<listcomp>")
	case *syntax.Starred:
		return e.expr(x.Value)
	}
	return e.changing(x)
}

func (e *emitter) optional(at syntax.Node, x syntax.Expr) *ir.Value {
	if x == nil {
		return e.emitAt(at, surface.None{})
	}
	return e.expr(x)
}

func (e *emitter) constant(x *syntax.Constant) *ir.Value {
	switch v := x.Value.(type) {
	case nil:
		return e.emit(surface.None{})
	case syntax.Ellipsis:
		return e.emit(surface.Ellipsis{})
	case theEnd:
		return e.emit(surface.Unset{})
	case *big.Int: // see refuseWide
		return e.emit(surface.Literal{Value: v.String()})
	default:
		return e.emit(surface.Literal{Value: v})
	}
}

// isLeastInt reports whether x is written -9223372036854775808, an int of 64
// bits although what the minus stands before is none.
func isLeastInt(x *syntax.UnaryOp) bool {
	c, ok := x.Operand.(*syntax.Constant)
	if !ok || x.Op != syntax.USub {
		return false
	}
	v, ok := c.Value.(*big.Int)
	return ok && v.IsUint64() && v.Uint64() == 1<<63
}

// elements emits the elements of a display; stars is nil if none is spread.
func (e *emitter) elements(elts []syntax.Expr) (vs []*ir.Value, stars []bool) {
	for i, x := range elts {
		if s, ok := x.(*syntax.Starred); ok {
			if stars == nil {
				stars = make([]bool, len(elts))
			}
			stars[i] = true
			x = s.Value
		}
		vs = append(vs, e.expr(x))
	}
	return vs, stars
}

// dict emits a dict; of a key that is there twice the last value counts, at
// the place of the first.
func (e *emitter) dict(x *syntax.Dict) *ir.Value {
	if e.c.prog.References || slices.ContainsFunc(x.Keys, func(k syntax.Expr) bool { return k == nil || !isText(k) }) {
		return e.dictItems(x)
	}
	var names []string
	var vs []*ir.Value
	at := map[string]int{}
	for i, k := range x.Keys {
		name := k.(*syntax.Constant).Value.(string)
		v := e.expr(x.Values[i])
		if j, again := at[name]; again {
			vs[j] = v
			continue
		}
		at[name] = len(names)
		names, vs = append(names, name), append(vs, v)
	}
	return e.emitAt(x, surface.Dict{Names: names}, vs...)
}

// joined emits an f-string.
func (e *emitter) joined(x *syntax.JoinedStr) *ir.Value {
	var parts []*ir.Value
	for _, p := range x.Values {
		f, ok := p.(*syntax.FormattedValue)
		if !ok {
			parts = append(parts, e.expr(p))
			continue
		}
		args := []*ir.Value{e.expr(f.Value)}
		op := surface.FormatValue{HasSpec: f.FormatSpec != nil}
		if f.Conversion > 0 {
			op.Conv = string(rune(f.Conversion))
		}
		if op.HasSpec {
			args = append(args, e.expr(f.FormatSpec))
		}
		parts = append(parts, e.emitAt(f.Value, op, args...))
	}
	if len(x.Values) == 1 {
		if _, ok := x.Values[0].(*syntax.Constant); ok {
			return parts[0]
		}
	}
	return e.emitAt(x, surface.FormatJoin{}, parts...)
}

// choose is the value of one of two sides.
func (e *emitter) choose(at syntax.Node, cond *ir.Value, then, els func() *ir.Value) *ir.Value {
	e.at(at)
	return e.pick(cond, then, els)
}

func (e *emitter) pick(cond *ir.Value, then, els func() *ir.Value) *ir.Value {
	t := e.temp()
	e.branch(cond, everything, func() { e.set(t, then()) }, func() { e.set(t, els()) })
	v := e.value(t)
	e.env.drop(t)
	return v
}

// boolOp is the value of and/or: the operand that decides.
func (e *emitter) boolOp(x *syntax.BoolOp, values []syntax.Expr) *ir.Value {
	v := e.expr(values[0])
	if len(values) == 1 {
		return v
	}
	e.at(values[0])
	rest := func() *ir.Value { return e.boolOp(x, values[1:]) }
	this := func() *ir.Value { return v }
	if x.Op == syntax.And {
		return e.choose(x, e.truth(v), rest, this)
	}
	return e.choose(x, e.truth(v), this, rest)
}

// cond emits an expression for its truth: a bool.
func (e *emitter) cond(x syntax.Expr) *ir.Value {
	switch x := x.(type) {
	case *syntax.UnaryOp:
		if x.Op == syntax.Not {
			v := e.cond(x.Operand)
			return e.emitAt(x, surface.TruthNot{}, v)
		}
	case *syntax.BoolOp:
		return e.condBool(x, x.Values)
	}
	v := e.expr(x)
	e.at(x)
	return e.truth(v)
}

func (e *emitter) condBool(x *syntax.BoolOp, values []syntax.Expr) *ir.Value {
	c := e.cond(values[0])
	if len(values) == 1 {
		return c
	}
	rest := func() *ir.Value { return e.condBool(x, values[1:]) }
	if x.Op == syntax.And {
		return e.choose(x, c, rest, func() *ir.Value { return e.emit(surface.Literal{Value: false}) })
	}
	return e.choose(x, c, func() *ir.Value { return e.emit(surface.Literal{Value: true}) }, rest)
}

// truth is the truth of a value; what is a bool already stays.
func (e *emitter) truth(v *ir.Value) *ir.Value {
	if v.Def != nil {
		switch op := v.Def.Op.(type) {
		case surface.Truth, surface.TruthNot, surface.Is, surface.In:
			return v
		case surface.Literal:
			if _, ok := op.Value.(bool); ok {
				return v
			}
		}
	}
	return e.emit(surface.Truth{}, v)
}

// compare emits a chain; each operand is evaluated once, and only if the
// comparisons before it hold.
func (e *emitter) compare(x *syntax.Compare) *ir.Value {
	return e.compareFrom(x, e.expr(x.Left), 0)
}

func (e *emitter) compareFrom(x *syntax.Compare, left *ir.Value, i int) *ir.Value {
	right := e.expr(x.Comparators[i])
	e.at(x)
	v := e.compareOne(x.Ops[i], left, right)
	if i == len(x.Ops)-1 {
		return v
	}
	return e.choose(x, e.truth(v), func() *ir.Value { return e.compareFrom(x, right, i+1) }, func() *ir.Value { return v })
}

func (e *emitter) compareOne(op syntax.CmpOperator, l, r *ir.Value) *ir.Value {
	switch op {
	case syntax.Is, syntax.IsNot:
		return e.emit(surface.Is{Neg: op == syntax.IsNot}, l, r)
	case syntax.In, syntax.NotIn:
		return e.emit(surface.In{Neg: op == syntax.NotIn}, l, r)
	}
	return e.emit(surface.Compare{Op: op.String()}, l, r)
}

// name reads a variable or a built-in.
func (e *emitter) name(x *syntax.Name) *ir.Value {
	v := e.c.names[x]
	switch {
	case v != nil:
		return e.load(v, x.Span())
	case x.Id == "__name__":
		return e.emit(surface.Literal{Value: e.c.nameOf(e.mod)})
	case x.Id == "__file__":
		return e.emit(surface.Literal{Value: e.mod.file.Name})
	}
	if x.Id == "Ellipsis" {
		return e.emit(surface.Ellipsis{})
	}
	return e.emit(surface.Builtin{Name: x.Id})
}

// attribute reads x.name, or a variable of another file.
func (e *emitter) attribute(x *syntax.Attribute) *ir.Value {
	if v := e.c.attrVar[x]; v != nil {
		return e.load(v, x.Span())
	}
	if n, ok := x.Value.(*syntax.Name); ok && e.c.names[n] != nil {
		if m, ok := e.c.names[n].def.(staticModule); ok && names.IsModule(m.name+"."+x.Attr) {
			return e.emit(surface.Module{Name: m.name + "." + x.Attr})
		}
	}
	v := e.expr(x.Value)
	return e.emitAt(x, surface.GetAttr{Name: x.Attr}, v)
}

// load reads a variable, or the built-in of its name.
func (e *emitter) load(v *variable, at source.Span) *ir.Value {
	if unbound := e.unbound(v); unbound != nil {
		return e.pick(unbound, func() *ir.Value { return e.emit(surface.Builtin{Name: v.name}) }, func() *ir.Value { return e.loadBound(v, at) })
	}
	return e.loadBound(v, at)
}

func (e *emitter) loadBound(v *variable, at source.Span) *ir.Value {
	if v.def != nil {
		return e.loadStatic(v, at)
	}
	s, ok := e.env.get(v)
	if !ok && v.unit != e.u && !e.c.globals[v] && e.c.isConstant(v) {
		return e.expr(v.binds[0].value)
	}
	x := e.value(v)
	if ok && s.state == isSet && !v.cell {
		return x
	}
	return e.checked(v, x)
}

// checked passes on the value of a variable, and raises if it has none.
func (e *emitter) checked(v *variable, x *ir.Value) *ir.Value {
	if done, ok := e.env.checked.get(x.ID); ok {
		return done
	}
	out := e.emit(surface.UnsetCheck{Name: v.name, Global: v.scope.kind == moduleScope, Free: v.unit != e.u}, x)
	out.Name = v.name
	e.env.checked = e.env.checked.with(x.ID, out)
	return out
}

// staticValue is the value of a variable that is bound once.
func (e *emitter) staticValue(d static, at source.Span) *ir.Value {
	switch d := d.(type) {
	case staticFunc:
		return e.closure(d.unit)
	case staticClass:
		return e.emit(surface.Class{Name: d.class.ir.Name})
	case staticModule:
		return e.emit(surface.Module{Name: d.name})
	case staticAttr:
		return e.emit(surface.GetAttr{Name: d.name}, e.emit(surface.Module{Name: d.module}))
	case staticAlias:
		return e.load(d.target, at)
	case staticFile:
		e.c.limitFile(at, d.file)
	}
	return e.emit(surface.None{})
}
