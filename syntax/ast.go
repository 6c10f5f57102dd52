package syntax

import "github.com/myia-lang/myia/source"

// Node is anything in the tree that has a place in the source.
type Node interface {
	// Span returns the byte range from lineno and col_offset to end_lineno and
	// end_col_offset of CPython's node.
	Span() source.Span
}

// Stmt is a statement, such as *Assign or *For.
type Stmt interface {
	Node
	stmt()
}

// Expr is an expression, such as *Name or *Call.
type Expr interface {
	Node
	expr()
}

// Pattern is what follows case in a match statement, such as *MatchValue.
type Pattern interface {
	Node
	pattern()
}

// Located is embedded in every node and holds its place.
type Located struct{ At source.Span }

// Span returns the node's place.
func (l Located) Span() source.Span { return l.At }

// Module is a whole file.
type Module struct {
	Located
	Body []Stmt
}

// Ctx says what happens to the place that a Name, Attribute, Subscript,
// Starred, List or Tuple stands for.
type Ctx uint8

// The contexts of CPython's expr_context.
const (
	Load  Ctx = iota // its value is read
	Store            // it is assigned to
	Del              // it is deleted
)

// String returns CPython's name of the context.
func (c Ctx) String() string { return [...]string{"Load", "Store", "Del"}[c] }

// Operator is the operator of a BinOp or an AugAssign.
type Operator uint8

// The operators of BinOp and AugAssign, named as in CPython.
const (
	Add Operator = iota
	Sub
	Mult
	MatMult
	Div
	Mod
	Pow
	LShift
	RShift
	BitOr
	BitXor
	BitAnd
	FloorDiv
)

var operatorText = [...]string{"+", "-", "*", "@", "/", "%", "**", "<<", ">>", "|", "^", "&", "//"}

// String returns Python's symbol, without the = of an augmented assignment.
func (o Operator) String() string { return operatorText[o] }

// BoolOperator is the operator of a BoolOp.
type BoolOperator uint8

// The operators of BoolOp.
const (
	And BoolOperator = iota
	Or
)

// String returns Python's keyword.
func (o BoolOperator) String() string { return [...]string{"and", "or"}[o] }

// UnaryOperator is the operator of a UnaryOp.
type UnaryOperator uint8

// The operators of UnaryOp.
const (
	Invert UnaryOperator = iota
	Not
	UAdd
	USub
)

// String returns Python's symbol or keyword.
func (o UnaryOperator) String() string { return [...]string{"~", "not", "+", "-"}[o] }

// CmpOperator is one of the operators of a Compare.
type CmpOperator uint8

// The operators of Compare.
const (
	Eq CmpOperator = iota
	NotEq
	Lt
	LtE
	Gt
	GtE
	Is
	IsNot
	In
	NotIn
)

var cmpText = [...]string{"==", "!=", "<", "<=", ">", ">=", "is", "is not", "in", "not in"}

// String returns Python's symbol or keywords.
func (o CmpOperator) String() string { return cmpText[o] }
