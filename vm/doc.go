// Package vm runs core and opt IR in pure Go. It is the reference for every
// other backend.
//
// A function is compiled once to a flat list of instructions over registers,
// one for each value (compile.go); branches and loops are jumps. Frames are
// data on the heap, so recursion is as deep as memory allows (run.go).
package vm
