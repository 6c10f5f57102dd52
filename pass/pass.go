package pass

import (
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"time"

	"github.com/myia-lang/myia/diag"
	"github.com/myia-lang/myia/ir"
	"github.com/myia-lang/myia/source"
)

// Pass is a pass as data.
type Pass struct {
	Name  string
	Doc   string
	Needs ir.Stage
	Gives ir.Stage
	Run   func(m *ir.Module) (*ir.Module, error)
}

// Timing is the time that a pass or another phase took.
type Timing struct {
	Name string
	Took time.Duration
}

// Runner runs passes. Its zero value runs them silently.
type Runner struct {
	Dump    io.Writer                 // where modules are dumped after each pass, or nil
	Print   func(m *ir.Module) string // how
	Verify  func(m *ir.Module) error  // checks the contract of the stage, or nil
	Timings []Timing
}

// Phase runs f under a name: it takes its time and recovers its panics.
func (r *Runner) Phase(name string, f func() error) (err error) {
	start := time.Now()
	defer func() {
		r.Timings = append(r.Timings, Timing{name, time.Since(start)})
		if p := recover(); p != nil {
			err = Bug(name, p, debug.Stack())
		}
	}()
	return f()
}

// Bug is the diagnostic for a panic in a phase.
func Bug(phase string, p any, stack []byte) *diag.Diagnostic {
	if d, ok := p.(*diag.Diagnostic); ok {
		return d
	}
	span := source.Span{}
	if e, ok := p.(*ir.BuildError); ok {
		span = e.Loc.Span
	}
	return diag.Bugf(span, "%s failed: %v", phase, p).WithHelp("please report this program together with:\n%s", stack)
}

// Run runs one pass on a module of the stage it needs.
func (r *Runner) Run(p *Pass, m *ir.Module) (*ir.Module, error) {
	if m.Stage != p.Needs {
		return nil, fmt.Errorf("pass %s needs IR of stage %s, not %s", p.Name, p.Needs, m.Stage)
	}
	var out *ir.Module
	err := r.Phase(p.Name, func() error {
		var err error
		if out, err = p.Run(m); err != nil {
			return err
		}
		out.Stage = p.Gives
		return r.Check(p.Name, out)
	})
	if err == nil && r.Dump != nil && r.Print != nil {
		fmt.Fprintf(r.Dump, "# after %s\n%s\n", p.Name, r.Print(out))
	}
	return out, err
}

// Check verifies what a pass or phase gave, if the runner verifies. What is
// wrong is a bug of the pass.
func (r *Runner) Check(name string, m *ir.Module) error {
	if r.Verify == nil {
		return nil
	}
	err := r.Verify(m)
	if err == nil {
		return nil
	}
	span, msg := source.Span{}, err.Error()
	var d *diag.Diagnostic
	if errors.As(err, &d) {
		span, msg = d.Span, d.Message
	}
	return diag.Bugf(span, "after pass %s: %s", name, msg)
}
