package compiler

import (
	"context"
	"fmt"
	"io"

	"github.com/myia-lang/myia/backend/llvm/rt"
	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/interp"
	"github.com/myia-lang/myia/interp/dynamic"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/vm"
)

// Runner runs functions of one module, for several goroutines. Call returns an *ops.Raised for a
// Python exception and the error of ctx when it was cancelled. Close gives back what the runner
// holds outside Go's memory; no call may run then or begin later.
type Runner interface {
	Call(ctx context.Context, fn string, args []ops.Value) ([]ops.Value, error)
	Close()
}

// interpreter runs functions for one goroutine at a time.
type interpreter interface {
	Call(ctx context.Context, fn string, args []ops.Value) ([]ops.Value, error)
}

// inTurn makes a Runner of an interpreter: calls wait for each other. Each begins with the same random stream.
type inTurn struct {
	of   interpreter
	env  *ops.Env
	seed uint64
	turn chan struct{} // holds the token of the one that runs
}

func newInTurn(of interpreter, env *ops.Env) *inTurn {
	return &inTurn{of: of, env: env, seed: env.Seed, turn: make(chan struct{}, 1)}
}

// Call runs a function when its turn comes, if ctx does not end before.
func (t *inTurn) Call(ctx context.Context, fn string, args []ops.Value) ([]ops.Value, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case t.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	defer func() { <-t.turn }()
	t.env.Seed, t.env.Count = t.seed, 0
	return t.of.Call(ctx, fn, args)
}

// Close does nothing: an interpreter holds Go's memory alone.
func (t *inTurn) Close() {}

// newVM makes the interpreter of a build's last module. Only the stage opt has
// derivatives.
func newVM(b *Build, env *ops.Env) (Runner, error) {
	m, inferred := b.Modules[b.Last], b.Modules[Typed]
	if m.Stage != ir.Opt {
		if d := interp.Derivative(inferred, m.Stage); d != nil {
			return nil, d
		}
	}
	switch m.Stage {
	case ir.Surface:
		return newInTurn(dynamic.New(m, inferred, b.options, env), env), nil
	case ir.Typed:
		return newInTurn(interp.NewTyped(m, env), env), nil
	}
	return newInTurn(vm.New(m, env), env), nil
}

// Choose resolves the backend auto. When it cannot be native, fallback says
// why; a backend that was asked for and is not there is an error.
func (o Options) Choose() (b Backend, fallback string, err *diag.Diagnostic) {
	if o.Stage != "" && o.Stage != Opt || o.Backend == VM {
		return VM, "", nil
	}
	why := nativeMissing(o.LLVM)
	switch {
	case why == "":
		return Native, "", nil
	case o.Backend == Native || o.namesLibrary():
		return "", "", noBackend(why)
	}
	return VM, why, nil
}

// namesLibrary reports whether a certain libLLVM is asked for.
func (o Options) namesLibrary() bool { return o.LLVM != "" && o.LLVM != "auto" && o.LLVM != "none" }

// nativeMissing says why there is no machine code, "" if there is. It opens the library, since a file that is named like
// one may be none; a run would open it next.
func nativeMissing(llvm string) string {
	switch {
	case llvm == "none":
		return "--llvm none"
	}
	if _, err := openLibrary(llvm); err != nil {
		return err.Error()
	}
	return ""
}

// runner makes the backend that runs a build.
func (o Options) runner(b *Build, env *ops.Env) (Runner, Backend, error) {
	kind, fallback, d := o.Choose()
	if d != nil {
		return nil, "", d
	}
	if fallback != "" && o.Notice != nil {
		fmt.Fprintf(o.Notice, "myia: running on the VM (%s)\n", fallback)
	}
	m := b.Modules[b.Last]
	if kind == Native {
		r, err := newNative(m, env, o)
		if err == nil {
			b.Timings = append(b.Timings, r.timings()...)
		}
		return r, kind, err
	}
	r, err := newVM(b, env)
	return r, VM, err
}

// newEnv is the world that a run sees.
func (o Options) newEnv(m *ir.Module) *ops.Env {
	out := o.Out
	if out == nil {
		out = io.Discard
	}
	limit := o.Budget
	if limit == 0 {
		limit = rt.DefaultBudget()
	}
	return &ops.Env{
		Print: func(text string) error { _, err := io.WriteString(out, text); return err },
		Seed:  o.Seed, Limit: limit, Files: files{}, Pool: m.Pool,
	}
}
