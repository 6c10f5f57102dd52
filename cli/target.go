package cli

import (
	"context"
	"errors"
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

// script reads a program to run. Without FUNC the arguments are sys.argv.
func (a *app) script(args, named []string) (*target, error) {
	if file, fn := splitTarget(args[0]); fn == "" && len(named) == 0 {
		prog, errs := compiler.Load(file)
		if errs != nil {
			return nil, errs
		}
		return &target{prog: prog, call: compiler.Call{Argv: args[1:]}}, nil
	}
	return a.target(args, named)
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
	c, errs := t.prog.Compile(t.call, o)
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
