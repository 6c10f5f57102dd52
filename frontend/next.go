package frontend

import (
	"fmt"
	"slices"

	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/syntax"
)

// An exception ends the program, but for one: a method __next__ that raises StopIteration ends a loop. There it is a value that
// the method returns, as is that which next(x) gives in the method, if the value is assigned, returned or dropped.

// theEnd is the value of a Constant that stands for no item: it is read as what is not set.
type theEnd struct{}

// endings makes of the statements of a method __next__ those that return the end.
func (c *compiler) endings(p place, ss []syntax.Stmt) []syntax.Stmt {
	if c.prog.References {
		return ss
	}
	e := &endings{ownNext: definesNext(p.s.mod.tree)}
	return e.block(ss)
}

type endings struct {
	ownNext bool // next is a name of the program's
	n       int  // counts the variables that hold what next gives
}

// definesNext reports whether a file gives the name next a meaning of its own.
func definesNext(tree *syntax.Module) (found bool) {
	for _, st := range tree.Body {
		syntax.Inspect(st, func(n syntax.Node) bool {
			switch n := n.(type) {
			case *syntax.FunctionDef:
				found = found || n.Name == "next"
			case *syntax.Alias:
				found = found || n.Name == "next" || n.Asname == "next" || n.Name == "*"
			case *syntax.Name:
				found = found || n.Id == "next" && n.Ctx != syntax.Load
			case *syntax.Arg:
				found = found || n.Arg == "next"
			}
			return !found
		})
	}
	return found
}

func (e *endings) block(ss []syntax.Stmt) []syntax.Stmt {
	var out []syntax.Stmt
	for _, st := range ss {
		out = append(out, e.stmt(st)...)
	}
	return out
}

func (e *endings) stmt(st syntax.Stmt) []syntax.Stmt {
	switch st := st.(type) {
	case *syntax.Raise:
		if isStop(st.Exc) && st.Cause == nil {
			return []syntax.Stmt{returnOf(st, end(st))}
		}
	case *syntax.If:
		s := *st
		s.Body, s.Orelse = e.block(st.Body), e.block(st.Orelse)
		return []syntax.Stmt{&s}
	case *syntax.While:
		s := *st
		s.Body, s.Orelse = e.block(st.Body), e.block(st.Orelse)
		return []syntax.Stmt{&s}
	case *syntax.For:
		s := *st
		s.Body, s.Orelse = e.block(st.Body), e.block(st.Orelse)
		return []syntax.Stmt{&s}
	case *syntax.Return:
		if next := e.next(st.Value); next != nil {
			return []syntax.Stmt{returnOf(st, next)}
		}
	case *syntax.ExprStmt:
		if next := e.next(st.Value); next != nil {
			return e.held(st, next, func(*syntax.Name) []syntax.Stmt { return nil })
		}
	case *syntax.Assign:
		if next := e.next(st.Value); next != nil {
			return e.held(st, next, func(item *syntax.Name) []syntax.Stmt {
				s := *st
				s.Value = item
				return []syntax.Stmt{&s}
			})
		}
	}
	return []syntax.Stmt{st}
}

// held puts what next gives into a variable, returns the end if it is that, and goes on with the item.
func (e *endings) held(st syntax.Stmt, next *syntax.Call, with func(item *syntax.Name) []syntax.Stmt) []syntax.Stmt {
	e.n++
	name := func(ctx syntax.Ctx) *syntax.Name {
		x := &syntax.Name{Id: fmt.Sprintf("<next %d>", e.n), Ctx: ctx}
		x.At = next.Span()
		return x
	}
	set := &syntax.Assign{Targets: []syntax.Expr{name(syntax.Store)}, Value: next}
	set.At = st.Span()
	test := &syntax.Compare{Left: name(syntax.Load), Ops: []syntax.CmpOperator{syntax.Is}, Comparators: []syntax.Expr{end(next)}}
	test.At = next.Span()
	leave := &syntax.If{Test: test, Body: []syntax.Stmt{returnOf(st, end(next))}}
	leave.At = st.Span()
	return slices.Concat([]syntax.Stmt{set, leave}, with(name(syntax.Load)))
}

// next is next(x) with the end as the default, if an expression is that without a default, or x.__next__(); else nil.
func (e *endings) next(x syntax.Expr) *syntax.Call {
	call, ok := x.(*syntax.Call)
	if !ok || e.ownNext || len(call.Keywords) > 0 {
		return nil
	}
	if a, ok := call.Func.(*syntax.Attribute); ok && a.Attr == "__next__" && len(call.Args) == 0 {
		next := &syntax.Name{Id: "next"}
		next.At = a.Span()
		out := *call
		out.Func, out.Args = next, []syntax.Expr{a.Value, end(call)}
		return &out
	}
	if f, ok := call.Func.(*syntax.Name); !ok || f.Id != "next" || len(call.Args) != 1 {
		return nil
	}
	if _, star := call.Args[0].(*syntax.Starred); star {
		return nil
	}
	out := *call
	out.Args = []syntax.Expr{call.Args[0], end(call)}
	return &out
}

// isStop reports whether an expression is StopIteration, or a call of it without arguments.
func isStop(x syntax.Expr) bool {
	if call, ok := x.(*syntax.Call); ok && len(call.Args) == 0 && len(call.Keywords) == 0 {
		x = call.Func
	}
	n, ok := x.(*syntax.Name)
	return ok && n.Id == "StopIteration"
}

func end(at interface{ Span() source.Span }) *syntax.Constant {
	k := &syntax.Constant{Value: theEnd{}}
	k.At = at.Span()
	return k
}

func returnOf(at syntax.Stmt, v syntax.Expr) *syntax.Return {
	st := &syntax.Return{Value: v}
	st.At = at.Span()
	return st
}
