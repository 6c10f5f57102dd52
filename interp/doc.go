// Package interp runs typed IR, as a check of inference and of lowering.
//
// A typed function runs on package vm with its own control flow; a register
// holds a whole value, in the form that value.go describes. The ops that make
// and take apart values are done on that form (structural.go, coerce.go). A
// primitive is lowered on its own, by the types of its operands, the first
// time it runs, and evaluated on a machine of its own: its operands are laid
// out in core leaves for it, and its results taken from them (codec.go). So
// the lowering of functions, the layout of what they hold and pass on, unions'
// tags, and all passes are left out.
//
// Read typed.go first.
package interp
