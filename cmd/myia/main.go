// Command myia compiles, runs and differentiates programs in a subset of
// Python. Everything it does is in package cli.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"golang.org/x/term"

	"github.com/myia-lang/myia/backend/llvm/rt"
	"github.com/myia-lang/myia/cli"
)

func main() {
	underLimit()
	// Near the memory that a run may take Go collects more often and gives back at once what is free: without this the
	// process holds up to a third more than the values of the VM need, and the system may end it.
	debug.SetMemoryLimit(rt.DefaultBudget())
	// A closed pipe is an error of a write, which ends the command quietly.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	ended := make(chan int)
	go func() {
		ended <- cli.Main(ctx, os.Args[1:], cli.World{
			Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr,
			StdoutLines: !isFile(os.Stdout), StderrTerm: term.IsTerminal(int(os.Stderr.Fd())),
			Getenv: os.Getenv,
		})
	}()
	select {
	case status := <-ended:
		os.Exit(status)
	case <-ctx.Done():
	}
	stop() // a second Ctrl-C ends the process at once
	select {
	case status := <-ended:
		os.Exit(status)
	case <-time.After(patience):
		fmt.Fprintln(os.Stderr, "KeyboardInterrupt")
		os.Exit(cli.ExitInterrupt)
	}
}

// isFile reports whether nobody reads along.
func isFile(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode().IsRegular()
}

// patience is how long an interrupted command may take to say where it was. What does not look at the interrupt, such
// as one large matrix product of the VM or LLVM itself, is left behind after it.
const patience = 250 * time.Millisecond
