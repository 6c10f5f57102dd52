package cli

import (
	"context"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/source"
)

func (a *app) runCommand() *cobra.Command {
	var named []string
	var stage, text string
	var c *cobra.Command
	given := func() *string { // the program that -c gives
		if c.Flags().Changed("command") {
			return &text
		}
		return nil
	}
	atLeastOne := func(c *cobra.Command, args []string) error {
		if given() != nil {
			return nil
		}
		return cobra.MinimumNArgs(1)(c, args)
	}
	c = a.command("run FILE.py[:FUNC] [ARG...]", "run a program, or one of its functions with arguments",
		"  myia run examples/newton.py\n  myia run examples/newton.py:newton_sqrt 2.0\n  myia run examples/newton.py:newton_sqrt --arg a=2.0",
		atLeastOne, func(ctx context.Context, args []string) error {
			o := a.options()
			o.Stage = compiler.Stage(stage)
			if err := a.onVM(&o); err != nil {
				return err
			}
			t, err := a.script(args, named, given())
			if err != nil {
				return err
			}
			return a.runTarget(ctx, t, o)
		})
	c.Long = "Does what python FILE.py does; the ARGs are sys.argv[1:], after -- if they begin with a dash.\n" +
		"FILE.py may be -, standard input; -c TEXT runs a text; run itself may be left out.\n" +
		"With FUNC, calls FUNC with the ARGs after the module level, and prints its result.\n\n" + argumentHelp
	c.Flags().StringArrayVar(&named, "arg", nil, "an argument by name, NAME=VALUE")
	c.Flags().StringVarP(&text, "command", "c", "", "run this text instead of a file")
	c.Flags().StringVar(&stage, "stage", "", "run the IR of this stage on the VM: surface, typed, core or opt")
	return a.addCompile(c)
}

// onVM makes the VM run a program if a stage of it is asked for.
func (a *app) onVM(o *compiler.Options) error {
	switch {
	case o.Stage == "":
		return nil
	case !o.Stage.Runnable():
		return badStage(o.Stage, "the VM runs surface, typed, core and opt")
	case o.Backend == compiler.Native:
		return diag.Errorf(diag.BadOption, source.Span{}, "--stage %s runs on the VM, not natively", o.Stage).
			WithHelp("leave --backend native or --stage out")
	}
	o.Backend = compiler.VM
	return nil
}

// badStage says that a stage does not exist, or is not made.
func badStage(s compiler.Stage, there string) error {
	for _, known := range compiler.Stages {
		if s == known {
			return diag.Limitf(diag.StageNotThere, source.Span{}, "stage %s is not run; %s", s, there)
		}
	}
	return compiler.NoStage(s)
}

func (a *app) runTarget(ctx context.Context, t *target, o compiler.Options) error {
	c, err := a.compile(t, o)
	if err != nil {
		return err
	}
	v, err := a.run(ctx, c, t.args)
	if err == nil && t.call.Func == "" && !a.out.used && t.prog.UncalledMain() {
		fmt.Fprintf(a.world.Stderr, "myia: nothing calls main() in %s; myia run %[1]s:main runs it\n", t.prog.File.Name)
	}
	if err == nil && v != nil {
		_, err = fmt.Fprintln(a.out, compiler.Str(v))
	}
	return err
}

func (a *app) gradCommand() *cobra.Command {
	var named []string
	var setup string
	var wrt lists
	c := a.command("grad FILE.py:FUNC [ARG...]", "value and gradient of a function",
		"  myia grad examples/newton.py:newton_sqrt 2.0\n  myia grad examples/newton.py:newton_sqrt --arg a=2.0 --wrt a",
		cobra.MinimumNArgs(1), func(ctx context.Context, args []string) error {
			t, err := a.target(args, named)
			if err != nil {
				return err
			}
			if t.call.Func == "" {
				return needsFunc(args[0])
			}
			if err := a.setUp(ctx, t, setup); err != nil {
				return err
			}
			t.call.Transform, t.call.Wrt = "value_and_grad", parseWrt(wrt)
			c, err := a.compile(t, a.options())
			if err != nil {
				return err
			}
			v, err := a.run(ctx, c, t.args)
			if err != nil {
				return err
			}
			flat := v.(compiler.Tuple)
			_, err = fmt.Fprintf(a.out, "value: %s\ngradient: %s\n", compiler.Str(flat[0]), compiler.Str(gradients(flat[1:], wrt)))
			return err
		})
	c.Long = "Prints what FUNC returns, and its gradient with respect to the first argument, or to those that --wrt names.\n\n" + argumentHelp
	c.Flags().StringArrayVar(&named, "arg", nil, "an argument by name, NAME=VALUE")
	c.Flags().StringVar(&setup, "setup", "", setupHelp)
	c.Flags().Var(&wrt, "wrt", "with respect to what: names or positions of arguments, or \"*\" for all")
	return a.addCompile(c)
}

// gradients is what grad gives with these --wrt: the gradients as a tuple, or
// the only one if one argument is named.
func gradients(gs compiler.Tuple, wrt []string) compiler.Value {
	if len(gs) == 1 && !slices.Contains(wrt, "*") {
		return gs[0]
	}
	return gs
}

func needsFunc(file string) error {
	return diag.Errorf(diag.BadOption, source.Span{}, "a function is needed").WithHelp("name it: %s:FUNC", file)
}
