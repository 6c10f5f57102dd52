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
	"github.com/myia-lang/myia/source"
	"github.com/myia-lang/myia/vm"
)

// Runner runs functions of one module. Call returns an *ops.Raised for a
// Python exception and the error of ctx when it was cancelled.
type Runner interface {
	Call(ctx context.Context, fn string, args []ops.Value) ([]ops.Value, error)
}

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
		return dynamic.New(m, inferred, b.options, env), nil
	case ir.Typed:
		return interp.NewTyped(m, env), nil
	}
	return vm.New(m, env), nil
}

// Choose resolves the backend auto. When it cannot be native, fallback says
// why; a backend that was asked for and is not there is an error.
func (o Options) Choose() (b Backend, fallback string, err *diag.Diagnostic) {
	if o.Stage != "" && o.Stage != Opt || o.Backend == VM {
		if o.Backend == Native {
			return "", "", diag.Errorf(diag.BadOption, source.Span{}, "--stage %s runs on the VM, not natively", o.Stage)
		}
		return VM, "", nil
	}
	why := nativeMissing(o.LLVM)
	switch {
	case why == "":
		return Native, "", nil
	case o.Backend == Native:
		return "", "", noBackend(why)
	}
	return VM, why, nil
}

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
