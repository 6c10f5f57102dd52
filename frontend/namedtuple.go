package frontend

import (
	"slices"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/syntax"
)

// namedTupleDef is the class statement that P = namedtuple("P", …) stands for; nil of any other statement. Its base is the call.
func (c *compiler) namedTupleDef(p place, st syntax.Stmt) *syntax.ClassDef {
	a, ok := st.(*syntax.Assign)
	if !ok || len(a.Targets) != 1 {
		return nil
	}
	target, isName := a.Targets[0].(*syntax.Name)
	call, isCall := a.Value.(*syntax.Call)
	if !isName || !isCall || !p.s.makesNamedTuple(call) {
		return nil
	}
	if len(call.Args) == 0 || !isConstant(call.Args[0], target.Id) {
		d := diag.Limitf(diag.UnsupportedClass, call.Span(), "a named tuple of another name than '%s' is not taken yet", target.Id)
		if len(call.Args) > 0 {
			d.WithRepair("write %s", diag.Edit{Span: call.Args[0].Span(), Text: strconv.Quote(target.Id)})
		}
		c.report(d)
	}
	def := &syntax.ClassDef{Name: target.Id, NameSpan: target.Span(), Bases: []syntax.Expr{call}}
	def.At = st.Span()
	return def
}

func isConstant(e syntax.Expr, value any) bool {
	k, ok := e.(*syntax.Constant)
	return ok && k.Value == value
}

// makesNamedTuple reports whether a call makes a class of tuples with names.
func (s *scope) makesNamedTuple(e syntax.Expr) bool {
	call, ok := e.(*syntax.Call)
	return ok && (s.means(call.Func, "collections", "namedtuple") || s.means(call.Func, "typing", "NamedTuple"))
}

// namedTuple gives a class the fields of a base namedtuple("P", "x y") or NamedTuple("P", [("x", float)]).
func (c *compiler) namedTuple(p place, cl *class, call *syntax.Call) {
	c.expr(p, call.Func)
	names, ok := fieldsGiven(call)
	defaults, known := c.defaultsGiven(call)
	if !ok || !known || len(defaults) > len(names) {
		c.limit(diag.UnsupportedClass, call.Span(), "", "a named tuple of which the fields are not constants is not taken yet")
		return
	}
	for i, name := range names {
		n := &syntax.Name{Id: name, Ctx: syntax.Store}
		n.At = call.Span()
		st := &syntax.AnnAssign{Target: n, Simple: true}
		st.At = call.Span()
		if k := i - (len(names) - len(defaults)); k >= 0 {
			st.Value = defaults[k]
		}
		c.field(p, cl, n, st)
	}
}

// fieldsGiven lists the names of the fields that a call of namedtuple or NamedTuple gives.
func fieldsGiven(call *syntax.Call) (names []string, ok bool) {
	if len(call.Args) != 2 {
		return nil, false
	}
	if k, ok := call.Args[1].(*syntax.Constant); ok {
		text, ok := k.Value.(string)
		return strings.Fields(strings.ReplaceAll(text, ",", " ")), ok
	}
	elts, ok := elementsOf(call.Args[1])
	for _, e := range elts {
		if pair, ok := elementsOf(e); ok && len(pair) == 2 {
			e = pair[0]
		}
		k, _ := e.(*syntax.Constant)
		if k == nil {
			return nil, false
		}
		name, isText := k.Value.(string)
		names, ok = append(names, name), ok && isText
	}
	return names, ok
}

// defaultsGiven lists the defaults that a call of namedtuple gives, which are those of the last fields.
func (c *compiler) defaultsGiven(call *syntax.Call) (defaults []syntax.Expr, ok bool) {
	for _, k := range call.Keywords {
		if defaults, ok = elementsOf(k.Value); !ok || k.Arg != "defaults" || slices.ContainsFunc(defaults, isStarred) {
			return nil, false
		}
	}
	return defaults, true
}

func isStarred(e syntax.Expr) bool { _, ok := e.(*syntax.Starred); return ok }

// elementsOf are those of a list or tuple display.
func elementsOf(e syntax.Expr) ([]syntax.Expr, bool) {
	switch e := e.(type) {
	case *syntax.List:
		return e.Elts, true
	case *syntax.Tuple:
		return e.Elts, true
	}
	return nil, false
}

// checkNamedTuple refuses what Python refuses in a class with the base NamedTuple, and more fields in one that derives from such
// a class, which are no elements of its tuples.
func (c *compiler) checkNamedTuple(cl *class) {
	direct := cl.ir.NamedTuple
	cl.ir.NamedTuple = slices.ContainsFunc(cl.order, func(k *class) bool { return k.ir.NamedTuple })
	switch {
	case !cl.ir.NamedTuple:
	case len(cl.order) > 1 && direct:
		c.later(diag.UnsupportedClass, cl.def.NameSpan, "", "a named tuple with another base is not taken yet")
	case !direct && len(cl.own) > 0:
		c.later(diag.UnsupportedClass, cl.def.NameSpan, "", "a class with fields that derives from a named tuple is not taken yet")
	case cl.ir.Methods["__init__"] != "":
		c.errorf(diag.BadClass, cl.def.NameSpan, "", "a named tuple is made of its fields: it has no method __init__")
	case cl.ir.Dataclass:
		c.later(diag.UnsupportedClass, cl.def.NameSpan, "", "a dataclass that is a named tuple is not taken yet")
	}
	if i := slices.IndexFunc(cl.own, func(f ir.Field) bool { return strings.HasPrefix(f.Name, "_") }); direct && i >= 0 {
		c.errorf(diag.BadClass, cl.own[i].Span, "", "Field names cannot start with an underscore: '%s'", cl.own[i].Name)
	}
}
