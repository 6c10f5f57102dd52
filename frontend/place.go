package frontend

import (
	"slices"

	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops/surface"
	"github.com/myia-lang/myia/syntax"
)

// store assigns to an element or an attribute.
func (e *emitter) store(t syntax.Expr, v *ir.Value) {
	switch t := t.(type) {
	case *syntax.Subscript:
		x, i := e.expr(t.Value), e.expr(t.Slice)
		e.at(t)
		e.b.Emit(surface.SetItem{}, x, i, v)
	case *syntax.Attribute:
		if other := e.c.attrVar[t]; other != nil {
			e.set(other, v)
			return
		}
		x := e.expr(t.Value)
		e.at(t)
		e.b.Emit(surface.SetAttr{Name: t.Attr}, x, v)
	}
}

// augPlace emits x[i] op= v and x.name op= v: the place is evaluated once and read before the value.
func (e *emitter) augPlace(st *syntax.AugAssign) {
	op := surface.Binary{Op: st.Op.String(), InPlace: true}
	switch t := st.Target.(type) {
	case *syntax.Subscript:
		x, i := e.expr(t.Value), e.expr(t.Slice)
		old := e.emitAt(t, surface.GetItem{}, x, i)
		v := e.expr(st.Value)
		v = e.emitAt(st, op, old, v)
		e.b.Emit(surface.SetItem{}, x, i, v)
	case *syntax.Attribute:
		if other := e.c.attrVar[t]; other != nil {
			old := e.load(other, t.Span())
			v := e.expr(st.Value)
			e.set(other, e.emitAt(st, op, old, v))
			return
		}
		x := e.expr(t.Value)
		old := e.emitAt(t, surface.GetAttr{Name: t.Attr}, x)
		v := e.expr(st.Value)
		v = e.emitAt(st, op, old, v)
		e.b.Emit(surface.SetAttr{Name: t.Attr}, x, v)
	}
}

// permuted emits an assignment of places to each other, if st is one: on both sides stand the same elements and attributes
// of names or of their fields, whose indices are sums of names and constants, so that nothing tells whether a place is evaluated
// once or twice.
func (e *emitter) permuted(st *syntax.Assign) bool {
	to, ok1 := st.Targets[0].(*syntax.Tuple)
	from, ok2 := st.Value.(*syntax.Tuple)
	if !ok1 || !ok2 || len(st.Targets) > 1 || len(to.Elts) != len(from.Elts) {
		return false
	}
	op := surface.Permute{}
	var texts []string
	for _, t := range to.Elts {
		if !e.plain(t) {
			return false
		}
		texts = append(texts, t.Span().Text())
	}
	for _, f := range from.Elts {
		i := slices.Index(texts, f.Span().Text())
		if i < 0 || slices.Contains(op.From, i) {
			return false
		}
		op.From = append(op.From, i)
	}
	var args []*ir.Value
	for _, t := range to.Elts {
		switch t := t.(type) {
		case *syntax.Subscript:
			op.Places, args = append(op.Places, ""), append(args, e.expr(t.Value), e.expr(t.Slice))
		case *syntax.Attribute:
			op.Places, args = append(op.Places, t.Attr), append(args, e.expr(t.Value))
		}
	}
	e.at(st)
	e.b.Emit(op, args...)
	return true
}

// plain reports whether a place is an element or an attribute of a name or of a field of it, and its index a sum of names and
// constants. The names are variables of this function alone.
func (e *emitter) plain(t syntax.Expr) bool {
	switch t := t.(type) {
	case *syntax.Subscript:
		return e.plainBase(t.Value) && e.plainIndex(t.Slice)
	case *syntax.Attribute:
		return e.plainBase(t.Value)
	}
	return false
}

// plainBase reports whether x is a name, or a field of one that no class of the program computes.
func (e *emitter) plainBase(x syntax.Expr) bool {
	if a, ok := x.(*syntax.Attribute); ok {
		computed := func(cl *class) bool { return cl.ir.Kinds[a.Attr] == "property" }
		return e.c.attrVar[a] == nil && !slices.ContainsFunc(e.c.classes, computed) && e.plainBase(a.Value)
	}
	return e.isOwn(x)
}

func (e *emitter) plainIndex(x syntax.Expr) bool {
	switch x := x.(type) {
	case *syntax.Constant:
		return true
	case *syntax.BinOp:
		return e.plainIndex(x.Left) && e.plainIndex(x.Right)
	case *syntax.UnaryOp:
		return e.plainIndex(x.Operand)
	}
	return e.isOwn(x)
}

// isOwn reports whether x is a name of a variable of this function alone.
func (e *emitter) isOwn(x syntax.Expr) bool {
	n, ok := x.(*syntax.Name)
	v := e.c.names[n]
	return ok && v != nil && v.def == nil && !v.cell && v.unit == e.u
}

// del emits the deletion of a variable, an element or an attribute.
func (e *emitter) del(t syntax.Expr) {
	switch t := t.(type) {
	case *syntax.Name:
		v := e.c.names[t]
		e.load(v, t.Span())
		e.unset(v)
	case *syntax.Subscript:
		x, i := e.expr(t.Value), e.expr(t.Slice)
		e.at(t)
		e.b.Emit(surface.DelItem{}, x, i)
	case *syntax.Attribute:
		x := e.expr(t.Value)
		e.at(t)
		e.b.Emit(surface.DelAttr{Name: t.Attr}, x)
	case *syntax.Tuple:
		for _, x := range t.Elts {
			e.del(x)
		}
	case *syntax.List:
		for _, x := range t.Elts {
			e.del(x)
		}
	}
}

// unset takes a variable's value away.
func (e *emitter) unset(v *variable) {
	x := e.emit(surface.Unset{Name: v.name})
	if !e.setShared(v, x) {
		e.env.put(v, slot{val: x, state: unset})
		e.publish(v)
	}
}
