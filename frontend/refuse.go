package frontend

import (
	"fmt"
	"strconv"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/syntax"
)

// refuseStmt reports a statement that is not taken.
func (c *compiler) refuseStmt(st syntax.Stmt) {
	what, help := "this statement", ""
	switch st := st.(type) {
	case *syntax.Delete:
		c.refuseDelete(st)
		return
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

// refuseStore reports an assignment to an element or a field; value is the
// text of what is assigned.
func (c *compiler) refuseStore(t syntax.Expr, value string) {
	what := "an element"
	if _, ok := t.(*syntax.Attribute); ok {
		what = "a field"
	}
	c.mutation(t, storeHelp(t, value), "assignment to %s", what)
}

// storeHelp says what to write for t = value.
func storeHelp(t syntax.Expr, value string) string {
	if a, ok := t.(*syntax.Attribute); ok {
		x := a.Value.Span().Text()
		return fmt.Sprintf("make a new object: %s = dataclasses.replace(%s, %s=%s)", x, x, a.Attr, value)
	}
	s, ok := t.(*syntax.Subscript)
	if !ok {
		return ""
	}
	x, i := s.Value.Span().Text(), s.Slice.Span().Text()
	_, slice := s.Slice.(*syntax.Slice)
	_, several := s.Slice.(*syntax.Tuple)
	switch {
	case isText(s.Slice):
		return fmt.Sprintf("make a new dict with all its entries: %s = {..., %s: %s}", x, i, value)
	case i == "..." || i == ":":
		return fmt.Sprintf("make a new array: %s = np.full(%s.shape, %s)", x, x, value)
	case slice || several:
		return fmt.Sprintf("make a new value: for an array %s = np.where(mask, %s, %s), for a list join slices of it", x, value, x)
	}
	return fmt.Sprintf("make a new value: for a list %s = %s, for an array %s = np.where(np.arange(len(%s)) == %s, %s, %s)",
		x, withElement(x, i, "["+value+"]"), x, x, i, value, x)
}

// withElement is the list x with the elements of a list in place of x[i].
func withElement(x, i, list string) string {
	next := i + " + 1"
	if n, err := strconv.Atoi(i); err == nil {
		next = strconv.Itoa(n + 1)
	}
	switch {
	case i == "0" && list == "":
		return x + "[1:]"
	case i == "0":
		return fmt.Sprintf("%s + %s[1:]", list, x)
	case i == "-1" && list == "":
		return x + "[:-1]"
	case i == "-1":
		return fmt.Sprintf("%s[:-1] + %s", x, list)
	case list == "":
		return fmt.Sprintf("%s[:%s] + %s[%s:]", x, i, x, next)
	}
	return fmt.Sprintf("%s[:%s] + %s + %s[%s:]", x, i, list, x, next)
}

func isText(e syntax.Expr) bool {
	k, ok := e.(*syntax.Constant)
	if !ok {
		return false
	}
	_, ok = k.Value.(string)
	return ok
}

// refuseDelete reports del: of an element it is a mutation.
func (c *compiler) refuseDelete(st *syntax.Delete) {
	for _, t := range st.Targets {
		switch t := t.(type) {
		case *syntax.Subscript:
			x, i := t.Value.Span().Text(), t.Slice.Span().Text()
			help := fmt.Sprintf("make a new list: %s = %s", x, withElement(x, i, ""))
			if isText(t.Slice) {
				help = "make a new dict of the entries that stay"
			}
			c.mutation(st, help, "del of an element")
			return
		case *syntax.Attribute:
			c.mutation(st, "make an object of a class without the field", "del of a field")
			return
		}
	}
	c.limit(diag.UnsupportedStatement, st.Span(), "leave it out; a value is freed when it is read no more", "'del' is not taken yet")
}

// refuseAug reports an operation in place on an element or a field.
func (c *compiler) refuseAug(st *syntax.AugAssign) {
	value := fmt.Sprintf("%s %s %s", st.Target.Span().Text(), st.Op, st.Value.Span().Text())
	c.mutation(st, storeHelp(st.Target, value), "%s= on an element or a field", st.Op)
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
	"shuffle":    "%[2]s = %[2]s[np.random.permutation(len(%[2]s))]",
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
	if contains(help, "%[1]s") || contains(help, "%[2]s") {
		help = "write " + fmt.Sprintf(help+"%[3]s", x, a, "")
	}
	c.mutation(st, help, ".%s(...)", f.Attr)
}
