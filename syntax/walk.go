package syntax

// Visitor is called for each node by Walk.
type Visitor interface {
	// Visit returns the visitor for n's children, or nil to skip them. After
	// the children it is called again with a nil Node.
	Visit(n Node) Visitor
}

// Walk visits n and everything below it, depth first, in the order of the
// fields, which is nearly the order of the text.
func Walk(v Visitor, n Node) {
	if v = v.Visit(n); v == nil {
		return
	}
	children(n, func(c Node) { Walk(v, c) })
	v.Visit(nil)
}

type inspector func(Node) bool

func (f inspector) Visit(n Node) Visitor {
	if f(n) {
		return f
	}
	return nil
}

// Inspect calls f for n and everything below it; f returns whether to descend.
// After a node's children f is called with nil.
func Inspect(n Node, f func(Node) bool) { Walk(inspector(f), n) }

func each[T Node](list []T, f func(Node)) {
	for _, n := range list {
		f(n)
	}
}

// maybe visits an optional expression.
func maybe(e Expr, f func(Node)) {
	if e != nil {
		f(e)
	}
}

// children calls f for each direct child of n.
func children(n Node, f func(Node)) {
	switch n := n.(type) {
	case *Module:
		each(n.Body, f)
	case Stmt:
		stmtChildren(n, f)
	case Expr:
		exprChildren(n, f)
	case Pattern:
		patternChildren(n, f)
	default:
		partChildren(n, f)
	}
}

func stmtChildren(n Stmt, f func(Node)) {
	switch n := n.(type) {
	case *FunctionDef:
		functionChildren(n.Args, n.Body, n.DecoratorList, n.Returns, f)
	case *AsyncFunctionDef:
		functionChildren(n.Args, n.Body, n.DecoratorList, n.Returns, f)
	case *ClassDef:
		each(n.DecoratorList, f)
		each(n.Bases, f)
		each(n.Keywords, f)
		each(n.Body, f)
	case *Return:
		maybe(n.Value, f)
	case *Delete:
		each(n.Targets, f)
	case *Assign:
		each(n.Targets, f)
		f(n.Value)
	case *AugAssign:
		f(n.Target)
		f(n.Value)
	case *AnnAssign:
		f(n.Target)
		f(n.Annotation)
		maybe(n.Value, f)
	case *Raise:
		maybe(n.Exc, f)
		maybe(n.Cause, f)
	case *Assert:
		f(n.Test)
		maybe(n.Msg, f)
	case *Import:
		each(n.Names, f)
	case *ImportFrom:
		each(n.Names, f)
	case *ExprStmt:
		f(n.Value)
	default:
		blockChildren(n, f)
	}
}

func functionChildren(args *Arguments, body []Stmt, decorators []Expr, returns Expr, f func(Node)) {
	each(decorators, f)
	f(args)
	maybe(returns, f)
	each(body, f)
}

func blockChildren(n Stmt, f func(Node)) {
	switch n := n.(type) {
	case *For:
		f(n.Target)
		f(n.Iter)
		each(n.Body, f)
		each(n.Orelse, f)
	case *AsyncFor:
		f(n.Target)
		f(n.Iter)
		each(n.Body, f)
		each(n.Orelse, f)
	case *While:
		f(n.Test)
		each(n.Body, f)
		each(n.Orelse, f)
	case *If:
		f(n.Test)
		each(n.Body, f)
		each(n.Orelse, f)
	case *With:
		each(n.Items, f)
		each(n.Body, f)
	case *AsyncWith:
		each(n.Items, f)
		each(n.Body, f)
	case *Match:
		f(n.Subject)
		each(n.Cases, f)
	case *Try:
		tryChildren(n.Body, n.Handlers, n.Orelse, n.Finalbody, f)
	case *TryStar:
		tryChildren(n.Body, n.Handlers, n.Orelse, n.Finalbody, f)
	}
}

func tryChildren(body []Stmt, handlers []*ExceptHandler, orelse, finally []Stmt, f func(Node)) {
	each(body, f)
	each(handlers, f)
	each(orelse, f)
	each(finally, f)
}

func exprChildren(n Expr, f func(Node)) {
	switch n := n.(type) {
	case *BoolOp:
		each(n.Values, f)
	case *NamedExpr:
		f(n.Target)
		f(n.Value)
	case *BinOp:
		f(n.Left)
		f(n.Right)
	case *UnaryOp:
		f(n.Operand)
	case *Lambda:
		f(n.Args)
		f(n.Body)
	case *IfExp:
		f(n.Test)
		f(n.Body)
		f(n.Orelse)
	case *Dict:
		for i, v := range n.Values {
			maybe(n.Keys[i], f)
			f(v)
		}
	case *Set:
		each(n.Elts, f)
	case *ListComp:
		f(n.Elt)
		each(n.Generators, f)
	case *SetComp:
		f(n.Elt)
		each(n.Generators, f)
	case *DictComp:
		f(n.Key)
		f(n.Value)
		each(n.Generators, f)
	case *GeneratorExp:
		f(n.Elt)
		each(n.Generators, f)
	case *Await:
		f(n.Value)
	case *Yield:
		maybe(n.Value, f)
	case *YieldFrom:
		f(n.Value)
	case *Compare:
		f(n.Left)
		each(n.Comparators, f)
	case *Call:
		f(n.Func)
		each(n.Args, f)
		each(n.Keywords, f)
	case *FormattedValue:
		f(n.Value)
		maybe(n.FormatSpec, f)
	case *JoinedStr:
		each(n.Values, f)
	case *Attribute:
		f(n.Value)
	case *Subscript:
		f(n.Value)
		f(n.Slice)
	case *Starred:
		f(n.Value)
	case *List:
		each(n.Elts, f)
	case *Tuple:
		each(n.Elts, f)
	case *Slice:
		maybe(n.Lower, f)
		maybe(n.Upper, f)
		maybe(n.Step, f)
	}
}

func patternChildren(n Pattern, f func(Node)) {
	switch n := n.(type) {
	case *MatchValue:
		f(n.Value)
	case *MatchSequence:
		each(n.Patterns, f)
	case *MatchMapping:
		for i, k := range n.Keys {
			f(k)
			f(n.Patterns[i])
		}
	case *MatchClass:
		f(n.Cls)
		each(n.Patterns, f)
		each(n.KwdPatterns, f)
	case *MatchAs:
		if n.Pattern != nil {
			f(n.Pattern)
		}
	case *MatchOr:
		each(n.Patterns, f)
	}
}

// partChildren visits below the nodes that are parts of others.
func partChildren(n Node, f func(Node)) {
	switch n := n.(type) {
	case *WithItem:
		f(n.ContextExpr)
		maybe(n.OptionalVars, f)
	case *MatchCase:
		f(n.Pattern)
		maybe(n.Guard, f)
		each(n.Body, f)
	case *ExceptHandler:
		maybe(n.Type, f)
		each(n.Body, f)
	case *Comprehension:
		f(n.Target)
		f(n.Iter)
		each(n.Ifs, f)
	case *Keyword:
		f(n.Value)
	case *Arg:
		maybe(n.Annotation, f)
	case *Arguments:
		argumentsChildren(n, f)
	}
}

func argumentsChildren(n *Arguments, f func(Node)) {
	each(n.PosOnlyArgs, f)
	each(n.Args, f)
	if n.Vararg != nil {
		f(n.Vararg)
	}
	each(n.KwOnlyArgs, f)
	if n.Kwarg != nil {
		f(n.Kwarg)
	}
	each(n.Defaults, f)
	for _, d := range n.KwDefaults {
		maybe(d, f)
	}
}
