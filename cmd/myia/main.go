// Command myia compiles, runs and differentiates programs in a subset of
// Python. Everything it does is in package cli.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"golang.org/x/term"

	"github.com/myia-lang/myia/cli"
)

func main() {
	// A closed pipe is an error of a write, which ends the command quietly.
	signal.Ignore(syscall.SIGPIPE)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	status := cli.Main(ctx, os.Args[1:], cli.World{
		Stdout: os.Stdout, Stderr: os.Stderr,
		StdoutTerm: term.IsTerminal(int(os.Stdout.Fd())), StderrTerm: term.IsTerminal(int(os.Stderr.Fd())),
		Getenv: os.Getenv,
	})
	stop()
	os.Exit(status)
}
