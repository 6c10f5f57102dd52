package cli

import (
	"runtime/debug"

	"github.com/myia-lang/myia/compiler"
)

const (
	// compileGrowth is by how much of what is in use, in hundredths, memory grows between two collections while a long
	// program is compiled. Most of what a compilation makes is in use until its end, so that with Go's 100 two fifths of
	// the time of 10,000 lines go by looking through it.
	compileGrowth = 400
	// longProgram is the length of such a program in bytes. A short one is compiled before there is much to collect.
	longProgram = 1 << 16
)

// collectRarely lets the compilation of a program collect garbage rarely if it is long, and gives what sets that back.
func collectRarely(p *compiler.Program) (back func()) {
	if len(p.File.Text) < longProgram {
		return func() {}
	}
	was := debug.SetGCPercent(compileGrowth)
	if was < 0 || was > compileGrowth { // as the user asked
		debug.SetGCPercent(was)
	}
	return func() { debug.SetGCPercent(was) }
}
