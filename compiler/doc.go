// Package compiler is the driver: it takes a program from its file to
// something that runs, and values of Go to values of the program and back.
//
//	Load -> Program -> Compile(Call) -> Compiled -> Call(ctx, args)
//
// A Program is a source text. Compile runs the phases of one Call (a function
// of the program, or its module level, with the types of the arguments)
// through a pass.Runner: frontend, inference, lowering, the passes of core IR,
// and a backend. Errors of the program come back as a diag.List; an exception
// that ends a run as *ops.Raised, which Traceback prints as Python would.
//
// Values at the border are Go values: nil, bool, int64, float64, string,
// *tensor.Tensor, Tuple, List, Dict, Map, Set and Object. TypeOf gives their types;
// layout.go and value.go lay them out as the leaves of core IR.
//
// Nothing below this package reads files, the environment or the clock; here
// files are found, their headers read, and backends chosen.
//
// Read program.go first, then compile.go, value.go.
package compiler
