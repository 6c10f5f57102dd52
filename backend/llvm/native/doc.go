// Package native compiles the text that package llvm writes and runs it: the machine-code counterpart of package vm.
//
//	b, err := native.Open(library)            // once per process, on a run-time library
//	p, err := b.Load(module, entries, opts)   // IR of stage opt to machine code
//	out, err := p.Call(ctx, "f", args)        // an *ops.Raised, or the end of ctx, is the error
//
// Values are copied at the boundary, but array arguments, which are borrowed. What compiled code cannot do itself it
// asks for: the run parks and serve.go evaluates the operation. Read load.go, then call.go.
package native
