package names

// Operator has the special methods of an operator: of its left operand, of the
// right one, and of x op= y.
type Operator struct{ Left, Right, InPlace string }

var binaries = map[string]string{
	"+": "add", "-": "sub", "*": "mul", "/": "truediv", "//": "floordiv", "%": "mod", "**": "pow",
	"@": "matmul", "<<": "lshift", ">>": "rshift", "&": "and", "|": "or", "^": "xor",
}

// Binary gives the methods of a binary operator.
func Binary(op string) Operator {
	name := binaries[op]
	return Operator{"__" + name + "__", "__r" + name + "__", "__i" + name + "__"}
}

var comparisons = map[string][2]string{
	"<": {"lt", "gt"}, "<=": {"le", "ge"}, ">": {"gt", "lt"}, ">=": {"ge", "le"}, "==": {"eq", "eq"}, "!=": {"ne", "ne"},
}

// Comparison gives the methods of a comparison; that of the right operand
// compares the other way round.
func Comparison(op string) Operator {
	pair := comparisons[op]
	return Operator{Left: "__" + pair[0] + "__", Right: "__" + pair[1] + "__"}
}

// Unary gives the name of - + or ~, whose method has it between underscores.
func Unary(op string) string { return map[string]string{"-": "neg", "+": "pos", "~": "invert"}[op] }
