package rewrite

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/myia-lang/myia/dtype"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/types"
)

// expr is a parsed side of a rule: an operation, a variable or a constant.
type expr struct {
	op    string
	args  []*expr
	name  string // variable
	value any    // constant: float64 or bool
}

// Set is a set of rules ready to match.
type Set struct {
	byOp map[string][]*compiled
}

type compiled struct {
	rule        Rule
	left, right *expr
}

// Compile prepares the rules that keep accepts. A rule that does not parse is
// a bug and panics.
func Compile(rules []Rule, keep func(Rule) bool) *Set {
	s := &Set{byOp: map[string][]*compiled{}}
	for _, r := range rules {
		if keep(r) {
			c := &compiled{r, parse(r.Left), parse(r.Right)}
			s.byOp[c.left.op] = append(s.byOp[c.left.op], c)
		}
	}
	return s
}

// apart puts spaces around brackets.
var apart = strings.NewReplacer("(", " ( ", ")", " ) ")

func parse(text string) *expr {
	toks := strings.Fields(apart.Replace(text))
	e, rest := parseExpr(toks)
	if len(rest) > 0 {
		panic("rewrite: " + text)
	}
	return e
}

func parseExpr(toks []string) (*expr, []string) {
	t, toks := toks[0], toks[1:]
	if t == "(" {
		e := &expr{op: toks[0]}
		toks = toks[1:]
		for toks[0] != ")" {
			var a *expr
			a, toks = parseExpr(toks)
			e.args = append(e.args, a)
		}
		return e, toks[1:]
	}
	if t == "true" || t == "false" {
		return &expr{value: t == "true"}, toks
	}
	if x, err := strconv.ParseFloat(t, 64); err == nil {
		return &expr{value: x}, toks
	}
	return &expr{name: t}, toks
}

// Apply rewrites op(args) by the first rule that matches, at the place where b
// stands. The second result is the rule's name, "" if none matches.
func (s *Set) Apply(b *ir.Builder, op ir.Op, args []*ir.Value) (*ir.Value, string) {
	for _, c := range s.byOp[op.OpName()] {
		env := map[string]*ir.Value{}
		ok := len(args) == len(c.left.args)
		for i := 0; ok && i < len(args); i++ {
			ok = match(c.left.args[i], args[i], env)
		}
		if ok && bindsType(c.rule.On, env) {
			return s.build(b, c.right, env, args[len(args)-1]), c.rule.Name
		}
	}
	return nil, ""
}

// bindsType reports whether a variable has the element type that a rule is for;
// conditions beside it are bools.
func bindsType(on string, env map[string]*ir.Value) bool {
	for _, v := range env {
		d, ok := types.ElemDType(v.Type)
		if on == "" || ok && slices.Contains(classes[on], d.Class()) {
			return true
		}
	}
	return false
}

// classes are those that Rule.On names.
var classes = map[string][]dtype.Class{
	"int": {dtype.Int, dtype.Uint}, "float": {dtype.Float}, "signed": {dtype.Int, dtype.Float},
}

func match(e *expr, v *ir.Value, env map[string]*ir.Value) bool {
	switch {
	case e.name != "":
		if old := env[e.name]; old != nil {
			return old == v
		}
		env[e.name] = v
		return true
	case e.op == "":
		return constantIs(v, e.value)
	}
	if v.Def == nil || v.Def.Op.OpName() != e.op || len(v.Def.Args) != len(e.args) {
		return false
	}
	for i, a := range v.Def.Args {
		if !match(e.args[i], a, env) {
			return false
		}
	}
	return true
}

// constantIs reports whether v is the constant x, or repeats it.
func constantIs(v *ir.Value, x any) bool {
	if v.Def == nil {
		return false
	}
	if _, ok := v.Def.Op.(ops.Broadcast); ok {
		return constantIs(v.Def.Args[0], x)
	}
	switch c := constantOf(v).(type) {
	case bool:
		return c == x
	case int64:
		return float64(c) == x
	case uint64:
		return float64(c) == x
	case float64:
		return fmt.Sprint(c) == fmt.Sprint(x) // tells -0 from 0
	case float32:
		return fmt.Sprint(c) == fmt.Sprint(x)
	}
	return false
}

// constantOf gives the number that a constant is, or one that is cast to an
// element type that has no constants of its own; nil of others.
func constantOf(v *ir.Value) any {
	switch op := v.Def.Op.(type) {
	case ops.Const:
		return op.Value
	case ops.Cast:
		from, ok := types.ElemDType(v.Def.Args[0].Type)
		if def := v.Def.Args[0].Def; ok && def != nil {
			if k, ok := def.Op.(ops.Const); ok {
				bits, _ := from.FromHost(k.Value)
				return op.To.Host(dtype.Convert(bits, from, op.To))
			}
		}
	}
	return nil
}

// build emits the right side; constants take the type of like.
func (s *Set) build(b *ir.Builder, e *expr, env map[string]*ir.Value, like *ir.Value) *ir.Value {
	switch {
	case e.name != "":
		return env[e.name]
	case e.op == "":
		if x, ok := e.value.(bool); ok {
			k := b.Emit1(ops.Const{Value: x})
			return ops.Fill(b, k, like)
		}
		return ops.Like(b, like, e.value.(float64))
	}
	args := make([]*ir.Value, len(e.args))
	for i, a := range e.args {
		args[i] = s.build(b, a, env, like)
	}
	return b.Emit1(ops.Core().ByName(e.op), args...)
}
