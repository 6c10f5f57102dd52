// Package ins holds LLVM IR as data: functions of blocks of instructions on typed operands. It is built by the methods
// of Func, one for each kind of instruction, and written as text once, when it is whole. Read value.go first, then
// build.go and module.go.
//
// # Building
//
//	f := ins.New("twice", ins.I64)
//	x := f.Param("x", ins.I64)
//	f.Ret(f.Binary(ins.Add, x, x))
//
// Instructions go to the block that was started last; New starts the first. A builder knows the type of what it makes
// and panics where operands have other types than the instruction takes: that is a fault of the compiler.
//
// # Invariants
//
//   - A register belongs to the function that made it, and is numbered by the order of making; labels share the
//     numbers. Functions that were made by the same steps are equal (Func.Equal), whatever their names are.
//   - Blocks stand in the order in which they were started, each once. A block ends with one branch or return.
//   - Stack space is reserved at the head of the first block, wherever it was asked for.
//   - What a function needs of its module is read off its instructions: the functions that they call, and the constants
//     whose addresses are operands.
//   - Text is written in time linear in the number of instructions and operands, and equal functions give equal text.
package ins
