package syntax

import "github.com/myia-lang/myia/source"

type exprNode struct{ Located }

func (exprNode) expr() {}

// BoolOp is a chain of one operator: a and b and c has three Values.
type BoolOp struct {
	exprNode
	Op     BoolOperator
	Values []Expr
}

// NamedExpr is (target := value); Target is a *Name in Store context.
type NamedExpr struct {
	exprNode
	Target Expr
	Value  Expr
}

// BinOp is left op right.
type BinOp struct {
	exprNode
	Left  Expr
	Op    Operator
	Right Expr
}

// UnaryOp is op operand.
type UnaryOp struct {
	exprNode
	Op      UnaryOperator
	Operand Expr
}

// Lambda is lambda args: body.
type Lambda struct {
	exprNode
	Args *Arguments
	Body Expr
}

// IfExp is body if test else orelse.
type IfExp struct {
	exprNode
	Test   Expr
	Body   Expr
	Orelse Expr
}

// Dict is a dict display; the key of **value is nil.
type Dict struct {
	exprNode
	Keys   []Expr
	Values []Expr
}

// Set is a set display.
type Set struct {
	exprNode
	Elts []Expr
}

// ListComp is [elt for ...].
type ListComp struct {
	exprNode
	Elt        Expr
	Generators []*Comprehension
}

// SetComp is {elt for ...}.
type SetComp struct {
	exprNode
	Elt        Expr
	Generators []*Comprehension
}

// DictComp is {key: value for ...}.
type DictComp struct {
	exprNode
	Key        Expr
	Value      Expr
	Generators []*Comprehension
}

// GeneratorExp is (elt for ...), parentheses included, also when they are
// those of a call.
type GeneratorExp struct {
	exprNode
	Elt        Expr
	Generators []*Comprehension
}

// Comprehension is one for clause with its if clauses.
type Comprehension struct {
	Located
	Target  Expr
	Iter    Expr
	Ifs     []Expr
	IsAsync bool
}

// Await is await value.
type Await struct {
	exprNode
	Value Expr
}

// Yield is yield value; Value may be nil.
type Yield struct {
	exprNode
	Value Expr
}

// YieldFrom is yield from value.
type YieldFrom struct {
	exprNode
	Value Expr
}

// Compare is left ops[0] comparators[0] ops[1] comparators[1] ...
type Compare struct {
	exprNode
	Left        Expr
	Ops         []CmpOperator
	Comparators []Expr
}

// Call is func(args, keywords). Args may hold *Starred.
type Call struct {
	exprNode
	Func     Expr
	Args     []Expr
	Keywords []*Keyword
}

// FormattedValue is one {value!r:spec} of an f-string. Conversion is 's', 'r',
// 'a' or -1; FormatSpec is nil or a *JoinedStr. As in CPython 3.11 its span is
// the whole string; Value has its own place.
type FormattedValue struct {
	exprNode
	Value      Expr
	Conversion int
	FormatSpec Expr
}

// JoinedStr is an f-string: *Constant strings and *FormattedValue.
type JoinedStr struct {
	exprNode
	Values []Expr
}

// Constant is a literal. Value is one of
//
//	nil         None
//	bool
//	int64       an int that fits
//	*big.Int    an int that does not
//	float64
//	complex128  an imaginary literal
//	string      (surrogate escapes are kept in WTF-8)
//	[]byte
//	Ellipsis    ...
type Constant struct {
	exprNode
	Value any
}

// Ellipsis is the value of the Constant that is written "...".
type Ellipsis struct{}

// Attribute is value.attr.
type Attribute struct {
	exprNode
	Value    Expr
	Attr     string
	Ctx      Ctx
	AttrSpan source.Span // the place of Attr
}

// Subscript is value[slice]. Slice may be a *Slice, or a *Tuple that holds some.
type Subscript struct {
	exprNode
	Value Expr
	Slice Expr
	Ctx   Ctx
}

// Starred is *value in a call, a display or a target.
type Starred struct {
	exprNode
	Value Expr
	Ctx   Ctx
}

// Name is a variable. Id is NFKC-normalised, as Python compares names.
type Name struct {
	exprNode
	Id  string
	Ctx Ctx
}

// List is [elts].
type List struct {
	exprNode
	Elts []Expr
	Ctx  Ctx
}

// Tuple is elts with commas; its span includes the parentheses if there are any.
type Tuple struct {
	exprNode
	Elts []Expr
	Ctx  Ctx
}

// Slice is lower:upper:step inside a Subscript; each may be nil.
type Slice struct {
	exprNode
	Lower Expr
	Upper Expr
	Step  Expr
}
