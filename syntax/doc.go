// Package syntax turns source text into an abstract syntax tree. It takes the
// whole grammar of Python 3.11; what Myia does not compile is refused later, by
// the frontend, where the refusal can say why.
//
// The tree has the node names, the fields and the exact positions of CPython's
// ast module, which is the oracle of this package's tests. Three names differ:
// the statement Expr is ExprStmt (Expr is the interface), optional names are ""
// instead of None, and the nodes that CPython leaves without a position
// (Arguments, Comprehension, WithItem, MatchCase, Module) have a span too.
//
// Two steps: the lexer (lex*.go) makes a slice of tokens with INDENT and DEDENT
// as CPython's tokenizer does, the parser (parse*.go) descends over it. Neither
// panics, whatever the input. A syntax error poisons the current statement: from
// then on no token matches, so every loop ends, and the parser goes on with
// the next line. Read ast.go first, then parse.go.
package syntax
