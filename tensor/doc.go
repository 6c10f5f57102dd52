// Package tensor holds array values and their pure-Go kernels.
//
// A Tensor is contiguous and row-major; values never change after they are
// made, so Reshape shares data. Another version of a tensor replaces elements
// in place, and the older one copies them if it is read again (version.go). The kernels take operands of equal shapes:
// broadcasting is explicit.
//
// # The order of reductions
//
// Floating-point sums depend on their order. It is stated here, once, and every
// backend keeps it to the bit; threads and GPUs can. It holds for sum and
// prod, and so for all that is made of them: means, norms, derivatives.
// Integers wrap and may be taken in any order. Matrix products have orders of
// their own, and what is added into an accumulator is added one by one.
//
// Two rules. Both start from the identity, +0 for sum and 1 for prod, and
// combine it as if it were an element; so no sum is -0, and that of nothing is 0.
//
//	Run rule, for n numbers x[0], x[1], … The first 1024 are a leaf, then the
//	next 1024, …; the last leaf may be short. In a leaf lane k of 16 starts
//	from the identity and takes x[k], x[k+16], x[k+32], … in turn. Then lane k
//	takes lane k+8 (k < 8), then k+4 (k < 4), k+2 (k < 2), k+1 (k < 1): lane 0
//	is the value of the leaf. The values of the leaves, in order, are again
//	numbers under the run rule, until there is one.
//
//	Row rule, for n rows, each column by itself. The first 64 rows are a leaf,
//	then the next 64, …; the last may be short. A leaf starts from the identity
//	and takes its rows in turn. The values of the leaves, in order, are again
//	rows under the row rule, until there is one.
//
// Which rule: of the axes that go, those at the end (such that no kept axis
// follows) go first, by the run rule over their joint row-major index. If others
// go too, they then go by the row rule over their joint row-major index. So an
// axis that is not last, also one in the middle, follows the row rule.
//
// A short leaf may be filled up with the identity, or the missing steps left
// out, and a tree may have more levels than it needs: no bit changes, since no
// lane of a sum is ever -0. Where a mask leaves elements out the identity stands in
// their place; a start value given by the program is combined with the result
// of the whole reduction, last. Which nan comes out of several is not stated.
//
// The maximum of floats is the leftmost of the greatest (so of 0 and -0 the
// first), or the first nan if there is one; the minimum likewise, and the places
// of both. Leftmost is by the joint row-major index of the axes that go. These
// do not depend on the order of work. Of nothing they are -inf and inf.
//
// Read tensor.go first, then strided.go and reduce.go.
package tensor
