// Package emit holds the elementary functions of Myia, each written once, and the LLVM text that computes them.
//
// A function such as exp is a Go generic over a scalar [Algebra]. The algebra has three instances: [Float64] and
// [Float32] compute at once, for the VM and for constant folding; a [Writer] appends LLVM IR that computes the same
// thing on one number or on a vector of them. Every step of a function is one IEEE 754 operation, or one operation
// on the bits of a number, in a fixed order, so the three agree to the bit (the payload of a NaN excepted).
//
// Invariants:
//
//   - A function has no branches on data: it selects. The one exception is [Algebra.Rare], whose two sides give
//     the same bits where both are valid, so skipping one is invisible.
//   - No operation can give poison or undefined behaviour, whatever its operands. Table indices are clamped.
//   - There is no contraction. A fused multiply-add is never used: without hardware for it, it is a slow call.
//   - llvm.exp, llvm.log, llvm.sin and llvm.pow are never emitted.
//   - Results are at most 2 ulp from the exact value; the tests hold each function to less. Values at NaN, ±0, ±inf
//     are those of C99, Annex F.
//
// Read functions.go first: one line declares a function and feeds all three instances. Then algebra.go. The
// polynomials come from testdata/coef.py, which writes coef.go.
package emit
