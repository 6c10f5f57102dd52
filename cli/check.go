package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/diag"
)

func (a *app) checkCommand() *cobra.Command {
	var typeText string
	c := a.command("check FILE.py[:FUNC]...", "find the errors of programs; nothing runs",
		"  myia check examples/newton.py\n  myia check examples/newton.py:newton_sqrt --types float",
		cobra.MinimumNArgs(1), func(_ context.Context, args []string) error {
			ts, d := compiler.ParseTypes(typeText)
			if d != nil {
				return d
			}
			var all diag.List
			for _, file := range args {
				if _, fn := splitTarget(file); fn == "" && len(ts) > 0 {
					return needsFunc(file)
				}
			}
			for _, file := range args {
				path, fn := splitTarget(file)
				all = append(all, a.check(path, compiler.Call{Func: fn, Args: ts})...)
			}
			if len(all) == 0 {
				return nil
			}
			return all
		})
	c.Long = "Compiles the programs without running them and prints every diagnostic. A function is checked with the\n" +
		"types it is called with; the functions that nothing calls are named as not checked."
	c.Flags().StringVar(&typeText, "types", "", "types of FUNC's arguments, such as \"float, f32[n,784]\"")
	return a.addTime(c)
}

// check compiles one program and says what was not reached.
func (a *app) check(path string, call compiler.Call) diag.List {
	prog, errs := compiler.Load(path)
	if errs != nil {
		return errs
	}
	defer collectRarely(prog)()
	b, errs := prog.Build(call, compiler.Core, a.options())
	if len(errs) > 0 {
		return errs
	}
	a.times = append(a.times, b.Timings...)
	fmt.Fprintf(a.out, "%s: ", path)
	skipped := b.Unreached(prog.File)
	if n := len(skipped); n > 0 {
		fmt.Fprintf(a.out, "not checked, since nothing calls it: %s\n", strings.Join(skipped, ", "))
	} else {
		fmt.Fprintln(a.out, "checked")
	}
	return b.Warnings
}
