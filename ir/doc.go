// Package ir is the one intermediate representation of all stages.
//
// A Module holds functions. A Func's body is a Region: parameters, an ordered
// list of Nodes, results. A Node applies an Op to operand Values and defines
// result Values; structured operations (if, for, while) have Regions of their
// own, which may read any value of the regions around them. Values are
// assigned once; Nodes and Regions are never changed after the Builder has
// made them, so passes rebuild.
//
// An Op is a Go value whose exported fields are its attributes; the printer
// and the parser see them by reflection, so an op is declared in one place
// (package ops). The stages differ only in which ops and types they hold.
//
// Print writes a module of any stage as text and Parse reads it back; Verify checks a module
// that was read, or that a pass gave.
//
// Read ir.go first, then builder.go, print.go, parse.go, declare.go, verify.go.
package ir
