package frontend

import (
	"fmt"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/syntax"
)

// refuseStmt reports a statement that is not taken.
func (c *compiler) refuseStmt(st syntax.Stmt) {
	what, help := "this statement", ""
	switch st.(type) {
	case *syntax.Delete:
		what, help = "'del'", "leave it out; a value is freed when it is read no more"
	case *syntax.With, *syntax.AsyncWith:
		what, help = "'with'", "call the function directly, such as np.load(path)"
	case *syntax.Try, *syntax.TryStar:
		what, help = "'try'", "test for the condition first: if x != 0: ..."
	case *syntax.Match:
		what, help = "'match'", "write if and elif with == and isinstance"
	case *syntax.AsyncFunctionDef:
		what, help = "'async def'", "write def"
	case *syntax.AsyncFor:
		what, help = "'async for'", "write for"
	}
	c.limit(diag.UnsupportedStatement, firstLine(st), help, "%s is not taken yet", what)
}

// refuseExpr reports an expression that is not taken; others pass.
func (c *compiler) refuseExpr(e syntax.Expr) {
	what, help := "", ""
	switch e := e.(type) {
	case *syntax.Set:
		what, help = "a set", "use a list or a tuple"
	case *syntax.SetComp:
		what, help = "a set comprehension", "write a list comprehension"
	case *syntax.DictComp:
		what, help = "a dict comprehension", "write the dict out with constant keys, or keep a list of pairs"
	case *syntax.Yield, *syntax.YieldFrom:
		what, help = "'yield'", "collect the values in a list and return it"
	case *syntax.Await:
		what, help = "'await'", "call the function directly"
	case *syntax.Dict:
		c.refuseDict(e)
		return
	default:
		return
	}
	c.limit(diag.UnsupportedExpression, e.Span(), help, "%s is not taken yet", what)
}

// refuseDict wants constant string keys, each once.
func (c *compiler) refuseDict(d *syntax.Dict) {
	for i, k := range d.Keys {
		if k == nil {
			c.limit(diag.UnsupportedExpression, d.Values[i].Span(), "write the entries out", "** in a dict is not taken yet")
			continue
		}
		if s, ok := k.(*syntax.Constant); ok {
			if _, ok := s.Value.(string); ok {
				continue
			}
		}
		c.limit(diag.UnsupportedExpression, k.Span(), "use a tuple or a list, or keys that are constant strings", "the keys of a dict must be constant strings")
	}
}

// refuseStore reports an assignment to an element or a field.
func (c *compiler) refuseStore(t syntax.Expr) {
	switch t := t.(type) {
	case *syntax.Subscript:
		x, i := t.Value.Span().Text(), t.Slice.Span().Text()
		c.mutation(t, fmt.Sprintf("make a new value: for a list %s[:%s] + [v] + %s[%s + 1:]; for an array np.where(mask, v, %s)", x, i, x, i, x),
			"assignment to an element")
	case *syntax.Attribute:
		x := t.Value.Span().Text()
		c.mutation(t, fmt.Sprintf("make a new object with the changed field: %s = C(..., %s=v)", x, t.Attr), "assignment to a field")
	}
}

func (c *compiler) refuseAug(st *syntax.AugAssign) {
	target := st.Target.Span().Text()
	help := fmt.Sprintf("make a new value with %s %s %s in this place", target, st.Op, st.Value.Span().Text())
	if s, ok := st.Target.(*syntax.Subscript); ok {
		x, i := s.Value.Span().Text(), s.Slice.Span().Text()
		help += fmt.Sprintf(": %s[:%s] + [%s %s %s] + %s[%s + 1:]", x, i, target, st.Op, st.Value.Span().Text(), x, i)
	}
	c.mutation(st, help, "%s on an element or a field", st.Op.String()+"=")
}

func (c *compiler) mutation(n syntax.Node, help, format string, args ...any) {
	c.limit(diag.Mutation, n.Span(), help, "mutation is not taken yet: %s", fmt.Sprintf(format, args...))
}

// mutators are methods of lists, dicts, sets and arrays that change them, with
// the form that makes a new value of x and the arguments a.
var mutators = map[string]string{
	"append":     "%[1]s = %[1]s + [%[2]s]",
	"extend":     "%[1]s = %[1]s + list(%[2]s)",
	"insert":     "%[1]s = %[1]s[:i] + [v] + %[1]s[i:]",
	"pop":        "last, %[1]s = %[1]s[-1], %[1]s[:-1]",
	"remove":     "%[1]s = [v for v in %[1]s if v != %[2]s]",
	"clear":      "%[1]s = []",
	"reverse":    "%[1]s = %[1]s[::-1]",
	"sort":       "keep the list in order as it is made",
	"update":     "write the dict out with its new values",
	"setdefault": "write the dict out with its new values",
	"fill":       "%[1]s = np.full(%[1]s.shape, %[2]s)",
	"resize":     "%[1]s = np.reshape(%[1]s, %[2]s)",
	"shuffle":    "x = x[np.random.permutation(len(x))]",
}

// refuseMutatingCall reports x.append(v) and its kin as statements. A method
// of that name of a class in the program is let through.
func (c *compiler) refuseMutatingCall(st *syntax.ExprStmt) {
	call, ok := st.Value.(*syntax.Call)
	if !ok {
		return
	}
	f, ok := call.Func.(*syntax.Attribute)
	if !ok || mutators[f.Attr] == "" || c.hasMethod(f.Attr) {
		return
	}
	x, a := f.Value.Span().Text(), ""
	if len(call.Args) > 0 {
		a = call.Args[0].Span().Text()
	}
	help := mutators[f.Attr]
	if len(help) > 0 && (contains(help, "%[1]s") || contains(help, "%[2]s")) {
		help = fmt.Sprintf(help+"%[3]s", x, a, "")
	}
	c.mutation(st, "write "+help, ".%s(...)", f.Attr)
}
