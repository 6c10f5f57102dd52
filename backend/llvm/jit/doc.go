// Package jit turns LLVM IR text into callable machine code with a libLLVM that is opened at run time, without cgo.
// It is the only package that knows libLLVM. Read llvm.go (opening), then emit.go (text to object), then link.go.
//
//	path, version, err := jit.Find("auto")
//	lib, err := jit.Open(path)
//	e, err := lib.NewEngine()
//	obj, err := e.Emit(text, jit.Options{Passes: "early-cse", OptLevel: 1})    // safe on several goroutines
//	mod, err := e.Link(obj, obj2)                                            // objects may refer to each other
//	mod, err := e.Compile(text, opts)                                        // Emit and Link of one module
//	status := jit.Call(mod.Symbol("f"), ctx, in, out)
//
// The text needs no target triple and no data layout; both are set to the host's. Emit parses, verifies, runs the
// passes, and emits a relocatable ELF object into memory; nothing of LLVM's is alive afterwards. Link is our own:
// it lays the sections out in one mapping, applies relocations and protects the pages. Names resolve, in this order,
// among the objects linked together, in Engine.Define and Engine.Provide (the run-time library), and in a short list
// of libc functions. Anything else, libm included, is an error that names the symbol.
//
// No text makes LLVM write to standard error: parse and verification errors, diagnostics of code generation and
// of inline assembly become an *Error. What LLVM calls a fatal error (an operation the target cannot select)
// still ends the process, so the emitter must only use what the target has.
//
// # Why a linker of our own
//
// Text of one small vector kernel to a callable address, no passes, mean of 60, Zen 4, LLVM 19.1.7 / 15:
//
//	Emit and Link               2.0–2.3 ms / 2.0–2.2 ms, of which Link 0.02 ms
//	ORC LLJIT, new for each     3.5–3.7 ms / 2.8–3.2 ms
//	MCJIT, new for each         16.4–16.7 ms / 15.4–16.5 ms
//
// The object file can be kept for a cache on disk, several objects are linked at once, nothing in LLVM is shared
// between threads, and unloading is one unmap.
package jit
