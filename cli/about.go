package cli

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/myia-lang/myia/backend/llvm/jit"
	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/source"
)

func (a *app) explainCommand() *cobra.Command {
	return a.addOutput(a.command("explain [CODE]", "explain a diagnostic, or list all",
		"  myia explain E0201", cobra.MaximumNArgs(1), func(_ context.Context, args []string) error {
			if len(args) == 0 {
				for _, e := range diag.All() {
					fmt.Fprintf(a.out, "%s  %s\n", e.Code, e.Title)
				}
				return nil
			}
			e, ok := diag.Lookup(diag.Code(strings.ToUpper(args[0])))
			if !ok {
				return noSuchCode(args[0])
			}
			_, err := fmt.Fprint(a.out, e.Explain())
			return err
		}))
}

// noSuchCode offers the codes that are like one that does not exist.
func noSuchCode(code string) error {
	help := "myia explain lists them"
	if near := diag.Near(strings.ToUpper(code)); len(near) > 0 {
		help = "did you mean"
		for _, e := range near {
			help += fmt.Sprintf("\n%s  %s", e.Code, e.Title)
		}
	}
	return diag.Errorf(diag.BadOption, source.Span{}, "there is no code %q", code).WithHelp("%s", help)
}

func (a *app) versionCommand() *cobra.Command {
	return a.addOutput(a.command("version", "print the version", "  myia version", cobra.NoArgs,
		func(context.Context, []string) error {
			_, err := fmt.Fprintln(a.out, versionText())
			return err
		}))
}

// versionText is the module's version, and the commit of a build from a
// working copy.
func versionText() string {
	version, commit := "(devel)", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if info.Main.Version != "" {
			version = info.Main.Version
		}
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && !strings.Contains(version, s.Value[:min(12, len(s.Value))]) {
				commit = " " + s.Value[:min(12, len(s.Value))]
			}
		}
	}
	return fmt.Sprintf("myia %s%s %s %s/%s", version, commit, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}

func (a *app) doctorCommand() *cobra.Command {
	c := a.command("doctor", "say what was found, and what to install", "  myia doctor", cobra.NoArgs,
		func(context.Context, []string) error { return a.doctor() })
	c.Flags().StringVar(&a.flags.llvm, "llvm", "auto", "libLLVM: auto, none or the path of the library")
	return a.addOutput(c)
}

// processors tells how many there are for this process: a control group may give it less than the machine has.
func processors(usable, all int) string {
	text := fmt.Sprintf("%d processors", usable)
	if usable == 1 {
		text = "1 processor"
	}
	if usable != all {
		text += fmt.Sprintf(" of %d", all)
	}
	return text
}

func (a *app) doctor() error {
	fmt.Fprintf(a.out, "%s, %s\n", versionText(), processors(runtime.GOMAXPROCS(0), runtime.NumCPU()))
	found := jit.Candidates()
	fmt.Fprintf(a.out, "libLLVM: %d found\n", len(found))
	for _, c := range found {
		state := "usable"
		if c.Refused != "" {
			state = c.Refused
		}
		fmt.Fprintf(a.out, "  %s (%s): %s\n", c.Path, c.Version, state)
	}
	b, why, d := compiler.Options{LLVM: a.flags.llvm}.Choose()
	if d != nil {
		return d
	}
	fmt.Fprintf(a.out, "programs run on: %s\n", b)
	if why != "" {
		fmt.Fprintf(a.out, "  because: %s\n", why)
	}
	if len(found) == 0 {
		fmt.Fprintln(a.out, "  for machine code install libLLVM, for example: sudo apt install libllvm19")
	}
	return nil
}
