// Package tensor holds array values and their pure-Go kernels.
//
// A Tensor is contiguous and row-major; values never change after they are
// made, so Reshape shares data. The kernels take operands of equal shapes:
// broadcasting is explicit.
//
// Sums follow one stated tree, so that every backend gives the same bits. A
// contiguous run of n elements is cut into blocks of 4096. In a block, element
// i goes to lane i mod 16, each lane adds its elements in order; the lanes are
// then added in pairs 8 apart, 4, 2 and 1 apart. Block sums are added in
// order. Sums over axes that are not innermost add row by row in order.
//
// Read tensor.go first, then strided.go and reduce.go.
package tensor
