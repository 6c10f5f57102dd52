package rewrite

// Rule is a rewrite rule. Both sides have the same bits for all values.
type Rule struct {
	Name  string
	Left  string
	Right string
	// On restricts the element type: "int", "float", "signed" (ints and floats
	// with a sign) or "" for any.
	On string
	// Keeps says that both sides have the same derivatives.
	Keeps bool
}

// Rules lists all rules.
func Rules() []Rule {
	return []Rule{
		{Name: "mul-one", Left: "(mul x 1)", Right: "x", Keeps: true},
		{Name: "one-mul", Left: "(mul 1 x)", Right: "x", Keeps: true},
		{Name: "mul-zero-int", Left: "(mul x 0)", Right: "0", On: "int", Keeps: true},
		{Name: "zero-mul-int", Left: "(mul 0 x)", Right: "0", On: "int", Keeps: true},
		{Name: "add-zero-int", Left: "(add x 0)", Right: "x", On: "int", Keeps: true},
		{Name: "zero-add-int", Left: "(add 0 x)", Right: "x", On: "int", Keeps: true},
		{Name: "sub-zero", Left: "(sub x 0)", Right: "x", Keeps: true},
		{Name: "sub-self-int", Left: "(sub x x)", Right: "0", On: "int", Keeps: true},
		{Name: "div-one", Left: "(div x 1)", Right: "x", Keeps: true},
		{Name: "neg-neg", Left: "(neg (neg x))", Right: "x", Keeps: true},
		{Name: "add-neg", Left: "(add x (neg y))", Right: "(sub x y)", Keeps: true},
		{Name: "sub-neg", Left: "(sub x (neg y))", Right: "(add x y)", Keeps: true},
		{Name: "mul-neg-neg", Left: "(mul (neg x) (neg y))", Right: "(mul x y)", Keeps: true},
		{Name: "scale-one", Left: "(scale x 1)", Right: "x", Keeps: true},
		{Name: "one-scale", Left: "(scale 1 x)", Right: "x", Keeps: true},
		{Name: "scale-self", Left: "(scale x x)", Right: "(mul x x)", Keeps: true},
		{Name: "scale-neg-neg", Left: "(scale (neg x) (neg y))", Right: "(scale x y)", Keeps: true},
		{Name: "abs-neg", Left: "(abs (neg x))", Right: "(abs x)", On: "signed", Keeps: true},
		{Name: "abs-abs", Left: "(abs (abs x))", Right: "(abs x)", Keeps: true},
		{Name: "not-not", Left: "(not (not x))", Right: "x", Keeps: true},
		{Name: "and-true", Left: "(and x true)", Right: "x", Keeps: true},
		{Name: "true-and", Left: "(and true x)", Right: "x", Keeps: true},
		{Name: "and-false", Left: "(and x false)", Right: "false", Keeps: true},
		{Name: "or-false", Left: "(or x false)", Right: "x", Keeps: true},
		{Name: "false-or", Left: "(or false x)", Right: "x", Keeps: true},
		{Name: "or-true", Left: "(or x true)", Right: "true", Keeps: true},
		{Name: "and-self", Left: "(and x x)", Right: "x", Keeps: true},
		{Name: "or-self", Left: "(or x x)", Right: "x", Keeps: true},
		{Name: "select-true", Left: "(select true x y)", Right: "x", Keeps: true},
		{Name: "select-false", Left: "(select false x y)", Right: "y", Keeps: true},
		{Name: "select-same", Left: "(select c x x)", Right: "x", Keeps: true},
		{Name: "select-not", Left: "(select (not c) x y)", Right: "(select c y x)", Keeps: true},
		{Name: "max-self", Left: "(maximum x x)", Right: "x", Keeps: true},
		{Name: "min-self", Left: "(minimum x x)", Right: "x", Keeps: true},
		{Name: "lt-self", Left: "(lt x x)", Right: "false", Keeps: true},
		{Name: "not-lt-int", Left: "(not (lt x y))", Right: "(ge x y)", On: "int", Keeps: true},
		{Name: "floor-div-one", Left: "(floordiv x 1)", Right: "x", On: "int", Keeps: true},
	}
}
