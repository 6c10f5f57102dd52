package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"regexp"
	"slices"
	"strings"
)

// operator is one kind of mistake.
type operator struct {
	name  string
	what  string
	edits func(s *scan, n ast.Node) []edit // each is one mutant
}

// operators are fixed: a campaign is to be compared with the one before it.
var operators = []operator{
	{"swap", "exchange the operands of -, / and the like, in Go, in the nodes and instructions emitted, and in rewrite rules", swapOperands},
	{"drop-term", "leave out a term of a cotangent", dropTerm},
	{"cursor", "off by one: drop a +1 or -1, take < for <= and back", offByOne},
	{"skip-check", "never take a branch that leaves early", skipCheck},
	{"axis", "take the next axis or the one before, or count axes from the other end", wrongAxis},
	{"promotion", "take another element type, or one side of a join", wrongPromotion},
	{"drop-narrowing", "leave out a conversion, or what a test has shown", dropNarrowing},
	{"drop-count", "leave out a retain, a release or a move", dropCount},
}

// ordered are the operations whose operands of one type must not be exchanged.
var ordered = []string{"Sub", "Div", "FloorDiv", "Mod", "Pow", "Scale", "Lt", "Le", "Gt", "Ge", "Shl", "Shr", "MatMul", "VecConcat", "StrConcat"}

// instruction is an instruction or comparison of LLVM (package ins) whose two operands must not be exchanged.
var instruction = regexp.MustCompile(`^ins\.(F?Sub|[FSU]Div|[FSU]Rem|Shl|[AL]Shr|[SU][LG][TE]|[OU][LG][TE])$`)

// leftRight is the right side of a rewrite rule whose operands must not be exchanged.
var leftRight = regexp.MustCompile(`^("\((?:sub|div|ge|lt|select \w+) )(\w+) (\w+)(\)")$`)

// notEqual are Go's operators whose operands must not be exchanged.
var notEqual = []token.Token{token.SUB, token.QUO, token.REM, token.SHL, token.SHR}

// swapOperands leaves constants alone: an index of 1-n ends any test that comes by.
func swapOperands(s *scan, n ast.Node) []edit {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if slices.Contains(notEqual, n.Op) && s.basic(n, types.IsNumeric) && s.constant(n.X) == "" && s.constant(n.Y) == "" {
			return s.swap(n.X, n.Y)
		}
	case *ast.CallExpr:
		return swapArguments(s, n)
	case *ast.KeyValueExpr:
		if v, ok := n.Value.(*ast.BasicLit); ok && nameOf(n.Key) == "Right" && leftRight.MatchString(v.Value) {
			return s.replace(v, leftRight.ReplaceAllString(v.Value, "$1$3 $2$4"))
		}
	}
	return nil
}

// swapArguments does so with what a call emits, and with what functions named sub, div and less take.
func swapArguments(s *scan, n *ast.CallExpr) []edit {
	k := len(n.Args)
	switch name := nameOf(n.Fun); {
	case (name == "Emit1" || name == "Emit") && k == 3 && slices.Contains(ordered, nameOf(n.Args[0])),
		(name == "sub" || name == "div" || name == "less") && k == 2:
		return s.swap(n.Args[k-2], n.Args[k-1])
	case name == "Emit1" && k == 4 && nameOf(n.Args[0]) == "Select":
		return s.swap(n.Args[2], n.Args[3])
	case name == "Select" && k == 3:
		return s.swap(n.Args[1], n.Args[2])
	case (name == "Binary" || name == "Cmp") && k == 3 && instruction.MatchString(s.text(n.Args[0])):
		return s.swap(n.Args[1], n.Args[2])
	}
	return nil
}

// dropTerm leaves out one that a rule hands to an operand (g.add, r.Add, r.Give), or one of two that are added.
func dropTerm(s *scan, n ast.Node) []edit {
	switch n := n.(type) {
	case *ast.ExprStmt:
		if c, ok := n.X.(*ast.CallExpr); ok && len(c.Args) == 2 && slices.Contains([]string{"add", "Add", "Give"}, nameOf(c.Fun)) && s.typeOf(c.Args[1]) == "*ir.Value" {
			return s.replace(n, "")
		}
	case *ast.CallExpr:
		if nameOf(n.Fun) == "Emit1" && len(n.Args) == 3 && slices.Contains([]string{"Add", "AccAdd", "AccMerge"}, nameOf(n.Args[0])) {
			return append(s.replace(n, s.text(n.Args[1])), s.replace(n, s.text(n.Args[2]))...)
		}
	}
	return nil
}

// strict is each comparison with the one that also takes, or no longer takes, what is equal.
var strict = map[token.Token]token.Token{token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR}

// offByOne leaves len(x)-1 alone, which with another number is no place in x.
func offByOne(s *scan, n ast.Node) []edit {
	x, ok := n.(*ast.BinaryExpr)
	if !ok || !s.basic(x.X, types.IsInteger) {
		return nil
	}
	if (x.Op == token.ADD || x.Op == token.SUB) && s.constant(x.Y) == "1" && nameOf(x.X) != "len" {
		return s.replace(x, s.text(x.X))
	}
	if other, ok := strict[x.Op]; ok {
		at := s.offset(x.OpPos)
		return []edit{{at, at + len(x.Op.String()), other.String()}}
	}
	return nil
}

// skipCheck skips what returns or goes on with the next of a loop. What only panics checks the compiler, not a program.
func skipCheck(s *scan, n ast.Node) []edit {
	x, ok := n.(*ast.IfStmt)
	if !ok || x.Else != nil || len(x.Body.List) == 0 {
		return nil
	}
	switch last := x.Body.List[len(x.Body.List)-1].(type) {
	case *ast.ReturnStmt:
	case *ast.BranchStmt:
		if last.Tok != token.CONTINUE && last.Tok != token.BREAK {
			return nil
		}
	default:
		return nil
	}
	return s.replace(x.Cond, "false && ("+s.text(x.Cond)+")")
}

// axes are the names of single axes, sequences the types of what is indexed by axes.
var (
	axes      = []string{"axis", "Axis", "lead", "Lead"}
	sequences = []string{"[]types.Dim", "[]*ir.Value", "[]backend/llvm.lanes"}
	perAxis   = regexp.MustCompile(`^([dD]ims|idx|sizes|from|DimsOf)$`)
)

func wrongAxis(s *scan, n ast.Node) []edit {
	switch n := n.(type) {
	case *ast.SelectorExpr:
		if slices.Contains(axes, n.Sel.Name) && s.typeOf(n) == "int" {
			return aside(s, n)
		}
	case *ast.IndexExpr:
		if id, ok := n.Index.(*ast.Ident); ok && slices.Contains(axes, id.Name) {
			return aside(s, id)
		}
		if id, ok := n.Index.(*ast.Ident); ok && s.basic(id, types.IsInteger) && slices.Contains(sequences, s.typeOf(n.X)) && perAxis.MatchString(nameOf(n.X)) {
			x := s.text(n.X)
			return s.replace(n.Index, "len("+x+")-1-"+id.Name)
		}
	case *ast.CallExpr:
		for _, a := range n.Args {
			if id, ok := a.(*ast.Ident); ok && slices.Contains(axes, id.Name) && s.basic(id, types.IsInteger) {
				return aside(s, id)
			}
		}
	}
	return nil
}

func aside(s *scan, x ast.Expr) []edit {
	return append(s.replace(x, "("+s.text(x)+"+1)"), s.replace(x, "("+s.text(x)+"-1)")...)
}

// otherType is what is taken for an element type.
var otherType = map[string]string{
	"dtype.F64": "dtype.F32", "dtype.F32": "dtype.F64", "dtype.I64": "dtype.I32", "dtype.I32": "dtype.I64",
	"types.CoreF64": "types.CoreF32", "types.CoreF32": "types.CoreF64", "types.CoreI64": "types.CoreF64",
	"types.Float": "types.Int", "types.Int": "types.Float", "types.Bool": "types.Int",
}

func wrongPromotion(s *scan, n ast.Node) []edit {
	switch n := n.(type) {
	case *ast.SelectorExpr:
		if other, ok := otherType[s.text(n)]; ok {
			return s.replace(n, other)
		}
	case *ast.CallExpr:
		sel, ok := n.Fun.(*ast.SelectorExpr)
		if ok && sel.Sel.Name == "Compute" && len(n.Args) == 0 {
			return s.replace(n, s.text(sel.X))
		}
		if nameOf(n.Fun) == "Join" || nameOf(n.Fun) == "join" {
			if len(n.Args) == 2 && s.typeOf(n.Args[0]) == s.typeOf(n.Args[1]) {
				return append(s.replace(n, s.text(n.Args[0])), s.replace(n, s.text(n.Args[1]))...)
			}
		}
	}
	return nil
}

// conversions give back one of their arguments as something else; facts are what a test has shown, by path.
var conversions = []string{"narrowed", "narrow", "narrowType", "coerce", "CastTo", "cast", "wrap", "inRegister", "inMemory", "widen", "fit"}

const facts = "map[string]types.Type"

func dropNarrowing(s *scan, n ast.Node) []edit {
	c, ok := n.(*ast.CallExpr)
	if !ok {
		return nil
	}
	if s.typeOf(c) == facts && len(c.Args) > 1 && strings.Contains(strings.ToLower(nameOf(c.Fun)), "facts") {
		return s.replace(c, facts+"(nil)")
	}
	if !slices.Contains(conversions, nameOf(c.Fun)) {
		return nil
	}
	for _, a := range c.Args {
		if t := s.typeOf(a); t != "" && t == s.typeOf(c) {
			return s.replace(c, s.text(a))
		}
	}
	return nil
}

// counting is what counts references, in Go and as an instruction.
var (
	counting    = []string{"retain", "release", "drop", "consume", "consumeAll", "consumeEach"}
	countedCall = regexp.MustCompile(`^rti?(Retain|Release)$`)
)

// holders are the types whose method consume gives an operand, and where that stands without a count.
var holders = map[string]string{"*backend/llvm.fn": ".vals", "*own.inserter": ".Env"}

// emits reports whether a call emits an operation without attributes.
func (s *scan) emits(c *ast.CallExpr, op string) bool {
	name := nameOf(c.Fun)
	return (name == "Emit" || name == "Emit1") && len(c.Args) > 1 && s.text(c.Args[0]) == op
}

func dropCount(s *scan, n ast.Node) []edit {
	switch n := n.(type) {
	case *ast.ExprStmt:
		c, ok := n.X.(*ast.CallExpr)
		if ok && (slices.Contains(counting, nameOf(c.Fun)) || len(c.Args) > 0 && (countedCall.MatchString(s.text(c.Args[0])) || s.emits(c, "Release{}"))) {
			return s.replace(n, "")
		}
	case *ast.CallExpr:
		if s.emits(n, "Retain{}") {
			return s.replace(n, s.text(n.Args[1]))
		}
		if sel, ok := n.Fun.(*ast.SelectorExpr); ok && sel.Sel.Name == "consume" && len(n.Args) == 1 && holders[s.typeOf(sel.X)] != "" {
			return s.replace(n, s.text(sel.X)+holders[s.typeOf(sel.X)]+"["+s.text(n.Args[0])+"]")
		}
	case *ast.AssignStmt:
		if len(n.Lhs) == 1 && strings.Contains(s.text(n.Lhs[0]), ".moved[") {
			return s.replace(n, "")
		}
	}
	return nil
}
