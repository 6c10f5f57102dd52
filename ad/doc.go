// Package ad differentiates core IR in reverse mode, and in forward mode for
// the tests of reverse mode (tangent.go), core to core.
//
// A function f becomes f.fwd, which gives f's results and what backward code
// needs (residuals), and f.bwd, which takes the arguments it needs, the
// residuals, the cotangents of the results and the accumulators of heap
// arguments, and gives the cotangents of the active arguments.
//
//	f(x):        y = mul x x;  z = sin y;  return z
//	f.fwd(x):    y = mul x x;  z = sin y;  return z, y
//	f.bwd(x, y, z̄):  ȳ = mul z̄ (cos y);  t = mul ȳ x;  return add t t
//
// A derivative is planned first (plan.go): its backward code is generated into
// a scratch function, which shows what primal values it asks for. What is free
// to recompute (free.go: constants, comparisons, integer arithmetic, elements,
// rows and slices of arrays that are at hand) is recomputed; the rest is saved
// where it is made: of straight code as a plain value, of a branch as a result
// of the branch, of a loop as a row of a vec for each trip. Functions that call
// themselves, or each other in a circle, push their residuals on a vec, one for
// all whose residuals have the same types, which backward code reads by a
// cursor that counts down (circle.go).
//
// The cotangent of a part is added into the accumulator of the whole, at the
// place that was read: no part has an accumulator of its own. So a part of a
// part is one index (ops.Take), a part that is handed to a function is taken
// inside it (sink.go), and what is read from a record or a list lends its
// accumulator (lend.go). k reads of n numbers cost O(k + n).
//
// What calls itself has a derivative for each choice of active parameters, or
// one for all (circle.go, widen.go).
//
// The rules of primitives are theirs (package ops); the pass gives them the
// cotangents and threads the accumulators (reverse.go). Derived functions are
// ordinary core functions, so higher orders are the same pass again.
//
// Read run.go first, then plan.go, forward.go, backward.go.
package ad
