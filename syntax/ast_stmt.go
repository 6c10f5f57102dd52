package syntax

import "github.com/myia-lang/myia/source"

type stmtNode struct{ Located }

func (stmtNode) stmt() {}

// FunctionDef is a def statement. Its span starts at def, not at a decorator.
type FunctionDef struct {
	stmtNode
	Name          string
	Args          *Arguments
	Body          []Stmt
	DecoratorList []Expr
	Returns       Expr        // nil if there is no ->
	NameSpan      source.Span // the place of Name
}

// AsyncFunctionDef is an async def statement.
type AsyncFunctionDef struct {
	stmtNode
	Name          string
	Args          *Arguments
	Body          []Stmt
	DecoratorList []Expr
	Returns       Expr
	NameSpan      source.Span
}

// ClassDef is a class statement. Its span starts at class.
type ClassDef struct {
	stmtNode
	Name          string
	Bases         []Expr // may hold *Starred
	Keywords      []*Keyword
	Body          []Stmt
	DecoratorList []Expr
	NameSpan      source.Span
}

// Return is a return statement; Value may be nil.
type Return struct {
	stmtNode
	Value Expr
}

// Delete is a del statement.
type Delete struct {
	stmtNode
	Targets []Expr
}

// Assign is t1 = t2 = value. Targets are Name, Attribute, Subscript, Starred,
// List and Tuple in Store context.
type Assign struct {
	stmtNode
	Targets []Expr
	Value   Expr
}

// AugAssign is target op= value.
type AugAssign struct {
	stmtNode
	Target Expr
	Op     Operator
	Value  Expr
}

// AnnAssign is target: annotation = value; Value may be nil. Simple tells
// whether the target is a name without parentheses.
type AnnAssign struct {
	stmtNode
	Target     Expr
	Annotation Expr
	Value      Expr
	Simple     bool
}

// For is a for statement.
type For struct {
	stmtNode
	Target Expr
	Iter   Expr
	Body   []Stmt
	Orelse []Stmt
}

// AsyncFor is an async for statement.
type AsyncFor struct {
	stmtNode
	Target Expr
	Iter   Expr
	Body   []Stmt
	Orelse []Stmt
}

// While is a while statement.
type While struct {
	stmtNode
	Test   Expr
	Body   []Stmt
	Orelse []Stmt
}

// If is an if statement; an elif is an If alone in Orelse.
type If struct {
	stmtNode
	Test   Expr
	Body   []Stmt
	Orelse []Stmt
}

// With is a with statement.
type With struct {
	stmtNode
	Items []*WithItem
	Body  []Stmt
}

// AsyncWith is an async with statement.
type AsyncWith struct {
	stmtNode
	Items []*WithItem
	Body  []Stmt
}

// WithItem is one context manager of a with; OptionalVars may be nil.
type WithItem struct {
	Located
	ContextExpr  Expr
	OptionalVars Expr
}

// Match is a match statement.
type Match struct {
	stmtNode
	Subject Expr
	Cases   []*MatchCase
}

// MatchCase is one case; Guard may be nil.
type MatchCase struct {
	Located
	Pattern Pattern
	Guard   Expr
	Body    []Stmt
}

// Raise is a raise statement; Exc and Cause may be nil.
type Raise struct {
	stmtNode
	Exc   Expr
	Cause Expr
}

// Try is a try statement with except clauses, a finally, or both.
type Try struct {
	stmtNode
	Body      []Stmt
	Handlers  []*ExceptHandler
	Orelse    []Stmt
	Finalbody []Stmt
}

// TryStar is a try statement with except* clauses.
type TryStar struct {
	stmtNode
	Body      []Stmt
	Handlers  []*ExceptHandler
	Orelse    []Stmt
	Finalbody []Stmt
}

// ExceptHandler is an except clause; Type may be nil and Name "".
type ExceptHandler struct {
	Located
	Type Expr
	Name string
	Body []Stmt
}

// Assert is an assert statement; Msg may be nil.
type Assert struct {
	stmtNode
	Test Expr
	Msg  Expr
}

// Import is an import statement.
type Import struct {
	stmtNode
	Names []*Alias
}

// ImportFrom is from module import names. Level counts the leading dots, and
// Module is "" in from . import x.
type ImportFrom struct {
	stmtNode
	Module string
	Names  []*Alias
	Level  int
}

// Alias is name as asname; Asname is "" if there is no as. The name of a star
// import is "*".
type Alias struct {
	Located
	Name   string
	Asname string
}

// Global is a global statement.
type Global struct {
	stmtNode
	Names []string
}

// Nonlocal is a nonlocal statement.
type Nonlocal struct {
	stmtNode
	Names []string
}

// ExprStmt is an expression as a statement (CPython calls it Expr).
type ExprStmt struct {
	stmtNode
	Value Expr
}

// Pass is a pass statement.
type Pass struct{ stmtNode }

// Break is a break statement.
type Break struct{ stmtNode }

// Continue is a continue statement.
type Continue struct{ stmtNode }

// Arguments are the parameters of a function. Defaults belong to the last of
// PosOnlyArgs and Args together; KwDefaults has one entry, perhaps nil, for
// each of KwOnlyArgs.
type Arguments struct {
	Located
	PosOnlyArgs []*Arg
	Args        []*Arg
	Vararg      *Arg // nil if there is no *args
	KwOnlyArgs  []*Arg
	KwDefaults  []Expr
	Kwarg       *Arg // nil if there is no **kwargs
	Defaults    []Expr
}

// Arg is one parameter; Annotation may be nil.
type Arg struct {
	Located
	Arg        string
	Annotation Expr
}

// Keyword is arg=value in a call or a class; Arg is "" in **value.
type Keyword struct {
	Located
	Arg   string
	Value Expr
}
