package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/source"
)

func (a *app) irCommand() *cobra.Command {
	var stage, typeText string
	var named []string
	var wrt lists
	var grad bool
	c := a.command("ir FILE.py[:FUNC] [ARG...]", "print the IR of a program at a stage",
		"  myia ir examples/newton.py:newton_sqrt 2.0 --stage core\n  myia ir examples/newton.py:newton_sqrt --types float --stage opt --grad",
		cobra.MinimumNArgs(1), func(_ context.Context, args []string) error {
			t, err := a.target(args, named)
			if err != nil {
				return err
			}
			ts, d := compiler.ParseTypes(typeText)
			if d != nil {
				return d
			}
			switch {
			case t.call.Func == "" && (grad || len(ts) > 0):
				return needsFunc(args[0])
			case len(ts) > 0 && len(args) > 1:
				return diag.Errorf(diag.BadOption, source.Span{}, "both arguments and --types are given").
					WithHelp("give values, or the types of all positional arguments")
			case len(wrt) > 0 && !grad:
				return diag.Errorf(diag.BadOption, source.Span{}, "--wrt needs --grad").WithHelp("add --grad, or leave --wrt out")
			case grad:
				t.call.Transform, t.call.Wrt = "value_and_grad", parseWrt(wrt)
			}
			t.call.Args = append(ts, t.call.Args...)
			return a.printIR(t, compiler.Stage(stage))
		})
	c.Long = "Prints the IR that the stage works with: surface, typed, core, opt, kernels, own or llvm.\n\n" + argumentHelp
	c.Flags().StringVar(&stage, "stage", string(compiler.Opt), "surface, typed, core, opt, kernels, own or llvm")
	c.Flags().StringVar(&typeText, "types", "", "types of FUNC's arguments instead of ARGs, such as \"float, f32[n,784]\"")
	c.Flags().BoolVar(&grad, "grad", false, "of the gradient")
	c.Flags().Var(&wrt, "wrt", "with --grad: with respect to what")
	c.Flags().StringArrayVar(&named, "arg", nil, "an argument by name, NAME=VALUE")
	return a.addCompile(c)
}

func (a *app) printIR(t *target, stage compiler.Stage) error {
	defer collectRarely(t.prog)()
	if !stage.Runnable() {
		text, b, err := compiler.NativeText(t.prog, t.call, stage, a.options())
		if err != nil {
			return err
		}
		a.times = append(a.times, b.Timings...)
		a.diagnostics(b.Warnings)
		_, err = io.WriteString(a.out, text)
		return err
	}
	b, errs := t.prog.Build(t.call, stage, a.options())
	if len(errs) > 0 {
		return errs
	}
	a.times = append(a.times, b.Timings...)
	a.diagnostics(b.Warnings)
	_, err := io.WriteString(a.out, ir.Print(b.Modules[stage]))
	return err
}

func (a *app) optCommand() *cobra.Command {
	var names lists
	c := a.command("opt FILE.ir", "run passes on IR text",
		"  myia opt examples/square.ir --pass inline,simplify,ad,inline,simplify,dce", cobra.ExactArgs(1),
		func(_ context.Context, args []string) error {
			times, err := compiler.OptText(args[0], names, a.options())
			a.times = append(a.times, times...)
			return err
		})
	c.Long = "Reads IR text, as myia ir prints it of the stages surface, typed, core and opt, runs the passes on it and prints the result.\nThe IR is verified as it is read and after each pass.\n\n" + passList()
	c.Flags().Var(&names, "pass", "the passes, in order")
	return a.addTime(c)
}

func passList() string {
	s := "The passes are:"
	for _, p := range compiler.Passes() {
		s += fmt.Sprintf("\n  %-12s %s (%s to %s)", p.Name, p.Doc, p.Needs, p.Gives)
	}
	return s
}
