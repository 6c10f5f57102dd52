package rewrite

// Rule is a rewrite rule.
type Rule struct {
	Name  string
	Left  string
	Right string
	// On restricts the element type: "int" (i64), "float" or "" for any.
	On string
	// Exact rules are always on; the others need fast-math.
	Exact bool
	// Keeps says that both sides have the same derivatives.
	Keeps bool
}

// Rules lists all rules.
func Rules() []Rule {
	return []Rule{
		{Name: "mul-one", Left: "(mul x 1)", Right: "x", Exact: true, Keeps: true},
		{Name: "one-mul", Left: "(mul 1 x)", Right: "x", Exact: true, Keeps: true},
		{Name: "mul-zero-int", Left: "(mul x 0)", Right: "0", On: "int", Exact: true, Keeps: true},
		{Name: "zero-mul-int", Left: "(mul 0 x)", Right: "0", On: "int", Exact: true, Keeps: true},
		{Name: "add-zero-int", Left: "(add x 0)", Right: "x", On: "int", Exact: true, Keeps: true},
		{Name: "zero-add-int", Left: "(add 0 x)", Right: "x", On: "int", Exact: true, Keeps: true},
		{Name: "add-zero", Left: "(add x 0)", Right: "x", On: "float", Keeps: true},
		{Name: "zero-add", Left: "(add 0 x)", Right: "x", On: "float", Keeps: true},
		{Name: "sub-zero", Left: "(sub x 0)", Right: "x", Exact: true, Keeps: true},
		{Name: "sub-self-int", Left: "(sub x x)", Right: "0", On: "int", Exact: true, Keeps: true},
		{Name: "div-one", Left: "(div x 1)", Right: "x", Exact: true, Keeps: true},
		{Name: "neg-neg", Left: "(neg (neg x))", Right: "x", Exact: true, Keeps: true},
		{Name: "add-neg", Left: "(add x (neg y))", Right: "(sub x y)", Exact: true, Keeps: true},
		{Name: "sub-neg", Left: "(sub x (neg y))", Right: "(add x y)", Exact: true, Keeps: true},
		{Name: "mul-neg-neg", Left: "(mul (neg x) (neg y))", Right: "(mul x y)", Exact: true, Keeps: true},
		{Name: "scale-one", Left: "(scale x 1)", Right: "x", Exact: true, Keeps: true},
		{Name: "one-scale", Left: "(scale 1 x)", Right: "x", Exact: true, Keeps: true},
		{Name: "scale-self", Left: "(scale x x)", Right: "(mul x x)", Exact: true, Keeps: true},
		{Name: "scale-neg-neg", Left: "(scale (neg x) (neg y))", Right: "(scale x y)", Exact: true, Keeps: true},
		{Name: "abs-neg", Left: "(abs (neg x))", Right: "(abs x)", Exact: true, Keeps: true},
		{Name: "abs-abs", Left: "(abs (abs x))", Right: "(abs x)", Exact: true, Keeps: true},
		{Name: "not-not", Left: "(not (not x))", Right: "x", Exact: true, Keeps: true},
		{Name: "and-true", Left: "(and x true)", Right: "x", Exact: true, Keeps: true},
		{Name: "true-and", Left: "(and true x)", Right: "x", Exact: true, Keeps: true},
		{Name: "and-false", Left: "(and x false)", Right: "false", Exact: true, Keeps: true},
		{Name: "or-false", Left: "(or x false)", Right: "x", Exact: true, Keeps: true},
		{Name: "false-or", Left: "(or false x)", Right: "x", Exact: true, Keeps: true},
		{Name: "or-true", Left: "(or x true)", Right: "true", Exact: true, Keeps: true},
		{Name: "and-self", Left: "(and x x)", Right: "x", Exact: true, Keeps: true},
		{Name: "or-self", Left: "(or x x)", Right: "x", Exact: true, Keeps: true},
		{Name: "select-true", Left: "(select true x y)", Right: "x", Exact: true, Keeps: true},
		{Name: "select-false", Left: "(select false x y)", Right: "y", Exact: true, Keeps: true},
		{Name: "select-same", Left: "(select c x x)", Right: "x", Exact: true, Keeps: true},
		{Name: "select-not", Left: "(select (not c) x y)", Right: "(select c y x)", Exact: true, Keeps: true},
		{Name: "max-self", Left: "(maximum x x)", Right: "x", Exact: true, Keeps: true},
		{Name: "min-self", Left: "(minimum x x)", Right: "x", Exact: true, Keeps: true},
		{Name: "lt-self", Left: "(lt x x)", Right: "false", Exact: true, Keeps: true},
		{Name: "not-lt-int", Left: "(not (lt x y))", Right: "(ge x y)", On: "int", Exact: true, Keeps: true},
		{Name: "floor-div-one", Left: "(floordiv x 1)", Right: "x", On: "int", Exact: true, Keeps: true},
	}
}
