package compiler

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/leaf"
	"github.com/myia-lang/myia/ops"
	"github.com/myia-lang/myia/pass"
	"github.com/myia-lang/myia/types"
)

// Compiled is a call that can be run, any number of times and from several goroutines. Each
// run begins with the module level.
type Compiled struct {
	*Build
	Backend Backend
	Params  []types.Type
	Result  types.Type
	runner  Runner
	entry   string // Call.Func
	layout  layout
}

// Compile takes a call to a backend.
func (p *Program) Compile(c Call, o Options) (*Compiled, diag.List) {
	last := o.Stage
	if last == "" {
		last = Opt
	}
	upTo := last
	if last == Surface {
		upTo = Typed // a program is inferred before it runs, whatever runs
	}
	b, errs := p.Build(c, upTo, o)
	if len(errs) > 0 {
		return nil, errs
	}
	b.Last = last
	out := &Compiled{Build: b, Params: c.argTypes(), entry: c.Func}
	out.describe()
	env := o.newEnv(b.Modules[b.Last])
	var timer pass.Runner
	err := timer.Phase("backend", func() error {
		var err error
		out.runner, out.Backend, err = o.runner(b, env)
		return err
	})
	if err != nil {
		return nil, asList(err)
	}
	if out.Backend == VM {
		b.Timings = append(b.Timings, timer.Timings...)
	}
	return out, nil
}

// describe finds the type of the result.
func (c *Compiled) describe() {
	m := c.Modules[Typed]
	c.layout = layout{leaf.Layout{M: m}}
	c.Result = types.None
	if rs := m.Func(m.Entry).Results; len(rs) > 0 {
		c.Result = rs[0]
	}
}

// Call runs the program with the arguments and returns the result. The error
// is an *ops.Raised for a Python exception, the error of ctx if it was
// cancelled, or a diagnostic.
func (c *Compiled) Call(ctx context.Context, args ...Value) (Value, error) {
	if len(args) != len(c.Params) {
		return nil, fmt.Errorf("%d arguments for %d parameters", len(args), len(c.Params))
	}
	leaves, err := c.layout.encodeAll(nil, args, c.Params)
	if err != nil {
		return nil, err
	}
	var guard pass.Runner
	var out []ops.Value
	err = guard.Phase("run", func() error {
		out, err = c.runner.Call(ctx, c.Modules[c.Last].Entry, leaves)
		return err
	})
	if err != nil {
		return nil, c.withoutEntry(err)
	}
	return c.layout.decode(out, c.Result), nil
}

// Close gives the machine code back. No call may run in it, or begin later.
func (c *Compiled) Close() { c.runner.Close() }

// withoutEntry takes the frame that calls the entry function out of a
// traceback: it stands at the function's name, since no line of the program
// makes the call.
func (c *Compiled) withoutEntry(err error) error {
	r, ok := IsRaised(err)
	if !ok || len(r.Trace) == 0 || c.entry == "" {
		return err
	}
	last := len(r.Trace) - 1
	rest, left := withoutOutermost(r.Trace[last], c.entry)
	trace := append([]ir.Loc{}, r.Trace[:last]...)
	if left {
		trace = append(trace, rest)
	}
	short := *r
	short.Trace = trace
	return &short
}

// withoutOutermost drops the outermost call of a place's chain of inlined calls
// if it is that of entry; false means that nothing is left.
func withoutOutermost(l ir.Loc, entry string) (ir.Loc, bool) {
	if l.Inlined == nil {
		return l, l.Span.Text() != entry
	}
	outer, left := withoutOutermost(*l.Inlined, entry)
	l.Inlined = nil
	if left {
		l.Inlined = &outer
	}
	return l, true
}

// moduleName is the __name__ of a file that is not run as a script.
func moduleName(path string) string { return strings.TrimSuffix(filepath.Base(path), ".py") }
