// Package kernels groups array operations into fused loop nests.
//
// Fuse rewrites a module of stage opt: array operations become Kernel nodes. A kernel has a region that says what one
// element is, given its index: scalar core code, with Elem to read an array that exists. Elementwise operations that
// have one user, or few and are light, and operations that only move elements are computed where they are used and
// never stored.
//
// What a region reads are operands of the node and parameters of the region (closed.go). So a kernel is a unit (unit.go):
// it can be written as code, shared, kept and run without the function in which it stands.
//
// What stays a node of its own: views (reshape, a row, a slice of rows), matrix products, concatenation, and whatever
// works on vecs, nodes and strings. Updates of accumulators of vecs and nodes become ordinary nodes (rows.go), in place
// or, where a module has many of one kind, in a function (outline.go).
//
// Read kernel.go (the operations), then rules.go (what each operation becomes), fuse.go (what is stored), at.go (what
// an element is) and closed.go.
package kernels
