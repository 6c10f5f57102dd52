package cli

import (
	"context"
	"errors"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/myia-lang/myia/compiler"
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/pass"
	"github.com/myia-lang/myia/source"
)

// target is FILE.py[:FUNC] with its arguments.
type target struct {
	prog   *compiler.Program
	call   compiler.Call
	args   []compiler.Value
	making time.Duration // what making the arguments took
}

var funcSuffix = regexp.MustCompile(`^(.+):([\pL_][\pL\pN_]*)$`)

// splitTarget takes FILE.py:FUNC apart.
func splitTarget(s string) (file, fn string) {
	if m := funcSuffix.FindStringSubmatch(s); m != nil {
		return m[1], m[2]
	}
	return s, ""
}

// script reads a program to run: a file, standard input (-), or a text (text is not nil). Without FUNC the arguments are
// sys.argv.
func (a *app) script(args, named []string, text *string) (*target, error) {
	if text != nil {
		return scriptOf(compiler.LoadText("<string>", *text), "-c", args), nil
	}
	file, fn := splitTarget(args[0])
	switch {
	case file == "-":
		text, err := io.ReadAll(a.world.Stdin)
		if err != nil {
			return nil, diag.Errorf(diag.UnreadableFile, source.Span{}, "cannot read standard input: %v", err)
		}
		return scriptOf(compiler.LoadText("<stdin>", string(text)), "-", args[1:]), nil
	case fn == "" && len(named) == 0:
		prog, errs := compiler.Load(file)
		if errs != nil {
			return nil, errs
		}
		return scriptOf(prog, file, args[1:]), nil
	}
	return a.target(args, named)
}

func scriptOf(prog *compiler.Program, name string, args []string) *target {
	return &target{prog: prog, call: compiler.Call{Argv: append([]string{name}, args...)}}
}

// target reads the program and the arguments: positional ones, and
// NAME=VALUE ones.
func (a *app) target(args, named []string) (*target, error) {
	file, fn := splitTarget(args[0])
	prog, errs := compiler.Load(file)
	if errs != nil {
		return nil, errs
	}
	t := &target{prog: prog, call: compiler.Call{Func: fn}}
	if fn == "" && len(args)+len(named) > 1 {
		return nil, diag.Errorf(diag.BadOption, source.Span{}, "arguments need a function to go to").
			WithHelp("name it: %s:FUNC", file)
	}
	for i, text := range args[1:] {
		if err := t.add(text, a.flags.seed+uint64(i)); err != nil {
			return nil, err
		}
	}
	for i, text := range named {
		name, value, ok := strings.Cut(strings.TrimPrefix(text, guard), "=")
		if !ok || name == "" {
			return nil, diag.Errorf(diag.BadArgument, source.Span{}, "--arg %q is not NAME=VALUE", text).WithHelp("write --arg NAME=VALUE")
		}
		t.call.Names = append(t.call.Names, name)
		if err := t.add(value, a.flags.seed+uint64(len(args)+i)); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// setUp takes the arguments of the target from a function of the program: a tuple that it returns gives them one by one.
func (a *app) setUp(ctx context.Context, t *target, setup string) error {
	if setup == "" {
		return nil
	}
	if len(t.args) > 0 {
		return diag.Errorf(diag.BadOption, source.Span{}, "--setup %s and ARGs both give arguments", setup).
			WithHelp("leave one of them out")
	}
	o := a.options()
	o.Notice = nil
	c, errs := t.prog.Compile(compiler.Call{Func: setup}, o)
	if len(errs) > 0 {
		return errs
	}
	defer c.Close()
	v, err := c.Call(ctx)
	if err != nil {
		return err
	}
	t.args, t.call.Args, err = c.AsArguments(v)
	if err != nil {
		return diag.Errorf(diag.BadArgument, source.Span{}, "--setup %s: %v", setup, err).
			WithHelp("what crosses to the function are numbers, texts, arrays, tuples, lists, dicts and dataclasses")
	}
	return nil
}

// add appends an argument: a positional one as long as there are no names.
func (t *target) add(text string, seed uint64) error {
	start := time.Now()
	v, d := compiler.ParseArg(text, seed)
	t.making += time.Since(start)
	if d != nil {
		return d
	}
	ty, err := compiler.TypeOf(v)
	if err != nil {
		return diag.Errorf(diag.BadArgument, source.Span{}, "%v", err)
	}
	t.args = append(t.args, v)
	if len(t.call.Names) > 0 {
		t.call.Named = append(t.call.Named, ty)
	} else {
		t.call.Args = append(t.call.Args, ty)
	}
	return nil
}

// compile compiles the target and prints warnings.
func (a *app) compile(t *target, o compiler.Options) (*compiler.Compiled, error) {
	back := collectRarely(t.prog)
	c, errs := t.prog.Compile(t.call, o)
	back()
	if len(errs) > 0 {
		return nil, errs
	}
	a.times = append(a.times, c.Timings...)
	a.diagnostics(c.Warnings)
	return c, nil
}

// run runs a compiled target. A Ctrl-C that the program's end outran counts.
func (a *app) run(ctx context.Context, c *compiler.Compiled, args []compiler.Value) (compiler.Value, error) {
	start := time.Now()
	v, err := c.Call(ctx, args...)
	a.times = append(a.times, pass.Timing{Name: "run", Took: time.Since(start)})
	if err != nil && ctx.Err() != nil && !errors.Is(err, context.Canceled) {
		if _, raised := compiler.IsRaised(err); !raised {
			return nil, ctx.Err()
		}
	}
	return v, err
}

// parseWrt reads the names and positions of --wrt.
func parseWrt(wrt []string) []any {
	var out []any
	for _, w := range wrt {
		if n, err := strconv.ParseInt(w, 10, 64); err == nil {
			out = append(out, n)
		} else {
			out = append(out, w)
		}
	}
	return out
}
