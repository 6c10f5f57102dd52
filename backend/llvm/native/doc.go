// Package native compiles the text that package llvm writes and runs it: the machine-code counterpart of package vm.
//
//	lib, err := native.Open(path, rt.Options{})             // libLLVM and the run-time library, once per process
//	p, err := native.Load(lib, module, opts)  // IR of stage opt to machine code
//	out, err := p.Call(ctx, "f", args)        // an *ops.Raised, or the end of ctx, is the error
//
// Values are copied at the boundary, but array arguments, which are borrowed. What compiled code cannot do itself it
// asks for: the run parks and serve.go evaluates the operation. Read load.go, then call.go.
//
// A Program may be called from several goroutines if its Env may; the seed and counter of the random stream are read
// from Env when a run starts and put back when it ends.
package native
