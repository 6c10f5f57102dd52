// Package llvm makes the LLVM IR of a program. It is pure Go and knows no libLLVM; package native compiles and runs
// what it makes. Read program.go first, then layout.go, function.go and kernel.go.
//
// # Values
//
// A core value is a list of components, each a register or a constant (ins.Value):
//
//	bool i64 f32 f64     i1, i64, float, double
//	array                ptr data, ptr owner, i64 for each axis (contiguous, row-major)
//	str, vec, node       ptr owner
//	T? of a heap type    that of T, null data for absent; of a scalar: i1 present, then the scalar
//
// In memory (rows of vecs, fields of nodes) components stand one after another at their natural alignment.
//
// # Functions
//
// `{i32, results…} @f.NAME(ptr ctx, operands…)`, fastcc; the i32 is the status of package rt; many results go to memory
// instead (result.go). Whoever calls tests the status, appends its site to the traceback and returns. Functions in a
// cycle of calls test the stack's limit first. Each function that is called from outside has an entry
// `i32 @e.NAME(ptr ctx, ptr in, ptr out)` with 8-byte slots.
//
// # Ownership
//
// Package own has counted references when code is written: it says where one is added, given back or moved, which
// parameters a function consumes, and which kernel may write over an operand. own.go writes that as it stands. What the
// rule of a node consumes is compared with the declaration by which it was counted.
//
// # Kernels
//
// Array computations arrive as kernels (package kernels). Each is a function of its own (kernel.go), made from its operation,
// its region and the sizes that are known, with sizes as operands. So equal kernels are shared by what they are made from,
// modules can be compiled apart, and one can be written without a program around it (alone.go). The function around it
// calls it (launch.go). Kernels over the same rows run strip by strip (strips.go).
package llvm
