package frontend

import (
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/syntax"
)

// of is what the value of an expression may hold.
func (x *escapes) of(e syntax.Expr) holding {
	out := holding{}
	switch e := e.(type) {
	case *syntax.Lambda:
		out = x.captures(x.c.unitOf[e], e.Span())
		x.defaults(out, e.Args)
		return out
	case *syntax.Name:
		return x.name(x.c.names[e], e.Span())
	case *syntax.Call:
		return x.call(e)
	case *syntax.Compare, *syntax.Constant, *syntax.JoinedStr, nil:
		return out
	case *syntax.BinOp:
		if e.Op != syntax.Add && e.Op != syntax.Mult {
			return out // numbers, which hold nothing
		}
	case *syntax.IfExp:
		out.add(x.of(e.Body))
		out.add(x.of(e.Orelse))
		return out
	case *syntax.Subscript:
		return x.of(e.Value)
	case *syntax.ListComp:
		return x.comp(e, e.Elt, e.Generators)
	case *syntax.GeneratorExp:
		return x.comp(e, e.Elt, e.Generators)
	case *syntax.SetComp:
		return x.comp(e, e.Elt, e.Generators)
	case *syntax.DictComp:
		return x.comp(e, e.Value, e.Generators)
	}
	syntax.Inspect(e, func(n syntax.Node) bool {
		if n == syntax.Node(e) {
			return true
		}
		if sub, ok := n.(syntax.Expr); ok {
			out.add(x.of(sub))
			return false
		}
		return n != nil
	})
	return out
}

func (x *escapes) name(v *variable, at source.Span) holding {
	if v == nil {
		return holding{}
	}
	switch d := v.def.(type) {
	case staticFunc:
		out := x.captures(d.unit, at)
		x.defaults(out, d.unit.args)
		return out
	case staticAlias:
		return x.name(d.target, at)
	}
	out := holding{}
	out.add(x.in[v])
	if a := x.arg[v]; a != nil {
		out[a] = at
	}
	return out
}

// defaults adds what the defaults of a function hold.
func (x *escapes) defaults(out holding, args *syntax.Arguments) {
	for _, d := range defaultsOf(args) {
		out.add(x.of(d.value))
	}
}

func (x *escapes) captures(u *unit, at source.Span) holding {
	out := holding{}
	if u != nil {
		for _, v := range u.caps {
			out[v] = at
			out.add(x.in[v])
			if a := x.arg[v]; a != nil {
				out[a] = at
			}
		}
	}
	return out
}

// comp is what a comprehension's list holds; a closure over its own variable
// is wrong already.
func (x *escapes) comp(e, elt syntax.Expr, gens []*syntax.Comprehension) holding {
	out := x.of(elt)
	for _, g := range gens {
		for _, v := range x.c.stored(g.Target) {
			if _, ok := out[v]; ok {
				x.share(v)
				delete(out, v)
			}
		}
	}
	return out
}

// keepers are built-ins whose result may hold their arguments.
var keepers = set("map", "filter", "zip", "enumerate", "reversed", "list", "tuple", "max", "min", "dict", "sorted", "sum", "set", "iter", "next")

// call is what a call's result may hold: what the function returns of its
// captures and arguments, or the arguments of a callee that is not known.
func (x *escapes) call(e *syntax.Call) holding {
	out := holding{}
	d, builtin := x.callee(e)
	if n, ok := e.Func.(*syntax.Name); ok && builtin && !keepers[n.Id] {
		return out
	}
	if f, ok := e.Func.(*syntax.Attribute); ok && d == nil {
		out.add(x.of(f.Value))
	} else if d == nil && x.gives {
		out.add(x.of(e.Func))
	}
	switch d := d.(type) {
	case staticFunc:
		return x.apply(d.unit, e, x.returns[d.unit])
	case staticAttr:
		if d.module != "myia" && d.module != "functools" && d.module != "dataclasses" && d.module != "collections" {
			return out
		}
	}
	args := x.args(e)
	if d == (staticAttr{"functools", "reduce"}) {
		args = args[min(1, len(args)):]
	}
	for _, a := range args {
		out.add(x.of(a))
	}
	return out
}

// callee is what a call surely calls, or nil; builtin says that it is no variable.
func (x *escapes) callee(e *syntax.Call) (d static, builtin bool) {
	switch f := e.Func.(type) {
	case *syntax.Name:
		v := x.c.names[f]
		if v == nil {
			return nil, true
		}
		if d = resolved(v); v.passed != nil && keepers[f.Id] {
			d = nil // it may be the built-in
		}
	case *syntax.Attribute:
		if n, ok := f.Value.(*syntax.Name); ok && x.c.names[n] != nil {
			if m, ok := x.c.names[n].def.(staticModule); ok {
				d = staticAttr{m.name, f.Attr}
			}
		}
		if v := x.c.attrVar[f]; v != nil {
			d = resolved(v)
		}
	}
	return d, false
}

// stored is what a call may put into objects: what the function does of its captures and arguments, or the arguments of
// a method or of a callee that is not known.
func (x *escapes) stored(e *syntax.Call) holding {
	d, builtin := x.callee(e)
	out := holding{}
	switch d := d.(type) {
	case staticFunc:
		return x.apply(d.unit, e, x.keeps[d.unit])
	case staticAttr, staticModule:
		return out
	}
	if builtin {
		return out
	}
	for _, a := range x.args(e) {
		out.add(x.of(a))
	}
	if x.stores {
		out.add(x.of(e.Func))
	}
	return out
}

// noted adds to what a function returns or puts into objects, and reports whether it does not hold some of that itself.
func (x *escapes) noted(u *unit, does, more holding) bool {
	x.changed = does.add(more) || x.changed
	for v := range more {
		if v.scope != u.scope && v.unit != u {
			return true
		}
	}
	return false
}

func resolved(v *variable) static {
	if v == nil {
		return nil
	}
	if a, ok := v.def.(staticAlias); ok {
		return resolved(a.target)
	}
	return v.def
}

func (x *escapes) args(e *syntax.Call) []syntax.Expr {
	out := append([]syntax.Expr{}, e.Args...)
	for _, k := range e.Keywords {
		out = append(out, k.Value)
	}
	return out
}

// apply puts the arguments of a call of u in the place of the parameters in what u returns, or puts into objects.
func (x *escapes) apply(u *unit, e *syntax.Call, does holding) holding {
	out := holding{}
	for v := range does {
		if v.scope != u.scope && v.unit != u {
			out[v] = e.Span()
		}
	}
	has := func(p *variable) bool { _, ok := does[x.arg[p]]; return ok }
	for i, a := range e.Args {
		if _, star := a.(*syntax.Starred); star || i >= len(u.params) || has(u.params[i]) {
			out.add(x.of(a))
		}
	}
	for _, k := range e.Keywords {
		if p := u.scope.vars[k.Arg]; p == nil || has(p) {
			out.add(x.of(k.Value))
		}
	}
	return out
}
