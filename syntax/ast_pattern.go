package syntax

type patternNode struct{ Located }

func (patternNode) pattern() {}

// MatchValue matches by ==; Value is a literal or a dotted name.
type MatchValue struct {
	patternNode
	Value Expr
}

// MatchSingleton matches None, True or False by identity; Value is nil or bool.
type MatchSingleton struct {
	patternNode
	Value any
}

// MatchSequence is [patterns] or (patterns).
type MatchSequence struct {
	patternNode
	Patterns []Pattern
}

// MatchMapping is {keys: patterns, **rest}; Rest is "" if there is no **.
type MatchMapping struct {
	patternNode
	Keys     []Expr
	Patterns []Pattern
	Rest     string
}

// MatchClass is cls(patterns, kwd=pattern).
type MatchClass struct {
	patternNode
	Cls         Expr
	Patterns    []Pattern
	KwdAttrs    []string
	KwdPatterns []Pattern
}

// MatchStar is *name in a sequence; Name is "" in *_.
type MatchStar struct {
	patternNode
	Name string
}

// MatchAs is pattern as name, a capture (Pattern nil) or the wildcard _
// (Pattern nil and Name "").
type MatchAs struct {
	patternNode
	Pattern Pattern
	Name    string
}

// MatchOr is p1 | p2 | ...
type MatchOr struct {
	patternNode
	Patterns []Pattern
}
