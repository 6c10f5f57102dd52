package compiler

import (
	"io"

	"github.com/myia-lang/myia/ir"
)

// Backend names what runs a program.
type Backend string

// The backends.
const (
	Auto   Backend = "auto"   // native if libLLVM is found, else the VM
	Native Backend = "native" // machine code made by LLVM
	VM     Backend = "vm"     // the interpreter
)

// Options says how to compile and run. The zero value is the default: the best
// backend there is, without optimisation, output to nowhere.
type Options struct {
	Backend Backend
	LLVM    string    // path of libLLVM, "auto" or "none"; "" is auto
	Opt     int       // 0 or 1
	Stage   Stage     // the stage that the VM runs; "" is the last one
	Seed    uint64    // of the random numbers, until the program sets one
	Budget  int64     // bytes that arrays may take in a run; 0 is a share of the machine's memory
	Out     io.Writer // what the program prints; nil drops it
	Notice  io.Writer // what the driver says, once, on the choice of backend; nil drops it
	Dump    io.Writer // IR after each pass, or nil
	Verify  bool      // check the IR after each pass

	// Of the Go package: how many versions of a program's functions are kept, 64 if it is 0, and whether each is
	// compiled for the sizes of its first arguments instead of for all sizes. Constant sizes make faster code of small
	// arrays, and another version for each size.
	Versions      int
	ConstantSizes bool
}

// Stage is what myia ir can show and run --stage can run. The first four are
// those of package ir.
type Stage string

// The stages, in order.
const (
	Surface Stage = "surface"
	Typed   Stage = "typed"
	Core    Stage = "core"
	Opt     Stage = "opt"
	Kernels Stage = "kernels"
	Own     Stage = "own"
	LLVM    Stage = "llvm"
)

// Stages lists the stages in order.
var Stages = []Stage{Surface, Typed, Core, Opt, Kernels, Own, LLVM}

// runnable maps the stages that the VM runs to those of the IR.
var runnable = map[Stage]ir.Stage{Surface: ir.Surface, Typed: ir.Typed, Core: ir.Core, Opt: ir.Opt}

// Runnable reports whether the VM runs IR of the stage.
func (s Stage) Runnable() bool { _, ok := runnable[s]; return ok }
