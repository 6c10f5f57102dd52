package cli

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/pass"
)

// World is what the command sees of the process.
type World struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	// StdoutLines says that somebody may read along, at a terminal or behind a pipe: each line is written when it is whole.
	StdoutLines bool
	StderrTerm  bool // standard error is a terminal
	Getenv      func(string) string
}

// Main runs the command line (without the program's name) and returns the exit
// status.
func Main(ctx context.Context, args []string, w World) int {
	a := &app{world: w, out: &output{w: bufio.NewWriterSize(w.Stdout, 1<<16), lines: w.StdoutLines}}
	// What was printed is not lost if the run has to be left behind.
	defer context.AfterFunc(ctx, func() { a.out.flush() })()
	root := a.root()
	root.SetArgs(protectNumbers(inFull(args, root)))
	root.SetOut(a.out)
	root.SetErr(w.Stderr)
	return a.finish(a.execute(ctx, root))
}

// execute runs the command. What panics outside the phases, which recover by themselves, is a bug as well.
func (a *app) execute(ctx context.Context, root *cobra.Command) error {
	var guard pass.Runner
	return guard.Phase("the command", func() error { return root.ExecuteContext(ctx) })
}

// app is one run of the command.
type app struct {
	world World
	out   *output
	flags flags
	times []pass.Timing
}

// commands lists the commands in the order of the help.
func (a *app) commands() []*cobra.Command {
	return []*cobra.Command{
		a.runCommand(), a.gradCommand(), a.checkCommand(), a.irCommand(), a.optCommand(),
		a.benchCommand(), a.explainCommand(), a.doctorCommand(), a.versionCommand(),
	}
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "myia",
		Short: "a differentiable programming language: a compiled subset of Python",
		Long: "Myia compiles a subset of Python to machine code and derives the gradients of its functions.\n\n" +
			argumentHelp,
		Example:       "  myia run examples/newton.py\n  myia grad examples/newton.py:newton_sqrt 2.0",
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetFlagErrorFunc(func(c *cobra.Command, err error) error { return usageError(c, err) })
	root.AddCommand(a.commands()...)
	root.SetHelpCommand(a.helpCommand(root))
	return root
}

// helpCommand is the command help, which refuses what is no command.
func (a *app) helpCommand(root *cobra.Command) *cobra.Command {
	return a.command("help [COMMAND]", "print the help of a command", "  myia help run", cobra.MaximumNArgs(1),
		func(_ context.Context, args []string) error {
			if len(args) == 0 {
				return root.Help()
			}
			for _, c := range root.Commands() {
				if c.Name() == args[0] {
					return c.Help()
				}
			}
			return &usage{fmt.Errorf("there is no command %q", args[0]), "myia help [COMMAND]"}
		})
}

// inFull writes what stands for a command out: myia FILE.py is myia run FILE.py, as are -c TEXT and -, and --version is
// a command.
func inFull(args []string, root *cobra.Command) []string {
	for i, arg := range args {
		file, _ := splitTarget(arg)
		switch {
		case slices.ContainsFunc(root.Commands(), func(c *cobra.Command) bool { return c.Name() == arg }):
			return args
		case i == 0 && (arg == "--version" || arg == "-V"):
			return append([]string{"version"}, args[1:]...)
		case arg == "-c", arg == "-", strings.HasSuffix(file, ".py"):
			return append([]string{"run"}, args...)
		case !strings.HasPrefix(arg, "-") && (i == 0 || !strings.HasPrefix(args[i-1], "-")):
			return args // a command that does not exist
		}
	}
	return args
}

const argumentHelp = `An ARG is a Python literal (3, -0.5, '"text"', [1, 2], {'w': 1.0}), @file.npy,
@file.npz:key, or rand:f32[128,784] for random numbers.`

// negative matches what stands for a value although it begins with a dash.
var negative = regexp.MustCompile(`^-+(\d|\.\d|inf\b|nan\b|\()`)

// guard marks an argument that is no option; no argument can hold it.
const guard = "\x00"

// protectNumbers keeps negative numbers from being read as options.
func protectNumbers(args []string) []string {
	out := make([]string, len(args))
	for i, s := range args {
		if negative.MatchString(s) {
			s = guard + s
		}
		out[i] = s
	}
	return out
}

// unprotect undoes protectNumbers in positional arguments.
func unprotect(args []string) []string {
	out := make([]string, len(args))
	for i, s := range args {
		out[i] = strings.TrimPrefix(s, guard)
	}
	return out
}

// command makes a command whose function returns an error for report.go.
func (a *app) command(use, short, example string, args cobra.PositionalArgs, run func(ctx context.Context, args []string) error) *cobra.Command {
	return &cobra.Command{
		Use: use, Short: short, Example: example,
		Args: func(c *cobra.Command, given []string) error {
			if a.flags.debugHelp() {
				return nil // which runs nothing
			}
			if err := args(c, given); err != nil {
				return usageError(c, err)
			}
			return nil
		},
		RunE: func(c *cobra.Command, given []string) error {
			if err := a.flags.check(); err != nil {
				return usageError(c, err)
			}
			if a.flags.debugHelp() {
				return a.printDebugHelp()
			}
			return run(c.Context(), unprotect(given))
		},
	}
}

// output is standard output: buffered, and flushed at each line for a terminal
// or a pipe, and when Ctrl-C comes.
type output struct {
	mu    sync.Mutex
	w     *bufio.Writer
	lines bool
	used  bool // something was written
}

// Write writes to the buffer.
func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.used = true
	n, err := o.w.Write(p)
	if err == nil && o.lines && bytes.IndexByte(p, '\n') >= 0 {
		err = o.w.Flush()
	}
	return n, err
}

func (o *output) flush() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.w.Flush()
}

// options are the compiler's options that the flags give.
func (a *app) options() compiler.Options {
	o := compiler.Options{
		Backend: compiler.Backend(a.flags.backend), LLVM: a.flags.llvm, Opt: a.flags.opt, Seed: a.flags.seed,
		Out: a.out, Notice: a.world.Stderr,
	}
	if a.flags.has("dump") {
		o.Dump = a.world.Stderr
	}
	return o
}
